"""Publishing an answer: a Markdown file that the publisher reads, with nothing of the citizen in it."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask
from inbox_kit.browsing import Browser, Page, officer
from sqlalchemy import Table
from support import OFFICE, Clock, pelican

from inbox.services import Services
from inbox.stores.comments import Row
from inbox.stores.tables import comments, events
from plugins.domain.clock import moment

Rows = Callable[[Table], list[Row]]
BODY, NAME, EMAIL = "Chó nhà ông Ất sủa cả đêm", "Người Thử Tên Lạ", "nguoi-thu@vidu.example"


def answer(desk: Browser, reference: str, point: str, text: str, result: str = "tiep-thu") -> Page:
    form = desk.open(f"/ban-lam-viec/y-kien/{reference}").form("/tra-loi")
    return desk.send(form.typed(tom_tat=point, ket_qua=result, tra_loi=text))


@pytest.fixture
def reference(citizen: Browser) -> str:
    return citizen.comment(BODY, ho_ten=NAME, thu_dien_tu=EMAIL, dieu="art_2__para_1__point_dd").by_id("so")


@pytest.fixture
def desk(app: Flask) -> Browser:
    return officer(app)


@pytest.fixture
def published(content: Path) -> Callable[[], list[Path]]:
    return lambda: sorted((content / "tra-loi").iterdir())


def read(file: Path) -> tuple[dict[str, Any], str]:
    """The front matter and the body of a file."""
    head, _, body = file.read_text(encoding="utf-8").removeprefix("---\n").partition("\n---\n")
    return yaml.safe_load(head), body.strip()


def test_the_file_says_what_the_office_said_and_nothing_of_the_citizen(
    app: Flask, reference: str, clock: Clock, published: Callable[[], list[Path]]
) -> None:
    clock.time = moment("2026-11-22T23:30:00")
    desk = officer(app)
    page = answer(desk, reference, "Niêm yết kết quả ở mọi thôn", "Đã thêm.\n\nCảm ơn.", "tiep-thu-mot-phan")
    clock.time = moment("2026-11-23T00:30:00")
    desk.send(page.form("/cong-bo"))
    (file,) = published()
    matter, body = read(file)
    assert file.name == f"quy-che-dan-chu-{matter['ma']}.md"
    assert len(matter.pop("ma")) == 16
    assert matter == {
        "loai": "tra-loi",
        "du-thao": "dtthu00001",
        "vong": 1,
        "dieu-khoan": "art_2__para_1__point_dd",
        "y-kien": "Niêm yết kết quả ở mọi thôn",
        "ket-qua": "tiep-thu-mot-phan",
        "co-quan": OFFICE,
        "ngay-tra-loi": date(2026, 11, 22),
        "so-luot": {"web": 1},
        "chu-the": [reference],  # public: what is looked up needs the secret code
    }
    assert body == "Đã thêm.\n\nCảm ơn."
    text = file.read_text(encoding="utf-8")
    for private in (BODY, NAME, EMAIL):
        assert private not in text
        assert private not in file.name


def test_publishing_twice_writes_the_same_file(
    desk: Browser, reference: str, rows: Rows, published: Callable[[], list[Path]]
) -> None:
    page = answer(desk, reference, "Niêm yết kết quả", "Đã thêm.")
    page = desk.send(page.form("/cong-bo"))
    first = [(file, file.read_bytes()) for file in published()]
    assert len(first) == 1
    desk.send(page.form("/cong-bo"))
    assert [(file, file.read_bytes()) for file in published()] == first
    assert [e["status"] for e in rows(events)][2:] == ["answered", "published", "published"]


def test_a_corrected_answer_is_published_into_the_same_file(
    desk: Browser, reference: str, published: Callable[[], list[Path]]
) -> None:
    desk.send(answer(desk, reference, "Niêm yết kết quả", "Đã thêm.").form("/cong-bo"))
    before = published()
    page = answer(desk, reference, "Niêm yết kết quả", "Đã thêm, kèm ảnh.")
    assert read(before[0])[1] == "Đã thêm."
    desk.send(page.form("/cong-bo"))
    assert published() == before
    assert read(before[0])[1] == "Đã thêm, kèm ảnh."


def test_the_status_page_says_that_the_answer_is_published(
    citizen: Browser, desk: Browser, reference: str, rows: Rows
) -> None:
    receipt = citizen.comment("Một ý kiến khác.")
    desk.send(answer(desk, receipt.by_id("so"), "Ý khác", "Đã thêm.").form("/cong-bo"))
    page = citizen.send(receipt.form("/tra-cuu"))
    assert "Đã công bố 10:00 ngày 21/11/2026" in page.text
    assert "Câu trả lời sẽ hiện trên trang dự thảo sau lần dựng trang kế tiếp" in page.text
    assert {c["reference"]: c["status"] for c in rows(comments)}[reference] == "routed"


ODD = {
    "dấu hai chấm và dấu nháy": ("Ý kiến: “báo trước” 'bảy' \"ngày\" # không phải ghi chú", "Đã sửa: xong."),
    "nhiều dòng, có dòng ---": ("Dòng một\n---\nma: gia\n---\nDòng hai", "Trả lời\n\n---\n\nma: gia\n\n---\n\nhết"),
    "giống ngày, số, đúng sai": ("2026-11-21", "no"),
    "HTML": ("<script>alert(1)</script>", "<script>alert(1)</script> đã bỏ."),
    "biểu tượng và dấu tách dòng": ("🙂 một\u2028hai", "🙂 xong\u2028nhé"),
    "dài nhất": ("ế" * 4_000, "ế " * 9_999),
}


def test_whatever_the_office_writes_the_publisher_can_read_and_shows_as_the_desk_said_it_would(
    citizen: Browser, desk: Browser, content: Path, build_site: Callable[[Path], Path], parts: Services
) -> None:
    announced = []
    for point, text in ODD.values():
        reference = citizen.comment("Một ý kiến.", dieu="art_3").by_id("so")
        page = answer(desk, reference, point, text)
        announced += re.findall('<article class="answer".*?</article>', page.html, re.DOTALL)
        desk.send(page.form("/cong-bo"))
    assert len(announced) == len(ODD)
    files = sorted((content / "tra-loi").iterdir())
    assert len(files) == len(ODD)
    points = {" ".join(str(read(file)[0]["y-kien"]).split()) for file in files}
    assert points == {" ".join(point.split()) for point, _ in ODD.values()}
    draft = parts.published.now().register.drafts["dtthu00001"]
    html = (build_site(content) / draft.url).read_text(encoding="utf-8")
    for words in ("Đã sửa: xong.", "alert(1)", "🙂", "đã bỏ."):
        assert words in html
    assert "<script" not in html
    assert [article for article in announced if article not in html] == []


def test_without_its_draft_an_answer_is_kept_and_not_published(
    make_app: Callable[..., Flask], content: Path, tmp_path: Path
) -> None:
    app = make_app()
    reference = Browser(app).comment(BODY).by_id("so")
    answer(officer(app), reference, "Niêm yết kết quả", "Đã thêm.")
    (content / "du-thao" / "quy-che-dan-chu.md").unlink()
    assert pelican(content, build=tmp_path / "build").returncode == 0
    desk = officer(make_app(build=tmp_path / "build"))
    page = desk.open(f"/ban-lam-viec/y-kien/{reference}")
    assert page.status == 200
    page = desk.send(page.form("/cong-bo"))
    assert page.status == 409
    assert "Chưa công bố được" in page.text
    assert "Đã thêm." in page.kept
    assert not (content / "tra-loi").exists()
