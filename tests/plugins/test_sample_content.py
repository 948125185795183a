"""The sample of the repository: rich enough to show everything, without a fault, without a date in prose."""

import re
from collections import Counter

import pytest
from support import ROOT, TODAY

from plugins.documents.check import check
from plugins.documents.format_page import PAGE
from plugins.documents.reading import Reading, read_content
from plugins.domain.catalogue import load
from plugins.domain.citations import LegalStatus
from plugins.domain.clock import moment
from plugins.domain.communities import Result, result
from plugins.domain.consultations import State
from plugins.domain.contents import Document
from plugins.domain.disclosure import CellState, gaps, matrix
from plugins.domain.disclosure_items import Medium
from plugins.kit.calendar import working_days

CONTENT = ROOT / "content"
FILES = sorted(str(path.relative_to(CONTENT)) for path in CONTENT.rglob("*.md"))
# Front matter is moved by weeks when the sample is shown; a day in prose would stay behind.
DATES = re.compile(
    r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b|\b\d{4}-\d{2}-\d{2}\b|\bngày \d{1,2}(?: tháng|/)|\btháng (?:\d|giêng|chạp)"
    r"|\bnăm (?:19|20)\d\d\b|\bquý [1-4IV]+\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    now = moment(TODAY)
    return read_content(CONTENT, load(CONTENT, now.date()), now)


def test_the_sample_has_no_faults() -> None:
    assert check(CONTENT, TODAY) == []


def test_the_sample_is_marked_as_an_illustration(reading: Reading) -> None:
    assert reading.publication.catalogue.site.is_illustration


def test_the_sample_is_rich_enough_to_show_everything(reading: Reading) -> None:
    publication = reading.publication
    assert len(publication.documents) >= 4
    assert len(publication.notices) >= 6
    assert len(publication.answers) >= 3
    assert {c.state for c in publication.consultations} == set(State)
    drafts = publication.drafts
    assert {d.matter.verified for d in drafts if d.matter} == {True, False}
    assert {form for d in drafts for form in d.forms} == set(publication.catalogue.consulting_forms.values())
    assert {e.event_type.id for e in publication.events} >= {
        "tiep-cong-dan",
        "doi-thoai",
        "tiep-xuc-cu-tri",
        "hop-thon",
    }
    assert {e.cancellation is None for e in publication.events} == {True, False}
    assert {result(d.matter, d.total, d.agree, recognised=bool(d.recognised_by)) for d in publication.decisions} == set(
        Result
    )
    cells = matrix(publication, working_days(publication.catalogue.day_overrides))
    assert {cell.state for cell in cells} == set(CellState)
    assert any(gap.title.startswith("Gỡ trước hạn") for gap in gaps(publication, lambda _day: True))
    assert {p.medium for n in publication.notices for p in n.postings} == set(Medium)
    assert any(n.expires_on and n.expires_on < publication.now.date() for n in publication.notices)
    statuses = {publication.citations.status(d, publication.now.date()) for d in publication.documents}
    assert statuses >= {LegalStatus.IN_FORCE, LegalStatus.AMENDED, LegalStatus.REPLACED}
    assert {"gioi-thieu", "huong-dan-gop-y", "tiep-can", "quyen-rieng-tu", "nhat-ky-thay-doi"} <= {
        page.url.removeprefix("trang/").removesuffix(".html") for page in publication.pages
    }
    assert reading.embargoed == []


def test_documents_of_all_common_types_and_of_a_dissolved_office_are_there(reading: Reading) -> None:
    documents = reading.publication.documents
    assert {"nghi-quyet", "ke-hoach", "quyet-dinh"} <= {document.doc_type.id for document in documents}
    today = moment(TODAY).date()
    assert any(not reading.publication.office(document.office).is_alive(today) for document in documents)
    assert any(document.implements for document in documents)


def test_the_open_draft_is_about_grassroots_democracy_and_goes_down_to_points(reading: Reading) -> None:
    draft = next(c.draft for c in reading.publication.consultations if c.state.id == "open")
    assert "dân chủ ở cơ sở" in draft.title
    levels = Counter(provision.level.prefix for provision in draft.text.walk())
    assert levels["art"] >= 5
    assert any(p.eid.startswith("art_2__") and p.eid.endswith("__point_dd") for p in draft.text.walk())


def test_the_issued_draft_has_answers_to_provisions_and_equal_counts(reading: Reading) -> None:
    issued = next(c for c in reading.publication.consultations if c.state.id == "issued")
    assert isinstance(issued.issued, Document)
    assert issued.closing is not None
    counted = sum(count for answer in issued.answers for _, count in answer.counts)
    assert issued.closing.received == issued.closing.disposed == counted > 0


# The page about the format shows how days are written.
@pytest.mark.parametrize("file", [file for file in FILES if file != PAGE])
def test_prose_names_no_dates(file: str) -> None:
    _, head, body = (CONTENT / file).read_text(encoding="utf-8").split("---\n", 2)
    prose = [body, *re.findall(r"^(?:tom-tat|trich-yeu|tieu-de|y-kien|noi-dung-xin-y-kien):(.*)$", head, re.MULTILINE)]
    assert [found.group() for text in prose for found in DATES.finditer(text)] == []


@pytest.mark.parametrize(
    "text",
    ["ngày 12 tháng 7", "12/7/2024", "2026-11-21", "năm 2026", "tháng 11", "Tháng Giêng", "quý III", "ngày 20/11"],
)
def test_a_date_in_prose_would_be_seen(text: str) -> None:
    assert DATES.search(f"Họp vào {text} tại thôn.")


@pytest.mark.parametrize("text", ["mỗi tháng hai lần", "20 ngày", "số 10/2022/QH15", "quý vị"])
def test_what_is_no_date_is_not_taken_for_one(text: str) -> None:
    assert not DATES.search(text)


@pytest.mark.parametrize("file", FILES)
def test_the_sample_holds_nothing_that_could_be_a_real_person(file: str) -> None:
    text = (CONTENT / file).read_text(encoding="utf-8")
    assert not re.search(r"\b0[35789]\d{2}[ .]?\d{3}[ .]?\d{3}\b", text), "a telephone number"
    assert not re.search(r"\b\d{12}\b", text), "an identity card"
    assert not re.search(r"@(?!congkhai\.example\b)[\w.-]+", text), "an e-mail address"
