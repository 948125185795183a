"""Pages at URLs that no longer have one of their own: it moved, or was withdrawn; and the list of withdrawals."""

import json
from collections.abc import Iterator
from pathlib import Path

from plugins.domain.moves import LIST_OF_WITHDRAWALS
from plugins.kit.build import Build, asks
from plugins.kit.generations import REGISTER
from plugins.kit.outputs import Output


def list_of_withdrawals(build: Build) -> Output:
    """Return the page that lists everything withdrawn."""
    publication = build.publication
    withdrawals = publication.catalogue.moves.withdrawals
    return build.page(
        LIST_OF_WITHDRAWALS,
        "withdrawals.html",
        asks("thu-hoi", "co-quan"),
        withdrawals=[(withdrawal, publication.office(withdrawal.office)) for withdrawal in withdrawals],
    )


def outputs(build: Build) -> Iterator[Output]:
    """Yield a page for each URL that moved or was withdrawn, and for the short addresses of what was withdrawn.

    They come after all other pages: where one stands already (a fault of the registers), that one stays. The files
    serve sites without the inbox, which answers 301 and 410 itself.
    """
    publication = build.publication
    moves = publication.catalogue.moves
    for redirect in moves.redirects.values():
        if redirect.source.endswith(".html"):
            target = moves.leads_to(redirect.source)
            yield build.page(
                redirect.source,
                "moved.html",
                asks("chuyen-huong"),
                redirect=redirect,
                target=target,
                canonical=build.absolute(target),
            )
    for withdrawal in moves.withdrawals:
        if withdrawal.url.endswith(".html"):
            for path in (withdrawal.url, f"s/{withdrawal.id}/index.html"):
                office = publication.office(withdrawal.office)
                yield build.page(
                    path, "withdrawn.html", asks("thu-hoi", "co-quan"), withdrawal=withdrawal, office=office
                )


def has_withdrawn_since(before: Path, after: Path) -> bool:
    """Tell whether one generation withdrew what an earlier one still holds, which then must not lie about either."""
    return bool(_withdrawn_in(after) - _withdrawn_in(before)) and before.exists()


def _withdrawn_in(generation: Path) -> set[str]:
    try:
        register = json.loads((generation / REGISTER).read_text(encoding="utf-8"))
        return {row["dia-chi"] for row in register["tables"]["thu-hoi"]}
    except (OSError, ValueError, LookupError):
        return set()
