"""Whether a text looks like a denunciation or a complaint, whatever form it was typed into.

The law classifies by content, not by title (Circular 05/2021/TT-TTCP, Điều 6): a denunciation tells of an unlawful act
of somebody; a complaint wants an administrative decision or act that harms the writer reconsidered. The rules look for
the words in which people say so. Talking about either in general (deadlines, protection, what a draft should forbid) is
neither. A person judges afterwards; how often the rules are right stands in `tests/domain/test_recognising.py`.
"""

import re

from plugins.domain.comments import Kind
from plugins.domain.text import bare, nfc

_SENTENCE = re.compile(r"[.;!?\n]+")
# Who speaks of rules, not of somebody: the sentence accuses nobody.
_IN_GENERAL = re.compile(
    r"^nen\b|\b(?:(?:xa|thon|chuyen muc|can bo) nen|dieu \d+|khoan \d+"
    r"|can (?:co|quy dinh|noi|duoc|ghi|giam sat)|quy dinh (?:ro|viec|thoi)|bo sung quy dinh|quy che|du thao|nghiem cam"
    r"|neu (?:can bo|co|ai)|phong,? chong|luat (?:to cao|khieu nai)|thoi han|thu tuc|mau don|tuyen truyen|tap huan"
    r"|bao ve nguoi|nguoi to (?:cao|giac)|de tranh|de khoi|xin hoi|hoi:|xin cam on|khong khieu nai|khong to cao"
    r"|giai quyet khieu nai|ket luan (?:noi dung )?to cao|khieu nai, to cao|phai bao cao)\b"
)
_DENOUNCES = re.compile(
    r"\b(?:(?:toi|em|chung toi|xin|muon|nay|de|don|dung ten|lam don|la) (?:\w+ ){0,4}?to (?:cao|giac)"
    r"|(?:toi|em|chung toi) to (?:ong|ba|anh|chi|can bo))\b|^\W*(?:don )?to (?:cao|giac)\b"
)
_PERSON = (
    r"(?:ong|ba|anh|chi|truong thon|pho truong thon|can bo|chu tich|pho chu tich|ke toan|thu quy|cong an|pho phong"
    r"|truong phong|truong ban|hieu truong|dia chinh|tu phap)"
)
_ACT = (
    r"(?:tham o|tham nhung|bien thu|nhan (?:hoi lo|phong bi|tien)|hoi lo|voi (?:tien|vinh)|doi (?:tien|hoi lo)|an chan"
    r"|an bot|lap khong|khai (?:khong|man)|lam gia|gia mao|bao che|lam quyen|ep dan|danh (?:con|ba|ong|toi|nguoi|dan)"
    r"|chiem doat|rut ruot|bo tui|quyt|nhung nhieu|sach nhieu|lot tay|cam tien|lay tien|ban dat trai|cap dat cho"
    r"|loi dung chuc|dung chuc)"
)
_ACCUSES = re.compile(rf"\b{_PERSON}\b.{{0,60}}?\b{_ACT}\b|\bdua (?:tien )?hoi lo cho\b")
_COMPLAINS = re.compile(
    r"\b(?:(?:toi|gia dinh|nha toi|xin|lam don|don|noi dung|la) (?:\w+ ){0,3}?khieu nai"
    r"|khieu nai lan (?:dau|hai|thu))\b"
    r"|^\W*(?:don )?khieu nai\b"
)
# A decision, of which the writer says it is theirs, and what they want done with it.
_DECISION = re.compile(r"\bquyet dinh\b|\bbien ban\b")
_UNDO = re.compile(r"\b(?:huy|thu hoi quyet dinh|rut lai|xem xet lai|xet lai|giai quyet lai|xem lai quyet dinh)\b")
_OWN = re.compile(r"\b(?:toi|nha toi|gia dinh|con toi|me toi|bo toi)\b")


def suspicion(text: str) -> Kind | None:
    """Return the restricted kind that a text looks like, None for one that looks like neither."""
    sentences = [bare(nfc(part).lower()).strip() for part in _SENTENCE.split(text)]
    told = [sentence for sentence in sentences if sentence and not _IN_GENERAL.search(sentence)]
    if any(_DENOUNCES.search(sentence) or _ACCUSES.search(sentence) for sentence in told):
        return Kind.DENUNCIATION
    if any(_COMPLAINS.search(sentence) or _is_own_decision(sentence) for sentence in told):
        return Kind.COMPLAINT
    return None


def _is_own_decision(sentence: str) -> bool:
    return all(pattern.search(sentence) for pattern in (_DECISION, _UNDO, _OWN))
