"""The public reference with its check letter, the secret code one looks up with."""

import math
from collections import Counter

import pytest

from plugins.domain.receipts import code_hash, normal_reference, reference, secret_code

KEY, OTHER_KEY = b"kh\xc3\xb3a c\xe1\xbb\xa7a x\xc3\xa3", b"kh\xc3\xb3a kh\xc3\xa1c"
NUMBERS = [(2026, 1), (2026, 3), (2026, 123), (2026, 987_654), (2029, 505_050), (2030, 1_000_000)]
REFERENCES = [reference("GY", year, number) for year, number in NUMBERS]


def test_a_reference_shows_kind_year_number_and_a_check_letter() -> None:
    prefix, year, number, letter = reference("GY", 2026, 123).split("-")
    assert (prefix, year, number) == ("GY", "2026", "000123")
    assert letter.isalpha()


@pytest.mark.parametrize("ref", REFERENCES)
def test_every_single_wrong_digit_is_noticed(ref: str) -> None:
    for at in (n for n, char in enumerate(ref) if char.isdigit()):
        for wrong in set("0123456789") - {ref[at]}:
            assert normal_reference(ref[:at] + wrong + ref[at + 1 :]) is None


@pytest.mark.parametrize("ref", REFERENCES)
def test_every_swap_of_different_neighbours_is_noticed(ref: str) -> None:
    prefix, year, number, letter = ref.split("-")
    digits = year + number
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1]:
            swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
            assert normal_reference(f"{prefix}-{swapped[:4]}-{swapped[4:]}-{letter}") is None


@pytest.mark.parametrize("ref", REFERENCES)
def test_only_one_letter_fits_a_reference(ref: str) -> None:
    fitting = [letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if normal_reference(ref[:-1] + letter)]
    assert fitting == [ref[-1]]


def test_check_letters_cannot_be_taken_for_digits() -> None:
    letters = {reference("GY", 2026, number)[-1] for number in range(500)}
    assert not letters & set("IO")
    assert len(letters) == 23


@pytest.mark.parametrize(
    "change", [str.lower, str.strip, lambda r: r.replace("-", ""), lambda r: f"  {r[:8]} {r[8:]}\n"]
)
def test_a_reference_may_be_typed_carelessly(change: "type[str] | object") -> None:
    assert callable(change)
    assert normal_reference(change(reference("KN", 2026, 42))) == reference("KN", 2026, 42)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "GY",
        "12/2026/NQ-HĐND",
        "GY-2026-000123",
        "GY-2026-12-A",
        "G-2026-000123-A",
        "GY-2026-000123-AA",
        "GY-20-1-A",
    ],
)
def test_what_is_no_reference_is_refused(typed: str) -> None:
    assert normal_reference(typed) is None


def test_a_number_of_thousands_of_digits_is_refused_like_any_other() -> None:
    assert normal_reference(f"GY-2026-{'1' * 5000}-A") is None


def test_a_code_holds_at_least_80_bits() -> None:
    codes = [secret_code(KEY, f"tem {n}").replace("-", "") for n in range(2000)]
    letters_at = [Counter(code[at] for code in codes) for at in range(len(codes[0]))]
    assert len(set(codes)) == len(codes)
    assert sum(math.log2(len(letters)) for letters in letters_at) >= 80
    assert max(count for letters in letters_at for count in letters.values()) < 2 * len(codes) / 32


def test_a_code_has_no_letters_that_look_like_others() -> None:
    assert not set("".join(secret_code(KEY, f"tem {n}") for n in range(200))) & set("ILOU")


def test_the_same_stamp_gives_the_same_code_and_another_stamp_or_key_another() -> None:
    assert secret_code(KEY, "tem 1") == secret_code(KEY, "tem 1")
    assert len({secret_code(key, stamp) for key in (KEY, OTHER_KEY) for stamp in ("tem 1", "tem 2")}) == 4


def _with_o_for_zero(code: str) -> str:
    return code.replace("0", "O")


def _with_l_for_one(code: str) -> str:
    return code.replace("1", "l")


def _with_i_for_one(code: str) -> str:
    return code.replace("1", "I")


def _with_spaces_for_hyphens(code: str) -> str:
    return f" {code.replace('-', ' ')}\u00a0\n"


def _without_hyphens(code: str) -> str:
    return code.replace("-", "")


# A code that has a zero and a one, so that every way of typing it differs.
CODE = next(code for code in (secret_code(KEY, f"tem {n}") for n in range(200)) if "0" in code and "1" in code)


@pytest.mark.parametrize(
    "typed",
    [
        CODE.lower(),
        _with_o_for_zero(CODE),
        _with_o_for_zero(CODE).lower(),
        _with_l_for_one(CODE),
        _with_i_for_one(CODE),
        _with_spaces_for_hyphens(CODE),
        _without_hyphens(CODE),
    ],
    ids=["lower case", "O for 0", "o for 0", "l for 1", "I for 1", "spaces", "in one piece"],
)
def test_a_code_may_be_typed_carelessly(typed: str) -> None:
    assert typed != CODE
    assert code_hash(KEY, typed) == code_hash(KEY, CODE)


def test_the_stored_hash_depends_on_the_key_and_on_every_letter() -> None:
    bare = CODE.replace("-", "")
    others = [bare[:at] + ("2" if bare[at] != "2" else "3") + bare[at + 1 :] for at in range(len(bare))]
    hashes = [code_hash(OTHER_KEY, CODE), *(code_hash(KEY, code) for code in (CODE, *others))]
    assert None not in hashes
    assert len(set(hashes)) == len(bare) + 2
    assert all(bare not in str(found).upper() for found in hashes)


@pytest.mark.parametrize("typed", ["", "xin chào", CODE[:-1], CODE + "0", CODE.replace(CODE[0], "U"), "é" * 20])
def test_what_cannot_be_a_code_has_no_hash(typed: str) -> None:
    assert code_hash(KEY, typed) is None
