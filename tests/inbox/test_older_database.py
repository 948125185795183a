"""An inbox in use is upgraded: what citizens sent before stays, and is answered like the rest; on both databases."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, text

from inbox import create_app, migrations
from inbox.services import EXTENSION
from inbox.settings import Settings
from inbox.stores.comments import Store
from inbox.stores.database import altering

# As the first version wrote it.
OLD = """
INSERT INTO comments (reference, stamp, code_hash, kind, channel, draft, round, provision, provision_label,
 provision_hash, subject, body, name, email, received_at, is_late, office, rule, due_on, due_is_firm, due_steps,
 status)
VALUES ('GY-2026-000001-P', 'x', 'y', 'gop-y', 'web', 'dtthu00001', 1, '', '', 'z', 'Quy chế', 'Báo trước bảy ngày.',
 '', '', '2026-11-20 10:00:00', false, 'phong-van-hoa', 'r', '2026-12-25', false, '[]', 'routed')
"""
# What refers to it, and an officer who is signed in.
OLD_EVENT = """
INSERT INTO events (comment_id, at, status, actor, detail)
VALUES (1, '2026-11-20 10:00:00', 'routed', 'hệ thống', '{}')
"""
OLD_OFFICER = "INSERT INTO officers (login, name, office, password_hash) VALUES ('a', 'A', 'phong-van-hoa', 'x')"
OLD_SESSION = "INSERT INTO sessions (token_hash, officer_id, expires_at) VALUES ('x', 1, '2026-11-21 10:00:00')"
# As the sixth wrote it.
OLD_ANSWER = """
INSERT INTO answers (id, comment_id, published_as, office, point, disposition, text, answered_at)
VALUES ('a', 1, 'a', 'phong-van-hoa', 'Báo trước', 'tiep-thu', 'Đã sửa.', '2026-11-21 10:00:00')
"""


def test_what_was_sent_before_an_upgrade_stays_through_it_and_back(empty_store: Store) -> None:
    config = migrations.config(empty_store.engine)
    command.upgrade(config, "0001")
    with empty_store.engine.begin() as connection:
        for row in (OLD, OLD_EVENT, OLD_OFFICER, OLD_SESSION):
            connection.execute(text(row))
    command.upgrade(config, "0006")
    with empty_store.engine.begin() as connection:
        connection.execute(text(OLD_ANSWER))
    migrations.upgrade(empty_store.engine)
    answer = empty_store.answer(1)
    assert answer is not None
    assert (answer["text"], answer["signer"], answer["symbol"], answer["signed_file"]) == ("Đã sửa.", "", "", None)
    (comment,) = empty_store.queue("phong-van-hoa")
    assert comment["body"] == "Báo trước bảy ngày."
    assert (comment["part"], comment["count"], comment["provenance"], comment["may_quote"]) == (1, 1, {}, False)
    command.downgrade(config, "0001")
    with empty_store.engine.connect() as connection:
        assert connection.execute(text("SELECT reference FROM comments")).scalars().all() == ["GY-2026-000001-P"]
        for table in ("answers", "events", "sessions"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 1  # noqa: S608  # ours


def test_a_change_after_which_a_row_would_refer_to_nothing_changes_nothing_and_is_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(settings)
    engine = app.extensions[EXTENSION].store.engine
    migrations.upgrade(engine, "0001")
    with engine.begin() as connection:
        connection.execute(text(OLD_OFFICER))
        connection.execute(text(OLD_SESSION))

    def lose_officers(engine: Engine) -> None:
        with altering(engine) as connection:
            connection.execute(text("DELETE FROM officers"))

    monkeypatch.setattr(migrations, "upgrade", lose_officers)
    done = app.test_cli_runner().invoke(args=["migrate"])
    assert done.exit_code == 1
    assert "dòng trong bảng sessions sẽ nhắc đến dòng không còn nữa. Chưa có gì thay đổi." in done.output
    with engine.connect() as connection:
        assert connection.execute(text("SELECT login FROM officers")).scalars().all() == ["a"]
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_a_database_that_somebody_has_harmed_is_upgraded_all_the_same(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'inbox.sqlite'}")
    migrations.upgrade(store.engine, "0001")
    with closing(sqlite3.connect(tmp_path / "inbox.sqlite")) as harmed:  # checks no references unless told to
        harmed.execute(OLD_SESSION)
        harmed.commit()
    for _ in range(2):  # an upgrade, and one with nothing to do
        migrations.upgrade(store.engine)
        with store.engine.connect() as connection:
            assert connection.execute(text("SELECT token_hash FROM sessions")).scalars().all() == ["x"]
    store.engine.dispose()
