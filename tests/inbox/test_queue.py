"""The queue: ready-made views, one draft or provision, words typed with or without diacritics; plain links all."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from flask import Flask
from inbox_kit.accounts import add_officer
from inbox_kit.browsing import Browser, Page, officer
from support import DRAFT, Clock

from inbox.access.permissions import Role
from inbox.services import Services

PLACE = "art_2__para_1__point_dd"
QUEUE = "/ban-lam-viec/"


def shown(page: Page, names: dict[str, str]) -> set[str]:
    """Who of these comments stands in the table."""
    return {name for name, reference in names.items() if f"y-kien/{reference}" in page.html}


@pytest.fixture
def sent(citizen: Browser) -> dict[str, str]:
    """References of what came to the office: on a provision, on the whole, held, answered; a petition to another."""
    petition = citizen.open("/kien-nghi/").form("/kien-nghi/")
    return {
        "place": citizen.comment("Đề nghị báo trước bảy ngày.", dieu=PLACE, ho_ten="Nguyễn Văn Bảy").by_id("so"),
        "whole": citizen.comment("Dự thảo dễ hiểu; ĐƯỜNG LÀNG phải sạch.").by_id("so"),
        "held": citizen.comment("Mời xem trang này.", trang_rieng="x").by_id("so"),
        "suspected": citizen.comment("Tôi tố cáo ông Nguyễn Văn X nhận hối lộ năm triệu đồng.").by_id("so"),
        "petition": citizen.send(petition.typed(noi_dung="Đèn hỏng.")).by_id("so"),
    }


def test_each_view_and_filter_shows_what_its_words_say(
    app: Flask, parts: Services, citizen: Browser, sent: dict[str, str], clock: Clock
) -> None:
    add_officer(parts, "dieu-phoi", "van-phong", Role.COORDINATOR, is_screener=True)
    everything = set(sent)
    table: list[tuple[dict[str, str], set[str], set[str]]] = [
        # what is asked for, what the office sees, what the coordinator (who screens) sees
        ({}, {"place", "whole", "held"}, everything),
        ({"xem": "khong-co"}, {"place", "whole", "held"}, everything),
        ({"xem": "cua-toi"}, {"place", "whole", "held"}, {"petition"}),
        ({"xem": "tam-giu"}, {"held"}, {"held"}),
        ({"xem": "kiem-tra"}, set(), {"suspected"}),
        ({"xem": "chua-ro-noi"}, set(), {"petition"}),
        ({"xem": "qua-han"}, set(), set()),
        ({"du-thao": DRAFT}, {"place", "whole", "held"}, {"place", "whole", "held", "suspected"}),
        ({"du-thao": DRAFT, "dieu": PLACE}, {"place"}, {"place"}),
        ({"du-thao": "khongcodau"}, set(), set()),
        ({"trang": "9" * 5000}, {"place", "whole", "held"}, everything),
    ]
    for login, column in (("phong-van-hoa", 1), ("dieu-phoi", 2)):
        desk = officer(app, login)
        for row in table:
            page = desk.open(f"{QUEUE}?{urlencode(row[0])}")
            assert shown(page, sent) == row[column], (login, row[0])
    # The links of the views say how many, and lead there with the draft that was chosen.
    desk = officer(app)
    page = desk.open(f"{QUEUE}?du-thao={DRAFT}")
    assert "Tất cả (3)" in page.text
    link = next(a.get("href", "") for a in page.root.iter("a") if "Tạm giữ" in "".join(a.itertext()))
    assert shown(desk.open(link), sent) == {"held"}
    # Three working days before the due day it is soon; later it is overdue; what came then is late.
    for on, view in ((timedelta(days=33), "sap-den-han"), (timedelta(days=40), "qua-han")):
        clock.pass_(on)
        desk = officer(app)
        assert shown(desk.open(f"{QUEUE}?xem={view}"), sent) == {"place", "whole", "held"}, view
        clock.pass_(-on)
    clock.pass_(timedelta(days=40))
    late = citizen.comment("Đến muộn.").by_id("so")
    assert shown(officer(app).open(f"{QUEUE}?xem=gui-muon"), {**sent, "late": late}) == {"late"}


def test_words_are_found_however_they_are_typed_in_ones_own_comments_only(app: Flask, sent: dict[str, str]) -> None:
    desk = officer(app)
    found = {
        "bao truoc bay ngay": {"place"},
        "Duong lang": {"whole"},
        "đường làng": {"whole"},
        "nguyen van bay": {"place"},
        sent["held"]: {"held"},
        "hoi lo": set(),
        "den hong": set(),
    }
    for words, who in found.items():
        form = desk.open(QUEUE).form("ban-lam-viec/tim").typed(tim=words)
        assert form.action == f"{QUEUE}tim"  # a name must not stand in an address
        page = desk.send(form)
        assert shown(page, sent) == who, words
        assert words in page.kept
    page = desk.send(desk.open(f"{QUEUE}?dieu={PLACE}&du-thao={DRAFT}").form("ban-lam-viec/tim").typed(tim="du thao"))
    assert shown(page, sent) == {"place"}
