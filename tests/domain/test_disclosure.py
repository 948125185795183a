"""What is public, late, empty: tables that a legal officer can check with a calendar in the hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support import COMMUNE

from plugins.domain.catalogue import load
from plugins.domain.clock import moment
from plugins.domain.contents import Notice
from plugins.domain.deadlines import TimeLimit
from plugins.domain.disclosure import Cell, Gap, Score, gaps, matrix, score
from plugins.domain.disclosure_items import DisclosureItem, Exemption, Medium, Posting
from plugins.domain.periods import CYCLES, parse_period
from plugins.domain.postings import judged_postings
from plugins.domain.publication import Publication
from plugins.kit.calendar import working_days

CATALOGUE = load(COMMUNE, date(2026, 11, 21))
WORKING = working_days(CATALOGUE.day_overrides)
SINCE = date(2020, 1, 1)
BEFORE = date(2015, 1, 1)


def limit(id_: str, value: int, unit: str, *, verified: bool = True) -> TimeLimit:
    return TimeLimit(id_, "Công khai", value, unit, True, "Luật thử", verified, BEFORE)  # noqa: FBT003  # a row's order


LIMITS = (
    limit("ten.working", 10, "ngay-lam-viec"),
    limit("fifteen", 15, "ngay"),
    limit("unchecked", 10, "ngay-lam-viec", verified=False),
    limit("posting.default.min", 30, "ngay"),
    limit("posting.unchecked", 30, "ngay", verified=False),
    replace(limit("broadcast.min", 3, "ngay"), starts_next_day=False),
    replace(limit("broadcast.unchecked", 3, "ngay", verified=False), starts_next_day=False),
)


def item(cycle: str, **changes: Any) -> DisclosureItem:
    plain = DisclosureItem(
        id="viec",
        title="Việc phải công khai",
        group="Điều 11",
        source="Luật thử, Điều 1",
        verified=True,
        forms=(),
        cycle=CYCLES[cycle],
        limit="ten.working",
        start="quyet-dinh",
        due_day=None,
        lapses="ky-nay",
        posting="",
        broadcast="",
        offices=("van-phong",),
        kinds=(),
        level="",
        since=SINCE,
        exemptions=(),
        is_report=False,
    )
    return replace(plain, **changes)


QUARTERLY = item("quy", limit="fifteen", start="cuoi-ky", lapses="ky-sau", since=date(2026, 1, 1))
YEARLY = item("nam", limit="", due_day=(11, 20), since=date(2026, 1, 1))
EVENT = item("su-kien")


def notice(decided: str, published: str, *, of: DisclosureItem = EVENT, period: str = "", **changes: Any) -> Notice:
    day = date.fromisoformat(published)
    return Notice(
        id=f"ck{published.replace('-', '')}",
        title="Thông báo",
        url=f"cong-khai/{published}.html",
        source=f"cong-khai/{published}.md",
        office=changes.pop("office", "van-phong"),
        fields=(),
        summary="",
        published_on=day,
        updated_on=day,
        attachments=(),
        decided_on=date.fromisoformat(decided),
        expires_on=None,
        html="",
        text="",
        item=of.id,
        period=parse_period(of.cycle, period),
        **changes,
    )


def publication(today: str, *contents: Notice, items: tuple[DisclosureItem, ...] = (EVENT,)) -> Publication:
    catalogue = replace(CATALOGUE, limits=LIMITS, items={i.id: i for i in items})
    return Publication(catalogue, moment(f"{today}T10:00"), contents)


def cells(today: str, *contents: Notice, items: tuple[DisclosureItem, ...] = (EVENT,)) -> list[Cell]:
    return matrix(publication(today, *contents, items=items), WORKING)


@pytest.mark.parametrize(
    ("decided", "published", "due", "state", "words"),
    [
        # Monday 2 November + 10 working days = Monday 16 November
        ("2026-11-02", "2026-11-16", "2026-11-16", "published", "trong hạn"),
        ("2026-11-02", "2026-11-17", "2026-11-16", "published-late", "muộn 1 ngày làm việc"),
        ("2026-11-02", "2026-11-19", "2026-11-16", "published-late", "muộn 3 ngày làm việc"),
        # published on the Saturday after a due Friday: no working day late, but late
        ("2026-10-30", "2026-11-14", "2026-11-13", "published-late", "muộn 1 ngày:"),
        # Tết Bính Ngọ, 14 to 22 February off: nine days do not count
        ("2026-02-09", "2026-03-02", "2026-03-02", "published", "trong hạn"),
        ("2026-02-09", "2026-03-03", "2026-03-02", "published-late", "muộn 1 ngày làm việc"),
        # 2 January off and Saturday 10 January worked, by the notice in the holiday file
        ("2025-12-31", "2026-01-15", "2026-01-15", "published", "trong hạn"),
        ("2025-12-31", "2026-01-16", "2026-01-15", "published-late", "muộn 1 ngày làm việc"),
    ],
)
def test_a_notice_is_late_after_ten_working_days_by_the_holiday_file(
    decided: str, published: str, due: str, state: str, words: str
) -> None:
    (cell,) = cells("2026-11-21", notice(decided, published))
    assert cell.due is not None
    assert (cell.due.on.isoformat(), cell.state.id) == (due, state)
    assert words in cell.words
    assert "Luật thử" in " ".join(cell.due.steps)


@pytest.mark.parametrize(
    "what", [item("su-kien", limit="unchecked"), item("su-kien", verified=False)], ids=["rule", "item"]
)
def test_what_nobody_has_checked_makes_nothing_late(what: DisclosureItem) -> None:
    (cell,) = cells("2026-11-21", notice("2026-01-05", "2026-11-19"), items=(what,))
    assert cell.state.id == "published"
    assert "dự kiến" in cell.words
    assert cell.due is not None
    assert not cell.due.firm
    assert "Dự kiến" in cell.due.steps[-1]


@pytest.mark.parametrize(
    ("today", "states"),
    [
        # 15 days from the end of the quarter; empty when the quarter after it is over as well
        ("2026-03-31", {"2026-Q1": "due"}),
        ("2026-04-15", {"2026-Q1": "due", "2026-Q2": "due"}),
        ("2026-04-16", {"2026-Q1": "late", "2026-Q2": "due"}),
        ("2026-06-30", {"2026-Q1": "late", "2026-Q2": "due"}),
        ("2026-07-01", {"2026-Q1": "empty", "2026-Q2": "due", "2026-Q3": "due"}),
        ("2026-07-16", {"2026-Q1": "empty", "2026-Q2": "late", "2026-Q3": "due"}),
    ],
)
def test_an_unpublished_quarter_is_due_then_late_then_empty(today: str, states: dict[str, str]) -> None:
    assert {c.period.id: c.state.id for c in cells(today, items=(QUARTERLY,)) if c.period} == states


@pytest.mark.parametrize(
    ("today", "state"), [("2026-04-14", "expected"), ("2026-04-15", "unseen"), ("2027-06-01", "unseen")]
)
def test_an_unpublished_quarter_on_an_unchecked_rule_is_never_late_or_empty(today: str, state: str) -> None:
    unchecked = replace(QUARTERLY, limit="unchecked")
    (cell,) = (c for c in cells(today, items=(unchecked,)) if c.period and c.period.id == "2026-Q1")
    assert cell.state.id == state
    assert "dự kiến" in cell.words.lower()
    assert gaps(publication(today, items=(unchecked,)), WORKING) == []


@pytest.mark.parametrize(
    ("today", "states"),
    [
        ("2026-11-20", ["due"]),
        ("2026-11-21", ["late"]),
        ("2026-12-31", ["late"]),
        ("2027-01-01", ["due", "empty"]),
    ],
)
def test_a_yearly_report_is_due_on_its_day(today: str, states: list[str]) -> None:
    assert [c.state.id for c in cells(today, items=(YEARLY,))] == states


@pytest.mark.parametrize(("today", "state"), [("2026-12-31", "due"), ("2027-01-01", "empty")])
def test_what_counts_from_an_unknown_decision_is_empty_when_its_year_is_over(today: str, state: str) -> None:
    yearly = item("nam", since=date(2026, 1, 1))
    cell = cells(today, items=(yearly,))[-1]
    assert (cell.state.id, cell.due) == (state, None)


def test_what_must_be_public_once_is_due_from_the_day_account_is_kept() -> None:
    once = item("mot-lan", since=date(2026, 11, 2))
    assert [c.state.id for c in cells("2026-11-16", items=(once,))] == ["due"]
    assert [c.state.id for c in cells("2026-11-17", items=(once,))] == ["late"]
    assert [c.state.id for c in cells("2026-11-17", notice("2026-11-02", "2026-11-10", of=once), items=(once,))] == [
        "published"
    ]


def test_an_event_that_nobody_told_of_is_no_gap() -> None:
    (cell,) = cells("2026-11-21")
    assert (cell.state.id, cell.is_gap) == ("nothing-yet", False)


def test_what_is_late_by_calendar_days_is_told_in_calendar_days() -> None:
    # due on Wednesday 15 July, published on Tuesday 21 July: four working days, six days
    late = notice("2026-07-06", "2026-07-21", of=QUARTERLY, period="2026-Q2")
    (cell,) = (c for c in cells("2026-11-21", late, items=(QUARTERLY,)) if c.notice)
    assert cell.words == "Công khai muộn 6 ngày: ngày 21/07/2026, hạn ngày 15/07/2026."


def test_the_first_notice_of_a_period_decides() -> None:
    first = notice("2026-10-01", "2026-10-10", of=QUARTERLY, period="2026-Q3")
    again = notice("2026-10-01", "2026-11-10", of=QUARTERLY, period="2026-Q3")
    (cell,) = (c for c in cells("2026-11-21", again, first, items=(QUARTERLY,)) if c.period and c.period.number == 3)
    assert (cell.state.id, cell.notice) == ("published", first)


def test_an_exemption_holds_for_its_office_and_period_and_says_why() -> None:
    exempt = replace(QUARTERLY, exemptions=(Exemption("van-phong", "2026-Q2", "Không phát sinh thu, chi."),))
    found = {c.period.id: c for c in cells("2026-08-01", items=(exempt,)) if c.period}
    assert found["2026-Q2"].state.id == "not-applicable"
    assert found["2026-Q2"].words == "Không phát sinh thu, chi."
    assert found["2026-Q1"].state.id == "empty"


def test_offices_are_bound_by_name_or_by_kind_and_only_while_they_live() -> None:
    by_kind = replace(YEARLY, offices=(), kinds=("ubnd", "phong"), level="xa")
    assert [c.office for c in cells("2026-11-21", items=(by_kind,))] == ["ubnd", "phong-van-hoa"]
    old = replace(by_kind, since=date(2024, 3, 1))
    dissolved = [c.period.id for c in cells("2026-11-21", items=(old,)) if c.office == "ubnd-cu" and c.period]
    assert dissolved == ["2024"]


@pytest.mark.parametrize(
    ("today", "quarters", "expected"),
    [
        # nothing has fallen due
        ("2026-04-01", [], Score(0, 0)),
        # published once; then the next quarter lapses without
        ("2026-04-16", ["2026-Q1"], Score(1, 1)),
        ("2026-07-15", ["2026-Q1"], Score(1, 1)),
        ("2026-07-16", ["2026-Q1"], Score(0, 1)),
        ("2026-12-01", ["2026-Q1"], Score(0, 1)),
        # a hole behind, but up to date now
        ("2026-07-16", ["2026-Q2"], Score(1, 1)),
    ],
)
def test_an_item_whose_cycle_lapsed_counts_as_not_done(today: str, quarters: list[str], expected: Score) -> None:
    published = {"2026-Q1": ("2026-04-02", "2026-04-03"), "2026-Q2": ("2026-07-02", "2026-07-03")}
    notices = [notice(*published[q], of=QUARTERLY, period=q) for q in quarters]
    shown = [n for n in notices if n.published_on.isoformat() <= today]
    assert score(cells(today, *shown, items=(QUARTERLY,))) == expected


def test_the_percentage_leaves_unchecked_rules_out_and_rounds_down() -> None:
    unchecked = replace(YEARLY, id="khac", verified=False)
    found = cells("2026-11-21", items=(YEARLY, unchecked))
    assert (score(found), score(found, firm=False)) == (Score(0, 1), Score(0, 1))
    assert Score(2, 3).percent == 66
    assert Score(0, 0).percent is None


@pytest.mark.parametrize(
    ("first", "last", "today", "state"),
    [
        # 30 days: posted on 1 September, it must hang until 1 October
        ("2026-09-01", "2026-09-13", "2026-11-21", "early_takedown"),
        ("2026-09-01", "2026-09-30", "2026-11-21", "early_takedown"),
        ("2026-09-01", "2026-10-01", "2026-11-21", "done"),
        ("2026-11-10", "2026-11-22", "2026-11-21", "hanging"),
        ("2026-11-10", "2026-11-22", "2026-11-23", "early_takedown"),
        ("2026-11-10", None, "2026-11-21", "hanging"),
        ("2026-11-25", None, "2026-11-21", "planned"),
    ],
)
def test_a_posting_taken_down_before_its_time_is_flagged(first: str, last: str | None, today: str, state: str) -> None:
    posting = Posting(
        Medium.BOARD, "Trụ sở", date.fromisoformat(first), date.fromisoformat(last) if last else None, "", ""
    )
    posted = notice("2026-08-28", "2026-08-31", postings=(posting,))
    (judged,) = judged_postings(publication(today, posted), posted, WORKING)
    assert judged.state.id == state


def test_after_twelve_days_instead_of_thirty_the_flag_says_so_and_is_a_gap() -> None:
    posting = Posting(Medium.BOARD, "Nhà văn hóa thôn Một", date(2026, 9, 1), date(2026, 9, 13), "", "")
    posted = notice("2026-08-28", "2026-08-31", postings=(posting,))
    (gap,) = gaps(publication("2026-11-21", posted), WORKING)
    assert gap.id == f"van-phong.niem-yet.{posted.id}.1"
    assert (gap.since, gap.url) == (date(2026, 9, 14), posted.url)
    assert gap.words == "Niêm yết 12 ngày, phải đến hết ngày 01/10/2026"
    assert "Nhà văn hóa thôn Một" in gap.title


def test_an_unchecked_minimum_flags_no_posting() -> None:
    posting = Posting(Medium.BOARD, "Trụ sở", date(2026, 9, 1), date(2026, 9, 3), "", "")
    what = replace(EVENT, posting="posting.unchecked")
    posted = notice("2026-08-28", "2026-08-31", postings=(posting,))
    (judged,) = judged_postings(publication("2026-11-21", posted, items=(what,)), posted, WORKING)
    assert judged.state.id == "ended"


ON_AIR = replace(EVENT, broadcast="broadcast.min")


def broadcast(first: str, last: str | None, place: str = "Cụm loa thôn Một") -> Posting:
    return Posting(
        Medium.LOUDSPEAKER, place, date.fromisoformat(first), date.fromisoformat(last) if last else None, "", ""
    )


@pytest.mark.parametrize(
    ("first", "last", "today", "state", "words"),
    [
        # three days running, the first one counts; a Saturday and a Sunday are days like others
        ("2026-09-04", "2026-09-06", "2026-11-21", "done", "Đã phát thanh đủ thời hạn"),
        ("2026-09-04", "2026-09-05", "2026-11-21", "early_takedown", "Phát thanh 2 ngày, phải đến hết ngày 06/09/2026"),
        ("2026-09-04", "2026-09-04", "2026-11-21", "early_takedown", "Phát thanh 1 ngày, phải đến hết ngày 06/09/2026"),
        ("2026-11-20", "2026-11-21", "2026-11-21", "hanging", "Đang phát thanh"),
        ("2026-11-20", None, "2026-11-21", "hanging", "Đang phát thanh"),
        ("2026-11-22", None, "2026-11-21", "planned", "Sẽ phát thanh"),
    ],
)
def test_a_broadcast_of_too_few_days_is_flagged(
    first: str, last: str | None, today: str, state: str, words: str
) -> None:
    heard = notice("2026-08-28", "2026-08-31", of=ON_AIR, postings=(broadcast(first, last),))
    (judged,) = judged_postings(publication(today, heard, items=(ON_AIR,)), heard, WORKING)
    assert (judged.state.id, judged.words) == (state, words)


def test_a_broadcast_of_too_few_days_is_a_gap_counted_apart_from_the_boards() -> None:
    on_board = Posting(Medium.BOARD, "Trụ sở", date(2026, 9, 1), date(2026, 9, 2), "", "")
    on_air = (broadcast("2026-09-01", "2026-09-03"), broadcast("2026-09-01", "2026-09-02", "Cụm loa thôn Hai"))
    told = notice("2026-08-28", "2026-08-31", of=ON_AIR, postings=(on_board, *on_air))
    found = {gap.id: gap for gap in gaps(publication("2026-11-21", told, items=(ON_AIR,)), WORKING)}
    assert found.keys() == {f"van-phong.niem-yet.{told.id}.1", f"van-phong.truyen-thanh.{told.id}.2"}
    gap = found[f"van-phong.truyen-thanh.{told.id}.2"]
    assert gap.title == "Phát chưa đủ ngày: Thông báo – Cụm loa thôn Hai"
    assert gap.since == date(2026, 9, 3)


# what the catalogue says of the item → how a broadcast of one day stands
BINDING = {
    "the item asks for three days": (ON_AIR, "early_takedown"),
    "the rule is unchecked": (replace(ON_AIR, broadcast="broadcast.unchecked"), "ended"),
    "whether the item is one of those is unchecked": (replace(ON_AIR, verified=False), "ended"),
    "the item need not be broadcast": (EVENT, "ended"),
}


@pytest.mark.parametrize(("what", "state"), BINDING.values(), ids=BINDING)
def test_a_short_broadcast_is_flagged_only_on_checked_ground(what: DisclosureItem, state: str) -> None:
    heard = notice("2026-08-28", "2026-08-31", of=what, postings=(broadcast("2026-09-04", "2026-09-04"),))
    (judged,) = judged_postings(publication("2026-11-21", heard, items=(what,)), heard, WORKING)
    assert judged.state.id == state


def test_the_general_minimum_of_boards_holds_for_an_unchecked_item_too() -> None:
    unchecked = replace(EVENT, verified=False, posting="posting.default.min")
    posting = Posting(Medium.BOARD, "Trụ sở", date(2026, 9, 1), date(2026, 9, 3), "", "")
    posted = notice("2026-08-28", "2026-08-31", postings=(posting,))
    (judged,) = judged_postings(publication("2026-11-21", posted, items=(unchecked,)), posted, WORKING)
    assert judged.state.id == "early_takedown"


def test_a_gap_keeps_its_id_and_its_day_when_it_turns_from_late_to_empty() -> None:
    def first(today: str) -> Gap:
        return gaps(publication(today, items=(QUARTERLY,)), WORKING)[-1]

    late, empty = first("2026-05-01"), first("2026-07-02")
    assert late.title.startswith("Quá hạn: ")
    assert empty.title.startswith("Trống: ")
    assert late.id == empty.id == "van-phong.viec.2026-Q1"
    assert late.since == empty.since == date(2026, 4, 16)
    assert late.url == "cong-khai/ma-tran/van-phong.html#viec"
    assert late.office == "van-phong"
