"""What stands between strangers and the inbox: who may post, what is held for a look, what is slowed.

Nobody's words are refused: a held sending is stored, has its receipt and its due day, and is seen by the office; only
no mail goes out about it until an officer has let it pass.
"""

from collections.abc import Iterable

from flask import request

from inbox.access.stamps import Stamp
from inbox.errors import TooManyGuessesError
from inbox.public.budgets import ALL, FILES, GUESSES, RATINGS, SENDINGS, spending
from inbox.services import services
from inbox.stores.comments import Row
from plugins.domain.receipts import normal_reference
from plugins.domain.suspicion import Sign, signs_in
from plugins.domain.thresholds import Threshold

CHANGE = "thay-doi"  # what a stamp is for that stands in the forms of a status page
TRAP = "trang-rieng"  # the field that people do not see; see the component form_guard


def is_foreign() -> bool:
    """Tell whether a request that changes something comes from a page of another site.

    Browsers say where from; a page cannot make them lie. What is no browser says nothing, and passes.
    """
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return False
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin not in {None, request.host_url.rstrip("/"), services().settings.address}


def look(stamp: Stamp, texts: Iterable[str]) -> None:
    """Note a sending before it is stored; where something about it is odd, hold it. Texts are all that was written."""
    signs, spent = _looked_at(stamp, texts)
    services().store.note_sending(stamp.nonce, signs, spent, services().now())


def look_again(reference: str, text: str) -> list[str]:
    """Note that something is said to what was sent before; return the signs that it is odd, for which it is held.

    Raises BadStampError: a machine must not get round the age of forms by leaving the stamp out.
    """
    stamp = services().stamps.read_for(request.form.get("phieu", ""), CHANGE, reference)
    signs, spent = _looked_at(stamp, [text])
    services().store.spend(spent)
    return signs


def _looked_at(stamp: Stamp, texts: Iterable[str]) -> tuple[list[str], list[Row]]:
    """Return the signs in what came with a form, and what it costs its network."""
    parts = services()
    now = parts.now()
    catalogue = parts.published.now().register.catalogue
    network = parts.budgets.network(request.remote_addr or "", now)
    signs = list(signs_in("\n".join(texts), catalogue.advertising, catalogue.threshold(Threshold.LINKS)))
    if request.form.get(TRAP):
        signs.append(Sign.TRAP)
    if stamp.made_at and now.timestamp() - stamp.made_at < catalogue.threshold(Threshold.FORM_AGE):
        signs.append(Sign.TOO_FAST)
    is_flood = parts.budgets.spent(SENDINGS, ALL, now) >= catalogue.threshold(Threshold.FLOOD)
    allowed = Threshold.SENDINGS_IN_FLOOD if is_flood else Threshold.SENDINGS
    if parts.budgets.spent(SENDINGS, network, now) >= catalogue.threshold(allowed):
        signs.append(Sign.OFTEN)
    return [sign.id for sign in signs], [spending(SENDINGS, one, now) for one in (network, ALL)]


def may_attach(count: int) -> bool:
    """Tell whether this network may send so many more files in this hour; if so, they are counted."""
    return _has_left(FILES, Threshold.FILES_PER_HOUR, count)


def may_rate() -> bool:
    """Tell whether a rating from this network still counts in this hour; if so, it is counted."""
    return _has_left(RATINGS, Threshold.RATINGS, 1)


def _has_left(what: str, allowed: Threshold, amount: int) -> bool:
    parts = services()
    now = parts.now()
    network = parts.budgets.network(request.remote_addr or "", now)
    if parts.budgets.spent(what, network, now) + amount > parts.published.now().register.catalogue.threshold(allowed):
        return False
    parts.budgets.spend(what, [network], now, amount)
    return True


def before_look_up(reference: str) -> None:
    """Stop a network that has tried many wrong codes on one reference in this hour. Raises TooManyGuessesError.

    Its look-ups of other references go on, and so do those of this one from elsewhere: nobody locks others out.
    """
    parts = services()
    now = parts.now()
    allowed = parts.published.now().register.catalogue.threshold(Threshold.GUESSES)
    if parts.budgets.spent(GUESSES, _asker(reference), now) >= allowed:
        raise TooManyGuessesError


def wrong_code(reference: str) -> None:
    """Note that a wrong code was tried on a reference."""
    parts = services()
    parts.budgets.spend(GUESSES, [_asker(reference)], parts.now())


def _asker(reference: str) -> str:
    about = normal_reference(reference) or "none"
    return services().budgets.network(request.remote_addr or "", services().now(), about)
