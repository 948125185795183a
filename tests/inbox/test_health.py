"""How an administrator and a monitoring program see that something is wrong."""

import gc
import re
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from inbox_kit.accounts import add_officer
from inbox_kit.browsing import Browser, Page
from support import OFFICE, Clock

from inbox.access.permissions import Role
from inbox.services import Services
from plugins.domain.clock import moment

TOKEN = "mot-ma-chi-de-thu"


@pytest.fixture
def app(make_app: Callable[..., Flask], settings_build: Path) -> Flask:
    return make_app(metrics_token=TOKEN, build=settings_build)


@pytest.fixture
def settings_build(tmp_path: Path, commune_build: Path) -> Path:
    """A build of one's own, so that it can be broken."""
    return Path(shutil.copytree(commune_build, tmp_path / "build", symlinks=True))


@pytest.fixture
def look(app: Flask, parts: Services) -> Callable[[], Page]:
    """The administrator looks at the page of health."""
    add_officer(parts, "quan-tri", OFFICE, Role.ADMINISTRATOR)
    browser = Browser(app)

    def _look() -> Page:
        browser.sign_in("quan-tri")
        return browser.open("/ban-lam-viec/quan-tri/tinh-trang")

    return _look


def lines(page: Page) -> dict[str, str]:
    """What the table says of each thing."""
    rows = (["".join(cell.itertext()).strip() for cell in row] for row in page.root.iter("tr"))
    return {cells[0]: " | ".join(cells[1:]) for cells in rows}


def run_worker(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["worker", "--once"])
    assert done.exit_code == 0, done.output


def test_when_all_is_well_nothing_is_to_be_looked_at(app: Flask, look: Callable[[], Page]) -> None:
    run_worker(app)
    page = look()
    assert "Mọi thứ bình thường" in page.text
    told = lines(page)
    assert told["Cơ sở dữ liệu"] == "trả lời | bình thường"
    assert re.fullmatch(r"\d\d:\d\d ngày \S+, bản [ab] \| bình thường", told["Lần dựng trang gần nhất"])
    assert told["Chỉ mục tìm kiếm của bản này"] == "mở được | bình thường"
    assert told["Bộ gửi thư chạy lần cuối"] == "10:00 ngày 21/11/2026 | bình thường"
    assert re.fullmatch(r"\d+,\d GB \| bình thường", told["Chỗ trống trên đĩa"])


def test_a_worker_that_never_ran_or_fell_silent_is_told(app: Flask, look: Callable[[], Page], clock: Clock) -> None:
    assert "chưa chạy lần nào | cần xem" in lines(look())["Bộ gửi thư chạy lần cuối"]
    run_worker(app)
    clock.pass_(timedelta(minutes=5))
    assert "bình thường" in lines(look())["Bộ gửi thư chạy lần cuối"]
    clock.pass_(timedelta(seconds=1))
    told = lines(look())["Bộ gửi thư chạy lần cuối"]
    assert told.startswith("10:00 ngày 21/11/2026 | cần xem. Khởi động lại")


def test_mail_that_waits_is_told_with_how_long(app: Flask, look: Callable[[], Page], clock: Clock) -> None:
    Browser(app).comment("Đề nghị báo trước bảy ngày.", thu_dien_tu="dan@vidu.example")
    assert lines(look())["Thư đang chờ gửi"] == "2, lâu nhất từ 10:00 ngày 21/11/2026 | bình thường"
    clock.pass_(timedelta(hours=2, seconds=1))
    assert "cần xem" in lines(look())["Thư đang chờ gửi"]
    run_worker(app)
    assert lines(look())["Thư đang chờ gửi"] == "0 | bình thường"


def test_mail_that_can_never_be_sent_is_told(app: Flask, parts: Services, look: Callable[[], Page]) -> None:
    Browser(app).comment("Đề nghị báo trước bảy ngày.")
    parts.store.mail_failed(parts.store.mails()[0]["id"], "địa chỉ không dùng được")
    assert "1 | cần xem" in lines(look())["Thư không gửi được"]


