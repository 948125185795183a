"""The inbox as a process of its own: without Pelican, and killed at the worst moment."""

import re
import subprocess
import sys
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from inbox_kit.browsing import Page
from inbox_kit.processes import environment_of, served
from sqlalchemy import select
from support import DRAFT, ROOT

from inbox import migrations
from inbox.settings import Settings
from inbox.stores.comments import Store
from inbox.stores.tables import comments, events, outbox

WITHOUT_PELICAN = """
import sys
from inbox import create_app
client = create_app().test_client()
for address in ("/", "/gop-y/{draft}", "/tra-cuu", "/tim-kiem?q=thon", "/ban-lam-viec/dang-nhap"):
    answer = client.get(address)
    assert answer.status_code == 200, address
    answer.close()
print(sorted(name for name in sys.modules if name.split(".")[0] in ("pelican", "docutils")))
"""


@pytest.fixture
def environment(settings: Settings) -> dict[str, str]:
    return environment_of(settings)


def test_the_inbox_runs_without_pelican(environment: dict[str, str], settings: Settings) -> None:
    store = Store(settings.database)
    migrations.upgrade(store.engine)
    store.engine.dispose()
    command = [sys.executable, "-c", WITHOUT_PELICAN.format(draft=DRAFT)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def ask(connection: HTTPConnection, method: str, address: str, fields: dict[str, str] | None = None) -> Page:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, address, urlencode(fields or {}), headers)
    response = connection.getresponse()
    return Page(response.status, response.read().decode())


def test_what_a_receipt_was_shown_for_survives_the_death_of_the_server(
    environment: dict[str, str], database: str, empty_store: Store
) -> None:
    migrations.upgrade(empty_store.engine)
    with served({**environment, "CONG_KHAI_DATABASE": database}) as (process, connection):
        form = ask(connection, "GET", f"/gop-y/{DRAFT}").form("/gop-y/")
        typed = form.typed(noi_dung="Đề nghị báo trước bảy ngày.", thu_dien_tu="dan@vidu.example")
        receipt = ask(connection, "POST", form.action, dict(typed.fields))
        process.kill()
        process.join()
    assert receipt.status == 201
    assert re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){4}", receipt.by_id("ma"))
    with empty_store.engine.connect() as reader:
        (comment,) = reader.execute(select(comments)).mappings()
        assert comment["reference"] == receipt.by_id("so")
        assert (comment["office"], comment["rule"]) == ("phong-van-hoa", "r-dan-chu")
        assert list(reader.execute(select(events.c.status)).scalars()) == ["received", "routed"]
        assert list(reader.execute(select(outbox.c.kind)).scalars()) == ["office-new", "citizen-received"]
