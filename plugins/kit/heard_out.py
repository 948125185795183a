"""The bảng tổng hợp, tiếp thu, giải trình of a round as CSV and as .docx: the public's, and the desk's draft."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from plugins.domain.comments import Channel
from plugins.domain.deadlines import vietnamese_date
from plugins.kit.csv_out import csv_bytes

TITLE = "Bảng tổng hợp, tiếp thu, giải trình ý kiến góp ý"
# The official four columns, with their widths on paper in centimetres.
COLUMNS = {
    "Nhóm vấn đề hoặc điều, khoản": 5.0,
    "Chủ thể góp ý": 4.5,
    "Nội dung góp ý": 7.5,
    "Nội dung tiếp thu, giải trình": 8.7,
}


@dataclass(frozen=True)
class Round:
    """The round that a table is about: title and number, first and last day, the office in charge."""

    draft: str
    number: int
    opens_on: date
    closes_on: date
    office: str


@dataclass(frozen=True)
class Point:
    """A row of the table: where, who made the point and how often, the point, what became of it."""

    where: str
    who: str
    counts: str
    point: str
    result: str

    @property
    def cells(self) -> Sequence[str]:
        """The row in the official columns."""
        return (self.where, f"{self.who}\n{self.counts}", self.point, self.result)


def as_csv(points: Iterable[Point]) -> bytes:
    """Return the table as CSV."""
    return csv_bytes(list(COLUMNS), (point.cells for point in points))


def as_docx(about: Round, points: Iterable[Point], made: datetime) -> bytes:
    """Return the table as .docx; `made` stands in the file's properties."""
    from plugins.kit.docx_out import table_docx  # slow to import, and seldom wanted

    days = f"từ {vietnamese_date(about.opens_on)} đến hết {vietnamese_date(about.closes_on)}"
    lines = [about.draft, f"Vòng {about.number}, {days}.", about.office]
    return table_docx(TITLE, lines, COLUMNS, [point.cells for point in points], made)


def result_words(disposition: str, text: str, symbol: str, signer: str) -> str:
    """Return what became of a point: its disposition in words, the answer, the document it was given in, too, if any.

    `signer` is the official who signed that, with the title.
    """
    given_in = [f"văn bản số {symbol}" if symbol else "", f"người ký: {signer}" if signer else ""]
    told = "; ".join(filter(None, given_in))
    return f"{disposition}. {text}" + (f" ({told})" if told else "")


def counts_words(by_channel: Iterable[tuple[str, int]], people: int | None) -> str:
    """Return how many opinions a point stands for, by which channels and of how many people: all count the same."""
    counts = [(id_, count) for id_, count in by_channel if count]
    words = {channel.id: channel.words for channel in Channel}
    told = ", ".join(f"{count} {words[id_]}" for id_, count in counts)
    known = f"{people} người" if people is not None else "số người không rõ"
    return f"{sum(count for _, count in counts)} ý kiến ({told}); {known}"
