"""From a receipt to the public log and back: what was sent can be proved, days stand in it once, words never."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from flask import Flask
from inbox_kit.browsing import Browser, Page
from inbox_kit.submissions import acceptance
from support import ROOT, Clock, make_only

from inbox.handling import receipt_log
from inbox.handling.health import look
from inbox.services import EXTENSION, Services
from inbox.stores.comments import Row, Store
from inbox.stores.receipt_log import ReceiptLogStore
from inbox.stores.tables import comments, logged_days, outbox
from inbox.stores.tables import receipt_log as log
from plugins.domain.clock import moment

Rows = Callable[..., list[Row]]
WORDS = "Nên thu rác hai lần mỗi tuần."


def run_worker(app: Flask, clock: Clock, now: str) -> None:
    clock.time = moment(now)
    done = app.test_cli_runner().invoke(args=["worker", "--once"])
    assert done.exit_code == 0, done.output


def days(content: Path) -> dict[str, str]:
    """The files of the log: day → text."""
    return {path.stem: path.read_text(encoding="utf-8") for path in (content / "so-bien-nhan").glob("*.md")}


def download(app: Flask, receipt: Page, form: str) -> str:
    fields = {"so": receipt.by_id("so"), "ma": receipt.by_id("ma"), "dang": form}
    return Browser(app).client.post("/giay-hen", data=fields).get_data(as_text=True)


def proved(proof: Path, root: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """What somebody's helper gets to see who has only Python (-S: none of the packages) and the source."""
    command = [sys.executable, "-S", "-m", "plugins.kit.proof", str(proof), root, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_who_wrote_can_prove_it_with_what_is_public_the_day_after(
    app: Flask, content: Path, clock: Clock, tmp_path: Path
) -> None:
    receipt = Browser(app).comment(WORDS, dieu="art_2")
    others = [Browser(app).comment(f"{WORDS} {n}") for n in range(9)]
    text = download(app, receipt, "txt")
    commitment = re.search(r"Cam kết trong sổ biên nhận: ([0-9a-f]{64})\nMuối của cam kết: [0-9a-f]{64}\n", text)
    assert commitment is not None
    assert commitment[1] in receipt.text
    assert json.loads(download(app, receipt, "json"))["cam-ket"] == commitment[1]
    assert "Bằng chứng" not in Browser(app).send(receipt.form("/tra-cuu")).text
    run_worker(app, clock, "2026-11-21T23:59:59")
    assert days(content) == {}

    run_worker(app, clock, "2026-11-22T00:00")
    ((day, file),) = days(content).items()
    assert (day, "so-luong: 10" in file) == ("2026-11-21", True)
    page = make_only(content, tmp_path / "out", r"so-bien-nhan/|tin/so-bien-nhan", "2026-11-22T00:01")
    shown = Page(200, (page / "so-bien-nhan/2026.html").read_text(encoding="utf-8"))
    (root,) = re.findall(r"[0-9a-f]{64}", shown.text)
    assert f"goc: {root}\n" in file
    assert root in (page / "tin/so-bien-nhan.atom.xml").read_text(encoding="utf-8")

    status = Browser(app).send(receipt.form("/tra-cuu"))
    assert root in status.text
    for one in (receipt, others[4]):
        proof = tmp_path / "bang-chung.json"
        proof.write_text(download(app, one, "bang-chung"), encoding="utf-8")
        done = proved(proof, root)
        assert (done.returncode, one.by_id("so") in done.stdout) == (0, True), done.stderr
    proof.write_text(download(app, receipt, "bang-chung"), encoding="utf-8")
    (tmp_path / "dung.txt").write_text(f"{WORDS}\n", encoding="utf-8")
    (tmp_path / "sai.txt").write_text("Nên thu rác.", encoding="utf-8")
    assert proved(proof, root, "--words", str(tmp_path / "dung.txt")).returncode == 0
    assert "KHÁC" in proved(proof, root, "--words", str(tmp_path / "sai.txt")).stderr
    assert "KHÔNG" in proved(proof, "0" * 64).stderr
    proof.write_text(proof.read_text(encoding="utf-8").replace("art_2", "art_1"), encoding="utf-8")
    assert "đã bị sửa" in proved(proof, root).stderr
    by_hand = download(app, receipt, "bang-chung-txt")
    assert (root in by_hand, "python -m plugins.kit.proof" in by_hand) == (True, True)
    assert WORDS not in by_hand + proof.read_text(encoding="utf-8") + file


def test_a_worker_dead_for_days_makes_up_for_each_day_once(app: Flask, content: Path, clock: Clock, rows: Rows) -> None:
    for day in ("21", "22", "25"):
        clock.time = moment(f"2026-11-{day}T23:59:59")
        Browser(app).comment(f"{WORDS} {day}")
    run_worker(app, clock, "2026-11-26T08:00")
    assert sorted(days(content)) == ["2026-11-21", "2026-11-22", "2026-11-25"]
    assert "so-luong" not in "".join(days(content).values())  # a single one would tell too much
    before = (rows(logged_days), days(content))
    run_worker(app, clock, "2026-11-26T09:00")
    assert (rows(logged_days), days(content)) == before


def test_what_is_restricted_is_logged_and_erased_words_leave_the_log_whole(
    app: Flask, content: Path, clock: Clock, rows: Rows
) -> None:
    accusing = Browser(app).comment("Tôi tố cáo ông A nhận hối lộ.")
    receipt = Browser(app).comment(WORDS)
    assert re.search("Muối của cam kết: [0-9a-f]{64}", download(app, accusing, "txt"))
    run_worker(app, clock, "2026-11-22T00:00")
    (root,) = re.findall("goc: ([0-9a-f]{64})", days(content)["2026-11-21"])
    proof = json.loads(download(app, accusing, "bang-chung"))
    assert proof["goc"] == root
    (before,) = [row["commitment"] for row in rows(log) if row["commitment"] != proof["cam-ket"]]
    assert app.test_cli_runner().invoke(args=["erase", receipt.by_id("so"), "--words", "--yes"]).exit_code == 0
    erased = next(row for row in rows(log) if row["commitment"] == before)
    assert (erased["salt"], erased["words"], erased["day"]) == ("", "", date(2026, 11, 21))
    assert json.loads(download(app, accusing, "bang-chung")) == proof


def alarms(app: Flask) -> set[str]:
    parts: Services = app.extensions[EXTENSION]
    return look(parts.store, parts.health, parts.published, parts.settings.data, parts.now()).alarms


def test_a_day_that_git_does_not_take_waits_and_is_committed_when_it_does(
    app: Flask, content: Path, clock: Clock, rows: Rows
) -> None:
    def git(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], cwd=content, capture_output=True, text=True, check=True).stdout

    git("init", "-q")
    (content / ".git" / "index.lock").touch()
    Browser(app).comment(WORDS)
    run_worker(app, clock, "2026-11-22T00:00")
    assert [row["published_at"] for row in rows(logged_days)] == [None]
    assert alarms(app) == {"unpublished_log"}
    (content / ".git" / "index.lock").unlink()
    run_worker(app, clock, "2026-11-22T00:05")
    log = git("log", "--format=%an|%s", "--name-only").splitlines()
    assert alarms(app) == set()
    assert log == ["Ủy ban nhân dân xã Thử|Sổ biên nhận ngày 21/11/2026", "", "so-bien-nhan/2026-11-21.md"]


