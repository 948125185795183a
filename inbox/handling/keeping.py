"""Keeping no longer than needed: the rules of `luu-giu.toml`, run by the worker, each act written into a ledger.

What is gone does not come back. So a rule runs only once somebody has confirmed its time limit (`kiem-chung = true` in
`thoi-han.toml`); the proposals of the sample do nothing until then.
"""

import logging
from datetime import datetime, timedelta

from inbox.handling.attachments import Attachments
from inbox.handling.signed_files import SignedFiles
from inbox.stores.keeping import KeepingStore
from plugins.domain.deadlines import TimeLimit, due
from plugins.domain.keeping import KeepingAct, KeepingRule
from plugins.domain.rows import Catalogue
from plugins.kit.calendar import working_days

log = logging.getLogger(__name__)


def keep(
    store: KeepingStore, attachments: Attachments, signed_files: SignedFiles, catalogue: Catalogue, now: datetime
) -> int:
    """Do what the confirmed rules ask for and nobody has done yet; return to how many submissions that was."""
    done = 0
    for rule in catalogue.keeping:
        limit = catalogue.limit(rule.limit, now.date())
        if limit is not None and limit.verified:
            done += _apply(store, attachments, signed_files, rule, limit, catalogue, now)
    return done


def _apply(  # one thing each
    store: KeepingStore,
    attachments: Attachments,
    signed_files: SignedFiles,
    rule: KeepingRule,
    limit: TimeLimit,
    catalogue: Catalogue,
    now: datetime,
) -> int:
    is_working_day = working_days(catalogue.day_overrides)
    done = 0
    # Every unit is a day or longer: younger ones cannot be due.
    for comment in store.finished(rule.act, rule.kind, now - timedelta(days=limit.value)):
        if due(limit, comment["last_at"].date(), is_working_day).on < now.date():
            if rule.act is KeepingAct.DELETE and store.is_last_of_form(comment["stamp"]):
                attachments.drop_all(comment["stamp"])
            papers = signed_files.on([comment["id"]])
            done += store.keep(comment["id"], rule.act, rule.id, f"{limit.words} ({limit.source})", now)
            signed_files.drop(papers)
    if done:
        log.warning("Lưu giữ, quy tắc %s: %s %s ý kiến.", rule.id, rule.act.words, done)
    return done
