"""Pages that compare: a round with the one before, an issued document with its draft."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from plugins.domain.comparison import Change, compare
from plugins.domain.contents import Document, Draft
from plugins.kit.build import Build, asks
from plugins.kit.outputs import Output


def url_of(content: Document | Draft) -> str:
    """Return the URL of the page that compares a text with the one before it."""
    return f"{content.url.removesuffix('.html')}.so-sanh.html"


def outputs(build: Build) -> Iterator[Output]:
    """Yield a page for every round that has one before it, and for every document whose draft is here."""
    consultations = build.publication.consultation_of
    for consultation in build.publication.consultations:
        draft = consultation.draft
        before = consultations.get(draft.previous_round or "")
        if before is not None:
            yield _page(build, before.draft, draft, "drafts")
    for document in build.publication.documents:
        issued = consultations.get(document.draft or "")
        if issued is not None:
            yield _page(build, issued.draft, document, "documents")


def _page(build: Build, old: Draft, new: Document | Draft, section: str) -> Output:
    compared = compare(old.text, new.text)
    counted = Counter(c.change for c in compared)
    return build.page(
        url_of(new),
        "comparison.html",
        asks(old, new),
        section,
        old=old,
        new=new,
        groups=[
            (stayed, list(items))
            for stayed, items in groupby(compared, lambda c: c.change is Change.SAME and not c.moved_from)
        ],
        figures=[(change, counted[change]) for change in Change if counted[change]],
    )
