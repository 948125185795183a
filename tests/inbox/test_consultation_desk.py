"""The consultation desk: what says the same is answered at once, published once, counted honestly; kept in git."""

import csv
import io
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document
from flask import Flask
from inbox_kit.browsing import Browser, Form, Page, officer
from sqlalchemy import Table
from support import DRAFT, Clock, make_only

from inbox.services import Services
from inbox.stores.comments import Row
from inbox.stores.tables import events, outbox
from plugins.domain.clock import moment

Rows = Callable[[Table], list[Row]]
PLACE = "art_2__para_1__point_dd"
DESK = f"/ban-lam-viec/lay-y-kien/{DRAFT}"
SAME = "Năm ngày là ngắn quá, đề nghị báo trước bảy ngày để người đi làm xa về kịp họp thôn."
TITLE = "Dự thảo Quy chế thực hiện dân chủ ở cơ sở của xã Thử"
OTHER = "Nên dán giấy mời ở nhà văn hóa, không chỉ đọc loa."


@pytest.fixture
def sent(citizen: Browser) -> dict[str, Page]:
    """Receipts: three who say the same, one who does not, one on the whole; one held, one withdrawn."""
    receipts = {
        "a": citizen.comment(SAME, dieu=PLACE, thai_do="khong-dong-y", thu_dien_tu="a@vidu.example"),
        "b": citizen.comment(SAME.upper(), dieu=PLACE, thai_do="khong-dong-y"),
        "c": citizen.comment(f"Kính gửi xã. {SAME}", dieu=PLACE, ho_ten="Người Thử Tên Lạ"),
        "other": citizen.comment(OTHER, dieu=PLACE, thai_do="dong-y", cong_bo_nguyen_van="1"),
        "whole": citizen.comment("Dự thảo dễ hiểu, tôi ủng hộ."),
        "held": citizen.comment("Ý này bị giữ lại để xem.", dieu=PLACE, trang_rieng="x"),
        "withdrawn": citizen.comment("Ý này sẽ rút.", dieu=PLACE),
    }
    status = receipts["withdrawn"].form("/tra-cuu")
    citizen.send(Form("/tra-cuu/rut", status.fields))
    return receipts


def number(receipt: Page) -> str:
    return receipt.by_id("so")


def answering(desk: Browser, place: str = PLACE, group: str = "") -> Form:
    return desk.open(f"{DESK}/dieu?dieu={place}&nhom={group}").form("/tra-loi")


def reply(
    desk: Browser,
    form: Form,
    ticked: list[str],
    point: str,
    text: str = "Đã sửa thành bảy ngày.",
    **signed: str,
) -> Page:
    """Tick comments and answer them; a form of a browser sends a name as often as it is ticked."""
    typed = {"tom-tat": point, "ket-qua": "tiep-thu", "tra-loi": text, **signed}
    data: dict[str, Any] = {**form.fields, "so": ticked, **typed}
    return Page.of(desk.client.post(form.action, data=data, follow_redirects=True))


def published(content: Path) -> dict[str, dict[str, Any]]:
    """The published answers by their point."""
    files = (content / "tra-loi").glob("*.md")
    heads = [yaml.safe_load(file.read_text(encoding="utf-8").split("\n---\n")[0]) for file in files]
    return {head.get("y-kien", head["loai"]): head for head in heads}


