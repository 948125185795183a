"""What a citizen keeps of a sending: the receipt as text, the due day as text, JSON and a day in the calendar."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from inbox.access.permissions import is_restricted
from inbox.stores.comments import Row
from plugins.domain.deadlines import vietnamese_date
from plugins.domain.offices import Offices
from plugins.kit.calendar_out import day_ics
from plugins.kit.templates import moment


def about(comment: Row) -> str:
    """Return what a comment is about, in words."""
    return ", ".join(part for part in (comment["subject"], comment["provision_label"]) if part)


def due_words(comment: Row) -> str:
    """Return the due day as it is told: the day, and “dự kiến” where its rule is not confirmed."""
    return vietnamese_date(comment["due_on"]) + ("" if comment["due_is_firm"] else " (dự kiến)")


def as_text(  # what a receipt says
    sending: Sequence[Row], files: Sequence[Row], logged: Mapping[int, Row], code: str, offices: Offices, address: str
) -> str:
    """Return the receipt of a sending as plain text; of what is restricted it says neither content nor a day.

    Names of files are content, too: there only their number is told. `logged` is what the log of receipts holds, by id
    of the comment.
    """
    lines = ["GIẤY HẸN", ""]
    for comment in sending:
        office = offices[comment["office"]]
        lines += [f"Số: {comment['reference']}", f"Lúc: {moment(comment['received_at'])}"]
        if row := logged.get(comment["id"]):
            lines += [f"Cam kết trong sổ biên nhận: {row['commitment']}", f"Muối của cam kết: {row['salt']}"]
        if is_restricted(comment):
            lines += ["Đang được người có trách nhiệm kiểm tra. Đây không phải là giấy nhận đơn khiếu nại, tố cáo.", ""]
            continue
        lines += [f"Về: {about(comment)}", f"Cơ quan trả lời: {office.name}"]
        lines += [
            f"{words}: {value}" for words, value in (("Địa chỉ", office.address), ("Điện thoại", office.phone)) if value
        ]
        lines += [f"Hạn trả lời: {due_words(comment)}", *(f"  {step}" for step in comment["due_steps"]), ""]
    if files:
        names = "" if is_restricted(sending[0]) else ": " + "; ".join(file["name"] for file in files)
        lines += [f"Tệp đã nhận: {len(files)}{names}", ""]
    lines += [f"Mã bí mật (chỉ mình bạn giữ): {code}", f"Xem tình trạng bằng số và mã: {address}/tra-cuu"]
    return "\n".join(lines) + "\n"


def as_calendar(comment: Row, address: str) -> bytes:
    """Return the due day of a comment as .ics; neither its content nor its code stands in it."""
    reference = comment["reference"]
    steps = "\n".join(comment["due_steps"])
    return day_ics(
        f"{reference}-han-tra-loi",
        f"Hạn trả lời ý kiến {reference}" + ("" if comment["due_is_firm"] else " (dự kiến)"),
        comment["due_on"],
        f"{steps}\n\n{address}/tra-cuu",
        f"{address}/tra-cuu",
        comment["received_at"],
    )


def as_json(comment: Row, logged: Row | None) -> str:
    """Return the due day of a comment with its arithmetic and the version of rule and calendar, for machines.

    `logged` is what the log of receipts holds of it.
    """
    plain = {
        "so": comment["reference"],
        "han": comment["due_on"].isoformat(),
        "chac-chan": comment["due_is_firm"],
        "cach-tinh": comment["due_steps"],
        "quy-tac": comment["due_version"],
        **({"cam-ket": logged["commitment"], "muoi": logged["salt"]} if logged else {}),
    }
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


def how_to_check(day: date, address: str) -> str:
    """Return how the proof of something logged on a day is checked, in a few sentences."""
    return (
        f"Cách kiểm tra: so gốc ở đây với gốc của ngày {vietnamese_date(day)} ở trang "
        f"{address}/so-bien-nhan/{day.year}.html, trong bản tin hoặc kho git. Rồi trên máy có Python và mã nguồn của "
        "trang, không cần mạng, chạy: python -m plugins.kit.proof TỆP.json GỐC (thêm --words TỆP.txt để so cả nội "
        "dung). Chỉ đưa tệp này cho người mình tin: ai có muối thì đoán thử được một nội dung ngắn."
    )
