"""Looking things up without a search: everything by the alphabet, documents by year and number."""

import re
from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest

DOCUMENT = """\
ma: {id}
loai: nghi-quyet
so-ky-hieu: {symbol}
trich-yeu: {about}
co-quan: ubnd
ngay-ban-hanh: {day}
tom-tat: Tóm tắt.
"""
NOTICE = """\
ma: {id}
tieu-de: {title}
co-quan: ubnd
ngay-quyet-dinh: 2026-10-05
ngay-cong-khai: 2026-10-12
tom-tat: Tóm tắt.
"""
Write = Callable[..., Path]
Build = Callable[..., Path]

PAGES = "(muc-luc|tim-kiem)/"


def lines(page: Path) -> list[str]:
    """Return the headings and entries of a page as one reads them."""
    tree = html5lib.parse(page.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    main = next(tree.iter("main"))
    shown = [e for e in main.iter() if e.tag in {"h1", "h2"} and "look-up__title" not in e.get("class", "")]
    entries = [e for ul in main.iter("ul") if ul.get("class") == "look-up-entries" for e in ul.iter("li")]
    wanted = {id(e) for e in [*shown, *entries]}
    return [" ".join("".join(e.itertext()).split()) for e in main.iter() if id(e) in wanted]


def choices(page: Path) -> list[str]:
    """Return the letters and years a page offers."""
    return re.findall(r'<a href="\.\./muc-luc/[^"]+"[^>]*>([^<]{1,4})</a>', page.read_text(encoding="utf-8"))


def add_document(write: Write, number: int, symbol: str, about: str = "về đèn", day: str = "2026-05-01") -> None:
    id_ = f"vbmoi{number:05d}"
    write(f"van-ban/{id_}.md", DOCUMENT.format(id=id_, symbol=symbol, about=about, day=day))


def add_notice(write: Write, number: int, title: str) -> None:
    id_ = f"ckmoi{number:05d}"
    write(f"cong-khai/{id_}.md", NOTICE.format(id=id_, title=title))


def test_everything_stands_under_its_letter_with_what_it_is(content: Path, build_site: Build) -> None:
    out = build_site(content, only=PAGES)

    assert choices(out / "muc-luc/index.html") == ["C", "G", "T", "2026"]
    assert lines(out / "muc-luc/chu-g.html") == ["Mục G", "Giới thiệu Trang"]
    assert lines(out / "muc-luc/chu-t.html") == [
        "Mục T",
        "Thực hiện dân chủ ở cơ sở của xã Thử Dự thảo Quy chế · 02/11/2026",
        "Tình hình thu chi quỹ thôn Công khai · 12/10/2026",
    ]


@pytest.mark.parametrize(
    ("about", "shown"),
    [
        ("về công khai", "Công khai"),
        ("về việc công khai", "Công khai"),
        ("V/v công khai", "Công khai"),
        ("Nghị quyết về công khai", "Công khai"),
        ("nghị quyết công khai", "Công khai"),
        ("ban hành Quy chế", "Ban hành Quy chế"),
        ("vệ sinh chung", "Vệ sinh chung"),
    ],
)
def test_a_document_stands_under_what_it_is_about(
    about: str, shown: str, content: Path, write: Write, build_site: Build
) -> None:
    add_document(write, 1, "7/NQ-HĐND", f'"{about}"')
    out = build_site(content, only=PAGES)

    listed = [line for page in (out / "muc-luc").glob("chu-*.html") for line in lines(page)]
    assert f"{shown} Nghị quyết · 7/NQ-HĐND · 01/05/2026" in listed


def test_letters_and_titles_have_the_order_of_a_dictionary(content: Path, write: Write, build_site: Build) -> None:
    titles = [
        "Đường làng",
        "Dự toán",
        "Ấp Đông",
        "Ăn uống",
        "An ninh",
        "“An toàn” giao thông",
        "Ảnh đẹp",
        "3 con đường",
    ]
    for number, title in enumerate(titles):
        add_notice(write, number, f"'{title}'")
    out = build_site(content, only=PAGES)

    assert choices(out / "muc-luc/index.html") == ["0–9", "A", "Ă", "Â", "C", "D", "Đ", "G", "T", "2026"]
    under_a = [line.removesuffix(" Công khai · 12/10/2026") for line in lines(out / "muc-luc/chu-a.html")]
    assert under_a == ["Mục A", "An ninh", "“An toàn” giao thông", "Ảnh đẹp"]
    assert lines(out / "muc-luc/chu-aa.html") == ["Mục Â", "Ấp Đông Công khai · 12/10/2026"]
    assert lines(out / "muc-luc/chu-khac.html") == ["Mục 0–9", "3 con đường Công khai · 12/10/2026"]


def test_documents_of_a_year_stand_by_what_they_are_numbers_of_then_by_number(
    content: Path, write: Write, build_site: Build
) -> None:
    symbols = ["10/NQ-HĐND", "9/NQ-HĐND", "120-KL/TW", "02/QĐ-UBND", "100/2026/QĐ-UBND"]
    for number, symbol in enumerate(symbols):
        add_document(write, number, symbol)
    add_document(write, 9, "1/NQ-HĐND", day="2025-08-01")
    out = build_site(content, only=PAGES)

    in_2026 = [line.split(" ")[0] for line in lines(out / "muc-luc/so-2026.html")[1:]]
    numbers_of_the_council = ["NQ-HĐND", "05/2026/NQ-HĐND", "9/NQ-HĐND", "10/NQ-HĐND"]
    assert in_2026 == ["KL/TW", "120-KL/TW", *numbers_of_the_council, "QĐ-UBND", "02/QĐ-UBND", "100/2026/QĐ-UBND"]
    assert lines(out / "muc-luc/so-2025.html") == [
        "Văn bản năm 2025 theo số, ký hiệu",
        "NQ-HĐND",
        "1/NQ-HĐND Nghị quyết về đèn · 01/08/2025",
    ]
    assert choices(out / "muc-luc/so-2025.html")[-2:] == ["2026", "2025"]


def test_no_page_is_longer_than_a_hundred_entries(content: Path, write: Write, build_site: Build) -> None:
    for number in range(250):
        add_document(write, number, f"{number + 10}/NQ-HĐND")
    out = build_site(content, only=PAGES)

    by_letter = [len(lines(out / f"muc-luc/chu-dd{further}.html")) - 1 for further in ("", "-2", "-3")]
    by_number = [len(lines(out / f"muc-luc/so-2026{further}.html")) - 2 for further in ("", "-2", "-3")]
    assert by_letter == [100, 100, 50]
    assert by_number == [100, 100, 51]
    assert 'rel="next" href="chu-dd-3.html"' in (out / "muc-luc/chu-dd-2.html").read_text(encoding="utf-8")
    assert 'aria-current="true">Đ</a>' in (out / "muc-luc/chu-dd-2.html").read_text(encoding="utf-8")


def test_another_title_changes_the_pages_that_show_it_and_no_other(
    content: Path, change: Callable[[str, str, str], Path], build_site: Build
) -> None:
    def pages() -> dict[str, str]:
        out = build_site(content, only=PAGES)
        looked_up = [*(out / "muc-luc").iterdir(), *(out / "tim-kiem").iterdir()]
        return {str(p.relative_to(out)): p.read_text(encoding="utf-8") for p in looked_up}

    before = pages()
    change("cong-khai/thu-chi-quy.md", "Tình hình thu chi quỹ thôn", "Tình hình thu chi quỹ làng")
    after = pages()

    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    # Of the search: the words that came and went, the pairs they stand in, the entry itself, the list of beginnings.
    numbered = {path for path in changed if path.startswith("tim-kiem/muc-")}
    words = {"tim-kiem/chu-lan.js", "tim-kiem/chu-quy.js", "tim-kiem/index.html"}
    assert changed - numbered - {"tim-kiem/chu-tho.js"} == {"muc-luc/chu-t.html"} | words
    assert len(numbered) == 1


def test_an_authority_that_has_published_nothing_yet_says_so(content: Path, build_site: Build) -> None:
    for folder in ("van-ban", "du-thao", "cong-khai", "trang"):
        for file in (content / folder).glob("*.md"):
            file.unlink()
    out = build_site(content, only=PAGES)

    assert "Chưa có nội dung nào được công bố." in (out / "muc-luc/index.html").read_text(encoding="utf-8")
    assert (out / "tim-kiem/index.html").exists()


@pytest.mark.parametrize("page", ["404.html", "index.html", "tim-kiem/index.html", "van-ban/index.html"])
def test_the_way_there_is_shown(page: str, commune_build: Path) -> None:
    text = (commune_build / "output" / page).read_text(encoding="utf-8")

    main = text[text.index("<main") : text.index("</main>")]
    assert "muc-luc/" in main
