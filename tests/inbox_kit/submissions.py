"""Submissions as the store takes them."""

from datetime import date
from typing import Any

from inbox.stores.comments import Acceptance, Row
from plugins.domain.clock import moment

NOW = moment("2026-11-21T23:30:00+07:00")
THREADS = 8


def acceptance(stamp: str, **changes: Any) -> Acceptance:
    """A submission with two events and two mails."""
    comment = {
        "stamp": stamp,
        "part": 1,
        "code_hash": "0" * 64,
        "kind": "gop-y",
        "suspected": "",
        "channel": "web",
        "provenance": {},
        "count": 1,
        "draft": "dtthu00001",
        "round": 1,
        "provision": "",
        "provision_label": "",
        "provision_hash": "1" * 32,
        "place": "",
        "accused": "",
        "subject": "Quy chế thực hiện dân chủ ở cơ sở",
        "stance": "",
        "body": "Đề nghị báo trước bảy ngày.",
        "name": "",
        "email": "dan@vidu.example",
        "phone": "",
        "village": "",
        "role": "",
        "organisation": "",
        "may_quote": False,
        "may_name": False,
        "received_at": NOW,
        "is_late": False,
        "office": "phong-van-hoa",
        "rule": "r-dan-chu",
        "due_from": date(2026, 12, 4),
        "due_on": date(2026, 12, 25),
        "due_is_firm": False,
        "due_steps": ["Mốc tính: ngày 04/12/2026."],
        "due_version": "",
        "status": "routed",
        **changes,
    }
    happened: list[Row] = [{"at": NOW, "status": s, "actor": "hệ thống", "detail": {}} for s in ("received", "routed")]
    mails: list[Row] = [
        {
            "kind": kind,
            "recipient": "ai-do@vidu.example",
            "message_id": f"<{stamp}-{kind}@thu.example>",
            "created_at": NOW,
            "due_at": NOW,
            "attempts": 0,
        }
        for kind in ("office-new", "citizen-received")
    ]
    logged = {"at": comment["received_at"], "salt": f"{hash(stamp) & 0xFFFF:064x}", "words": "2" * 64}
    return Acceptance("GY", 2026, comment, happened, mails, logged)
