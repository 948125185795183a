"""The law's side of drafts: windows long enough, nothing issued before everybody is answered."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support import TODAY

from plugins.documents.check import check

DRAFT = "du-thao/quy-che-dan-chu.md"
ISSUED = "van-ban/quy-che-dan-chu.md"
CLOSING = "tra-loi/tong-hop.md"
RULE = "ít nhất 20 ngày (quy tắc consult.commune.min, Luật 10/2022/QH15, Điều 28)"

# opens, closes, the first day on which it may close (empty: fine as it is)
WINDOWS = [
    ("2026-11-02", "2026-11-22", ""),  # 20 days after the day it opens; a Sunday counts like any day
    ("2026-11-02", "2026-11-21", "2026-11-22"),
    ("2026-11-02", "2026-11-03", "2026-11-22"),
    ("2026-11-02", "2026-12-31", ""),
    ("2027-01-28", "2027-02-17", ""),  # across Tết: holidays count, too
    ("2027-01-28", "2027-02-16", "2027-02-17"),
    ("2028-02-10", "2028-03-01", ""),  # across 29 February
    ("2028-02-10", "2028-02-29", "2028-03-01"),
    ("2026-12-20", "2027-01-09", ""),  # across the year
    ("2026-12-20", "2027-01-08", "2027-01-09"),
]


@pytest.mark.parametrize(("opens", "closes", "earliest"), WINDOWS)
def test_a_window_lasts_twenty_calendar_days_and_the_fault_names_rule_and_source(
    content: Path, change: Callable[[str, str, str], Path], opens: str, closes: str, earliest: str
) -> None:
    change(DRAFT, "ngay-mo: 2026-11-02", f"ngay-mo: {opens}")
    change(DRAFT, "ngay-dong: 2026-12-04", f"ngay-dong: {closes}")
    expected = [f"{DRAFT}:8: ngay-dong: thấy {closes}; cần ngày {earliest} trở đi: {RULE}"] if earliest else []
    assert check(content, TODAY) == expected


def test_a_draft_without_a_rule_may_be_short(content: Path, change: Callable[[str, str, str], Path]) -> None:
    change(DRAFT, "ngay-dong: 2026-12-04\nthoi-han: consult.commune.min", "ngay-dong: 2026-11-02")
    assert check(content, TODAY) == []


def test_the_rule_must_be_in_force_when_the_window_opens(
    content: Path, change: Callable[[str, str, str], Path]
) -> None:
    change(DRAFT, "ngay-mo: 2026-11-02", "ngay-mo: 2023-06-30")
    (line,) = check(content, TODAY)
    assert line.startswith(f"{DRAFT}:9: thoi-han: thấy “consult.commune.min”; cần mã một thời hạn đang có hiệu lực")


def test_closing_before_opening_is_a_fault_of_its_own(content: Path, change: Callable[[str, str, str], Path]) -> None:
    change(DRAFT, "ngay-dong: 2026-12-04\nthoi-han: consult.commune.min", "ngay-dong: 2026-11-01")
    assert check(content, TODAY) == [f"{DRAFT}:8: ngay-dong: thấy 2026-11-01; cần một ngày không trước ngay-mo"]


def test_what_the_people_decide_must_be_in_the_register(content: Path, change: Callable[[str, str, str], Path]) -> None:
    change(DRAFT, "ngay-mo: 2026-11-02", "viec-dan-quyet-dinh: d15.k9\nngay-mo: 2026-11-02")
    (line,) = check(content, TODAY)
    assert line.startswith(f"{DRAFT}:7: viec-dan-quyet-dinh: thấy “d15.k9”")


def issue(write: Callable[..., Path], draft: str = "dtthu00001") -> None:
    """Issue the small commune's draft on 8 December."""
    front_matter = f"""\
ma: vbthu00002
loai: quy-che
so-ky-hieu: 07/2026/QC-UBND
trich-yeu: thực hiện dân chủ ở cơ sở của xã Thử
co-quan: ubnd
ngay-ban-hanh: 2026-12-08
du-thao: {draft}
"""
    write(ISSUED, front_matter, "Điều 1. Phạm vi\nQuy chế này áp dụng trong toàn xã.\n")


def close(
    write: Callable[..., Path], received: int, disposed: int, file: str = CLOSING, answered: int | None = None
) -> None:
    """Publish what was heard in the round: the closing, and one answer to so many opinions (to all, unless told)."""
    answer = f"""\
ma: tl{len(file):08}
loai: tra-loi
du-thao: dtthu00001
vong: 1
y-kien: Một ý kiến
ket-qua: giai-trinh
co-quan: phong-van-hoa
ngay-tra-loi: 2026-12-06
so-luot: {{giay: {disposed if answered is None else answered}}}
"""
    write(file.replace(".md", "-tra-loi.md"), answer)
    front_matter = f"""\
ma: th{len(file):08}
loai: tong-hop
du-thao: dtthu00001
vong: 1
co-quan: phong-van-hoa
ngay-tra-loi: 2026-12-07
da-nhan: {received}
da-xu-ly: {disposed}
"""
    write(file, front_matter)


COMPLAINT = f"{ISSUED}:8: du-thao: thấy"
OPEN = "dự thảo còn lấy ý kiến đến 04/12/2026; cần một dự thảo đã kết thúc lấy ý kiến"
NOT_CLOSED = "chưa có tệp tổng hợp ý kiến; cần một tệp tra-loi/ có “loai: tong-hop” của dự thảo này"
AFTER = "2026-12-10T08:00:00+07:00"

