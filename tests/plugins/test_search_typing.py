"""What people type, and what is found first: numbers, provisions, synonyms, other keyboards, slips; over the sample."""

import time
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from domain.legal_samples import DRAFT, sample
from support import ROOT, write_index

from plugins.domain.catalogue import load
from plugins.search.index import Found, Index, Question
from plugins.search.rows import Row

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("typing") / "index"

    def head(id_: str, title: str, text: str, day: str, *facts: str) -> Row:
        return Row(id_, "document", title, f"{id_}.html", "", text, day, ("loai:document", *facts))

    def article(id_: str, number: int, text: str, **parts: str) -> Row:
        label = f"Điều {number}"
        return Row(id_, "document", "", f"{id_}.html#art_{number}", label, text, parts=tuple(parts.items()))

    nq46 = ("so:46", "so:46/nq", "so:46/nq-hdnd", "so:46/2023", "so:46/2023/nq", "nam:2023", "co-quan:hdnd-xa")
    kh46 = ("so:46", "so:46/kh", "so:46/kh-ubnd", "so:46/2024/kh", "co-quan:ubnd-xa", "loai-van-ban:ke-hoach")
    # Of an office that is dissolved: `phong-kinh-te` does part of its work, `ubnd-xa` the rest.
    over = ("mo:2026-01-02", "dong:2026-02-04", "co-quan:ubnd-xa-cu")
    write_index(
        folder,
        [
            head("nq46", "46/NQ-HĐND – Nghị quyết về dân chủ ở cơ sở", "Nghị quyết", "2023-05-04", *nq46),
            article("nq46", 1, "Điều 1. Giám sát đầu tư của cộng đồng."),
            article("nq46", 4, "Điều 4. Việc của thôn:", art_4__para_2="khoản 2 Điều 4"),
            Row("nq46", "document", "", "nq46.html#art_4__para_2", "khoản 2 Điều 4", "2. Trồng cây."),
            article("nq46", 3, "Điều 3. 1. Họp thôn. 2. Quỹ khuyến học của làng.", art_3__para_2="khoản 2 Điều 3"),
            head("kh46", "46/KH-UBND – Kế hoạch thực hiện Nghị quyết số 46/NQ-HĐND", "Kế hoạch", "2024-01-02", *kh46),
            article("kh46", 1, "Điều 1. Ủy ban nhân dân xã hằng năm báo cáo. Theo Nghị định số 59/2023/NĐ-CP."),
            head("open", "Dự thảo Quy ước", "Lấy ý kiến về quy ước", "2026-11-02", "mo:2026-11-02", "dong:2026-12-04"),
            head("over", "Dự thảo Nội quy chợ", "Lấy ý kiến về chợ", "2026-01-02", *over),
        ],
    )
    opened = Index(folder, load(ROOT / "content", TODAY))
    yield opened
    opened.close()


def find(index: Index, typed: str, **filters: str) -> Found:
    return index.find(Question(typed, {name.replace("_", "-"): value for name, value in filters.items()}), TODAY)


FIRST = [
    ("46/NQ-HĐND", "nq46.html"),
    ("NQ46", "nq46.html"),
    ("nghị quyết số 46", "nq46.html"),
    ("nghi quyet 46/2023/NQ-HDND", "nq46.html"),
    ("46 kh ubnd", "kh46.html"),
    ("kế hoạch 46 năm 2024", "kh46.html"),
    ("nghị quyết 46 năm 2023", "nq46.html"),
    ('so:46 loai:"kế hoạch"', "kh46.html"),
    ('loai:"văn bản" họp thôn', "nq46.html#art_3"),
    ('trạng thái:"đang mở"', "open.html"),
    ("trang-thai:da-dong ý kiến", "over.html"),
    ("nđ 59", "kh46.html#art_1"),
    ("59/2023/nd-cp", "kh46.html#art_1"),
    ("điều 3 nghị quyết 46", "nq46.html#art_3"),
    ("khoản 2 điều 3 NQ46", "nq46.html#art_3__para_2"),
    ("khoản 9 điều 3 NQ46", "nq46.html#art_3"),
    ("giám sát đầu tư của cộng đồng", "nq46.html#art_1"),
    ("GSĐTCĐ", "nq46.html#art_1"),
    ("UBND báo cáo", "kh46.html#art_1"),
    ("hàng năm báo cáo", "kh46.html#art_1"),
    ("hương ước", "open.html"),
    ("quĩ khuyến học", "nq46.html#art_3"),
    ("quyx khuyeens hocj", "nq46.html#art_3"),
    ("quü khuyÕn häc", "nq46.html#art_3"),
    ("quyõ khuyeán hoïc", "nq46.html#art_3"),
    ("giám sát -kế -hoạch", "nq46.html#art_1"),
    ('"quỹ khuyến học"', "nq46.html#art_3"),
    ("tieu-de:chợ", "over.html"),
]


@pytest.mark.parametrize(("typed", "url"), FIRST)
def test_what_was_meant_comes_first(index: Index, typed: str, url: str) -> None:
    found = find(index, typed)

    assert [hit.url for hit in found.hits][:1] == [url]
    assert not found.is_corrected


