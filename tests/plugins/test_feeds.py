"""Feeds: who follows the commune hears of each thing once, on its day, and never twice under another name."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
import pytest
from support import pelican

from plugins.kit.generations import INDEX, REGISTER
from plugins.search.index import Index

SITE = "https://thu.example"
NAMES = ["tat-ca", "lay-y-kien", "cong-khai", "van-ban", "co-quan/ubnd", "co-quan/phong-van-hoa", "co-quan/van-phong"]
ANSWER = """\
ma: tlthu00001
loai: tra-loi
du-thao: dtthu00001
vong: 1
dieu-khoan: art_2__para_1__point_dd
y-kien: Niêm yết thêm tại điểm trường
ket-qua: tiep-thu
co-quan: phong-van-hoa
ngay-tra-loi: {day}
so-luot: {{web: 1}}
"""
NOTICE = """\
ma: ckthu00002
tieu-de: Giải phóng mặt bằng thôn Hai
co-quan: ubnd
ngay-quyet-dinh: 2026-11-20
ngay-cong-khai: {day}
tep-dinh-kem: [danh-sach.csv]
"""
DOCUMENT = """\
ma: vbthu00002
loai: nghi-quyet
so-ky-hieu: 09/2026/NQ-HĐND
trich-yeu: về giải phóng mặt bằng thôn Hai
co-quan: ubnd
ngay-ban-hanh: {day}
"""
BODY = "Điều 1. Giải phóng mặt bằng\nThôn Hai giải phóng mặt bằng.\n"


def feed(out: Path, name: str = "tat-ca", ending: str = "atom.xml") -> Any:
    """Return a feed of a built site as a feed reader sees it."""
    parsed = feedparser.parse((out / f"tin/{name}.{ending}").read_bytes())
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


def ids(out: Path) -> dict[str, str]:
    """Return the id of each entry of the feed of everything, by the last step of its URL."""
    return {entry.link.rsplit("/", 1)[1]: entry.id for entry in feed(out).entries}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("ending", "version"), [("atom.xml", "atom10"), ("rss.xml", "rss20")])
def test_every_feed_is_sound_and_says_whose_it_is(commune_build: Path, name: str, ending: str, version: str) -> None:
    parsed = feed(commune_build / "output", name, ending)
    assert parsed.version == version
    assert parsed.feed.title.endswith(" – Công khai xã Thử")
    assert parsed.feed.language == "vi"
    assert parsed.feed.link.startswith(f"{SITE}/")


def test_the_feed_of_everything_is_newest_first_with_days_of_vietnam(commune_build: Path) -> None:
    entries = feed(commune_build / "output").entries
    assert [(entry.title, entry.published) for entry in entries] == [
        ("Dự thảo Quy chế thực hiện dân chủ ở cơ sở của xã Thử", "2026-11-02T00:00:00+07:00"),
        ("Tình hình thu chi quỹ thôn", "2026-10-12T00:00:00+07:00"),
        ("Nghị quyết về công khai thu chi của thôn", "2026-03-10T00:00:00+07:00"),
    ]
    assert [entry.tags[0].label for entry in entries] == ["Lấy ý kiến", "Công khai", "Văn bản"]
    assert entries[0].author == "Phòng Văn hóa – Xã hội xã Thử"


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("lay-y-kien", ["Dự thảo Quy chế thực hiện dân chủ ở cơ sở của xã Thử"]),
        ("cong-khai", ["Tình hình thu chi quỹ thôn"]),
        ("van-ban", ["Nghị quyết về công khai thu chi của thôn"]),
        ("co-quan/ubnd", ["Tình hình thu chi quỹ thôn", "Nghị quyết về công khai thu chi của thôn"]),
        ("co-quan/van-phong", []),
    ],
)
def test_each_feed_holds_what_its_name_says(commune_build: Path, name: str, titles: list[str]) -> None:
    for ending in ("atom.xml", "rss.xml"):
        assert [entry.title for entry in feed(commune_build / "output", name, ending).entries] == titles


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ending", ["atom.xml", "rss.xml"])
def test_urls_are_absolute_and_lead_to_built_pages(commune_build: Path, name: str, ending: str) -> None:
    out = commune_build / "output"
    parsed = feed(out, name, ending)
    links = [link.href for thing in (parsed.feed, *parsed.entries) for link in thing.links]
    assert f"{SITE}/tin/{name}.{ending}" in links
    for link in links:
        assert link.startswith(f"{SITE}/")
        assert (out / link.removeprefix(f"{SITE}/").split("#")[0]).is_file(), link


def test_an_rss_guid_is_the_id_of_atom_and_no_url(commune_build: Path) -> None:
    atom, rss = (feed(commune_build / "output", ending=ending) for ending in ("atom.xml", "rss.xml"))
    assert [entry.id for entry in rss.entries] == [entry.id for entry in atom.entries]
    assert not any(entry.guidislink for entry in rss.entries)
    raw = (commune_build / "output/tin/tat-ca.rss.xml").read_text(encoding="utf-8")
    assert raw.count('<guid isPermaLink="false">urn:uuid:') == len(rss.entries) == 3


def test_no_id_is_given_twice(commune_build: Path) -> None:
    out = commune_build / "output"
    feeds = [feed(out, name) for name in NAMES]
    own = [parsed.feed.id for parsed in feeds]
    assert len(set(own)) == len(NAMES)
    entries = {entry.id: entry.link for parsed in feeds for entry in parsed.entries}
    assert len(entries) == len(set(entries.values())) == 3
    assert not entries.keys() & set(own)


def test_an_id_outlives_a_new_title_slug_file_name_order_and_address(
    commune_build: Path, content: Path, change: Callable[[str, str, str], Path], build_site: Callable[..., Path]
) -> None:
    before = ids(commune_build / "output")
    change("cong-khai/thu-chi-quy.md", "tieu-de: Tình hình", "duong-dan: moi\ntieu-de: Bảng")
    change("cong-khai/thu-chi-quy.md", "ngay-cong-khai: 2026-10-12", "ngay-cong-khai: 2026-11-12")
    change("van-ban/nghi-quyet-cong-khai.md", "về công khai", "về việc công khai").rename(content / "van-ban/a.md")
    change("du-thao/quy-che-dan-chu.md", "co-quan: phong-van-hoa", "co-quan: van-phong")
    change("danh-muc/trang-web.toml", SITE, "https://congkhai.thu.example")
    change("danh-muc/trang-web.toml", "Công khai xã Thử", "Xã Thử công khai")
    after = ids(build_site(content, only="tin/"))
    assert list(before) != list(after)
    assert after["moi.html"] == before["thu-chi-quy.html"]
    assert after["5-2026-nq-hdnd.html"] == before["5-2026-nq-hdnd.html"]
    assert after["quy-che-dan-chu.html"] == before["quy-che-dan-chu.html"]
    assert feed(content.parent / "out").feed.id == feed(commune_build / "output").feed.id


def test_the_address_may_come_from_the_environment(
    content: Path, commune_build: Path, build_site: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONG_KHAI_SITEURL", "https://khac.example/")
    out = build_site(content)
    assert ids(out) == ids(commune_build / "output")
    assert {link.href.split("/tin/")[0] for link in feed(out).feed.links} == {
        "https://khac.example",
        "https://khac.example/index.html",
    }


def test_another_site_gives_other_ids(
    content: Path, commune_build: Path, change: Callable[[str, str, str], Path], build_site: Callable[..., Path]
) -> None:
    change("danh-muc/trang-web.toml", "thu9x2k4mp", "thu9x2k4mq")
    after = ids(build_site(content, only="tin/"))
    assert not set(after.values()) & set(ids(commune_build / "output").values())


@pytest.mark.parametrize(
    ("now", "announced"), [("2026-11-01T23:59:59+07:00", False), ("2026-11-02T00:00:00+07:00", True)], ids=str
)
def test_a_draft_is_announced_when_it_opens_though_its_page_is_there_before(
    content: Path, build_site: Callable[..., Path], now: str, announced: object
) -> None:
    out = build_site(content, now)
    assert ("quy-che-dan-chu.html" in ids(out)) is announced
    assert (out / "du-thao/quy-che-dan-chu.html").exists()


def test_an_answer_is_announced_with_a_link_to_its_place_in_the_draft(
    content: Path, write: Callable[..., Path], build_site: Callable[..., Path]
) -> None:
    write("tra-loi/hop-thon.md", ANSWER.format(day="2026-11-20"), "Đã bổ sung **điểm trường**.\n")
    entry = feed(build_site(content, only="(tin|du-thao)/"), "lay-y-kien").entries[0]
    assert entry.title.startswith("Trả lời về điểm đ khoản 1 Điều 2, dự thảo Quy chế")
    assert entry.summary == "Đã bổ sung điểm trường."
    url, anchor = entry.link.removeprefix(f"{SITE}/").split("#")
    assert f'id="{anchor}"' in (content.parent / "out" / url).read_text(encoding="utf-8")


# A file that says of itself from which day on it is public.
EMBARGOED = {
    "a notice": ("cong-khai/mat-bang.md", NOTICE, BODY, "giải phóng mặt bằng"),
    "a document": ("van-ban/mat-bang.md", DOCUMENT, BODY, "giải phóng mặt bằng"),
    "an answer": ("tra-loi/hop-thon.md", ANSWER, "Đã bổ sung lao động công ích.\n", "lao động công ích"),
}


@pytest.mark.parametrize(("file", "front_matter", "body", "words"), EMBARGOED.values(), ids=EMBARGOED)
def test_what_is_dated_tomorrow_is_nowhere_today_and_everywhere_tomorrow(
    content: Path, tmp_path: Path, write: Callable[..., Path], file: str, front_matter: str, body: str, words: str
) -> None:
    (content / "tep").mkdir()
    (content / "tep" / "danh-sach.csv").write_text("thôn\nHai\n")
    write(file, front_matter.format(day="2026-12-01"), body)

    def places(now: str) -> set[str]:
        done = pelican(content, build=tmp_path / "build", now=now)
        assert done.returncode == 0, done.stdout
        out = (tmp_path / "build/output").resolve()
        index = Index(out / INDEX)
        found = {"index" for _ in index.search(words)}
        index.close()
        texts = {p: p.read_text(encoding="utf-8").lower() for p in out.rglob("*.*") if p.suffix in {".html", ".xml"}}
        texts[out / REGISTER] = (out / REGISTER).read_text(encoding="utf-8").lower()
        found |= {p.suffix for p, text in texts.items() if words in text or "thu00002" in text}
        return found | {p.name for p in out.glob("tep/*")}

    assert places("2026-11-30T23:59:59+07:00") == set()
    assert places("2026-12-01T00:00:00+07:00") >= {"index", ".html", ".xml"}
