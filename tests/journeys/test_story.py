"""The main job from beginning to end, with the real parts: Pelican, Whoosh, Flask, SQLite, SMTP, Chromium."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import feedparser
import pytest
from inbox_kit.mail_servers import everything
from journeys.actors import Citizen, Installation, Officer
from support import COMMUNE, OFFICE, PASSWORD

COMMENT = "Năm ngày là ngắn quá, đề nghị báo trước bảy ngày để người đi làm xa về kịp. <b>Bà con mong lắm</b>."
ANSWER = "Đã sửa thành bảy ngày để người đi làm xa kịp thu xếp."


@pytest.fixture
def empty_content(content: Path) -> Path:
    """The registers only: no office has committed anything yet."""
    for folder in ("van-ban", "du-thao", "cong-khai"):
        shutil.rmtree(content / folder)
    return content


def test_an_office_publishes_a_citizen_comments_and_the_answer_comes_back_to_the_page(
    empty_content: Path, installation: Installation, citizen: Citizen, officer: Officer, tmp_path: Path
) -> None:
    # An office commits a resolution, a draft open for comment and a disclosure notice. The site is built.
    for file in ("van-ban/nghi-quyet-cong-khai.md", "du-thao/quy-che-dan-chu.md", "cong-khai/thu-chi-quy.md"):
        (empty_content / file).parent.mkdir()
        shutil.copy(COMMUNE / file, empty_content / file)
    installation.build_site()
    installation.flask("migrate")
    installation.flask("officer-add", OFFICE, OFFICE, "--password", PASSWORD)
    with installation.serving():
        # A citizen searches without diacritics, finds the draft, and comments on Điều 2.
        citizen.searches("dan chu co so")
        citizen.opens("Dự thảo Quy chế thực hiện dân chủ ở cơ sở của xã Thử")
        assert citizen.page.locator("#art_2 > .provision__heading").inner_text() == "Điều 2. Họp thôn"
        citizen.comments_on("art_2")
        assert "Báo trước năm ngày" in citizen.page.locator(".original").inner_text()
        citizen.writes_and_sends(COMMENT)

        # The receipt has a public reference, a secret code and the day by which an answer is due: 15 working days
        # after 04/12/2026.
        reference, code = citizen.receipt()
        assert reference.startswith("GY-2026-000001-")
        assert len(code.replace("-", "")) == 20
        assert "25/12/2026" in citizen.page.locator("main").inner_text()

        # Comment, route and outgoing mail are on disk.
        expected = (reference, "art_2", COMMENT, OFFICE, "r-dan-chu", "vanhoa@thu.example")
        assert _on_disk(tmp_path / "inbox.sqlite") == [expected]

        # The worker sends the mail to the responsible office; it says where to read, not what was written.
        installation.worker_sends_mail()
        (mail,) = installation.mail.to("vanhoa@thu.example")
        assert reference in mail["Subject"]
        assert f"{installation.address}/ban-lam-viec/y-kien/{reference}" in everything(mail)
        assert "bảy ngày" not in everything(mail)

        # An officer signs in, reads, answers, publishes.
        officer.signs_in()
        assert COMMENT in officer.opens(reference)
        officer.answers("Báo trước bảy ngày thay cho năm ngày", "Tiếp thu", ANSWER)
        assert ANSWER in citizen.looks_up(reference, code)
        officer.publishes()
        (answer_file,) = (empty_content / "tra-loi").glob("*.md")
        assert "bà con" not in answer_file.read_text(encoding="utf-8").lower()

        # The next build shows the answer under Điều 2, in the Atom feed and in the search index.
        installation.build_site()
        citizen.page.goto(f"{installation.address}/du-thao/quy-che-dan-chu.html")
        shown = citizen.page.locator("#art_2 > .answer")
        assert ANSWER in shown.inner_text()
        assert "TIẾP THU" in shown.inner_text().upper()
        feed = feedparser.parse(f"{installation.address}/tin/lay-y-kien.atom.xml")
        (entry,) = [e for e in feed.entries if e.title.startswith("Trả lời")]
        assert entry.link.endswith(f"du-thao/quy-che-dan-chu.html#{shown.get_attribute('id')}")
        citizen.searches("nguoi di lam xa")
        assert "Trả lời ý kiến, Điều 2" in citizen.page.locator(".results").inner_text()

        # The status page tells it too, and leads to the page.
        assert "Đã công bố" in citizen.looks_up(reference, code)
        citizen.opens("Câu trả lời đã được công bố trên trang dự thảo")
        assert citizen.page.url.endswith(f"du-thao/quy-che-dan-chu.html#{shown.get_attribute('id')}")


def _on_disk(database: Path) -> list[tuple[str, ...]]:
    """Read with a connection of our own what the web server has committed."""
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(
            "SELECT reference, provision, body, json_extract(events.detail, '$.office'),"
            " json_extract(events.detail, '$.rule'), outbox.recipient FROM comments"
            " JOIN events ON events.comment_id = comments.id AND events.status = 'routed'"
            " JOIN outbox ON outbox.comment_id = comments.id"
        ).fetchall()
