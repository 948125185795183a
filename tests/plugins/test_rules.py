"""`make rules` shows a jurist every rule with its source, those nobody has confirmed first."""

import subprocess
import tomllib
from pathlib import Path

from running import run_module
from support import ROOT


def printed(folder: Path) -> subprocess.CompletedProcess[str]:
    return run_module("plugins.documents.rules", str(folder))


def test_every_time_limit_stands_there_with_its_source() -> None:
    text = printed(ROOT / "content").stdout
    limits = tomllib.loads((ROOT / "content/danh-muc/thoi-han.toml").read_text(encoding="utf-8"))["thoi-han"]

    for limit in limits:
        row = text.split(f"] {limit['ma']}\n")[1].split("\n[")[0]
        assert f"gia-tri: {limit['gia-tri']}" in row
        assert f"Nguồn: {limit['nguon']}" in row
        assert f"[{'x' if limit['kiem-chung'] else ' '}] {limit['ma']}\n" in text


def test_what_nobody_has_confirmed_stands_first() -> None:
    for part in printed(ROOT / "content").stdout.split("\ndanh-muc/")[1:]:
        marks = [line[1] for line in part.splitlines() if line.startswith("[")]
        assert marks == sorted(marks)
        assert f"{marks.count(' ')} chưa xác nhận" in part


def test_values_are_told_in_words_a_jurist_reads() -> None:
    text = printed(ROOT / "content").stdout
    assert "ty-le: 2/3; tren: không; cong-nhan: không" in text
    assert "khong-ap-dung: co-quan: phong-kinh-te; ly-do: Xã chưa được kiểm toán" in text
    assert [word for word in ("True", "False", "{'", "['") if word in text] == []


def test_broken_registers_are_told_instead(content: Path) -> None:
    (content / "danh-muc/thoi-han.toml").write_text("[[thoi-han]]\nma = 3\n", encoding="utf-8")
    done = printed(content)

    assert done.returncode == 1
    assert "danh-muc/thoi-han.toml:1: ma:" in done.stderr
