"""What the publisher writes down for the inbox, the inbox reads back as it was."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from plugins.documents.reading import read_content
from plugins.domain.catalogue import load
from plugins.domain.clock import VIETNAM, moment
from plugins.domain.register import (
    VERSION,
    BadRegisterError,
    Register,
    RegisteredProvision,
    UnknownRegisterVersionError,
    from_plain,
    provisions_from_plain,
    provisions_to_plain,
    registered,
    to_plain,
)

NOW = moment("2026-11-21T10:00:00+07:00")

ANSWER = """---
ma: traloi0001
loai: tra-loi
du-thao: dtthu00001
vong: 1
dieu-khoan: art_2__para_1__point_dd
y-kien: Nên niêm yết ở cả hai nhà văn hóa.
ket-qua: tiep-thu
so-luot: {web: 2, giay: 1}
co-quan: phong-van-hoa
ngay-tra-loi: 2026-11-20
---

Đã sửa.
"""
CLOSING = """---
ma: tonghop001
loai: tong-hop
du-thao: dtthu00001
vong: 1
co-quan: phong-van-hoa
ngay-tra-loi: 2026-11-20
da-nhan: 3
da-xu-ly: 3
---

Đã nghe.
"""


@pytest.fixture
def register(content: Path) -> Register:
    """The register of the small commune with one published answer and what was heard as a whole."""
    path = content / "tra-loi" / "diem-dd.md"
    path.parent.mkdir()
    path.write_text(ANSWER, encoding="utf-8")
    path.with_name("tong-hop.md").write_text(CLOSING, encoding="utf-8")
    reading = read_content(content, load(content, NOW.date()), NOW)
    assert reading.faults == []
    return registered(reading.publication)


def through_json(register: Register) -> Register:
    def provisions(draft: str) -> tuple[RegisteredProvision, ...]:
        plain = provisions_to_plain(register.drafts[draft].provisions)
        return provisions_from_plain(json.loads(json.dumps(plain)))

    return from_plain(json.loads(json.dumps(to_plain(register))), provisions)


def nothing(_draft: str) -> tuple[RegisteredProvision, ...]:
    return ()


def test_a_register_comes_back_from_json_as_it_was(register: Register) -> None:
    again = through_json(register)
    assert again == register
    assert [d.provisions for d in again.drafts.values()] == [d.provisions for d in register.drafts.values()]
    assert to_plain(again) == to_plain(register)


def test_days_and_moments_are_days_and_moments_again(register: Register) -> None:
    again = through_json(register)
    office, draft = again.catalogue.offices["ubnd-cu"], again.drafts["dtthu00001"]
    assert office.valid_to == date(2025, 6, 30)
    assert again.catalogue.day_overrides[date(2026, 1, 10)] is True
    assert draft.opens_at == datetime(2026, 11, 2, tzinfo=VIETNAM)
    assert draft.closes_at == datetime(2026, 12, 4, 23, 59, 59, tzinfo=VIETNAM)
    assert draft.closes_at.utcoffset() == timedelta(hours=7)


def test_every_provision_can_be_found_with_its_label_text_and_hash(register: Register) -> None:
    provisions = through_json(register).drafts["dtthu00001"].by_eid
    assert list(provisions) == [
        "art_1",
        "art_2",
        "art_2__para_1",
        *(f"art_2__para_1__point_{letter}" for letter in ("a", "b", "c", "d", "dd")),
        "art_2__para_2",
        "art_3",
    ]
    point = provisions["art_2__para_1__point_dd"]
    assert (point.label, point.text) == ("điểm đ khoản 1 Điều 2", "đ) Niêm yết kết quả.")
    assert len({p.text_hash for p in provisions.values()}) == len(provisions)


def test_published_answers_are_listed_with_their_urls(register: Register) -> None:
    assert through_json(register).answers == {"traloi0001": "du-thao/quy-che-dan-chu.html#tra-loi-traloi0001"}


def test_the_rounds_that_are_closed_are_known_whoever_wrote_that(register: Register) -> None:
    assert through_json(register).closings == {"dtthu00001": "tonghop001"}


def test_time_limits_offices_and_rules_work_after_the_journey(register: Register) -> None:
    catalogue = through_json(register).catalogue
    assert catalogue.offices.living("ubnd-cu", NOW.date(), ["dan-chu"]).id == "phong-van-hoa"
    assert [rule.id for rule in catalogue.routing] == ["r-dan-chu", "r-con-lai"]
    limit = catalogue.limit("comment.answer", NOW.date())
    assert limit is not None
    assert limit.words == "15 ngày làm việc"


def test_plain_values_hold_only_what_json_has(register: Register) -> None:
    plain = to_plain(register)
    assert json.loads(json.dumps(plain, ensure_ascii=False)) == json.loads(json.dumps(plain))


@pytest.mark.parametrize("version", [VERSION + 1, 0, None, str(VERSION)])
def test_a_register_of_another_version_is_refused(register: Register, version: object) -> None:
    with pytest.raises(UnknownRegisterVersionError):
        from_plain({**to_plain(register), "version": version}, nothing)


@pytest.mark.parametrize("broken", [{}, [], None, "register", 1], ids=str)
def test_what_is_no_register_is_refused(broken: Any) -> None:
    with pytest.raises(BadRegisterError):
        from_plain(broken, nothing)


@pytest.mark.parametrize(
    "change",
    [
        {"drafts": None},
        {"drafts": [{"id": "dtthu00001"}]},
        {"drafts": ["dtthu00001"]},
        {"tables": {}},
        {"tables": {"co-quan": [{"ma": "ubnd", "tu-ngay": "hôm nay"}]}},
    ],
    ids=["no drafts", "draft without its window", "draft that is a text", "no tables", "day that is no day"],
)
def test_a_damaged_register_is_refused(register: Register, change: dict[str, object]) -> None:
    with pytest.raises(BadRegisterError):
        from_plain({**to_plain(register), **change}, nothing)


def test_a_register_without_its_site_is_refused(register: Register) -> None:
    plain = to_plain(register)
    with pytest.raises(BadRegisterError):
        from_plain({**plain, "tables": {**plain["tables"], "trang-web": []}}, nothing)
