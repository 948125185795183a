"""What citizens sent is kept no longer than confirmed rules say; the ledger says what was taken out by which."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from inbox_kit.browsing import Browser, Page, officer
from inbox_kit.files import photo
from support import COMMUNE, Clock, pelican

from inbox.services import EXTENSION, Services
from inbox.stores.keeping import WHAT, WHO
from inbox.stores.tables import answers, comments, events, outbox
from plugins.domain.clock import moment

EMAIL, NAME, BODY = "dan@vidu.example", "Người Thử", "Một ý kiến riêng."
MORE = "Vì nhiều người đi làm xa."
RULES = """
[[quy-tac]]
ma = "l-an-danh"
viec = "an-danh"
thoi-han = "keep.identity"

[[quy-tac]]
ma = "l-xoa"
viec = "xoa"
loai = "gop-y"
thoi-han = "keep.content"
"""
LIMIT = """
[[thoi-han]]
ma = "{id}"
noi-dung = "Giữ"
gia-tri = {months}
don-vi = "thang"
tinh-tu = "ngay-ke-tiep"
nguon = "Quyết định của xã Thử"
kiem-chung = {confirmed}
hieu-luc-tu = 2026-01-01
"""


@pytest.fixture(scope="module")
def build_with(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Build the commune with rules of keeping, confirmed or not: names for 12 months, words for 60."""
    folders: dict[str, Path] = {}

    def _build(confirmed: str) -> Path:
        if confirmed not in folders:
            content = Path(shutil.copytree(COMMUNE, tmp_path_factory.mktemp("keeping") / "content"))
            (content / "danh-muc/luu-giu.toml").write_text(RULES, encoding="utf-8")
            with (content / "danh-muc/thoi-han.toml").open("a", encoding="utf-8") as file:
                for id_, months in (("keep.identity", 12), ("keep.content", 60)):
                    file.write(LIMIT.format(id=id_, months=months, confirmed=confirmed))
            folders[confirmed] = content.parent / "build"
            done = pelican(content, build=folders[confirmed])
            assert done.returncode == 0, done.stdout + done.stderr
        return folders[confirmed]

    return _build


def run_worker(app: Flask, clock: Clock, now: str) -> None:
    clock.time = moment(now)
    done = app.test_cli_runner().invoke(args=["worker", "--once"])
    assert done.exit_code == 0, done.output


def answered(app: Flask) -> Page:
    """The receipt of a comment that was answered on 21/11/2026."""
    receipt = Browser(app).comment(BODY, ho_ten=NAME, thu_dien_tu=EMAIL)
    desk = officer(app)
    form = desk.open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}").form("/tra-loi")
    desk.send(form.typed(tom_tat="Tóm tắt", ket_qua="tiep-thu", tra_loi="Đã sửa."))
    return receipt


@pytest.fixture
def app(make_app: Callable[..., Flask], build_with: Callable[[str], Path]) -> Flask:
    return make_app(build=build_with("true"))


WHEN = [
    # the day; whether name and address, the words, are still there
    ("2027-11-21T23:59", True, True),
    ("2027-11-22T00:00", False, True),
    ("2031-11-21T23:59", False, True),
    ("2031-11-22T00:00", False, False),
]


def test_names_go_first_and_words_later_each_on_its_day(
    app: Flask, clock: Clock, rows: Callable[..., list[dict[str, object]]]
) -> None:
    answered(app)
    for now, has_name, has_words in WHEN:
        run_worker(app, clock, now)
        (comment,) = rows(comments)
        found = (now, comment["name"] == NAME, comment["email"] == EMAIL, comment["body"] == BODY)
        assert found == (now, has_name, has_name, has_words)
        assert (EMAIL in str(rows(outbox))) is has_name


