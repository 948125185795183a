"""Every kind a citizen can send: the four doors, who gets it, by when, what of it is shown."""

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from inbox_kit.accounts import add_officer
from inbox_kit.browsing import Browser, Page, officer
from inbox_kit.furnishing import SEAL, furnish
from inbox_kit.mail_servers import MailServer
from sqlalchemy import select
from support import Clock, pelican

from inbox import sealing
from inbox.services import EXTENSION
from inbox.stores.comments import Row
from inbox.stores.tables import comments, metadata, outbox
from plugins.domain.clock import moment

Rows = Callable[..., list[Row]]


def sent(app: Flask, address: str, **fields: str) -> Page:
    citizen = Browser(app)
    return citizen.send(citizen.open(address).form(address).typed(**fields))


def test_four_doors_in_plain_words_lead_to_every_form(furnished: Flask) -> None:
    citizen = Browser(furnished)
    page = citizen.open("/gui-y-kien/")
    doors = [
        " ".join("".join(e.itertext()).split()) for e in page.root.iter("h2") if e.get("id", "").startswith("cua-")
    ]
    assert doors == [
        "Góp ý dự thảo",
        "Kiến nghị, phản ánh",
        "Xin thông tin",
        "Khiếu nại, tố cáo: nộp ở đâu, thế nào",
    ]
    ways = (
        "gop-y/dtthu00001",
        "kien-nghi/",
        "xin-thong-tin/",
        "hoi-doi-thoai/skdoithoai1",
        "vi-pham-dan-chu/",
        "yeu-cau-du-lieu/",
    )
    for way in (*ways, "khieu-nai-to-cao/"):
        assert f'href="/{way}"' in page.html, way
        assert citizen.open(f"/{way}").status == 200, way


KINDS = [
    # the form; what is typed; prefix, office, rule, due day for what is sent on Saturday 21 November
    ("/kien-nghi/", {}, "KN", "van-phong", "r-con-lai", "07/12/2026 (dự kiến)"),
    ("/kien-nghi/", {"noi_xay_ra": "thon-hai"}, "KN", "phong-van-hoa", "r-thon-hai", "07/12/2026 (dự kiến)"),
    ("/xin-thong-tin/", {}, "TT", "van-phong", "r-con-lai", "26/11/2026"),  # 24 November is a holiday
    ("/xin-thong-tin/ubnd", {}, "TT", "ubnd", "người gửi chọn", "26/11/2026"),
    ("/hoi-doi-thoai/skdoithoai1", {}, "DT", "ubnd", "người gửi chọn", "20/12/2026"),  # ten days after the dialogue
    ("/yeu-cau-du-lieu/", {}, "DL", "van-phong", "r-con-lai", "25/11/2026"),
    ("/vi-pham-dan-chu/", {"co_quan": "phong-van-hoa"}, "VP", "ubnd", "cấp trên của cơ quan được nêu", "07/12/2026"),
]


@pytest.mark.parametrize(("form", "fields", "prefix", "office", "rule", "due"), KINDS)
def test_each_kind_goes_its_way(
    furnished: Flask, rows: Rows, form: str, fields: dict[str, str], prefix: str, office: str, rule: str, due: str
) -> None:
    receipt = sent(furnished, form, noi_dung="Một việc ở thôn cần được xem.", **fields)
    assert receipt.status == 201
    assert receipt.by_id("so").startswith(f"{prefix}-2026-000001-")
    assert due in receipt.text
    assert [(c["office"], c["rule"]) for c in rows(comments, furnished)] == [(office, rule)]
    status = Browser(furnished).send(receipt.form("/tra-cuu"))
    assert status.status == 200
    assert rule in status.text


@pytest.mark.parametrize("form", ["/hoi-doi-thoai/khongco001", "/xin-thong-tin/khong-co"])
def test_a_link_to_what_is_not_there_says_so(furnished: Flask, form: str) -> None:
    page = Browser(furnished).open(form)
    assert page.status == 404
    assert "Không có" in page.text


# Violations of grassroots democracy


def test_a_violation_report_is_opened_by_the_superior_and_never_by_the_office_it_is_about(furnished: Flask) -> None:
    receipt = sent(furnished, "/vi-pham-dan-chu/", noi_dung="Phòng không niêm yết thu chi.", co_quan="phong-van-hoa")
    reference = receipt.by_id("so")
    parts = furnished.extensions[EXTENSION]
    add_officer(parts, "ubnd", "ubnd", is_screener=True)
    for office, status in (("phong-van-hoa", 404), ("van-phong", 404), ("ubnd", 200)):
        desk = officer(furnished, office)
        assert desk.open(f"/ban-lam-viec/y-kien/{reference}").status == status, office
        assert (reference in desk.open("/ban-lam-viec/").text) is (status == 200), office


def test_a_report_names_its_office(furnished: Flask, rows: Rows) -> None:
    page = sent(furnished, "/vi-pham-dan-chu/", noi_dung="Không niêm yết.")
    assert page.status == 422
    assert "Cơ quan được phản ánh: chưa chọn" in page.text
    assert "Không niêm yết." in page.kept
    assert rows(comments, furnished) == []