def test_what_says_the_same_is_answered_at_once_and_counted_once_for_the_public(  # noqa: PLR0915  # one story
    app: Flask, citizen: Browser, sent: dict[str, Page], content: Path, rows: Rows, tmp_path: Path, clock: Clock
) -> None:
    desk = officer(app)
    page = desk.open(DESK)
    assert page.by_id("tien-do") == "Đã trả lời 0/5 ý kiến."
    assert f"{number(sent['held'])}: tạm giữ" in page.text
    assert f"{number(sent['withdrawn'])}: người gửi đã rút" in page.text
    assert page.text.index("Toàn bộ dự thảo 0/1") < page.text.index("Điểm đ khoản 1 Điều 2 0/4")
    assert "1 · 2 · 0" in page.text  # one agrees, two do not

    # The largest group is ticked; the held and the withdrawn are not offered.
    page = desk.open(f"{DESK}/dieu?dieu={PLACE}")
    ticked = [
        box.get("value") for box in page.root.iter("input") if box.get("name") == "so" and "checked" in box.attrib
    ]
    group = [number(sent[who]) for who in "abc"]
    assert ticked == group
    assert number(sent["held"]) not in page.text
    assert SAME not in page.kept  # nobody of them agreed to be quoted

    reply(desk, page.form("/tra-loi"), group, "Báo trước bảy ngày")
    assert desk.open(DESK).by_id("tien-do") == "Đã trả lời 3/5 ý kiến."
    assert [e["detail"]["together"] for e in rows(events) if e["status"] == "answered"] == [3, 3, 3]
    assert [m["recipient"] for m in rows(outbox) if m["kind"] == "citizen-answered"] == ["a@vidu.example"]
    for who in "abc":
        assert "Đã sửa thành bảy ngày." in citizen.send(sent[who].form("/tra-cuu")).text

    # What waits comes next, with the words of whoever agreed to be quoted.
    assert OTHER in desk.open(f"{DESK}/dieu?dieu={PLACE}").kept
    reply(desk, answering(desk), [number(sent["other"])], "Dán giấy mời")
    page = desk.open(DESK)
    desk.send(page.form("/cong-bo"))
    files = published(content)
    assert set(files) == {"Báo trước bảy ngày", "Dán giấy mời"}
    same = files["Báo trước bảy ngày"]
    assert (same["so-luot"], same["chu-the"], same["dieu-khoan"]) == ({"web": 3}, group, PLACE)
    assert "Công bố mọi câu trả lời" not in desk.open(DESK).text
    assert "Đã công bố 10:00" in citizen.send(sent["b"].form("/tra-cuu")).text

    # One of three is answered apart after all: nobody is counted twice.
    page = desk.open(f"/ban-lam-viec/y-kien/{group[2]}")
    page = desk.send(page.form("/tra-loi").typed(tom_tat="Báo qua điện thoại", tra_loi="Có."))
    desk.send(page.form("/cong-bo"))
    files = published(content)
    assert {point: head["chu-the"] for point, head in files.items()} == {
        "Báo trước bảy ngày": group[:2],
        "Báo qua điện thoại": [group[2]],
        "Dán giấy mời": [number(sent["other"])],
    }
    assert files["Báo trước bảy ngày"]["ma"] == same["ma"]
    page = reply(desk, answering(desk), group, "Chung lại")
    assert (page.status, "Đã công bố riêng" in page.text) == (409, True)

    # The round is closed when every opinion has its published answer; the public table says the same.
    close = desk.open(DESK)
    assert "Công bố tổng hợp" not in close.text  # it is still open
    clock.time = moment("2026-12-10T10:00:00")
    desk = officer(app)
    form = desk.open(DESK).form("/tong-hop").typed(tong_hop="Cảm ơn bà con.")
    page = desk.send(form)
    assert (page.status, "Còn 1 ý kiến" in page.text, "Cảm ơn bà con." in page.kept) == (409, True, True)
    reply(desk, answering(desk, ""), [number(sent["whole"])], "Ủng hộ", "Cảm ơn.")
    desk.send(desk.open(DESK).form("/cong-bo"))
    assert desk.send(form).status == 200
    closing = published(content)["tong-hop"]
    assert (closing["da-nhan"], closing["da-xu-ly"]) == (5, 5)
    out = make_only(content, tmp_path / "out", r".*\.tong-hop\.html$", now="2026-12-11T10:00:00+07:00")
    heard = Page(200, next(out.rglob("*.tong-hop.html")).read_text(encoding="utf-8"))
    assert f"{group[0]}, {group[1]}2 ý kiến (2 trang web); số người không rõ" in heard.text
    assert "Người Thử Tên Lạ" not in heard.html


