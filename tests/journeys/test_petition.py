"""A petition that goes astray: given on twice, answered late, reopened, answered again; its sender reads each step."""

import shutil
from pathlib import Path

import pytest
from inbox_kit.files import signed_pdf
from inbox_kit.mail_servers import everything
from journeys.actors import Citizen, Installation, Officer
from playwright.sync_api import FilePayload
from support import OFFICE

WORDS, MAIL, OTHER = "Đèn đường thôn Hai tắt đã một tuần.", "dan@vidu.example", "van-phong"
FIRST_WHY, SECOND_WHY = "Đèn đường là việc của Văn phòng", "Đường này do Phòng quản lý"
ANSWER, UNHAPPY, BETTER = "Sẽ xem xét.", "Chưa nói bao giờ sửa.", "Sẽ thay đèn trước ngày 20/12/2026."
PDF = signed_pdf()
# Ten working days after 21/11/2026, a Saturday; 24/11 is a holiday. Reopened on 10/12, the clock begins anew.
_DUE, _AFTER, _DUE_AGAIN = "07/12/2026", "2026-12-10T09:00:00+07:00", "24/12/2026"


@pytest.fixture
def running(installation: Installation, commune_build: Path, furnished_database: Path, tmp_path: Path) -> Installation:
    """The small commune, built before, with an officer at each of two offices."""
    installation.environment["CONG_KHAI_BUILD"] = str(commune_build)
    shutil.copy(furnished_database, tmp_path / "inbox.sqlite")
    return installation


def test_a_petition_given_on_twice_answered_late_and_reopened_is_followed_by_its_sender(
    running: Installation, citizen: Citizen, officer: Officer
) -> None:
    with running.serving():
        reference, code = _send(citizen)
        assert _DUE in citizen.looks_up(reference, code)
        _give_on(officer, reference)
        told = citizen.looks_up(reference, code)
        assert [w for w in ("Đã chuyển tiếp đến Văn phòng xã Thử", FIRST_WHY, _DUE) if w not in told] == []
        _give_back(officer, reference)
        told = citizen.looks_up(reference, code)
        assert [w for w in ("Đang xử lý tại Phòng Văn hóa – Xã hội xã Thử", SECOND_WHY) if w not in told] == []

    # Nobody does anything until the day is over.
    running.environment["CONG_KHAI_NOW"] = _AFTER
    running.worker_sends_mail()
    with running.serving():
        officer.signs_in()
        officer.page.get_by_role("link", name="Quá hạn (1)").click()
        officer.opens(reference)
        _answer(officer, ANSWER)
        told = citizen.looks_up(reference, code)
        assert [w for w in ("Đã trả lời", ANSWER) if w not in told] == []

        _ask_for_another_look(citizen)
        told = citizen.looks_up(reference, code)
        again = ("Người gửi đề nghị xem lại", f"Trả lời trước khi hết ngày {_DUE_AGAIN}")
        assert [w for w in again if w not in told] == []

        # This time a signed document comes with it.
        officer.page.goto(f"{running.address}/ban-lam-viec/y-kien/{reference}")
        assert UNHAPPY in officer.page.locator("main").inner_text()
        _answer(officer, BETTER, "15/VP")
        told = citizen.looks_up(reference, code)
        assert [w for w in (BETTER, "15/VP") if w not in told] == []
        assert "Đề nghị xem lại câu trả lời" not in told  # once
        with citizen.page.expect_download() as download:
            citizen.page.get_by_role("button", name="Tải bản PDF đã ký").click()
        assert download.value.path().read_bytes() == PDF
        running.worker_sends_mail()

    assert [mail["Subject"] for mail in running.mail.to(MAIL)] == [
        f"Đã tiếp nhận ý kiến {reference}",
        f"Có bước xử lý mới với ý kiến {reference}",
        f"Có bước xử lý mới với ý kiến {reference}",
        f"Đã có trả lời cho ý kiến {reference}",
        f"Đã có trả lời cho ý kiến {reference}",
    ]
    assert [(m["To"], m["Subject"].split(" ý kiến")[0]) for m in running.mail.messages if m["To"] != MAIL] == [
        ("vanhoa@thu.example", f"Ý kiến mới {reference}, hạn trả lời {_DUE} (dự kiến)"),
        ("vanphong@thu.example", f"Ý kiến mới {reference}, hạn trả lời {_DUE} (dự kiến)"),
        ("vanhoa@thu.example", f"Ý kiến mới {reference}, hạn trả lời {_DUE} (dự kiến)"),
        ("vanhoa@thu.example", "Quá hạn trả lời"),
        ("vanhoa@thu.example", "Người gửi vừa thay đổi"),
    ]
    secrets = (WORDS, FIRST_WHY, SECOND_WHY, ANSWER, UNHAPPY, BETTER, code)
    assert [told for told in secrets for mail in running.mail.messages if told in everything(mail)] == []


def _send(citizen: Citizen) -> tuple[str, str]:
    citizen.page.goto(f"{citizen.address}/kien-nghi/{OFFICE}")
    citizen.page.get_by_label("Nội dung", exact=True).fill(WORDS)
    citizen.page.get_by_label("Thư điện tử").fill(MAIL)
    citizen.looks_it_over()
    citizen.sends()
    return citizen.receipt()


def _give_on(officer: Officer, reference: str) -> None:
    """Give it to the other office, from its own page."""
    officer.signs_in()
    assert WORDS in officer.opens(reference)
    officer.page.get_by_text("Chuyển cơ quan khác").click()
    officer.page.get_by_label("Cơ quan có thẩm quyền").select_option(OTHER)
    officer.page.get_by_label("Lý do chuyển").fill(FIRST_WHY)
    officer.page.get_by_role("button", name="Chuyển", exact=True).click()
    officer.signs_out()


def _give_back(officer: Officer, reference: str) -> None:
    """Give it back, ticked in the queue."""
    officer.signs_in(OTHER)
    officer.page.get_by_label(f"Chọn {reference}").check()
    officer.page.get_by_label("Chuyển cơ quan khác").check()
    officer.page.get_by_role("button", name="Xem trước").click()
    officer.page.get_by_label("Cơ quan có thẩm quyền").select_option(OFFICE)
    officer.page.get_by_label("Lý do").fill(SECOND_WHY)
    officer.page.get_by_role("button", name="Làm với 1 ý kiến").click()
    assert "Đã làm với 1/1 ý kiến." in officer.page.locator("main").inner_text()
    officer.signs_out()


def _ask_for_another_look(citizen: Citizen) -> None:
    citizen.page.get_by_text("Đề nghị xem lại câu trả lời (một lần)").click()
    citizen.page.get_by_label("Điều gì chưa thỏa đáng").fill(UNHAPPY)
    citizen.page.get_by_role("button", name="Đề nghị xem lại").click()


def _answer(officer: Officer, text: str, symbol: str = "") -> None:
    """Answer; with a symbol, in a signed document besides."""
    officer.page.get_by_label("Nội dung trả lời").fill(text)
    if symbol:
        officer.page.get_by_text("Văn bản trả lời: số, người ký, bản PDF đã ký").click()
        officer.page.get_by_label("Số, ký hiệu văn bản").fill(symbol)
        paper: FilePayload = {"name": "Trả lời.pdf", "mimeType": "application/pdf", "buffer": PDF}
        officer.page.get_by_label("Bản PDF đã ký").set_input_files(paper)
    officer.page.get_by_role("button", name="câu trả lời", exact=False).first.click()
