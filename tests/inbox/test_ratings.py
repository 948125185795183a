"""Ratings of service points: two taps, no account, nothing about who; a few are not shown."""

import json
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from inbox_kit.browsing import Browser, Page, officer
from sqlalchemy import Table
from support import Clock

from inbox.stores.comments import Row
from inbox.stores.tables import ratings
from plugins.domain.ratings import Score, shown
from plugins.kit.generations import REGISTER

Rows = Callable[[Table], list[Row]]
POINT = {
    "ma": "mot-cua", "ten": "Bộ phận một cửa", "co-quan": "van-phong", "dia-chi": "Trụ sở", "gio-lam-viec": "Sáng",
    "viec": ["hộ tịch"],
}  # fmt: skip


@pytest.fixture
def app(make_app: Callable[..., Flask], commune_build: Path, tmp_path: Path) -> Flask:
    """The inbox on the small commune with one service point, of which a network's first four ratings count."""
    build = Path(shutil.copytree(commune_build, tmp_path / "points", symlinks=True))
    for file in build.glob(f"*/{REGISTER}"):
        register = json.loads(file.read_text(encoding="utf-8"))
        register["tables"]["diem-phuc-vu"] = [POINT]
        limits = {"danh-gia-it-nhat": 3, "danh-gia-moi-gio": 4}
        register["tables"]["nguong"] = [{"ma": ma, "gia-tri": n, "ly-do": "thử"} for ma, n in limits.items()]
        file.unlink()
        file.write_text(json.dumps(register), encoding="utf-8")
    return make_app(build=build)


def rate(app: Flask, score: str, address: str = "203.0.113.7", **fields: str) -> Page:
    browser = Browser(app)
    browser.client.environ_base |= {"REMOTE_ADDR": address}
    return browser.send(browser.open("/danh-gia/mot-cua").form("/danh-gia/").typed(muc=score, **fields))


def test_a_rating_is_stored_as_point_day_and_score_and_nothing_else(app: Flask, rows: Rows) -> None:
    page = rate(app, "5")
    assert (page.status, page.heading) == (201, "Cảm ơn bạn đã đánh giá")
    (stored,) = rows(ratings)
    row = {**stored}
    assert len(row.pop("stamp")) == 32
    assert row == {"point": "mot-cua", "day": date(2026, 11, 21), "score": 5, "is_counted": True}


def test_a_report_from_a_service_point_says_which(app: Flask, citizen: Browser) -> None:
    page = citizen.open("/kien-nghi/van-phong?ve=mot-cua")
    receipt = citizen.send(page.form("/kien-nghi/").typed(noi_dung="Ghế chờ bị gãy."))
    assert "về “Bộ phận một cửa”" in receipt.text
    page = officer(app, "van-phong").open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}")
    assert "/diem-phuc-vu/index.html#mot-cua" in {a.get("href") for a in page.root.iter("a")}


def test_a_few_answers_are_not_shown_and_enough_of_them_are(app: Flask) -> None:
    assert "chưa đủ lượt" in rate(app, "5").text
    assert "chưa đủ lượt" in rate(app, "1").text
    assert "3 lượt đánh giá, 67% hài lòng" in rate(app, "4").text


def test_the_same_form_twice_is_one_rating_and_the_next_month_begins_anew(app: Flask, rows: Rows, clock: Clock) -> None:
    browser = Browser(app)
    form = browser.open("/danh-gia/mot-cua").form("/danh-gia/").typed(muc="3")
    assert [browser.send(form).status for _ in range(2)] == [201, 201]
    assert len(rows(ratings)) == 1
    for _ in range(2):
        rate(app, "3")
    clock.pass_(timedelta(days=15))
    assert "chưa đủ lượt" in browser.open("/danh-gia/mot-cua").text


def test_beyond_a_networks_budget_ratings_are_thanked_for_but_not_counted(app: Flask, rows: Rows) -> None:
    assert [rate(app, "1").status for _ in range(6)] == [201] * 6
    assert rate(app, "5", trang_rieng="https://x.example").status == 201
    assert rate(app, "5", "198.51.100.1").status == 201
    assert sum(row["is_counted"] for row in rows(ratings)) == 5


@pytest.mark.parametrize("score", ["", "0", "6", "rất tốt", "5'"])
def test_no_answer_or_none_of_the_five_is_told(app: Flask, rows: Rows, score: str) -> None:
    page = rate(app, score)
    assert (page.status, "Chưa chọn mức nào" in page.text, rows(ratings)) == (422, True, [])


def test_a_made_up_form_or_point_is_answered_in_words(citizen: Browser, rows: Rows) -> None:
    assert "Phiếu đã hỏng" in citizen.post("/danh-gia/mot-cua", muc="5", phieu="giả").text
    for page in (citizen.open("/danh-gia/khong-co"), citizen.post("/danh-gia/khong-co", muc="5")):
        assert (page.status, page.heading) == (404, "Không có điểm phục vụ này")
    assert rows(ratings) == []


@pytest.mark.parametrize(
    ("counts", "fewest", "satisfied"),
    [
        ({}, 0, None),
        ({Score.VERY_GOOD: 9}, 10, None),
        ({Score.VERY_GOOD: 10}, 10, 100),
        ({Score.GOOD: 1, Score.FAIR: 7}, 5, 13),
        ({Score.VERY_POOR: 12}, 10, 0),
    ],
)
def test_what_is_shown_of_so_many_answers(counts: dict[Score, int], fewest: int, satisfied: int | None) -> None:
    tally = shown(counts, fewest)
    assert (tally.satisfied if tally else None) == satisfied
