"""What holds for every text, shown on made-up ones."""

import pickle
from collections.abc import Iterator, Sequence

from domain.legal_samples import Node, as_node, documents, eids, joined, steady, whole_texts, words, words_kept
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plugins.domain.legal_text import LegalText
from plugins.domain.openers import Level
from plugins.domain.provisions import Passage, Provision
from plugins.domain.structure import parse


@steady
@given(document=documents(), blank_lines=st.booleans())
def test_a_made_up_document_is_read_back_exactly(document: tuple[Node, ...], blank_lines: bool) -> None:  # noqa: FBT001  # Hypothesis names it
    lines = [line for node in document for line in node.source()]
    parsed = parse(("\n\n" if blank_lines else "\n").join(lines))
    assert tuple(map(as_node, parsed.provisions)) == tuple(map(joined, document))
    assert parsed.oddities == ()
    assert (parsed.preamble, parsed.closing) == ((), ())


@steady
@given(text=whole_texts(), gap=st.sampled_from(["\n", "\n\n"]))
def test_a_made_up_text_is_read_back_exactly_with_its_annexes(
    text: tuple[list[str], tuple[Node, ...], tuple[Node, ...]], gap: str
) -> None:
    lines, document, annexes = text
    parsed = parse(gap.join(lines))
    assert tuple(map(as_node, parsed.provisions)) == tuple(map(joined, document))
    assert tuple(map(as_node, parsed.annexes)) == tuple(map(joined, annexes))
    assert parsed.oddities == ()
    assert (parsed.bases, parsed.enacting, parsed.recipients) == (("Căn cứ Luật;",), "QUYẾT ĐỊNH:", ("Như trên",))


_STARTS = st.sampled_from(
    [
        *("Điều 1. ", "Điều 2", "Ðiều 3a: ", "ĐIỀU 9.", "Chương I ", "Chương 2", "Phần thứ nhất ", "Mục 1 ", "I. "),
        *("IV. ", "1. ", "2.", "3a. ", "999. ", "a) ", "đ)", "f) ", "z9) ", "- ", "+ ", "| ", "|", "|---|", "# ", "**"),
        *(
            "**1.** ",
            "– ",
            "•",
            "-",
            "“",
            "“Điều 9. ",
            '"1. ',
            "PHỤ LỤC I",
            "Tiểu mục 1 ",
            "[bookmark: x]",
            "[bookmark: y]",
            "Căn cứ ",
            "QUYẾT NGHỊ:",
            "Nơi nhận:",
            "------",
            "",
            "",
        ),
        "Nghị quyết này đã được ",
    ]
)
_MIDDLES = st.one_of(
    st.text(max_size=25),
    st.text("aăđềÐð \u00a0\u200b\u0301\u0323.,;:)|*_#-12", max_size=60),
    st.sampled_from(["theo khoản", "tại điểm", "và", "thôn bàn, xã làm", "Họp thôn " * 20]),
)
_ENDS = st.sampled_from(["", "”", '"', "“", ".", ";", ":", ",", "./.", " khoản", " |", "[bookmark: z]"])
ANY_LINES = st.builds(lambda start, middle, end: start + middle + end, _STARTS, _MIDDLES, _ENDS)


@settings(steady, max_examples=150)
@given(lines=st.lists(ANY_LINES, max_size=15), line_end=st.sampled_from(["\n", "\r\n", "\n\n"]))
@example(lines=["Điều 1. ", "٣. số Ả Rập", "²) số mũ"], line_end="\n")
@example(lines=["[bookmark: x]", "[bookmark: y]", "| a | b |", "|---|---|"], line_end="\n")
@example(lines=["Điều 1. ", "**[bookmark: x]"], line_end="\n")
@example(lines=["Phần thứ ²", "Phần thứ ²", "1. ", "a)"], line_end="\n")
def test_any_text_is_read_and_keeps_every_word_and_never_repeats_an_id(lines: list[str], line_end: str) -> None:
    source = line_end.join(lines)
    parsed = parse(source)
    assert words_kept(parsed) == words(source)
    assert len(set(eids(parsed))) == len(eids(parsed))
    assert all(1 <= oddity.line <= len(source.splitlines()) + 1 for oddity in parsed.oddities)


