"""The way through for everything a citizen sends: form, preview, receipt. What was typed travels inside the pages.

A form posts to its own address; the button pressed (`buoc`) says what for: to look it over, to go back, to put another
opinion beside it, or, with none, to send. So a page from before, or one with a single button, sends too.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any

from flask import Blueprint, request

from inbox import guards, handling, submitting, uploads
from inbox.errors import (
    NoSealKeyError,
    NotOpenYetError,
    ProblemsError,
    SentOtherwiseError,
    TextChangedError,
    UnknownDialogueError,
    UnknownDraftError,
    UnknownOfficeError,
    UnknownProvisionError,
)
from inbox.permissions import is_restricted
from inbox.published import Generation
from inbox.services import Answer, page, problem_page, say, services
from inbox.stamps import BadStampError, new_stamp
from inbox.wording import Explanation, explain, problem_words
from plugins.domain.comments import MOST_OPINIONS, Door, Kind, Opinion, Problem, Role, Sender, Sending, Stance
from plugins.domain.consultations import State, window_state
from plugins.domain.offices import Office
from plugins.domain.text import without_control_characters
from plugins.kit.qr import qr_svg

blueprint = Blueprint("sending", __name__)
blueprint.before_request(uploads.allow_files)

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
    "may_quote": "cong-bo-nguyen-van",
    "may_name": "cong-bo-ten",
}
_OPINION = ("provision", "stance", "body")
_SENDER = ("name", "email", "phone", "village", "role", "organisation")
_PREVIEW, _BACK, _ANOTHER = "xem-lai", "sua", "them"
_EARLIER = re.compile(r"(sua|bo)-(\d{1,2})")
_LONGEST_CHOICE = 200

# Where each kind's form stands.
PATHS = {
    Kind.COMMENT: "gop-y/",
    Kind.PETITION: "kien-nghi/",
    Kind.INFORMATION: "xin-thong-tin/",
    Kind.DIALOGUE: "hoi-doi-thoai/",
    Kind.VIOLATION: "vi-pham-dan-chu/",
}
_UNKNOWN = (UnknownDraftError, UnknownDialogueError)
_REFUSALS = (
    BadStampError,
    NoSealKeyError,
    NotOpenYetError,
    SentOtherwiseError,
    TextChangedError,
    UnknownOfficeError,
    UnknownProvisionError,
)


@dataclass
class Typed:
    """What came with a request: the sending, the form's stamp."""

    sending: Sending = field(default_factory=lambda: Sending(Opinion("")))
    stamp: str = ""

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


@blueprint.get("/gui-y-kien/")
def doors() -> Answer:
    """Show the four doors in plain words."""
    generation = services().published.now()
    now = services().now()
    open_drafts = [
        draft
        for draft in generation.register.drafts.values()
        if window_state(draft.opens_at, draft.closes_at, now) is State.OPEN
    ]
    coming = [d for d in generation.register.dialogues.values() if d.last_on >= now.date()]
    html = page(
        "doors.html",
        generation,
        doors=list(Door),
        drafts=sorted(open_drafts, key=lambda d: d.closes_at),
        dialogues=sorted(coming, key=lambda d: d.last_on),
    )
    return html, HTTPStatus.OK


@blueprint.get("/khieu-nai-to-cao/")
def lawful_ways() -> Answer:
    """Explain where complaints and denunciations are filed, and how."""
    return page("lawful_ways.html", services().published.now()), HTTPStatus.OK


