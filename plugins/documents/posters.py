"""Posters for counters and doors: a QR code that leads to the form of an office, or to rating a service point.

A code leads to a short address of the site, which leads on to the form: when the inbox moves, no poster changes.
"""

from collections.abc import Iterator, Mapping
from functools import partial

from plugins.kit.build import Build
from plugins.kit.outputs import Output


def outputs(build: Build) -> Iterator[Output]:
    """Yield poster and short address of every office and service point."""
    for office in build.publication.catalogue.offices:
        short = f"s/co-quan/{office.id}/index.html"
        yield build.page(short, "forward_form.html", partial(_office, build, office.id))
        yield build.page(f"co-quan/{office.id}.bang-tin.html", "poster.html", partial(_office, build, office.id))
    for point in build.publication.catalogue.service_points:
        yield build.page(f"s/diem/{point}/index.html", "forward_form.html", partial(_point, build, point))
        yield build.page(f"diem-phuc-vu/{point}.bang-tin.html", "poster.html", partial(_point, build, point))


def _office(build: Build, id_: str) -> Mapping[str, object]:
    office = build.publication.office(id_)
    return {
        **_code(build, f"s/co-quan/{id_}", office.name),
        "form": f"kien-nghi/{id_}",
        "words": "Gửi kiến nghị, phản ánh",
        "is_rating": False,
    }


def _point(build: Build, id_: str) -> Mapping[str, object]:
    point = build.publication.catalogue.service_points[id_]
    return {
        **_code(build, f"s/diem/{id_}", point.name),
        "form": f"danh-gia/{id_}",
        "words": "Đánh giá mức độ hài lòng",
        "is_rating": True,
    }


def _code(build: Build, place: str, name: str) -> Mapping[str, object]:
    from plugins.kit.qr import qr_svg

    short = build.absolute(place)
    return {"name": name, "short": short, "qr": qr_svg(short, f"Mã QR dẫn đến phiếu của {name}")}
