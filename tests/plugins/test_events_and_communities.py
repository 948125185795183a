"""Events, community decisions, bodies, villages, one-stop desks: what is wrong in a file, what stands on the page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support import ROOT, TODAY, pelican

from plugins.documents.check import check
from plugins.kit.generations import INDEX
from plugins.search.index import Index

Write = Callable[..., Path]
EVENT = """\
ma: sukien0001
loai: doi-thoai
tieu-de: Hội nghị đối thoại
co-quan: ubnd
ngay-thong-bao: 2026-10-20
ngay: 2026-11-05
bat-dau: "08:00"
ket-thuc: "11:00"
dia-diem: Hội trường xã
chu-tri: Chủ tịch xã
thon: [tan-lap]
"""
DECISION = """\
ma: congdong01
loai: nghi-quyet
tieu-de: Đóng góp làm đường
viec: d15.k1
thon: [tan-lap]
co-quan: ubnd
cach: gio-tay
ngay-quyet-dinh: 2026-09-20
ngay-cong-khai: 2026-09-25
tong-so-ho: 301
so-ho-du: 248
tan-thanh: 201
khong-tan-thanh: 38
"""


@pytest.fixture(autouse=True)
def _registers(content: Path) -> None:
    """The law's tables of the sample, and two villages."""
    for name in ("loai-su-kien", "viec-dan-quyet-dinh"):
        text = (ROOT / f"content/danh-muc/{name}.toml").read_text(encoding="utf-8")
        (content / f"danh-muc/{name}.toml").write_text(text, encoding="utf-8")
    limits = content / "danh-muc/thoi-han.toml"
    sample = (ROOT / "content/danh-muc/thoi-han.toml").read_text(encoding="utf-8")
    (notice,) = [row for row in sample.split("[[thoi-han]]") if '"dialogue.notice"' in row]
    limits.write_text(f"{limits.read_text(encoding='utf-8')}\n[[thoi-han]]{notice}", encoding="utf-8")
    village = '[[thon]]\nma = "{}"\nten = "{}"\nloai = "thon"\nso-ho = 301\nngay-thong-ke = 2026-06-30\n'
    names = [("tan-lap", "Thôn Tân Lập"), ("dong", "Đông Sơn"), ("ban-mo", "Bản Mo"), ("ap-3", "Ấp Ba"), ("dai", "Dài")]
    (content / "danh-muc/thon.toml").write_text("\n".join(village.format(*name) for name in names), encoding="utf-8")


FAULTS_OF_EVENTS = {
    "an unknown type": ("doi-thoai", "doi-thoi", "loai: thấy “doi-thoi”; cần một mã có trong danh mục; gần nhất"),
    "an unknown village": ("[tan-lap]", "[tan-lop]", "thon: thấy “tan-lop”"),
    "announced afterwards": (
        "2026-10-20",
        "2026-11-06",
        "ngay-thong-bao: thấy 2026-11-06; cần một ngày",
    ),
    "ends before it begins": ('"11:00"', '"07:00"', "ket-thuc: thấy 07:00; cần một giờ sau bat-dau"),
    "an hour like 8h": ('"08:00"', "8h", "bat-dau: thấy “8h”; cần giờ dạng giờ:phút"),
    "an hour that is none": ('"08:00"', '"25:00"', "bat-dau: thấy “25:00”; cần giờ dạng giờ:phút"),
    "a result without its day": ("thon:", "ket-qua: Tốt\nthon:", "ket-qua: thấy chỉ một trong hai khóa"),
    "a day without a result": ("thon:", "ngay-ket-qua: 2026-11-09\nthon:", "ngay-ket-qua: thấy chỉ một trong hai khóa"),
    "a result before the event": (
        "thon:",
        "ket-qua: Tốt\nngay-ket-qua: 2026-11-01\nthon:",
        "ngay-ket-qua: thấy 2026-11-01; cần một ngày không trước ngay",
    ),
    "a cancellation without a reason": ("thon:", "huy:\n  ngay: 2026-11-01\nthon:", "huy: thấy không có “ly-do”"),
}
FAULTS_OF_DECISIONS = {
    "an unknown matter": ("d15.k1", "d15.k9", "viec: thấy “d15.k9”"),
    "no village": ("[tan-lap]", "[]", "thon: thấy “[]”; cần ít nhất một mục"),
    "an unknown form": (
        "loai: nghi-quyet",
        "loai: chi-thi",
        "loai: thấy “chi-thi”; cần một trong: nghi-quyet",
    ),
    "public before it was decided": ("2026-09-25", "2026-09-01", "ngay-cong-khai: thấy 2026-09-01"),
    "more votes than households": ("khong-tan-thanh: 38", "khong-tan-thanh: 101", "tong-so-ho: thấy 301; cần một số"),
    "more present than there are": ("so-ho-du: 248", "so-ho-du: 302", "so-ho-du: thấy 302"),
    "half a household": ("tan-thanh: 201", "tan-thanh: 200.5", "tan-thanh: thấy “200.5”; cần một số nguyên"),
}


def test_the_good_files_have_no_faults(content: Path, write: Write) -> None:
    write("su-kien/a.md", EVENT)
    write("cong-dong/a.md", DECISION)

    assert check(content, TODAY) == []


