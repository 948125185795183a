"""A document or draft as plain text and as JSON."""

import json
from typing import Any

from plugins.domain.contents import Document, Draft
from plugins.domain.deadlines import vietnamese_date
from plugins.domain.offices import Office
from plugins.domain.provisions import Provision
from plugins.domain.vocabulary import ConsultingForm, OpinionMatter

VERSION = 1
# Without line breaks: with them, Python's own writer takes four times as long, and any faster one long to load.
_TO_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def as_text(content: Document | Draft, office: Office, address: str) -> str:
    """Return the text as people paste it elsewhere: facts, words with their numbers, where it comes from."""
    if isinstance(content, Document):
        facts = [f"Số: {content.symbol}", office.name, f"Ngày ban hành: {vietnamese_date(content.issued_on)}"]
    else:
        window = f"từ {vietnamese_date(content.opens_on)} đến hết {vietnamese_date(content.closes_on)}"
        facts = [f"Dự thảo, vòng {content.round}", office.name, f"Lấy ý kiến {window}"]
    return "\n".join([content.title, *facts, "", content.text.printed, "", f"Nguồn: {address}", ""])


def as_json(content: Document | Draft, office: Office, address: str) -> str:
    """Return the facts and the tree of provisions; days in ISO form, ids as in the page."""
    plain: dict[str, Any] = {
        "version": VERSION,
        "id": content.id,
        "kind": "document" if isinstance(content, Document) else "draft",
        "type": content.doc_type.name,
        "title": content.title,
        "abstract": content.abstract,
        "issuer" if isinstance(content, Document) else "lead_office": {"id": office.id, "name": office.name},
        "fields": list(content.fields),
        "url": address,
        "language": "vi",
    }
    if isinstance(content, Document):
        plain |= {
            "symbol": content.symbol,
            "issued_on": content.issued_on.isoformat(),
            "effective_on": content.effective_on.isoformat() if content.effective_on else None,
            "expires_on": content.expires_on.isoformat() if content.expires_on else None,
            "bases": list(content.bases),
            "implements": list(content.implements),
            "amends": list(content.amends),
            "replaces": list(content.replaces),
            "recipients": list(content.recipients or content.text.recipients),
        }
    else:
        plain |= {
            "round": content.round,
            "opens_on": content.opens_on.isoformat(),
            "closes_on": content.closes_on.isoformat(),
            "matter": _row(content.matter) if content.matter else None,
            "forms": [_row(form) for form in content.forms],
        }
    plain |= {
        "preamble": [p.plain for p in content.text.preamble],
        "provisions": [_provision(p) for p in content.text.provisions],
        "closing": [p.plain for p in content.text.closing],
        "annexes": [_provision(p) for p in content.text.annexes],
        "attachments": [{"name": a.name, "size": a.size, "sha256": a.sha256} for a in content.attachments],
    }
    return _TO_JSON(plain)


def _row(row: OpinionMatter | ConsultingForm) -> dict[str, Any]:
    return {"id": row.id, "name": row.name, "source": row.source, "verified": row.verified}


def _provision(provision: Provision) -> dict[str, Any]:
    return {
        "id": provision.eid,
        "level": provision.level.name.lower(),
        "number": provision.printed,
        "label": provision.label,
        "text": [p.plain for p in provision.paragraphs],
        "text_hash": provision.text_hash,
        "children": [_provision(child) for child in provision.children],
    }
