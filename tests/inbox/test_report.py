"""The annual report: an outline filled with what is published and what was sent, good to publish, to file, to count."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from docx import Document
from flask import Flask
from inbox_kit.browsing import Browser
from support import TODAY

from inbox.handling.report import OUTLINE
from plugins.documents.check import check

Report = Callable[[], tuple[Result, Path]]
SECRET = "Nguyễn Thị Thử, 0912 345 678"


@pytest.fixture
def report(app: Flask, tmp_path: Path) -> Report:
    """Run the command for the year; return what it said and its folder."""

    def _report() -> tuple[Result, Path]:
        folder = tmp_path / "bao-cao"
        return app.test_cli_runner().invoke(args=["report", "2026", str(folder)]), folder

    return _report


def test_a_report_has_what_was_published_and_sent_and_nobodys_words(app: Flask, report: Report, content: Path) -> None:
    for number in range(3):
        assert Browser(app).comment(f"Ý kiến {number}. {SECRET}").status == 201

    said, folder = report()

    assert said.exit_code == 0, said.output
    text = (folder / "bao-cao-dan-chu-2026.md").read_text(encoding="utf-8")
    assert "Đã nhận 3, đã trả lời 0, trong đó muộn 0; quá hạn chưa trả lời 0" in text
    assert "| Nghị quyết | 1 |" in text
    assert "Thông báo công khai đăng trong năm: 1." in text
    assert SECRET not in text
    rows = csv.reader(io.StringIO((folder / "bao-cao-dan-chu-2026.csv").read_text(encoding="utf-8-sig")))
    assert ["Ý kiến, kiến nghị, phản ánh", "Đã nhận", "3"] in list(rows)
    filed = Document(str(folder / "bao-cao-dan-chu-2026.docx"))
    assert filed.paragraphs[0].text == "Báo cáo thực hiện dân chủ ở cơ sở năm 2026"
    assert "X. Khó khăn, kiến nghị" in [paragraph.text for paragraph in filed.paragraphs]
    assert [cell.text for cell in filed.tables[0].rows[1].cells] == ["Nghị quyết", "1"]
    # It can be published as it is.
    (content / "cong-khai/bao-cao.md").write_text(text, encoding="utf-8")
    assert check(content, TODAY) == []


def test_an_authority_has_an_outline_of_its_own(report: Report, content: Path) -> None:
    (content / OUTLINE).write_text("Năm {{ year }}: {{ notices }} thông báo.", encoding="utf-8")
    said, folder = report()
    assert said.exit_code == 0, said.output
    assert (folder / "bao-cao-dan-chu-2026.md").read_text(encoding="utf-8") == "Năm 2026: 1 thông báo."
    assert check(content, TODAY) == []


WRONG = ["{{ nam }}", "{% for x in %}", "{{ year.__class__.__mro__ }}", "{{ documents + 1 }}"]


@pytest.mark.parametrize("wrong", WRONG)
def test_an_outline_that_cannot_be_filled_is_told_and_nothing_is_written(
    report: Report, content: Path, wrong: str
) -> None:
    (content / OUTLINE).write_text(wrong, encoding="utf-8")
    said, folder = report()
    assert said.exit_code == 1
    assert f"{OUTLINE}: mẫu báo cáo có lỗi" in said.output
    assert not folder.exists()