def test_what_was_deleted_still_counts_and_the_ledger_says_which_rule_it_was(
    app: Flask, clock: Clock, parts: Services, rows: Callable[..., list[dict[str, object]]]
) -> None:
    receipt = answered(app)
    status = Browser(app).send(receipt.form("/tra-cuu"))
    assert MORE in Browser(app).send(status.form("/tra-cuu/bo-sung").typed(noi_dung_them=MORE)).text
    assert MORE in str(rows(events))
    (comment,) = rows(comments)
    assert parts.attachments.take(str(comment["stamp"]), [("anh.jpg", photo())], 1, 9, clock.time) == []
    (file,) = parts.attachments.of(str(comment["stamp"]))
    assert parts.attachments.path(file["id"]).exists()
    run_worker(app, clock, "2031-11-22T00:00")
    assert MORE not in str(rows(events))
    assert parts.attachments.of(str(comment["stamp"])) == []
    assert not parts.attachments.path(file["id"]).exists()
    (comment,) = rows(comments)
    kept = {"reference": receipt.by_id("so"), "kind": "gop-y", "status": "answered", "office": "phong-van-hoa"}
    assert {name: comment[name] for name in kept} == kept
    assert [(a["point"], a["text"], a["disposition"]) for a in rows(answers)] == [("", "", "tiep-thu")]
    ledger = [(k["reference"], k["act"], k["rule"], k["limit"]) for k in parts.keeping.ledger()]
    assert ledger == [
        (receipt.by_id("so"), "an-danh", "l-an-danh", "12 tháng (Quyết định của xã Thử)"),
        (receipt.by_id("so"), "xoa", "l-xoa", "60 tháng (Quyết định của xã Thử)"),
    ]
    page = officer(app).open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}")
    assert "(đã xóa theo quy tắc lưu giữ)" in page.text
    assert Browser(app).send(receipt.form("/tra-cuu")).status == 404


def test_what_is_not_answered_is_kept_however_old(
    app: Flask, clock: Clock, rows: Callable[..., list[dict[str, object]]]
) -> None:
    Browser(app).comment(BODY, ho_ten=NAME)
    run_worker(app, clock, "2040-01-01T00:00")
    assert [(c["name"], c["body"]) for c in rows(comments)] == [(NAME, BODY)]


def test_a_rule_that_nobody_has_confirmed_does_nothing(
    make_app: Callable[..., Flask], build_with: Callable[[str], Path], clock: Clock
) -> None:
    app = make_app(build=build_with("false"))
    answered(app)
    run_worker(app, clock, "2040-01-01T00:00")
    parts: Services = app.extensions[EXTENSION]
    with parts.store.engine.connect() as connection:
        assert connection.execute(comments.select()).mappings().one()["name"] == NAME
    assert parts.keeping.ledger() == []


STAYS = {
    *("id", "reference", "stamp", "kind", "channel", "draft", "round", "provision", "provision_label"),
    *("provision_hash", "subject", "received_at", "is_late", "office", "rule"),
    *("due_from", "due_on", "due_is_firm", "due_steps", "due_version", "status"),
    *(
        "part",
        "suspected",
        "count",
        "relates_to",
        "about",
        "place",
        "accused",
        "stance",
        "role",
        "may_quote",
        "may_name",
    ),
}


def test_of_every_column_it_is_decided_whether_it_goes_or_stays() -> None:
    assert set(comments.columns.keys()) == STAYS | WHO.keys() | WHAT.keys()


def test_a_rule_without_its_time_limit_is_a_fault(content: Path) -> None:
    (content / "danh-muc/luu-giu.toml").write_text(RULES, encoding="utf-8")
    done = pelican(content, "-o", str(content.parent / "out"))
    assert done.returncode != 0
    assert "danh-muc/luu-giu.toml" in done.stdout + done.stderr


def test_the_day_a_thing_is_over_is_counted_from_its_last_event(app: Flask, clock: Clock, parts: Services) -> None:
    receipt = answered(app)
    clock.time = moment("2027-06-01T08:00")
    desk = officer(app)
    desk.send(desk.open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}").form("/tra-loi"))
    run_worker(app, clock, "2028-06-01T23:00")
    assert parts.keeping.ledger() == []
    run_worker(app, clock, "2028-06-02T00:00")
    (entry,) = parts.keeping.ledger()
    assert entry["at"] == datetime.fromisoformat("2028-06-02T00:00+07:00")
