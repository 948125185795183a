"""What the desk sees of a consultation: opinions by provision, what says the same put together, honest counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from inbox.access.permissions import Right, is_restricted, may, may_everywhere, may_on_comment
from inbox.errors import NotFoundError
from inbox.handling.publishing import author, by_channel, counts, people
from inbox.stores.answers import AnswerStore
from inbox.stores.comments import Row
from plugins.domain import duplicates
from plugins.domain.comments import Channel, Disposition, Stance, Status
from plugins.domain.register import Register, RegisteredDraft
from plugins.kit.heard_out import Point, counts_words, result_words

_DISPOSED = {Status.ANSWERED.id, Status.PUBLISHED.id}
WHOLE = "toàn bộ dự thảo"


@dataclass(frozen=True)
class Group:
    """Comments on one provision that say nearly the same, or were answered together; the first stands for them."""

    comments: Sequence[Row]

    @property
    def first(self) -> Row:
        """The comment that stands for all."""
        return self.comments[0]

    @property
    def is_answered(self) -> bool:
        """Tell whether it has its answer; a group is answered as one."""
        return is_answered(self.first)

    @property
    def is_published(self) -> bool:
        """Tell whether the answer stands in the content folder as it is."""
        return all(row["status"] == Status.PUBLISHED.id for row in self.comments)

    @property
    def references(self) -> list[str]:
        """The references of its comments."""
        return [row["reference"] for row in self.comments]


@dataclass(frozen=True)
class Place:
    """A provision ("" for the whole draft) with all that was said about it, in time or late."""

    provision: str
    label: str
    comments: Sequence[Row]

    @cached_property
    def open_groups(self) -> list[Group]:
        """What waits for an answer: on time before late, what most say first."""
        waiting = [row for row in self.comments if not is_answered(row) and not row["together"]]
        on_time = [row for row in waiting if not row["is_late"]]
        late = [row for row in waiting if row["is_late"]]
        return [*_clustered(on_time), *_clustered(late)]

    @cached_property
    def proposed_groups(self) -> list[Group]:
        """What has an answer that waits for the head of the office, those proposed together as one."""
        return _joined([row for row in self.comments if row["together"]], "together")

    @cached_property
    def answered_groups(self) -> list[Group]:
        """What was answered, those answered together as one, in the order in which they came."""
        answered = [row for row in self.comments if is_answered(row) and not row["together"]]
        return _joined(answered, "published_as")

    def chosen(self, officer: Row, references: set[str]) -> list[Row]:
        """Return the comments of these references. Raises NotFoundError when one is not the officer's to answer."""
        found = [row for row in self.comments if row["reference"] in references]
        if len(found) != len(references) or not all(may_on_comment(officer, Right.ANSWER, row) for row in found):
            raise NotFoundError
        return found

    @property
    def groups(self) -> list[Group]:
        """All groups: answered, proposed, waiting."""
        return [*self.answered_groups, *self.proposed_groups, *self.open_groups]

    @property
    def answered(self) -> int:
        """How many comments have their answer."""
        return sum(map(is_answered, self.comments))

    @property
    def late(self) -> int:
        """How many came after the end."""
        return sum(row["is_late"] for row in self.comments)

    @cached_property
    def counts(self) -> duplicates.Counts:
        """What was heard in time, each count under its own name."""
        return duplicates.counts(said(row) for row in self.comments if not row["is_late"])

    @property
    def channels(self) -> list[tuple[str, int]]:
        """How many opinions came by each channel, in words."""
        return channels(self.comments)

    @property
    def stances(self) -> list[tuple[str, int]]:
        """How many agree, disagree, say something else, in words; people at meetings who raised their hands as well."""
        return [(stance.words, sum(_stance(row, stance) for row in self.comments)) for stance in Stance]


@dataclass(frozen=True)
class Hearing:
    """What an officer may see of a consultation: places in the order of the text; apart, what is in no count."""

    draft: RegisteredDraft
    places: Sequence[Place]
    held: Sequence[Row]
    withdrawn: Sequence[Row]
    elsewhere: tuple[int, int]  # at other offices: how many have their answer, of how many

    @property
    def comments(self) -> list[Row]:
        """All that is counted, in the order of the text."""
        return [row for place in self.places for row in place.comments]

    @property
    def answered(self) -> int:
        """How many have their answer."""
        return sum(place.answered for place in self.places)

    @property
    def unpublished(self) -> int:
        """How many answers are not published as they stand."""
        return len({row["published_as"] for row in self.comments if row["status"] == Status.ANSWERED.id})

    @property
    def counts(self) -> duplicates.Counts:
        """What was heard in time on the whole."""
        return duplicates.counts(said(row) for row in self.comments if not row["is_late"])

    def place(self, provision: str) -> Place:
        """Return the place of a provision. Raises NotFoundError when nothing was said about it."""
        found = next((place for place in self.places if place.provision == provision), None)
        if found is None:
            raise NotFoundError
        return found