SECRETS = {
    "noi_dung": "Ủy ban thu tiền không họp dân.",
    "ho_ten": "Chim Hoàng Yến",
    "thu_dien_tu": "yen@canari.example",
}


def test_a_report_about_the_authority_can_be_read_by_the_superior_alone(
    make_app: Callable[..., Flask], furnished_build: Path, mail_server: MailServer, tmp_path: Path
) -> None:
    app = make_app(build=furnished_build, mail=mail_server.url)
    citizen = Browser(app)
    form = citizen.open("/vi-pham-dan-chu/").form("/vi-pham-dan-chu/").typed(co_quan="ubnd", **SECRETS)
    preview = citizen.send(form.typed(buoc="xem-lai"))
    assert "Chỉ Ủy ban nhân dân tỉnh Thử mở được" in preview.text
    receipt = citizen.send(preview.form("/vi-pham-dan-chu/"))
    assert receipt.status == 201
    assert citizen.send(preview.form("/vi-pham-dan-chu/")).by_id("ma") == receipt.by_id("ma")
    status = citizen.send(receipt.form("/tra-cuu"))
    assert "niêm phong" in status.text

    # Nothing of it stands in the database, on a page, or in a mail; no officer opens it.
    with app.extensions[EXTENSION].store.engine.connect() as connection:
        stored = [str(row) for table in metadata.tables.values() for row in connection.execute(select(table))]
    assert app.test_cli_runner().invoke(args=["worker", "--once"]).exit_code == 0
    (mail,) = mail_server.to("ubnd@tinh.example")
    assert mail_server.messages == [mail]
    readable = [*stored, receipt.html, status.html, bytes(mail).decode()]
    assert [secret for secret in SECRETS.values() for text in readable if secret in text] == []

    # The superior opens what came by mail on a machine of its own.
    (box,) = mail.iter_attachments()
    (tmp_path / "thu").write_bytes(box.get_content())
    (tmp_path / "khoa").write_bytes(b64encode(bytes(SEAL)))
    opened = CliRunner().invoke(sealing.commands, ["open", str(tmp_path / "khoa"), str(tmp_path / "thu")])
    assert opened.exit_code == 0
    assert all(secret in opened.output for secret in SECRETS.values())
    assert "ubnd" in opened.output


def test_without_a_key_there_is_no_way_but_the_superiors_address(
    make_app: Callable[..., Flask], content: Path, tmp_path: Path, rows: Rows
) -> None:
    furnish(content, has_key=False)
    done = pelican(content, build=tmp_path / "build")
    assert done.returncode == 0, done.stdout + done.stderr
    app = make_app(build=tmp_path / "build")
    page = sent(app, "/vi-pham-dan-chu/", co_quan="ubnd", **SECRETS)
    assert page.status == 409
    assert "Ủy ban nhân dân tỉnh Thử, Khu hành chính tỉnh, điện thoại (0000) 999 001" in page.text
    assert SECRETS["noi_dung"] in page.kept
    assert rows(comments, app) == rows(outbox, app) == []


def test_a_superior_makes_a_key_once_and_learns_when_a_box_is_not_for_it(tmp_path: Path) -> None:
    key, box = tmp_path / "khoa", tmp_path / "thu"
    made = CliRunner().invoke(sealing.commands, ["new-key", str(key)])
    assert made.exit_code == 0
    assert 'khoa-niem-phong = "' in made.output
    assert key.stat().st_mode & 0o077 == 0
    again = CliRunner().invoke(sealing.commands, ["new-key", str(key)])
    assert again.exit_code == 1
    assert "tệp đã có" in again.output
    box.write_bytes(sealing.seal({"body": "x"}, b64encode(bytes(SEAL.public_key)).decode()))
    foreign = CliRunner().invoke(sealing.commands, ["open", str(key), str(box)])
    assert foreign.exit_code == 1
    assert "không mở được bằng khóa này" in foreign.output
    key.write_text("không phải khóa")
    assert CliRunner().invoke(sealing.commands, ["open", str(key), str(box)]).exit_code == 1


# What looks like a denunciation or a complaint

DENOUNCES = "Tôi tố cáo ông Chim Hoàng Yến, trưởng thôn, biển thủ quỹ."
COMPLAINS = "Tôi khiếu nại quyết định thu hồi đất của gia đình tôi."
ANYWHERE = ["/gop-y/dtthu00001", "/kien-nghi/", "/xin-thong-tin/", "/hoi-doi-thoai/skdoithoai1"]


