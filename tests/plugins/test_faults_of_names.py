"""Names that must be known: offices, fields, types, channels, results, drafts. The nearest one is offered."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support import TODAY

from plugins.documents.check import check

DRAFT = "du-thao/quy-che-dan-chu.md"
DOCUMENT = "van-ban/nghi-quyet-cong-khai.md"
ANSWER = "tra-loi/hop-thon.md"
RULE = "mã một thời hạn đang có hiệu lực"
PROVISION = "mã một điều, khoản, điểm của dự thảo"
CHANNELS = "web, giay, dien-thoai, truc-tiep, mang-xa-hoi, hop"
RESULTS = "tiep-thu, tiep-thu-mot-phan, giai-trinh, ngoai-pham-vi"
GOOD_ANSWER = """\
ma: tlthu00001
loai: tra-loi
du-thao: dtthu00001
vong: 1
dieu-khoan: art_2__para_1__point_dd
y-kien: Niêm yết thêm tại điểm trường
ket-qua: tiep-thu
co-quan: phong-van-hoa
ngay-tra-loi: 2026-11-20
so-luot: {web: 3, giay: 1}
"""  # the first of these is line 2 of the file

NAMES = {
    "an office": (
        DRAFT,
        "co-quan: phong-van-hoa",
        "co-quan: phong-van-hóa",
        "5: co-quan: thấy “phong-van-hóa”; cần một mã có trong danh mục; gần nhất là “phong-van-hoa”",
    ),
    "an office like no other": (
        DRAFT,
        "co-quan: phong-van-hoa",
        "co-quan: bưu điện",
        "5: co-quan: thấy “bưu điện”; cần một mã có trong danh mục",
    ),
    "an office's name in place of its id": (
        DOCUMENT,
        "co-quan: ubnd",
        "co-quan: Ủy ban nhân dân xã Thử",
        "6: co-quan: thấy “Ủy ban nhân dân xã Thử”; cần một mã có trong danh mục",
    ),
    "a field": (
        DOCUMENT,
        "[ngan-sach]",
        "[ngan-sach, ngansach]",
        "8: linh-vuc: thấy “ngansach”; cần một mã có trong danh mục; gần nhất là “ngan-sach”",
    ),
    "a type of a document": (
        DOCUMENT,
        "loai: nghi-quyet",
        "loai: nghị quyết",
        "3: loai: thấy “nghị quyết”; cần một mã có trong danh mục; gần nhất là “nghi-quyet”",
    ),
    "a type of a draft": (
        DRAFT,
        "loai: quy-che",
        "loai: quy-chế",
        "3: loai: thấy “quy-chế”; cần một mã có trong danh mục; gần nhất là “quy-che”",
    ),
    "a rule": (
        DRAFT,
        "thoi-han: consult.commune.min",
        "thoi-han: consult.comune.min",
        f"9: thoi-han: thấy “consult.comune.min”; cần {RULE}; gần nhất là “consult.commune.min”",
    ),
    "a previous round": (
        DRAFT,
        "vong: 1",
        "vong: 2\nvong-truoc: dtthu00009",
        "7: vong-truoc: thấy “dtthu00009”; cần mã của một dự thảo có trong du-thao/",
    ),
    "round 0": (DRAFT, "vong: 1", "vong: 0", "6: vong: thấy “0”; cần một số không nhỏ hơn 1"),
    "a round in words": (DRAFT, "vong: 1", "vong: một", "6: vong: thấy “một”; cần một số nguyên"),
}


@pytest.mark.parametrize(("file", "right", "wrong", "complaint"), NAMES.values(), ids=NAMES)
def test_an_unknown_name_is_a_fault_with_the_nearest_one(
    content: Path, change: Callable[[str, str, str], Path], file: str, right: str, wrong: str, complaint: str
) -> None:
    change(file, right, wrong)
    (line,) = check(content, TODAY)
    assert line == f"{file}:{complaint}"


ANSWERS = {
    "a result": ("ket-qua: tiep-thu", "ket-qua: Tiếp thu", f"8: ket-qua: thấy “Tiếp thu”; cần một trong: {RESULTS}"),
    "a draft": (
        "du-thao: dtthu00001",
        "du-thao: dtthu00009",
        "4: du-thao: thấy “dtthu00009”; cần mã của một dự thảo có trong du-thao/",
    ),
    "another round": ("vong: 1", "vong: 2", f"5: vong: thấy “2”; cần vòng 1, như trong {DRAFT}"),
    "a provision": (
        "art_2__para_1__point_dd",
        "art_2__para_1__poin_dd",
        f"6: dieu-khoan: thấy “art_2__para_1__poin_dd”; cần {PROVISION}; gần nhất là “art_2__para_1__point_dd”",
    ),
    "a provision as one says it": (
        "art_2__para_1__point_dd",
        "điểm đ khoản 1 Điều 2",
        f"6: dieu-khoan: thấy “điểm đ khoản 1 Điều 2”; cần {PROVISION}",
    ),
    "an office": (
        "co-quan: phong-van-hoa",
        "co-quan: phong-vanhoa",
        "9: co-quan: thấy “phong-vanhoa”; cần một mã có trong danh mục; gần nhất là “phong-van-hoa”",
    ),
    "a count below zero": ("giay: 1", "giay: -1", "11: so-luot: thấy “-1”; cần một số không nhỏ hơn 0"),
    "a count in words": ("giay: 1", "giay: một", "11: so-luot: thấy “một”; cần một số nguyên"),
    "counts without channels": (
        "{web: 3, giay: 1}",
        "4",
        "11: so-luot: thấy “4”; cần các khóa con, mỗi khóa một dòng thụt vào",
    ),
    "the symbol of a document without its number": (
        "so-luot:",
        "so-ky-hieu: …/UBND-VX\nso-luot:",
        "11: so-ky-hieu: thấy “…/UBND-VX”; cần số và ký hiệu đầy đủ, ví dụ 15/UBND-VX",
    ),
    "a kind of answer": ("loai: tra-loi", "loai: phuc-dap", "3: loai: thấy “phuc-dap”; cần “tra-loi” hoặc “tong-hop”"),
}


@pytest.mark.parametrize(("right", "wrong", "complaint"), ANSWERS.values(), ids=ANSWERS)
def test_an_answer_that_fits_no_draft_or_result_is_a_fault(
    content: Path, write: Callable[..., Path], right: str, wrong: str, complaint: str
) -> None:
    assert right in GOOD_ANSWER
    write(ANSWER, GOOD_ANSWER.replace(right, wrong))
    (line,) = check(content, TODAY)
    assert line == f"{ANSWER}:{complaint}"


def test_an_answer_given_in_a_document_says_in_which_and_who_signed_it(
    content: Path, write: Callable[..., Path], build_site: Callable[..., Path]
) -> None:
    signed = "so-ky-hieu: 15/UBND-VX\nnguoi-ky: Trần Thị Mẫu\nchuc-vu-ky: Phó Chủ tịch\n"
    write(ANSWER, GOOD_ANSWER + signed)
    assert check(content, TODAY) == []
    out = build_site(content, only=r"du-thao/quy-che-dan-chu\.(tong-hop\.)?(html|csv)")
    for page in ("quy-che-dan-chu.html", "quy-che-dan-chu.tong-hop.html"):
        text = (out / "du-thao" / page).read_text(encoding="utf-8")
        assert "văn bản số 15/UBND-VX · người ký: Phó Chủ tịch Trần Thị Mẫu" in text, page
    table = (out / "du-thao" / "quy-che-dan-chu.tong-hop.csv").read_text(encoding="utf-8-sig")
    assert "(văn bản số 15/UBND-VX; người ký: Phó Chủ tịch Trần Thị Mẫu)" in table


def test_a_channel_nobody_counts_is_named_on_its_own_line(content: Path, write: Callable[..., Path]) -> None:
    write(ANSWER, GOOD_ANSWER.replace("{web: 3, giay: 1}", "\n  web: 3\n  fax: 1"))
    (line,) = check(content, TODAY)
    assert line == f"{ANSWER}:13: so-luot: thấy “fax”; cần một trong: {CHANNELS}"


@pytest.mark.parametrize("channel", CHANNELS.split(", "))
def test_every_channel_counts(content: Path, write: Callable[..., Path], channel: str) -> None:
    write(ANSWER, GOOD_ANSWER.replace("giay", channel).replace("web: 3, ", ""))
    assert check(content, TODAY) == []


@pytest.mark.parametrize("result", RESULTS.split(", "))
def test_every_result_and_an_answer_to_the_whole_draft_are_fine(
    content: Path, write: Callable[..., Path], result: str
) -> None:
    front_matter = GOOD_ANSWER.replace("ket-qua: tiep-thu", f"ket-qua: {result}")
    write(ANSWER, front_matter.replace("art_2__para_1__point_dd", '""'))
    assert check(content, TODAY) == []


def test_an_answer_falls_with_its_draft(
    content: Path, write: Callable[..., Path], change: Callable[[str, str, str], Path]
) -> None:
    write(ANSWER, GOOD_ANSWER)
    change(DRAFT, "vong: 1", "vong: 0")
    assert [line.split(": thấy")[0] for line in check(content, TODAY)] == [f"{DRAFT}:6: vong", f"{ANSWER}:4: du-thao"]


OFFICE_AND_DAY = {
    "on its last day": ("ubnd-cu", "2025-06-30", []),
    "a day too late": (
        "ubnd-cu",
        "2025-07-01",
        ["thấy Ủy ban nhân dân xã Cũ không tồn tại ngày 01/07/2025; cần cơ quan đang hoạt động vào ngày ban hành"],
    ),
    "on its first day": ("ubnd", "2025-07-01", []),
    "a day too early": (
        "ubnd",
        "2025-06-30",
        ["thấy Ủy ban nhân dân xã Thử không tồn tại ngày 30/06/2025; cần cơ quan đang hoạt động vào ngày ban hành"],
    ),
}


@pytest.mark.parametrize(("office", "day", "complaints"), OFFICE_AND_DAY.values(), ids=OFFICE_AND_DAY)
def test_a_document_is_issued_by_an_office_that_exists(
    content: Path, change: Callable[[str, str, str], Path], office: str, day: str, complaints: list[str]
) -> None:
    change(DOCUMENT, "co-quan: ubnd", f"co-quan: {office}")
    change(DOCUMENT, "2026-03-10", day)
    assert check(content, TODAY) == [f"{DOCUMENT}:6: co-quan: {complaint}" for complaint in complaints]