@blueprint.get("/gop-y/<subject>", defaults={"kind": Kind.COMMENT})
@blueprint.get("/kien-nghi/", defaults={"kind": Kind.PETITION, "subject": ""})
@blueprint.get("/kien-nghi/<subject>", defaults={"kind": Kind.PETITION})
@blueprint.get("/xin-thong-tin/", defaults={"kind": Kind.INFORMATION, "subject": ""})
@blueprint.get("/xin-thong-tin/<subject>", defaults={"kind": Kind.INFORMATION})
@blueprint.get("/hoi-doi-thoai/<subject>", defaults={"kind": Kind.DIALOGUE})
@blueprint.get("/vi-pham-dan-chu/", defaults={"kind": Kind.VIOLATION, "subject": ""})
def form(kind: Kind, subject: str) -> Answer:
    """Show the form of a kind: about a draft (`?dieu=` names the provision), to an office, for a dialogue."""
    generation = services().published.now()
    typed = Typed(Sending(Opinion("", request.args.get("dieu", ""))))
    try:
        about = _about(generation, kind, subject)
        if draft := about["draft"]:
            handling.find_provision(draft, typed.sending.opinion.provision)
    except _UNKNOWN as error:
        return problem_page(explain(error, say))
    except (UnknownOfficeError, UnknownProvisionError) as error:
        return _refused(error, generation, kind, subject, typed.sending)
    return _form_page(generation, kind, about, typed)


@blueprint.post("/gop-y/<subject>", defaults={"kind": Kind.COMMENT})
@blueprint.post("/kien-nghi/", defaults={"kind": Kind.PETITION, "subject": ""})
@blueprint.post("/kien-nghi/<subject>", defaults={"kind": Kind.PETITION})
@blueprint.post("/xin-thong-tin/", defaults={"kind": Kind.INFORMATION, "subject": ""})
@blueprint.post("/xin-thong-tin/<subject>", defaults={"kind": Kind.INFORMATION})
@blueprint.post("/hoi-doi-thoai/<subject>", defaults={"kind": Kind.DIALOGUE})
@blueprint.post("/vi-pham-dan-chu/", defaults={"kind": Kind.VIOLATION, "subject": ""})
def send(kind: Kind, subject: str) -> Answer:
    """Take what a form holds a step further; whatever is wrong, the form comes back with what was typed."""
    parts = services()
    generation = parts.published.now()
    typed = Typed.of(request.form)
    step = without_control_characters(request.form.get("buoc", ""))[:_LONGEST_CHOICE]
    try:
        about = _about(generation, kind, subject)
        stamp = parts.stamps.read(typed.stamp, kind, subject)
        # What goes to a superior sealed must not lie here in files.
        if kind is not Kind.VIOLATION and (wrong_files := uploads.take(stamp)):
            return _form_page(generation, kind, about, typed, errors=wrong_files)
        if step not in {"", _PREVIEW}:
            return _form_page(generation, kind, about, typed.stepped(step))
        if step == _PREVIEW:
            routes = submitting.check(generation.register, stamp, typed.sending, parts.now())
            return _preview_page(generation, kind, about, typed, routes)
        guards.look(stamp, typed.kept)
        receipt = submitting.submit(parts.store, parts.keys, generation.register, stamp, typed.sending, parts.now())
    except ProblemsError as error:
        return _form_page(generation, kind, about, typed, errors=errors_of(error.problems))
    except _UNKNOWN as error:
        return problem_page(explain(error, say), typed.kept)
    except _REFUSALS as error:
        return _refused(error, generation, kind, subject, typed.sending)
    return receipt_page(generation, receipt)


def _refused(error: Exception, generation: Generation, kind: Kind, subject: str, sending: Sending) -> Answer:
    """Give the form back without what is wrong in it; a fresh stamp goes with it: sending again is a new sending."""
    if isinstance(error, UnknownProvisionError):
        sending = replace(sending, opinion=replace(sending.opinion, provision=""))
    if isinstance(error, UnknownOfficeError):
        sending, subject = replace(sending, office=""), ""
    about = _about(generation, kind, subject)
    return _form_page(generation, kind, about, Typed(sending), explanation=explain(error, say))


def _about(generation: Generation, kind: Kind, subject: str) -> dict[str, Any]:
    """Return what a form is about: its draft, office or dialogue, and its address.

    Raises UnknownDraftError, UnknownOfficeError, UnknownDialogueError.
    """
    register = generation.register
    about: dict[str, Any] = {"draft": None, "office": None, "dialogue": None}
    if kind is Kind.COMMENT:
        about["draft"] = handling.find_draft(register, subject)
    elif kind is Kind.DIALOGUE:
        about["dialogue"] = handling.find_dialogue(register, subject)
    elif subject:
        about["office"] = handling.find_office(register, subject)
    return {**about, "subject": subject, "action": PATHS[kind] + subject}


