"""How offices answer, in figures: the same on the page, in the table and in the data, and nothing of anybody's."""

import csv
import io
import json
from datetime import timedelta

import pytest
from flask import Flask
from inbox_kit.browsing import Browser, Page, officer
from support import DRAFT, OFFICE, Clock

SECRET = "Nguyễn Thị Thử, 0912 345 678"


def answered(app: Flask, receipt: Page) -> None:
    desk = officer(app)
    form = desk.open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}").form("/tra-loi")
    assert desk.send(form.typed(tom_tat="Tóm tắt", ket_qua="tiep-thu", tra_loi="Đã sửa.")).status == 200


def follow(citizen: Browser, receipt: Page, verb: str, **fields: str) -> None:
    """Press a button of the status page."""
    form = citizen.send(receipt.form("/tra-cuu")).form("/tra-cuu/bo-sung")
    assert citizen.post(f"/tra-cuu/{verb}", **{**form.fields, **fields}).status == 200


@pytest.fixture
def a_year(app: Flask, clock: Clock) -> Flask:
    """Four comments: answered after two days, after forty (the due day was past), withdrawn, waiting; one is spam."""
    citizen = Browser(app)
    soon, late, withdrawn = (citizen.comment(f"Ý kiến thứ {number}. {SECRET}") for number in "123")
    citizen.send(citizen.open("/kien-nghi/van-phong").form("/kien-nghi/").typed(noi_dung="Việc của văn phòng."))
    trapped = citizen.open(f"/gop-y/{DRAFT}").form("/gop-y/").typed(trang_rieng="https://doc.example")
    citizen.send(trapped.typed(noi_dung="Mua ngay!"))
    follow(citizen, withdrawn, "rut")
    clock.pass_(timedelta(days=2))
    answered(app, soon)
    follow(citizen, soon, "xem-lai", noi_dung_them="Chưa trả lời hết ý.")
    clock.pass_(timedelta(days=38))
    answered(app, late)
    return app


def table(app: Flask, query: str = "?nam=2026") -> dict[tuple[str, str], dict[str, str]]:
    text = Browser(app).client.get(f"/so-lieu.csv{query}").data.decode("utf-8-sig")
    return {(row["co-quan"], row["loai"]): row for row in csv.DictReader(io.StringIO(text))}


def test_what_came_in_a_year_is_counted_by_office_and_kind(a_year: Flask) -> None:
    found = table(a_year)

    assert list(found) == [(OFFICE, ""), (OFFICE, "gop-y"), ("van-phong", ""), ("van-phong", "kien-nghi")]
    assert found[OFFICE, "gop-y"] == {
        "co-quan": OFFICE,
        "loai": "gop-y",
        "da-nhan": "3",
        "dung-han": "0",
        "muon": "0",  # nothing is called late by a rule that nobody has checked
        "trong-han-du-kien": "1",
        "qua-han-du-kien": "1",
        "dang-cho": "0",
        "qua-han": "0",
        "so-ngay": "21.0",
        "xem-lai": "1",
        "hai-long": "",
    }
    assert found["van-phong", ""]["dang-cho"] == "1"


def test_the_page_and_the_data_say_what_the_table_says(a_year: Flask) -> None:
    browser = Browser(a_year)
    page = browser.open("/so-lieu/?nam=2026")
    data = json.loads(browser.client.get("/so-lieu.json?nam=2026").data)

    assert page.status == 200
    assert page.heading == "Cơ quan trả lời ý kiến thế nào, 2026"
    assert "2 / 3" in page.text
    assert [{k: "" if v is None else str(v) for k, v in row.items()} for row in data["so-lieu"]] == list(
        table(a_year).values()
    )
    assert data["tu-dien"].keys() == data["so-lieu"][0].keys()
    for address in ("/so-lieu/", "/so-lieu.csv", "/so-lieu.json"):
        assert SECRET not in browser.client.get(f"{address}?nam=2026").get_data(as_text=True)


def test_a_year_without_comments_and_one_that_is_none_are_shown_as_such(a_year: Flask, clock: Clock) -> None:
    clock.pass_(timedelta(days=10))
    browser = Browser(a_year)
    assert "Chưa có ý kiến nào trong năm này." in browser.open("/so-lieu/").text
    for odd in ("1999", "xyz", "2026'--", "²", "9" * 99):
        assert browser.open(f"/so-lieu/?nam={odd}").heading == "Cơ quan trả lời ý kiến thế nào, 2027"


def test_satisfaction_is_shown_once_ten_people_have_said_theirs(app: Flask) -> None:
    citizen = Browser(app)
    shown = []
    for number in range(10):
        receipt = citizen.comment(f"Ý kiến thứ {number}.")
        answered(app, receipt)
        follow(citizen, receipt, "danh-gia", diem="5" if number else "1")
        shown.append(table(app)[OFFICE, ""]["hai-long"])
    assert shown == [""] * 9 + ["90"]


def test_every_officer_is_led_to_the_figures(app: Flask) -> None:
    assert "/so-lieu/" in {a.get("href") for a in officer(app).open("/ban-lam-viec/").root.iter("a")}
