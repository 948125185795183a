"""Other forms of documents and drafts, at stable URLs beside their pages: Akoma Ntoso, plain text, JSON."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from plugins.documents.formats.akn import akn
from plugins.documents.formats.plain import as_json, as_text
from plugins.domain.contents import Document, Draft
from plugins.domain.offices import Office
from plugins.kit.build import Build, asks
from plugins.kit.outputs import Output

# Ending of the URL → how the form is made.
FORMATS: Mapping[str, Callable[[Document | Draft, Office, str], str | bytes]] = {
    "akn.xml": akn,
    "txt": as_text,
    "json": as_json,
}


def outputs(build: Build) -> Iterator[Output]:
    """Yield every form of every document and draft."""
    publication = build.publication
    texts: list[Document | Draft] = [*publication.documents, *(c.draft for c in publication.consultations)]
    for content in texts:
        office = publication.office(content.office)
        for ending, make in FORMATS.items():
            made = partial(make, content, office, build.absolute(content.url))
            yield Output(f"{content.url.removesuffix('html')}{ending}", asks(content, "co-quan"), made)
