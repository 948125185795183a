"""What changed between two versions, as a reader would say it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.domain.comparison import Change, Compared, compare, runs
from plugins.domain.structure import parse

OLD = """\
QUYẾT NGHỊ:

Điều 1. Phạm vi
1. Nghị quyết này áp dụng trong xã.
2. Không áp dụng với chất thải y tế.

Điều 2. Giờ tập kết
1. Hộ gia đình đưa rác ra từ 17 giờ đến 18 giờ.
2. Hộ gia đình tự mua thùng rác theo mẫu của xã.

Điều 3. Tổ chức thực hiện
Ủy ban nhân dân xã tổ chức thực hiện Nghị quyết này.
"""


def said(old: str, new: str) -> list[str]:
    """Return the changes as lines: what, where, from where."""
    return [
        f"{c.change.id}: {c.label}" + (f" (từ {c.moved_from})" if c.moved_from else "")
        for c in compare(parse(old), parse(new))
        if c.change is not Change.SAME or c.moved_from
    ]


# what is done to the text → what the reader is told
EDITS: dict[str, tuple[str, str, list[str]]] = {
    "nothing": ("", "", []),
    "one word": ("từ 17 giờ", "từ 16 giờ", ["changed: khoản 1 Điều 2"]),
    "a clause is dropped": (
        "2. Hộ gia đình tự mua thùng rác theo mẫu của xã.\n",
        "",
        ["removed: khoản 2 Điều 2"],
    ),
    "a clause is put before others": (
        "1. Hộ gia đình đưa rác",
        "1. Lịch xe được công khai.\n2. Hộ gia đình đưa rác",
        ["added: khoản 1 Điều 2", "same: khoản 2 Điều 2 (từ khoản 1 Điều 2)"],
    ),
    "an article is put in between": (
        "Điều 3. Tổ chức",
        "Điều 3. Kinh phí\nNgân sách xã bảo đảm.\n\nĐiều 4. Tổ chức",
        ["added: Điều 3", "same: Điều 4 (từ Điều 3)"],
    ),
    "an article becomes another": (
        "Ủy ban nhân dân xã tổ chức thực hiện Nghị quyết này.",
        "Giao Thường trực Hội đồng giám sát.",
        ["changed: Điều 3"],
    ),
}


@pytest.mark.parametrize(("right", "wrong", "changes"), EDITS.values(), ids=EDITS)
def test_a_reader_is_told_what_changed_and_no_more(right: str, wrong: str, changes: list[str]) -> None:
    found = said(OLD, OLD.replace(right, wrong, 1) if right else OLD)
    assert found == changes


def test_an_article_that_changes_places_is_moved_not_dropped() -> None:
    one, two, three = OLD.split("\n\n", 1)[1].split("\n\nĐiều ")
    new = f"QUYẾT NGHỊ:\n\n{one}\n\nĐiều {three}\n\nĐiều {two}"

    changes = [(c.change, c.old.label if c.old else "", c.label) for c in compare(parse(OLD), parse(new))]
    assert (Change.MOVED, "Điều 3", "Điều 3") in changes or (Change.MOVED, "Điều 2", "Điều 2") in changes
    assert Change.ADDED not in [c for c, _, _ in changes]
    assert Change.REMOVED not in [c for c, _, _ in changes]


def test_the_words_that_changed_are_marked() -> None:
    old, new = "đưa rác ra từ 17 giờ đến 18 giờ", "đưa rác ra từ 17 giờ đến 20 giờ hằng ngày"

    assert [(r.change.id, r.words) for r in runs(old, new)] == [
        ("same", "đưa rác ra từ 17 giờ đến"),
        ("removed", "18"),
        ("added", "20"),
        ("same", "giờ"),
        ("added", "hằng ngày"),
    ]


WORDS = st.lists(st.sampled_from(["điều", "khoản", "xã", "hộ", "rác", "giờ", "17", "18"]), max_size=30).map(" ".join)


@given(WORDS, WORDS)
def test_both_texts_can_be_read_off_the_runs(old: str, new: str) -> None:
    found = list(runs(old, new))
    assert " ".join(r.words for r in found if r.change is not Change.ADDED) == old
    assert " ".join(r.words for r in found if r.change is not Change.REMOVED) == new


CLAUSES = st.lists(WORDS.filter(bool), min_size=1, max_size=5)
TEXTS = st.lists(CLAUSES, min_size=1, max_size=5).map(
    lambda articles: "\n\n".join(
        f"Điều {n}. Tên\n" + "\n".join(f"{m}. {clause}" for m, clause in enumerate(clauses, 1))
        for n, clauses in enumerate(articles, 1)
    )
)


def text_of(compared: list[Compared], version: str) -> str:
    provisions = [getattr(c, version) for c in compared]
    return " ".join(f"{p.printed} " + " ".join(x.plain for x in p.paragraphs) for p in provisions if p)


@given(TEXTS, TEXTS)
def test_no_provision_of_either_version_is_lost(old: str, new: str) -> None:
    before, after = parse(old), parse(new)
    compared = compare(before, after)

    assert [c.new.eid for c in compared if c.new] == [p.eid for p in after.walk()]
    assert sorted(c.old.eid for c in compared if c.old) == sorted(p.eid for p in before.walk())
    assert text_of(compared, "new").split() == " ".join(p.text for p in after.provisions).split()


@given(TEXTS)
def test_a_text_compared_with_itself_has_not_changed(text: str) -> None:
    assert {c.change for c in compare(parse(text), parse(text))} == {Change.SAME}
