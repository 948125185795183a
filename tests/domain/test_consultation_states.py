"""Where a consultation stands follows from its days and its files, to the second."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from plugins.domain.clock import VIETNAM, first_moment, last_moment, moment
from plugins.domain.consultations import Consultation, State, window_state
from plugins.domain.contents import Cancellation, Document, Draft, Extension, RoundClosing
from plugins.domain.legal_text import LegalText
from plugins.domain.vocabulary import DocumentType

OPENS, CLOSES = date(2026, 11, 2), date(2026, 12, 4)
SHARED = {
    "office": "phong-van-hoa",
    "fields": ("dan-chu",),
    "summary": "",
    "published_on": OPENS,
    "updated_on": OPENS,
    "attachments": (),
}
KIND = DocumentType("quy-che", "Quy chế", "QC", "Nghị định 30/2020/NĐ-CP", verified=False)


def draft() -> Draft:
    return Draft(
        **SHARED,  # type: ignore[arg-type]  # one dict for fields of several types
        id="dtthu00001",
        title="Quy chế dân chủ",
        url="du-thao/quy-che.html",
        source="du-thao/quy-che.md",
        doc_type=KIND,
        abstract="dân chủ",
        round=1,
        previous_round=None,
        opens_on=OPENS,
        closes_on=CLOSES,
        minimum=None,
        question="",
        decider="",
        expected="",
        text=LegalText(),
    )


CLOSING = RoundClosing(
    **SHARED,  # type: ignore[arg-type]  # one dict for fields of several types
    id="tonghop001",
    title="Tổng hợp",
    url="",
    source="",
    draft="dtthu00001",
    round=1,
    received=3,
    disposed=3,
    html="",
    text="",
)
ISSUED = Document(
    **SHARED,  # type: ignore[arg-type]  # one dict for fields of several types
    id="vbthu00001",
    title="Quy chế dân chủ",
    url="van-ban/quy-che.html",
    source="",
    doc_type=KIND,
    symbol="05/2026/QC",
    abstract="",
    issued_on=date(2026, 12, 20),
    effective_on=None,
    expires_on=None,
    place="",
    signer="",
    signer_title="",
    bases=(),
    implements=(),
    draft="dtthu00001",
    text=LegalText(),
)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-11-01T23:59:59", State.PLANNED),
        ("2026-11-02T00:00:00", State.OPEN),
        ("2026-11-21T10:00:00", State.OPEN),
        ("2026-12-04T23:59:59", State.OPEN),
        ("2026-12-04T23:59:59.999999", State.OPEN),
        ("2026-12-05T00:00:00", State.CLOSED),
        ("2026-12-04T16:59:59+00:00", State.OPEN),
        ("2026-12-04T17:00:00+00:00", State.CLOSED),
        ("2026-11-01T17:00:00+00:00", State.OPEN),
    ],
)
def test_the_last_second_of_the_last_day_in_vietnam_is_still_open(now: str, state: State) -> None:
    assert Consultation(draft(), moment(now)).state is state
    utc = moment(now).astimezone(UTC)
    assert window_state(first_moment(OPENS), last_moment(CLOSES), utc) is state


OPEN, AFTER = moment("2026-11-21"), moment("2026-12-21")


@pytest.mark.parametrize(
    ("now", "closing", "issued", "state"),
    [
        (AFTER, None, None, State.CLOSED),
        (AFTER, CLOSING, None, State.EXPLAINED),
        (AFTER, CLOSING, ISSUED, State.ISSUED),
        (AFTER, None, ISSUED, State.ISSUED),
        (OPEN, CLOSING, None, State.OPEN),
        (OPEN, None, ISSUED, State.OPEN),
    ],
    ids=["nothing yet", "summed up", "issued", "issued without a summary", "summary too early", "issued too early"],
)
def test_files_decide_only_after_the_last_day(
    now: datetime, closing: RoundClosing | None, issued: Document | None, state: State
) -> None:
    assert Consultation(draft(), now, closing=closing, issued=issued).state is state


@pytest.mark.parametrize(
    ("now", "days"), [("2026-12-04T23:00:00", 0), ("2026-12-03T23:59:59", 1), ("2026-11-02T00:00:00", 32)]
)
def test_days_left_count_to_the_last_day(now: str, days: int) -> None:
    assert Consultation(draft(), moment(now)).days_left == days


def test_a_moment_without_an_offset_is_vietnams_time() -> None:
    assert moment("2026-11-21T10:00:00") == moment("2026-11-21T03:00:00+00:00")
    assert moment("2026-11-21T03:00:00Z").utcoffset() == timedelta(hours=7)
    assert first_moment(OPENS) == datetime(2026, 11, 2, tzinfo=VIETNAM)
    assert last_moment(OPENS) + timedelta(seconds=1) == first_moment(OPENS + timedelta(days=1))


def test_what_is_no_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="21/11/2026"):
        moment("21/11/2026")


_EXTENSION = Extension(date(2026, 12, 1), date(2026, 12, 18), "Mưa lũ")
EXTENDED = replace(draft(), closes_on=_EXTENSION.closes_on, extensions=(_EXTENSION,))
CANCELLED = replace(draft(), cancellation=Cancellation(date(2026, 11, 20), "Tạm dừng"))


@pytest.mark.parametrize(
    ("it", "now", "state", "is_open"),
    [
        (EXTENDED, "2026-11-30T23:59:59", State.OPEN, True),
        (EXTENDED, "2026-12-01T00:00:00", State.EXTENDED, True),
        (EXTENDED, "2026-12-18T23:59:59", State.EXTENDED, True),
        (EXTENDED, "2026-12-19T00:00:00", State.CLOSED, False),
        (CANCELLED, "2026-11-19T23:59:59", State.OPEN, True),
        (CANCELLED, "2026-11-20T00:00:00", State.CANCELLED, False),
        (CANCELLED, "2027-01-01T00:00:00", State.CANCELLED, False),
    ],
)
def test_extensions_and_cancellations_hold_from_the_day_they_were_decided(
    it: Draft,
    now: str,
    state: State,
    is_open: bool,  # noqa: FBT001  # a table
) -> None:
    consultation = Consultation(it, moment(now))
    assert (consultation.state, consultation.is_open) == (state, is_open)


def test_what_comes_after_a_cancellation_is_late() -> None:
    assert Consultation(CANCELLED, OPEN).closes_at == last_moment(date(2026, 11, 20))
