"""Migrations make the tables that the code speaks of, can be undone and done again; on both databases."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from inbox_kit.submissions import acceptance
from sqlalchemy import inspect, text

from inbox import migrations
from inbox.stores.accounts import AccountStore
from inbox.stores.comments import Store
from inbox.stores.tables import metadata


def tables(store: Store) -> set[str]:
    return set(inspect(store.engine).get_table_names())


OURS = set(metadata.tables)


def test_up_from_nothing_down_to_nothing_and_up_again(empty_store: Store) -> None:
    engine = empty_store.engine
    assert tables(empty_store) == set()
    migrations.upgrade(engine)
    assert tables(empty_store) == OURS | {"alembic_version"}
    command.downgrade(migrations.config(engine), "base")
    assert tables(empty_store) == {"alembic_version"}
    migrations.upgrade(engine)
    assert tables(empty_store) == OURS | {"alembic_version"}
    assert empty_store.accept(acceptance("a")).comment["reference"].startswith("GY-2026-000001")


def test_a_second_run_changes_nothing_and_keeps_the_data(store: Store) -> None:
    reference = store.accept(acceptance("a")).comment["reference"]
    migrations.upgrade(store.engine)
    assert store.comment(reference) is not None


def test_the_migrated_tables_are_the_ones_the_code_speaks_of(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


@pytest.mark.parametrize("kind", ["indexes", "unique constraints", "foreign keys"])
def test_what_the_code_counts_on_is_in_the_database(store: Store, kind: str) -> None:
    there = inspect(store.engine)
    found = {
        "indexes": {i["name"] for t in OURS for i in there.get_indexes(t) if not i["unique"]},
        "unique constraints": {u["name"] for t in OURS for u in there.get_unique_constraints(t)},
        "foreign keys": {f["name"] for t in OURS for f in there.get_foreign_keys(t)},
    }[kind]
    expected = {
        "indexes": {"ix_comments_office", "ix_events_comment_id", "ix_outbox_due_at", "ix_sessions_officer_id"},
        "unique constraints": {
            "uq_comments_reference",
            "uq_comments_stamp",
            "uq_answers_comment_id",
            "uq_outbox_message_id",
            "uq_officers_login",
            "uq_officers_invitation_hash",
        },
        "foreign keys": {
            "fk_events_comment_id",
            "fk_answers_comment_id",
            "fk_outbox_comment_id",
            "fk_sessions_officer_id",
            "fk_recovery_codes_officer_id",
            "fk_account_events_officer_id",
        },
    }[kind]
    assert expected <= found


def test_who_could_sign_in_before_there_were_roles_is_a_clerk(empty_store: Store) -> None:
    migrations.upgrade(empty_store.engine, "0001")
    with empty_store.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO officers (login, name, office, password_hash) VALUES ('a', 'A', 'van-phong', 'x')")
        )
    migrations.upgrade(empty_store.engine)
    (officer,) = AccountStore(empty_store.engine).officers()
    assert (officer["login"], officer["role"], officer["totp_salt"]) == ("a", "can-bo", None)


def test_the_migrate_command_says_what_it_did(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["migrate"])
    assert done.exit_code == 0, done.output
    assert "Cơ sở dữ liệu đã ở phiên bản mới nhất." in done.output


def test_sqlite_puts_every_commit_on_the_disk_and_checks_references(tmp_path_factory: pytest.TempPathFactory) -> None:
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('new') / 'not' / 'there' / 'yet.sqlite'}")
    with store.engine.connect() as connection:
        pragmas = {
            p: connection.execute(text(f"PRAGMA {p}")).scalar() for p in ("synchronous", "foreign_keys", "journal_mode")
        }
    store.engine.dispose()
    assert pragmas == {"synchronous": 2, "foreign_keys": 1, "journal_mode": "wal"}
