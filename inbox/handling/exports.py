"""What an office takes away as a table: its comments as CSV and JSON, with a dictionary that explains every column.

Neither name nor address of a sender is in it; what people wrote is, for that is what the office works on.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from inbox.stores.database import Row
from plugins.domain.comments import Channel, Disposition, Kind, Stance, Status
from plugins.kit.csv_out import csv_bytes


@dataclass(frozen=True)
class Field:
    """A column: its name in the files, what it holds, and where that comes from."""

    name: str
    words: str
    value: Callable[[Row], Any]


def _plain(column: str) -> Callable[[Row], Any]:
    return lambda row: row[column]


def _chosen(column: str, choices: Iterable[Any]) -> Callable[[Row], Any]:
    words: Mapping[str, str] = {choice.id: choice.words for choice in choices}
    return lambda row: words.get(row[column], row[column])


def _on_time(row: Row) -> bool | None:
    return None if row["answered_at"] is None else bool(row["answered_at"].date() <= row["due_on"])


def _has_file(row: Row) -> bool | None:
    return None if row["answered_at"] is None else row["signed_file"] is not None


FIELDS = (
    Field("so", "Số ý kiến", _plain("reference")),
    Field("loai", "Loại: " + ", ".join(kind.words for kind in Kind), _chosen("kind", Kind)),
    Field("kenh", "Kênh nhận: " + ", ".join(channel.words for channel in Channel), _chosen("channel", Channel)),
    Field("du-thao", "Mã của dự thảo được góp ý; trống nếu không phải góp ý", _plain("draft")),
    Field("vong", "Vòng lấy ý kiến", _plain("round")),
    Field("dieu-khoan", "Mã điều, khoản, điểm; trống là cả dự thảo", _plain("provision")),
    Field("ten-dieu-khoan", "Điều, khoản, điểm như cách viện dẫn", _plain("provision_label")),
    Field("ve", "Tên dự thảo hoặc nơi nhận kiến nghị", _plain("subject")),
    Field("ve-ma", "Mã của thông báo, điểm phục vụ, cơ quan có mã QR đã quét; trống nếu không quét", _plain("about")),
    Field("noi-dung", "Nguyên văn người dân viết: chỉ dùng trong cơ quan, không công bố", _plain("body")),
    Field("lap-truong", "Nói chung về điều, khoản: " + ", ".join(s.words for s in Stance), _chosen("stance", Stance)),
    Field("so-nguoi", "Số người cùng ý kiến; trên 1 khi nhập từ cuộc họp hay giấy tờ", _plain("count")),
    Field("duoc-trich", "Người gửi cho phép công bố nguyên văn: true, false", _plain("may_quote")),
    Field("nhan-luc", "Lúc nhận, giờ Việt Nam", _plain("received_at")),
    Field("gui-muon", "Gửi sau khi hết hạn lấy ý kiến: true, false", _plain("is_late")),
    Field("co-quan", "Mã của cơ quan phải trả lời", _plain("office")),
    Field("chuyen-theo", "Quy tắc đã chuyển ý kiến đến cơ quan", _plain("rule")),
    Field("han", "Hạn trả lời", _plain("due_on")),
    Field("han-chac-chan", "Hạn theo quy định đã được xác nhận: true; dự kiến: false", _plain("due_is_firm")),
    Field("tinh-trang", "Tình trạng: " + ", ".join(status.words for status in Status), _chosen("status", Status)),
    Field("tra-loi-luc", "Lúc trả lời, giờ Việt Nam; trống là chưa trả lời", _plain("answered_at")),
    Field("dung-han", "Trả lời không sau hạn: true, false; trống là chưa trả lời", _on_time),
    Field("ket-qua", "Kết quả: " + ", ".join(d.words for d in Disposition), _chosen("disposition", Disposition)),
    Field("tom-tat", "Tóm tắt ý kiến để công bố", _plain("point")),
    Field("tra-loi", "Nội dung trả lời", _plain("text")),
    Field("so-van-ban", "Số, ký hiệu văn bản trả lời; trống là không có", _plain("symbol")),
    Field("nguoi-ky", "Người ký văn bản trả lời", _plain("signer")),
    Field("chuc-vu-ky", "Chức vụ người ký", _plain("signer_title")),
    Field("co-ban-ky", "Có bản đã ký (PDF) cho người gửi tải: true, false", _has_file),
)


def as_csv(rows: Iterable[Row]) -> bytes:
    """Return comments with their answers as CSV that a spreadsheet opens and runs nothing of."""
    return csv_bytes([field.name for field in FIELDS], ([_said(field.value(row)) for field in FIELDS] for row in rows))


def as_json(rows: Iterable[Row], now: datetime) -> bytes:
    """Return comments with their answers as JSON, with the dictionary in the same file."""
    plain = {
        "lap-luc": now.isoformat(timespec="seconds"),
        "tu-dien": {field.name: field.words for field in FIELDS},
        "y-kien": [{field.name: _in_json(field.value(row)) for field in FIELDS} for row in rows],
    }
    return json.dumps(plain, ensure_ascii=False, indent=1).encode()


def dictionary() -> bytes:
    """Return the dictionary of the columns as CSV."""
    return csv_bytes(["cot", "y-nghia"], ([field.name, field.words] for field in FIELDS))


def _in_json(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value


def _said(value: Any) -> Any:
    """Return a value for a cell: as in JSON, yes and no in its words, too."""
    return str(value).lower() if isinstance(value, bool) else _in_json(value)
