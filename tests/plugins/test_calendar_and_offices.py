"""The calendar as pages, and the page of an office: contacts, what is open, how soon it answered, what it published."""

import re
from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest
from support import COMMUNE, TODAY, pelican


def words(page: Path) -> list[str]:
    """Return the lines of a page's main part as one reads them: headings, entries, rows, facts."""
    tree = html5lib.parse(page.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    main = next(tree.iter("main"))
    shown = {"h1", "h2", "h3", "li", "tr", "dt", "dd"}
    return [" ".join("".join(e.itertext()).split()) for e in main.iter() if e.tag in shown]


def test_the_calendar_shows_what_opens_closes_and_is_held_from_this_month_on(sample_site: Path) -> None:
    lines = words(sample_site / "lich/index.html")

    headings = [line for line in lines if line.startswith("Tháng ")]
    assert headings == ["Tháng 11 năm 2026", "Tháng 12 năm 2026", "Tháng 1 năm 2027"]
    assert "Ngày cuối góp ý Dự thảo Quy chế thực hiện dân chủ ở cơ sở của xã Suối Hoa (vòng 2)" in lines
    assert "Mở lấy ý kiến Dự thảo Quy chế thực hiện dân chủ ở cơ sở của xã Suối Hoa (vòng 2)" in lines
    meeting = "Tiếp công dân 07:30 Chủ tịch Ủy ban nhân dân xã tiếp công dân kỳ thứ nhất trong tháng"
    assert f"{meeting}Phòng tiếp công dân, tầng 1 trụ sở xã" in lines
    assert lines.index("Thứ Ba 01/12/2026") < lines.index("Thứ Sáu 04/12/2026")


def test_months_that_are_over_have_their_pages_one_after_the_other(sample_site: Path) -> None:
    index = (sample_site / "lich/index.html").read_text(encoding="utf-8")
    past = re.findall(r'<a href="(\d{4}-\d\d\.html)">', index)
    page = (sample_site / "lich" / past[0]).read_text(encoding="utf-8")

    assert past[0] == "2026-10.html"
    assert 'rel="prev" href="2026-09.html"' in page
    assert 'rel="next" href="2026-11.html"' in page


@pytest.mark.parametrize(
    ("now", "coming"),
    [
        ("2026-12-31T23:59:59+07:00", ["Tháng 12 năm 2026"]),
        ("2027-01-01T00:00:00+07:00", []),
    ],
)
def test_a_month_is_to_come_until_its_last_second(tmp_path: Path, now: str, coming: list[str]) -> None:
    done = pelican(COMMUNE, "-o", str(tmp_path), now=now)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line for line in words(tmp_path / "lich/index.html") if line.startswith("Tháng ")] == coming


def test_an_office_says_how_to_reach_it_and_what_it_is_for(sample_site: Path) -> None:
    page = sample_site / "co-quan/phong-kinh-te.html"
    lines, source = words(page), page.read_text(encoding="utf-8")

    assert '<a href="tel:0000000004">(0000) 000 004</a>' in source
    assert '<a href="mailto:kinhte@congkhai.example">' in source
    for line in ("Cửa phòng 205, tầng 2, trụ sở xã", "Ủy ban nhân dân xã Suối Hoa", "Đất đai"):
        assert line in lines
    assert lines[lines.index("Kế thừa từ") + 1] == "Ủy ban nhân dân xã Bến Sương (cũ)"


def test_an_office_shows_what_is_open_and_when_it_answered(sample_site: Path) -> None:
    lines = words(sample_site / "co-quan/phong-kinh-te.html")

    open_now = lines[lines.index("Việc đang mở") : lines.index("Trả lời góp ý")]
    assert any("Đang lấy ý kiến, đã gia hạn" in line for line in open_now)
    assert not any("Đã ban hành" in line for line in open_now)
    record = [line for line in lines if "(dự kiến)" in line]
    assert record[0].endswith("đang tổng hợp chưa trả lời 02/12/2026 (dự kiến) đang chờ")
    assert record[1].endswith("16 08/09/2026 15/09/2026 (dự kiến) Trong hạn dự kiến")


def test_an_office_shows_the_newest_of_much_and_leads_to_all(
    content: Path, write: Callable[..., Path], build_site: Callable[..., Path]
) -> None:
    for number in range(9):
        day = f"ngay-quyet-dinh: 2026-11-0{number + 1}\nngay-cong-khai: 2026-11-0{number + 1}"
        head = f"ma: ckmoi{number:05d}\ntieu-de: Thông báo {number}\nco-quan: ubnd\n{day}"
        write(f"cong-khai/ckmoi{number:05d}.md", head)
    out = build_site(content, TODAY, only="co-quan/")
    lines = words(out / "co-quan/ubnd.html")

    listed = [line for line in lines if re.fullmatch(r"Thông báo \d", line)]
    assert listed == ["Thông báo 8", "Thông báo 7", "Thông báo 6", "Thông báo 5", "Thông báo 4"]
    source = (out / "co-quan/ubnd.html").read_text(encoding="utf-8")
    assert re.search(r'href="\.\./cong-khai/loc/co-quan-ubnd\.html">Tất cả \d+</a>', source)


@pytest.mark.parametrize(("page", "said"), [("404.html", "Không tìm thấy trang"), ("bao-tri.html", "Đang bảo trì")])
def test_pages_that_servers_show_anywhere_find_their_styles_from_everywhere(
    sample_site: Path, page: str, said: str
) -> None:
    source = (sample_site / page).read_text(encoding="utf-8")

    assert f"<h1>{said}</h1>" in source
    assert '<link rel="stylesheet" href="/theme/style.css">' in source
    assert re.findall(r'(?:href|src|action)="(?!/|#|https://congkhai\.example/")[^"]*"', source) == []
    assert '<meta name="robots" content="noindex">' in source
