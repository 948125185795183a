"""Settings of the inbox: every bad value is told at once, and the inbox does not start with one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT

from inbox.settings import BadSettingsError, from_environment

GOOD = {
    "CONG_KHAI_SECRET_KEY": "một khóa bí mật chỉ để thử, đủ dài",
    "CONG_KHAI_SITEURL": "https://congkhai.thu.example",
    "CONG_KHAI_MAIL": "smtp://thu.example:25",
    "CONG_KHAI_MAIL_FROM": "congkhai@thu.example",
}

BAD = [
    # the variable; a value that will not do
    ("SECRET_KEY", ""),
    ("SECRET_KEY", "x" * 31),
    ("SECRET_KEY", " " * 40),
    ("SITEURL", ""),
    ("SITEURL", "congkhai.thu.example"),
    ("SITEURL", "ftp://congkhai.thu.example"),
    ("SITEURL", "https://"),
    ("SITEURL", "https://["),
    ("MAIL", ""),
    ("MAIL", "thu.example:25"),
    ("MAIL", "smtp://"),
    ("MAIL", "smtp://thu.example:hai-lăm"),
    ("MAIL", "smtp://thu.example:99999"),
    ("MAIL", "smtp://["),
    ("MAIL_FROM", ""),
    ("MAIL_FROM", "congkhai"),
    ("MAIL_FROM", "congkhai@"),
    ("DATABASE", "mysql://thu.example/hop-thu"),
    ("DATABASE", "sqlite://"),
    ("DATABASE", "sqlite:///"),  # in memory: every comment would be lost
    ("DATABASE", "sqlite:///:memory:"),
    ("PROXIES", "-1"),
    ("PROXIES", "một"),
    ("PROXIES", "1.5"),
    ("PROXIES", "²"),
    ("SECOND_FACTOR", ""),
    ("SECOND_FACTOR", "không"),
    ("METRICS_TOKEN", "ngan"),
    ("METRICS_TOKEN", "có dấu thì không gửi được"),
    ("NOW", "hôm nay"),
    ("NOW", "2026-13-01"),
]


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_bad_value_is_told_by_its_name_and_what_is_expected(name: str, value: str) -> None:
    with pytest.raises(BadSettingsError) as told:
        from_environment({**GOOD, f"CONG_KHAI_{name}": value})
    assert len(told.value.problems) == 1
    assert told.value.problems[0].startswith(f"CONG_KHAI_{name}: cần ")


def test_every_bad_value_is_told_at_once() -> None:
    values = {
        "SECRET_KEY": "ngắn",
        "SITEURL": "x",
        "MAIL": "x",
        "MAIL_FROM": "x",
        "DATABASE": "x",
        "PROXIES": "x",
        "NOW": "x",
    }
    with pytest.raises(BadSettingsError) as told:
        from_environment({f"CONG_KHAI_{name}": value for name, value in values.items()} | {"CONG_KHAI_MAI": ""})
    assert {problem.partition(":")[0] for problem in told.value.problems} == {
        *(f"CONG_KHAI_{name}" for name in values),
        "CONG_KHAI_MAI",
    }


def test_with_nothing_set_the_four_that_must_be_are_named() -> None:
    with pytest.raises(BadSettingsError) as told:
        from_environment({})
    assert {problem.partition(":")[0] for problem in told.value.problems} == set(GOOD)


def test_the_complaint_does_not_repeat_what_was_secret() -> None:
    values = {"CONG_KHAI_SECRET_KEY": "bí mật ngắn", "CONG_KHAI_MAIL": "imap://ten:mat-khau@thu.example"}
    with pytest.raises(BadSettingsError) as told:
        from_environment({**GOOD, **values})
    assert "bí mật ngắn" not in str(told.value)
    assert "mat-khau@" not in str(told.value)


@pytest.mark.parametrize("name", ["CONG_KHAI_DATABSE", "CONG_KHAI_", "CONG_KHAI_mail"])
def test_an_unknown_name_is_refused_for_it_is_a_misspelt_known_one(name: str) -> None:
    with pytest.raises(BadSettingsError, match=f"{name}: không có cấu hình nào tên này"):
        from_environment({**GOOD, name: "x"})


def test_where_nothing_else_is_said_officers_need_a_second_factor() -> None:
    assert from_environment(GOOD).demands_second_factor


def test_variables_of_other_programs_do_not_matter() -> None:
    assert from_environment({**GOOD, "PATH": "/bin", "CONGKHAI_X": "x"}).proxies == 0


def test_what_pelican_reads_from_the_same_environment_is_known() -> None:
    shared = {"CONG_KHAI_INBOX_URL": "", "CONG_KHAI_PUBLIC_LINK": "output", "CONG_KHAI_NOW": "2026-11-21T10:00"}
    settings = from_environment({**GOOD, **shared, "CONG_KHAI_BUILD": "dung"})
    assert settings.clock().isoformat() == "2026-11-21T10:00:00+07:00"
    assert settings.build == Path("dung")


GOOD_VALUES = [
    ("SITEURL", "http://localhost:8000/", "address", "http://localhost:8000"),
    ("SITEURL", "https://thu.example/cong-khai/", "address", "https://thu.example/cong-khai"),
    ("MAIL", "console:", "has_console_mailbox", True),
    ("MAIL", "smtps://ten:mat%20khau@thu.example:465", "has_console_mailbox", False),
    ("MAIL_FROM", "Công khai xã Thử <a@thu.example>", "mail_from", "Công khai xã Thử <a@thu.example>"),
    ("DATA", "du-lieu", "database", "sqlite:///du-lieu/inbox.sqlite"),
    ("DATABASE", "sqlite:////du-lieu/khac.sqlite", "database", "sqlite:////du-lieu/khac.sqlite"),
    ("DATABASE", "postgresql://thu.example/hop", "database", "postgresql://thu.example/hop"),
    ("PROXIES", "2", "proxies", 2),
    ("SECOND_FACTOR", "0", "demands_second_factor", False),
    ("METRICS_TOKEN", "0123456789abcdef", "metrics_token", "0123456789abcdef"),
]


@pytest.mark.parametrize(("name", "value", "field", "expected"), GOOD_VALUES)
def test_good_values_are_taken(name: str, value: str, field: str, expected: object) -> None:
    assert getattr(from_environment({**GOOD, f"CONG_KHAI_{name}": value}), field) == expected


def test_the_inbox_does_not_start_with_bad_settings() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CONG_KHAI_")}
    done = subprocess.run(
        [sys.executable, "-c", "import inbox; inbox.create_app(); print('đã chạy')"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert done.stdout == ""
    assert "Hộp thư không khởi động được vì cấu hình sai:" in done.stderr
    assert all(name in done.stderr for name in GOOD)