# opinions received and disposed of (none: no closing file), when one looks, the complaints
ISSUING = {
    "all answered": ((19, 19), AFTER, []),
    "nobody said anything, and the file says so": ((0, 0), AFTER, []),
    "no closing file": (None, AFTER, [NOT_CLOSED]),
    "one opinion left": (
        (19, 18),
        AFTER,
        [
            f"{CLOSING}: nhận 19, xử lý 18; cần mọi ý kiến đã nhận đều được xử lý (da-xu-ly bằng da-nhan)",
        ],
    ),
    "more disposed of than came": (
        (19, 20),
        AFTER,
        [f"{CLOSING}: nhận 19, xử lý 20; cần mọi ý kiến đã nhận đều được xử lý (da-xu-ly bằng da-nhan)"],
    ),
    "in the last second of the window": ((19, 19), "2026-12-04T23:59:59+07:00", [OPEN]),
    "in the first second after the window": ((19, 19), "2026-12-05T00:00:00+07:00", []),
    "before it opens": ((19, 19), "2026-11-01T08:00:00+07:00", [OPEN]),
    "still open and not closed": (None, TODAY, [NOT_CLOSED, OPEN]),
}


@pytest.mark.parametrize(("counts", "now", "complaints"), ISSUING.values(), ids=ISSUING)
def test_a_draft_is_issued_only_when_its_window_is_over_and_everybody_has_an_answer(
    content: Path, write: Callable[..., Path], counts: tuple[int, int] | None, now: str, complaints: list[str]
) -> None:
    issue(write)
    if counts is not None:
        close(write, *counts)
    assert check(content, now) == [f"{COMPLAINT} {complaint}" for complaint in complaints]


def test_each_opinion_of_the_closing_has_its_answer(content: Path, write: Callable[..., Path]) -> None:
    issue(write)
    close(write, 19, 19, answered=17)
    found = f"{CLOSING}: xử lý 19, các tệp trả lời cộng lại 17"
    assert check(content, AFTER) == [f"{COMPLAINT} {found}; cần mỗi ý kiến đã nhận có kết quả trong một tệp trả lời"]


HUONG_UOC = """
[[thoi-han]]
ma = "consult.huonguoc.min"
noi-dung = "Niêm yết dự thảo hương ước"
gia-tri = 30
don-vi = "ngay"
tinh-tu = "ngay-ke-tiep"
nguon = "Nghị định 61/2023/NĐ-CP"
kiem-chung = true
hieu-luc-tu = 2023-08-16
"""


@pytest.mark.parametrize(("closes", "is_long_enough"), [("2026-12-01", False), ("2026-12-02", True)])
def test_a_village_convention_is_posted_thirty_days(
    content: Path,
    change: Callable[[str, str, str], Path],
    closes: str,
    is_long_enough: bool,  # noqa: FBT001  # a table
) -> None:
    with (content / "danh-muc/thoi-han.toml").open("a", encoding="utf-8") as limits:
        limits.write(HUONG_UOC)
    change(DRAFT, "thoi-han: consult.commune.min", "thoi-han: consult.huonguoc.min")
    change(DRAFT, "ngay-dong: 2026-12-04", f"ngay-dong: {closes}")

    rule = "quy tắc consult.huonguoc.min, Nghị định 61/2023/NĐ-CP"
    assert [rule in fault for fault in check(content, TODAY)] == ([] if is_long_enough else [True])


# decided on, new last day → what the message says (empty: fine)
EXTENSIONS = {
    "longer": ("2026-11-30", "2026-12-18", ""),
    "decided on the last day": ("2026-12-04", "2026-12-05", ""),
    "shorter": ("2026-11-30", "2026-12-01", "thời hạn góp ý không được rút ngắn"),
    "no longer": ("2026-11-30", "2026-12-04", "thời hạn góp ý không được rút ngắn"),
    "decided when it was over": ("2026-12-05", "2026-12-18", "gia hạn khi đợt lấy ý kiến còn mở"),
}


@pytest.mark.parametrize(("on", "to", "complaint"), EXTENSIONS.values(), ids=EXTENSIONS)
def test_an_extension_makes_an_open_window_longer(
    content: Path, change: Callable[[str, str, str], Path], on: str, to: str, complaint: str
) -> None:
    entry = f"gia-han:\n  - ngay: {on}\n    den: {to}\n    ly-do: Mưa lũ"
    change(DRAFT, "ngay-dong: 2026-12-04", f"ngay-dong: 2026-12-04\n{entry}")

    faults = check(content, TODAY)
    assert [complaint in fault for fault in faults] == ([True] if complaint else [])
    assert all(":10: gia-han" in fault or ":11: gia-han" in fault for fault in faults)


def test_a_document_names_a_draft_that_is_there(content: Path, write: Callable[..., Path]) -> None:
    issue(write, draft="dtthu00009")
    assert check(content, AFTER) == [f"{COMPLAINT} “dtthu00009”; cần mã của một dự thảo có trong du-thao/"]


def test_a_round_is_closed_once(content: Path, write: Callable[..., Path]) -> None:
    issue(write)
    close(write, 19, 18)
    close(write, 19, 19, "tra-loi/tong-hop-hai.md")
    assert {CLOSING, "tra-loi/tong-hop-hai.md"} <= {line.split(":")[0] for line in check(content, AFTER)}


def test_a_closing_of_another_round_does_not_count(
    content: Path, write: Callable[..., Path], change: Callable[[str, str, str], Path]
) -> None:
    issue(write)
    close(write, 19, 19)
    change(CLOSING, "vong: 1", "vong: 2")
    assert [line.split("; cần")[0] for line in check(content, AFTER)] == [
        f"{CLOSING}:5: vong: thấy “2”",
        f"{COMPLAINT} chưa có tệp tổng hợp ý kiến",
    ]
