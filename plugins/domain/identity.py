"""Numbers of identity cards (căn cước), known by their form alone: province, sex and century, year of birth."""

import re

from plugins.domain.text import nfc

# The first three digits: the 63 provinces of birth registration before the mergers of 2025.
# fmt: off
PROVINCES = frozenset(
    {
        "001", "002", "004", "006", "008", "010", "011", "012", "014", "015", "017", "019", "020", "022", "024", "025",
        "026", "027", "030", "031", "033", "034", "035", "036", "037", "038", "040", "042", "044", "045", "046", "048",
        "049", "051", "052", "054", "056", "058", "060", "062", "064", "066", "067", "068", "070", "072", "074", "075",
        "077", "079", "080", "082", "083", "084", "086", "087", "089", "091", "092", "093", "094", "095", "096",
    }
)
# fmt: on
# The fourth digit: sex and century of birth. An even digit is a man, an odd one a woman.
CENTURIES = {"0": 1900, "1": 1900, "2": 2000, "3": 2000}
_TWELVE = re.compile(
    r"(?<![^\W_])(?<!\d[.,])\d{3} ?\d ?\d{2} ?\d{6}(?![^\W_])(?!\.\d)|(?<!\d)\d{3}([ .])\d{3}\1\d{3}\1\d{3}(?!\d)"
)


def identity_numbers(text: str) -> list[str]:
    """Return the numbers in a text that have the form of an identity card's number."""
    return [match[0] for match in _TWELVE.finditer(text) if _is_plausible(re.sub(r"\D", "", match[0]))]


# What is called an identity card, and what makes it a demand for one: its number, a picture, a copy.
_CARD = re.compile(r"\b(căn cước|cccd|cmnd|cmt|chứng minh nhân dân|chứng minh thư|số định danh|hộ chiếu)\b")
_DEMAND = re.compile(r"\b(số|ảnh|hình|chụp|bản sao|sao y|photo|scan|mặt trước|mặt sau|gửi|cung cấp|xuất trình|kèm)\b")


def asks_for_identity_card(text: str) -> bool:
    """Tell whether a sentence asks for the number or a picture of an identity card.

    Such pictures are sensitive personal data (Law 91/2025/QH15, Decree 356/2025/NĐ-CP); no answer needs one.
    """
    sentences = re.split(r"[.?!;\n]", nfc(text).casefold())
    return any(_CARD.search(sentence) and _DEMAND.search(sentence) for sentence in sentences)


def _is_plausible(digits: str) -> bool:
    return digits[:3] in PROVINCES and digits[3] in CENTURIES
