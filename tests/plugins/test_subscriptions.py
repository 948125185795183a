"""What subscribers get beside Atom and RSS of new things: turns of consultations, JSON, OPML, calendars, 304s."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from support import ROOT, make_only, pelican

SITE = "https://congkhai.example"
EXTENDED = "du-thao/phan-luong-cho-phien.html"


@pytest.fixture
def site(sample_site: Path) -> Path:
    return sample_site


def turns(out: Path, url: str) -> list[tuple[str, str]]:
    """Return day and title of each entry about a draft, oldest first."""
    entries = feedparser.parse((out / "tin/lay-y-kien.atom.xml").read_bytes()).entries
    about = [(e.published[:10], e.title.split(": ")[0]) for e in entries if e.link == f"{SITE}/{url}"]
    return about[::-1]


# the draft → what its subscribers have been told by 21/11/2026
TOLD = {
    EXTENDED: [
        ("2026-10-19", "Dự thảo Kế hoạch phân luồng xe và sắp xếp chỗ bán hàng trong ngày chợ phiên"),
        ("2026-11-11", "Gia hạn góp ý"),
    ],
    "du-thao/dat-ten-thon.html": [
        ("2026-08-10", "Dự thảo Đề án ghép và đặt tên mới cho hai thôn Hòa Lạc và Cây Gạo"),
        ("2026-08-20", "Đã hủy lấy ý kiến"),
    ],
    "du-thao/quy-che-dan-chu-co-so-vong-1.html": [
        ("2026-08-31", "Dự thảo Quy chế thực hiện dân chủ ở cơ sở của xã Suối Hoa"),
        ("2026-09-22", "Sắp hết hạn góp ý"),
        ("2026-09-26", "Đã kết thúc góp ý"),
        ("2026-10-12", "Đã tiếp thu, giải trình"),
    ],
    "du-thao/danh-muc-sua-chua-duong-kenh-muong.html": [],
}


@pytest.mark.parametrize(("url", "told"), TOLD.items(), ids=list(TOLD))
def test_each_turn_of_a_consultation_is_told_once_on_its_day(site: Path, url: str, told: list[tuple[str, str]]) -> None:
    assert turns(site, url) == told


@pytest.mark.parametrize(
    ("now", "is_told"),
    [("2026-11-26T23:59:59+07:00", False), ("2026-11-27T00:00:00+07:00", True), ("2026-12-24T00:00:00+07:00", True)],
)
def test_a_reminder_comes_three_days_before_the_last_day_and_stays(
    tmp_path: Path,
    now: str,
    is_told: bool,  # noqa: FBT001  # a table
) -> None:
    make_only(ROOT / "content", tmp_path, "tin/lay-y-kien", now)

    assert (("2026-11-27", "Sắp hết hạn góp ý") in turns(tmp_path, EXTENDED)) is is_told


def test_no_two_entries_share_an_id_and_none_changes_with_title_name_or_address(content: Path, tmp_path: Path) -> None:
    make_only(content, tmp_path / "a", "tin/tat-ca", "2026-12-24T00:00:00+07:00")
    draft = content / "du-thao/quy-che-dan-chu.md"
    text = draft.read_text(encoding="utf-8").replace("trich-yeu: ", "trich-yeu: Sửa tên ")
    draft.rename(content / "du-thao/ten-khac.md").write_text(text, encoding="utf-8")
    registers = content / "danh-muc/trang-web.toml"
    registers.write_text(registers.read_text(encoding="utf-8").replace("https://thu.example", "https://moi.example"))
    make_only(content, tmp_path / "b", "tin/tat-ca", "2026-12-24T00:00:00+07:00")

    ids = [
        [entry.id for entry in feedparser.parse((tmp_path / out / "tin/tat-ca.atom.xml").read_bytes()).entries]
        for out in ("a", "b")
    ]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == len(ids[0]) == 5


def test_the_json_feed_says_what_atom_says(site: Path) -> None:
    for file in site.glob("tin/**/*.feed.json"):
        made: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        atom = feedparser.parse(file.with_name(file.name.replace(".feed.json", ".atom.xml")).read_bytes())
        assert made["version"] == "https://jsonfeed.org/version/1.1"
        assert made["feed_url"] == f"{SITE}/{file.relative_to(site)}"
        assert [(i["id"], i["title"], i["url"]) for i in made["items"]] == [
            (e.id, e.title, e.link) for e in atom.entries
        ]


def test_attachments_come_with_the_entry(content: Path, tmp_path: Path) -> None:
    (content / "tep").mkdir()
    (content / "tep/bảng số 1.pdf").write_bytes(b"%PDF-1.4 bang")
    notice = content / "cong-khai/thu-chi-quy.md"
    text = notice.read_text(encoding="utf-8")
    notice.write_text(text.replace("---\n", '---\ntep-dinh-kem: ["bảng số 1.pdf"]\n', 1), encoding="utf-8")
    make_only(content, tmp_path / "out", "tin/cong-khai")

    (entry,) = feedparser.parse((tmp_path / "out/tin/cong-khai.atom.xml").read_bytes()).entries
    url = "https://thu.example/tep/b%E1%BA%A3ng%20s%E1%BB%91%201.pdf"
    enclosure = {"rel": "enclosure", "href": url, "type": "application/pdf", "length": "13", "title": "bảng số 1.pdf"}
    assert [dict(link) for link in entry.links if link.rel == "enclosure"] == [enclosure]
    assert [link.rel for link in entry.links].count("alternate") == 1
    (item,) = json.loads((tmp_path / "out/tin/cong-khai.feed.json").read_text(encoding="utf-8"))["items"]
    assert item["attachments"] == [
        {"url": url, "mime_type": "application/pdf", "title": "bảng số 1.pdf", "size_in_bytes": 13}
    ]


def test_a_correction_stands_first_in_the_entry_and_moves_only_its_updated_day(content: Path, tmp_path: Path) -> None:
    notice = content / "cong-khai/thu-chi-quy.md"
    entry = "dinh-chinh:\n  - ngay: 2026-11-03\n    noi-dung: Sửa số hộ\n    ly-do: Nhập nhầm\n"
    text = notice.read_text(encoding="utf-8").replace("---\n", f"---\n{entry}", 1)
    notice.write_text(text, encoding="utf-8")
    make_only(content, tmp_path / "out", "tin/cong-khai")

    (found,) = feedparser.parse((tmp_path / "out/tin/cong-khai.atom.xml").read_bytes()).entries
    assert found.summary.startswith("Đính chính ngày 03/11/2026: Sửa số hộ (Nhập nhầm).")
    assert (found.published[:10], found.updated[:10]) == ("2026-10-12", "2026-11-03")


def test_the_opml_names_every_feed(site: Path) -> None:
    outlines = ET.parse(site / "tin/tat-ca.opml").iter("outline")  # noqa: S314  # our own file
    named = {o.get("xmlUrl") for o in outlines if o.get("xmlUrl")}

    assert named == {f"{SITE}/{file.relative_to(site)}" for file in site.glob("tin/**/*.atom.xml")}


def calendar(site: Path, path: str = "tin/lich.ics") -> Any:
    return Calendar.from_ical((site / path).read_bytes())


def test_the_calendar_has_hours_of_events_and_last_days_of_consultations(site: Path) -> None:
    found = {str(c["summary"]): c for c in calendar(site).walk("VEVENT")}

    dialogue = next(c for words, c in found.items() if "đất công ích và đường thôn" in words)
    assert dialogue["dtstart"].dt.isoformat() == "2026-12-10T08:00:00+07:00"
    assert dialogue["dtend"].dt.isoformat() == "2026-12-10T11:00:00+07:00"
    extended = next(c for words, c in found.items() if "chợ phiên" in words)
    assert extended["dtstart"].dt.isoformat() == "2026-11-30"
    assert (extended["sequence"], extended["dtstamp"].dt.date().isoformat()) == (1, "2026-11-10")
    cancelled = next(c for words, c in found.items() if "Họp thôn Nà Thông" in words)
    assert (cancelled["status"], cancelled["sequence"]) == ("CANCELLED", 1)
    uids = [c["uid"] for c in found.values()]
    assert len(set(uids)) == len(uids)


def test_an_office_has_a_calendar_of_its_own(site: Path) -> None:
    words = [str(c["summary"]) for c in calendar(site, "tin/co-quan/van-phong.ics").walk("VEVENT")]

    assert any("tiếp công dân" in w for w in words)
    assert not any("chợ phiên" in w for w in words)


def test_nothing_changes_while_nothing_happens(site: Path, tmp_path: Path) -> None:
    make_only(ROOT / "content", tmp_path, "tin/", "2026-11-21T23:00:00+07:00")

    files = [f.relative_to(site) for f in site.glob("tin/**/*") if f.is_file()]
    assert len(files) > 50
    assert [f for f in files if (site / f).read_bytes() != (tmp_path / f).read_bytes()] == []


TYPES = {
    "tin/tat-ca.atom.xml": "application/atom+xml",
    "tin/tat-ca.rss.xml": "application/rss+xml",
    "tin/tat-ca.feed.json": "application/feed+json",
    "tin/tat-ca.opml": "text/x-opml",
    "tin/lich.ics": "text/calendar",
}


def fetched(client: FlaskClient, path: str, tag: str = "") -> tuple[int, str, str, bytes]:
    """Return status, type, tag and body of what a reader gets that has seen the version `tag`."""
    with client.get(f"/{path}", headers={"If-None-Match": tag} if tag else {}) as response:
        return response.status_code, response.mimetype or "", response.headers["ETag"], bytes(response.data)


@pytest.mark.parametrize(("path", "type_"), TYPES.items(), ids=list(TYPES))
def test_a_feed_is_served_with_its_type_and_not_sent_twice(app: Flask, path: str, type_: str) -> None:
    client = app.test_client()
    status, mimetype, tag, body = fetched(client, path)
    assert (status, mimetype) == (200, type_)
    assert body

    status, _, _, body = fetched(client, path, tag)
    assert (status, body) == (304, b"")


def test_a_new_generation_with_the_same_feed_is_not_sent_again(
    make_app: Callable[..., Flask], content: Path, tmp_path: Path
) -> None:
    build = tmp_path / "build"
    pelican(content, build=build)
    client = make_app(build=build).test_client()
    notices, everything = (fetched(client, f"tin/{name}.atom.xml")[2] for name in ("cong-khai", "tat-ca"))
    page = content / "van-ban/nghi-quyet-cong-khai.md"
    page.write_text(page.read_text(encoding="utf-8").replace("trich-yeu: ", "trich-yeu: Đổi "), encoding="utf-8")
    pelican(content, build=build)

    assert fetched(client, "tin/cong-khai.atom.xml", notices)[0] == 304
    assert fetched(client, "tin/tat-ca.atom.xml", everything)[0] == 200


def test_what_is_not_public_in_time_has_a_feed_of_its_own(site: Path) -> None:
    entries = feedparser.parse((site / "tin/khoang-trong.atom.xml").read_bytes()).entries

    assert entries
    listed = (site / "cong-khai/khoang-trong.html").read_text(encoding="utf-8")
    for entry in entries:
        page, _, anchor = entry.link.removeprefix(f"{SITE}/").partition("#")
        assert not anchor or f'id="{anchor}"' in (site / page).read_text(encoding="utf-8")
        assert entry.title.split(",")[0] in listed
