"""One source, four voices: page, board sheet, loudspeaker script, message; and the short address they share."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from support import ROOT, TODAY, pelican

from plugins.domain.catalogue import load
from plugins.domain.clock import moment
from plugins.kit.pdf import pdf_bytes
from plugins.kit.qr import qr_svg

SITE = "https://congkhai.example"
NOTICE = "cong-khai/ke-hoach-su-dung-dat"
DRAFT = "du-thao/quy-che-dan-chu-co-so"


@pytest.fixture
def site(sample_site: Path) -> Path:
    return sample_site


def text(site: Path, path: str) -> str:
    return (site / path).read_text(encoding="utf-8")


def scripts(site: Path) -> list[Path]:
    return sorted(site.rglob("*.loa.txt"))


def test_every_notice_and_draft_has_all_voices_and_links_them(site: Path) -> None:
    pages = [p for folder in ("cong-khai", "du-thao") for p in (ROOT / "content" / folder).glob("*.md")]
    assert len(scripts(site)) == len(pages)
    for page in pages:
        stem = f"{page.parent.name}/{page.stem}"
        shown = text(site, f"{stem}.html")
        for ending in ("bang-tin.html", "loa.txt", "tin-nhan.txt"):
            assert (site / f"{stem}.{ending}").is_file()
            assert f"../{stem}.{ending}" in shown


def test_a_script_holds_nothing_an_announcer_would_have_to_decode(site: Path) -> None:
    abbreviations = load(ROOT / "content", moment(TODAY).date()).abbreviations
    for script in scripts(site):
        head, _, body = script.read_text(encoding="utf-8").partition("\n\n")
        assert re.fullmatch(r"\[Thời gian đọc: khoảng (\d+ phút ?)?(\d+ giây)?\]", head), script
        assert re.findall(r"\d", body) == [], script
        assert [short for short in abbreviations if re.search(rf"(?<!\w){re.escape(short)}(?!\w)", body)] == [], script


def test_a_table_is_read_row_by_row_with_the_names_of_its_columns(site: Path) -> None:
    assert "Đất trồng lúa: Hiện trạng: bốn trăm mười hai phẩy sáu; " in text(site, f"{NOTICE}.loa.txt")


def test_a_draft_is_announced_with_its_question_its_days_and_where_to_answer(site: Path) -> None:
    said = text(site, f"{DRAFT}.loa.txt")

    for words in (
        "xin ý kiến Nhân dân",
        "đến hết ngày mùng bốn tháng mười hai",
        "Góp ý tại",
        "hoặc gọi số không không",
    ):
        assert words in said


def test_what_takes_too_long_is_announced_by_its_summary(content: Path, tmp_path: Path) -> None:
    notice = content / "cong-khai/thu-chi-quy.md"
    notice.write_text(notice.read_text(encoding="utf-8") + "\n\n" + "Một câu dài để đọc. " * 400, encoding="utf-8")
    pelican(content, "-o", str(tmp_path), now=TODAY)
    said = text(tmp_path, "cong-khai/thu-chi-quy.loa.txt")

    assert "Một câu dài" not in said
    assert "Toàn văn được niêm yết" in said


def test_a_message_fits_in_160_characters_with_and_without_signs(site: Path) -> None:
    for file in site.rglob("*.tin-nhan.txt"):
        signed, plain = file.read_text(encoding="utf-8").strip().split("\n\n")
        assert max(len(signed), len(plain)) <= 160, file
        assert plain.isascii(), file
        short = signed.split()[-1]
        assert (site / short.removeprefix(f"{SITE}/") / "index.html").is_file()


def test_short_addresses_lead_to_the_page_and_to_its_form_as_a_file_and_when_served(
    site: Path, make_app: Callable[..., Flask], commune_build: Path
) -> None:
    (short,) = re.findall(rf"{SITE}/(s/\w+)", text(site, f"{DRAFT}.tin-nhan.txt"))[:1]
    forward = text(site, f"{short}/index.html")
    assert f"url=../../{DRAFT}.html" in forward
    assert f'<link rel="canonical" href="{SITE}/{DRAFT}.html">' in forward

    forms = {
        "s/dtthu00001/gui": "gop-y/dtthu00001",
        "s/ckthu00001/gui": "kien-nghi/ubnd?ve=ckthu00001",
    }
    commune = commune_build / "output"
    for place, form in forms.items():
        assert re.findall(r'content="0; url=([^"]+)"', text(commune, f"{place}/index.html")) == [f"../../../{form}"]

    response = make_app(build=commune_build).test_client().get("/s/dtthu00001")
    assert (response.status_code, response.headers["Location"]) == (301, "/s/dtthu00001/")


def test_the_board_sheet_is_complete_with_code_and_address(site: Path) -> None:
    sheet = text(site, f"{NOTICE}.bang-tin.html")

    (title,) = re.findall("<h1>([^<]+)</h1>", sheet)
    assert qr_svg(f"{SITE}/s/bfd3a0nuk6/gui", f"Mã QR dẫn đến phiếu về {title}") in sheet
    assert "Độc lập – Tự do – Hạnh phúc" in sheet
    assert f"{SITE}/s/bfd3a0nuk6<" in sheet
    assert f"{SITE}/s/bfd3a0nuk6/gui<" in sheet
    assert "Đất trồng lúa" in sheet
    draft = text(site, f"{DRAFT}.bang-tin.html")
    assert "đến hết 23:59 ngày 04/12/2026" in draft
    assert "Điều 8." in draft


def test_a_sheet_becomes_a_pdf_of_the_same_bytes_each_time_and_reads_no_file(site: Path) -> None:
    html, styles = text(site, f"{NOTICE}.bang-tin.html"), text(site, "theme/sheet.css")
    made = [pdf_bytes(html, styles, moment(TODAY)) for _ in range(2)]

    assert made[0].startswith(b"%PDF-")
    assert len(made[0]) > 10_000
    assert hashlib.sha256(made[0]).digest() == hashlib.sha256(made[1]).digest()


def test_no_file_of_the_machine_gets_into_a_pdf(tmp_path: Path) -> None:
    secret = tmp_path / "bi-mat.txt"
    secret.write_text("CANARY")
    html = f'<html lang="vi"><title>x</title><link rel="attachment" href="{secret.as_uri()}"><p>x</p>'
    assert b"EmbeddedFile" not in pdf_bytes(html, "", moment(TODAY))


def test_a_correction_stands_on_the_page_with_day_and_reason(content: Path, tmp_path: Path) -> None:
    notice = content / "cong-khai/thu-chi-quy.md"
    entry = "dinh-chinh:\n  - ngay: 2026-11-03\n    noi-dung: Sửa số hộ\n    ly-do: nhập nhầm\n"
    notice.write_text(notice.read_text(encoding="utf-8").replace("---\n", f"---\n{entry}", 1), encoding="utf-8")
    pelican(content, "-o", str(tmp_path), now=TODAY)
    page = text(tmp_path, "cong-khai/thu-chi-quy.html")

    assert "03/11/2026: Sửa số hộ" in page
    assert "Lý do: nhập nhầm" in page
