"""What was published stays: the ledger remembers URLs, words, days and promises, and the check holds us to them."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from running import run_module
from support import PUBLIC, ROOT, TODAY, pelican

from plugins.documents.check import check
from plugins.documents.ledger import FILE
from plugins.documents.record import record
from plugins.documents.sample import prepare
from plugins.domain.clock import moment

LATER = "2026-11-25T10:00:00+07:00"
DOCUMENT = "van-ban/nghi-quyet-cong-khai.md"
DRAFT = "du-thao/quy-che-dan-chu.md"
NOTICE = "cong-khai/thu-chi-quy.md"
PAGE = "trang/gioi-thieu.md"
Change = Callable[[str, str, str], Path]
Write = Callable[..., Path]
ANSWER = """\
ma: tlthu00001
loai: tra-loi
du-thao: dtthu00001
vong: 1
dieu-khoan: art_2
co-quan: phong-van-hoa
ngay-tra-loi: 2026-11-20
y-kien: Họp ban đêm được không?
ket-qua: tiep-thu
so-luot: {web: 1}
"""
CLOSED = "2026-12-05T10:00:00+07:00"


@pytest.fixture
def published(content: Path) -> Path:
    """The small commune as published on 21/11/2026."""
    assert record(content, moment(TODAY)) == []
    return content


def correction(day: str) -> str:
    return f'dinh-chinh: [{{ngay: {day}, noi-dung: "sửa số", ly-do: "nhập nhầm"}}]'


def test_the_ledger_has_a_line_for_each_url_in_order_and_is_the_same_when_nothing_changed(published: Path) -> None:
    first = (published / FILE).read_text(encoding="utf-8")
    urls = [line.split('"')[3] for line in first.splitlines()]

    assert urls == sorted(urls)
    assert {"van-ban/5-2026-nq-hdnd.html", "du-thao/quy-che-dan-chu.html", "cong-khai/thu-chi-quy.html"} <= set(urls)
    assert "Trưởng thôn" not in first
    assert record(published, moment(LATER)) == []
    assert (published / FILE).read_text(encoding="utf-8") == first
    assert check(published, LATER) == []


WORDS_AND_DAYS = {
    "a figure in a notice": (NOTICE, "| Một | 10 | 7 |", "| Một | 10 | 8 |", "nội dung"),
    "a title": (NOTICE, "quỹ thôn", "quỹ của thôn", "nội dung"),
    "the day of a notice": (NOTICE, "ngay-cong-khai: 2026-10-12", "ngay-cong-khai: 2026-10-13", "ngay-cong-khai"),
    "an article of a resolution": (DOCUMENT, "1. Trưởng thôn niêm yết", "1. Trưởng thôn dán", "nội dung"),
    "the day of issue": (DOCUMENT, "ngay-ban-hanh: 2026-03-10", "ngay-ban-hanh: 2026-03-11", "ngay-ban-hanh"),
}


@pytest.mark.parametrize(("file", "old", "new", "key"), WORDS_AND_DAYS.values(), ids=WORDS_AND_DAYS)
def test_what_was_published_does_not_change_silently(
    published: Path, change: Change, file: str, old: str, new: str, key: str
) -> None:
    change(file, old, new)

    found = check(published, LATER)
    assert [line.split(":")[0] for line in found] == [file], found
    assert f" {key}: " in found[0]
    assert "dinh-chinh mới (ngay từ 2026-11-21" in found[0]

    change(file, "\n---\n", f"\n{correction('2026-11-25')}\n---\n")
    assert check(published, LATER) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (DOCUMENT, "Trưởng thôn niêm yết", "**Trưởng thôn** niêm  yết"),
        (DOCUMENT, "tom-tat: Thôn công khai thu chi mỗi quý.", "tom-tat: Mỗi quý thôn công khai thu chi."),
        (DOCUMENT, "linh-vuc: [ngan-sach]", "linh-vuc: [ngan-sach, dan-chu]"),
        (DOCUMENT, "ngay-ban-hanh: 2026-03-10", "ngay-ban-hanh: 2026-03-10\nngay-het-hieu-luc: 2026-12-31"),
        (PAGE, "công khai", "luôn công khai"),
        (
            DRAFT,
            "ngay-dong: 2026-12-04",
            "ngay-dong: 2026-12-04\ngia-han: [{ngay: 2026-11-24, den: 2026-12-20, ly-do: Mưa lũ}]",
        ),
    ],
    ids=["markup", "summary", "fields", "a day added", "standing page", "extension"],
)
def test_what_says_nothing_else_needs_no_correction(
    published: Path, change: Change, file: str, old: str, new: str
) -> None:
    change(file, old, new)
    assert check(published, LATER) == []


def test_a_correction_counts_once(published: Path, change: Change) -> None:
    change(NOTICE, "| Một | 10 | 7 |", "| Một | 10 | 8 |")
    change(NOTICE, "\n---\n", f"\n{correction('2026-11-25')}\n---\n")
    assert record(published, moment(LATER)) == []

    change(NOTICE, "| Một | 10 | 8 |", "| Một | 10 | 9 |")
    assert [line.split(": thấy")[0].split(" ", 1)[1] for line in check(published, LATER)] == ["nội dung"]
    change(NOTICE, "| Một | 10 | 9 |", "| Một | 10 | 8 |")
    change(NOTICE, f"{correction('2026-11-25')}\n", "")
    assert "dinh-chinh: thấy 0 mục; cần 1 mục đã công bố" in check(published, LATER)[0]


def test_a_correction_dated_before_the_publication_corrects_nothing(published: Path, change: Change) -> None:
    change(NOTICE, "| Một | 10 | 7 |", "| Một | 10 | 8 |")
    change(NOTICE, "\n---\n", f"\n{correction('2026-11-20')}\n---\n")
    assert len(check(published, LATER)) == 1


def test_the_text_of_an_open_draft_changes_only_by_a_new_round(published: Path, change: Change) -> None:
    change(DRAFT, "Báo trước năm ngày", "Báo trước ba ngày")
    change(DRAFT, "\n---\n", f"\n{correction('2026-11-25')}\n---\n")

    found = check(published, LATER)
    assert [line.split(":")[0] for line in found] == [DRAFT]
    assert "vòng mới" in found[0]
    assert check(published, CLOSED) == [found[0]]


def test_a_draft_that_was_only_announced_may_still_be_corrected(content: Path, change: Change) -> None:
    announced = "2026-10-20T10:00:00+07:00"
    assert record(content, moment(announced)) == []
    change(DRAFT, "Báo trước năm ngày", "Báo trước ba ngày")
    assert "dinh-chinh mới" in check(content, announced)[0]
    change(DRAFT, "\n---\n", f"\n{correction('2026-10-20')}\n---\n")
    assert check(content, announced) == []


@pytest.mark.parametrize("corrected", [False, True], ids=["silently", "with a correction"])
def test_a_deadline_that_was_promised_is_never_shortened(published: Path, change: Change, *, corrected: bool) -> None:
    change(DRAFT, "thoi-han: consult.commune.min\n", "")
    change(DRAFT, "ngay-dong: 2026-12-04", "ngay-dong: 2026-12-01")
    if corrected:
        change(DRAFT, "\n---\n", f"\n{correction('2026-11-25')}\n---\n")
    found = "thấy 2026-12-01; cần ngày 2026-12-04 đã hứa, hoặc muộn hơn: thời hạn góp ý không được rút ngắn"
    assert check(published, LATER) == [f"{DRAFT}:8: ngay-dong: {found}"]


def test_an_extension_that_was_promised_is_not_taken_back(published: Path, change: Change) -> None:
    extension = "gia-han: [{ngay: 2026-11-24, den: 2026-12-20, ly-do: Mưa lũ}]\n"
    change(DRAFT, "thoi-han:", f"{extension}thoi-han:")
    assert record(published, moment(LATER)) == []
    change(DRAFT, extension, "")
    assert "cần ngày 2026-12-20 đã hứa" in check(published, LATER)[0]


def test_an_answer_on_a_drafts_page_is_no_silent_change_and_is_held_to_itself(
    published: Path, write: Write, change: Change
) -> None:
    file = "tra-loi/hop-dem.md"
    write(file, ANSWER, "Được, thôn tự chọn giờ.\n")
    assert check(published, LATER) == []
    assert record(published, moment(LATER)) == []
    assert "du-thao/quy-che-dan-chu.html#tra-loi-tlthu00001" in (published / FILE).read_text(encoding="utf-8")

    change(file, "Được, thôn", "Không, thôn")
    assert [line.split(":")[0] for line in check(published, LATER)] == [file]
    (published / file).unlink()
    assert [line.split(": thấy")[0] for line in check(published, LATER)] == [f"{FILE}:3: dia-chi"]


def test_a_page_that_is_gone_is_a_fault_until_that_is_recorded(published: Path) -> None:
    (published / NOTICE).unlink()
    found = check(published, LATER)
    gone = f"thấy cong-khai/thu-chi-quy.html đã công bố ngày 21/11/2026, nay không còn tệp {NOTICE}"
    wanted = "tệp đó, hoặc một dòng trong danh-muc/chuyen-huong.toml (dẫn đến nơi mới) hoặc danh-muc/thu-hoi.toml"
    assert found == [f"{FILE}:1: dia-chi: {gone}; cần {wanted}"]
    withdrawn = (
        '[[thu-hoi]]\nma = "ckthu00001"\ndia-chi = "cong-khai/thu-chi-quy.html"\ntieu-de = "Quỹ"\n'
        'ngay = 2026-11-25\nly-do = "nhầm"\nco-quan = "ubnd"\n'
    )
    (published / "danh-muc/thu-hoi.toml").write_text(withdrawn, encoding="utf-8")
    assert check(published, LATER) == []
    assert record(published, moment(LATER)) == []
    # The ledger forgets nothing: the record has to stay, too.
    (published / "danh-muc/thu-hoi.toml").unlink()
    assert check(published, LATER) == found


def test_a_page_with_another_url_is_a_fault_until_a_redirect_is_recorded(published: Path, change: Change) -> None:
    change(NOTICE, "---\n", "---\nduong-dan: quy-thon\n")
    found = check(published, LATER)
    assert [line.split(": thấy")[0] for line in found] == [f"{NOTICE}:2: duong-dan"]
    redirect("cong-khai/thu-chi-quy.html", "cong-khai/quy-thon.html", published)
    assert check(published, LATER) == []
    assert record(published, moment(LATER)) == []
    (published / "danh-muc/chuyen-huong.toml").unlink()
    assert [line.split(": thấy")[0] for line in check(published, LATER)] == [f"{NOTICE}:2: duong-dan"]


def test_an_anchor_that_is_gone_is_a_fault_until_it_leads_on(published: Path, change: Change) -> None:
    change(DOCUMENT, "2. Bảng niêm yết ghi rõ ngày.\n", "")
    change(DOCUMENT, "\n---\n", f"\n{correction('2026-11-25')}\n---\n")
    gone = "van-ban/5-2026-nq-hdnd.html#art_1__para_2"
    assert [line.split("; cần")[0].split(": thấy ")[1] for line in check(published, LATER)] == [
        f"{gone} đã công bố, nay không còn"
    ]
    redirect(gone, "van-ban/5-2026-nq-hdnd.html#art_1", published)
    assert check(published, LATER) == []


def redirect(source: str, target: str, content: Path) -> None:
    row = f'[[chuyen-huong]]\ntu = "{source}"\nden = "{target}"\nngay = 2026-11-25\nly-do = "đổi tên"\n'
    (content / "danh-muc/chuyen-huong.toml").write_text(row, encoding="utf-8")


def test_an_attachment_neither_changes_nor_disappears_silently(content: Path, change: Change) -> None:
    file = content / "tep" / "bang.csv"
    file.parent.mkdir()
    file.write_text("Một;10\n", encoding="utf-8")
    change(NOTICE, "tom-tat:", "tep-dinh-kem: [bang.csv]\ntom-tat:")
    assert record(content, moment(TODAY)) == []

    file.write_text("Một;11\n", encoding="utf-8")
    assert "tep/bang.csv khác với tệp công bố ngày 21/11/2026" in check(content, LATER)[0]
    change(NOTICE, "\n---\n", f"\n{correction('2026-11-25')}\n---\n")
    assert check(content, LATER) == []
    change(NOTICE, "tep-dinh-kem: [bang.csv]\n", "")
    assert "tep/bang.csv đã công bố" in check(content, LATER)[0]


@pytest.mark.parametrize(
    "line", ["<<<<<<< HEAD", "[]", '{"dia-chi": "a"}', '{"dia-chi": 1}', "1", '"x"', "{}", "", "null"]
)
def test_a_line_that_is_none_is_named_and_the_ledger_left_alone(published: Path, line: str) -> None:
    path = published / FILE
    text = f"{line}\n{path.read_text(encoding='utf-8')}"
    path.write_text(text, encoding="utf-8")

    assert [found.split(": thấy")[0] for found in check(published, LATER)] == [f"{FILE}:1: dòng"]
    assert record(published, moment(LATER)) != []
    assert path.read_text(encoding="utf-8") == text


def test_a_ledger_that_is_no_text_is_a_fault(published: Path) -> None:
    (published / FILE).write_bytes(b"\xff\xfe\x00")
    assert [found.split(": thấy")[0] for found in check(published, LATER)] == [f"{FILE}:1: tệp"]


def test_the_command_writes_nothing_when_a_file_has_faults(content: Path, change: Change) -> None:
    change(NOTICE, "ngay-cong-khai: 2026-10-12", "ngay-cong-khai: 12/10/2026")
    done = run_module("plugins.documents.record", str(content))
    assert done.returncode != 0
    assert f"{NOTICE}:7: ngay-cong-khai" in done.stderr
    assert not (content / FILE).exists()


def test_publishing_checks_builds_and_only_then_writes_the_ledger() -> None:
    steps = subprocess.run(["make", "-n", "publish"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    in_order = [steps.index(words) for words in ("documents.check", "publishconf.py", "documents.record")]
    assert in_order == sorted(in_order)
    assert (
        "documents.record"
        not in subprocess.run(
            ["make", "-n", "check", "site"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
    )


def test_a_public_build_keeps_up_what_was_published_when_it_changes_silently(
    published: Path, change: Change, tmp_path: Path
) -> None:
    build = tmp_path / "build"
    assert pelican(published, build=build, conf=PUBLIC).returncode == 0
    change(NOTICE, "| Một | 10 | 7 |", "| Một | 99 | 7 |")

    done = pelican(published, build=build, conf=PUBLIC)
    assert done.returncode != 0
    assert "dinh-chinh mới" in done.stdout + done.stderr
    assert ">10<" in (build / "output" / "cong-khai/thu-chi-quy.html").read_text(encoding="utf-8")


def test_a_sample_with_moved_days_leaves_the_ledger_behind(published: Path, tmp_path: Path) -> None:
    copy = prepare(published, tmp_path / "copy", moment("2027-03-01").date())
    assert copy != published
    assert not (copy / FILE).exists()
    assert check(copy, "2027-03-01T10:00:00+07:00") == []
