"""What changed between two versions of a legal text: provision by provision, and within one word by word.

Provisions are paired by what they say, not by their numbers: a new Điều 2 does not make every later one “changed”.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from functools import cached_property

from plugins.domain.legal_text import LegalText
from plugins.domain.openers import Level
from plugins.domain.provisions import Provision

# Two provisions are the same one when at least this share of their words is.
_ALIKE = 0.6


class Change(Enum):
    """What became of a provision, with its words."""

    SAME = ("same", "Giữ nguyên")
    CHANGED = ("changed", "Sửa")
    ADDED = ("added", "Thêm mới")
    REMOVED = ("removed", "Bỏ")
    MOVED = ("moved", "Chuyển chỗ")

    def __init__(self, id_: str, words: str) -> None:
        self.id = id_
        self.words = words


@dataclass(frozen=True)
class Run:
    """Some words in a row: in both versions (SAME), in the new one only (ADDED) or in the old one only (REMOVED)."""

    change: Change
    words: str


@dataclass(frozen=True)
class Compared:
    """A provision in both versions; `old` is None for an added one, `new` for a removed one."""

    change: Change
    old: Provision | None
    new: Provision | None

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Its own words (without those of the provisions below it), compared."""
        return tuple(runs(_own(self.old), _own(self.new)))

    @property
    def label(self) -> str:
        """How the provision is cited, in the new version where it is there."""
        provision = self.new or self.old
        return provision.label if provision else ""

    @property
    def moved_from(self) -> str:
        """How it was cited before, where its number changed; "" where it did not."""
        if self.old is None or self.new is None or self.old.label == self.new.label:
            return ""
        return self.old.label


def compare(old: LegalText, new: LegalText) -> list[Compared]:
    """Return every provision of two versions in the order of the new one; a removed one stands where it stood."""
    return list(_compared((*old.provisions, *old.annexes), (*new.provisions, *new.annexes)))


def runs(old: str, new: str) -> Iterator[Run]:
    """Yield the words of two texts as runs; the SAME and REMOVED ones make the old text, SAME and ADDED the new."""
    before, after = old.split(), new.split()
    for tag, from_, to, new_from, new_to in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Run(Change.SAME, " ".join(after[new_from:new_to]))
            continue
        if from_ < to:
            yield Run(Change.REMOVED, " ".join(before[from_:to]))
        if new_from < new_to:
            yield Run(Change.ADDED, " ".join(after[new_from:new_to]))


def _compared(old: Sequence[Provision], new: Sequence[Provision]) -> Iterator[Compared]:
    """Yield siblings paired, each with what stands below it."""
    pairs = _pairs(old, new)
    partner = {id(p): q for p, q in pairs}
    origin = {id(q): p for p, q in pairs}
    stayed = _in_order(old, new, origin)
    waiting = list(old)
    for provision in new:
        before = origin.get(id(provision))
        if before is not None and id(before) in stayed:
            yield from _removed_before(waiting, before, partner)
        if before is None:
            yield from _all(provision, Change.ADDED)
            continue
        yield _pair(before, provision, moved=id(before) not in stayed)
        yield from _compared(before.children, provision.children)
    yield from _removed_before(waiting, None, partner)


def _removed_before(
    waiting: list[Provision], stop: Provision | None, partner: dict[int, Provision]
) -> Iterator[Compared]:
    """Yield what was removed from the old siblings up to one of them, and take these from the list."""
    while waiting:
        provision = waiting.pop(0)
        if provision is stop:
            return
        if id(provision) not in partner:
            yield from _all(provision, Change.REMOVED)


def _pair(old: Provision, new: Provision, *, moved: bool) -> Compared:
    if moved:
        return Compared(Change.MOVED, old, new)
    # A number that only slid because of others is no change of the provision.
    return Compared(Change.SAME if _words(old) == _words(new) else Change.CHANGED, old, new)


def _all(provision: Provision, change: Change) -> Iterator[Compared]:
    for one in provision.walk():
        yield Compared(change, one if change is Change.REMOVED else None, one if change is Change.ADDED else None)


def _pairs(old: Sequence[Provision], new: Sequence[Provision]) -> list[tuple[Provision, Provision]]:
    """Pair siblings of one level: first those that say the same, then the most alike, then those of one number."""
    by_text: dict[tuple[Level, str], list[Provision]] = {}
    for q in new:
        by_text.setdefault((q.level, _whole(q)), []).append(q)
    pairs = [(p, same.pop(0)) for p in old if (same := by_text.get((p.level, _whole(p))))]
    paired = {id(p) for pair in pairs for p in pair}
    rest = [(p, q) for p in old for q in new if not paired & {id(p), id(q)}]
    # Sorting keeps the order of the text among the equally alike.
    for share, p, q in sorted(((_likeness(p, q), p, q) for p, q in rest), key=lambda found: -found[0]):
        is_alike = share >= _ALIKE or (share > 0 and p.eid == q.eid)
        if is_alike and not paired & {id(p), id(q)}:
            paired |= {id(p), id(q)}
            pairs.append((p, q))
    return pairs


def _likeness(old: Provision, new: Provision) -> float:
    """Return the share of words that two provisions have in common, 0 for different levels."""
    if old.level is not new.level:
        return 0.0
    matcher = SequenceMatcher(None, _whole(old).split(), _whole(new).split(), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE or old.eid == new.eid else 0.0


def _in_order(old: Sequence[Provision], new: Sequence[Provision], origin: dict[int, Provision]) -> set[int]:
    """Return the old siblings that kept their order; the others are the ones that moved."""
    places = {id(p): i for i, p in enumerate(old)}
    kept = [origin[id(q)] for q in new if id(q) in origin]
    matcher = SequenceMatcher(None, sorted(places[id(p)] for p in kept), [places[id(p)] for p in kept], autojunk=False)
    return {id(kept[k]) for tag, _, _, k0, k1 in matcher.get_opcodes() if tag == "equal" for k in range(k0, k1)}


def _words(provision: Provision) -> str:
    """Return the words of a provision without its number and without the provisions below it."""
    return " ".join(p.plain for p in provision.paragraphs)


def _whole(provision: Provision) -> str:
    """Return the words of a provision and of all below it, without its own number, which may slide."""
    return " ".join([_words(provision), *(f"{child.printed} {_whole(child)}" for child in provision.children)])


def _own(provision: Provision | None) -> str:
    return " ".join([provision.printed, _words(provision)]) if provision else ""
