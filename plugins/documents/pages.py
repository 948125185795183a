"""The pages of documents, offices and standing pages; the home page; the theme's files."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from plugins.documents.format_page import schema
from plugins.documents.jsonld import legislation
from plugins.documents.kinds import KINDS
from plugins.domain.citations import Named, Relation
from plugins.domain.consultations import State
from plugins.domain.contents import Content, Document
from plugins.domain.offices import Office
from plugins.domain.text import collation_key
from plugins.kit.build import Build, asks
from plugins.kit.generations import SOURCES
from plugins.kit.outputs import Output
from plugins.kit.paging import pages_of

NEWEST_ON_HOME = 5
STYLE_SHEETS = ("tokens.css", "base.css", "components.css", "print.css")


def outputs(build: Build) -> Iterator[Output]:
    """Yield every output of this plugin."""
    yield _home(build)
    yield from _documents(build)
    yield from _offices(build)
    for page in build.publication.pages:
        yield build.page(page.url, "page.html", asks(page), page=page)
    yield build.page("404.html", "not_found.html", asks())
    yield from _attachments(build)
    yield from _theme(build.theme / "static")


def schemas(_build: Build) -> Iterator[Output]:
    """Yield the JSON Schema of each kind of file, for editors."""
    for folder, kind in KINDS.items():
        yield Output(f"du-lieu/luoc-do/{folder}.schema.json", frozenset(), partial(schema, kind))


def sources(build: Build) -> Iterator[Output]:
    """Yield the sources of what is published, which the next public build falls back on where a file has turned bad."""
    for file, text in sorted(build.sources.items()):
        yield Output(f"{SOURCES}/{file}", asks(file), partial(str, text))


def _home(build: Build) -> Output:
    publication = build.publication
    current = [c for c in publication.consultations if c.is_open or c.state is State.PLANNED]
    documents = publication.documents[:NEWEST_ON_HOME]
    notices = publication.notices[:NEWEST_ON_HOME]
    asked_for = asks("trang-web", "now", *(c.draft for c in current), *documents, *notices)
    return build.page(
        "index.html",
        "home.html",
        asked_for,
        section="home",
        consultations=current,
        documents=documents,
        notices=notices,
    )


def _documents(build: Build) -> Iterator[Output]:
    publication = build.publication
    for listing in pages_of("van-ban", publication.documents):
        yield build.page(
            listing.path,
            "documents.html",
            asks(*listing.items),
            "documents",
            listing=listing,
            office=publication.office,
        )
    for document in publication.documents:
        yield _document(build, document)


def _document(build: Build, document: Document) -> Output:
    publication, citations = build.publication, build.publication.citations
    relations = [
        *((r.words, citations.named(document, r)) for r in Relation),
        *((r.reverse, [Named("", other) for other in citations.naming(document, r)]) for r in Relation),
    ]
    related = [named.document for _, entries in relations for named in entries if named.document]
    upwards, downwards = (citations.chain(document, upwards=up) for up in (True, False))
    office = publication.office(document.office)
    return build.page(
        document.url,
        "document.html",
        asks(document, "co-quan", "now", *related, *(d for step in (*upwards, *downwards) for d in step)),
        "documents",
        document=document,
        office=office,
        successors=_successors(build, office),
        fields=[publication.catalogue.fields[f] for f in document.fields],
        jsonld=legislation(build, document),
        status=citations.status(document, publication.now.date()),
        relations=[(words, entries) for words, entries in relations if entries],
        # The chain says more than the relation only when it is longer than one step.
        chain=[*reversed(upwards), [document], *downwards] if len(upwards) + len(downwards) > 1 else [],
        consultation=publication.consultation_of.get(document.draft or ""),
        former=publication.catalogue.moves.former_anchors(document.url),
        comparison=f"{document.url.removesuffix('.html')}.so-sanh.html",
    )


def _successors(build: Build, office: Office) -> list[Office]:
    """Return who answers today for a dissolved office; nobody for a living one."""
    if office.is_alive(build.publication.now.date()):
        return []
    return [build.publication.office(s.office) for s in office.successors]


def _offices(build: Build) -> Iterator[Output]:
    publication = build.publication
    today = publication.now.date()
    offices = sorted(publication.catalogue.offices, key=lambda o: collation_key(o.name))
    living = [o for o in offices if o.is_alive(today)]
    dissolved = [o for o in offices if not o.is_alive(today)]
    listed = partial(
        build.page, asked_for=asks("co-quan", "now"), section="offices", living=living, dissolved=dissolved
    )
    yield listed("co-quan/index.html", "offices.html")
    yield listed("en/co-quan/index.html", "offices.html", language="en")
    published: dict[str, list[Content]] = {}
    for content in [*publication.documents, *publication.notices, *publication.events, *publication.decisions]:
        published.setdefault(content.office, []).append(content)
    for office in offices:
        contents = published.get(office.id, [])
        consultations = [c for c in publication.consultations if c.draft.office == office.id]
        yield build.page(
            f"co-quan/{office.id}.html",
            "office.html",
            asks(
                "co-quan",
                "to-chuc",
                "diem-phuc-vu",
                "noi-dung-cong-khai",
                "now",
                *contents,
                *(c.draft for c in consultations),
            ),
            "offices",
            office=office,
            service_points=[p for p in publication.catalogue.service_points.values() if p.office == office.id],
            bodies=[b for b in publication.catalogue.bodies.values() if b.office == office.id],
            is_alive=office.is_alive(today),
            owes_disclosure=_owes_disclosure(build, office),
            fields=[publication.catalogue.fields[f] for f in office.fields],
            predecessors=publication.catalogue.offices.predecessors(office.id),
            successors=_successors(build, office),
            contents=contents,
            consultations=consultations,
        )


def _owes_disclosure(build: Build, office: Office) -> bool:
    """Tell whether an office has a page in the matrix: living, and bound by an item of the catalogue."""
    items = build.publication.catalogue.items.values()
    return office.is_alive(build.publication.now.date()) and any(
        item.binds(office) and item.since <= build.publication.now.date() for item in items
    )


def _attachments(build: Build) -> Iterator[Output]:
    names = {a.name: c for c in build.publication.contents for a in c.attachments}
    for name, content in sorted(names.items()):
        yield Output(f"tep/{name}", asks(content), (build.content / "tep" / name).read_bytes)


def faults(build: Build) -> Iterator[Output]:
    """Yield, in a development build, a page of each bad file with what is wrong with it, and one with all faults.

    They come after all other pages: a bad file may ask for the place of another page, which stands there.
    """
    if not build.shows_faults or not build.faulty:
        return
    yield build.page("loi.html", "faults.html", asks(*KINDS), faulty=build.faulty, one=False)
    for file in build.faulty:
        if file.url not in build.outputs.written:
            yield build.page(file.url, "faults.html", asks(file.file), faulty=[file], one=True)


def _theme(static: Path) -> Iterator[Output]:
    """The style sheets go out as one file: one request on a slow line."""

    def style() -> str:
        return "\n".join((static / name).read_text(encoding="utf-8") for name in STYLE_SHEETS)

    yield Output("theme/style.css", frozenset(f"theme/{name}" for name in STYLE_SHEETS), style)
    for path in sorted(static.iterdir()):
        if path.name not in STYLE_SHEETS:
            yield Output(f"theme/{path.name}", frozenset({f"theme/{path.name}"}), path.read_bytes)
