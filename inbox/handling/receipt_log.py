"""The public log of receipts: once a day is over its root is worked out, kept, and written into the content folder.

What came in is logged on the day on which it was taken in, later-refused and restricted things included. A worker that
was down for a week makes up for every day, each once.
"""

import logging
from datetime import date, datetime, timedelta
from itertools import groupby

from inbox.errors import NotKeptError
from inbox.handling.content_folder import ContentFolder
from inbox.stores.comments import Row
from inbox.stores.receipt_log import ReceiptLogStore, statement
from plugins.domain.clock import first_moment
from plugins.domain.deadlines import vietnamese_date
from plugins.domain.receipt_log import path, root
from plugins.domain.rows import Catalogue
from plugins.domain.thresholds import Threshold
from plugins.kit.proof import Proof

_log = logging.getLogger(__name__)
_WORDS = "Gốc của mọi biên nhận trong ngày. Ý nghĩa và cách kiểm tra: trang “Sổ biên nhận”."


def log_receipts(store: ReceiptLogStore, content: ContentFolder, catalogue: Catalogue, now: datetime) -> int:
    """Close every day that is over, publish what is closed; return how many days were published.

    Where the content folder or git refuses, the day waits for the next time.
    """
    close_days(store, now)
    fewest = catalogue.threshold(Threshold.FEWEST_RECEIPTS)
    done = 0
    for row in store.unpublished():
        day = row["day"]
        matter = {"ma": f"bn{day:%Y%m%d}", "ngay": day, "goc": row["root"]}
        if row["count"] >= fewest:
            matter["so-luong"] = row["count"]
        try:
            file = content.write_day(matter, _WORDS)
            message = f"Sổ biên nhận ngày {vietnamese_date(day)}"
            content.keep([file], catalogue.offices[catalogue.site.office], message)
        except (NotKeptError, OSError):
            _log.exception("Chưa công bố được sổ biên nhận ngày %s", day)
            break
        store.record_published(day, now)
        done += 1
    return done


def close_days(store: ReceiptLogStore, now: datetime) -> None:
    """Work out the roots of the days before today.

    What was stored after its own day had been closed stands in the next one that is.
    """
    waiting: list[Row] = []
    unlogged = store.unlogged(first_moment(now.date()))
    for day, rows in groupby(unlogged, lambda row: row["at"].date()):
        waiting += rows
        waiting = _closed(store, day, waiting)
    _closed(store, now.date() - timedelta(days=1), waiting)


def _closed(store: ReceiptLogStore, day: date, rows: list[Row]) -> list[Row]:
    """Close a day with these commitments; return them when it was closed before."""
    if not rows or store.is_logged(day):
        return rows
    store.log_day(day, root([row["commitment"] for row in rows]), rows)
    return []


def proof_of(store: ReceiptLogStore, comment: Row) -> Proof | None:
    """Return the proof that a comment stands in the log; None until its day is over, and once its words are erased."""
    logged = store.logged_with(comment["stamp"]).get(comment["id"])
    if logged is None or logged["day"] is None:
        return None
    said = statement(comment, logged)
    return Proof(said, logged["day"], path(store.commitments(logged["day"]), logged["commitment"]), logged["root"])
