"""How an announcer reads it; each row can be checked by ear."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.domain.speech import Speaker, date_in_words, duration_in_words, minutes_to_read, number_in_words, shortened

NUMBERS = {
    0: "không",
    1: "một",
    4: "bốn",
    5: "năm",
    10: "mười",
    11: "mười một",
    14: "mười bốn",
    15: "mười lăm",
    20: "hai mươi",
    21: "hai mươi mốt",
    24: "hai mươi tư",
    25: "hai mươi lăm",
    55: "năm mươi lăm",
    100: "một trăm",
    101: "một trăm linh một",
    105: "một trăm linh năm",
    110: "một trăm mười",
    115: "một trăm mười lăm",
    121: "một trăm hai mươi mốt",
    301: "ba trăm linh một",
    1000: "một nghìn",
    1001: "một nghìn không trăm linh một",
    1015: "một nghìn không trăm mười lăm",
    1290: "một nghìn hai trăm chín mươi",
    2026: "hai nghìn không trăm hai mươi sáu",
    10_000: "mười nghìn",
    90_675: "chín mươi nghìn sáu trăm bảy mươi lăm",
    1_000_000: "một triệu",
    1_000_005: "một triệu không trăm linh năm",
    2_500_000: "hai triệu năm trăm nghìn",
    1_000_000_000: "một tỷ",
    12_345_678_901: "mười hai tỷ ba trăm bốn mươi lăm triệu sáu trăm bảy mươi tám nghìn chín trăm linh một",
    -3: "âm ba",
}


@pytest.mark.parametrize(("value", "words"), NUMBERS.items())
def test_numbers_are_said_as_vietnamese_say_them(value: int, words: str) -> None:
    assert number_in_words(value) == words


@given(st.integers(0, 10**12))
def test_two_numbers_never_sound_the_same(value: int) -> None:
    assert number_in_words(value) != number_in_words(value + 1)
    assert not any(c.isdigit() for c in number_in_words(value))


SPEAKER = Speaker(
    {
        "UBND": "Ủy ban nhân dân",
        "HĐND": "Hội đồng nhân dân",
        "NQ": "nghị quyết",
        "NĐ": "nghị định",
        "CP": "Chính phủ",
        "TN&TKQ": "tiếp nhận và trả kết quả",
    }
)
SAID = {
    "UBND xã": "Ủy ban nhân dân xã",
    "Bộ phận TN&TKQ": "Bộ phận tiếp nhận và trả kết quả",
    "Nghị quyết số 09/NQ-HĐND": "Nghị quyết số không chín, nghị quyết, Hội đồng nhân dân",
    "số 59/2023/NĐ-CP": "số năm mươi chín năm hai nghìn không trăm hai mươi ba, nghị định, Chính phủ",
    "ngày 12/7/2026": "ngày mười hai tháng bảy năm hai nghìn không trăm hai mươi sáu",
    "hết 04/12/2026": "hết ngày mùng bốn tháng mười hai năm hai nghìn không trăm hai mươi sáu",
    "ngày 5 tháng 4 năm 2026": "ngày mùng năm tháng tư năm hai nghìn không trăm hai mươi sáu",
    "tháng 9/2026": "tháng chín năm hai nghìn không trăm hai mươi sáu",
    "17 giờ": "mười bảy giờ",
    "17h30": "mười bảy giờ ba mươi phút",
    "23:59": "hai mươi ba giờ năm mươi chín phút",
    "08:00": "tám giờ",
    "7 giờ 30 phút": "bảy giờ ba mươi phút",
    "412,6 ha": "bốn trăm mười hai phẩy sáu héc ta",
    "1.024,5 ha": "một nghìn không trăm hai mươi tư phẩy năm héc ta",
    "25.000 đồng": "hai mươi lăm nghìn đồng",
    "150.000đ": "một trăm năm mươi nghìn đồng",
    "86,7%": "tám mươi sáu phẩy bảy phần trăm",
    "giảm −2,8": "giảm trừ hai phẩy tám",
    "17–18 giờ": "mười bảy đến mười tám giờ",
    "2/3 số hộ": "hai phần ba số hộ",
    "(0000) 000 003": "không không không không không không không không không ba",
    "0912 345 678": "không chín một hai ba bốn năm sáu bảy tám",
    "Chương II": "Chương hai",
    "quý III": "quý ba",
    "khóa II": "khóa hai",
    "A & B": "A và B",
    "03 ngày": "không ba ngày",
    "1,05": "một phẩy không năm",
    "https://xa.example/s/ab1": "xa chấm example gạch chéo s gạch chéo ab một",
}


@pytest.mark.parametrize(("written", "words"), SAID.items(), ids=list(SAID))
def test_what_is_written_is_said_in_words(written: str, words: str) -> None:
    assert SPEAKER.say(written) == words


def test_a_day_is_said_in_full() -> None:
    assert date_in_words(date(2026, 4, 1)) == "ngày mùng một tháng tư năm hai nghìn không trăm hai mươi sáu"


@pytest.mark.parametrize(
    ("syllables", "words"), [(180, "khoảng 1 phút"), (390, "khoảng 2 phút 10 giây"), (3, "khoảng 10 giây")]
)
def test_the_announcer_is_told_how_long_it_takes(syllables: int, words: str) -> None:
    assert duration_in_words(minutes_to_read(" ".join(["chữ"] * syllables))) == words


@given(st.text("aă bc", min_size=0, max_size=80), st.integers(5, 60))
def test_a_shortened_text_fits_and_is_cut_between_words(text: str, limit: int) -> None:
    short = shortened(text, limit)
    assert len(short) <= limit
    assert short == text or short.endswith("…")