def _form_page(  # what a form shows
    generation: Generation,
    kind: Kind,
    about: Mapping[str, Any],
    typed: Typed,
    *,
    errors: list[tuple[str, str]] | None = None,
    explanation: Explanation | None = None,
) -> Answer:
    parts = services()
    draft = about["draft"]
    text_hash = handling.draft_hash(draft) if draft else ""
    stamp = typed.stamp or parts.stamps.write(new_stamp(kind, about["subject"], text_hash))
    state = window_state(draft.opens_at, draft.closes_at, parts.now()) if draft else None
    shown = typed.shown
    html = page(
        "sending_form.html",
        generation,
        "drafts" if draft else "",
        kind=kind.id,
        heading=kind.words,
        **about,
        provision=draft.by_eid.get(shown.opinion.provision) if draft else None,
        sending=shown,
        labels={p.eid: p.label for p in draft.provisions} if draft else {},
        fields=FIELDS,
        stances=list(Stance),
        roles=list(Role),
        villages=list(generation.register.catalogue.villages.values()),
        offices=_reportable(generation) if kind is Kind.VIOLATION else [],
        stamp=stamp,
        files=uploads.shown(stamp),
        errors=errors or [],
        explanation=explanation,
        is_planned=state is State.PLANNED,
        is_closed=state is State.CLOSED,
    )
    if explanation is not None:
        return html, explanation.status
    return html, HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK


def _reportable(generation: Generation) -> list[Office]:
    """Return the offices a violation can be reported of: those alive at the authority's own level."""
    catalogue, today = generation.register.catalogue, services().now().date()
    level = catalogue.offices[catalogue.site.office].level
    return [office for office in catalogue.offices if office.is_alive(today) and office.level == level]


def _preview_page(
    generation: Generation, kind: Kind, about: Mapping[str, Any], typed: Typed, routes: list[submitting.Routed]
) -> Answer:
    shown = typed.shown
    catalogue = generation.register.catalogue
    village = catalogue.villages.get(shown.sender.village)
    html = page(
        "sending_preview.html",
        generation,
        "drafts" if about["draft"] else "",
        heading=kind.words,
        **about,
        sending=shown,
        routes=routes,
        labels={p.eid: p.label for p in about["draft"].provisions} if about["draft"] else {},
        stances={stance.id: stance.words for stance in Stance},
        role=next((role.words for role in Role if role.id == shown.sender.role), ""),
        village=village.name if village else "",
        suspected=routes[0].suspected.id if routes[0].suspected else "",
        is_sealed=routes[0].is_sealed,
        carried=_carried(shown),
        fields=FIELDS,
        files=uploads.shown(typed.stamp),
        stamp=typed.stamp,
    )
    return html, HTTPStatus.OK


def _carried(sending: Sending) -> list[tuple[str, str]]:
    """Return the hidden fields that carry a sending to the next page and back; consent has its own boxes there."""
    carried = [(FIELDS[f], getattr(sending.opinion, f)) for f in _OPINION]
    carried += [(f"gio-{n}-{FIELDS[f]}", getattr(o, f)) for n, o in enumerate(sending.earlier, 1) for f in _OPINION]
    carried += [(FIELDS[f], getattr(sending.sender, f)) for f in _SENDER]
    return [*carried, (FIELDS["office"], sending.office), (FIELDS["place"], sending.place)]


def receipt_page(generation: Generation, receipt: submitting.Receipt) -> Answer:
    """Show the receipt of a sending: 201 when it is new."""
    comment = receipt.comments[0]
    html = page(
        "receipt.html",
        generation,
        receipt=receipt,
        comment=comment,
        comments=receipt.comments,
        offices=generation.register.catalogue.offices,
        is_restricted=is_restricted(comment),
        is_sealed=comment["sealed"] is not None,
        stances={stance.id: stance.words for stance in Stance},
        qr=qr_svg(f"{services().settings.address}/tra-cuu?so={comment['reference']}", say("Mã QR mở trang tra cứu")),
    )
    return html, HTTPStatus.OK if receipt.is_repeat else HTTPStatus.CREATED
