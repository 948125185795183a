"""A whole consultation: comments by three channels, answered in groups, published, closed, and the text issued."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from inbox_kit.furnishing import furnish
from journeys.actors import Citizen, Installation, Officer
from playwright.sync_api import Page
from support import DRAFT, OFFICE, PASSWORD, PUBLIC, pelican

_AFTER = "2026-12-10T10:00:00+07:00"  # the round is over
_COMMENTS = int(os.environ.get("COMMENTS", "12"))
# What people say, where; each is said by many in nearly the same words.
_SAID = [
    ("art_2__para_1__point_a", "Năm ngày là ngắn quá, đề nghị báo trước bảy ngày để người đi làm xa về kịp họp."),
    (
        "art_2__para_1__point_dd",
        "Nên dán kết quả ở nhà văn hóa thôn và đọc trên loa vì nhiều cụ không có máy.",
    ),
    ("art_3", "Đề nghị ghi rõ ai ký văn bản trả lời và trả lời bằng giấy cho người không có điện thoại."),
]
_AT_THE_MEETING, _HANDS = _SAID[:2], 15
ANSWER = "Đã sửa theo ý kiến của bà con."
_ISSUED = """---
ma: vbquyche01
loai: nghi-quyet
so-ky-hieu: 45/2026/NQ-HĐND
trich-yeu: ban hành Quy chế thực hiện dân chủ ở cơ sở của xã Thử
co-quan: ubnd
ngay-ban-hanh: 2026-12-10
linh-vuc: [dan-chu]
tom-tat: Quy chế sau khi lấy ý kiến.
du-thao: dtthu00001
---