def test_what_is_overdue_is_told_to_administrator_and_supervisor_without_a_word_of_it(
    app: Flask, parts: Services, look: Callable[[], Page], clock: Clock
) -> None:
    reference = Browser(app).comment("Đề nghị báo trước bảy ngày.", ho_ten="Người Gửi").by_id("so")
    clock.time = moment("2026-12-25T23:59:59")
    assert lines(look())["Ý kiến quá hạn"] == "0 | bình thường"
    clock.pass_(timedelta(seconds=1))
    assert "1, lâu nhất từ hạn 25/12/2026 | cần xem" in lines(look())["Ý kiến quá hạn"]
    clock.pass_(timedelta(days=2))
    add_officer(parts, "mat-tran", "van-phong", Role.SUPERVISOR)
    page = Browser(app).sign_in("mat-tran")
    assert lines(page)[reference] == "Góp ý dự thảo | Phòng Văn hóa – Xã hội xã Thử | 25/12/2026 (dự kiến) | 3 ngày"
    assert "báo trước" not in page.text
    assert "Người Gửi" not in page.text


def remove(index: Path) -> None:
    shutil.rmtree(index)


def damage_inside(index: Path) -> None:
    """Overwrite what is read only when something is asked for."""
    for path in index.glob("*.seg"):
        data = path.read_bytes()
        first, last = 3 * len(data) // 5, 4 * len(data) // 5
        path.write_bytes(data[:first] + b"\xff" * (last - first) + data[last:])


# Whoosh leaves a damaged file to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore:unclosed:ResourceWarning")
@pytest.mark.parametrize("harm", [remove, damage_inside])
def test_a_broken_index_is_told_and_the_rest_goes_on(
    app: Flask, look: Callable[[], Page], settings_build: Path, harm: Callable[[Path], None]
) -> None:
    assert ask(app, "/tim-kiem?q=quy")[0] == 200
    for index in settings_build.glob("*/.cong-khai/index"):
        harm(index)
    for register in settings_build.glob("*/.cong-khai"):
        register.touch()  # as a build does
    assert ask(app, "/tim-kiem?q=quy")[0] == 503
    assert "không mở được | cần xem" in lines(look())["Chỉ mục tìm kiếm của bản này"]
    assert ask(app, "/healthz") == (200, "ok, nhưng tìm kiếm đang hỏng\n")
    assert "cong_khai_index_up 0\n" in ask(app, "/metrics", TOKEN)[1]
    gc.collect()


def ask(app: Flask, address: str, token: str = "") -> tuple[int, str]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer = app.test_client().get(address, headers=headers)
    return answer.status_code, answer.get_data(as_text=True)


def test_healthz_is_well_while_there_is_a_site_and_a_database(app: Flask, settings_build: Path) -> None:
    assert ask(app, "/healthz") == (200, "ok\n")
    (settings_build / "current").unlink()
    assert ask(app, "/healthz") == (503, "không phục vụ được\n")


def test_healthz_is_not_well_without_the_tables(app: Flask, parts: Services) -> None:
    with parts.store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE heartbeats")
    assert ask(app, "/healthz")[0] == 503
    assert "cong_khai_database_up 0\n" in ask(app, "/metrics", TOKEN)[1]


def test_metrics_give_the_numbers_in_the_format_of_prometheus(app: Flask, clock: Clock) -> None:
    Browser(app).comment("Đề nghị báo trước bảy ngày.", thu_dien_tu="dan@vidu.example")
    run_worker(app)
    clock.time = moment("2026-12-28T00:00:00")
    status, text = ask(app, "/metrics", TOKEN)
    assert status == 200
    found = dict(line.split() for line in text.splitlines() if not line.startswith("#"))
    assert found["cong_khai_database_up"] == "1"
    assert found["cong_khai_index_up"] == "1"
    assert found["cong_khai_mail_unsent"] == "0"
    assert found["cong_khai_comments_overdue"] == "1"
    assert found["cong_khai_comments_oldest_overdue_days"] == "3"
    assert float(found["cong_khai_worker_silent_seconds"]) > 36 * 86_400
    for name in found:
        assert f"# TYPE {name} gauge\n" in text


@pytest.mark.parametrize("token", ["", "sai", TOKEN[:-1]])
def test_without_the_token_there_are_no_metrics(app: Flask, token: str) -> None:
    status, text = ask(app, "/metrics", token)
    assert status == 404
    assert "cong_khai_" not in text


def test_where_no_token_is_set_nobody_reads_them(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    assert ask(app, "/metrics")[0] == 404
    assert app.test_client().get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
