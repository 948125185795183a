"""Where URLs lead that were published once: on to where things are now, or to the notice of their withdrawal."""

from datetime import date

import pytest

from plugins.domain.moves import Moves, Redirect, Withdrawal

DAY = date(2026, 11, 21)
REDIRECTS = {
    "van-ban/cu.html": "van-ban/giua.html",
    "van-ban/giua.html": "van-ban/moi.html",
    "van-ban/moi.html#art_3": "van-ban/moi.html#art_4",
    "tep/ban-do.pdf": "tep/ban-do-2.pdf",
}
WITHDRAWN = Withdrawal("ckthu00001", "cong-khai/sai.html", "Sai", DAY, "nhầm", "ubnd", ("bang.xlsx",), ())
ANSWER = Withdrawal("tlthu00001", "du-thao/x.html#tra-loi-tlthu00001", "Trả lời", DAY, "nhầm", "ubnd", (), ())
MOVES = Moves({s: Redirect(s, t, DAY, "đổi tên") for s, t in REDIRECTS.items()}, (WITHDRAWN, ANSWER))


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("van-ban/cu.html", "van-ban/moi.html"),
        ("van-ban/cu.html#art_2", "van-ban/moi.html#art_2"),
        ("van-ban/cu.html#art_3", "van-ban/moi.html#art_4"),
        ("van-ban/moi.html#art_3", "van-ban/moi.html#art_4"),
        ("van-ban/moi.html", "van-ban/moi.html"),
    ],
)
def test_an_old_url_leads_to_where_it_is_now_and_takes_its_anchor_along(url: str, target: str) -> None:
    assert MOVES.leads_to(url) == target


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("van-ban/cu.akn.xml", "van-ban/moi.akn.xml"),
        ("van-ban/cu.txt", "van-ban/moi.txt"),
        ("tep/ban-do.pdf", "tep/ban-do-2.pdf"),
        ("van-ban/cu-khac.txt", "van-ban/cu-khac.txt"),
    ],
)
def test_the_other_forms_of_a_page_move_with_it(path: str, target: str) -> None:
    assert MOVES.file_leads_to(path) == target


def test_redirects_in_a_circle_come_to_an_end() -> None:
    there_and_back = {"a/a.html": "a/b.html", "a/b.html": "a/a.html"}
    moves = Moves({s: Redirect(s, t, DAY, "vòng") for s, t in there_and_back.items()}, ())
    assert moves.leads_to("a/a.html") in there_and_back


@pytest.mark.parametrize(
    ("path", "is_gone"),
    [
        ("cong-khai/sai.html", True),
        ("cong-khai/sai.bang-tin.html", True),
        ("cong-khai/sai.loa.txt", True),
        ("s/ckthu00001", True),
        ("s/ckthu00001/", True),
        ("s/ckthu00001/index.html", True),
        ("tep/bang.xlsx", True),
        ("cong-khai/sai-khac.html", False),
        ("cong-khai/", False),
        ("du-thao/x.html", False),
        ("du-thao/x.html#tra-loi-tlthu00001", True),
    ],
)
def test_what_is_withdrawn_is_gone_in_every_form_and_nothing_else_is(path: str, *, is_gone: bool) -> None:
    assert (MOVES.withdrawn(path) is not None) == is_gone


def test_a_page_keeps_the_anchors_it_had() -> None:
    assert [(a.anchor, a.url) for a in MOVES.former_anchors("van-ban/moi.html")] == [
        ("art_3", "van-ban/moi.html#art_4")
    ]
    assert [a.anchor for a in MOVES.former_anchors("du-thao/x.html")] == ["tra-loi-tlthu00001"]