SLIPS = [
    ("quy khuyen hco", "quỹ khuyến học"),
    ("giam sat dau tuw cua cogn dong", "giám sát đầu tư của cộng đồng"),
    ("giamsat dau tu", "giám sát đầu tư"),
    ("hop thonn", "họp thôn"),
    ("khuyeensn hocj", "khuyến học"),
    ("quuy khuyen hoc", "quỹ khuyến học"),
    ("qy khuyen hoc", "quỹ khuyến học"),
]


@pytest.mark.parametrize(("typed", "meant"), SLIPS)
def test_a_slip_is_put_right_and_said(index: Index, typed: str, meant: str) -> None:
    found = find(index, typed)

    assert (found.is_corrected, found.suggestion) == (True, meant)
    assert found.hits[0].url.startswith("nq46.html")
    assert index.find(Question(typed, as_typed=True), TODAY).hits == []


def test_of_all_that_may_be_meant_the_likeliest_is_shown(tmp_path: Path) -> None:
    texts = {
        # Beside the word before, but never in such a row.
        **{f"chi{n}": "Thôn phụ trách chi đoàn." for n in range(5)},
        # In a row, one letter exchanged, which may be any of twenty.
        **{f"ghi{n}": "Cán bộ thôn phụ trách ghi biên bản kỳ họp." for n in range(3)},
        # In a row, one letter left out.
        "phoi": "Cán bộ thôn phụ trách phối biên bản kỳ họp.",
        "ky": "Phí.",
    }
    write_index(tmp_path / "i", [Row(id_, "page", id_, f"{id_}.html", "", text) for id_, text in texts.items()])
    index = Index(tmp_path / "i")

    found = find(index, "cán bộ thôn phụ trách phi biên bản")
    assert (found.is_corrected, [hit.id for hit in found.hits]) == (True, ["phoi"])
    index.close()


def test_nothing_is_put_right_where_nothing_is_wrong(index: Index) -> None:
    assert find(index, "họp thôn").suggestion == ""
    assert find(index, "xyzzy plugh").hits == []


def test_a_point_whose_letters_are_taken_apart_is_found_as_any_other(tmp_path: Path) -> None:
    """The index gets what is printed: its `đ)` is in NFD, as word processors leave it."""
    words = "Tên người góp công, góp của cho đường làng ngõ xóm"
    (line,) = [
        line for line in sample(DRAFT).split("\n") if unicodedata.normalize("NFC", line).startswith(f"đ) {words}")
    ]
    assert words not in line
    article = Row("d", "draft", "", "d.html#art_2", "Điều 2", f"Điều 2. Phát thanh 2. Nội dung phát {line}")
    write_index(tmp_path / "i", [Row("d", "draft", "Dự thảo Quy chế", "d.html", "", "Loa truyền thanh"), article])
    index = Index(tmp_path / "i")

    for typed in (words, unicodedata.normalize("NFD", words), "ten nguoi gop cong gop cua", '"góp của cho đường làng"'):
        (hit,) = find(index, typed).hits
        assert (hit.url, hit.where) == ("d.html#art_2", "Điều 2")
        assert "góp" in [piece for piece, is_asked in hit.snippet if is_asked]
    index.close()


def test_a_text_entitled_so_comes_before_one_that_mentions_it(tmp_path: Path) -> None:
    rows = [
        Row(
            "plan", "document", "Kế hoạch quản lý, cho thuê quỹ đất nông nghiệp công ích", "plan.html", "", "Mục đích."
        ),
        Row("talk", "event", "Hội nghị đối thoại", "talk.html", "", "Bàn việc quản lý quỹ đất công ích và đường thôn."),
        # Its title has all these words, but not one beside its neighbour.
        Row("odd", "page", "Công tác quản trị lý lịch, quỹ và đất; lợi ích", "odd.html", "", "Lời chào."),
    ]
    write_index(tmp_path / "i", rows)
    index = Index(tmp_path / "i")

    for typed in ("quản lí quỹ đất công ích", "quan ly quy dat cong ich"):
        assert [hit.id for hit in find(index, typed).hits][:2] == ["plan", "talk"]
    index.close()


def test_a_quoted_phrase_stands_together_and_what_has_a_minus_does_not_occur(index: Index) -> None:
    assert find(index, '"khuyến quỹ học"').hits == []
    assert find(index, '"quỷ khuyến học"').hits == []
    assert [hit.id for hit in find(index, 'lấy ý kiến -"nội quy chợ"').hits] == ["open"]


def test_drafts_are_open_by_the_day_on_which_one_asks(index: Index) -> None:
    assert [(hit.id, hit.where, hit.more) for hit in find(index, "", trang_thai="dang-mo").hits] == [("open", "", [])]
    assert [hit.id for hit in find(index, "", trang_thai="da-dong").hits] == ["over"]
    later = index.find(Question("", {"trang-thai": "dang-mo"}), date(2026, 12, 5))
    assert later.hits == []


