"""The sample looks alive on any day: a draft to come, one open, one closed, one issued; real content is left alone."""

import hashlib
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from support import ROOT

from plugins.documents.check import check
from plugins.documents.reading import read_content
from plugins.documents.sample import prepare
from plugins.domain.catalogue import load
from plugins.domain.clock import moment
from plugins.domain.consultations import State
from plugins.domain.periods import containing
from plugins.domain.publication import Publication

CONTENT = ROOT / "content"
DAYS = [
    "2026-01-01",  # before the sample was written
    "2026-11-21",  # the day it was written for
    "2027-02-06",  # Tết
    "2028-02-29",
    "2031-12-31",
]


def read(folder: Path, day: str) -> Publication:
    """Return what a content folder publishes on a day."""
    now = moment(f"{day}T10:00:00")
    return read_content(folder, load(folder, now.date()), now).publication


def prints(folder: Path) -> dict[str, str]:
    """Return a hash of every file below a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module", params=DAYS)
def day(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def copy(day: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, prepared for a day."""
    return prepare(CONTENT, tmp_path_factory.mktemp("sample") / "content", date.fromisoformat(day))


@pytest.fixture(scope="module")
def publication(copy: Path, day: str) -> Publication:
    return read(copy, day)


def test_on_any_day_a_draft_stands_in_each_state(publication: Publication) -> None:
    assert {consultation.state for consultation in publication.consultations} == set(State)


def test_on_any_day_the_copy_has_no_faults(copy: Path, day: str) -> None:
    assert check(copy, f"{day}T10:00:00") == []


def test_on_any_day_everything_keeps_its_url_and_its_words(publication: Publication) -> None:
    original = {content.id: content for content in read(CONTENT, "2026-11-21").contents}
    assert {c.id: (c.url, c.title) for c in publication.contents} == {c.id: (c.url, c.title) for c in original.values()}


def test_on_any_day_whole_weeks_lie_between_copy_and_original(publication: Publication) -> None:
    original = {content.id: content.published_on for content in read(CONTENT, "2026-11-21").contents}
    moved = {c.published_on - original[c.id] for c in publication.contents}
    assert {by % timedelta(weeks=1) for by in moved} == {timedelta(0)}
    # Documents of offices that are no more stay where they are, and so do pages, which have no day.
    assert len(moved - {timedelta(0)}) <= 1


def test_on_any_day_a_period_lies_as_far_before_its_decision_as_it_did(publication: Publication) -> None:
    def distances(published: Publication) -> dict[str, int]:
        return {
            n.id: n.period.distance(containing(n.period.cycle, n.decided_on)) for n in published.notices if n.period
        }

    assert len(distances(publication)) > 5
    assert distances(publication) == distances(read(CONTENT, "2026-11-21"))


def test_on_any_day_account_is_kept_of_about_the_last_year(publication: Publication, day: str) -> None:
    since = {item.since for item in publication.catalogue.items.values()}
    assert all(timedelta(0) < date.fromisoformat(day) - s < timedelta(days=400) for s in since)


def test_nothing_in_the_copy_lies_in_the_future_but_the_draft_to_come(publication: Publication, day: str) -> None:
    today = date.fromisoformat(day)
    assert [c.title for c in publication.contents if c.published_on > today] == [
        c.draft.title for c in publication.consultations if c.state.id == "planned"
    ]


def test_the_original_is_not_touched(tmp_path: Path) -> None:
    before = prints(CONTENT)
    prepare(CONTENT, tmp_path / "content", date(2031, 5, 5))
    assert prints(CONTENT) == before


def test_a_second_run_gives_the_same_copy_and_forgets_what_the_sample_no_longer_holds(tmp_path: Path) -> None:
    source, copy = Path(shutil.copytree(CONTENT, tmp_path / "source")), tmp_path / "copy"
    prepare(source, copy, date(2029, 3, 3))
    before = prints(copy)
    gone = next((source / "cong-khai").glob("*.md"))
    prepare(source, copy, date(2031, 3, 3))
    gone.unlink()
    prepare(source, copy, date(2029, 3, 3))
    assert prints(copy) == {name: hash_ for name, hash_ in before.items() if not name.endswith(gone.name)}


def test_an_answer_published_into_the_copy_survives(tmp_path: Path) -> None:
    copy = prepare(CONTENT, tmp_path / "content", date(2027, 1, 4))
    open_draft = next(c.draft.id for c in read(copy, "2027-01-04").consultations if c.state.id == "open")
    answer = f"""---
ma: tlthu00001
loai: tra-loi
du-thao: {open_draft}
vong: 2
dieu-khoan: art_1
y-kien: Thêm thôn
ket-qua: tiep-thu
co-quan: ubnd-xa
ngay-tra-loi: 2027-01-04
so-luot: {{web: 1}}
---

Đã thêm.
"""
    (copy / "tra-loi" / "them-thon.md").write_text(answer, encoding="utf-8")
    prepare(CONTENT, copy, date(2027, 1, 25))
    assert (copy / "tra-loi" / "them-thon.md").read_text(encoding="utf-8") == answer
    assert check(copy, "2027-01-25T10:00:00") == []


def test_real_content_is_built_where_it_lies(
    content: Path, tmp_path: Path, change: Callable[[str, str, str], Path]
) -> None:
    change("danh-muc/trang-web.toml", "minh-hoa = true", "minh-hoa = false")
    before = prints(content)
    assert prepare(content, tmp_path / "copy", date(2030, 1, 1)) == content
    assert prints(content) == before
    assert not (tmp_path / "copy").exists()