@pytest.mark.parametrize(("right", "wrong", "complaint"), FAULTS_OF_EVENTS.values(), ids=FAULTS_OF_EVENTS)
def test_what_is_wrong_with_an_event_is_said(
    content: Path, write: Write, right: str, wrong: str, complaint: str
) -> None:
    assert right in EVENT
    write("su-kien/a.md", EVENT.replace(right, wrong, 1))

    assert [complaint in fault for fault in check(content, TODAY)] == [True]


@pytest.mark.parametrize(("right", "wrong", "complaint"), FAULTS_OF_DECISIONS.values(), ids=FAULTS_OF_DECISIONS)
def test_what_is_wrong_with_a_decision_is_said(
    content: Path, write: Write, right: str, wrong: str, complaint: str
) -> None:
    assert right in DECISION
    write("cong-dong/a.md", DECISION.replace(right, wrong, 1))

    assert [complaint in fault for fault in check(content, TODAY)] == [True]


def build(content: Path, tmp_path: Path, now: str = TODAY) -> Path:
    done = pelican(content, "-o", str(tmp_path / "out"), now=now)
    assert done.returncode == 0, done.stdout + done.stderr
    return tmp_path / "out"


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-11-04T10:00:00+07:00", "Hạn công khai kết quả: hết ngày 15/11/2026"),
        ("2026-11-21T10:00:00+07:00", "Chưa công khai kết quả"),
    ],
)
def test_an_event_says_by_when_its_result_is_due(
    content: Path, write: Write, tmp_path: Path, now: str, words: str
) -> None:
    write("su-kien/a.md", EVENT)
    page = (build(content, tmp_path, now) / "su-kien/a.html").read_text(encoding="utf-8")

    assert words in page
    assert "08:00 ngày 05/11/2026" in page
    assert "Thôn Tân Lập" in page


def test_the_result_of_an_event_keeps_its_list(content: Path, write: Write, tmp_path: Path) -> None:
    result = "ngay-ket-qua: 2026-11-09\nket-qua: |\n  Hai việc:\n\n  - Sửa đường\n  - Lắp đèn\n"
    write("su-kien/a.md", EVENT + result)
    page = (build(content, tmp_path) / "su-kien/a.html").read_text(encoding="utf-8")

    assert "<li>Sửa đường</li>" in page
    assert "Chưa công khai kết quả" not in page


def test_a_cancelled_event_says_so_and_owes_no_result(content: Path, write: Write, tmp_path: Path) -> None:
    write("su-kien/a.md", f"{EVENT}huy:\n  ngay: 2026-11-04\n  ly-do: Mưa bão\n")
    page = (build(content, tmp_path) / "su-kien/a.html").read_text(encoding="utf-8")

    assert "Hủy ngày 04/11/2026. Lý do: Mưa bão" in page
    assert "Kết quả" not in page.split("<main")[1]


def test_what_is_to_come_stands_before_what_has_been(content: Path, write: Write, tmp_path: Path) -> None:
    days = {"qua-lau": "2026-08-01", "vua-qua": "2026-11-20", "hom-nay": "2026-11-21", "sap-toi": "2026-12-01"}
    for number, (name, day) in enumerate(days.items()):
        front = EVENT.replace("2026-11-05", day).replace("2026-10-20", "2026-07-20").replace("0001", f"000{number}")
        write(f"su-kien/{name}.md", front.replace("Hội nghị đối thoại", name))
    page = (build(content, tmp_path) / "su-kien/index.html").read_text(encoding="utf-8").split("<main")[1]

    assert sorted(days, key=page.index) == ["hom-nay", "sap-toi", "vua-qua", "qua-lau"]


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ("tong-so-ho: 301\ntan-thanh: 201", ["Đã thông qua", "Cần 201 hộ tán thành"]),
        ("tong-so-ho: 301\ntan-thanh: 200", ["Không thông qua", "Cần 201 hộ tán thành"]),
        ("tan-thanh: 201", ["Chưa xác định", "không rõ"]),
    ],
)
def test_a_decision_shows_its_counts_and_what_they_mean(
    content: Path, write: Write, tmp_path: Path, counts: str, words: list[str]
) -> None:
    front = DECISION.replace("tong-so-ho: 301\nso-ho-du: 248\ntan-thanh: 201", counts)
    write("cong-dong/a.md", front)
    page = (build(content, tmp_path) / "cong-dong/a.html").read_text(encoding="utf-8")

    assert [word for word in words if word not in page] == []
    assert "chưa được cán bộ pháp chế xác nhận" in page


def test_villages_stand_in_the_order_of_the_alphabet(content: Path, tmp_path: Path) -> None:
    page = (build(content, tmp_path) / "thon/index.html").read_text(encoding="utf-8")

    names = ["Ấp Ba", "Bản Mo", "Dài", "Đông Sơn", "Thôn Tân Lập"]
    assert sorted(names, key=page.index) == names
    assert "1505 hộ" in page


def test_events_and_decisions_are_found_by_search_and_listed_at_their_office(
    content: Path, write: Write, tmp_path: Path
) -> None:
    write("su-kien/a.md", EVENT)
    write("cong-dong/a.md", DECISION)
    out = build(content, tmp_path)
    page = (out / "co-quan/ubnd.html").read_text(encoding="utf-8")

    index = Index(out / INDEX)
    urls = [hit.url for words in ("hoi nghi doi thoai", "dong gop lam duong") for hit in index.search(words)]
    index.close()
    assert {"su-kien/a.html", "cong-dong/a.html"} <= set(urls)
    assert "../su-kien/a.html" in page
    assert "../cong-dong/a.html" in page
