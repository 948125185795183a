"""URLs that moved lead on, what was withdrawn says so: in the files of a site, in its feeds, at the site's server."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest
from flask import Flask
from support import COMMUNE, PUBLIC, TODAY, pelican

from plugins.documents.check import check

Change = Callable[[str, str, str], Path]
NOTICE = "cong-khai/thu-chi-quy.md"
DOCUMENT = "van-ban/5-2026-nq-hdnd.html"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


def moved(source: str, target: str) -> str:
    return (
        f'[[chuyen-huong]]\ntu = "{source}"\nden = "{target}"\nngay = 2026-11-02\nly-do = "Trang được đặt lại tên."\n\n'
    )


def withdrawn(id_: str, url: str, more: str = "") -> str:
    return (
        f'[[thu-hoi]]\nma = "{id_}"\ndia-chi = "{url}"\ntieu-de = "Danh sách hộ"\nngay = 2026-11-03\n'
        f'ly-do = "Có số căn cước."\nco-quan = "ubnd"\n{more}\n'
    )


REDIRECTS = "".join(
    [
        moved("van-ban/cong-khai-thu-chi.html", DOCUMENT),
        moved("van-ban/cu-nua.html", "van-ban/cong-khai-thu-chi.html"),
        moved(f"{DOCUMENT}#art_9", f"{DOCUMENT}#art_2"),
        moved("tep/ban-do-cu.pdf", "van-ban/5-2026-nq-hdnd.html"),
    ]
)
WITHDRAWALS = "".join(
    [
        withdrawn("ckthu00009", "cong-khai/danh-sach-ho.html", 'linh-vuc = ["ngan-sach"]\ntep = ["danh-sach.xlsx"]'),
        withdrawn("tlthu00009", "du-thao/quy-che-dan-chu.html#tra-loi-tlthu00009"),
    ]
)


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small commune with things moved and withdrawn, built once into generations."""
    folder = tmp_path_factory.mktemp("moves")
    content = Path(shutil.copytree(COMMUNE, folder / "content"))
    (content / "danh-muc/chuyen-huong.toml").write_text(REDIRECTS, encoding="utf-8")
    (content / "danh-muc/thu-hoi.toml").write_text(WITHDRAWALS, encoding="utf-8")
    assert check(content, TODAY) == []
    done = pelican(content, build=folder / "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "build"


@pytest.fixture
def site(build: Path) -> Path:
    return build / "output"


def words(site: Path, path: str) -> str:
    return (site / path).read_text(encoding="utf-8")


def test_an_old_url_has_a_small_page_that_leads_on(site: Path) -> None:
    for old in ("van-ban/cong-khai-thu-chi.html", "van-ban/cu-nua.html"):
        assert f'content="0; url=../{DOCUMENT}"' in words(site, old)
        assert f'<link rel="canonical" href="https://thu.example/{DOCUMENT}">' in words(site, old)
        assert "Trang được đặt lại tên." in words(site, old)


def test_an_old_anchor_still_arrives_on_its_page(site: Path) -> None:
    assert f'<li id="art_9"><a href="../{DOCUMENT}#art_2">' in words(site, DOCUMENT)
    draft = words(site, "du-thao/quy-che-dan-chu.html")
    assert '<li id="tra-loi-tlthu00009"><a href="../thu-hoi/index.html#tlthu00009">Đã thu hồi: Có số căn cước.' in draft


@pytest.mark.parametrize(
    "path", ["cong-khai/danh-sach-ho.html", *(f"s/ckthu00009/{form}index.html" for form in ("", "gui/"))]
)
def test_a_withdrawn_page_says_when_why_by_whom_and_whom_to_ask(site: Path, path: str) -> None:
    page = words(site, path)
    for said in ("03/11/2026", "Có số căn cước.", "Ủy ban nhân dân xã Thử", "kien-nghi/ubnd", "noindex"):
        assert said in page


def test_every_withdrawal_is_listed_on_a_page_that_each_page_links(site: Path) -> None:
    assert words(site, "thu-hoi/index.html").count("Có số căn cước.") == 2
    assert 'href="thu-hoi/index.html"' in words(site, "index.html")


def test_a_site_without_withdrawals_says_so(content: Path, build_site: Callable[[Path], Path]) -> None:
    assert "Chưa có nội dung nào bị thu hồi." in words(build_site(content), "thu-hoi/index.html")


def test_neither_moved_nor_withdrawn_pages_are_in_the_sitemap(site: Path) -> None:
    listed = words(site, "sitemap-1.xml")
    assert DOCUMENT in listed
    for path in ("danh-sach-ho", "cong-khai-thu-chi", "cu-nua", "ckthu00009"):
        assert path not in listed


@pytest.mark.parametrize("feed", ["tin/tat-ca", "tin/cong-khai", "tin/linh-vuc/ngan-sach", "tin/co-quan/ubnd"])
def test_subscribers_are_told_of_a_withdrawal_under_the_id_they_know(
    content: Path, site: Path, build_site: Callable[[Path], Path], change: Change, feed: str
) -> None:
    atom = (site / f"{feed}.atom.xml").read_bytes()
    rss = (site / f"{feed}.rss.xml").read_bytes()
    deleted = ET.fromstring(atom).findall(TOMBSTONE)  # noqa: S314  # our own file

    # The id is the one that the notice has while it is published.
    change(NOTICE, "ckthu00001", "ckthu00009")
    before = feedparser.parse((build_site(content) / f"{feed}.atom.xml").read_bytes())
    id_ = next(e.id for e in before.entries if e.link.endswith("thu-chi-quy.html"))

    for parsed in (feedparser.parse(atom), feedparser.parse(rss)):
        entry = next(e for e in parsed.entries if e.id == id_)
        assert entry.title == "Thu hồi: Danh sách hộ"
        assert "Lý do: Có số căn cước." in entry.summary
        assert not parsed.bozo
    assert id_ in {element.get("ref") for element in deleted}
    assert "deleted-entry" not in rss.decode()


def test_a_site_without_withdrawals_has_no_tombstones(content: Path, build_site: Callable[[Path], Path]) -> None:
    assert "tombstones" not in words(build_site(content), "tin/tat-ca.atom.xml")


WRONG = {
    "a redirect away from a live page": (
        "chuyen-huong",
        moved("cong-khai/thu-chi-quy.html", DOCUMENT),
        "danh-muc/chuyen-huong.toml:1: tu: thấy “cong-khai/thu-chi-quy.html”, một trang đang có",
    ),
    "a redirect to nowhere": (
        "chuyen-huong",
        moved("van-ban/cu.html", "van-ban/5-2026-nq-hdn.html"),
        "danh-muc/chuyen-huong.toml:1: den: thấy “van-ban/5-2026-nq-hdn.html”; cần một địa chỉ đang có; gần nhất là",
    ),
    "a redirect to an anchor that is nowhere": (
        "chuyen-huong",
        moved("van-ban/cu.html", f"{DOCUMENT}#art_7"),
        "danh-muc/chuyen-huong.toml:1: den: thấy",
    ),
    "redirects in a circle": (
        "chuyen-huong",
        moved("van-ban/a.html", "van-ban/b.html") + moved("van-ban/b.html", "van-ban/a.html"),
        "danh-muc/chuyen-huong.toml:1: den: thấy “van-ban/b.html”; cần một địa chỉ không dẫn vòng trở lại",
    ),
    "two redirects from one URL": (
        "chuyen-huong",
        moved("van-ban/a.html", DOCUMENT) * 2,
        "danh-muc/chuyen-huong.toml:7: tu: thấy “van-ban/a.html”; cần giá trị chưa dùng ở dòng nào khác",
    ),
    "a redirect from a list": (
        "chuyen-huong",
        moved("van-ban/index.html", DOCUMENT),
        "danh-muc/chuyen-huong.toml:1: tu: thấy “van-ban/index.html”; cần một địa chỉ của trang",
    ),
    "a redirect to another site": (
        "chuyen-huong",
        moved("van-ban/a.html", "https://noi-khac.example/"),
        "danh-muc/chuyen-huong.toml:1: den: thấy “https://noi-khac.example/”; cần một địa chỉ của trang",
    ),
    "a redirect out of the site": (
        "chuyen-huong",
        moved("van-ban/a.html", "tep/../../mat.pdf"),
        "danh-muc/chuyen-huong.toml:1: den: thấy “tep/../../mat.pdf”; cần một địa chỉ của trang",
    ),
    "two withdrawals of one URL": (
        "thu-hoi",
        withdrawn("ckthu00007", "cong-khai/a.html") + withdrawn("ckthu00008", "cong-khai/a.html"),
        "danh-muc/thu-hoi.toml:9: dia-chi: thấy “cong-khai/a.html”; cần một địa chỉ chưa có ở dòng nào khác",
    ),
    "an office nobody knows": (
        "thu-hoi",
        withdrawn("ckthu00007", "cong-khai/a.html").replace('"ubnd"', '"ubdn"'),
        "danh-muc/thu-hoi.toml:1: co-quan: thấy “ubdn”; cần một mã có trong danh-muc/co-quan.toml; gần nhất là “ubnd”",
    ),
    "a withdrawn id that is still there": (
        "thu-hoi",
        withdrawn("ckthu00001", "cong-khai/khac.html"),
        f"{NOTICE}:2: ma: thấy “ckthu00001”, đã thu hồi ngày 03/11/2026; cần một mã mới",
    ),
    "a withdrawn URL that is still there": (
        "thu-hoi",
        withdrawn("ckthu00007", "cong-khai/thu-chi-quy.html"),
        f"{NOTICE}:2: tên tệp: thấy cong-khai/thu-chi-quy.html, đã thu hồi ngày 03/11/2026; cần một địa chỉ khác",
    ),
}


@pytest.mark.parametrize(("register", "text", "said"), WRONG.values(), ids=WRONG)
def test_a_row_that_cannot_be_is_a_fault(content: Path, register: str, text: str, said: str) -> None:
    (content / f"danh-muc/{register}.toml").write_text(text, encoding="utf-8")
    assert said in "\n".join(check(content, TODAY))


@pytest.mark.parametrize(
    "wrong", ["a redirect to nowhere", "an office nobody knows", "a withdrawn id that is still there"]
)
def test_a_row_that_cannot_be_fails_a_build_in_words(content: Path, tmp_path: Path, wrong: str) -> None:
    register, text, _ = WRONG[wrong]
    (content / f"danh-muc/{register}.toml").write_text(text, encoding="utf-8")
    done = pelican(content, "-o", str(tmp_path / "out"), conf=PUBLIC)
    assert done.returncode != 0
    assert "Traceback" not in done.stdout + done.stderr


def test_a_redirect_from_a_withdrawn_url_is_a_fault(content: Path) -> None:
    (content / "danh-muc/chuyen-huong.toml").write_text(moved("cong-khai/a.html", DOCUMENT), encoding="utf-8")
    (content / "danh-muc/thu-hoi.toml").write_text(withdrawn("ckthu00007", "cong-khai/a.html"), encoding="utf-8")
    assert [line.split("; cần")[0] for line in check(content, TODAY)] == [
        "danh-muc/chuyen-huong.toml:1: tu: thấy “cong-khai/a.html”"
    ]


@pytest.fixture
def served(build: Path, make_app: Callable[..., Flask]) -> Callable[[str], tuple[int, str, str]]:
    """Ask the server for a path: status, where it leads, the page."""
    app = make_app(build=build)

    def _served(path: str) -> tuple[int, str, str]:
        with app.test_client().get(f"/{path}") as answer:
            return answer.status_code, answer.headers.get("Location", ""), answer.get_data(as_text=True)

    return _served


Served = Callable[[str], tuple[int, str, str]]


MOVED = {
    "van-ban/cong-khai-thu-chi.html": DOCUMENT,
    "van-ban/cu-nua.html": DOCUMENT,
    "van-ban/cong-khai-thu-chi.akn.xml": "van-ban/5-2026-nq-hdnd.akn.xml",
    "tep/ban-do-cu.pdf": DOCUMENT,
}
GONE = [
    "cong-khai/danh-sach-ho.html",
    "cong-khai/danh-sach-ho.bang-tin.html",
    "cong-khai/danh-sach-ho.loa.txt",
    "cong-khai/danh-sach-ho.akn.xml",
    "s/ckthu00009",
    "s/ckthu00009/",
    "tep/danh-sach.xlsx",
]
STAYING = [DOCUMENT, "du-thao/quy-che-dan-chu.html", "van-ban/5-2026-nq-hdnd.akn.xml"]


@pytest.mark.parametrize(("path", "target"), MOVED.items(), ids=list(MOVED))
def test_the_server_sends_an_old_url_on_for_good(served: Served, path: str, target: str) -> None:
    assert served(path)[:2] == (301, f"/{target}")
    assert served(target)[0] == 200


@pytest.mark.parametrize("path", GONE)
def test_the_server_says_gone_for_every_form_of_what_was_withdrawn(served: Served, path: str) -> None:
    status, _, page = served(path)
    assert status == 410
    assert "Có số căn cước." in page
    assert "03/11/2026" in page


def rules(site: Path, server: str) -> Iterator[tuple[str, int, str]]:
    """Yield the rules for a web server without the inbox: pattern, status, where it leads."""
    if server == "Apache":
        for line in words(site, ".htaccess").splitlines():
            if rule := re.fullmatch(r'RedirectMatch (\d+) "(.*?)"(?: "(.*)")?', line):
                yield rule[2], int(rule[1]), (rule[3] or "").replace("$1", "$form")
        return
    status = 0
    for line in words(site, ".cong-khai/nginx.conf").splitlines():
        if head := re.fullmatch(r"map \$uri \$cong_khai_(gone|moved) {", line):
            status = {"gone": 410, "moved": 301}[head[1]]
        elif rule := re.fullmatch(r'  "~(.*)" "(.*)";', line):
            yield rule[1], status, "" if status == 410 else rule[2].replace("$cong_khai_form", "$form")


def answer(site: Path, server: str, path: str) -> tuple[int, str]:
    """Return what a web server answers by its rules, 200 for what they leave alone."""
    for pattern, status, target in rules(site, server):
        if found := re.search(pattern.replace("(?<", "(?P<"), f"/{path}"):
            return status, target.replace("$form", found.groupdict().get("cong_khai_form") or "")
    return 200, ""


@pytest.mark.parametrize("server", ["Apache", "nginx"])
@pytest.mark.parametrize("path", [*MOVED, *GONE, *STAYING])
def test_a_web_server_without_the_inbox_is_told_to_answer_as_the_inbox_does(
    site: Path, served: Served, server: str, path: str
) -> None:
    status, target, _ = served(path)
    assert answer(site, server, path) == (status if status in {301, 410} else 200, target)


def test_names_are_told_to_web_servers_as_they_are_meant(
    content: Path, build_site: Callable[[Path], Path], change: Change
) -> None:
    (content / "tep").mkdir()
    (content / "tep/bản đồ 2.pdf").write_bytes(b"%PDF-1.4")
    change(NOTICE, "tom-tat:", 'tep-dinh-kem: ["bản đồ 2.pdf"]\ntom-tat:')
    redirect = moved("tep/bản đồ (1).pdf", "tep/bản đồ 2.pdf")
    (content / "danh-muc/chuyen-huong.toml").write_text(redirect, encoding="utf-8")
    withdrawal = withdrawn("ckthu00009", "cong-khai/a.html", "tep = ['bảng \"A\".xlsx']")
    (content / "danh-muc/thu-hoi.toml").write_text(withdrawal, encoding="utf-8")
    site = build_site(content)
    # Apache encodes a target itself, nginx does not.
    assert answer(site, "Apache", "tep/bản đồ (1).pdf") == (301, "/tep/bản đồ 2.pdf")
    assert answer(site, "nginx", "tep/bản đồ (1).pdf") == (301, "/tep/b%E1%BA%A3n%20%C4%91%E1%BB%93%202.pdf")
    for server in ("Apache", "nginx"):
        assert answer(site, server, 'tep/bảng "A".xlsx') == (410, "")
        assert answer(site, server, "tep/bản đồ 1.pdf") == (200, "")


def test_apache_shows_the_list_of_withdrawals_for_what_is_gone(site: Path) -> None:
    assert words(site, ".htaccess").startswith("ErrorDocument 410 /thu-hoi/index.html\n")


def test_the_page_of_a_withdrawn_answer_stays(served: Served) -> None:
    assert served("du-thao/quy-che-dan-chu.html")[0] == 200
