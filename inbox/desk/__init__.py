"""The desk: what officers and administrators see and do, each view behind one of `doors`."""

from inbox.desk import (
    accounts,
    approval,
    calls,
    comments,
    consultations,
    entry,
    exports,
    health,
    mail,
    many,
    overdue,
    own_account,
    sign_in,
    templates,
)

_OF_COMMENTS = (comments, many, consultations, entry, approval, calls, templates, overdue, mail, exports)
_OF_ACCOUNTS = (sign_in, own_account, accounts, health)
BLUEPRINTS = tuple(room.blueprint for room in (*_OF_COMMENTS, *_OF_ACCOUNTS))
