"""Taking what citizens send: checked, routed, its day worked out, on disk with its mail waiting before the receipt."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime

from inbox import sealing
from inbox.access.stamps import Stamp
from inbox.errors import (
    NoSealKeyError,
    ProblemsError,
    SentOtherwiseError,
)
from inbox.handling import (
    CITIZEN,
    SYSTEM,
    Keys,
    due_columns,
    due_date,
    happening,
)
from inbox.handling.topics import Topic, topics_of
from inbox.mail.letters import MAIL_RECEIVED, MAIL_SEALED, MAIL_TO_OFFICE, new_mail
from inbox.stores.comments import Acceptance, Row, Store
from plugins.domain.comments import Channel, Kind, Status
from plugins.domain.offices import NoLivingOfficeError, Office
from plugins.domain.receipt_log import SALT_BYTES, words_hash
from plugins.domain.receipts import code_hash, secret_code
from plugins.domain.recognising import suspicion
from plugins.domain.register import Register
from plugins.domain.routing import Asked, route
from plugins.domain.rows import Catalogue
from plugins.domain.sendings import Sending
from plugins.domain.text import without_control_characters

CHOSEN_BY_SENDER, ABOVE_THE_ACCUSED = "người gửi chọn", "cấp trên của cơ quan được nêu"


@dataclass(frozen=True)
class Receipt:
    """What the citizen gets: the comments as stored, one for each opinion, their secret code, if it was a repeat."""

    comments: Sequence[Row]
    code: str
    is_repeat: bool


@dataclass(frozen=True)
class Voiced:
    """For how many people an opinion speaks, and how many at a meeting took each stance, by its id."""

    count: int = 1
    hands: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Taken:
    """How a sending came in: by which channel, when, who took it and from what; for whom its opinions speak, in order.

    `received_at` is None for now.
    """

    channel: Channel = Channel.WEB
    received_at: datetime | None = None
    actor: str = CITIZEN
    provenance: Row = field(default_factory=dict)
    voiced: Sequence[Voiced] = ()


ON_THE_SITE = Taken()


@dataclass(frozen=True)
class Routed:
    """A topic with the office it goes to, the rule that said so, and whether it is sealed to that office's key."""

    topic: Topic
    kind: Kind
    suspected: Kind | None
    office: Office
    rule: str
    is_sealed: bool = False


def check(register: Register, stamp: Stamp, sending: Sending, now: datetime) -> list[Routed]:
    """Return where each opinion of a sending would go now; what cannot be taken is told as `submit` tells it."""
    kind = Kind.by_id(stamp.kind)
    topics = topics_of(kind, register, stamp, sending, now)
    if problems := list(sending.problems()):
        raise ProblemsError(problems)
    suspected = None if kind is Kind.VIOLATION else suspicion(sending.text)
    return [_routed(register.catalogue, kind, suspected, topic, now.date()) for topic in topics]


def submit(  # what a sending is
    store: Store,
    keys: Keys,
    register: Register,
    stamp: Stamp,
    sending: Sending,
    now: datetime,
    taken: Taken = ON_THE_SITE,
) -> Receipt:
    """Take a sending of the kind its stamp names: on disk, routed, its mail waiting, when this returns.

    After a consultation has closed a comment is stored as late. What looks like a complaint or a denunciation goes to
    the screeners, and no mail goes out. Raises UnknownDraftError, UnknownProvisionError, UnknownOfficeError,
    UnknownDialogueError, NotOpenYetError, TextChangedError, NoSealKeyError, ProblemsError, SentOtherwiseError.
    """
    if earlier := store.sending(stamp.nonce):
        return _repeated(keys, stamp, earlier, sending)
    received_at = taken.received_at or now
    routes = check(register, stamp, sending, received_at)
    code = secret_code(keys.code, stamp.nonce)
    hashed = code_hash(keys.lookup, code)
    shared = {"stamp": stamp.nonce, "code_hash": hashed, "received_at": received_at, **_sent(sending)}
    keyed_in_at = taken.provenance.get("office", "")
    told = {register.catalogue.offices[keyed_in_at].email} if keyed_in_at else set()  # it knows
    opinions = []
    for part, routed in enumerate(routes, 1):
        comment = {**shared, "part": part, **_opinion_columns(register.catalogue, routed, received_at)}
        comment |= _taken_columns(taken, part)
        if routed.is_sealed:
            comment |= _sealed(routed, sending, now)
        mails = _mails(routed, sending, now, told)
        logged = _logged(comment, now)
        opinions.append(Acceptance(routed.kind.prefix, now.year, comment, _events(routed, taken, now), mails, logged))
    accepted = store.accept(*opinions)
    if accepted.is_repeat:  # two sends of one form raced each other
        return _repeated(keys, stamp, accepted.comments, sending)
    return Receipt(accepted.comments, code, is_repeat=False)


def _logged(comment: Row, now: datetime) -> Row:
    """Return what the log of receipts says of a comment; of a sealed one it speaks of the box: none can guess."""
    box = comment["sealed"]
    words = words_hash(comment["body"]) if box is None else hashlib.sha256(box).hexdigest()
    return {"at": now, "salt": secrets.token_hex(SALT_BYTES), "words": words}


