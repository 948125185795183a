"""The made-up texts for measurements are read as the parser of Markdown would read them."""

from bench.corpus import texts

from plugins.documents.prose import converted, legal_converted, legal_to_html, to_html
from plugins.domain.structure import parse


def test_the_same_corpus_comes_out_each_time() -> None:
    assert list(texts(20)) == list(texts(20))


def test_the_html_of_the_corpus_is_what_the_parser_of_markdown_gives() -> None:
    for text in texts(40):
        for provision in parse(text.body).walk():
            for paragraph in provision.paragraphs:
                assert legal_to_html(paragraph.source) == legal_converted(paragraph.source)
        assert to_html(text.body) == converted(text.body)