def test_counts_say_what_each_choice_would_leave(index: Index) -> None:
    facets = {facet.name: {v.id: v.count for v in facet.values} for facet in find(index, "46", nam="2023").facets}

    assert facets["nam"] == {"2024": 1, "2023": 1}
    assert facets["co-quan"] == {"hdnd-xa": 1}


def test_counts_can_be_left_out(index: Index) -> None:
    alone = index.find(Question("46", with_counts=False), TODAY)

    assert (alone.facets, alone.hits) == ([], find(index, "46").hits)


def test_an_office_is_found_with_those_whose_work_passed_to_it(index: Index) -> None:
    found = find(index, "", co_quan="ubnd-xa")

    assert {hit.id for hit in found.hits} == {"kh46", "over"}
    offices = next(facet for facet in found.facets if facet.name == "co-quan")
    assert {value.id: value.count for value in offices.values} == {"ubnd-xa": 2, "phong-kinh-te": 1, "hdnd-xa": 1}


def test_newest_first_on_request(index: Index) -> None:
    newest = index.find(Question("nghị quyết 46", newest_first=True), TODAY)

    assert [hit.id for hit in newest.hits] == ["kh46", "nq46"]


def test_time_that_is_up_ends_a_search_with_what_was_found(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plugins.search.finding.TIME_LIMIT", -1)
    found = find(index, "nghị quyết 46")

    assert found.is_partial
    assert [hit.id for hit in found.hits] == ["nq46"]


def test_no_list_is_read_when_time_is_up(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def slow(_name: str, term: str) -> int:
        read.append(term)
        time.sleep(0.02)
        return everything

    everything = index._entries.all  # noqa: SLF001  # a slow disk
    monkeypatch.setattr(index._finder, "_bits", slow)  # noqa: SLF001
    monkeypatch.setattr("plugins.search.finding.TIME_LIMIT", 0.1)
    found = find(index, "mot hai ba bon nam sau bay tam chin muoi giap at binh dinh mau ki canh tan nham quy")

    assert found.is_partial
    assert found.hits
    assert found.facets == []
    assert len(read) < 20


def test_a_clause_with_a_place_of_its_own_is_shown_with_its_own_words(index: Index) -> None:
    (hit, *_) = find(index, "khoản 2 điều 4 nghị quyết 46").hits

    assert (hit.where, "".join(text for text, _ in hit.snippet).strip()) == ("khoản 2 Điều 4", "2. Trồng cây.")


def test_an_article_comes_before_the_whole_that_sums_it_up(tmp_path: Path) -> None:
    rows = [
        Row("d", "document", "Nghị quyết về vệ sinh thôn", "d.html", "", "Bàn: giờ tập kết, ngày vệ sinh chung."),
        Row("d", "document", "", "d.html#art_4", "Điều 4", "Điều 4. Ngày vệ sinh chung: thứ bảy. Vệ sinh thôn."),
    ]
    write_index(tmp_path / "i", rows)
    index = Index(tmp_path / "i")

    assert find(index, "ngày vệ sinh chung").hits[0].url == "d.html#art_4"
    assert find(index, "nghị quyết về vệ sinh").hits[0].url == "d.html"
    index.close()


def test_what_is_seldom_is_shown_and_what_is_meant_more_often_offered_beside_it(tmp_path: Path) -> None:
    texts = ["Bàn dân chi.", *["Bàn dân chủ."] * 30]
    write_index(tmp_path / "i", [Row(f"d{n}", "page", "Trang", f"{n}.html", "", t) for n, t in enumerate(texts)])
    index = Index(tmp_path / "i")
    seldom, often = find(index, "dân chi"), find(index, "dân chủ")

    assert ([hit.id for hit in seldom.hits], seldom.suggestion, seldom.is_corrected) == (["d0"], "dân chủ", False)
    assert (often.count, often.suggestion) == (30, "")
    index.close()


def test_pages_follow_each_other_without_a_gap(tmp_path: Path) -> None:
    write_index(tmp_path / "i", [Row(f"d{n}", "page", f"Trang {n}", f"{n}.html", "", "chung") for n in range(25)])
    index = Index(tmp_path / "i")
    pages = [index.find(Question("chung", page=number), TODAY) for number in (1, 2, 3, 4)]

    assert [len(found.hits) for found in pages[:3]] == [10, 10, 5]
    assert len({hit.id for found in pages[:3] for hit in found.hits}) == 25
    assert (pages[3].page, pages[3].count, pages[3].pages) == (3, 25, 3)
    index.close()


def test_what_has_no_day_is_of_no_year(tmp_path: Path) -> None:
    page = Row("trang", "page", "Giới thiệu", "trang/a.html", "", "Bàn về dân chủ.")
    notice = Row("cong-khai", "notice", "Thông báo", "cong-khai/a.html", "", "Bàn về dân chủ.", "2026-10-12")
    write_index(tmp_path / "index", [page, notice])
    with_years = find(Index(tmp_path / "index"), "dan chu")
    assert {f.name: {v.id for v in f.values} for f in with_years.facets}["nam"] == {"2026"}
    assert len(with_years.hits) == 2