Điều 1. Họp thôn
Báo trước bảy ngày.
"""


@pytest.fixture
def running(content: Path, installation: Installation) -> Installation:
    """A commune with a village, where one network may send much in an hour."""
    furnish(content)
    with (content / "danh-muc" / "nguong.toml").open("a", encoding="utf-8") as lines:
        lines.write('\n[[nguong]]\nma = "gui-moi-gio"\ngia-tri = 1000\nly-do = "chỉ để thử"\n')
    installation.build_site()
    installation.flask("migrate")
    installation.flask("officer-add", OFFICE, OFFICE, "--password", PASSWORD)
    return installation


def test_comments_by_three_channels_become_a_published_table_and_an_issued_text(
    content: Path, running: Installation, citizen: Citizen, officer: Officer, open_page: Callable[..., Page]
) -> None:
    paper = _COMMENTS // 4
    on_the_web = _COMMENTS - paper - len(_AT_THE_MEETING)
    people = on_the_web + paper + _HANDS * len(_AT_THE_MEETING)
    desk = f"{running.address}/ban-lam-viec/lay-y-kien/{DRAFT}"
    with running.serving():
        for number in range(1, on_the_web):
            _send(running, number)
        citizen.page.goto(f"{running.address}/gop-y/{DRAFT}?dieu={_SAID[0][0]}")
        citizen.writes_and_sends(f"Tôi ở xóm 0. {_SAID[0][1]}")
        reference, code = citizen.receipt()
        _sign_in(officer)
        for number in range(paper):
            _key_in(officer.page, running, number)
        _key_in_meeting(officer.page, running)
        officer.page.goto(desk)
        told = officer.page.locator("main").inner_text()
        assert f"Đã trả lời 0/{_COMMENTS} ý kiến." in told
        assert f"trang web {on_the_web}, bản giấy {paper}, cuộc họp {_HANDS * len(_AT_THE_MEETING)}" in told

        # What says the same is answered at once: many comments, few answers.
        answers = sum(_answer_all(officer.page, f"{desk}/dieu?dieu={place}") for place, _ in _SAID)
        assert answers <= 2 * len(_SAID)
        assert ANSWER in citizen.looks_up(reference, code)
        officer.page.goto(desk)
        assert f"Đã trả lời {_COMMENTS}/{_COMMENTS} ý kiến." in officer.page.locator("main").inner_text()
        officer.page.get_by_role("button", name="Công bố mọi câu trả lời").click()
        officer.page.wait_for_load_state()
    assert len(list((content / "tra-loi").glob("*.md"))) == answers

    # The text cannot be issued before the round is closed; the desk closes it once the time is over.
    (content / "van-ban" / "quy-che.md").write_text(_ISSUED, encoding="utf-8")
    assert "chưa có tệp tổng hợp ý kiến" in _built(running)
    running.environment["CONG_KHAI_NOW"] = _AFTER
    with running.serving():
        later = Officer(open_page(1280), running.address)
        _sign_in(later)
        later.page.goto(desk)
        later.page.get_by_label("Tổng hợp chung cho công chúng").fill("Cảm ơn bà con đã góp ý.")
        later.page.get_by_role("button", name="Công bố tổng hợp").click()
        later.page.wait_for_load_state()
        assert _built(running) == ""
        citizen.page.goto(f"{running.address}/du-thao/quy-che-dan-chu.tong-hop.html")
        heard = citizen.page.locator("main").inner_text()
        assert re.search(rf"Ý kiến đã nhận\s+{people}\s+Ý kiến đã xử lý\s+{people}\s", heard)
        assert reference in heard
        assert "xóm" not in heard  # nobody agreed to be quoted
        citizen.page.goto(f"{running.address}/van-ban/index.html")
        assert "45/2026/NQ-HĐND" in citizen.page.locator("main").inner_text()
        assert "Đã công bố" in citizen.looks_up(reference, code)


def _send(installation: Installation, number: int) -> None:
    """Send a comment as a browser does, without one."""
    place, words = _SAID[number % len(_SAID)]
    form = f"{installation.address}/gop-y/{DRAFT}"
    with urlopen(form) as page:  # noqa: S310  # our own server
        stamp = re.search(r'name="phieu" value="([^"]+)"', page.read().decode())
    assert stamp is not None
    fields = {"phieu": stamp[1], "dieu": place, "noi-dung": f"Tôi ở xóm {number}. {words}", "thai-do": "khong-dong-y"}
    with urlopen(form, urlencode(fields).encode()) as receipt:  # noqa: S310  # our own server
        assert receipt.status == 201


def _sign_in(officer: Officer) -> None:
    officer.signs_in()
    officer.page.get_by_role("button", name="Đăng xuất").wait_for()


def _answer_all(page: Page, place: str) -> int:
    """Answer group after group, the largest first, until nothing on a provision waits; return how many answers."""
    answers = 0
    page.goto(place)
    while page.get_by_role("heading", name="Cần trả lời").count():
        page.get_by_label("Tóm tắt ý kiến để công bố").fill(f"Ý thứ {answers + 1}")
        page.get_by_label("Tiếp thu", exact=True).check()
        page.get_by_label("Nội dung trả lời").fill(ANSWER)
        page.get_by_role("button", name="Trả lời các ý kiến được đánh dấu").click()
        page.wait_for_load_state()
        answers += 1
    return answers


def _key_in(page: Page, installation: Installation, number: int) -> None:
    """Key in a letter on paper."""
    place, words = _SAID[number % len(_SAID)]
    page.goto(f"{installation.address}/ban-lam-viec/nhap/gop-y/{DRAFT}")
    page.get_by_label("Bản giấy").check()
    page.get_by_label("Góp ý về").select_option(value=place)
    page.get_by_label("Nguyên văn", exact=True).fill(f"Kính gửi xã, thư số {number}. {words}")
    page.get_by_role("button", name="Nhận và in giấy hẹn").click()
    page.locator("#ma").wait_for()


def _key_in_meeting(page: Page, installation: Installation) -> None:
    """Key in what a village said, on two points."""
    page.goto(f"{installation.address}/ban-lam-viec/nhap/hop/{DRAFT}")
    page.locator("#thon").select_option(value="thon-hai")
    page.fill("#ngay-nhan", "2026-11-18")
    page.fill("#so-nguoi-du", "40")
    page.locator("summary").nth(1).click()
    for n, (place, words) in enumerate(_AT_THE_MEETING, 1):
        page.locator(f"#dieu-{n}").select_option(value=place)
        page.fill(f"#noi-dung-{n}", words)
        page.fill(f"#so-nguoi-neu-{n}", str(_HANDS))
    page.get_by_role("button", name="Nhận và in giấy hẹn").click()
    page.locator("#ma").wait_for()


def _built(installation: Installation) -> str:
    """Build the site after the round; return what the build has against the content."""
    done = pelican(installation.content, build=installation.build, conf=PUBLIC, now=_AFTER)
    return " ".join((done.stdout + done.stderr).split()) if done.returncode else ""
