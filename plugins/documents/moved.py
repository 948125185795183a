"""Pages at URLs that no longer have one of their own: it moved, or was withdrawn; and the list of withdrawals."""

from collections.abc import Iterator, Mapping
from functools import partial

from plugins.domain.moves import LIST_OF_WITHDRAWALS, short_places
from plugins.kit.build import Build
from plugins.kit.outputs import Output


def list_of_withdrawals(build: Build) -> Iterator[Output]:
    """Yield the page that lists everything withdrawn."""
    yield from build.in_all_languages(LIST_OF_WITHDRAWALS, "withdrawals.html", partial(_withdrawals, build))


def _withdrawals(build: Build) -> Mapping[str, object]:
    publication = build.publication
    return {"withdrawals": [(w, publication.office(w.office)) for w in publication.catalogue.moves.withdrawals]}


def outputs(build: Build) -> Iterator[Output]:
    """Yield a page for each URL that moved or was withdrawn, and for the short addresses of what was withdrawn.

    They come after all other pages: where one stands already (a fault of the registers), that one stays. The files
    serve sites without the inbox, which answers 301 and 410 itself.
    """
    moves = build.publication.catalogue.moves
    for source in moves.redirects:
        if source.endswith(".html") and source not in build.plan:
            yield build.page(source, "moved.html", partial(_redirect, build, source))
    for number, withdrawal in enumerate(moves.withdrawals):
        for path in (withdrawal.url, *(f"{place}/index.html" for place in short_places(withdrawal.id))):
            if withdrawal.url.endswith(".html") and path not in build.plan:
                yield build.page(path, "withdrawn.html", partial(_withdrawal, build, number))


def _redirect(build: Build, source: str) -> Mapping[str, object]:
    moves = build.publication.catalogue.moves
    target = moves.leads_to(source)
    return {"redirect": moves.redirects[source], "target": target, "canonical": build.absolute(target)}


def _withdrawal(build: Build, number: int) -> Mapping[str, object]:
    withdrawal = build.publication.catalogue.moves.withdrawals[number]
    return {"withdrawal": withdrawal, "office": build.publication.office(withdrawal.office)}