def test_a_status_page_says_that_an_answer_is_shared_and_with_how_many_only_where_these_are_many(
    app: Flask, citizen: Browser
) -> None:
    desk = officer(app)
    receipts = [citizen.comment(f"Kính gửi xã. {SAME}", dieu=PLACE) for _ in range(2)]
    both = [number(receipt) for receipt in receipts]
    reply(desk, answering(desk), both[:1], "Báo trước bảy ngày")
    assert "trả lời chung" not in citizen.send(receipts[0].form("/tra-cuu")).text
    reply(desk, answering(desk), both, "Báo trước bảy ngày")
    assert "Đây là trả lời chung cho một số ý kiến." in citizen.send(receipts[0].form("/tra-cuu")).text
    form = desk.open(f"/ban-lam-viec/nhap/gop-y/{DRAFT}").form("/nhap/")
    letter = form.typed(kenh="giay", ngay_nhan="2026-11-19", nguon="Đơn", dieu=PLACE, noi_dung=SAME, so_nguoi="25")
    reply(desk, answering(desk), [*both, number(desk.send(letter))], "Báo trước bảy ngày")
    assert "Đây là trả lời chung cho 27 ý kiến." in citizen.send(receipts[1].form("/tra-cuu")).text


def test_the_draft_of_the_table_says_what_is_missing_and_quotes_only_who_agreed(
    app: Flask, sent: dict[str, Page]
) -> None:
    desk = officer(app)
    signed = {"so-van-ban": "15/UBND-VX", "nguoi-ky": "Trần Thị Mẫu", "chuc-vu-ky": "Chủ tịch"}
    reply(desk, answering(desk), [number(sent[who]) for who in "abc"], "Báo trước bảy ngày", **signed)
    page = desk.open(f"{DESK}/bang")
    table = list(csv.reader(io.StringIO(desk.client.get(f"{DESK}/bang.csv").get_data(as_text=True))))
    document = Document(io.BytesIO(desk.client.get(f"{DESK}/bang.docx").get_data()))
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows][1:] == table[1:]
    counted = "{}\n{} ý kiến ({} trang web); số người không rõ"
    group = ", ".join(number(sent[who]) for who in "abc")
    assert table[1:] == [
        ["toàn bộ dự thảo", counted.format(number(sent["whole"]), 1, 1), "(chưa tóm tắt)", "(chưa trả lời)"],
        [
            "điểm đ khoản 1 Điều 2",
            counted.format(group, 3, 3),
            "Báo trước bảy ngày",
            "Tiếp thu. Đã sửa thành bảy ngày. (văn bản số 15/UBND-VX; người ký: Chủ tịch Trần Thị Mẫu)",
        ],
        ["điểm đ khoản 1 Điều 2", counted.format(number(sent["other"]), 1, 1), OTHER, "(chưa trả lời)"],
    ]
    assert "(chưa trả lời)" in page.text
    assert "Người Thử Tên Lạ" not in page.html


ANSWERED = "Tiếp thu. Đã sửa thành bảy ngày."
REFUSED: list[tuple[str, list[str], dict[str, str], str]] = [
    ("nothing ticked", [], {}, "Hãy đánh dấu ít nhất một ý kiến."),
    ("no result", ["a", "b"], {"ket-qua": ""}, "chưa chọn"),
    ("the words of one who did not agree", ["a", "other"], {"tom-tat": f"Dân nói: {SAME}"}, "không đồng ý công bố"),
    ("a held one among them", ["a", "held"], {}, "Không có ý kiến này"),
    ("one of another provision", ["a", "whole"], {}, "Không có ý kiến này"),
]


def test_an_answer_that_cannot_go_out_changes_nothing_and_is_not_lost(
    app: Flask, sent: dict[str, Page], rows: Rows
) -> None:
    desk, before = officer(app), rows(events)
    for words, who, changed, told in REFUSED:
        form = answering(desk)
        typed = {"tom-tat": "Tóm tắt", "ket-qua": "tiep-thu", "tra-loi": "Câu trả lời đã gõ.", **changed}
        data = {**form.fields, "so": [number(sent[name]) for name in who], **typed}
        page = Page.of(desk.client.post(form.action, data=data))
        assert page.status in {404, 422}, words
        assert told in page.text, words
        assert "Câu trả lời đã gõ." in page.html, words
    assert rows(events) == before
    assert desk.open(f"{DESK}/dieu?dieu=art_99").status == 404


