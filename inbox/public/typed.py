"""What came with the form of a sending: read, shown again, stepped through, carried to the next page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from inbox.field_wording import problem_words
from inbox.services import say
from plugins.domain.sendings import MOST_OPINIONS, Opinion, Problem, Sender, Sending
from plugins.domain.text import without_control_characters

# Names of the fields in the form for the names in the domain.
FIELDS = {
    "body": "noi-dung",
    "provision": "dieu",
    "stance": "thai-do",
    "name": "ho-ten",
    "email": "thu-dien-tu",
    "phone": "dien-thoai",
    "village": "thon",
    "role": "tu-cach",
    "organisation": "ten-to-chuc",
    "office": "co-quan",
    "place": "noi-xay-ra",
    "about": "ve",
    "may_quote": "cong-bo-nguyen-van",
    "may_name": "cong-bo-ten",
}
_OPINION = ("provision", "stance", "body")
_SENDER = ("name", "email", "phone", "village", "role", "organisation")
_ANOTHER = "them"
_EARLIER = re.compile(r"(sua|bo)-(\d{1,2})")


@dataclass
class Typed:
    """What came with a request: the sending, the form's stamp.

    A form that is refused comes back as another one: `refused` is the stamp it had, `stamp` is "".
    """

    sending: Sending = field(default_factory=lambda: Sending(Opinion("")))
    stamp: str = ""
    refused: str = ""

    @classmethod
    def of(cls, form: Mapping[str, str]) -> "Typed":
        """Return what a form holds; line ends as one character, so that counting is fair."""

        def text(name: str) -> str:
            return form.get(name, "").replace("\r\n", "\n")

        def opinion(prefix: str) -> Opinion:
            return Opinion(**{f: text(prefix + FIELDS[f]) for f in _OPINION})

        numbers = range(1, MOST_OPINIONS + 2)  # one more than allowed, so that it is told
        earlier = tuple(opinion(f"gio-{n}-") for n in numbers if f"gio-{n}-{FIELDS['body']}" in form)
        sending = Sending(
            opinion(""),
            Sender(**{f: text(FIELDS[f]) for f in _SENDER}),
            earlier,
            may_quote=bool(text(FIELDS["may_quote"])),
            may_name=bool(text(FIELDS["may_name"])),
            office=text(FIELDS["office"]),
            place=text(FIELDS["place"]),
            about=text(FIELDS["about"]),
        )
        return cls(sending, form.get("phieu", ""))

    @property
    def shown(self) -> Sending:
        """The sending as it goes back into the form: nothing lost but what nobody can read."""
        clean = without_control_characters

        def opinion(said: Opinion) -> Opinion:
            return Opinion(clean(said.body), clean(said.provision), clean(said.stance))

        sender = Sender(**{f: clean(getattr(self.sending.sender, f)) for f in _SENDER})
        earlier = tuple(opinion(said) for said in self.sending.earlier)
        return replace(self.sending, opinion=opinion(self.sending.opinion), sender=sender, earlier=earlier)

    @property
    def kept(self) -> list[str]:
        """Every text that was typed, to be copied from an error's page."""
        shown = self.shown
        return [*(o.body for o in (*shown.earlier, shown.opinion)), *(getattr(shown.sender, f) for f in _SENDER)]

    def stepped(self, step: str) -> "Typed":
        """Return this after a button of the basket: another opinion, or an earlier one taken out or taken back."""
        sending = self.sending
        if step == _ANOTHER:
            return replace(self, sending=replace(sending, opinion=Opinion(""), earlier=sending.opinions))
        if found := _EARLIER.fullmatch(step):
            earlier, number = list(sending.earlier), int(found[2]) - 1
            taken = earlier.pop(number) if number in range(len(earlier)) else None
            if found[1] == "sua" and taken is not None:
                written = [sending.opinion] if sending.opinion.body.strip() or sending.opinion.stance else []
                return replace(self, sending=replace(sending, opinion=taken, earlier=(*earlier, *written)))
            return replace(self, sending=replace(sending, earlier=tuple(earlier)))
        return self


def errors_of(problems: list[Problem]) -> list[tuple[str, str]]:
    """Return problems as pairs of field name and sentence."""
    return [(FIELDS.get(problem.field, problem.field), problem_words(problem, say)) for problem in problems]


def carried(sending: Sending) -> list[tuple[str, str]]:
    """Return the hidden fields that carry a sending to the next page and back; consent has its own boxes there."""
    fields = [(FIELDS[f], getattr(sending.opinion, f)) for f in _OPINION]
    fields += [(f"gio-{n}-{FIELDS[f]}", getattr(o, f)) for n, o in enumerate(sending.earlier, 1) for f in _OPINION]
    fields += [(FIELDS[f], getattr(sending.sender, f)) for f in _SENDER]
    return [*fields, *((FIELDS[f], getattr(sending, f)) for f in ("office", "place", "about"))]
