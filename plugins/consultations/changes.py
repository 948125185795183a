"""Pages that compare: a round with the one before, an issued document with its draft."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import groupby

from plugins.domain.comparison import Change, compare
from plugins.domain.contents import Document, Draft
from plugins.kit.build import Build
from plugins.kit.outputs import Output


def url_of(content: Document | Draft) -> str:
    """Return the URL of the page that compares a text with the one before it."""
    return f"{content.url.removesuffix('.html')}.so-sanh.html"


def outputs(build: Build) -> Iterator[Output]:
    """Yield a page for every round that has one before it, and for every document whose draft is here."""
    publication = build.publication
    drafts = {draft.id for draft in publication.drafts}
    for draft in publication.drafts:
        if draft.previous_round in drafts:
            yield _page(build, draft, draft.previous_round, "drafts")
    for document in publication.documents:
        if document.draft in drafts:
            yield _page(build, document, document.draft, "documents")


def _page(build: Build, new: Document | Draft, old: str, section: str) -> Output:
    return build.page(url_of(new), "comparison.html", partial(_compared, build, type(new), new.id, old), section)


def _compared(build: Build, kind: type[Document | Draft], new_id: str, old_id: str) -> Mapping[str, object]:
    new, old = build.publication.one(kind, new_id), build.publication.one(Draft, old_id)
    compared = compare(old.text, new.text)
    counted = Counter(c.change for c in compared)
    return {
        "old": old,
        "new": new,
        "groups": [
            (stayed, list(items))
            for stayed, items in groupby(compared, lambda c: c.change is Change.SAME and not c.moved_from)
        ],
        "figures": [(change, counted[change]) for change in Change if counted[change]],
    }