def test_a_round_that_somebody_closed_by_hand_is_not_closed_twice(
    app: Flask, parts: Services, content: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.time = moment("2026-12-10T10:00:00")
    desk = officer(app)
    before = desk.open(DESK)
    assert "Tổng hợp chung đã có" not in before.text
    generation = parts.published.now()
    register = replace(generation.register, closings={DRAFT: "tonghop001"})
    monkeypatch.setattr(parts.published, "now", lambda: replace(generation, register=register))
    page = desk.open(DESK)
    assert "Công bố tổng hợp, kết thúc vòng" not in page.text
    assert any(a.get("href", "").endswith(".html#tong-hop") for a in page.root.iter("a"))
    page = desk.send(before.form("/tong-hop").typed(tong_hop="Cảm ơn bà con."))
    assert (page.status, "content/tra-loi/" in page.text) == (409, True)
    assert list((content / "tra-loi").glob("*")) == []


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def test_published_answers_are_committed_in_the_offices_name_and_pushed_where_that_is_wanted(
    make_app: Callable[..., Flask], content: Path, tmp_path: Path
) -> None:
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "far.git")
    git(content, "init", "-q", "-b", "main")
    git(content, "remote", "add", "far", str(tmp_path / "far.git"))
    (content / "khac.txt").write_text("chưa xong")
    git(content, "add", "khac.txt")
    app = make_app(git_remote="far")
    reference = Browser(app).comment(SAME, dieu=PLACE, ho_ten="Người Thử Tên Lạ").by_id("so")
    desk = officer(app)
    reply(desk, answering(desk), [reference], "Báo trước bảy ngày")
    assert desk.send(desk.open(DESK).form("/cong-bo")).status == 200
    log = git(tmp_path / "far.git", "log", "--format=%an <%ae>|%cn|%s", "--name-only")
    (file,) = (content / "tra-loi").iterdir()
    assert log.splitlines() == [
        f"Phòng Văn hóa – Xã hội xã Thử <vanhoa@thu.example>|Bàn làm việc|Công bố 1 câu trả lời, vòng 1: {TITLE}",
        "",
        f"tra-loi/{file.name}",
    ]
    assert git(content, "status", "--porcelain", "khac.txt") == "A  khac.txt\n"  # nobody else's work is committed
    assert "Tên Lạ" not in git(content, "show", "HEAD")
    # What git does not take is told; the file is there all the same, and publishing again makes up for it.
    lock = content / ".git" / "index.lock"
    lock.touch()
    page = reply(desk, answering(desk, group=reference), [reference], "Báo trước bảy ngày", "Sửa lại.")
    page = desk.send(desk.open(DESK).form("/cong-bo"))
    assert (page.status, "chưa lưu vào git" in page.text) == (202, True)
    assert "Sửa lại." in file.read_text(encoding="utf-8")
    lock.unlink()
    page = desk.open(f"/ban-lam-viec/y-kien/{reference}")
    assert desk.send(page.form("/cong-bo")).status == 200
    assert "Sửa lại." in git(tmp_path / "far.git", "show", "HEAD")


def test_a_coordinator_reads_all_and_a_concerned_office_only_its_own(app: Flask, parts: Services) -> None:
    """Routing sends opinions on one draft to different offices; each sees theirs and how far the others are."""
    reference = Browser(app).comment(SAME, dieu=PLACE).by_id("so")
    Browser(app).comment(OTHER, dieu=PLACE)
    comment = parts.store.comment(reference)
    assert comment is not None
    parts.store.record(
        comment["id"], {"at": parts.now(), "status": "routed", "actor": "thử", "detail": {}}, {"office": "van-phong"}
    )
    page = officer(app, "van-phong").open(DESK)
    assert page.by_id("tien-do") == "Đã trả lời 0/1 ý kiến."
    assert "Ở cơ quan khácđã trả lời 0/1" in page.text
    assert OTHER not in officer(app, "van-phong").open(f"{DESK}/dieu?dieu={PLACE}").text
