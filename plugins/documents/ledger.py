"""The ledger of what was published: one line a URL, with what was said there and what was promised, for ever.

`make publish` alone writes it, once the site is built (`record`). A line is never removed: it knows the URLs that have
to answer for ever and the text that does not change silently.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from plugins.documents.source import take_apart
from plugins.domain.cards import Content
from plugins.domain.contents import (
    Answer,
    CommunityDecision,
    Document,
    Draft,
    Event,
    Notice,
    Page,
    ReceiptDay,
    RoundClosing,
    Translation,
)
from plugins.domain.faults import Fault, shown
from plugins.kit.prose import to_text

FILE = "danh-muc/so-cong-bo.jsonl"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Entry:
    """A line of the ledger: a page, an answer in its draft's page, or an attachment.

    `url` is relative to the root of the site, `id` the `ma` of the content, `file` where it is written. `words` is a
    hash of what is said, "" where that may change freely; `dates` are the days of the front matter by key; `anchors`
    all ids of provisions the page ever had; `corrections` how many it carries; `last_day` the last day of a
    consultation, extensions included. `published_on` and `changed_on` are days on which the ledger was written.
    """

    url: str
    id: str
    file: str
    published_on: date
    changed_on: date
    words: str
    dates: Mapping[str, str] = field(default_factory=dict)
    anchors: tuple[str, ...] = ()
    corrections: int = 0
    last_day: date | None = None

    @property
    def is_attachment(self) -> bool:
        """Tell whether this is a file offered for download."""
        return self.url.startswith("tep/")

    @property
    def urls(self) -> tuple[str, ...]:
        """The URL and each of its anchors."""
        return (self.url, *(f"{self.url}#{anchor}" for anchor in self.anchors))


class Ledger:
    """The lines of a content folder's ledger by URL, and what is wrong with lines that are none."""

    def __init__(self, entries: Iterable[Entry] = (), faults: Iterable[Fault] = ()) -> None:
        self.by_url = {entry.url: entry for entry in entries}
        self.faults = list(faults)
        self.lines = {url: number for number, url in enumerate(self.by_url, 1)}
        self._latest: dict[str, Entry] = {}
        self._by_id: dict[str, list[Entry]] = {}
        for entry in sorted(self.by_url.values(), key=lambda e: (e.changed_on, e.url)):
            if not entry.is_attachment:
                self._latest[entry.id] = entry
                self._by_id.setdefault(entry.id, []).append(entry)

    def of(self, content: Content) -> Entry | None:
        """Return the line of a content: of its URL, else the latest one it had; None for what is new."""
        entry = self.by_url.get(content.url)
        return entry if entry is not None and entry.id == content.id else self._latest.get(content.id)

    def all_of(self, content: Content) -> list[Entry]:
        """Return the lines of every URL a content ever had, its attachments aside."""
        return self._by_id.get(content.id, [])


