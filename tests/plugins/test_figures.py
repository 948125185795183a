"""Drawn figures: as wide as the screen, nothing left out, and their tables say the same as they do."""

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from plugins.kit.figures import bars, heat_map

PAGES = {
    "du-thao/quy-che-dan-chu-co-so-vong-1.tong-hop.html": [
        ("Toàn bộ văn bản", "2 ý kiến"),
        ("Điểm đ khoản 1 Điều 2", "15 ý kiến"),
        ("Điểm a khoản 2 Điều 4", "7 ý kiến"),
        ("Khoản 1 Điều 6", "4 ý kiến"),
        ("Khoản 2 Điều 7", "6 ý kiến"),
    ],
    "du-thao/tra-loi-dung-han.html": [
        ("Phòng Kinh tế xã Suối Hoa", "19 ý kiến"),
        ("Phòng Văn hóa – Xã hội xã Suối Hoa", "34 ý kiến"),
    ],
}


def figure(site: Path, page: str) -> tuple[Element, Element]:
    """Return the drawing of a page and the table behind it."""
    tree = html5lib.parse((site / page).read_text(encoding="utf-8"), namespaceHTMLElements=False)
    found = next(e for e in tree.iter("figure"))
    return next(e for e in found.iter("{http://www.w3.org/2000/svg}svg")), next(found.iter("table"))


def words(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


@pytest.mark.parametrize(("page", "expected"), PAGES.items())
def test_bars_are_labelled_and_the_table_behind_them_has_the_same_sums(
    sample_site: Path, page: str, expected: list[tuple[str, str]]
) -> None:
    drawing, table = figure(sample_site, page)
    body = [[words(cell) for cell in row] for row in next(table.iter("tbody"))]

    for label, behind in expected:
        assert label in words(drawing)
        assert behind in words(drawing)
    assert [(row[0], f"{row[-1]} ý kiến") for row in body] == expected
    assert all(sum(map(int, row[1:-1])) == int(row[-1]) for row in body)


def test_the_map_of_disclosure_has_its_text_in_every_cell(sample_site: Path) -> None:
    drawing, table = figure(sample_site, "cong-khai/ma-tran.html")
    body = [[words(cell) for cell in row] for row in next(table.iter("tbody"))]
    texts = [words(e) for e in drawing.iter() if e.get("class") == "figure__count"]

    assert len(body) == 6
    assert texts == [cell for row in body for cell in row[1:]]
    assert ["Phòng Kinh tế xã Suối Hoa", "6", "1", "2", "0", "8"] in body


def test_a_figure_has_a_name_and_is_drawn_without_a_style_in_the_page(sample_site: Path) -> None:
    for page in [*PAGES, "cong-khai/ma-tran.html"]:
        drawing, _ = figure(sample_site, page)
        source = (sample_site / page).read_text(encoding="utf-8")
        assert drawing.get("role") == "img"
        for id_ in str(drawing.get("aria-labelledby")).split():
            assert source.count(f' id="{id_}"') == 1
        assert not re.search(r"\sstyle=|<style", source)


def test_bars_share_one_scale_and_leave_room_for_the_words_behind_them() -> None:
    drawn = bars([("Điều 1", "4", [("a", 3), ("b", 1)]), ("Điều 2", "2", [("a", 2), ("b", 0)]), ("Điều 3", "0", [])])

    assert [[(p.kind, p.start, p.length) for p in bar.parts] for bar in drawn.bars] == [
        [("a", 0.0, 45.0), ("b", 45.0, 15.0)],
        [("a", 0.0, 30.0)],
        [],
    ]
    assert [bar.end for bar in drawn.bars] == [60.0, 30.0, 0.0]


def test_a_long_label_takes_more_lines_and_moves_what_is_below_it() -> None:
    short, long = ("Thôn Bến", "1", [("a", 1)]), ("Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã", "1", [("a", 1)])
    first, second = bars([long, short]).bars

    assert [line.words for line in first.label] == ["Văn phòng Hội đồng nhân dân và Ủy", "ban nhân dân xã"]
    assert first.label[-1].base < first.top < first.bottom < second.label[0].base
    assert bars([]).bars == ()


def test_a_cell_is_darker_the_more_of_its_row_it_holds() -> None:
    row = heat_map([("Phòng", 0, 1, 2, 7)], ["Không", "Ít", "Hơn", "Nhiều"]).rows[0]
    assert [cell.shade for cell in row.cells] == [0, 1, 1, 3]
    assert heat_map([("Phòng", 0)], ["Không"]).rows[0].cells[0].shade == 0
