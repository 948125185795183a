"""How much comes from one network in an hour, counted without keeping which network it is.

A network is known by a hash under a salt of the day. With the day, salt and counts are gone: nobody can tell any more
who it was, not even with the database and all keys in hand.
"""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime
from ipaddress import IPv6Address, ip_address

from inbox.stores.comments import Row, Store

ALL = "*"  # in the place of a network: everybody together
SENDINGS, FILES, GUESSES, RATINGS = "gui", "tep", "do-ma", "danh-gia"

_HOUSEHOLD = 64  # bits of an IPv6 address that are a household's; the rest its machines choose as they like


class Budgets:
    """Counts by network and hour, in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def network(self, address: str, now: datetime, about: str = "") -> str:
        """Return the hash of a network today; with `about`, of what it asks about, too."""
        salt = self._store.salt(now.date())
        return hmac.new(salt.encode(), f"{_network(address)} {about}".encode(), hashlib.sha256).hexdigest()[:32]

    def spent(self, what: str, network: str, now: datetime) -> int:
        """Return how often a network has done something in this hour."""
        return self._store.spent(what, network, _hour(now))

    def spend(self, what: str, networks: Sequence[str], now: datetime, amount: int = 1) -> None:
        """Note that networks do something now."""
        self._store.spend([spending(what, network, now, amount) for network in networks])


def spending(what: str, network: str, now: datetime, amount: int = 1) -> Row:
    """Return the row that notes it."""
    return {"what": what, "network": network, "hour": _hour(now), "amount": amount}


def _network(address: str) -> str:
    """Return an IPv4 address whole (an office behind one is one network), of an IPv6 one the household's part."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return "?"
    if isinstance(known, IPv6Address) and known.ipv4_mapped:
        known = known.ipv4_mapped
    if isinstance(known, IPv6Address):
        return format(int(known) >> (128 - _HOUSEHOLD), "x")
    return str(known)


def _hour(now: datetime) -> str:
    return now.strftime("%Y-%m-%dT%H")
