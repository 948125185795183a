"""Which document another means, who names whom, and what is still in force."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from plugins.domain.citations import Citations, LegalStatus, Relation
from plugins.domain.contents import Document
from plugins.domain.legal_text import LegalText
from plugins.domain.symbols import cited
from plugins.domain.vocabulary import DocumentType

TODAY = date(2026, 11, 21)
_PLAIN = Document(
    id="vb00000001",
    title="Quyết định",
    url="van-ban/1-qd-ubnd-2026.html",
    source="van-ban/a.md",
    office="ubnd",
    fields=(),
    summary="",
    published_on=date(2026, 1, 5),
    updated_on=date(2026, 1, 5),
    attachments=(),
    doc_type=DocumentType("quyet-dinh", "Quyết định", "QĐ", "", verified=False),
    symbol="1/QĐ-UBND",
    abstract="về một việc",
    issued_on=date(2026, 1, 5),
    effective_on=None,
    expires_on=None,
    place="",
    signer="",
    signer_title="",
    bases=(),
    implements=(),
    draft=None,
    text=LegalText(),
)


def document(symbol: str, issued_on: date = date(2026, 1, 5), **changes: Any) -> Document:
    """Return a document with this symbol."""
    id_ = f"{symbol}-{issued_on}"
    return replace(_PLAIN, id=id_, symbol=symbol, issued_on=issued_on, **changes)


# a running text → the symbols in it, with the day that is said
TEXTS: dict[str, list[tuple[str, str]]] = {
    "Căn cứ Nghị định số 59/2023/NĐ-CP của Chính phủ": [("59/2023/NĐ-CP", "")],
    "Luật số 10/2022/QH15; Luật số 64/2025/QH15.": [("10/2022/QH15", ""), ("64/2025/QH15", "")],
    "Nghị quyết số 46/NQ-HĐND ngày 12/7/2024": [("46/NQ-HĐND", "2024-07-12")],
    "Nghị quyết số 46/NQ-HĐND ngày 12 tháng 7 năm 2024": [("46/NQ-HĐND", "2024-07-12")],
    "Tờ trình số 213/TTr-UBND ngày 02/7/2024, báo cáo": [("213/TTr-UBND", "2024-07-02")],
    "Quyết định 043/2025/QĐ-UBND": [("043/2025/QĐ-UBND", "")],
    "Kết luận số 120-KL/TW, Quy định 11-QĐi/TW": [("120-KL/TW", ""), ("11-QĐi/TW", "")],
    "Thông tư liên tịch 01/2011/TTLT-VPCP-BNV": [("01/2011/TTLT-VPCP-BNV", "")],
    "Công văn 3883/VPCP-PL (hỏa tốc)": [("3883/VPCP-PL", "")],
    "Nghị quyết số 76/NQ-CP ngày 31/02/2021": [("76/NQ-CP", "")],
    "Quyết định số 52/QÐ-UBND viết bằng chữ Ð của tệp cũ": [("52/QÐ-UBND", "")],
    "số …/TTr-UBND còn để trống": [],
    "ngày 12/7/2024 và ngày 20/11": [],
    "tỷ lệ 2/3, 1/2 số hộ; 30/QUÝ": [],
    "https://vidu.example/a/59/2023/NĐ-CP.html": [],
    "thửa 12/TBĐ-5a": [],
}


@pytest.mark.parametrize(("text", "symbols"), TEXTS.items(), ids=list(TEXTS))
def test_symbols_are_found_in_running_text(text: str, symbols: list[tuple[str, str]]) -> None:
    found = [(c.symbol, c.issued_on.isoformat() if c.issued_on else "") for c in cited(text)]
    assert found == symbols
    assert all(text[c.start : c.end] == c.symbol for c in cited(text))


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("59/2023/NĐ-CP", True),
        ("59/2023/nđ-cp", True),
        ("059/2023/NĐ-CP", True),
        ("59 /2023/ NĐ-CP", True),
        ("59/2023/NÐ-CP", True),
        ("59/2023/QĐ-CP", False),
        ("60/2023/NĐ-CP", False),
    ],
)
def test_a_symbol_is_the_same_however_it_is_typed(asked: str, is_found: bool) -> None:  # noqa: FBT001  # a table
    decree = document("59/2023/NĐ-CP")
    assert Citations.among([decree]).find(asked) is (decree if is_found else None)


def test_two_documents_of_one_number_are_told_apart_by_the_day_and_never_guessed() -> None:
    old, new = document("46/NQ-HĐND", date(2024, 7, 12)), document("46/NQ-HĐND", date(2026, 7, 17))
    citations = Citations.among([old, new])

    assert citations.find("46/NQ-HĐND") is None
    assert citations.find("46/NQ-HĐND", date(2024, 7, 12)) is old
    assert citations.find("46/NQ-HĐND", date(2025, 7, 12)) is None


@pytest.mark.parametrize("relation", Relation)
def test_each_relation_is_seen_from_both_ends(relation: Relation) -> None:
    named = document("9/NQ-HĐND")
    changes: dict[str, Any] = {relation.field: ("Nghị quyết 9/NQ-HĐND", "Luật Đất đai")}
    naming = document("10/QĐ-UBND", **changes)
    citations = Citations.among([named, naming])

    there, elsewhere = citations.named(naming, relation)
    assert (there.written, there.document) == ("Nghị quyết 9/NQ-HĐND", named)
    assert (elsewhere.written, elsewhere.document) == ("Luật Đất đai", None)
    assert citations.naming(named, relation) == [naming]
    assert [citations.naming(named, other) for other in Relation if other is not relation] == [[], [], []]


def test_a_chain_of_implementation_is_shown_both_ways() -> None:
    resolution = document("21/NQ-HĐND", date(2023, 12, 19))
    decision = document("52/QĐ-UBND", date(2024, 1, 26), implements=("21/NQ-HĐND ngày 19/12/2023",))
    plan = document("8/KH-UBND", date(2024, 3, 1), implements=("52/QĐ-UBND",))
    citations = Citations.among([plan, decision, resolution])

    assert citations.chain(plan, upwards=True) == [[decision], [resolution]]
    assert citations.chain(resolution, upwards=False) == [[decision], [plan]]
    assert citations.chain(decision, upwards=True) == [[resolution]]
    assert citations.chain(decision, upwards=False) == [[plan]]


def test_documents_that_name_each_other_in_a_ring_end_somewhere() -> None:
    one = document("1/KH-UBND", implements=("2/KH-UBND",))
    two = document("2/KH-UBND", implements=("1/KH-UBND", "2/KH-UBND"))
    citations = Citations.among([one, two])

    assert citations.chain(one, upwards=True) == [[two]]
    assert citations.chain(two, upwards=False) == [[one]]


Row = tuple[dict[str, object], list[dict[str, object]], LegalStatus]
# dates of a document, the documents that name it → its status on 21/11/2026
STATUSES: dict[str, Row] = {
    "issued, no other date": ({}, [], LegalStatus.IN_FORCE),
    "effective from tomorrow": ({"effective_on": date(2026, 11, 22)}, [], LegalStatus.NOT_YET),
    "effective from today": ({"effective_on": TODAY}, [], LegalStatus.IN_FORCE),
    "expires today": ({"expires_on": TODAY}, [], LegalStatus.EXPIRED),
    "expires tomorrow": ({"expires_on": date(2026, 11, 22)}, [], LegalStatus.IN_FORCE),
    "amended by one in force": ({}, [{"amends": ("1/QĐ-UBND",)}], LegalStatus.AMENDED),
    "amended by one not in force yet": (
        {},
        [{"amends": ("1/QĐ-UBND",), "effective_on": date(2026, 12, 1)}],
        LegalStatus.IN_FORCE,
    ),
    "replaced": ({}, [{"replaces": ("1/QĐ-UBND",)}], LegalStatus.REPLACED),
    "to be replaced next month": (
        {},
        [{"replaces": ("1/QĐ-UBND",), "effective_on": date(2026, 12, 1)}],
        LegalStatus.IN_FORCE,
    ),
    "amended, then replaced": (
        {},
        [{"amends": ("1/QĐ-UBND",)}, {"replaces": ("1/QĐ-UBND",)}],
        LegalStatus.REPLACED,
    ),
}


@pytest.mark.parametrize(("dates", "others", "status"), STATUSES.values(), ids=list(STATUSES))
def test_the_legal_status_follows_from_dates_and_relations(
    dates: dict[str, object], others: list[dict[str, object]], status: LegalStatus
) -> None:
    make: Callable[..., Document] = document
    it = make("1/QĐ-UBND", **dates)
    naming = [make(f"{number}/QĐ-UBND", **other) for number, other in enumerate(others, 2)]
    assert Citations.among([it, *naming]).status(it, TODAY) is status