def test_a_folder_that_takes_nothing_keeps_no_mail_back(app: Flask, content: Path, clock: Clock, rows: Rows) -> None:
    Browser(app).comment(WORDS)
    shutil.rmtree(content)
    content.write_text("không phải thư mục", encoding="utf-8")
    run_worker(app, clock, "2026-11-22T00:00")
    assert [row["published_at"] for row in rows(logged_days)] == [None]
    assert [mail["sent_at"] is not None for mail in rows(outbox)] == [True]


def test_every_commitment_stands_in_one_day_also_one_stored_too_late_for_its_own(store: Store) -> None:
    logs = ReceiptLogStore(store.engine)
    store.accept(acceptance("a"))
    for hours, expected in ((1, {"2026-11-21": 1}), (2, {"2026-11-21": 1}), (25, {"2026-11-21": 1, "2026-11-22": 1})):
        receipt_log.close_days(logs, moment("2026-11-21T23:30") + timedelta(hours=hours))
        assert {str(row["day"]): row["count"] for row in logs.unpublished()} == expected
        if hours == 1:
            store.accept(acceptance("b"))  # its worker was slow: taken in before midnight, stored after
    assert logs.unlogged(moment("2027-01-01T00:00")) == []


def test_of_a_sealed_report_nobody_here_can_try_out_words(furnished: Flask, rows: Rows) -> None:
    citizen = Browser(furnished)
    form = citizen.open("/vi-pham-dan-chu/").form("/vi-pham-dan-chu/").typed(co_quan="ubnd", noi_dung=WORDS)
    assert citizen.send(form).status == 201
    ((row,), (comment,)) = rows(log, furnished), rows(comments, furnished)
    assert row["words"] == hashlib.sha256(comment["sealed"]).hexdigest()
