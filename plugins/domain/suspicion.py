"""What makes a sending look like a machine's or an advertiser's: signs, not proofs; it is looked at, never refused."""

import re
from collections.abc import Iterable, Iterator
from enum import Enum

from plugins.domain.text import fold


class Sign(Enum):
    """A sign: its id in the database, its words for the officer who looks."""

    TRAP = ("bay", "điền vào ô ẩn mà người không thấy")
    TOO_FAST = ("nhanh", "gửi ngay khi vừa mở phiếu")
    OFTEN = ("nhieu", "mạng này gửi nhiều lần trong một giờ")
    LINKS = ("lien-ket", "có nhiều liên kết")
    ADVERTISING = ("quang-cao", "có cụm từ quảng cáo cùng với liên kết")

    def __init__(self, id_: str, words: str) -> None:
        self.id = id_
        self.words = words


# A web address as people write it; of hosts without http, those under which advertisers live.
_LINK = re.compile(
    r"https?://\S+|www\.\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|info|biz|xyz|top|club|vip|bet|win|site|online|shop)\b",
    re.IGNORECASE,
)


def signs_in(text: str, phrases: Iterable[str], most_links: int) -> Iterator[Sign]:
    """Yield the signs in what was written; `phrases` are those of advertisers, `most_links` need no look."""
    links = len(_LINK.findall(text))
    if links > most_links:
        yield Sign.LINKS
    words = _spaced(text)
    if links and any(_spaced(phrase) in words for phrase in phrases):
        yield Sign.ADVERTISING


def _spaced(text: str) -> str:
    """Return the folded words of a text, each with a space before and after it."""
    return f" {' '.join(re.findall(r'[a-z0-9]+', fold(text)))} "
