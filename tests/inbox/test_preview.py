"""Form, preview, receipt: what the office sees and what the public sees, forward and back without losing a letter."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from inbox_kit.browsing import Browser, Form, Page, officer
from sqlalchemy import Table
from support import DRAFT, OFFICE

from inbox.public.sending import PATHS
from inbox.stores.comments import Row
from inbox.stores.tables import comments, outbox
from plugins.domain.comments import Kind

Rows = Callable[[Table], list[Row]]
BODY = 'Báo trước bảy ngày.\n\n  Dòng ba: "ngoặc" & <b>thẻ</b> 🙂'
WORDS = {"noi_dung": BODY, "ho_ten": "Tên Thử", "thu_dien_tu": "dan@vidu.example", "dien_thoai": "0000 111 222"}
FIRM = {"tu_cach": "to-chuc", "ten_to_chuc": "Hợp tác xã Thử"}


def previewed(citizen: Browser, address: str = f"/gop-y/{DRAFT}?dieu=art_2", **fields: str) -> Page:
    form = citizen.open(address).form(address.split("?", maxsplit=1)[0])
    return citizen.send(form.typed(**{**WORDS, **fields}, buoc="xem-lai"))


def section(page: Page, id_: str) -> str:
    """The words of the section with that heading."""
    found = next(e for e in page.root.iter("section") if e.get("aria-labelledby") == id_)
    return " ".join("".join(found.itertext()).split())


def test_the_preview_shows_side_by_side_what_the_office_and_the_public_see(citizen: Browser, rows: Rows) -> None:
    page = previewed(citizen, **FIRM)
    assert page.status == 200
    office, public = section(page, "co-quan-thay"), section(page, "cong-chung-thay")
    for seen in ("Điều 2", "Báo trước bảy ngày.", "Tên Thử", "dan@vidu.example", "0000 111 222", "Hợp tác xã Thử"):
        assert seen in office
        assert seen == "Điều 2" or seen not in public
    assert "Phòng Văn hóa" in office
    assert [rows(comments), rows(outbox)] == [[], []]


def test_sending_after_the_preview_stores_what_was_typed_letter_by_letter(citizen: Browser, rows: Rows) -> None:
    receipt = citizen.send(previewed(citizen, **FIRM).form("/gop-y/"))
    assert receipt.status == 201
    (comment,) = rows(comments)
    stored = {key: comment[key] for key in ("provision", "body", "name", "email", "phone", "role", "organisation")}
    assert stored == {
        "provision": "art_2",
        "body": BODY,
        "name": "Tên Thử",
        "email": "dan@vidu.example",
        "phone": "0000 111 222",
        "role": "to-chuc",
        "organisation": "Hợp tác xã Thử",
    }


def test_back_and_forth_twice_loses_nothing(citizen: Browser) -> None:
    page = previewed(citizen, **FIRM)
    before = dict(page.form("/gop-y/").fields)
    for _ in range(2):
        form = citizen.send(page.form("/gop-y/").typed(buoc="sua"))
        assert BODY in form.kept
        page = citizen.send(form.form("/gop-y/").typed(buoc="xem-lai"))
    assert dict(page.form("/gop-y/").fields) == before


def test_no_page_on_the_way_is_kept_by_the_browser(citizen: Browser) -> None:
    form = citizen.open(f"/gop-y/{DRAFT}").form("/gop-y/").typed(**WORDS, buoc="xem-lai")
    answer = citizen.client.post(form.action, data=dict(form.fields))
    assert answer.headers["Cache-Control"] == "no-store"


def test_nothing_is_ticked_beforehand_and_a_tick_survives_going_back(citizen: Browser, rows: Rows) -> None:
    page = previewed(citizen)
    boxes = [e for e in page.root.iter("input") if e.get("type") == "checkbox"]
    assert [box.get("name") for box in boxes] == ["cong-bo-nguyen-van", "cong-bo-ten"]
    assert not any("checked" in box.attrib for box in boxes)
    back = citizen.send(unticked(page).typed(cong_bo_nguyen_van="1", buoc="sua"))
    again = citizen.send(back.form("/gop-y/").typed(buoc="xem-lai"))
    boxes = [e for e in again.root.iter("input") if e.get("type") == "checkbox"]
    assert ["checked" in box.attrib for box in boxes] == [True, False]
    citizen.send(unticked(again).typed(cong_bo_nguyen_van="1"))
    assert [(c["may_quote"], c["may_name"]) for c in rows(comments)] == [(True, False)]


def unticked(page: Page) -> Form:
    """The form as a browser sends it with no box ticked."""
    form = page.form("/gop-y/")
    return Form(form.action, {name: text for name, text in form.fields.items() if not name.startswith("cong-bo")})


@pytest.mark.parametrize("may_name", [False, True])
def test_only_with_consent_are_words_and_name_published(
    app: Flask, citizen: Browser, content: Path, *, may_name: bool
) -> None:
    page = previewed(citizen)
    ticks = {"cong_bo_nguyen_van": "1", "cong_bo_ten": "1"} if may_name else {}
    receipt = citizen.send(unticked(page).typed(**ticks))
    desk = officer(app)
    form = desk.open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}").form("/tra-loi")
    assert form.fields["tom-tat"].strip() == (BODY if may_name else "")
    answered = form.typed(tom_tat=f"Ý kiến: {BODY}", ket_qua="tiep-thu", tra_loi="Đã sửa.")
    page = desk.send(answered)
    if not may_name:
        assert page.status == 422
        assert "người gửi không đồng ý công bố nguyên văn" in page.text
        page = desk.send(answered.typed(tom_tat="Báo trước bảy ngày"))
    desk.send(page.form("/cong-bo"))
    (file,) = (content / "tra-loi").glob("*.md")
    text = file.read_text(encoding="utf-8")
    assert ("Tên Thử" in text) is may_name
    assert ("Dòng ba" in text) is may_name
    assert "dan@vidu.example" not in text
    assert "111 222" not in text


VISIBLE = [f"/gop-y/{DRAFT}", *(f"/{PATHS[kind]}" for kind in (Kind.PETITION, Kind.INFORMATION, Kind.VIOLATION))]


@pytest.mark.parametrize("address", VISIBLE)
def test_a_form_shows_at_most_five_fields(citizen: Browser, address: str) -> None:
    html = re.sub(r"<details.*?</details>", "", citizen.open(address).html, flags=re.DOTALL)
    form = html[html.index('class="form"') :]
    labels = re.findall(r'class="field__label"', form)
    assert 2 <= len(labels) <= 5


def test_a_wrong_field_out_of_sight_is_brought_into_sight(citizen: Browser) -> None:
    page = previewed(citizen, tu_cach="to-chuc")
    assert page.status == 422
    assert "Tên cơ quan, tổ chức: chưa có chữ nào" in page.text
    hidden = [details for details in page.root.iter("details") if "tổ chức" in "".join(details.itertext())]
    assert ["open" in details.attrib for details in hidden] == [True]


def test_the_number_of_an_identity_card_is_not_taken(citizen: Browser, rows: Rows) -> None:
    page = previewed(citizen, noi_dung="Căn cước của tôi 001 090 123 456, xin báo lại.")
    assert page.status == 422
    assert "Trang này không nhận số căn cước" in page.text
    assert rows(comments) == []


# Several opinions on one form


def basket(citizen: Browser) -> Page:
    """Two opinions written, the third being written: its preview."""
    page = previewed(citizen, noi_dung="Ý một.", thai_do="khong-dong-y")
    form = citizen.send(page.form("/gop-y/").typed(buoc="them")).form("/gop-y/")
    page = citizen.send(form.typed(noi_dung="", dieu="art_3", thai_do="dong-y", buoc="xem-lai"))
    form = citizen.send(page.form("/gop-y/").typed(buoc="them")).form("/gop-y/")
    return citizen.send(form.typed(noi_dung="Ý ba.", dieu="", buoc="xem-lai"))


def test_several_opinions_in_one_sending_are_counted_and_answered_each_with_one_code(
    app: Flask, citizen: Browser, rows: Rows
) -> None:
    receipt = citizen.send(basket(citizen).form("/gop-y/"))
    assert receipt.status == 201
    stored = [(c["part"], c["provision"], c["stance"], c["body"]) for c in rows(comments)]
    assert stored == [(1, "art_2", "khong-dong-y", "Ý một."), (2, "art_3", "dong-y", ""), (3, "", "", "Ý ba.")]
    assert len({c["stamp"] for c in rows(comments)}) == len({c["code_hash"] for c in rows(comments)}) == 1
    # one mail to the office and one to the citizen, not three
    assert [m["recipient"] for m in rows(outbox)] == ["vanhoa@thu.example", "dan@vidu.example"]
    references = [c["reference"] for c in rows(comments)]
    assert all(reference in receipt.text for reference in references)
    for reference in references:
        assert citizen.post("/tra-cuu", so=reference, ma=receipt.by_id("ma")).heading == f"Ý kiến {reference}"
    assert all(reference in officer(app).open("/ban-lam-viec/").text for reference in references)


def test_the_same_basket_sent_twice_is_one(citizen: Browser, rows: Rows) -> None:
    form = basket(citizen).form("/gop-y/")
    first, again = citizen.send(form), citizen.send(form)
    assert (first.status, again.status) == (201, 200)
    assert again.by_id("ma") == first.by_id("ma")
    assert len(rows(comments)) == 3
    page = citizen.send(form.typed(gio_1_noi_dung="Ý khác."))
    assert page.status == 409
    assert len(rows(comments)) == 3


def test_an_earlier_opinion_can_be_taken_out_or_taken_back_to_change_it(citizen: Browser, rows: Rows) -> None:
    page = citizen.send(basket(citizen).form("/gop-y/").typed(buoc="sua"))
    page = citizen.send(page.form("/gop-y/").typed(buoc="bo-2"))
    page = citizen.send(page.form("/gop-y/").typed(buoc="sua-1"))
    form = page.form("/gop-y/")
    assert (form.fields["noi-dung"].strip(), form.fields["dieu"]) == ("Ý một.", "art_2")
    citizen.send(form.typed(noi_dung="Ý một, đã sửa."))
    assert [c["body"] for c in rows(comments)] == ["Ý ba.", "Ý một, đã sửa."]


@pytest.mark.parametrize("step", ["bo-9", "sua-99", "lạ", "bo-"])
def test_a_button_that_is_none_loses_nothing(citizen: Browser, step: str) -> None:
    page = citizen.send(basket(citizen).form("/gop-y/").typed(buoc=step))
    assert page.status == 200
    assert {"Ý một.", "Ý ba."} <= page.kept


def test_what_the_people_decide_takes_no_agree_or_disagree_and_says_it_is_no_vote(
    furnished: Flask, rows: Callable[..., list[Row]]
) -> None:
    citizen = Browser(furnished)
    page = citizen.open("/gop-y/dtquyuoc01")
    assert "không phải biểu quyết" in page.text
    assert "thai-do" not in page.form("/gop-y/").fields
    assert 'name="thai-do"' not in page.html
    sent = citizen.send(page.form("/gop-y/").typed(noi_dung="Nên giữ lệ cũ.", thai_do="dong-y"))
    assert sent.status == 201
    assert [c["stance"] for c in rows(comments, furnished)] == [""]


def test_the_office_sees_for_whom_somebody_speaks(app: Flask, citizen: Browser) -> None:
    receipt = citizen.send(previewed(citizen, **FIRM).form("/gop-y/"))
    page = officer(app, OFFICE).open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}")
    assert "Hợp tác xã Thử" in page.text
