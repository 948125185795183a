"""The log of receipts: whoever holds a receipt can prove it, nobody can prove what was not received."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.domain.receipt_log import Side, Statement, leads_to, moment_text, path, root, words_hash

COMMITMENTS = st.lists(st.binary(min_size=32, max_size=32).map(bytes.hex), min_size=1, max_size=40, unique=True)
SAID = Statement(
    "ab" * 32, "GY-2026-000001-P", "2026-11-21T10:00:00+07:00", "art_2", "dong-y", words_hash("Báo trước.")
)


@given(COMMITMENTS, st.data())
def test_every_receipt_of_a_day_leads_to_its_root_and_to_no_other(commitments: list[str], data: st.DataObject) -> None:
    top = root(commitments)
    for one in commitments:
        assert leads_to(one, path(commitments, one)) == top
    shuffled = data.draw(st.permutations(commitments))
    assert root(shuffled) == top
    at = data.draw(st.integers(0, len(commitments) - 1))
    changed = [*commitments]
    changed[at] = hashlib.sha256(changed[at].encode()).hexdigest()
    assert root(changed) != top
    assert leads_to(changed[at], path(commitments, commitments[at])) != top
    rest = commitments[:at] + commitments[at + 1 :]
    assert not rest or root(rest) != top
    assert root([*commitments, changed[at]]) != top


@given(COMMITMENTS.filter(lambda commitments: len(commitments) > 1))
def test_a_node_of_the_tree_cannot_pass_for_a_receipt(commitments: list[str]) -> None:
    steps = path(commitments, commitments[0])
    for height in range(1, len(steps) + 1):
        node = leads_to(commitments[0], steps[:height])
        assert leads_to(node, steps[height:]) != root(commitments)


def test_the_root_of_a_few_receipts_is_what_rfc_6962_says() -> None:
    a, b, c = (f"{digit:064x}" for digit in (1, 2, 3))

    def sha(prefix: bytes, *parts: bytes) -> bytes:
        return hashlib.sha256(prefix + b"".join(parts)).digest()

    la, lb, lc = (sha(b"\x00", bytes.fromhex(leaf)) for leaf in (a, b, c))
    assert root([a]) == la.hex()
    assert root([c, b, a]) == sha(b"\x01", sha(b"\x01", la, lb), lc).hex()
    assert [step.side for step in path([a, b, c], c)] == [Side.LEFT]


def test_there_is_no_root_of_nothing() -> None:
    with pytest.raises(ValueError, match="no receipts"):
        root([])


@pytest.mark.parametrize("field", ["salt", "reference", "moment", "provision", "stance", "words"])
def test_a_commitment_binds_all_that_was_received(field: str) -> None:
    assert replace(SAID, **{field: "x"}).commitment != SAID.commitment
    assert SAID.commitment == replace(SAID).commitment


def test_words_are_the_same_however_their_spaces_and_signs_came() -> None:
    assert words_hash("Đề nghị báo\r\n trước. ") == words_hash("Đề nghị báo trước.")
    assert words_hash("Đề nghị") != words_hash("De nghi")


def test_a_moment_is_told_in_vietnam_to_the_second() -> None:
    assert moment_text(datetime(2026, 11, 21, 20, 30, 1, 999, UTC)) == "2026-11-22T03:30:01+07:00"
