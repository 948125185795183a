"""A backup is put back whole, on either database; a receipt still opens its comment; a broken one changes nothing."""

import gzip
import stat
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest
from flask import Flask
from inbox_kit.browsing import Browser, officer
from inbox_kit.files import signed_pdf
from inbox_kit.submissions import acceptance
from sqlalchemy import Engine, inspect, select

from inbox import migrations
from inbox.services import EXTENSION, Services
from inbox.stores.comments import Store
from inbox.stores.database import Row, every
from inbox.stores.tables import metadata


def command(app: Flask, *arguments: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=list(arguments))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return done.exit_code, done.output


def everything(engine: Engine) -> dict[str, list[Row]]:
    """All rows of all tables."""
    with engine.connect() as connection:
        return {t.name: every(connection, select(t).order_by(*t.primary_key)) for t in metadata.sorted_tables}


@pytest.fixture
def elsewhere(make_app: Callable[..., Flask], tmp_path: Path) -> Callable[[str], Flask]:
    """Another machine: the same settings, an empty database at an address, an empty data folder."""

    def _elsewhere(database: str) -> Flask:
        app = make_app(database=database, data=tmp_path / "elsewhere")
        parts: Services = app.extensions[EXTENSION]
        metadata.drop_all(parts.store.engine)
        with parts.store.engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE alembic_version")
        return app

    return _elsewhere


def lived_in(app: Flask) -> str:
    """Let a comment be sent, answered and told by mail; return its reference."""
    parts: Services = app.extensions[EXTENSION]
    receipt = Browser(app).comment("Đề nghị báo trước bảy ngày. 🙂", ho_ten="Người Thử", thu_dien_tu="dan@vidu.example")
    desk = officer(app)
    form = desk.open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}").form("/tra-loi")
    desk.send(form.typed(tom_tat="Tóm tắt", ket_qua="tiep-thu", tra_loi="Đã sửa."))
    command(app, "worker", "--once")
    (parts.settings.data / "dinh-kem/a").mkdir(parents=True)
    (parts.settings.data / "dinh-kem/a/1.bin").write_bytes(b"\x00\xff")
    (parts.settings.data / "secret-key").write_text("khong-duoc-sao-luu")
    return receipt.by_id("so")


@pytest.mark.parametrize("to", ["SQLite", "PostgreSQL"])
def test_what_was_taken_is_put_back_whole(
    make_app: Callable[..., Flask],
    elsewhere: Callable[[str], Flask],
    database: str,
    to: str,
    tmp_path: Path,
    postgresql: Callable[[], str],
) -> None:
    app = make_app(database=database)
    reference = lived_in(app)
    taken, file = everything(app.extensions[EXTENSION].store.engine), tmp_path / "sao-luu.tar.gz"
    assert command(app, "backup", str(file))[0] == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"khong-duoc-sao-luu" not in gzip.decompress(file.read_bytes())

    other = elsewhere(f"sqlite:///{tmp_path / 'other.sqlite'}" if to == "SQLite" else postgresql())
    code, said = command(other, "restore", str(file))
    assert (code, "1 ý kiến" in said, "1 tệp" in said) == (0, True, True)
    assert everything(other.extensions[EXTENSION].store.engine) == taken
    assert (tmp_path / "elsewhere/dinh-kem/a/1.bin").read_bytes() == b"\x00\xff"
    # Life goes on: numbers continue, the officer signs in.
    after = Browser(other).comment("Một ý kiến nữa.")
    assert after.by_id("so").startswith("GY-2026-000002")
    assert officer(other).open(f"/ban-lam-viec/y-kien/{reference}").status == 200


