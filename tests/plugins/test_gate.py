"""The gate: what must never be published stops its file, is told without being repeated, and lets one value through."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image
from support import COMMUNE, PUBLIC, ROOT, TODAY, pelican

from plugins.documents.check import check
from plugins.documents.gate.lines import lines_of, plain
from plugins.documents.gate.personal import may_be_personal, may_hold_personal, personal_data
from plugins.documents.gate.secrecy import may_be_marked, secrecy_of_lines

Write = Callable[..., Path]
FILE = "cong-khai/thu.md"
NOTICE = """\
ma: ckthu00009
tieu-de: Danh sách hỗ trợ
co-quan: ubnd
ngay-quyet-dinh: 2026-10-05
ngay-cong-khai: 2026-10-06
"""

# a line of a text → the rule that stops it
STOPPED = {
    "Ông A, căn cước 001085012345": "can-cuoc",
    "CCCD: 038 195 001 234": "can-cuoc",
    "số định danh 079.203.004.567": "can-cuoc",
    "| Bà B | 024301002345 |": "can-cuoc",
    "CMND số 123456789": "chung-minh",
    "chứng minh nhân dân: 012 345 678": "chung-minh",
    "hộ chiếu số B1234567": "ho-chieu",
    "Số tài khoản: 0123456789012 tại ngân hàng": "tai-khoan",
    "STK 19031234567890": "tai-khoan",
    "liên hệ 0912345678": "di-dong",
    "gọi 0912.345.678 gặp Trưởng thôn": "di-dong",
    "ĐT: +84 912 345 678": "di-dong",
    "thư gửi nguyenvana@gmail.com": "thu-rieng",
    "MẬT": "dau-mat",
    "**TỐI MẬT**": "dau-mat",
    "T U Y Ệ T  M Ậ T": "dau-mat",
    "[TUYỆT MẬT]": "dau-mat",
}
# what only looks like it
PASSES = [
    "Tổng chi 123.456.789.012 đồng",
    "Nghị định số 59/2023/NĐ-CP ngày 14/8/2023",
    "Luật Bảo vệ bí mật nhà nước; bảo mật thông tin; mật ong, mật khẩu",
    "Mã thủ tục 1.004227.000.00.00.H21",
    "thửa đất số 123, tờ bản đồ số 45, diện tích 1.024,5 m²",
    "Điện thoại (0000) 000 003",
    "từ 7 giờ 30 đến 11 giờ 30 ngày 02/11/2026",
    "Hóa đơn số 0001234, ký hiệu 1C26TAA",
    "999999999999 là số không có mã tỉnh",
    "dự toán 012345678 nghìn đồng",
    "https://vidu.example/a?id=001085",
    "thông tin mật thuộc danh mục bí mật nhà nước không được công khai.",
]


def gated(content: Path) -> list[str]:
    return check(content, TODAY)


@pytest.mark.parametrize(("line", "rule"), STOPPED.items(), ids=list(STOPPED))
def test_what_must_not_be_published_stops_its_file_and_is_not_repeated(
    content: Path, write: Write, line: str, rule: str
) -> None:
    write(FILE, NOTICE, f"Dòng một.\n\n{line}\n\nDòng cuối.\n")
    faults = gated(content)

    assert {fault.split(": ")[0] for fault in faults} == {f"{FILE}:11"}
    assert any(f"(quy tắc {rule})" in fault for fault in faults)
    values = [part for part in line.split() if sum(map(str.isdigit, part)) > 2 or "@" in part]
    assert [value for value in values if any(value in fault for fault in faults)] == []


@pytest.mark.parametrize("line", PASSES)
def test_what_only_looks_like_it_passes(content: Path, write: Write, line: str) -> None:
    write(FILE, NOTICE, f"Dòng một.\n\n{line}\n")

    assert gated(content) == []


# What values, marks and the ways to hide them are made of, in any order.
PIECES = [
    *("M", "Ậ", "T", "mật", "a\u0323", "TỐI", "tuyệt", "độ mật", "ｍ", "&#272;", "&#10;", "<br>", "<b\n>", "&", "*"),
    *("\n", "\n\n", " ", "_", ": ", "|", "|---|", "---", "do-mat: ", "CCCD ", "079", "190", "123456", "0912 345 678"),
    *("stk", "2026-11-21", "١٢٣", "nguoi.dan", "@", " (at) ", "[A CÒNG]", "gmail.com", "Điều 1.", "đồng;", "\u00ad"),
    *("hộ chiếu ", "B1234567", "Mặt trận", "mật độ", "dấu chỉ ", "   ", "\t"),
    *("số tài", "khoản: ", "hộ", "chiếu", "passport "),
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@example("stk 123456")
@example("Số tài\nkhoản: 123456")
@example("| Số tài | khoản: 123456 |")
@example("| Account number | Ngày |\n|---|---|\n| 123456 | 2026-11-21 |")
@example("hộ\nchiếu B1234567")
@example("Điều 1.\nSố tài khoản:\n \n\n123456\nĐiều 2.")
@example("---\nstk: x\nma: 123456\n---\n")
@example("passport B1234567")
@example("gặp 0912345678")
@example("CCCD: 038 195 001 234")
@example("a (at) gmail.com")
@example("a [A CÒNG] gmail.com")
@example("M Ậ T\n\nĐiều 1.")
@example("(Tuyệt mật)\tXã Đồng Hạ")
@example("Dấu chỉ độ mật: mật   Số 1")
@example("---\nđộ-mật: mật\n---\n")
def test_a_first_look_at_a_line_passes_over_nothing_that_a_closer_one_finds(text: str) -> None:
    every = list(lines_of(text))
    quick = list(
        lines_of(
            text,
            lambda whole: may_hold_personal(whole) or may_be_marked(whole),
            lambda line: may_be_personal(line) or may_be_marked(line),
        )
    )

    assert list(secrecy_of_lines(quick)) == list(secrecy_of_lines(every))
    assert list(personal_data(quick, 2026)) == list(personal_data(every, 2026))


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_a_line_reads_the_same_whatever_stands_on_others(text: str) -> None:
    lines = [piece.text for line in lines_of(text) for piece in line.pieces if not line.is_row]

    assert set(lines) <= {plain(line) for line in text.split("\n")}


@pytest.mark.parametrize("folder", [ROOT / "content", COMMUNE], ids=["sample", "commune"])
def test_there_is_no_false_alarm_on_our_own_content(folder: Path) -> None:
    assert check(folder, TODAY) == []


@pytest.mark.parametrize("level", ["mat", "toi-mat", "tuyet-mat", "MẬT", "có"])
def test_a_file_with_a_level_of_secrecy_is_stopped(content: Path, write: Write, level: str) -> None:
    write(FILE, f"{NOTICE}do-mat: {level}\n")

    assert ["(quy tắc do-mat)" in fault for fault in gated(content)] == [True]


def test_a_file_that_says_it_is_not_secret_passes(content: Path, write: Write) -> None:
    write(FILE, f"{NOTICE}do-mat: khong\n")

    assert gated(content) == []


EXCEPTION = 'ngoai-le:\n  - gia-tri: "{}"\n    ly-do: {}\n'


@pytest.mark.parametrize(
    ("value", "reason", "rules"),
    [
        ("0912345678", "Số trực ban phòng chống thiên tai", []),
        ("0912 345 678", "Số trực ban phòng chống thiên tai", []),
        ("0912345678", "ngắn", ["ngoai-le", "di-dong"]),
        ("0987654321", "Số trực ban phòng chống thiên tai", ["ngoai-le-thua", "di-dong"]),
    ],
)
def test_an_exception_lets_one_value_through_and_needs_a_reason(
    content: Path, write: Write, value: str, reason: str, rules: list[str]
) -> None:
    write(FILE, NOTICE + EXCEPTION.format(value, reason), "Gọi 0912345678 khi có lũ.\n")
    faults = gated(content)

    assert [rule for rule in rules if not any(f"(quy tắc {rule})" in fault for fault in faults)] == []
    assert bool(faults) == bool(rules)


def test_an_exception_covers_no_second_value(content: Path, write: Write) -> None:
    body = "Gọi 0912345678 hoặc 0987654321.\n"
    write(FILE, NOTICE + EXCEPTION.format("0912345678", "Số trực ban phòng chống thiên tai"), body)

    assert ["(quy tắc di-dong)" in fault for fault in gated(content)] == [True]


def test_nothing_of_a_stopped_file_is_found_in_the_site_nor_in_what_is_printed(
    content: Path, write: Write, tmp_path: Path
) -> None:
    write(FILE, NOTICE, "TUYỆT MẬT\n\nKế hoạch CANARY, căn cước 001085012345.\n")
    build = tmp_path / "build"
    done = pelican(content, build=build)

    for file in build.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert b"CANARY" not in data, file
            assert b"001085012345" not in data, file
    assert "CANARY" not in done.stdout + done.stderr
    assert "001085012345" not in done.stdout + done.stderr


def docx(change: Callable[[bytes], bytes] = lambda xml: xml) -> bytes:
    """Return a .docx, its text changed as raw XML."""
    document = Document()
    document.add_paragraph("Nội dung công khai")
    raw = io.BytesIO()
    document.save(raw)
    packed = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == "word/document.xml" else data)
    return packed.getvalue()


def photo(*, with_position: bool) -> bytes:
    image = Image.new("RGB", (8, 8))
    exif = Image.Exif()
    if with_position:
        exif[0x8825] = {1: "N", 2: (21.0, 1.0, 30.0), 3: "E", 4: (105.0, 50.0, 0.0)}
    raw = io.BytesIO()
    image.save(raw, "JPEG", exif=exif)
    return raw.getvalue()


WORKBOOK = """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>
<sheet name="A" sheetId="1" r:id="rId1"/><sheet name="B" sheetId="2" r:id="rId2"{}/></sheets></workbook>"""
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/>'
    '<Relationship Id="rId2" Type="worksheet" Target="worksheets/sheet2.xml"/></Relationships>'
)


def xlsx(state: str = "") -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("xl/workbook.xml", WORKBOOK.format(f' state="{state}"' if state else ""))
        made.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        made.writestr("xl/worksheets/sheet1.xml", SHEET)
        made.writestr("xl/worksheets/sheet2.xml", SHEET)
    return raw.getvalue()


def bomb() -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", b"0" * 300_000_000)
    return raw.getvalue()


def tracked(xml: bytes) -> bytes:
    return xml.replace(b"<w:r>", b'<w:ins w:id="1" w:author="x"><w:r>').replace(b"</w:r>", b"</w:r></w:ins>")


def vanished(xml: bytes) -> bytes:
    return xml.replace(b"<w:r>", b"<w:r><w:rPr><w:vanish/></w:rPr>")


def numbered(xml: bytes) -> bytes:
    return xml.replace("công khai".encode(), b"001085012345")


# name, content → the rule that stops it, "" for none
ATTACHMENTS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a clean text": ("a.docx", docx, ""),
    "tracked changes": ("a.docx", lambda: docx(tracked), "vet-sua"),
    "hidden words": ("a.docx", lambda: docx(vanished), "chu-an"),
    "an identity number in a text": ("a.docx", lambda: docx(numbered), "can-cuoc"),
    "a clean workbook": ("a.xlsx", xlsx, ""),
    "a hidden sheet": ("a.xlsx", lambda: xlsx("hidden"), "trang-tinh-an"),
    "a very hidden sheet": ("a.xlsx", lambda: xlsx("veryHidden"), "trang-tinh-an"),
    "a photo": ("a.jpg", lambda: photo(with_position=False), ""),
    "a photo that says where": ("a.jpg", lambda: photo(with_position=True), "toa-do"),
    "a disguised file": ("a.pdf", lambda: b"MZ\x90\x00 not a pdf", "tep-gia-dang"),
    "a bomb": ("a.docx", bomb, "tep-qua-lon"),
    "an old office format": ("a.doc", lambda: b"\xd0\xcf\x11\xe0", "loai-tep"),
    "a mark in its name": ("TUYỆT MẬT.csv", lambda: b"a,b\n", "ten-tep-mat"),
    "numbers in a table": ("a.csv", "Tên,CCCD\nA,001085012345\n".encode, "can-cuoc"),
    "a clean table": ("a.csv", "Thôn,Số hộ\nBến Đá,301\n".encode, ""),
}


@pytest.mark.parametrize(("name", "make", "rule"), ATTACHMENTS.values(), ids=ATTACHMENTS)
def test_what_hides_in_an_attachment_stops_the_file_that_offers_it(
    content: Path, write: Write, name: str, make: Callable[[], bytes], rule: str
) -> None:
    (content / "tep").mkdir()
    (content / "tep" / name).write_bytes(make())
    write(FILE, f'{NOTICE}tep-dinh-kem: ["{name}"]\n')

    assert [f"(quy tắc {rule})" in fault for fault in gated(content)] == ([True] if rule else [])


def test_a_secret_file_does_not_stay_up_at_an_older_version(content: Path, write: Write, tmp_path: Path) -> None:
    build = tmp_path / "build"
    write(FILE, NOTICE, "Bản tốt.\n")
    pelican(content, build=build, conf=PUBLIC)
    assert (build / "output/cong-khai/thu.html").is_file()

    write(FILE, NOTICE, "TỐI MẬT\n\nBản mới.\n")
    done = pelican(content, build=build, conf=PUBLIC)
    assert done.returncode != 0
    assert not (build / "output/cong-khai/thu.html").exists()
