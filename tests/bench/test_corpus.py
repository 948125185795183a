"""The made-up texts for measurements: files without a fault, read as the parser of Markdown would read them."""

import statistics
from pathlib import Path

import pytest
from bench.corpus import TODAY, texts, write_ours
from bench.peers import as_article, as_page

from plugins.documents.check import check
from plugins.documents.kinds import KINDS
from plugins.domain.structure import parse
from plugins.kit.prose import converted, legal_converted, legal_to_html, to_html


@pytest.mark.parametrize("count", [7, 130])
def test_the_corpus_has_no_fault_and_as_many_texts_as_asked_for(count: int, tmp_path: Path) -> None:
    write_ours(tmp_path, count)

    assert check(tmp_path, TODAY) == []
    assert len(list(tmp_path.rglob("*.md"))) == count


def test_the_corpus_has_texts_of_all_kinds_and_documents_as_long_as_real_ones() -> None:
    made = list(texts(300))

    assert {text.folder for text in made} == KINDS.keys() - {
        "ban-dich",
        "so-bien-nhan",
    }  # what Hugo and Pelican have nothing like
    assert 5_500 < statistics.median(len(text.body) for text in made if text.folder == "van-ban") < 7_000


def test_the_same_corpus_comes_out_each_time() -> None:
    assert list(texts(20)) == list(texts(20))


def test_the_peers_get_the_same_texts() -> None:
    for text in texts(20):
        assert as_article(text).endswith(text.body)
        assert as_page(text).endswith(text.body)


def test_the_html_of_the_corpus_is_what_the_parser_of_markdown_gives() -> None:
    for text in texts(40):
        for provision in parse(text.body).walk():
            for paragraph in provision.paragraphs:
                assert legal_to_html(paragraph.source) == legal_converted(paragraph.source)
        assert to_html(text.body) == converted(text.body)
