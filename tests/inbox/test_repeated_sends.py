"""A form sent again (a double click, a lost answer, a reload) is one comment; other words on it are not lost."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from inbox_kit.browsing import Browser, Form, Page
from sqlalchemy import Table
from support import DRAFT, Clock, pelican

from inbox.stores.comments import Row
from inbox.stores.tables import comments, events, outbox
from plugins.domain.clock import moment

Rows = Callable[[Table], list[Row]]
WORDS = "Đề nghị báo trước bảy ngày."
DRAFT_FILE = "du-thao/quy-che-dan-chu.md"


@pytest.fixture
def form(citizen: Browser) -> Form:
    """A form filled in, not sent yet."""
    empty = citizen.open(f"/gop-y/{DRAFT}").form("/gop-y/")
    return empty.typed(noi_dung=WORDS, ho_ten="Người thử", thu_dien_tu="dan@vidu.example", dieu="art_2")


def assert_same_receipt(first: Page, again: Page) -> None:
    assert (first.status, again.status) == (201, 200)
    assert again.by_id("so") == first.by_id("so")
    assert again.by_id("ma") == first.by_id("ma")
    assert "Phiếu này đã được gửi trước đó" in again.text


def test_the_same_form_sent_three_times_is_one_comment_with_one_receipt(
    citizen: Browser, form: Form, rows: Rows
) -> None:
    first = citizen.send(form)
    for _ in range(2):
        assert_same_receipt(first, citizen.send(form))
    assert [len(rows(table)) for table in (comments, events, outbox)] == [1, 2, 2]


LATER = {
    "sau một tuần": "2026-11-28T10:00:00",
    "sau khi hết hạn": "2026-12-20T10:00:00",
    "sang năm sau": "2027-01-02T10:00:00",
}


@pytest.mark.parametrize("later", LATER.values(), ids=LATER)
def test_a_receipt_can_be_had_again_later_and_stays_as_it_was(
    citizen: Browser, form: Form, rows: Rows, clock: Clock, later: str
) -> None:
    first = citizen.send(form)
    clock.time = moment(later)
    again = citizen.send(form)
    assert_same_receipt(first, again)
    assert "Gửi muộn" not in again.text
    assert [c["is_late"] for c in rows(comments)] == [False]


def test_white_space_at_the_ends_does_not_make_other_words(citizen: Browser, form: Form) -> None:
    assert_same_receipt(citizen.send(form), citizen.send(form.typed(noi_dung=f"  {WORDS}\r\n")))


OTHERWISE = {
    "nội dung khác": {"noi_dung": "Xin sửa lại: báo trước mười ngày."},
    "điều khác": {"dieu": "art_3"},
    "cả dự thảo": {"dieu": ""},
    "thư điện tử khác": {"thu_dien_tu": "dung-la@vidu.example"},
    "họ tên khác": {"ho_ten": "Tên viết đúng"},
}


@pytest.mark.parametrize("change", OTHERWISE.values(), ids=OTHERWISE)
def test_the_same_form_with_other_words_is_kept_and_can_be_sent_as_a_new_comment(
    citizen: Browser, form: Form, rows: Rows, change: dict[str, str]
) -> None:
    first = citizen.send(form)
    page = citizen.send(form.typed(**change))
    assert page.status == 409
    assert "Phiếu này đã được gửi với nội dung khác" in page.text
    assert first.by_id("so") in page.text
    assert len(rows(comments)) == 1
    fresh = page.form("/gop-y/")
    changed = form.typed(**change)
    assert {**fresh.fields, "phieu": ""} == {**changed.fields, "phieu": ""}
    assert fresh.fields["phieu"] != form.fields["phieu"]
    second = citizen.send(fresh)
    assert second.status == 201
    assert second.by_id("so") != first.by_id("so")
    assert second.by_id("ma") != first.by_id("ma")
    assert rows(comments)[0]["body"] == WORDS


def test_two_forms_with_the_same_words_are_two_comments(citizen: Browser, rows: Rows) -> None:
    assert [citizen.comment(WORDS).status, citizen.comment(WORDS).status] == [201, 201]
    assert len(rows(comments)) == 2


@pytest.fixture
def rebuilt(tmp_path: Path, content: Path, make_app: Callable[..., Flask]) -> tuple[Flask, Callable[[], None]]:
    """The inbox on a build of its own, and a way to change the draft's text and build anew."""

    def build() -> None:
        done = pelican(content, build=tmp_path / "build")
        assert done.returncode == 0, done.stdout + done.stderr

    def change() -> None:
        draft = content / DRAFT_FILE
        draft.write_text(draft.read_text(encoding="utf-8").replace("năm ngày", "bảy ngày"), encoding="utf-8")
        build()

    build()
    return make_app(build=tmp_path / "build"), change


def test_when_the_draft_changes_old_forms_ask_to_read_again_and_old_receipts_can_still_be_had(
    rebuilt: tuple[Flask, Callable[[], None]], clock: Clock
) -> None:
    app, change = rebuilt
    sender, reader = Browser(app), Browser(app)
    sent, unsent = (
        person.open(f"/gop-y/{DRAFT}").form("/gop-y/").typed(noi_dung=WORDS, dieu="art_2__para_1__point_a")
        for person in (sender, reader)
    )
    first = sender.send(sent)
    change()
    clock.pass_(timedelta(minutes=1))

    page = reader.send(unsent)
    assert page.status == 409
    assert "Dự thảo vừa được sửa" in page.text
    assert "Báo trước bảy ngày" in page.text
    assert WORDS in page.kept
    assert reader.send(page.form("/gop-y/")).status == 201

    assert_same_receipt(first, sender.send(sent))
