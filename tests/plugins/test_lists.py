"""Lists, whole and narrowed down by year, kind, office, field or state: plain links, true counts, parts that stay."""

from collections.abc import Callable
from pathlib import Path

import html5lib
from support import TODAY, pelican

from plugins.kit.paging import part_of

NOTICE = """\
ma: {id}
tieu-de: Thông báo {number}
co-quan: ubnd
ngay-quyet-dinh: {day}
ngay-cong-khai: {day}
"""
Write = Callable[..., Path]


def read(page: Path) -> tuple[str, dict[str, str], list[str]]:
    """Return of a page what is chosen, what one can choose with the file it leads to, and the titles listed."""
    tree = html5lib.parse(page.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    words = {id(e): " ".join("".join(e.itertext()).split()) for e in tree.iter()}
    by_class = {c: [e for e in tree.iter() if e.get("class") == c] for c in ("filters__chosen", "entry__title")}
    lists = [e for e in tree.iter("ul") if e.get("class") == "filters__choices"]
    choices = {words[id(a)]: str(a.get("href")) for ul in lists for a in ul.iter("a")}
    chosen = [words[id(e)] for e in by_class["filters__chosen"]]
    return "".join(chosen), choices, [words[id(e)] for e in by_class["entry__title"]]


def test_every_choice_leads_to_as_many_entries_as_it_says(sample_site: Path) -> None:
    for folder, at_least in {"van-ban": 14, "du-thao": 15, "cong-khai": 8}.items():
        _, choices, _ = read(sample_site / folder / "index.html")
        assert len(choices) >= at_least
        for words, link in choices.items():
            _, _, titles = read((sample_site / folder / link).resolve())
            assert words.endswith(f" ({len(titles)})"), words


def test_a_narrowed_list_says_what_is_chosen_and_leads_back(sample_site: Path) -> None:
    page = sample_site / "van-ban/loc/loai-nghi-quyet.html"
    chosen, choices, titles = read(page)

    assert chosen == "Loại văn bản: Nghị quyết · Bỏ lọc, xem tất cả"
    assert 'href="../../van-ban/index.html">Bỏ lọc' in page.read_text(encoding="utf-8")
    assert [title[:26] for title in titles] == ["Nghị quyết về phân loại, t", "Nghị quyết về các biện phá"]
    assert list(choices)[:2] == ["2026", "2024"]


def test_what_is_open_now_is_one_choice_extended_or_not(sample_site: Path) -> None:
    _, choices, _ = read(sample_site / "du-thao/index.html")
    assert [words for words in choices if "lấy ý kiến" in words] == ["Đang lấy ý kiến (2)", "Sắp lấy ý kiến (1)"]


def test_a_new_notice_leaves_the_older_parts_of_its_lists_as_they_are(
    content: Path, write: Write, tmp_path: Path
) -> None:
    def built(folder: str) -> dict[str, bytes]:
        done = pelican(content, "-o", str(tmp_path / folder), now=TODAY)
        assert done.returncode == 0, done.stdout + done.stderr
        lists = tmp_path / folder / "cong-khai"
        pages = [*lists.glob("loc/*.html"), *lists.glob("trang-*.html"), lists / "index.html"]
        return {str(path.relative_to(lists)): path.read_bytes() for path in sorted(pages)}

    def notice(number: int, day: str) -> None:
        id_ = f"ckmoi{number:05d}"
        write(f"cong-khai/{id_}.md", NOTICE.format(id=id_, number=number, day=day))

    for number in range(120):
        notice(number, f"2026-0{1 + number // 20}-{1 + number % 20:02d}")
    before = built("before")
    notice(120, "2026-11-20")
    after = built("after")

    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"index.html", "loc/nam-2026.html", "loc/co-quan-ubnd.html"}
    for newest, older in (("loc/nam-2026.html", "loc/nam-2026.{}.html"), ("index.html", "trang-{}.html")):
        names = [newest, *(older.format(number) for number in (3, 2, 1))]
        parts = [read(tmp_path / "after/cong-khai" / name)[2] for name in names]
        assert [len(part) for part in parts[1:]] == [30, 30, 30]
        assert parts[0][0] == "Thông báo 120"
        assert len(parts[0]) == len({title for part in parts for title in part}) - 90 >= 32


def test_from_part_to_part_one_reads_the_whole_list_and_finds_back() -> None:
    items = list(range(251, 0, -1))
    part = part_of(items, 0, str)
    read_on: list[int] = []
    while True:
        read_on += part.items
        if part.older is None:
            break
        older = part_of(items, int(part.older), str)
        assert older.newer == str(part.number)
        part = older

    assert read_on == items
    assert part.number == 1
