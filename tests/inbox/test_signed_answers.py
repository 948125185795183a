"""An answer that is a signed document, too: who signed, its symbol, the PDF to the byte; the public never gets it."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from inbox_kit import files
from inbox_kit.accounts import add_officer
from inbox_kit.browsing import Browser, Form, Page, officer
from support import DRAFT, OFFICE, Clock

from inbox.access.permissions import Role
from inbox.services import Services
from inbox.stores.comments import Row
from inbox.stores.tables import answers, events, signed_files

Rows = Callable[..., list[Row]]
PDF = files.signed_pdf()
SAID = {"tom_tat": "Báo trước bảy ngày", "ket_qua": "tiep-thu", "tra_loi": "Đã sửa."}
SIGNED = {"so_van_ban": "Số: 15/UBND-VX", "nguoi_ky": "Trần Thị Mẫu", "chuc_vu_ky": "Phó Chủ tịch"}
PLACE = f"/ban-lam-viec/lay-y-kien/{DRAFT}/dieu?dieu=art_3"


def at_desk(receipt: Page) -> str:
    return f"/ban-lam-viec/y-kien/{receipt.by_id('so')}"


def answer(desk: Browser, page: Page, file: tuple[str, bytes] | None = None, **fields: str) -> Page:
    form = page.form("/tra-loi").typed(**{**SAID, **SIGNED, **fields})
    return desk.send(form, [file] if file else [], into="tep-da-ky")


def downloaded(browser: Browser, receipt: Page) -> bytes:
    """The file that the status page gives out."""
    status = browser.send(receipt.form("/tra-cuu"))
    with browser.client.post("/tra-cuu/van-ban", data=dict(status.form("/tra-cuu/van-ban").fields)) as given:
        headers = ("Content-Disposition", "Content-Type", "Content-Security-Policy", "Cache-Control")
        assert [given.headers[name] for name in headers] == [
            "attachment; filename=\"Tra loi.pdf\"; filename*=UTF-8''Tr%E1%BA%A3%20l%E1%BB%9Di.pdf",
            "application/octet-stream",
            "sandbox; default-src 'none'",
            "no-store",
        ]
        return bytes(given.data)


def at_the_desk(browser: Browser, address: str) -> bytes:
    """The file that the desk gives out."""
    with browser.client.get(f"{address}/van-ban") as given:
        return bytes(given.data)


def test_sender_and_desk_get_signer_symbol_and_the_pdf_to_the_byte_and_the_public_no_file(
    app: Flask, citizen: Browser, parts: Services, rows: Rows
) -> None:
    receipt = citizen.comment("Báo trước bảy ngày.", thu_dien_tu="dan@vidu.example")
    desk = officer(app)
    page = answer(desk, desk.open(at_desk(receipt)), ("Trả lời.pdf", PDF))
    assert "trong tệp có chữ ký số" in page.text
    assert at_the_desk(desk, at_desk(receipt)) == PDF
    status = citizen.send(receipt.form("/tra-cuu")).text
    assert [words for words in ("15/UBND-VX", "Phó Chủ tịch Trần Thị Mẫu") if words not in status] == []
    assert downloaded(citizen, receipt) == PDF
    stranger = citizen.post("/tra-cuu/van-ban", so=receipt.by_id("so"), ma="0000-0000-0000-0000-0000")
    assert (stranger.status, PDF[:8].decode() in stranger.html) == (404, False)
    assert officer(app, "van-phong").client.get(f"{at_desk(receipt)}/van-ban").status_code == 404

    desk.send(page.form("/cong-bo"))
    (published,) = (parts.settings.content / "tra-loi").glob("*.md")
    for words in ("so-ky-hieu: 15/UBND-VX", "nguoi-ky: Trần Thị Mẫu", "chuc-vu-ky: Phó Chủ tịch"):
        assert words in published.read_text(encoding="utf-8"), words
    (file,) = rows(signed_files)
    assert [p for p in parts.settings.content.rglob("*") if p.is_file() and PDF in p.read_bytes()] == []
    assert parts.attachments.path(file["id"]).read_bytes() == PDF
    table = desk.client.get("/ban-lam-viec/xuat/y-kien.csv").get_data(as_text=True)
    assert "15/UBND-VX,Trần Thị Mẫu,Phó Chủ tịch,true" in table
    # The next answer of this office offers who signed this one; a changed answer keeps its file.
    other = desk.open(at_desk(citizen.comment("Ý khác.")))
    assert "Trần Thị Mẫu" in {o.get("value") for o in other.root.iter("option")}
    answer(desk, desk.open(at_desk(receipt)), tra_loi="Đã sửa thành bảy ngày.")
    assert downloaded(citizen, receipt) == PDF


WRONG = [
    ({"so_van_ban": "…/UBND-VX"}, None, "Số, ký hiệu văn bản: không phải số, ký hiệu của một văn bản đã có số"),
    ({"nguoi_ky": " "}, None, "Người ký: chưa có chữ nào"),
    ({}, ("don.docx", files.telling_docx), "Tệp “don.docx”: không phải PDF"),
    ({}, ("khoa.pdf", files.locked_pdf), "Tệp “khoa.pdf”: có mật khẩu"),
    ({}, ("to.pdf", lambda: PDF + bytes(10_000_001)), "Tệp “to.pdf” lớn quá 10 MB"),
]


def test_what_is_wrong_is_named_and_nothing_typed_nor_a_good_file_is_lost(
    app: Flask, citizen: Browser, rows: Rows
) -> None:
    receipt = citizen.comment("Báo trước bảy ngày.")
    desk = officer(app)
    for fields, file, words in WRONG:
        sent = (file[0], file[1]()) if file else None
        page = answer(desk, desk.open(at_desk(receipt)), sent, **fields)
        assert (page.status, words in page.text, "Đã sửa." in page.kept) == (422, True, True), words
        assert (rows(answers), rows(signed_files)) == ([], []), words
    page = answer(desk, desk.open(at_desk(receipt)), ("Trả lời.pdf", PDF), so_van_ban="sai")
    assert "Trả lời.pdf" in page.text
    answer(desk, page)
    assert downloaded(citizen, receipt) == PDF


def test_an_office_does_not_take_a_file_of_another_by_its_id(app: Flask, citizen: Browser, rows: Rows) -> None:
    desk, other = officer(app), officer(app, "van-phong")
    answer(desk, desk.open(at_desk(citizen.comment("Một ý."))), ("a.pdf", PDF))
    form = citizen.open("/kien-nghi/van-phong").form("/kien-nghi/").typed(noi_dung="Đèn hỏng.")
    address = at_desk(citizen.send(form))
    form = other.open(address).form("/tra-loi").typed(tra_loi="Đã thay.")
    other.send(Form(form.action, {**form.fields, "tep-da-nhan": rows(signed_files)[0]["id"]}))
    assert [a["signed_file"] is None for a in rows(answers)] == [False, True]


def test_the_head_sees_all_of_it_before_saving_and_those_answered_together_share_the_file(
    app: Flask, citizen: Browser, parts: Services, rows: Rows
) -> None:
    add_officer(parts, "truong-phong", OFFICE, Role.HEAD)
    head, clerk = officer(app, "truong-phong"), officer(app)
    head.send(head.open("/ban-lam-viec/duyet").form("/duyet/cach").typed(cach="duyet"))
    receipts = [citizen.comment("Năm ngày là ngắn quá, đề nghị báo trước bảy ngày.", dieu="art_3") for _ in range(2)]
    references = [receipt.by_id("so") for receipt in receipts]

    def together(page: Page) -> Form:
        form = page.form("/lay-y-kien/").typed(**SAID, **SIGNED)
        return Form(form.action, {**form.fields, "so": references})  # type: ignore[dict-item]  # ticked, all of them

    assert clerk.send(together(clerk.open(PLACE)), [("Trả lời.pdf", PDF)], into="tep-da-ky").status == 200
    waiting = head.open("/ban-lam-viec/duyet")
    assert "số 15/UBND-VX · Phó Chủ tịch Trần Thị Mẫu" in waiting.text
    assert at_the_desk(head, at_desk(receipts[0])) == PDF
    link = next(a.get("href", "") for a in waiting.root.iter("a") if "nhom=" in a.get("href", ""))
    page = head.open(link)
    assert {"15/UBND-VX", "Trần Thị Mẫu", "Phó Chủ tịch"} <= page.kept
    assert "Trả lời.pdf" in page.text
    form = page.form("/lay-y-kien/")
    head.send(Form(form.action, {**form.fields, "so": references}))  # type: ignore[dict-item]
    assert [downloaded(citizen, receipt) == PDF for receipt in receipts] == [True, True]
    assert [e["detail"].get("symbol") for e in rows(events) if e["status"] == "answered"] == ["15/UBND-VX"] * 2

    # Whoever asks to be forgotten is, in the file, too; it stays for the other, of which the administrator is told.
    (file,) = rows(signed_files)
    done = [app.test_cli_runner().invoke(args=["erase", reference, "--yes"]).output for reference in references]
    assert ["còn đi cùng 1 ý kiến khác" in said for said in done] == [True, False]
    assert (rows(signed_files), parts.attachments.path(file["id"]).exists()) == ([], False)


def test_a_file_that_no_answer_leads_to_is_swept(
    app: Flask, citizen: Browser, parts: Services, rows: Rows, clock: Clock
) -> None:
    desk = officer(app)
    address = at_desk(citizen.comment("Một ý."))
    answer(desk, desk.open(address), ("a.pdf", PDF), so_van_ban="sai")  # never sent right
    answer(desk, desk.open(address), ("b.pdf", PDF))
    places = {row["name"]: parts.attachments.path(row["id"]) for row in rows(signed_files)}
    clock.pass_(timedelta(days=4))
    assert app.test_cli_runner().invoke(args=["worker", "--once"]).exit_code == 0
    assert {name: place.exists() for name, place in places.items()} == {"a.pdf": False, "b.pdf": True}
    desk = officer(app)
    answer(desk, desk.open(address), bo_tep_da_ky="1")
    clock.pass_(timedelta(days=4))
    assert app.test_cli_runner().invoke(args=["worker", "--once"]).exit_code == 0
    assert rows(signed_files) == []