@steady
@given(lines=st.lists(ANY_LINES, max_size=15))
def test_an_id_names_the_way_from_the_outermost_provision(lines: list[str]) -> None:
    def check(inside: str, provision_eid: str) -> bool:
        return provision_eid.startswith((f"{inside}__", "art_"))

    for provision in parse("\n".join(lines)).walk():
        assert all(check(provision.eid, child.eid) for child in provision.children)
        assert all(child.level.rank > provision.level.rank for child in provision.children)


@steady
@given(lines=st.lists(ANY_LINES, max_size=15))
def test_a_text_that_was_kept_is_the_same_and_takes_its_tree_along_nowhere(lines: list[str]) -> None:
    parsed = parse("\n".join(lines), str.upper)
    before = pickle.dumps(parsed)
    parts = (parsed.preamble, parsed.provisions, parsed.closing, parsed.annexes)
    kept: LegalText = pickle.loads(before)  # noqa: S301  # its own

    assert pickle.dumps(parsed) == before
    assert kept == parsed
    assert (kept.preamble, kept.provisions, kept.closing, kept.annexes) == parts


@steady
@given(text=whole_texts(), lines=st.lists(ANY_LINES, max_size=15))
def test_a_text_from_top_to_bottom_says_the_same_as_its_tree(
    text: tuple[list[str], tuple[Node, ...], tuple[Node, ...]], lines: list[str]
) -> None:
    for source in ("\n".join(text[0]), "\n".join(lines)):
        parsed = parse(
            source, lambda line: f"<p>{line}</p>" if "a" in line else f"<b>{line}</b>" if "e" in line else None
        )
        flow = parsed.flow

        assert list(flow.preamble) == [p.html for p in parsed.preamble]
        assert list(flow.closing) == [p.html for p in parsed.closing]
        assert in_brackets(flow.provisions) == [part for p in parsed.provisions for part in bracketed(p)]
        assert in_brackets(flow.annexes) == [part for p in parsed.annexes for part in bracketed(p)]
        outermost = (*parsed.provisions, *parsed.annexes)
        words = [p.paragraphs[0].plain if p.paragraphs else None for p in outermost]
        assert parsed.table_of_contents == [(p.printed, p.eid, w) for p, w in zip(outermost, words, strict=True)]
        assert parsed.articles == [(p.eid, p.label) for p in parsed.walk() if p.level is Level.ARTICLE]


def in_brackets(passages: Sequence[Passage]) -> list[object]:
    """The passages, and behind each the levels that end with it."""
    return [part for p in passages for part in ((*p[:5], list(p.blocks), p.heading), *p.ended)]


def bracketed(provision: Provision, heading: int = 2) -> Iterator[object]:
    """A provision and all below it in reading order, each level where it ends."""
    own = provision.paragraphs
    inline = own[0].inline if own else ""
    blocks = [p.html for p in own[0 if inline is None else 1 :]]
    yield provision.level, provision.printed, provision.eid, provision.label, inline or "", blocks, heading
    for child in provision.children:
        yield from bracketed(child, min(heading + 1, 6))
    yield provision.level


@steady
@given(text=whole_texts(), lines=st.lists(ANY_LINES, max_size=15))
def test_plain_words_are_a_paragraph_and_links_are_put_in_only_where_one_may_be(
    text: tuple[list[str], tuple[Node, ...], tuple[Node, ...]], lines: list[str]
) -> None:
    def link(html: str) -> str:
        return html.replace("/NQ", "/<b>NQ</b>").replace('="', '="#')

    source = "\n".join([*text[0], *lines, "Theo 1/NQ-HĐND", 'và "a"="b"'])
    plain, written = parse(source, lambda _: None), parse(source, "<p>{}</p>".format)
    changed = parse(source, lambda line: f"<p>{link(line)}</p>")
    kept: LegalText = pickle.loads(pickle.dumps(plain))  # noqa: S301  # its own

    assert shown(plain) == shown(written)
    assert shown(plain.with_links(link)) == shown(written.with_links(link)) == shown(changed)
    assert shown(kept.with_links(link)) == shown(changed)


def shown(text: LegalText) -> list[tuple[object, ...]]:
    """What a page shows of a text: HTML of what stands around, then of each provision."""
    around = [*text.preamble, *text.closing]
    provisions = [(p.eid, p.label, [(each.html, each.inline) for each in p.paragraphs]) for p in text.walk()]
    return [tuple(each.html for each in around), *provisions]
