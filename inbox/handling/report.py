"""The authority's annual report on grassroots democracy: an outline it can change, filled with what is known.

Figures come from the open data of the current generation and from the database; what no figure tells (difficulties,
proposals) the outline leaves to people. Once issued the report is a file like any other: its figures stay as they are.
"""

import json
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from markdown import Markdown

from inbox.errors import BadOutlineError
from inbox.handling import figures
from inbox.handling.figures import Figures
from inbox.handling.published import Generation
from inbox.stores.figures import FiguresStore
from plugins.domain.answering import Timeliness
from plugins.domain.offices import Office
from plugins.domain.thresholds import Threshold
from plugins.kit.csv_out import csv_bytes
from plugins.kit.docx_out import text_docx
from plugins.kit.templates import day

OUTLINE = Path("danh-muc/bao-cao-nam.md")  # in the content folder, where an authority wants its own
_OUR_OUTLINE = Path(__file__).parents[1] / "templates" / "report.md"
_TABLES = ("van-ban", "lay-y-kien", "cong-khai", "su-kien", "cong-dong", "so-lieu")

OpenRow = Mapping[str, Any]


@dataclass(frozen=True)
class Report:
    """A report: its text in Markdown, and its figures as rows of section, name and value."""

    year: int
    text: str
    figures: tuple[tuple[str, str, str], ...]


def of_year(generation: Generation, store: FiguresStore, content: Path, year: int, now: datetime) -> Report:
    """Return the report of a year. Raises BadOutlineError when the outline cannot be filled."""
    given = _Given.of(generation, store, year, now)
    own = content / OUTLINE
    outline = own if own.is_file() else _OUR_OUTLINE
    env = SandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False)
    env.filters["day"] = day
    try:
        text = env.from_string(outline.read_text(encoding="utf-8")).render(vars(given))
    except (TemplateError, OSError, UnicodeDecodeError, TypeError, ValueError) as error:
        raise BadOutlineError(str(outline), str(error)) from error
    return Report(year, text, tuple(given.listed()))


def files(report: Report, made: datetime) -> dict[str, bytes]:
    """Return a report as files by name: Markdown to be published, .docx to be filed, CSV of its figures."""
    name = f"bao-cao-dan-chu-{report.year}"
    title = f"Báo cáo thực hiện dân chủ ở cơ sở năm {report.year}"
    body = report.text.split("---\n", 2)[-1] if report.text.startswith("---\n") else report.text
    html = Markdown(extensions=["tables"]).convert(body)
    return {
        f"{name}.md": report.text.encode(),
        f"{name}.docx": text_docx(title, html, made),
        f"{name}.csv": csv_bytes(["phan", "ten", "gia-tri"], report.figures),
    }


@dataclass(frozen=True)
class _Given:
    """What an outline can use, by the names of these fields; the text of our own outline shows each."""

    year: int
    made_on: date
    id: str  # a fresh `ma` for the file
    authority: Office
    item: str  # what the report is in the catalogue of what must be public, "" where that names none
    documents: Mapping[str, int]  # how many of each type were issued in the year
    consultations: list[OpenRow]  # rows of the open data that closed in the year
    notices: int
    disclosed: int  # of the things that fell due, now
    to_disclose: int
    events: Mapping[str, int]  # how many of each type were held in the year
    decisions: Mapping[str, int]  # of communities, how many of each result
    answers: list[tuple[Office, Figures]]  # how each office answered what people sent
    received: int
    answered: int
    late: int
    overdue: int
    reopened: int
    reported: list[Office]  # offices whose own report of the year is published
    owing: list[Office]  # offices that must report and have not

    @classmethod
    def of(cls, generation: Generation, store: FiguresStore, year: int, now: datetime) -> "_Given":
        """Gather what is known of a year."""
        catalogue = generation.register.catalogue
        tables = {name: _rows(generation, name) for name in _TABLES}
        fewest = catalogue.threshold(Threshold.FEWEST_RATINGS)
        by_office = [f for f in figures.of_year(store, year, now.date(), fewest) if f.kind is None]
        items = [item for item in catalogue.items.values() if item.is_report]
        of_items = [row for row in tables["cong-khai"] if row["item"] in {item.id for item in items}]
        reported = {row["office"] for row in of_items if row["period"] == str(year)}
        living = [office for office in catalogue.offices if office.is_alive(now.date())]
        obliged = [office for office in living if any(item.binds(office) for item in items)]
        return cls(
            year=year,
            made_on=now.date(),
            id=secrets.token_hex(5),
            authority=catalogue.offices[catalogue.site.office],
            item=items[0].id if items else "",
            documents=_counted(row["type"] for row in tables["van-ban"] if _in(row["issued_on"], year)),
            consultations=[row for row in tables["lay-y-kien"] if _in(row["closes_on"], year)],
            notices=sum(_in(row["published_on"], year) for row in tables["cong-khai"]),
            disclosed=sum(row["disclosed"] for row in tables["so-lieu"]),
            to_disclose=sum(row["to_disclose"] for row in tables["so-lieu"]),
            events=_counted(
                row["type"] for row in tables["su-kien"] if _in(row["starts_at"], year) and not row["cancelled"]
            ),
            decisions=_counted(row["result"] for row in tables["cong-dong"] if _in(row["decided_on"], year)),
            answers=[(catalogue.offices[f.office], f) for f in by_office],
            received=sum(f.received for f in by_office),
            answered=sum(sum(f.answered.values()) for f in by_office),
            late=sum(f.answered[Timeliness.LATE] for f in by_office),
            overdue=sum(f.overdue for f in by_office),
            reopened=sum(f.reopened for f in by_office),
            reported=[office for office in obliged if office.id in reported],
            owing=[office for office in obliged if office.id not in reported],
        )

    def listed(self) -> Iterable[tuple[str, str, str]]:
        """Yield every figure once more, for the table beside the text: section, name, value."""
        for section, counts in (
            ("Văn bản đã ban hành", self.documents),
            ("Sự kiện", self.events),
            ("Quyết định của cộng đồng dân cư", self.decisions),
        ):
            yield from ((section, name, str(count)) for name, count in counts.items())
        yield "Công khai", "Thông báo đăng trong năm", str(self.notices)
        yield "Công khai", "Nội dung đến hạn đã công khai", f"{self.disclosed}/{self.to_disclose}"
        yield "Lấy ý kiến", "Số đợt kết thúc trong năm", str(len(self.consultations))
        yield "Lấy ý kiến", "Ý kiến đã trả lời công bố", str(sum(row["answered"] for row in self.consultations))
        for name, count in (
            ("Đã nhận", self.received),
            ("Đã trả lời", self.answered),
            ("Trả lời muộn", self.late),
            ("Quá hạn chưa trả lời", self.overdue),
            ("Người gửi đề nghị xem lại", self.reopened),
        ):
            yield "Ý kiến, kiến nghị, phản ánh", name, str(count)
        for office, one in self.answers:
            yield office.name, "Đã trả lời trên đã nhận", f"{sum(one.answered.values())}/{one.received}"
        yield "Báo cáo của cơ quan", "Đã nộp", str(len(self.reported))
        yield "Báo cáo của cơ quan", "Chưa nộp", str(len(self.owing))


def _rows(generation: Generation, table: str) -> list[OpenRow]:
    """Return a table of the open data."""
    found: list[OpenRow] = json.loads((generation.folder / f"du-lieu/{table}.json").read_text(encoding="utf-8"))["rows"]
    return found


def _in(moment: str | None, year: int) -> bool:
    return moment is not None and moment.startswith(f"{year}-")


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))
