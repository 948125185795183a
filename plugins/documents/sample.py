"""Keeps the sample fresh: copies it with its dates moved by whole weeks, so that in any year a draft is open.

`python -m plugins.documents.sample FROM TO` prints the folder to build: TO for a sample, FROM itself for real content,
which is never touched. Numbers, URLs and words stay; so do the documents of offices that no longer exist. What
`publish` wrote into the copy while somebody tried the site out stays, too.
"""

import os
import re
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from plugins.documents.ledger import FILE as LEDGER
from plugins.documents.source import Source, take_apart
from plugins.domain.catalogue import load
from plugins.domain.clock import moment
from plugins.domain.periods import any_period, containing
from plugins.domain.rows import Catalogue
from plugins.domain.symbols import symbol_slug

_DAY = re.compile(r"^([ -]*[a-z-]+): (\d{4}-\d{2}-\d{2})$", re.MULTILINE)
_PERIOD = re.compile(r"^ky: .*$", re.MULTILINE)
_SINCE = re.compile(r"^(tu|ngay) = (\d{4}-\d{2}-\d{2})$", re.MULTILINE)
_DATED = {f"danh-muc/{name}.toml" for name in ("noi-dung-cong-khai", "chuyen-huong", "thu-hoi")}
_HAPPENED = ("ngay-cong-khai", "ngay-ban-hanh", "ngay-tra-loi", "ngay-thong-bao", "ngay-ket-qua")
_MOST_WEEKS = 60 * 52


def prepare(source: Path, copy: Path, today: date) -> Path:
    """Return the content folder to build for a content folder: a fresh copy of a sample, or the folder itself."""
    catalogue = load(source, today)
    if not catalogue.site.is_illustration:
        return source
    by = timedelta(weeks=_weeks(source, today))
    files = sorted(str(path.relative_to(source)) for path in source.rglob("*") if path.is_file())
    # The ledger knows the days that were published; the copy has others.
    fresh = [file for file in files if file != LEDGER]
    listed = copy.with_name(f"{copy.name}.copied")
    # What is not on the list of the last copy was published into it by somebody trying the site out: it stays.
    for path in set(listed.read_text(encoding="utf-8").splitlines() if listed.is_file() else []) - set(fresh):
        (copy / path).unlink(missing_ok=True)
    copy.mkdir(parents=True, exist_ok=True)
    listed.write_text("\n".join(fresh), encoding="utf-8")
    for path in fresh:
        data = (source / path).read_bytes()
        if path.endswith(".md"):
            data = _moved(path, data.decode(), by, catalogue, today).encode()
        elif path in _DATED:
            data = _moved_register(data.decode(), by).encode()
        _put(copy / path, data)
    return copy


def _put(path: Path, data: bytes) -> None:
    """Write a file of the copy, unless it is there as it should be: then the build need not look at it again."""
    if not path.is_file() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _weeks(source: Path, today: date) -> int:
    """Return by how many weeks to move: one draft upcoming, one open, one extended, and all else has happened."""
    files = {path: take_apart(path.name, path.read_text(encoding="utf-8")).values for path in source.rglob("*.md")}
    drafts = [values for path, values in files.items() if path.parent.name == "du-thao"]
    wanted = {"planned", "open"} | {"extended" for draft in drafts if "gia-han" in draft}
    happened = [date.fromisoformat(f[key]) for f in files.values() for key in _HAPPENED if key in f]
    for weeks in sorted(range(-_MOST_WEEKS, _MOST_WEEKS), key=abs):
        day = today - timedelta(weeks=weeks)
        if wanted <= {_state(draft, day) for draft in drafts} and day >= max(happened, default=day):
            return weeks
    return 0


def _state(draft: dict[str, Any], day: date) -> str:
    """Return how a draft stands on a day, as far as it decides where the sample is moved to."""
    extensions = draft.get("gia-han", [])
    closes = max(date.fromisoformat(text) for text in [draft["ngay-dong"], *(e["den"] for e in extensions)])
    if "huy" in draft or day > closes:
        return "over"
    if day < date.fromisoformat(draft["ngay-mo"]):
        return "planned"
    return "extended" if any(date.fromisoformat(e["ngay"]) <= day for e in extensions) else "open"


def _moved(file: str, text: str, by: timedelta, catalogue: Catalogue, today: date) -> str:
    """Return the text of a file with the days of its front matter moved, its URL pinned where it came from a day."""
    source = take_apart(file, text)
    office = catalogue.offices.by_id.get(source.values.get("co-quan", ""))
    if office is not None and not office.is_alive(today):
        return text
    head, body = text[: len(text) - len(source.body)], source.body
    head = _DAY.sub(lambda m: f"{m[1]}: {date.fromisoformat(m[2]) + by}", head)
    head = _with_moved_period(head, source, by)
    return (_with_pinned_url(head, source) if file.startswith("van-ban") else head) + body


def _with_moved_period(head: str, source: Source, by: timedelta) -> str:
    """Return a head whose period lies as many periods before (or after) the decision as it did."""
    period = any_period(source.values.get("ky", ""))
    if period is None:
        return head
    decided = date.fromisoformat(source.values["ngay-quyet-dinh"])
    moved = containing(period.cycle, decided + by).shifted(containing(period.cycle, decided).distance(period))
    return _PERIOD.sub(f"ky: {moved.id}", head)


def _moved_register(text: str, by: timedelta) -> str:
    """Return a register with its days moved: since when account is kept, when something moved or was withdrawn."""
    return _SINCE.sub(lambda m: f"{m[1]} = {date.fromisoformat(m[2]) + by}", text)


def _with_pinned_url(head: str, source: Source) -> str:
    if "duong-dan" in source.values:
        return head
    slug = symbol_slug(source.values["so-ky-hieu"], date.fromisoformat(source.values["ngay-ban-hanh"]))
    return head.replace("---\n", f"---\nduong-dan: {slug}\n", 1)


if __name__ == "__main__":
    now = moment(os.environ.get("CONG_KHAI_NOW"))
    print(prepare(Path(sys.argv[1]), Path(sys.argv[2]), now.date()))  # noqa: T201  # its answer to the caller
