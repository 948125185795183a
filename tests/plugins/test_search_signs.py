"""Words as signs: what stands in a row in a text does so in its signs, and nothing else does."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.search.signs import signs_of

WORDS = [
    "a",
    "an",
    "ang",
    "c",
    "co",
    "dan",
    "nghieng",
    "46",
    "462",
    "0",
    "2099",
    "2100",
    "21",
    "hdnd",
    "dnd",
    "qh1",
    "qh15",
    "中",
]
rows_of_words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6)


def stands_in(row: list[str], text: list[str]) -> bool:
    return f" {' '.join(row)} " in f" {' '.join(text)} "


@given(rows_of_words, rows_of_words)
def test_a_row_of_words_is_found_in_signs_just_where_it_stands(row: list[str], text: list[str]) -> None:
    assert (signs_of(" ".join(row)) in signs_of(" ".join(text))) == stands_in(row, text)


@pytest.mark.parametrize(("one", "other"), [pair for pair in product(WORDS, WORDS) if pair[0] != pair[1]])
def test_no_word_has_the_sign_of_another(one: str, other: str) -> None:
    assert signs_of(one) not in signs_of(other)


def test_syllables_and_small_numbers_take_one_sign_for_private_use() -> None:
    signs = signs_of("quyet dinh 46 nam 2026 ve nghieng duong thuy")
    assert len(signs) == 9
    assert all(0xE000 <= ord(sign) <= 0xF8FF for sign in signs)