def read_ledger(folder: Path) -> Ledger:
    """Return the ledger of a content folder; an empty one where nothing was published yet."""
    try:
        text = (folder / FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return Ledger()
    except (OSError, UnicodeDecodeError):
        return Ledger(faults=[Fault(FILE, 1, "tệp", "tệp không đọc được", "tệp UTF-8 do make publish ghi")])
    entries, faults = [], []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            entries.append(_from_line(line))
        except (ValueError, LookupError, TypeError, AttributeError):
            expected = "một dòng do make publish ghi; lấy lại dòng này từ lịch sử git"
            faults.append(Fault(FILE, number, "dòng", shown(line), expected))
    ledger = Ledger(entries, faults)
    if not faults:
        ledger.lines = {entry.url: number for number, entry in enumerate(entries, 1)}
    return ledger


def stamp_of_ledger(folder: Path) -> str:
    """Return a text that differs when the ledger of a content folder does, "" where there is none."""
    try:
        return hashlib.blake2b((folder / FILE).read_bytes(), digest_size=12).hexdigest()
    except FileNotFoundError:
        return ""
    except OSError:
        return "unreadable"


@dataclass(frozen=True)
class Facts:
    """What the ledger keeps of a content's text: a hash of what is said, the days promised, the ids of provisions."""

    words: str
    dates: Mapping[str, str]
    anchors: tuple[str, ...]


def facts_of(content: Content, values: Mapping[str, Any]) -> Facts:
    """Return what the ledger keeps of a content; `values` is its raw front matter."""
    text = content.text if isinstance(content, Document | Draft) else None
    anchors = tuple(p.eid for p in text.walk() if p.is_numbered) if text else ()
    return Facts(words_hash(content), dates_of(content, values), anchors)


def entry_of(content: Content, facts: Facts, today: date) -> Entry:
    """Return the line of a content published today."""
    return Entry(
        url=content.url,
        id=content.id,
        file=content.source,
        published_on=today,
        changed_on=today,
        words=facts.words,
        dates=facts.dates,
        anchors=facts.anchors,
        corrections=len(content.corrections),
        last_day=content.closes_on if isinstance(content, Draft) else None,
    )


def dates_of(content: Content, values: Mapping[str, Any]) -> dict[str, str]:
    """Return the days that stand in a front matter, by key; standing pages and translations promise none."""
    if isinstance(content, Page | Translation):
        return {}
    return {key: value for key, value in values.items() if isinstance(value, str) and _DAY.fullmatch(value)}


def words_hash(content: Content) -> str:
    """Return a hash of what a content says: its words, not their markup; "" for what may change.

    That are standing pages, and translations: what binds is their original.

    Not part of it: the summary (`tom-tat`, editorial, shown in lists), fields of work, matter and forms of a
    consultation, postings, and what is added in the open later: answers, extensions, cancellations, results,
    corrections.
    """
    if isinstance(content, Page | Translation):
        return ""
    said = "\n".join(" ".join(str(words).split()) for words in _said(content))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _said(content: Content) -> Iterator[object]:
    """Yield what a content says, piece by piece."""
    if isinstance(content, Answer):  # its title is its draft's, its text its own
        yield from (content.point, content.provision, content.disposition.words, content.counts, content.text)
        yield from filter(None, (content.symbol, content.signer))  # most answers are no document of their own
        return
    yield content.title
    yield from _particulars(content)
    if isinstance(content, Document | Draft):
        yield from (to_text(paragraph.html) for paragraph in (*content.text.preamble, *content.text.closing))
        for provision in content.text.walk():
            yield provision.printed
            yield from (to_text(paragraph.html) for paragraph in provision.paragraphs)


def _particulars(content: Content) -> Iterator[object]:
    """Yield what contents of a kind say beside their title, legal texts without their text."""
    match content:
        case Document():
            yield from (content.symbol, content.signing_authority, content.signer_title, content.signer)
        case Draft():
            yield from (content.question, content.decider)
        case Notice():
            yield from (content.figures, content.text)
        case Event():
            times = (content.starts_at.time(), content.ends_at.time() if content.ends_at else "")
            yield from (*times, content.place, content.host, content.audience, content.text)
        case CommunityDecision():
            yield from (content.total, content.attended, content.agree, content.disagree, content.other, content.text)
        case ReceiptDay():
            yield from (content.root, content.count)
        case RoundClosing():
            yield from (content.received, content.disposed, content.text)


def recorded(ledger: Ledger, contents: Iterable[Content], sources: Mapping[str, str], today: date) -> list[Entry]:
    """Return the lines of the ledger after a publication of these contents, sorted by URL; none is lost.

    `sources` are the texts of the files by name.
    """
    entries = dict(ledger.by_url)
    for content in contents:
        values = take_apart(content.source, sources[content.source]).values
        for fresh in (entry_of(content, facts_of(content, values), today), *_attachments(content, today)):
            entries[fresh.url] = _continued(ledger.by_url.get(fresh.url), fresh)
    return [entries[url] for url in sorted(entries)]


def _attachments(content: Content, today: date) -> Iterator[Entry]:
    for file in content.attachments:
        url = f"tep/{file.name}"
        yield Entry(url, content.id, url, today, today, file.sha256[:32], corrections=len(content.corrections))


def _continued(old: Entry | None, fresh: Entry) -> Entry:
    """Return a line with what was before: the day of the first publication, every anchor, no change without one."""
    if old is None:
        return fresh
    anchors = tuple(dict.fromkeys([*old.anchors, *fresh.anchors]))
    kept = replace(fresh, published_on=old.published_on, changed_on=old.changed_on, anchors=anchors)
    return kept if kept == old else replace(kept, changed_on=fresh.changed_on)


def write_ledger(folder: Path, entries: Iterable[Entry]) -> None:
    """Write the ledger of a content folder in one step."""
    path = folder / FILE
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text("".join(f"{_to_line(entry)}\n" for entry in entries), encoding="utf-8")
    fresh.replace(path)


def _to_line(entry: Entry) -> str:
    plain = {
        "dia-chi": entry.url,
        "ma": entry.id,
        "tep": entry.file,
        "cong-bo": entry.published_on.isoformat(),
        "thay-doi": entry.changed_on.isoformat(),
        "chu": entry.words,
        "ngay": dict(entry.dates),
        "neo": list(entry.anchors),
        "dinh-chinh": entry.corrections,
        "han": entry.last_day.isoformat() if entry.last_day else "",
    }
    return json.dumps({key: value for key, value in plain.items() if value not in ("", {}, [], 0)}, ensure_ascii=False)


def _from_line(line: str) -> Entry:
    """Return the entry of a line. Raises ValueError, LookupError, TypeError or AttributeError for any other text."""
    plain = json.loads(line)
    anchors, dates, corrections = plain.get("neo", []), plain.get("ngay", {}), plain.get("dinh-chinh", 0)
    texts = [plain["dia-chi"], plain["ma"], plain["tep"], plain.get("chu", ""), *anchors, *dates.items()]
    if not all(isinstance(text, str | tuple) for text in texts) or not isinstance(corrections, int):
        raise TypeError(line)
    return Entry(
        url=plain["dia-chi"],
        id=plain["ma"],
        file=plain["tep"],
        published_on=date.fromisoformat(plain["cong-bo"]),
        changed_on=date.fromisoformat(plain["thay-doi"]),
        words=plain.get("chu", ""),
        dates=dates,
        anchors=tuple(anchors),
        corrections=corrections,
        last_day=date.fromisoformat(plain["han"]) if plain.get("han") else None,
    )
