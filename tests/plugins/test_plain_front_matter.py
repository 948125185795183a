"""Front matter of plain lines is read without YAML: proved against YAML itself."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plugins.documents.front_matter import values_of
from plugins.documents.plain_front_matter import plain_values
from plugins.domain.faults import UnreadableError

_MARKS = st.text("aề1 ,.:;-–#'\"\\[]{}()&*!|>%@`~?=+/_\t²x", max_size=12)
_TEXTS = st.one_of(
    _MARKS,
    _MARKS.map(lambda text: f'"{text}"'),
    st.text(max_size=5),
    st.sampled_from(
        ["2026-11-21", "null", "~", '"null"', "no", "1", "Bến Sương", "a  b", "e\u0302", "\xa0", "x\u2028y"]
    ),
)
_LISTS = st.lists(_TEXTS, max_size=3).map(lambda texts: f"[{', '.join(texts)}]")
_LINES = st.one_of(
    st.builds("{}: {}".format, st.sampled_from(["ma", "tieu-de", "linh-vuc", "a1"]), st.one_of(_TEXTS, _LISTS)),
    st.sampled_from(["", "ma:", "  - a", "- a", "# ma", "  b: c", "...", "---", "ma:x", "Ma: x"]),
)


@given(st.lists(_LINES, max_size=4))
@example(['ma: "a\\x07"'])
@example(['ma: " ~ "', 'a1: "~"', "tieu-de: null "])
@example(["ma: a # b"])
@example(["ma: a: b"])
@example(["ma: a", " b"])
@example(["ma: a", "ma: b"])
@example(["ma: [a, [b]]"])
@example(["ma: [a, b: c]"])
@example(['ma: "a" b'])
@example(['ma: ["a" b]'])
@example(["ma: [a, ]"])
def test_what_is_read_without_yaml_is_what_yaml_reads(lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    read = plain_values(text)
    if read is not None:
        assert read == values_of("tep.md", text)


@pytest.mark.parametrize(
    "line",
    [
        "ngay: 2026-11-21",
        "tieu-de: Họp thôn, 5 – 7 giờ (bàn đường)",
        'tieu-de: "Họp thôn: bàn đường" ',
        'linh-vuc: [dat-dai, "a, b" , Bến Sương]',
    ],
)
def test_most_lines_need_no_yaml(line: str) -> None:
    assert plain_values(f"{line}\n") is not None


def test_without_any_line_yaml_is_asked() -> None:
    assert plain_values("") is None
    with pytest.raises(UnreadableError):
        values_of("tep.md", "")
