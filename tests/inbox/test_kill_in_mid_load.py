"""Killed in mid-load: every comment whose receipt was shown is stored with its mail, once; no reference comes twice."""

import re
import threading
from collections import Counter
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from inbox_kit.processes import environment_of, served
from sqlalchemy import func, select, text
from support import DRAFT

from inbox.access.stamps import Stamps, new_stamp
from inbox.handling import draft_hash
from inbox.handling.published import Published
from inbox.settings import Settings
from inbox.stores.comments import Store
from inbox.stores.tables import comments, events, outbox
from plugins.domain.comments import Kind

CITIZENS, KILLS, RECEIPTS_BEFORE_A_KILL = 8, 3, 40
_REFERENCE = re.compile(r'id="so">([^<]+)<')


class Crowd:
    """Citizens who send, form after form, until the server is gone; keeps which form got which receipt."""

    def __init__(self, port: int, settings: Settings) -> None:
        self.receipts: dict[str, str] = {}
        self.sent = threading.Semaphore(0)
        self._port = port
        self._stamps = Stamps(settings.secret_key, settings.clock)
        self._hash = draft_hash(Published(settings.build).now().register.drafts[DRAFT])
        self._threads = [threading.Thread(target=self._citizen) for _ in range(CITIZENS)]
        for thread in self._threads:
            thread.start()

    def _citizen(self) -> None:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            while True:
                stamp = new_stamp(Kind.COMMENT, DRAFT, self._hash)
                fields = {
                    "phieu": self._stamps.write(stamp),
                    "noi-dung": stamp.nonce,
                    "thu-dien-tu": "dan@vidu.example",
                }
                headers = {"Content-Type": "application/x-www-form-urlencoded"}
                connection.request("POST", f"/gop-y/{DRAFT}", urlencode(fields), headers)
                page = connection.getresponse().read().decode()
                if found := _REFERENCE.search(page):
                    self.receipts[stamp.nonce] = found[1]
                self.sent.release()
        except (OSError, HTTPException):
            return  # the server was killed
        finally:
            connection.close()

    def wait_for(self, count: int) -> None:
        for _ in range(count):
            assert self.sent.acquire(timeout=60)

    def leave(self) -> dict[str, str]:
        for thread in self._threads:
            thread.join()
        return self.receipts


def test_acknowledged_is_stored_and_no_reference_is_given_twice(
    settings: Settings, database: str, store: Store
) -> None:
    shown: dict[str, str] = {}
    for _ in range(KILLS):
        with served({**environment_of(settings), "CONG_KHAI_DATABASE": database}) as (process, connection):
            crowd = Crowd(connection.port, settings)
            crowd.wait_for(RECEIPTS_BEFORE_A_KILL)
            process.kill()
            process.join()
            shown |= crowd.leave()
    assert len(shown) >= KILLS * (RECEIPTS_BEFORE_A_KILL - CITIZENS)
    with store.engine.connect() as reader:
        stored = {row.stamp: row.reference for row in reader.execute(select(comments.c.stamp, comments.c.reference))}
        assert {stamp: stored.get(stamp) for stamp in shown} == shown
        assert [ref for ref, times in Counter(stored.values()).items() if times > 1] == []
        # What was stored without its receipt being seen is whole, too.
        for table, each in ((events, 2), (outbox, 2)):
            per_comment = select(func.count()).select_from(table).group_by(table.c.comment_id)
            assert set(reader.execute(per_comment).scalars()) == {each}, table.name
        if store.engine.dialect.name == "sqlite":
            assert reader.execute(text("PRAGMA integrity_check")).scalar() == "ok"
