"""A text in several languages: its translations are pages of their own, marked as such, and all lead to each other."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from support import TODAY

from plugins.documents.check import check
from plugins.documents.take_back import take_back
from plugins.domain.clock import moment

Write = Callable[..., Path]
LANGUAGES = """\
[[ngon-ngu]]
ma = "en"
ten = "tiếng Anh"
tu-goi = "English"

[[ngon-ngu]]
ma = "km"
ten = "tiếng Khmer"
tu-goi = "ភាសាខ្មែរ"
"""
ORIGINAL = "van-ban/5-2026-nq-hdnd.html"
FILES = {"en": "ban-dich/village-accounts.md", "km": "ban-dich/bien-lai.md"}
PAGES = {"en": "en/village-accounts.html", "km": "km/bien-lai.html"}
TITLES = {"en": "Resolution on village accounts", "km": "សេចក្តីសម្រេច"}


def matter(language: str, **changes: str) -> str:
    keys = {
        "ma": f"dich{language}001",
        "ban-dich-cua": "vbthu00001",
        "ngon-ngu": language,
        "tieu-de": TITLES.get(language, "?"),
        "ngay-dich": "2026-03-20",
        "nguoi-dich": "Văn phòng",
    }
    return "\n".join(f"{key}: {value}" for key, value in (keys | changes).items())


@pytest.fixture
def translated(content: Path, write: Write) -> Path:
    """The small commune, its resolution in English and Khmer, its standing page in English."""
    (content / "danh-muc/ngon-ngu.toml").write_text(LANGUAGES, encoding="utf-8")
    for language, file in FILES.items():
        write(file, matter(language), f"**{TITLES[language]}**, see [Giới thiệu](trang/gioi-thieu.md).\n")
    about = {"ma": "dichabout1", "ban-dich-cua": "trthu00001", "tieu-de": "About us"}
    write("ban-dich/about.md", matter("en", **about), "What this site is for.\n")
    return content


def languages(site: Path, path: str) -> dict[str, str]:
    """Return where a page's links to other languages lead, by language."""
    text = (site / path).read_text(encoding="utf-8")
    found = re.findall(r'class="languages__link" href="([^"]*)" lang="([^"]+)" hreflang="\2"', text)
    return {language: url for url, language in found}


def test_original_and_translations_lead_to_each_other(translated: Path, build_site: Callable[..., Path]) -> None:
    site = build_site(translated)

    assert languages(site, ORIGINAL) == {"en": "../en/village-accounts.html", "km": "../km/bien-lai.html"}
    assert languages(site, PAGES["en"]) == {"vi": f"../{ORIGINAL}", "km": "../km/bien-lai.html"}
    assert languages(site, PAGES["km"]) == {"vi": f"../{ORIGINAL}", "en": "../en/village-accounts.html"}
    assert languages(site, "cong-khai/thu-chi-quy.html") == {"en": "../en/index.html"}  # not translated
    for path, others in {ORIGINAL: ("en", "km"), PAGES["km"]: ("vi", "en")}.items():
        text = (site / path).read_text(encoding="utf-8")
        for language in others:
            url = PAGES.get(language, ORIGINAL)
            assert f'<link rel="alternate" hreflang="{language}" href="https://thu.example/{url}">' in text


@pytest.mark.parametrize(
    ("language", "frame", "warning"),
    [("en", "en", "the Vietnamese text prevails"), ("km", "vi", "Bản tiếng Việt là bản chính")],
)
def test_a_translation_says_that_it_is_one_and_in_which_language(
    translated: Path, build_site: Callable[..., Path], language: str, frame: str, warning: str
) -> None:
    text = (build_site(translated, only=PAGES[language]) / PAGES[language]).read_text(encoding="utf-8")

    assert f'<html lang="{frame}">' in text
    assert f'<h1 lang="{language}">{TITLES[language]}</h1>' in text
    assert f'<div class="prose" lang="{language}">\n<p><strong>{TITLES[language]}' in text
    assert warning in text
    assert f'<a href="../{ORIGINAL}" hreflang="vi">' in text
    assert 'href="../trang/gioi-thieu.html"' in text


def test_standing_pages_are_linked_in_the_language_of_the_foot(
    translated: Path, build_site: Callable[..., Path]
) -> None:
    site = build_site(translated)

    assert '<li><a href="../en/about.html">About us</a></li>' in (site / "en/index.html").read_text(encoding="utf-8")
    assert ">Giới thiệu</a>" in (site / "index.html").read_text(encoding="utf-8")
    assert "About us" not in (site / "index.html").read_text(encoding="utf-8")


def test_a_translation_is_in_no_list_and_no_feed_of_documents(
    translated: Path, build_site: Callable[..., Path]
) -> None:
    site = build_site(translated)
    for path in ("van-ban/index.html", "tin/tat-ca.atom.xml", "muc-luc/index.html"):
        assert TITLES["en"] not in (site / path).read_text(encoding="utf-8")


# What is changed in the English translation → what the check says.
FAULTS = {
    "no such original": (
        {"ban-dich-cua": "vbthu00009"},
        "3: ban-dich-cua: thấy “vbthu00009”; cần mã của nội dung được dịch; gần nhất là “vbthu00001”",
    ),
    "a language nobody knows": (
        {"ngon-ngu": "xx"},
        "4: ngon-ngu: thấy “xx”; cần một mã có trong danh mục",
    ),
    "the same language twice": (
        {"ngon-ngu": "km"},
        "4: ngon-ngu: thấy “km”; cần một ngôn ngữ khác; ban-dich/bien-lai.md đã dịch sang ngôn ngữ này",
    ),
    "published before its original": (
        {"ngay-dich": "2026-03-09"},
        "6: ngay-dich: thấy 2026-03-09; cần ngày 2026-03-10 trở đi: bản dịch không ra trước van-ban/",
    ),
}


@pytest.mark.parametrize(("changes", "told"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_translation_is_told(translated: Path, write: Write, changes: dict[str, str], told: str) -> None:
    write(FILES["en"], matter("en", **changes))
    lines = [line for line in check(translated, TODAY) if line.startswith(FILES["en"])]
    assert [line[: len(FILES["en"]) + 1 + len(told)] for line in lines] == [f"{FILES['en']}:{told}"]


@pytest.mark.parametrize("code", ["vi", "tin", "EN", "../x"])
def test_a_language_that_cannot_name_a_folder_of_the_site_is_told(content: Path, code: str) -> None:
    row = f'[[ngon-ngu]]\nma = "{code}"\nten = "?"\ntu-goi = "?"\n'
    (content / "danh-muc/ngon-ngu.toml").write_text(row, encoding="utf-8")
    (line,) = check(content, TODAY)
    assert line.startswith(f"danh-muc/ngon-ngu.toml:1: ma: thấy “{code}”; cần một mã ngôn ngữ BCP 47 khác vi")


def test_who_takes_a_text_back_takes_its_translations_back(translated: Path) -> None:
    taken = take_back(translated, "vbthu00001", "Có tên người nhận.", moment(TODAY).date())

    assert {w.url for w in taken.withdrawals} == {ORIGINAL, *PAGES.values()}
    assert not any((translated / file).exists() for file in FILES.values())
    assert check(translated, TODAY) == []
