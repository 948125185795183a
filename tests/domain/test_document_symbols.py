"""Numbers and symbols of documents: however typed, one form; unique in a URL."""

from datetime import date

import pytest

from plugins.domain.symbols import has_number, normal_symbol, symbol_slug


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("46/NQ-HĐND", "46/NQ-HĐND"),
        ("Số: 46/NQ-HĐND", "46/NQ-HĐND"),
        ("số 46 / nq - hđnd", "46/NQ-HĐND"),
        ("046/NQ-HĐND", "46/NQ-HĐND"),
        ("46/NQ-HÐND", "46/NQ-HĐND"),
        ("46/nq-hðnd", "46/NQ-HĐND"),
        ("59/2023/NĐ-CP", "59/2023/NĐ-CP"),
        ("\u00a059/2023/NĐ-CP\u00a0", "59/2023/NĐ-CP"),
        ("120-KL/TW", "120-KL/TW"),
        ("15/UBND-VX", "15/UBND-VX"),
        ("0/NQ", "0/NQ"),
    ],
)
def test_a_symbol_has_one_form_however_it_is_typed(typed: str, normal: str) -> None:
    assert normal_symbol(typed) == normal
    assert normal_symbol(normal) == normal


@pytest.mark.parametrize(
    ("symbol", "numbered"),
    [
        ("46/NQ-HĐND", True),
        ("…/TTr-UBND", False),
        (".../TTr-UBND", False),
        ("____/TTr-UBND", False),
        ("số …/BC-BPC", False),
        ("", False),
    ],
)
def test_a_draft_has_a_blank_where_the_number_will_be(symbol: str, numbered: bool) -> None:  # noqa: FBT001  # a column of the table
    assert has_number(symbol) is numbered


@pytest.mark.parametrize(
    ("symbol", "issued_on", "slug"),
    [
        ("46/NQ-HĐND", date(2024, 7, 12), "46-nq-hdnd-2024"),
        ("46/NQ-HĐND", date(2026, 7, 12), "46-nq-hdnd-2026"),
        ("12/2026/NQ-HĐND", date(2026, 3, 10), "12-2026-nq-hdnd"),
        ("120-KL/TW", date(2025, 2, 28), "120-kl-tw-2025"),
        ("Số: 012/2026/NQ-HĐND", date(2026, 3, 10), "12-2026-nq-hdnd"),
    ],
)
def test_the_piece_of_a_url_carries_a_year_because_numbers_start_anew_each_year(
    symbol: str, issued_on: date, slug: str
) -> None:
    assert symbol_slug(symbol, issued_on) == slug
