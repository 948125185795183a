"""The registers as typed rows: what a site's catalogue is, and how one is made of plain tables.

The inbox makes its catalogue from the tables in the published register, the publisher from files (`catalogue`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from plugins.domain.communities import Body, Matter, ServicePoint, Village
from plugins.domain.deadlines import TimeLimit
from plugins.domain.disclosure_items import (
    DECISION,
    NEXT_PERIOD,
    PERIOD_END,
    THIS_PERIOD,
    DisclosureForm,
    DisclosureItem,
    Exemption,
    Figure,
)
from plugins.domain.keeping import KeepingAct, KeepingRule
from plugins.domain.moves import Moves, Redirect, Withdrawal
from plugins.domain.offices import Office, Offices, Succession
from plugins.domain.periods import CYCLES
from plugins.domain.routing import RoutingRule
from plugins.domain.thresholds import Threshold
from plugins.domain.vocabulary import ConsultingForm, DocumentType, EventType, Language, OpinionMatter, Site, WorkField

Row = Mapping[str, Any]
Tables = Mapping[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Catalogue:
    """All registers of a site as typed rows; `tables` are the raw rows they were made of."""

    site: Site
    offices: Offices
    fields: Mapping[str, WorkField]
    languages: Mapping[str, Language]
    types: Mapping[str, DocumentType]
    routing: tuple[RoutingRule, ...]
    limits: tuple[TimeLimit, ...]
    keeping: tuple[KeepingRule, ...]
    day_overrides: Mapping[date, bool]
    event_types: Mapping[str, EventType]
    matters: Mapping[str, Matter]
    opinion_matters: Mapping[str, OpinionMatter]
    consulting_forms: Mapping[str, ConsultingForm]
    villages: Mapping[str, Village]
    bodies: Mapping[str, Body]
    service_points: Mapping[str, ServicePoint]
    items: Mapping[str, DisclosureItem]
    forms: Mapping[str, DisclosureForm]
    figures: Mapping[str, Figure]
    abbreviations: Mapping[str, str]
    synonyms: tuple[tuple[str, ...], ...]
    moves: Moves
    tables: Tables

    def threshold(self, threshold: Threshold) -> int:
        """Return where the inbox draws a line: what this site's register says, else what the line is by itself."""
        said = (row["gia-tri"] for row in self.tables["nguong"] if row["ma"] == threshold.id)
        return next(said, threshold.usual)

    @property
    def advertising(self) -> list[str]:
        """Phrases that advertisers use; with a link beside them a sending is looked at before it goes further."""
        return [row["ma"] for row in self.tables["cum-tu-quang-cao"]]

    def limit(self, id_: str, on: date) -> TimeLimit | None:
        """Return the time limit of that id in force on a day, None when there is none."""
        in_force = (
            t for t in self.limits if t.id == id_ and t.valid_from <= on and (t.valid_to is None or on <= t.valid_to)
        )
        return next(in_force, None)


def build(tables: Tables) -> Catalogue:
    """Return the typed catalogue of tables that have no faults."""
    site = tables["trang-web"][0]
    return Catalogue(
        site=Site(
            site["ma"], site["ten"], site["co-quan"], site["dia-chi"].rstrip("/"), site["minh-hoa"], site["gioi-thieu"]
        ),
        offices=Offices({row["ma"]: _office(row) for row in tables["co-quan"]}),
        fields={row["ma"]: WorkField(row["ma"], row["ten"], row["ten-tieng-anh"]) for row in tables["linh-vuc"]},
        languages={row["ma"]: Language(row["ma"], row["ten"], row["tu-goi"]) for row in tables["ngon-ngu"]},
        types={
            row["ma"]: DocumentType(row["ma"], row["ten"], row.get("viet-tat", ""), row["nguon"], row["kiem-chung"])
            for row in tables["loai-van-ban"]
        },
        routing=tuple(
            RoutingRule(
                id=row["ma"],
                office=row["co-quan"],
                kind=row.get("loai"),
                document=row.get("van-ban"),
                field=row.get("linh-vuc"),
                provision=row.get("dieu-khoan"),
                place=row.get("thon"),
            )
            for row in tables["dinh-tuyen"]
        ),
        limits=tuple(_limit(row) for row in tables["thoi-han"]),
        keeping=tuple(_keeping_rule(row) for row in tables["luu-giu"]),
        day_overrides={row["ngay"]: row["lam-viec"] for row in tables["ngay-nghi"]},
        event_types={row["ma"]: _event_type(row) for row in tables["loai-su-kien"]},
        matters={row["ma"]: _matter(row) for row in tables["viec-dan-quyet-dinh"]},
        opinion_matters={
            row["ma"]: OpinionMatter(row["ma"], row["ten"], row.get("thoi-han"), row["nguon"], row["kiem-chung"])
            for row in tables["viec-dan-tham-gia-y-kien"]
        },
        consulting_forms={
            row["ma"]: ConsultingForm(row["ma"], row["ten"], row.get("co-san", ""), row["nguon"], row["kiem-chung"])
            for row in tables["hinh-thuc-lay-y-kien"]
        },
        villages={row["ma"]: _village(row) for row in tables["thon"]},
        bodies={row["ma"]: _body(row) for row in tables["to-chuc"]},
        service_points={row["ma"]: _service_point(row) for row in tables["diem-phuc-vu"]},
        items={row["ma"]: _item(row) for row in tables["noi-dung-cong-khai"]},
        forms={
            row["ma"]: DisclosureForm(row["ma"], row["ten"], row["nguon"], row["kiem-chung"])
            for row in tables["hinh-thuc-cong-khai"]
        },
        figures={row["ma"]: Figure(row["ma"], row["ten"], row["don-vi"]) for row in tables["chi-tieu-bao-cao"]},
        abbreviations={row["ma"]: row["day-du"] for row in tables["viet-tat"]},
        synonyms=tuple(tuple(row["tu"]) for row in tables["dong-nghia"]),
        moves=_moves(tables),
        tables=tables,
    )


