"""Files that are no text, files that collide, files of a shape nobody foresaw: named, and never the end of a build."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support import PUBLIC, TODAY, pelican

from plugins.documents.check import check

NOTICE = """\
ma: {id}
tieu-de: Số liệu của thôn
co-quan: ubnd
ngay-quyet-dinh: 2026-10-05
ngay-cong-khai: 2026-10-12
"""
DOCUMENT = """\
ma: {id}
loai: nghi-quyet
so-ky-hieu: {symbol}
trich-yeu: về việc thử
co-quan: ubnd
ngay-ban-hanh: {day}
"""
ENCODING = "mã chữ: thấy tệp không phải UTF-8; cần tệp lưu bằng Unicode UTF-8 (không phải TCVN3, VNI)"


@pytest.mark.parametrize(
    ("text", "encoding", "line"),
    [
        (f"---\n{NOTICE.format(id='ckthu00002')}---\nĐã xong\n", "utf-16", 1),
        (f"---\n{NOTICE.format(id='ckthu00002').replace('ố', 'o')}---\nXong\nCafé\n", "latin-1", 3),
        ("---\nma: ckthu00002\ntieu-de: Ti\u00ea\u0300n thu\n", "cp1258", 3),
    ],
    ids=["UTF-16", "Latin-1", "Windows-1258"],
)
def test_a_file_in_another_encoding_is_named_with_the_line_of_the_first_bad_letter(
    content: Path, text: str, encoding: str, line: int
) -> None:
    (content / "cong-khai" / "ma-chu.md").write_bytes(text.encode(encoding, errors="replace"))
    assert check(content, TODAY) == [f"cong-khai/ma-chu.md:{line}: {ENCODING}"]


@pytest.mark.parametrize("exists", ["a secret beside the folder", "nothing"])
def test_a_link_out_of_the_content_folder_is_not_followed(content: Path, tmp_path: Path, exists: str) -> None:
    outside = tmp_path / "mat.md"
    if exists != "nothing":
        outside.write_text(f"---\n{NOTICE.format(id='ckthu00002')}---\nKhông công khai\n", encoding="utf-8")
    (content / "cong-khai" / "lien-ket.md").symlink_to(outside)
    complaint = "1: tệp: thấy một liên kết ra ngoài thư mục; cần một tệp thật trong content/"
    assert check(content, TODAY) == [f"cong-khai/lien-ket.md:{complaint}"]


def test_an_attachment_that_is_a_link_is_not_published(
    content: Path, tmp_path: Path, write: Callable[..., Path]
) -> None:
    (tmp_path / "mat.pdf").write_bytes(b"%PDF")
    (content / "tep").mkdir()
    (content / "tep" / "phu-luc.pdf").symlink_to(tmp_path / "mat.pdf")
    write("cong-khai/so-lieu.md", NOTICE.format(id="ckthu00002") + "tep-dinh-kem: [phu-luc.pdf]\n")
    complaint = "7: tep-dinh-kem: thấy “phu-luc.pdf”; cần tên một tệp có trong thư mục tep/"
    assert check(content, TODAY) == [f"cong-khai/so-lieu.md:{complaint}"]


def test_an_id_given_twice_is_a_fault_of_both_files(content: Path, write: Callable[..., Path]) -> None:
    write("cong-khai/so-lieu.md", NOTICE.format(id="dtthu00001"))
    complaint = "2: ma: thấy “dtthu00001”; cần một mã chưa dùng"
    assert check(content, TODAY) == [
        f"cong-khai/so-lieu.md:{complaint}; du-thao/quy-che-dan-chu.md đã dùng mã này",
        f"du-thao/quy-che-dan-chu.md:{complaint}; cong-khai/so-lieu.md đã dùng mã này",
    ]


def test_two_documents_with_one_number_in_one_year_are_both_faulty(content: Path, write: Callable[..., Path]) -> None:
    write("van-ban/a.md", DOCUMENT.format(id="vbthu0000a", symbol="46/NQ-HĐND", day="2026-02-02"))
    write("van-ban/b.md", DOCUMENT.format(id="vbthu0000b", symbol="046/nq-hđnd", day="2026-09-09"))
    url = "van-ban/46-nq-hdnd-2026.html"
    assert check(content, TODAY) == [
        f"van-ban/a.md:4: so-ky-hieu: thấy {url}; cần địa chỉ trang khác với van-ban/b.md (thêm khóa duong-dan)",
        f"van-ban/b.md:4: so-ky-hieu: thấy {url}; cần địa chỉ trang khác với van-ban/a.md (thêm khóa duong-dan)",
    ]


@pytest.mark.parametrize(
    ("day", "extra"), [("2025-09-09", ""), ("2026-09-09", "duong-dan: 46-nq-hdnd-sua\n")], ids=["year", "own URL"]
)
def test_one_number_in_two_years_or_with_a_url_of_its_own_is_fine(
    content: Path, write: Callable[..., Path], day: str, extra: str
) -> None:
    write("van-ban/a.md", DOCUMENT.format(id="vbthu0000a", symbol="46/NQ-HĐND", day="2026-02-02"))
    write("van-ban/b.md", DOCUMENT.format(id="vbthu0000b", symbol="46/NQ-HĐND", day=day) + extra)
    assert check(content, TODAY) == []


def test_two_notices_with_one_url_are_told_so_at_the_key_that_gives_it(
    content: Path, write: Callable[..., Path]
) -> None:
    for name in "ab":
        write(f"cong-khai/{name}.md", NOTICE.format(id=f"ckthu0000{name}") + "duong-dan: so-lieu\n")
    assert [line.split(": thấy")[0] for line in check(content, TODAY)] == [
        "cong-khai/a.md:7: duong-dan",
        "cong-khai/b.md:7: duong-dan",
    ]


def test_all_faults_of_all_files_come_in_one_run(
    content: Path, write: Callable[..., Path], change: Callable[[str, str, str], Path]
) -> None:
    change("du-thao/quy-che-dan-chu.md", "vong: 1", "vong: một")
    change("van-ban/nghi-quyet-cong-khai.md", "co-quan: ubnd", "co-quan: ubdn")
    write("cong-khai/a.md", "ma: 1\nmau: đỏ")
    (content / "trang" / "trong.md").write_text("", encoding="utf-8")
    found = check(content, TODAY)
    files = [line.split(":")[0] for line in found]
    assert sorted(set(files)) == [
        "cong-khai/a.md",
        "du-thao/quy-che-dan-chu.md",
        "trang/trong.md",
        "van-ban/nghi-quyet-cong-khai.md",
    ]
    # co-quan, ngay-cong-khai, ngay-quyet-dinh, tieu-de are missing, ma is too short, mau is nobody's.
    assert files.count("cong-khai/a.md") == 6
    assert found == sorted(found)


def file_of(front_matter: str, body: str = "Nội dung.\n") -> str:
    return f"---\n{front_matter}---\n\n{body}"


GOOD = NOTICE.format(id="ckthu00002")
DRAFT = """\
ma: dtthu00002
loai: quy-che
trich-yeu: về việc thử
co-quan: ubnd
ngay-mo: 9999-12-20
ngay-dong: 9999-12-31
thoi-han: consult.commune.min
noi-dung-xin-y-kien: Toàn bộ
nguoi-quyet-dinh: Ủy ban
"""
FORESEEN_BY_NOBODY = {
    "a control character in a title": ("cong-khai/chu.md", file_of(GOOD.replace("Số liệu", '"Số\\x08 liệu" #'))),
    "a file named like the list": ("cong-khai/index.md", file_of(GOOD)),
    "a URL named like the list": ("cong-khai/dia-chi.md", file_of(f"{GOOD}duong-dan: index\n")),
    "a file name without a letter": ("cong-khai/中文.md", file_of(GOOD)),
    "a thousand brackets in the front matter": (
        "cong-khai/ngoac.md",
        file_of(f"{GOOD}tom-tat: {'[' * 999}{']' * 999}\n"),
    ),
    "three hundred lists in one another": (
        "cong-khai/thap.md",
        file_of(GOOD, "".join(f"{'    ' * n}- a\n" for n in range(300))),
    ),
    "a window at the end of time": ("du-thao/a.md", file_of(DRAFT)),
}


@pytest.mark.parametrize(("file", "text"), FORESEEN_BY_NOBODY.values(), ids=FORESEEN_BY_NOBODY)
def test_a_file_nobody_foresaw_is_a_fault(content: Path, file: str, text: str) -> None:
    (content / file).write_text(text, encoding="utf-8")
    assert {line.split(":")[0] for line in check(content, TODAY)} == {file}


def test_the_rest_is_built_beside_files_nobody_foresaw(content: Path, tmp_path: Path) -> None:
    for number, (file, text) in enumerate(FORESEEN_BY_NOBODY.values()):
        (content / file).write_text(text.replace("thu00002", f"thu0001{number}"), encoding="utf-8")
    done = pelican(content, "-o", str(tmp_path / "out"), conf=PUBLIC)
    assert f"{len(FORESEEN_BY_NOBODY)} tệp có lỗi" in done.stdout, done.stdout[-500:]
    assert (tmp_path / "out/van-ban/5-2026-nq-hdnd.html").exists()
    assert (tmp_path / "out/tin/tat-ca.atom.xml").exists()


@pytest.mark.parametrize("file", ["van-ban/a.MD", "van-ban/a.markdown", "vanban/a.md", "a.md"])
def test_a_text_where_no_build_looks_does_not_disappear_quietly(
    content: Path, write: Callable[..., Path], file: str
) -> None:
    write(file, DOCUMENT.format(id="vbthu0000a", symbol="46/NQ-HĐND", day="2026-02-02"))
    assert [line.split(":")[0] for line in check(content, TODAY)] == [file]


def test_a_folder_named_like_a_file_does_not_end_the_check(content: Path, write: Callable[..., Path]) -> None:
    write("cong-khai/thu-muc.md/a.md", "ma: 1")
    assert "cong-khai/thu-muc.md/a.md" in {line.split(":")[0] for line in check(content, TODAY)}
