"""Everything published as open data: tables as CSV and JSON, a data dictionary, checksums, a DCAT catalogue.

Each table is a list of columns that say what they hold and how it is found: the dictionary is written from the same
list as the tables, so it cannot lie.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from plugins.domain.asking import question, shared
from plugins.domain.cards import Content
from plugins.domain.citations import Citations
from plugins.domain.communities import result
from plugins.domain.consultations import Consultation
from plugins.domain.contents import CommunityDecision, Document, Event, Notice, ReceiptDay
from plugins.domain.disclosure import Score, score
from plugins.domain.offices import Office
from plugins.kit.account import cells
from plugins.kit.build import Build
from plugins.kit.csv_out import csv_bytes
from plugins.kit.outputs import Output

FOLDER = "du-lieu"


@dataclass(frozen=True)
class DataColumn:
    """A column: its key, its type in words, what it means, how its value is found in a row."""

    key: str
    type: str
    meaning: str
    value: Callable[[Any], object]


@dataclass(frozen=True)
class DataTable:
    """A table: its name in URLs, its title, its columns, and what gives its rows."""

    name: str
    title: str
    columns: Sequence[DataColumn]
    rows: Callable[[], Sequence[Any]]


def outputs(build: Build) -> Iterator[Output]:
    """Yield every file of the open data and the page that explains it."""
    files: dict[str, Callable[[], bytes]] = {}
    for name in _TABLES:
        files[f"{name}.csv"] = partial(_csv, build, name)
        files[f"{name}.json"] = partial(_table_as_json, build, name)
    files["tu-dien.csv"] = partial(_dictionary_csv, build)
    files["tu-dien.json"] = partial(_dictionary_json, build)
    files["catalog.jsonld"] = partial(_dcat, build)
    for name, make in files.items():
        yield Output(f"{FOLDER}/{name}", make)
    yield Output(f"{FOLDER}/SHA256SUMS", partial(_checksums, build, list(files)), is_late=True)
    yield from build.in_all_languages(f"{FOLDER}/index.html", "open_data.html", partial(_page, build))


def _page(build: Build) -> Mapping[str, object]:
    return {"tables": [_table(build, name) for name in _TABLES], "counts": _counts(build)}


@question
def _counts(build: Build) -> dict[str, int]:
    """Return how many rows each table has."""
    return {name: len(_table(build, name).rows()) for name in _TABLES}


@shared
def _rows(build: Build, name: str) -> list[dict[str, object]]:
    """Return the rows of a table as plain values: days and moments in ISO form."""
    table = _table(build, name)
    columns = [(column.key, column.value) for column in table.columns]
    return [{key: _plain(value(row)) for key, value in columns} for row in table.rows()]


def _csv(build: Build, name: str) -> bytes:
    head = [column.key for column in _table(build, name).columns]
    return csv_bytes(head, ([_cell(value) for value in row.values()] for row in _rows(build, name)))


def _table_as_json(build: Build, name: str) -> bytes:
    table = _table(build, name)
    return _json({"table": table.name, "title": table.title, "rows": _rows(build, name)})


def _dictionary(build: Build) -> list[tuple[str, str, str, str]]:
    tables = (_table(build, name) for name in _TABLES)
    return [(t.name, c.key, c.type, c.meaning) for t in tables for c in t.columns]


_DICTIONARY_HEAD = ["table", "column", "type", "meaning"]


def _dictionary_csv(build: Build) -> bytes:
    return csv_bytes(_DICTIONARY_HEAD, _dictionary(build))


def _dictionary_json(build: Build) -> bytes:
    return _json([dict(zip(_DICTIONARY_HEAD, row, strict=True)) for row in _dictionary(build)])


def _checksums(build: Build, names: Sequence[str]) -> str:
    return "".join(f"{hashlib.sha256(build.output(f'{FOLDER}/{name}')).hexdigest()}  {name}\n" for name in names)


def _dcat(build: Build) -> bytes:
    tables = [_table(build, name) for name in _TABLES]
    site = build.publication.catalogue.site
    publisher = {"@type": "foaf:Organization", "foaf:name": build.publication.office(site.office).name}
    formats = {"csv": "text/csv", "json": "application/json"}
    catalogue = {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
        },
        "@id": build.absolute(f"{FOLDER}/catalog.jsonld"),
        "@type": "dcat:Catalog",
        "dct:title": site.name,
        "dct:language": "vi",
        "dct:publisher": publisher,
        "dcat:dataset": [
            {
                "@type": "dcat:Dataset",
                "@id": build.absolute(f"{FOLDER}/index.html#{table.name}"),
                "dct:title": table.title,
                "dct:publisher": publisher,
                "dct:conformsTo": build.absolute(f"{FOLDER}/tu-dien.json"),
                "dcat:distribution": [
                    {
                        "@type": "dcat:Distribution",
                        "dcat:downloadURL": build.absolute(f"{FOLDER}/{table.name}.{ending}"),
                        "dcat:mediaType": media_type,
                    }
                    for ending, media_type in formats.items()
                ],
            }
            for table in tables
        ],
    }
    return _json(catalogue)


def _shared(build: Build, content: Callable[[Any], Content] = lambda row: row) -> list[DataColumn]:
    return [
        DataColumn("id", "chữ", "mã không đổi của nội dung", lambda row: content(row).id),
        DataColumn("title", "chữ", "tên", lambda row: content(row).title),
        DataColumn("url", "địa chỉ", "trang của nội dung", lambda row: build.absolute(content(row).url)),
        DataColumn("office", "chữ", "mã cơ quan, xem bảng co-quan", lambda row: content(row).office),
        DataColumn("fields", "danh sách", "mã lĩnh vực", lambda row: list(content(row).fields)),
        DataColumn("published_on", "ngày", "ngày công bố", lambda row: content(row).published_on),
        DataColumn(
            "updated_on", "ngày", "ngày đính chính gần nhất, hoặc ngày công bố", lambda row: content(row).updated_on
        ),
    ]


def _documents(build: Build) -> list[DataColumn]:
    def status(document: Document) -> str:
        return _citations(build).status(document, build.publication.now.date()).words

    return [
        *_shared(build),
        DataColumn("type", "chữ", "tên loại văn bản", lambda d: d.doc_type.name),
        DataColumn("symbol", "chữ", "số, ký hiệu", lambda d: d.symbol),
        DataColumn("issued_on", "ngày", "ngày ban hành", lambda d: d.issued_on),
        DataColumn("effective_on", "ngày", "ngày có hiệu lực, nếu ghi", lambda d: d.effective_on),
        DataColumn("expires_on", "ngày", "ngày hết hiệu lực, nếu ghi", lambda d: d.expires_on),
        DataColumn("status", "chữ", "tình trạng hiệu lực ngày dựng trang", status),
        DataColumn("bases", "danh sách", "văn bản căn cứ, như đã ghi", lambda d: list(d.bases)),
        DataColumn("draft", "chữ", "mã dự thảo đã lấy ý kiến, nếu có", lambda d: d.draft),
    ]


@shared
def _citations(build: Build) -> Citations:
    return Citations.among(build.publication.documents)


def _consultations(build: Build) -> list[DataColumn]:
    def answered(consultation: Consultation) -> int:
        return sum(count for answer in consultation.answers for _, count in answer.counts)

    return [
        *_shared(build, lambda c: c.draft),
        DataColumn("round", "số", "vòng lấy ý kiến", lambda c: c.draft.round),
        DataColumn(
            "matter", "chữ", "việc Nhân dân tham gia ý kiến, nếu ghi", lambda c: c.draft.matter and c.draft.matter.name
        ),
        DataColumn(
            "matter_source", "chữ", "điều, khoản quy định việc đó", lambda c: c.draft.matter and c.draft.matter.source
        ),
        DataColumn("forms", "danh sách", "các hình thức lấy ý kiến", lambda c: [form.name for form in c.draft.forms]),
        DataColumn("opens_on", "ngày", "ngày đầu nhận ý kiến", lambda c: c.draft.opens_on),
        DataColumn("closes_on", "ngày", "ngày cuối nhận ý kiến, kể cả gia hạn", lambda c: c.draft.closes_on),
        DataColumn("state", "chữ", "tình trạng lúc dựng trang", lambda c: c.state.words),
        DataColumn("answered", "số", "ý kiến đã có trả lời công bố (không phải số người)", answered),
        DataColumn(
            "received", "số", "ý kiến đã nhận, khi đã tổng hợp", lambda c: c.closing.received if c.closing else None
        ),
        DataColumn(
            "disposed", "số", "ý kiến đã xử lý, khi đã tổng hợp", lambda c: c.closing.disposed if c.closing else None
        ),
    ]


def _notices(build: Build) -> list[DataColumn]:
    columns: list[tuple[str, str, str, Callable[[Notice], object]]] = [
        ("decided_on", "ngày", "ngày có quyết định", lambda n: n.decided_on),
        ("expires_on", "ngày", "ngày cuối của thời hạn công khai, nếu có", lambda n: n.expires_on),
        ("item", "chữ", "mã nội dung phải công khai, nếu có", lambda n: n.item),
        ("period", "chữ", "kỳ, nếu có", lambda n: n.period.id if n.period else None),
    ]
    return [*_shared(build), *(DataColumn(*column) for column in columns)]


def _events(build: Build) -> list[DataColumn]:
    columns: list[tuple[str, str, str, Callable[[Event], object]]] = [
        ("type", "chữ", "loại sự kiện", lambda e: e.event_type.name),
        ("starts_at", "thời điểm", "bắt đầu, giờ Việt Nam", lambda e: e.starts_at),
        ("ends_at", "thời điểm", "kết thúc, nếu ghi", lambda e: e.ends_at),
        ("place", "chữ", "địa điểm", lambda e: e.place),
        ("cancelled", "có/không", "đã hủy", lambda e: e.cancellation is not None),
        ("result_on", "ngày", "ngày công khai kết quả, nếu có", lambda e: e.result_on),
    ]
    return [*_shared(build), *(DataColumn(*column) for column in columns)]


def _decisions(build: Build) -> list[DataColumn]:
    def outcome(decision: CommunityDecision) -> str:
        recognised = bool(decision.recognised_by)
        return result(decision.matter, decision.total, decision.agree, recognised=recognised).words

    columns: list[tuple[str, str, str, Callable[[CommunityDecision], object]]] = [
        ("matter", "chữ", "việc được quyết định", lambda d: d.matter.name),
        ("villages", "danh sách", "mã thôn, tổ dân phố", lambda d: list(d.villages)),
        ("decided_on", "ngày", "ngày quyết định", lambda d: d.decided_on),
        ("households", "số", "tổng số hộ, trống khi không rõ", lambda d: d.total),
        ("agree", "số", "số hộ tán thành", lambda d: d.agree),
        ("disagree", "số", "số hộ không tán thành", lambda d: d.disagree),
        ("result", "chữ", "kết quả", outcome),
    ]
    return [*_shared(build), *(DataColumn(*column) for column in columns)]


def _receipt_days(build: Build) -> list[DataColumn]:
    columns: list[tuple[str, str, str, Callable[[ReceiptDay], object]]] = [
        ("day", "ngày", "ngày nhận", lambda d: d.published_on),
        ("root", "chữ", "gốc Merkle của mọi biên nhận trong ngày", lambda d: d.root),
        ("count", "số", "số biên nhận, trống khi còn ít", lambda d: d.count),
        ("url", "địa chỉ", "dòng của ngày ấy trong sổ", lambda d: build.absolute(d.url)),
    ]
    return [DataColumn(*column) for column in columns]


_OFFICES: list[DataColumn] = [
    DataColumn("id", "chữ", "mã cơ quan", lambda o: o.id),
    DataColumn("name", "chữ", "tên", lambda o: o.name),
    DataColumn("english_name", "chữ", "tên tiếng Anh", lambda o: o.english_name),
    DataColumn("valid_from", "ngày", "hoạt động từ", lambda o: o.valid_from),
    DataColumn("valid_to", "ngày", "đến hết, nếu đã kết thúc", lambda o: o.valid_to),
    DataColumn("successors", "danh sách", "mã cơ quan kế thừa", lambda o: [s.office for s in o.successors]),
    DataColumn("address", "chữ", "địa chỉ", lambda o: o.address),
    DataColumn("phone", "chữ", "điện thoại cơ quan", lambda o: o.phone),
    DataColumn("email", "chữ", "thư điện tử cơ quan", lambda o: o.email),
]


def _figures(build: Build) -> list[DataColumn]:
    def published(kind: str) -> Callable[[Office], int]:
        return lambda office: _published(build, kind).get(office.id, 0)

    columns: list[tuple[str, str, str, Callable[[Office], object]]] = [
        ("office", "chữ", "mã cơ quan", lambda o: o.id),
        ("documents", "số", "số văn bản đã ban hành trên trang", published("Document")),
        ("notices", "số", "số thông báo công khai trên trang", published("Notice")),
        ("consultations", "số", "số đợt lấy ý kiến do cơ quan chủ trì", published("Draft")),
        ("answered", "số", "số ý kiến cơ quan đã trả lời công khai", lambda o: _answered(build).get(o.id, 0)),
        (
            "disclosed",
            "số",
            "số nội dung phải công khai mà kỳ gần nhất đã công khai",
            lambda o: _disclosed(build, o.id).done,
        ),
        (
            "to_disclose",
            "số",
            "số nội dung đã đến hạn, theo quy tắc đã xác nhận",
            lambda o: _disclosed(build, o.id).due,
        ),
    ]
    return [DataColumn(*column) for column in columns]


@question
def _published(build: Build, kind: str) -> dict[str, int]:
    """Return how many contents of a kind each office has."""
    return Counter(content.office for content in build.publication.group("kind", kind))


@question
def _answered(build: Build) -> dict[str, int]:
    """Return how many opinions each office has answered."""
    answered: Counter[str] = Counter()
    for answer in build.publication.answers:
        answered[answer.office] += sum(count for _, count in answer.counts)
    return answered


@question
def _disclosed(build: Build, office: str) -> Score:
    """Return of how many things that fell due an office has published."""
    return score([cell for cell in cells(build) if cell.office == office])


def _table(build: Build, name: str) -> DataTable:
    title, columns, rows = _TABLES[name]
    return DataTable(name, title, columns(build), partial(rows, build))


# Name of each table in URLs → its title, its columns, its rows.
_TABLES: Mapping[str, tuple[str, Callable[[Build], Sequence[DataColumn]], Callable[[Build], Sequence[Any]]]] = {
    "van-ban": ("Văn bản đã ban hành", _documents, lambda build: build.publication.documents),
    "lay-y-kien": ("Các đợt lấy ý kiến", _consultations, lambda build: build.publication.consultations),
    "cong-khai": ("Nội dung công khai", _notices, lambda build: build.publication.notices),
    "su-kien": ("Sự kiện", _events, lambda build: build.publication.events),
    "cong-dong": ("Quyết định của cộng đồng dân cư", _decisions, lambda build: build.publication.decisions),
    "so-bien-nhan": ("Sổ biên nhận", _receipt_days, lambda build: build.publication.receipt_days),
    "co-quan": ("Cơ quan", lambda _: _OFFICES, lambda build: list(build.publication.catalogue.offices)),
    "so-lieu": ("Số liệu theo cơ quan", _figures, lambda build: list(build.publication.catalogue.offices)),
}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _cell(value: object) -> object:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return {True: "có", False: "không"}[value] if isinstance(value, bool) else value


def _json(value: object) -> bytes:
    from pydantic_core import to_json  # slow to load, and ten times as fast as Python's own

    return to_json(value, indent=1)