@pytest.mark.parametrize("form", ANYWHERE)
@pytest.mark.parametrize(("text", "kind"), [(DENOUNCES, "to-cao"), (COMPLAINS, "khieu-nai")])
def test_a_denunciation_typed_into_any_form_is_kept_from_all_but_screeners(
    furnished: Flask, rows: Rows, form: str, text: str, kind: str
) -> None:
    citizen = Browser(furnished)
    typed = citizen.open(form).form(form).typed(noi_dung=text, thu_dien_tu="dan@vidu.example")
    preview = citizen.send(typed.typed(buoc="xem-lai"))
    assert "không phải là nộp đơn" in preview.text
    receipt = citizen.send(preview.form(form))
    assert receipt.status == 201
    status = citizen.send(receipt.form("/tra-cuu"))
    for page in (receipt, status):
        assert "không phải là nộp đơn" in page.text
        assert text not in page.text
        assert "thụ lý" not in page.text.lower()
        assert "Hạn trả lời" not in page.text
    (stored,) = rows(comments, furnished)
    assert (stored["suspected"], stored["status"], stored["office"]) == (kind, "checking", "van-phong")
    assert rows(outbox, furnished) == []
    reference = receipt.by_id("so")
    for office in ("phong-van-hoa", "van-phong"):
        desk = officer(furnished, office)
        assert reference not in desk.open("/ban-lam-viec/").text
        assert desk.open(f"/ban-lam-viec/y-kien/{reference}").status == 404


@pytest.fixture
def screener(furnished: Flask) -> Browser:
    add_officer(furnished.extensions[EXTENSION], "kiem", "van-phong", is_screener=True)
    return officer(furnished, "kiem")


def test_what_a_screener_lets_go_is_routed_and_told_as_if_it_had_just_come(
    furnished: Flask, rows: Rows, screener: Browser, clock: Clock
) -> None:
    receipt = sent(furnished, "/gop-y/dtthu00001", noi_dung=DENOUNCES, thu_dien_tu="dan@vidu.example")
    address = f"/ban-lam-viec/y-kien/{receipt.by_id('so')}"
    clock.time = moment("2026-11-21T15:00:00")
    page = screener.open(address)
    assert DENOUNCES in page.text
    form = page.form("/phan-loai")
    refused = screener.send(form.typed(loai="gop-y", ly_do=" "))
    assert "Lý do: chưa có chữ nào" in refused.text
    screener.send(form.typed(loai="gop-y", ly_do="Chỉ kể việc cũ đã xử lý"))
    (stored,) = rows(comments, furnished)
    assert (stored["suspected"], stored["status"], stored["office"]) == ("", "routed", "phong-van-hoa")
    assert stored["due_on"] == moment("2026-12-25").date()  # as for any comment on this draft
    assert [m["recipient"] for m in rows(outbox, furnished)] == ["vanhoa@thu.example", "dan@vidu.example"]
    status = Browser(furnished).send(receipt.form("/tra-cuu"))
    assert "Chỉ kể việc cũ đã xử lý" in status.text
    assert DENOUNCES in status.text
    assert officer(furnished).open(address).status == 200


def test_a_denunciation_is_never_answered_nor_published_here_and_its_sender_is_told_the_lawful_way(
    furnished: Flask, rows: Rows, screener: Browser
) -> None:
    receipt = sent(furnished, "/gop-y/dtthu00001", noi_dung=DENOUNCES, thu_dien_tu="dan@vidu.example")
    address = f"/ban-lam-viec/y-kien/{receipt.by_id('so')}"
    page = screener.open(address)
    screener.send(page.form("/phan-loai").typed(loai="to-cao", ly_do="Nêu tên và hành vi"))
    page = screener.open(address)
    assert "/tra-loi" not in page.html
    token = page.form("/phan-loai").fields["csrf_token"]
    assert screener.post(f"{address}/cong-bo", csrf_token=token).status == 409
    assert rows(outbox, furnished) == []
    status = Browser(furnished).send(receipt.form("/tra-cuu"))
    assert "Đã hướng dẫn nơi nộp" in status.text
    assert "Tố cáo nộp bằng đơn" in status.text
    assert DENOUNCES not in status.text


def test_an_office_classifies_with_a_reason_and_the_rule_in_force_goes_on(furnished: Flask, rows: Rows) -> None:
    receipt = sent(furnished, "/kien-nghi/van-phong", noi_dung="Đèn đường thôn Hai tắt.")
    desk = officer(furnished, "van-phong")
    form = desk.open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}").form("/phan-loai")
    desk.send(form.typed(loai="hien-truong", ly_do="Sự cố ở một chỗ"))
    (stored,) = rows(comments, furnished)
    assert (stored["kind"], stored["office"], stored["status"]) == ("hien-truong", "van-phong", "routed")
    assert stored["due_on"] == moment("2026-11-30").date()  # five working days, not ten
    assert "Sự cố ở một chỗ" in Browser(furnished).send(receipt.form("/tra-cuu")).text


def test_how_well_texts_are_told_apart_does_not_depend_on_where_they_stand_among_several(
    furnished: Flask, rows: Rows
) -> None:
    citizen = Browser(furnished)
    form = citizen.open("/gop-y/dtthu00001").form("/gop-y/")
    citizen.send(form.typed(gio_1_noi_dung=DENOUNCES, noi_dung="Báo trước bảy ngày."))
    assert [c["suspected"] for c in rows(comments, furnished)] == ["to-cao", "to-cao"]
