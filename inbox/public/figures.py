"""The figures of all offices, for everybody: drawn on a page, as CSV and as JSON. The desk leads here, too."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from flask import Blueprint, Response, request

from inbox.handling import figures
from inbox.handling.figures import Figures
from inbox.services import Answer, page, say, services
from plugins.domain.answering import Timeliness
from plugins.domain.thresholds import Threshold
from plugins.kit.csv_out import csv_bytes

blueprint = Blueprint("figures", __name__)
_SHOWN = tuple(t for t in Timeliness if t is not Timeliness.NO_LIMIT)


@blueprint.get("/so-lieu/")
def of_all_offices() -> Answer:
    """Show how each office answered what came in the year of `?nam=`, this year otherwise."""
    generation = services().published.now()
    year, years = _year()
    found = _figures(year)
    offices = {office.id: office for office in generation.register.catalogue.offices}
    whole = [(offices[one.office], one) for one in found if one.kind is None]
    html = page(
        "figures.html",
        generation,
        year=year,
        years=years,
        timeliness=[(t.id, say(t.words)) for t in _SHOWN],
        rows=[
            (
                office.name,
                f"{sum(one.answered.values())} / {one.received}",
                [(t.id, one.answered[t]) for t in _SHOWN],
            )
            for office, one in whole
        ],
        offices=[(office, [one for one in found if one.office == office.id]) for office, _ in whole],
    )
    return html, HTTPStatus.OK


@blueprint.get("/so-lieu.csv")
def as_csv() -> Response:
    """Send the same figures as a table."""
    rows = _rows(_figures(_year()[0]))
    return Response(csv_bytes(list(_COLUMNS), [list(row.values()) for row in rows]), content_type=_CSV)


@blueprint.get("/so-lieu.json")
def as_json() -> Response:
    """Send the same figures as data, with what its columns mean."""
    year = _year()[0]
    data = {"nam": year, "tu-dien": _COLUMNS, "so-lieu": _rows(_figures(year))}
    return Response(json.dumps(data, ensure_ascii=False, indent=1) + "\n", content_type="application/json")


_CSV = "text/csv; charset=utf-8"
_COLUMNS = {
    "co-quan": "Mã của cơ quan",
    "loai": "Mã của loại ý kiến; trống là mọi loại",
    "da-nhan": "Số ý kiến nhận trong năm",
    "dung-han": "Đã trả lời, đúng hạn",
    "muon": "Đã trả lời, muộn",
    "trong-han-du-kien": "Đã trả lời, trong hạn dự kiến (quy định chưa được xác nhận)",
    "qua-han-du-kien": "Đã trả lời, sau hạn dự kiến",
    "dang-cho": "Chưa trả lời",
    "qua-han": "Chưa trả lời, đã quá hạn",
    "so-ngay": "Số ngày đến khi trả lời, trung vị",
    "xem-lai": "Số ý kiến mà người gửi đề nghị xem lại",
    "hai-long": "Bao nhiêu phần trăm hài lòng; trống khi còn ít người đánh giá",
}


def _rows(found: Sequence[Figures]) -> list[Mapping[str, str | int | float | None]]:
    return [
        dict(
            zip(
                _COLUMNS,
                (
                    one.office,
                    one.kind.id if one.kind else "",
                    one.received,
                    *(one.answered[t] for t in _SHOWN),
                    one.waiting,
                    one.overdue,
                    one.median_days,
                    one.reopened,
                    one.satisfaction.satisfied if one.satisfaction else None,
                ),
                strict=True,
            )
        )
        for one in found
    ]


def _year() -> tuple[int, list[int]]:
    """Return the year asked for, and all years there are figures of; what is none of them is this year."""
    parts = services()
    this = parts.now().year
    years = list(range(this, (parts.figures.first_year() or this) - 1, -1))
    asked = request.args.get("nam", "")
    return next((year for year in years if str(year) == asked), this), years


def _figures(year: int) -> list[Figures]:
    parts = services()
    fewest = parts.published.now().register.catalogue.threshold(Threshold.FEWEST_RATINGS)
    return figures.of_year(parts.figures, year, parts.now().date(), fewest)