def _office(row: Row) -> Office:
    return Office(
        id=row["ma"],
        name=row["ten"],
        english_name=row["ten-tieng-anh"],
        level=row["cap"],
        kind=row["loai"],
        valid_from=row["tu-ngay"],
        valid_to=row.get("den-ngay"),
        parent=row.get("truc-thuoc"),
        successors=tuple(Succession(s["co-quan"], tuple(s.get("linh-vuc", []))) for s in row.get("ke-thua", [])),
        fields=tuple(row.get("linh-vuc", [])),
        address=row.get("dia-chi", ""),
        phone=row.get("dien-thoai", ""),
        email=row.get("thu-dien-tu", ""),
        hours=row.get("gio-lam-viec", ""),
        box=row.get("hom-thu", ""),
        aliases=tuple(row.get("ten-khac", [])),
        seal_key=row.get("khoa-niem-phong", ""),
    )


def _limit(row: Row) -> TimeLimit:
    return TimeLimit(
        id=row["ma"],
        what=row["noi-dung"],
        value=row["gia-tri"],
        unit=row["don-vi"],
        starts_next_day=row["tinh-tu"] == "ngay-ke-tiep",
        source=row["nguon"],
        verified=row["kiem-chung"],
        valid_from=row["hieu-luc-tu"],
        valid_to=row.get("hieu-luc-den"),
    )


def _keeping_rule(row: Row) -> KeepingRule:
    act = next(act for act in KeepingAct if act.id == row["viec"])
    return KeepingRule(row["ma"], act, row["thoi-han"], row.get("loai"))


def _event_type(row: Row) -> EventType:
    return EventType(row["ma"], row["ten"], row.get("bao-truoc"), row.get("ket-qua"), row["nguon"], row["kiem-chung"])


def _matter(row: Row) -> Matter:
    numerator, denominator = (int(number) for number in row["ty-le"].split("/"))
    share = (numerator, denominator)
    return Matter(row["ma"], row["ten"], share, row["tren"], row["cong-nhan"], row["nguon"], row["kiem-chung"])


def _village(row: Row) -> Village:
    return Village(
        row["ma"], row["ten"], row["loai"], row["so-ho"], row["ngay-thong-ke"], row.get("diem-sinh-hoat", "")
    )


def _body(row: Row) -> Body:
    return Body(
        id=row["ma"],
        name=row["ten"],
        kind=row["loai"],
        office=row["co-quan"],
        task=row["nhiem-vu"],
        members=row["thanh-phan"],
        valid_from=row["tu-ngay"],
        valid_to=row.get("den-ngay"),
        decision=row.get("van-ban", ""),
        address=row.get("dia-chi", ""),
        phone=row.get("dien-thoai", ""),
        email=row.get("thu-dien-tu", ""),
    )


def _item(row: Row) -> DisclosureItem:
    due_day = row.get("han-trong-nam")
    start = row.get("moc", DECISION)
    return DisclosureItem(
        id=row["ma"],
        title=row["ten"],
        group=row["nhom"],
        source=row["nguon"],
        verified=row["kiem-chung"],
        forms=tuple(row.get("hinh-thuc", [])),
        cycle=CYCLES[row["chu-ky"]],
        limit=row.get("thoi-han", ""),
        start=start,
        due_day=(int(due_day[:2]), int(due_day[3:])) if due_day else None,
        lapses=row.get("xong-trong", NEXT_PERIOD if start == PERIOD_END else THIS_PERIOD),
        posting=row.get("niem-yet", ""),
        broadcast=row.get("truyen-thanh", ""),
        offices=tuple(row.get("co-quan", [])),
        kinds=tuple(row.get("loai-co-quan", [])),
        level=row.get("cap", ""),
        since=row["tu"],
        exemptions=tuple(Exemption(e["co-quan"], e.get("ky", ""), e["ly-do"]) for e in row.get("khong-ap-dung", [])),
        is_report=row.get("bao-cao", False),
    )


def _moves(tables: Tables) -> Moves:
    redirects = {
        row["tu"]: Redirect(row["tu"], row["den"], row["ngay"], row["ly-do"]) for row in tables["chuyen-huong"]
    }
    withdrawals = [
        Withdrawal(
            row["ma"],
            row["dia-chi"],
            row["tieu-de"],
            row["ngay"],
            row["ly-do"],
            row["co-quan"],
            tuple(row.get("tep", [])),
            tuple(row.get("linh-vuc", [])),
            tuple(row.get("luot-da-bao", [])),
        )
        for row in tables["thu-hoi"]
    ]
    return Moves(redirects, tuple(sorted(withdrawals, key=lambda w: (w.on, w.id), reverse=True)))


def _service_point(row: Row) -> ServicePoint:
    return ServicePoint(
        id=row["ma"],
        name=row["ten"],
        office=row["co-quan"],
        address=row["dia-chi"],
        hours=row["gio-lam-viec"],
        phone=row.get("dien-thoai", ""),
        email=row.get("thu-dien-tu", ""),
        services=tuple(row["viec"]),
        links=tuple((link["ten"], link["dia-chi"]) for link in row.get("lien-ket", [])),
    )
