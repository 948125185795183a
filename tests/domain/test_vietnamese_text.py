"""Vietnamese text: one normal form, what a hurried citizen types, the order of a dictionary."""

import unicodedata

import pytest
from domain.legal_samples import steady
from hypothesis import given
from hypothesis import strategies as st

from plugins.domain.text import (
    collation_key,
    control_characters,
    first_letter,
    fold,
    nfc,
    slug,
    squeeze,
    syllables,
    without_control_characters,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Lộc", "dang loc"),
        ("ĐẠI LỘC", "dai loc"),
        ("Ủy ban", "uy ban"),
        ("Uỷ ban", "uy ban"),
        ("Giám sát đầu tư của cộng đồng", "giam sat dau tu cua cong dong"),
        ("Ðường làng (chữ ETH)", "duong lang (chu eth)"),
        ("Nghị quyết 46/NQ-HĐND", "nghi quyet 46/nq-hdnd"),
        ("ăâêôơưđ ĂÂÊÔƠƯĐ", "aaeooud aaeooud"),
        ("", ""),
    ],
)
def test_folding_gives_what_a_hurried_citizen_types(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("Quy chế dân chủ ở cơ sở", "quy-che-dan-chu-o-co-so"),
        ("12/2026/NQ-HĐND", "12-2026-nq-hdnd"),
        ("  Đường  số 5 — «thôn Ấp» ", "duong-so-5-thon-ap"),
        ("…", ""),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_a_slug_is_a_safe_piece_of_a_url(text: str, piece: str) -> None:
    assert slug(text) == piece


@given(st.text(max_size=40))
@steady
def test_a_slug_holds_only_small_letters_digits_and_single_hyphens(text: str) -> None:
    assert set(slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(slug(text)) == slug(text)
    assert "--" not in slug(text)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        (unicodedata.normalize("NFD", "cộng đồng"), "cộng đồng"),
        ("số\u00a0…/TTr-UBND", "số …/TTr-UBND"),
        ("dân\u00adchủ", "dânchủ"),
        ("\ufeffĐiều 1", "Điều 1"),
        ("xã\u200b Thử", "xã Thử"),
    ],
)
def test_texts_are_kept_in_one_normal_form(text: str, normal: str) -> None:
    assert nfc(text) == normal


@given(st.text("aăđềÐe\u0301\u0302\u0323\u200b\u00ad\u00a0 ", max_size=12))
@steady
def test_the_normal_form_is_nfc_and_normalizing_again_changes_nothing(text: str) -> None:
    assert unicodedata.is_normalized("NFC", nfc(text))
    assert nfc(nfc(text)) == nfc(text)


def test_white_space_is_squeezed_and_syllables_are_words() -> None:
    assert squeeze("  a\t b\n\nc ") == "a b c"
    assert syllables("Điều 5. Họp\u00a0THÔN, 2026!") == ["điều", "5", "họp", "thôn", "2026"]


@pytest.mark.parametrize(
    "in_order",
    [
        ["Ấp Đông", "Bản Mới"],
        ["Dương", "Đông", "Em"],
        ["Dung", "Dũng", "Đa", "Đỗ"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["an", "ăn", "ân", "bàn"],
        ["o", "ô", "ơ", "p"],
        ["u", "ư", "v"],
        ["e", "ê", "g"],
        ["Thôn An Bình", "Thôn Anh Dũng"],
        ["Thôn 1", "Thôn An"],
        ["Bản Cò", "Bản Có", "Bản Cô"],
        ["mạ", "man"],
        ["Ủy ban nhân dân xã", "Văn phòng"],
    ],
    ids=" < ".join,
)
def test_villages_are_listed_in_the_order_of_a_dictionary(in_order: list[str]) -> None:
    backwards = in_order[::-1]
    assert sorted(backwards, key=collation_key) == in_order
    decomposed = [unicodedata.normalize("NFD", word) for word in backwards]
    assert sorted(decomposed, key=collation_key) == decomposed[::-1]


@pytest.mark.parametrize(
    ("text", "letter"),
    [("Ấp Đông", "â"), ("ĂN UỐNG", "ă"), ("Đường", "đ"), ("“Ứng xử”", "ư"), ("Ỷ lại", "y"), ("3 cây", ""), ("…", "")],
)
def test_a_dictionary_has_words_under_their_first_letter_without_its_tone(text: str, letter: str) -> None:
    assert first_letter(text) == letter
    assert first_letter(unicodedata.normalize("NFD", text)) == letter


def test_capitals_do_not_change_the_order() -> None:
    assert collation_key("ĐÔNG SƠN") == collation_key("đông sơn")


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\ud800", "\ufffe"], ids=ascii)
def test_characters_no_keyboard_types_are_found_and_removed(char: str) -> None:
    assert control_characters(f"Thôn {char}Một") == {char}
    assert without_control_characters(f"Thôn {char}Một") == "Thôn Một"


@pytest.mark.parametrize(
    "text", ["Thôn Một\n\tấp Hai", "40 % — “góp ý” …", "👍 tán thành", "ấp\u0323", "\U0001fae8 rung"]
)
def test_whatever_a_keyboard_types_stays(text: str) -> None:
    assert control_characters(text) == set()
    assert without_control_characters(text) == text


def test_line_ends_of_every_machine_become_one() -> None:
    assert without_control_characters("một\r\nhai\rba\nbốn") == "một\nhai\nba\nbốn"
