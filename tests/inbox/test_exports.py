"""An office takes its comments away as a table: complete, explained, without who sent them, and harmless to open."""

import csv
import io
import json

import pytest
from flask import Flask
from inbox_kit.browsing import Browser, officer

FORMULA = '=HYPERLINK("https://doc.example";"Bấm")'


@pytest.fixture
def reference(app: Flask) -> str:
    """A comment that was answered; another that was not, to another office."""
    receipt = Browser(app).comment(FORMULA, ho_ten="Người Thử", thu_dien_tu="dan@vidu.example", dieu="art_2")
    desk = officer(app)
    form = desk.open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}").form("/tra-loi")
    desk.send(form.typed(tom_tat="+Tóm tắt", ket_qua="tiep-thu", tra_loi="@Đã sửa."))
    other = Browser(app)
    other.send(other.open("/kien-nghi/van-phong").form("/kien-nghi/").typed(noi_dung="Việc của văn phòng."))
    return receipt.by_id("so")


def table(browser: Browser, name: str) -> list[dict[str, str]]:
    answer = browser.client.get(f"/ban-lam-viec/xuat/{name}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["Cache-Control"] == "no-store"
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_the_table_has_all_of_the_offices_comments_and_no_formula_in_any_cell(app: Flask, reference: str) -> None:
    (row,) = table(officer(app), "y-kien.csv")
    expected = {
        "so": reference,
        "loai": "Góp ý dự thảo",
        "dieu-khoan": "art_2",
        "noi-dung": f"'{FORMULA}",
        "gui-muon": "false",
        "nhan-luc": "2026-11-21T10:00:00+07:00",
        "han": "2026-12-25",
        "tinh-trang": "đã trả lời",
        "dung-han": "true",
        "ket-qua": "Tiếp thu",
        "tom-tat": "'+Tóm tắt",
        "tra-loi": "'@Đã sửa.",
    }
    assert {name: row[name] for name in expected} == expected
    assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_json_has_the_words_as_they_are_and_the_dictionary_beside_them(app: Flask, reference: str) -> None:
    plain = json.loads(officer(app).client.get("/ban-lam-viec/xuat/y-kien.json").data)
    (row,) = plain["y-kien"]
    assert (row["so"], row["noi-dung"], row["dung-han"], row["han"]) == (reference, FORMULA, True, "2026-12-25")
    assert row.keys() == plain["tu-dien"].keys()


def test_the_dictionary_explains_every_column_in_file_and_page(app: Flask, reference: str) -> None:
    desk = officer(app)
    explained = {row["cot"]: row["y-nghia"] for row in table(desk, "tu-dien.csv")}
    assert explained.keys() == table(desk, "y-kien.csv")[0].keys()
    page = desk.open("/ban-lam-viec/xuat/")
    assert [words for pair in explained.items() for words in pair if words not in page.text] == []
    assert reference


def test_nobody_can_be_told_from_the_files_and_no_other_office_gets_them(app: Flask, reference: str) -> None:
    desk, other = officer(app), officer(app, "van-phong")
    for name in ("y-kien.csv", "y-kien.json"):
        text = desk.client.get(f"/ban-lam-viec/xuat/{name}").get_data(as_text=True)
        assert "Người Thử" not in text
        assert "dan@vidu.example" not in text
        foreign = other.client.get(f"/ban-lam-viec/xuat/{name}").get_data(as_text=True)
        assert reference not in foreign
        assert "Việc của văn phòng." in foreign
        assert Browser(app).client.get(f"/ban-lam-viec/xuat/{name}").status_code == 302
