"""What a clerk may get wrong at the head of a file, and the line of Vietnamese that says so."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from support import TODAY

from plugins.documents.check import check
from plugins.documents.kinds import KINDS
from plugins.documents.kinds.notices import NoticeMatter

FILE = "cong-khai/so-ho-thoat-ngheo.md"
NOTICE = """\
ma: ckthu00002
tieu-de: Số hộ thoát nghèo
co-quan: ubnd
linh-vuc: [dan-chu]
ngay-quyet-dinh: 2026-10-05
ngay-cong-khai: 2026-10-12
"""  # the first of these is line 2 of the file
KEYS = ", ".join(sorted(str(field.alias) for field in NoticeMatter.model_fields.values()))
FORM = "dạng “khóa: giá trị”, mỗi khóa một dòng"

# the line as it should be, the line as it was written, the complaints (line, key, found, expected)
ONE_LINE = {
    "a key is missing": ("tieu-de: Số hộ thoát nghèo\n", "", ["2: tieu-de: thấy không có; cần khóa này"]),
    "a key is empty": ("Số hộ thoát nghèo", "", ["3: tieu-de: thấy không có; cần khóa này"]),
    "a key is spelled wrong": (
        "tieu-de:",
        "tieude:",
        ["2: tieu-de: thấy không có; cần khóa này", "3: tieude: thấy khóa lạ; cần “tieu-de”?"],
    ),
    "a key is nobody's": ("linh-vuc: [dan-chu]", "mau-sac: xanh", [f"5: mau-sac: thấy khóa lạ; cần một trong: {KEYS}"]),
    "a key is a list": ("linh-vuc: [dan-chu]", "[mau]: xanh", [f"5: ['mau']: thấy khóa lạ; cần một trong: {KEYS}"]),
    "a key of another kind of file": (
        "linh-vuc: [dan-chu]",
        "ngay-ban-hanh: 2026-10-05",
        ["5: ngay-ban-hanh: thấy khóa lạ; cần “ngay-"],
    ),
    "the day of a letter": (
        "2026-10-05",
        "3/11/2026",
        ["6: ngay-quyet-dinh: thấy “3/11/2026”; cần ngày dạng năm-tháng-ngày, ví dụ 2026-11-03"],
    ),
    "a day in words": (
        "2026-10-05",
        "ngày 05 tháng 10",
        ["6: ngay-quyet-dinh: thấy “ngày 05 tháng 10”; cần ngày dạng năm-tháng-ngày, ví dụ 2026-11-21"],
    ),
    "a day without hyphens": (
        "2026-10-05",
        "20261121",
        ["6: ngay-quyet-dinh: thấy “20261121”; cần ngày dạng năm-tháng-ngày, ví dụ 2026-11-21"],
    ),
    "30 February": ("2026-10-05", "2026-02-30", ["6: ngay-quyet-dinh: thấy “2026-02-30”; cần một ngày có thật"]),
    "month 13": ("2026-10-05", "2026-13-01", ["6: ngay-quyet-dinh: thấy “2026-13-01”; cần một ngày có thật"]),
    "29 February of a year that has none": (
        "2026-10-05",
        "2026-02-29",
        ["6: ngay-quyet-dinh: thấy “2026-02-29”; cần một ngày có thật"],
    ),
    "an id that means something": (
        "ckthu00002",
        "Thoát nghèo",
        ["2: ma: thấy “Thoát nghèo”; cần 6 đến 24 chữ thường không dấu hoặc chữ số"],
    ),
    "one field not in a list": (
        "[dan-chu]",
        "dan-chu",
        ["5: linh-vuc: thấy “dan-chu”; cần một danh sách, mỗi dòng bắt đầu bằng “- ”"],
    ),
    "a list where a line belongs": (
        "Số hộ thoát nghèo",
        "[Số hộ, thoát nghèo]",
        ["3: tieu-de: thấy “[Số hộ, thoát nghèo]”; cần một dòng chữ"],
    ),
    "a title of 700 characters": ("Số hộ thoát nghèo", "ộ" * 700, ["3: tieu-de: thấy “ộộộộ"]),
    "a URL with a slash": (
        "linh-vuc: [dan-chu]",
        "duong-dan: ../tro-lai",
        ["5: duong-dan: thấy “../tro-lai”; cần chữ thường không dấu, chữ số và gạch nối"],
    ),
    "an attachment out of its folder": (
        "linh-vuc: [dan-chu]",
        "tep-dinh-kem: [../danh-muc/co-quan.toml]",
        ["5: tep-dinh-kem: thấy “../danh-muc/co-quan.toml”; cần tên tệp trong tep/, không có dấu gạch chéo"],
    ),
    "an attachment that is not there": (
        "linh-vuc: [dan-chu]",
        "tep-dinh-kem: [phu-luc.pdf]",
        ["5: tep-dinh-kem: thấy “phu-luc.pdf”; cần tên một tệp có trong thư mục tep/"],
    ),
    "a bracket left open": ("[dan-chu]", "[dan-chu", ["6: ---: thấy YAML hỏng ("]),
    "a tab": ("linh-vuc:", "\tlinh-vuc:", ["5: ---: thấy YAML hỏng ("]),
    "a colon within a value": ("Số hộ thoát nghèo", "Số hộ: thoát nghèo", ["3: ---: thấy YAML hỏng ("]),
    "a key twice": (
        "linh-vuc: [dan-chu]",
        "tieu-de: Số hộ nghèo",
        ["5: tieu-de: thấy khóa lặp lại; cần mỗi khóa một lần"],
    ),
    "a YAML alias": (
        "linh-vuc: [dan-chu]",
        "tom-tat: &chung Như trên\nduong-dan: *chung",
        ["2: ---: thấy bí danh YAML (&, *); cần giá trị viết ra đầy đủ"],
    ),
    "several at once": (
        "co-quan: ubnd\nlinh-vuc: [dan-chu]\nngay-quyet-dinh: 2026-10-05",
        "linh-vuc: dan-chu\nngay-quyet-dinh: 05/10/2026",
        [
            "2: co-quan: thấy không có; cần khóa này",
            "4: linh-vuc: thấy “dan-chu”; cần một danh sách",
            "5: ngay-quyet-dinh: thấy “05/10/2026”; cần ngày dạng năm-tháng-ngày, ví dụ 2026-10-05",
        ],
    ),
}


@pytest.mark.parametrize(("right", "wrong", "complaints"), ONE_LINE.values(), ids=ONE_LINE)
def test_a_wrong_line_is_named_with_what_was_found_and_what_is_expected(
    content: Path, write: Callable[..., Path], right: str, wrong: str, complaints: list[str]
) -> None:
    assert right in NOTICE
    write(FILE, NOTICE.replace(right, wrong))
    found = check(content, TODAY)
    assert len(found) == len(complaints), found
    for line, complaint in zip(found, complaints, strict=True):
        assert line.startswith(f"{FILE}:{complaint}")


def test_the_right_lines_give_no_complaint(content: Path, write: Callable[..., Path]) -> None:
    write(FILE, NOTICE)
    assert check(content, TODAY) == []


WHOLE_FILE = {
    "no front matter": (
        "Chỉ có nội dung.\n",
        "1: ---: thấy “Chỉ có nội dung.”; cần phần đầu tệp YAML giữa hai dòng ---",
    ),
    "an empty file": ("", "1: ---: thấy trống; cần phần đầu tệp YAML giữa hai dòng ---"),
    "front matter without an end": (f"---\n{NOTICE}", "1: ---: thấy “---”; cần phần đầu tệp YAML giữa hai dòng ---"),
    "front matter that is a sentence": ("---\nSố hộ thoát nghèo\n---\n", f"2: ---: thấy không có khóa nào; cần {FORM}"),
    "empty front matter": ("---\n---\nNội dung\n", f"2: ---: thấy không có khóa nào; cần {FORM}"),
    "no text after the front matter": (f"---\n{NOTICE}---\n\n  \n", "9: nội dung: thấy trống; cần nội dung"),
    "a control character": (
        f"---\n{NOTICE}---\nDòng một\nDòng \x07 hai\n",
        "10: nội dung: thấy ký tự điều khiển U+0007; cần chữ và dấu thông thường",
    ),
    "half a letter outside Unicode": (
        f"---\n{NOTICE}---\nMột \ufffe hai\n",
        "9: nội dung: thấy ký tự điều khiển U+FFFE; cần chữ và dấu thông thường",
    ),
}


@pytest.mark.parametrize(("text", "complaint"), WHOLE_FILE.values(), ids=WHOLE_FILE)
def test_a_file_that_cannot_be_read_is_named_with_its_line(content: Path, text: str, complaint: str) -> None:
    (content / FILE).write_text(text, encoding="utf-8")
    assert [line[: len(FILE) + 1 + len(complaint)] for line in check(content, TODAY)] == [f"{FILE}:{complaint}"]


GOOD_FORMS = {
    "Windows' line ends": NOTICE.replace("\n", "\r\n"),
    "a byte order mark": NOTICE,
    "“no” and “12” as words": NOTICE.replace("Số hộ thoát nghèo", "no").replace("[dan-chu]", "[dan-chu]\ntom-tat: 12"),
    "comments": f"# ghi chú của văn thư\n{NOTICE}",
}


@pytest.mark.parametrize("front_matter", GOOD_FORMS.values(), ids=GOOD_FORMS)
def test_what_editors_and_yaml_do_by_themselves_is_no_fault(content: Path, front_matter: str) -> None:
    start = "\ufeff---" if front_matter == NOTICE else "---"
    (content / FILE).write_bytes(f"{start}\n{front_matter}---\nNội dung\n".encode())
    assert check(content, TODAY) == []


@pytest.mark.parametrize("letter", ["🙏", "🩷", "𠀀", "\u0301"], ids=["2010", "2022", "chữ Nôm", "a tone on its own"])
def test_a_letter_or_emoji_that_a_keyboard_types_is_no_control_character(
    content: Path, write: Callable[..., Path], letter: str
) -> None:
    write(FILE, NOTICE, f"Cảm ơn bà con {letter}\n")
    assert check(content, TODAY) == []


# Values of a shape nobody means to write; the validating library answers some of them in English.
ODD_SHAPES = {
    "a day in a list": ("2026-10-05", "[2026-10-05]"),
    "a day with keys": ("2026-10-05", "{nam: 2026}"),
    "the year 0": ("2026-10-05", "0000-10-05"),
    "keys in a list": ("[dan-chu]", "[{a: b}]"),
    "a list as file name": ("linh-vuc: [dan-chu]", "tep-dinh-kem: [[a]]"),
}


@pytest.mark.parametrize(("right", "odd"), ODD_SHAPES.values(), ids=ODD_SHAPES)
def test_every_complaint_is_in_vietnamese(content: Path, write: Callable[..., Path], right: str, odd: str) -> None:
    write(FILE, NOTICE.replace(right, odd))
    (line,) = check(content, TODAY)
    assert not re.search(r"\b(Input|should|must|valid|Unable|expected|range)\b", line), line


GROUP = "các khóa con, mỗi khóa một dòng thụt vào"

# lines at the head of a file → the complaints; values are quoted as YAML writes them
COLLECTIONS = {
    "a list for a text": ("tom-tat: [một, hai]", ["8: tom-tat: thấy “[một, hai]”; cần một dòng chữ"]),
    "keys for a text": ("tom-tat: {a: b}", ["8: tom-tat: thấy “{a: b}”; cần một dòng chữ"]),
    "a list within a list": ("hinh-thuc: [[a, b]]", ["8: hinh-thuc: thấy “[a, b]”; cần một dòng chữ"]),
    "lists within keys": (
        "hinh-thuc: {a: [b, {c: d}]}",
        ["8: hinh-thuc: thấy “{a: [b, {c: d}]}”; cần một danh sách, mỗi dòng bắt đầu bằng “- ”"],
    ),
    "a list for a number": ("so-lieu: {y-kien: [3]}", ["8: so-lieu: thấy “[3]”; cần một số nguyên"]),
    "a text for a group of keys": (
        "niem-yet: [Trụ sở]",
        [f"8: niem-yet: thấy “Trụ sở”; cần {GROUP}: noi, tu, den, minh-chung"],
    ),
    "a misspelt key of a group": (
        "niem-yet:\n  - noi: Trụ sở\n    từ: 2026-10-12",
        ["10: niem-yet: thấy khóa con lạ “từ”; cần", "9: niem-yet: thấy không có “tu”; cần khóa con này"],
    ),
}


@pytest.mark.parametrize(("lines", "complaints"), COLLECTIONS.values(), ids=COLLECTIONS)
def test_lists_and_keys_are_quoted_as_a_clerk_writes_them(
    content: Path, write: Callable[..., Path], lines: str, complaints: list[str]
) -> None:
    write(FILE, f"{NOTICE}{lines}")
    found = check(content, TODAY)
    assert len(found) == len(complaints), found
    for complaint in complaints:
        assert any(line.startswith(f"{FILE}:{complaint}") for line in found), found


def test_no_shape_of_any_key_is_told_in_the_words_of_a_program(content: Path, write: Callable[..., Path]) -> None:
    shapes = ("a", "-1", "[a, b]", "{a: b}", "[[a]]", "[{a: [b]}]", "{a: {b: c}}")
    for folder, kind in KINDS.items():
        for number, shape in enumerate(shapes):
            lines = [f"{field.alias}: {shape}" for field in kind.model_fields.values()]
            write(f"{folder}/la-{number}.md", "\n".join(lines))
    found = check(content, TODAY)
    assert len(found) > len(shapes) * len(KINDS)
    assert [line for line in found if re.search(r"\['|{'|Input|Matter|\bor\b|\bNone\b|\bTrue\b", line)] == []
