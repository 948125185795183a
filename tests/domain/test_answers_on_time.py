"""How soon offices answered: in time, late, and what nobody may call late."""

from dataclasses import replace
from datetime import date

import pytest
from support import COMMUNE

from plugins.domain.answering import Answered, Timeliness, answered
from plugins.domain.catalogue import load
from plugins.domain.clock import moment
from plugins.domain.comments import Disposition
from plugins.domain.contents import Answer, Cancellation, Draft
from plugins.domain.legal_text import LegalText
from plugins.domain.publication import Publication
from plugins.domain.vocabulary import DocumentType
from plugins.kit.calendar import working_days

CLOSES = date(2026, 9, 25)  # a Friday; fifteen working days after it end on 16/10/2026
REGISTERS = load(COMMUNE, CLOSES)
WORKING = working_days(REGISTERS.day_overrides)
SHARED = {"url": "", "source": "", "fields": (), "summary": "", "updated_on": CLOSES, "attachments": ()}
DRAFT = Draft(
    **SHARED,  # type: ignore[arg-type]  # one dict for fields of several types
    id="dtthu00001",
    title="Quy chế",
    office="phong-van-hoa",
    published_on=date(2026, 9, 1),
    doc_type=DocumentType("quy-che", "Quy chế", "QC", "", verified=True),
    abstract="",
    round=1,
    previous_round=None,
    opens_on=date(2026, 9, 1),
    closes_on=CLOSES,
    minimum=None,
    question="",
    decider="",
    expected="",
    text=LegalText(),
)


def answer(office: str, on: str, opinions: int) -> Answer:
    return Answer(
        **SHARED,  # type: ignore[arg-type]  # one dict for fields of several types
        id=f"{office}{on}"[-10:],
        title="",
        office=office,
        published_on=date.fromisoformat(on),
        draft=DRAFT.id,
        round=1,
        provision="",
        point="",
        disposition=Disposition.TAKEN_UP,
        counts=(("web", opinions),),
        html="",
        text="",
    )


def rows(answers: list[Answer], today: str, rule: str = "checked", draft: Draft = DRAFT) -> list[Answered]:
    """Return what is reckoned where the time limit for answers is checked, unchecked, or not there."""
    limits = tuple(
        replace(limit, verified=rule == "checked")
        for limit in REGISTERS.limits
        if rule != "none" or limit.id != "comment.answer"
    )
    registers = replace(REGISTERS, limits=limits)
    return answered(Publication(registers, moment(f"{today}T08:00"), [draft, *answers]), WORKING)


@pytest.mark.parametrize(
    ("answered_on", "rule", "timeliness"),
    [
        ("2026-10-16", "checked", Timeliness.ON_TIME),
        ("2026-10-17", "checked", Timeliness.LATE),
        ("2026-10-16", "unchecked", Timeliness.WITHIN),
        ("2026-10-17", "unchecked", Timeliness.BEYOND),  # by a rule nobody has checked, nothing is late
        ("2026-10-17", "none", Timeliness.NO_LIMIT),
    ],
)
def test_an_answer_is_in_time_until_its_due_day_is_over(answered_on: str, rule: str, timeliness: Timeliness) -> None:
    (row,) = rows([answer("van-phong", answered_on, 7)], "2026-12-01", rule)
    assert (row.office, row.answers, row.opinions, row.timeliness) == ("van-phong", 1, 7, timeliness)


@pytest.mark.parametrize(
    ("today", "rule", "timeliness"),
    [
        ("2026-10-16", "checked", None),
        ("2026-10-17", "checked", Timeliness.LATE),
        ("2026-10-17", "unchecked", None),
    ],
)
def test_what_nobody_has_answered_is_owed_by_the_office_that_leads(
    today: str, rule: str, timeliness: Timeliness | None
) -> None:
    (row,) = rows([], today, rule)
    assert (row.office, row.on, row.timeliness) == ("phong-van-hoa", None, timeliness)


def test_nothing_is_owed_while_people_still_write_or_when_it_was_called_off() -> None:
    assert rows([], "2026-09-25") == []
    called_off = DRAFT.having(cancellation=Cancellation(date(2026, 9, 10), "Đổi kế hoạch"))
    assert rows([], "2026-12-01", draft=called_off) == []


def test_each_office_is_told_of_its_own_answers_day_by_day() -> None:
    found = rows(
        [
            answer("van-phong", "2026-10-01", 2),
            answer("phong-van-hoa", "2026-10-01", 3),
            answer("phong-van-hoa", "2026-10-20", 4),
        ],
        "2026-12-01",
    )
    assert [(row.office, str(row.on), row.opinions, row.timeliness) for row in found] == [
        ("van-phong", "2026-10-01", 2, Timeliness.ON_TIME),
        ("phong-van-hoa", "2026-10-01", 3, Timeliness.ON_TIME),
        ("phong-van-hoa", "2026-10-20", 4, Timeliness.LATE),
    ]