def test_the_code_of_a_receipt_opens_its_comment_and_its_signed_answer_after_the_restore(
    app: Flask, elsewhere: Callable[[str], Flask], tmp_path: Path
) -> None:
    receipt, paper = Browser(app).comment("Một ý kiến."), signed_pdf()
    desk = officer(app)
    form = desk.open(f"/ban-lam-viec/y-kien/{receipt.by_id('so')}").form("/tra-loi")
    said = form.typed(tom_tat="Tóm tắt", ket_qua="tiep-thu", tra_loi="Đã sửa.")
    desk.send(said, [("a.pdf", paper)], into="tep-da-ky")
    command(app, "backup", str(tmp_path / "b"))
    other = elsewhere(f"sqlite:///{tmp_path / 'other.sqlite'}")
    command(other, "restore", str(tmp_path / "b"))
    citizen = Browser(other)
    status = citizen.send(receipt.form("/tra-cuu"))
    assert "Một ý kiến." in status.text
    with citizen.client.post("/tra-cuu/van-ban", data=dict(status.form("/tra-cuu/van-ban").fields)) as given:
        assert given.data == paper


def test_a_backup_under_load_is_one_moment_of_it(
    database: str, make_app: Callable[..., Flask], elsewhere: Callable[[str], Flask], tmp_path: Path
) -> None:
    app = make_app(database=database)
    parts: Services = app.extensions[EXTENSION]
    enough, writer_store = Event(), Store(parts.settings.database)

    def write() -> None:
        number = 0
        while not enough.is_set():
            writer_store.accept(acceptance(f"form-{number}"))
            number += 1

    writer = Thread(target=write)
    writer.start()
    try:
        while len(parts.store.mails()) < 10:
            pass
        assert command(app, "backup", str(tmp_path / "b"))[0] == 0
    finally:
        enough.set()
        writer.join()
        writer_store.engine.dispose()
    other = elsewhere(f"sqlite:///{tmp_path / 'other.sqlite'}")
    command(other, "restore", str(tmp_path / "b"))
    found = everything(other.extensions[EXTENSION].store.engine)
    count = len(found["comments"])
    assert count >= 5
    assert (len(found["events"]), len(found["outbox"])) == (2 * count, 2 * count)
    assert found["counters"] == [{"name": "GY-2026", "value": count}]


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def one_byte_changed(content: bytes) -> bytes:
    plain = bytearray(gzip.decompress(content))
    at = plain.index("Một ý".encode())
    plain[at] ^= 1
    return gzip.compress(bytes(plain))


def no_archive(_content: bytes) -> bytes:
    return "không phải bản sao lưu".encode()


@pytest.mark.parametrize("breaking", [cut, one_byte_changed, no_archive])
def test_a_broken_backup_is_refused_and_nothing_is_changed(
    app: Flask, elsewhere: Callable[[str], Flask], tmp_path: Path, breaking: Callable[[bytes], bytes]
) -> None:
    Browser(app).comment("Một ý kiến.")
    file = tmp_path / "b"
    command(app, "backup", str(file))
    file.write_bytes(breaking(file.read_bytes()))
    other = elsewhere(f"sqlite:///{tmp_path / 'other.sqlite'}")
    code, said = command(other, "restore", str(file))
    assert (code, "đã hỏng" in said) == (1, True)
    assert inspect(other.extensions[EXTENSION].store.engine).get_table_names() == []


def test_nothing_is_ever_overwritten(app: Flask, tmp_path: Path) -> None:
    Browser(app).comment("Một ý kiến.")
    file = tmp_path / "b"
    command(app, "backup", str(file))
    before = file.read_bytes()
    code, said = command(app, "backup", str(file))
    assert (code, "đã có tệp này" in said) == (1, True)
    code, said = command(app, "restore", str(file))
    assert (code, "Cơ sở dữ liệu đã có dữ liệu" in said) == (1, True)
    assert file.read_bytes() == before


def test_there_is_no_such_file_and_no_database_yet_are_said_in_words(
    elsewhere: Callable[[str], Flask], tmp_path: Path
) -> None:
    other = elsewhere(f"sqlite:///{tmp_path / 'other.sqlite'}")
    assert "không có tệp này" in command(other, "restore", str(tmp_path / "none"))[1]
    assert "flask --app inbox migrate" in command(other, "backup", str(tmp_path / "b"))[1]
    assert list(tmp_path.glob("b*")) == []
    migrations.upgrade(other.extensions[EXTENSION].store.engine)
    assert command(other, "backup", str(tmp_path / "b"))[0] == 0
