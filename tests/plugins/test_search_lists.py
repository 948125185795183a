"""The file of terms and their entries gives back what was written, empty lists and the empty term included."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.search.lists import Lists, written

_TERMS = st.text("aâđ0", max_size=3).map(str.encode)
_LISTS = st.dictionaries(
    st.text("abc", min_size=1, max_size=2),
    st.dictionaries(_TERMS, st.sets(st.integers(0, 40), min_size=1, max_size=20), max_size=4),
    max_size=4,
)


class _Octets:
    """A file in memory."""

    def __init__(self, octets: bytes) -> None:
        self._octets = BytesIO(octets)

    def get(self, position: int, length: int) -> bytes:
        self._octets.seek(position)
        return self._octets.read(length)


def test_lists_of_many_terms_are_written_by_several_processes_as_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    lists = {name: {f"{n}".encode(): {n % 7, n % 11 + 9, n} for n in range(200)} for name in ("pairs", "words")}
    alone = b"".join(written(lists))
    monkeypatch.setattr("plugins.search.lists._SLICE", 9)

    assert b"".join(written(lists)) == alone


@settings(deadline=None)
@given(lists=_LISTS)
def test_every_list_is_read_back(lists: dict[str, dict[bytes, set[int]]]) -> None:
    octets = b"".join(written(lists))
    read = Lists(_Octets(octets), len(octets))
    assert set(read.names()) == set(lists)
    for name, terms in lists.items():
        expected = {term: sum(1 << number for number in numbers) for term, numbers in terms.items()}
        assert {term: set(numbers) for term, numbers in read.items(name)} == terms
        assert read.terms(name) == sorted(terms)
        assert {term: read.bits(name, term) for term in [*terms, b"", b"zzzz"]} == {
            **expected,
            b"": expected.get(b"", 0),
            b"zzzz": 0,
        }
    assert read.bits("not there", b"") == 0
