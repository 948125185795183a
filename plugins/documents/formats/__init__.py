"""Other forms of documents and drafts, at stable URLs beside their pages: Akoma Ntoso, plain text, JSON."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from plugins.documents.formats.akn import akn
from plugins.documents.formats.plain import as_json, as_text
from plugins.domain.contents import Document, Draft
from plugins.domain.offices import Office
from plugins.kit.build import Build
from plugins.kit.outputs import Output

# Ending of the URL → how the form is made.
FORMATS: Mapping[str, Callable[[Document | Draft, Office, str], str | bytes]] = {
    "akn.xml": akn,
    "txt": as_text,
    "json": as_json,
}


def outputs(build: Build) -> Iterator[Output]:
    """Yield every form of every document and draft."""
    texts: list[Document | Draft] = [*build.publication.documents, *build.publication.drafts]
    for content in texts:
        stem = content.url.removesuffix("html")
        for ending in FORMATS:
            yield Output(f"{stem}{ending}", partial(_form, build, type(content), content.id, ending))


def _form(build: Build, kind: type[Document | Draft], id_: str, ending: str) -> str | bytes:
    content = build.publication.one(kind, id_)
    return FORMATS[ending](content, build.publication.office(content.office), build.absolute(content.url))
