"""Text that holds no Markdown goes by the parser of Markdown, and nobody can tell from the HTML."""

from collections.abc import Iterator, Sequence

import pytest
from domain.legal_samples import ODDITIES, steady, whole_texts
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support import ROOT

from plugins.documents.source import take_apart
from plugins.domain.legal_text import LegalText
from plugins.domain.provisions import Paragraph
from plugins.domain.structure import parse
from plugins.domain.text import nfc
from plugins.kit import prose
from plugins.kit.prose import converted, legal_converted, legal_to_html, to_html


def paragraphs(text: LegalText) -> Iterator[Paragraph]:
    """Yield every paragraph of a legal text."""
    yield from (*text.preamble, *text.closing)
    for provision in text.walk():
        yield from provision.paragraphs


def differences(texts: Sequence[str]) -> list[str]:
    """Return the texts, and the paragraphs of them read as law, whose HTML is not what the parser gives."""
    whole = [text for text in texts if to_html(nfc(text)) != converted(nfc(text))]
    law = [p.source for text in texts for p in paragraphs(parse(text)) if not is_like_converted(p.source)]
    return whole + law


def is_like_converted(source: str) -> bool:
    """Tell whether a paragraph without bookmarks, which are put in afterwards, is what the parser gives."""
    plain = Paragraph(source).plain
    return legal_to_html(plain) == legal_converted(plain)


def test_what_stands_in_the_content_folder_is_as_the_parser_gives_it() -> None:
    files = sorted((ROOT / "content").rglob("*.md"))
    texts = [take_apart(file.name, file.read_text(encoding="utf-8")).body for file in files]
    assert len(texts) > 40
    assert differences(texts) == []


def test_texts_full_of_oddities_are_as_the_parser_gives_them() -> None:
    assert differences([file.read_text(encoding="utf-8") for file in sorted(ODDITIES.iterdir())]) == []


@settings(steady, max_examples=25)
@given(text=whole_texts())
def test_made_up_laws_are_as_the_parser_gives_them(text: tuple[list[str], object, object]) -> None:
    assert differences(["\n\n".join(text[0])]) == []


# What begins or ends something in Markdown or in HTML, and what only looks like it.
SIGNS = ["*", "**", "_", "`", "<", ">", "&", "&lt;", "[", "](x)", "!", "\\", "|", "\t", "#", "> ", "- ", "-", "+ ", "+"]
SIGNS += [
    "1.",
    "1. ",
    "2) ",
    "٣. ",
    "²",
    "===",
    "---",
    "...",
    "    ",
    "  ",
    "  \n",
    " \n",
    "\n",
    "\n\n",
    "\n\n\n",
    ":",
    ": ",
]
SIGNS += [
    "http://a.vn",
    "a@b.vn",
    '"',
    "'",
    "“",
    "”",
    "(",
    ")",
    "{",
    "}",
    "~",
    "^",
    "\u0301",
    "\u00a0",
    "\u2028",
    "\x0c",
    "\x02",
]
WORDS = ["Họp", "thôn", "bàn", "đ", "Điều", "2026", "60%", "07/NQ-HĐND", "a", " ", ", ", "; ", "İ", "ﬁ", "中"]
HOSTILE = st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(SIGNS), st.characters(codec="utf-8")), max_size=12)
BLOCKS = ["**", "**Họp:** ", "## ", "- ", "\n- ", "\n", "\n\n", "\n\n## ", "1. ", "|a|\n|-|\n|b|"]
BLOCKS += ["[bản đồ](tep/ban-do.pdf)", " [Điều 2](van-ban/a.md#art2)", "[", "](a)", "(", "!"]
SOURCES = st.one_of(
    HOSTILE,
    st.lists(st.sampled_from(WORDS + SIGNS), max_size=8),
    st.lists(st.sampled_from(WORDS + BLOCKS), max_size=10),
).map("".join)


@settings(steady, max_examples=200)
@given(source=SOURCES)
@example("Một\n===")
@example("Một\n- hai")
@example("2026. Hai")
@example("- - -")
@example("Một  \nhai")
@example("Một\n\n\nhai\n")
@example("<br>")
@example("họp _thôn_ bàn")
@example("**a** b **")
@example("a ** b ** c")
@example("***a***")
@example("**a****b**")
@example("- a\n\n- b")
@example("- 1. a")
@example("- a\nb")
@example("## a\nb")
@example("## a ##")
def test_any_text_is_as_the_parser_gives_it(source: str) -> None:
    assert to_html(source) == converted(source)
    assert is_like_converted(source)


CELLS = st.sampled_from(["", "Thôn 1", " 10.000 ", "1.", "- x", "*e*", "x_y", "a|b", "---", "“d”", "7<br>8", "&"])
DELIMITERS = st.sampled_from(["---", ":--", "--:", " :-: ", "-", "-", ":", "", "- -"])


@settings(steady, max_examples=150)
@given(
    heads=st.lists(CELLS, min_size=1, max_size=3),
    delimiters=st.lists(DELIMITERS, min_size=1, max_size=3),
    rows=st.lists(st.lists(CELLS, min_size=1, max_size=3), max_size=3),
    end=st.sampled_from(["|", "|", "|", "", " |"]),
)
def test_any_table_is_as_the_parser_gives_it(
    heads: list[str], delimiters: list[str], rows: list[list[str]], end: str
) -> None:
    source = "\n".join(f"|{'|'.join(cells)}{end}" for cells in (heads, delimiters, *rows))
    assert is_like_converted(source)
    assert to_html(source) == converted(source)


LAW = [
    "Căn cứ Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15;",
    "1. Niêm yết tại trụ sở; phát trên loa (ít nhất 03 lần/ngày).",
    "- Như Điều 3;",
    "“Thôn” là tổ chức tự quản – không phải một cấp hành chính…",
]


@pytest.fixture
def no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where the parser is asked."""
    monkeypatch.setattr(prose, "converted", lambda source: pytest.fail(f"the parser was asked for {source!r}"))


@pytest.mark.usefixtures("no_parser")
@pytest.mark.parametrize("line", LAW)
def test_an_ordinary_line_of_a_law_does_not_need_the_parser(line: str) -> None:
    assert legal_to_html(line) == f"<p>{line}</p>"


@pytest.mark.usefixtures("no_parser")
def test_nor_does_an_ordinary_table_or_a_notice_of_some_paragraphs() -> None:
    assert '<td class="number">120</td>' in legal_to_html("| Thôn | Số hộ |\n|---|---:|\n| Thượng | 120 |")
    assert to_html("Kính mời bà con dự họp.\nXin đến đúng giờ.\n\nTrân trọng!\n") == (
        "<p>Kính mời bà con dự họp.\nXin đến đúng giờ.</p>\n<p>Trân trọng!</p>"
    )


@pytest.mark.usefixtures("no_parser")
def test_nor_do_headings_lists_links_and_words_in_bold() -> None:
    assert legal_to_html("**Nơi nhận:** như trên") == "<p><strong>Nơi nhận:</strong> như trên</p>"
    assert legal_to_html("theo [bản đồ](tep/a.pdf).") == (
        '<p>theo <a href="tep/a.pdf" rel="noopener noreferrer">bản đồ</a>.</p>'
    )
    assert to_html("## Nơi xem\n\n- Nhà **văn hóa**;\n- trụ sở.") == (
        "<h2>Nơi xem</h2>\n<ul>\n<li>Nhà <strong>văn hóa</strong>;</li>\n<li>trụ sở.</li>\n</ul>"
    )
