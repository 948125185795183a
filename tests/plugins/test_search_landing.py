"""Where a hit leads: to the lowest provision that holds the marked words, under the name of its article."""

import shutil
from collections.abc import Iterator

import pytest
from support import COMMUNE, DRAFT, TODAY, write_index

from plugins.documents.reading import read_content
from plugins.domain.catalogue import load
from plugins.domain.clock import moment
from plugins.search.index import Index
from plugins.search.rows import rows

TEXT = """Điều 1. Vệ sinh chung
1. Thôn giữ vệ sinh chung:
a) Thứ bảy quét ngõ, thứ hai nghỉ của thôn;
b) Chủ nhật của tuần cuối quét chợ;
- Chợ chính quét buổi chiều.
2. Bảng tin của thôn.

Điều 2. Giám sát
1. Người dân xem sổ thu. {long}
2. Ban giám sát gồm:
a) Trưởng ban do dân bầu;
b) Ủy viên biết tính toán.
"""
ANSWER = """---
ma: tlthu00001
loai: tra-loi
du-thao: dtthu00001
vong: 1
dieu-khoan: art_2
y-kien: Ban giám sát quá đông
ket-qua: tiep-thu
co-quan: phong-van-hoa
ngay-tra-loi: 2026-11-20
so-luot: {web: 1}
so-ky-hieu: 15/UBND-VX
---

Giảm còn ba người.
"""
LANDINGS = {
    "words of a point": ("quét ngõ", "art_1__para_1__point_a", "Điều 1"),
    "typed in any order, without diacritics": ("ngo quet bay thu", "art_1__para_1__point_a", "Điều 1"),
    "after a word that the point before has, too": ("của tuần cuối", "art_1__para_1__point_b", "Điều 1"),
    "words of a clause": ("giữ vệ sinh chung", "art_1__para_1", "Điều 1"),
    "words of two points": ("ngõ chủ nhật", "art_1__para_1", "Điều 1"),
    "words of two clauses": ("buổi chiều bảng tin", "art_1", "Điều 1"),
    "an item of a list in a point": ("chợ chính", "art_1__para_1__point_b", "Điều 1"),
    "the clause after it": ("bảng tin của thôn", "art_1__para_2", "Điều 1"),
    "a heading whose words a clause has, too": ("vệ sinh chung", "art_1", "Điều 1"),
    "a clause of a long article, by its own name": ("ban giám sát gồm", "art_2__para_2", "khoản 2 Điều 2"),
    "a point of one": ("biết tính toán", "art_2__para_2__point_b", "khoản 2 Điều 2"),
    "an article asked for by its number": ("điều 1 ngõ", "art_1", "Điều 1"),
    "words of an answer": ("giảm còn ba người", "tra-loi-tlthu00001", "Trả lời ý kiến, Điều 2"),
    "the number of the letter that gave the answer, too": (
        "15/UBND-VX",
        "tra-loi-tlthu00001",
        "Trả lời ý kiến, Điều 2",
    ),
    "the same as typed on a telephone": ("15 ubnd vx", "tra-loi-tlthu00001", "Trả lời ý kiến, Điều 2"),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    content = tmp_path_factory.mktemp("landing") / "content"
    shutil.copytree(COMMUNE, content)
    file = content / "du-thao" / "quy-che-dan-chu.md"
    head = file.read_text(encoding="utf-8").partition("\n---\n")[0]
    file.write_text(f"{head}\n---\n\n{TEXT.format(long='Sổ ghi mọi khoản. ' * 100)}", encoding="utf-8")
    (content / "tra-loi").mkdir()
    (content / "tra-loi" / "ban-giam-sat.md").write_text(ANSWER, encoding="utf-8")
    now = moment(TODAY)
    publication = read_content(content, load(content, now.date()), now).publication
    write_index(content.parent / "index", rows(publication, DRAFT))
    opened = Index(content.parent / "index")
    yield opened
    opened.close()


@pytest.mark.parametrize(("typed", "anchor", "where"), LANDINGS.values(), ids=LANDINGS)
def test_a_hit_leads_to_the_lowest_provision_that_holds_the_words_and_names_the_article(
    index: Index, typed: str, anchor: str, where: str
) -> None:
    (hit,) = index.search(typed)

    assert (hit.url.partition("#")[2], hit.where) == (anchor, where)
