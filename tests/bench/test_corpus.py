"""The made-up texts for measurements: files without a fault, read as the parser of Markdown would read them."""

import statistics
from pathlib import Path

from bench.corpus import TODAY, texts, write_ours

from plugins.documents.check import check
from plugins.documents.prose import converted, legal_converted, legal_to_html, to_html
from plugins.domain.structure import parse


def test_the_corpus_has_no_fault_and_texts_of_the_length_of_real_ones(tmp_path: Path) -> None:
    write_ours(tmp_path, 70)

    assert check(tmp_path, TODAY) == []
    assert 5_500 < statistics.median(len(text.body) for text in texts(300)) < 7_000


def test_the_same_corpus_comes_out_each_time() -> None:
    assert list(texts(20)) == list(texts(20))


def test_the_html_of_the_corpus_is_what_the_parser_of_markdown_gives() -> None:
    for text in texts(25):
        for provision in parse(text.body).walk():
            for paragraph in provision.paragraphs:
                assert legal_to_html(paragraph.source) == legal_converted(paragraph.source)
        assert to_html(text.body) == converted(text.body)