def _repeated(keys: Keys, stamp: Stamp, earlier: Sequence[Row], sending: Sending) -> Receipt:
    """Return the receipt of a form that was sent before, whatever has happened to its draft since.

    Raises SentOtherwiseError when it now holds other words. Of what is sealed nobody here can tell.
    """
    if not any(comment["sealed"] for comment in earlier):
        before = [(c["provision"] or "", c["stance"], c["body"]) for c in earlier]
        now = [(o.provision, o.stance, _clean(o.body)) for o in sending.opinions]
        who = {key: value for key, value in _sent(sending).items() if key in {"name", "email"}}
        if before != now or any(earlier[0][key] != value for key, value in who.items()):
            raise SentOtherwiseError(earlier[0])
    return Receipt(earlier, secret_code(keys.code, stamp.nonce), is_repeat=True)


def _clean(text: str) -> str:
    return without_control_characters(text).strip()


def _sent(sending: Sending) -> dict[str, object]:
    """Return the columns that all opinions of a sending share: who sends, and what may be published of it."""
    sender = sending.sender
    return {
        "name": sender.name.strip(),
        "email": sender.email.strip(),
        "phone": sender.phone.strip(),
        "village": sender.village,
        "role": sender.role,
        "organisation": sender.organisation.strip(),
        "may_quote": sending.may_quote,
        "may_name": sending.may_name,
    }


def _taken_columns(taken: Taken, part: int) -> dict[str, object]:
    """Return the columns that say how an opinion came in, and for how many it speaks."""
    voiced = taken.voiced[part - 1] if part <= len(taken.voiced) else Voiced()
    provenance = {**taken.provenance, **voiced.hands}
    return {"channel": taken.channel.id, "provenance": provenance, "count": voiced.count}


def _opinion_columns(catalogue: Catalogue, routed: Routed, now: datetime) -> dict[str, object]:
    topic, kind = routed.topic, routed.suspected or routed.kind
    found = due_date(catalogue, kind, topic.starts_on, now.date())
    status = Status.SEALED if routed.is_sealed else Status.CHECKING if routed.suspected else Status.ROUTED
    return {
        "provision": "",
        "provision_label": "",
        "is_late": False,
        "place": topic.asked.place,
        "accused": topic.accused,
        "sealed": None,
        **topic.columns,
        "kind": routed.kind.id,
        "suspected": routed.suspected.id if routed.suspected else "",
        "stance": topic.opinion.stance,
        "body": _clean(topic.opinion.body),
        "office": routed.office.id,
        "rule": routed.rule,
        **due_columns(catalogue, kind, found, topic.starts_on, now.date()),
        "status": status.id,
    }


def _sealed(routed: Routed, sending: Sending, now: datetime) -> dict[str, object]:
    """Return the columns of a sealed report: words, sender and accused are in the box, and nowhere else."""
    sent = {key: value for key, value in _sent(sending).items() if value and isinstance(value, str)}
    letter = {**sent, "accused": routed.topic.accused, "body": _clean(routed.topic.opinion.body), "at": now.isoformat()}
    emptied = dict.fromkeys(("body", "name", "email", "phone", "village", "role", "organisation", "accused"), "")
    return {**emptied, "sealed": sealing.seal(letter, routed.office.seal_key)}


def _events(routed: Routed, taken: Taken, now: datetime) -> list[Row]:
    late = bool(routed.topic.columns.get("is_late"))
    received = happening(taken.received_at or now, Status.RECEIVED, taken.actor, late=late)
    if routed.suspected:
        return [received, happening(now, Status.CHECKING, SYSTEM)]
    status = Status.SEALED if routed.is_sealed else Status.ROUTED
    return [received, happening(now, status, SYSTEM, office=routed.office.id, rule=routed.rule)]


def _mails(routed: Routed, sending: Sending, now: datetime, told: set[str]) -> list[Row]:
    """Return the mails of an opinion; `told` are those whom a mail about this sending goes to already.

    Nobody is told of what waits for screening; of a sealed report only its reader is.
    """
    if routed.suspected:
        return []
    if routed.is_sealed:
        return [new_mail(MAIL_SEALED, routed.office.email, now)] if routed.office.email else []
    wanted = [(MAIL_TO_OFFICE, routed.office.email), (MAIL_RECEIVED, sending.sender.email.strip())]
    mails = [new_mail(kind, to, now) for kind, to in wanted if to and to not in told]
    told.update(to for _, to in wanted)
    return mails


def _routed(catalogue: Catalogue, kind: Kind, suspected: Kind | None, topic: Topic, today: date) -> Routed:
    """Return who gets an opinion: a screener, the superior of the accused, the office named, or what the table says."""
    offices, table = catalogue.offices, catalogue.routing
    if suspected:
        found = route(table, offices, Asked(suspected.id), today)
        return Routed(topic, kind, suspected, found.office, found.rule)
    if topic.accused:
        office = superior(catalogue, topic.accused, today)
        # An office of another authority has no desk here.
        is_sealed = office.level != offices[catalogue.site.office].level
        if is_sealed and not office.seal_key:
            raise NoSealKeyError(office)
        return Routed(topic, kind, None, office, ABOVE_THE_ACCUSED, is_sealed)
    if topic.chosen:
        # An office not founded yet, or dissolved without successor: the routing table knows who does its work.
        with suppress(NoLivingOfficeError):
            return Routed(topic, kind, None, offices.living(topic.chosen, today), CHOSEN_BY_SENDER)
    found = route(table, offices, topic.asked, today)
    return Routed(topic, kind, None, found.office, found.rule)


def superior(catalogue: Catalogue, accused: str, today: date) -> Office:
    """Return the office above another one today. Raises NoSealKeyError when the directory names none."""
    try:
        parent = catalogue.offices.living(accused, today).parent
        if parent is not None:
            return catalogue.offices.living(parent, today)
    except NoLivingOfficeError:
        pass
    raise NoSealKeyError(None)
