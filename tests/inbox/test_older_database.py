"""An inbox in use is upgraded: what citizens sent before stays, and is answered like the rest; on both databases."""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from sqlalchemy import text

from inbox import create_app, migrations
from inbox.settings import Settings
from inbox.stores.comments import Store

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


def test_an_upgrade_that_would_leave_a_row_without_what_it_refers_to_changes_nothing_and_says_so(
    tmp_path: Path, settings: Settings
) -> None:
    store = Store(f"sqlite:///{tmp_path / 'inbox.sqlite'}")
    migrations.upgrade(store.engine, "0001")
    with closing(sqlite3.connect(tmp_path / "inbox.sqlite")) as harmed:  # checks no references unless told to
        harmed.execute(OLD_SESSION)
        harmed.commit()
    done = create_app(settings).test_cli_runner().invoke(args=["migrate"])
    assert done.exit_code == 1
    assert "trong bảng sessions có dòng nhắc đến dòng không còn nữa. Chưa có gì thay đổi." in done.output
    with store.engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "0001"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    store.engine.dispose()