def draft_for(register: Register, answers: AnswerStore, officer: Row, right: Right, id_: str) -> RegisteredDraft:
    """Return a draft on whose comments an officer has a right: in charge of it, or concerned. Raises NotFoundError."""
    draft = register.drafts.get(id_)
    office = officer["office"]
    if draft is None or not may(officer, right):
        raise NotFoundError
    is_theirs = draft.office == office or may_everywhere(officer, right) or id_ in answers.drafts_of(office)
    if not is_theirs:
        raise NotFoundError
    return draft


def hearing(answers: AnswerStore, officer: Row, draft: RegisteredDraft) -> Hearing:
    """Return what an officer may read of a consultation."""
    rows = [row for row in answers.on_draft(draft.id) if not is_restricted(row)]
    mine = [row for row in rows if may_on_comment(officer, Right.READ, row)]
    others = [row for row in rows if counts(row) and not may_on_comment(officer, Right.READ, row)]
    return Hearing(
        draft=draft,
        places=_places(draft, [row for row in mine if counts(row)]),
        held=[row for row in mine if row["is_held"]],
        withdrawn=[row for row in mine if row["status"] == Status.WITHDRAWN.id],
        elsewhere=(sum(map(is_answered, others)), len(others)),
    )


def is_answered(comment: Row) -> bool:
    """Tell whether a comment has its answer; who asked to have it looked at again waits for another."""
    return comment["status"] in _DISPOSED


def said(comment: Row) -> duplicates.Said:
    """Return a comment as it is counted."""
    people_there = comment["provenance"].get("attendance", comment["count"])
    contact = comment["email"] or comment["phone"]
    text = comment["body"] or comment["stance"]
    return duplicates.Said(comment["reference"], comment["stamp"], text, contact, comment["channel"], people_there)


def channels(comments: Iterable[Row]) -> list[tuple[str, int]]:
    """Return how many opinions came by each channel, in words."""
    words = {channel.id: channel.words for channel in Channel}
    return [(words[id_], count) for id_, count in by_channel(comments).items()]


def points(heard: Hearing) -> list[Point]:
    """Return the rows of the table as far as it is: what has no answer yet says so.

    Where somebody did not agree to be quoted, the office's own words come first; until then only how many they are.
    """
    return [_point(place, group) for place in heard.places for group in place.groups]


def _point(place: Place, group: Group) -> Point:
    first = group.first
    who = ", ".join(author(row) for row in group.comments)
    told = counts_words(by_channel(group.comments).items(), people(group.comments))
    if group.is_answered:
        words = next(d.words for d in Disposition if d.id == first["disposition"])
        signer = " ".join(filter(None, (first["signer_title"], first["signer"])))
        return Point(
            place.label, who, told, first["point"], result_words(words, first["text"], first["symbol"], signer)
        )
    quoted = next((row["body"] for row in group.comments if row["may_quote"]), "(chưa tóm tắt)")
    return Point(place.label, who, told, quoted, "(chưa trả lời)")


def _places(draft: RegisteredDraft, rows: Sequence[Row]) -> list[Place]:
    """Return the comments by provision in the order of the text, the whole first, what is gone from the text last."""
    order = {"": -1, **{provision.eid: number for number, provision in enumerate(draft.provisions)}}
    by_provision: dict[str, list[Row]] = {}
    for row in rows:
        by_provision.setdefault(row["provision"] or "", []).append(row)
    return [
        Place(provision, by_provision[provision][0]["provision_label"] or WHOLE, by_provision[provision])
        for provision in sorted(by_provision, key=lambda eid: (order.get(eid, len(order)), eid))
    ]


def _joined(rows: Iterable[Row], column: str) -> list[Group]:
    """Return rows with the same value in a column together, in the order in which they came."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return [Group(together) for together in groups.values()]


def _clustered(rows: Sequence[Row]) -> list[Group]:
    by_reference: Mapping[str, Row] = {row["reference"]: row for row in rows}
    texts = {reference: said(row).text for reference, row in by_reference.items()}
    return [Group([by_reference[ref] for ref in cluster]) for cluster in duplicates.clusters(texts)]


def _stance(comment: Row, stance: Stance) -> int:
    """Return how many of those behind a comment take a stance."""
    hands: int | None = comment["provenance"].get(stance.id)
    return hands if hands is not None else comment["count"] * (comment["stance"] == stance.id)
