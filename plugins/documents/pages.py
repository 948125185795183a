"""The pages of documents, offices and standing pages; the home page; the theme's files."""

from collections.abc import Iterator, Mapping
from functools import partial

from plugins.documents.jsonld import legislation
from plugins.documents.kinds import KINDS
from plugins.domain.asking import question
from plugins.domain.cards import Content
from plugins.domain.citations import Named, Relation
from plugins.domain.consultations import Consultation, State
from plugins.domain.contents import CommunityDecision, Document, Draft, Event, Notice, Page, Translation
from plugins.domain.offices import Office
from plugins.domain.text import collation_key
from plugins.kit.build import Build
from plugins.kit.filters import list_pages
from plugins.kit.generations import SOURCES
from plugins.kit.outputs import Output
from plugins.kit.paging import newest
from plugins.kit.prose import TABLE
from plugins.kit.templates import gettext, language_of

NEWEST_ON_HOME = 5
COMING_ON_HOME = 3
NEWEST_AT_OFFICES = 5
STYLE_SHEETS = ("tokens.css", "base.css", "components.css", "print.css")


def outputs(build: Build) -> Iterator[Output]:
    """Yield every output of this module."""
    yield from build.in_all_languages("index.html", "home.html", partial(_home, build), "home")
    yield from list_pages(build, "documents", "van-ban", "documents")
    for document in build.publication.documents:
        yield build.content_page(document, "document.html", partial(_document, build, document.id), "documents")
    yield from build.in_all_languages("co-quan/index.html", "offices.html", partial(_offices, build), "offices")
    for office in build.publication.catalogue.offices:
        yield build.page(f"co-quan/{office.id}.html", "office.html", partial(_office, build, office.id), "offices")
    for page in build.publication.pages:
        yield build.content_page(page, "page.html", partial(_page, build, page.id))
    for translation in build.publication.translations:
        arguments = partial(_translation, build, translation.id)
        versions = partial(_versions_of, build, translation.id)
        yield build.page(translation.url, "translation.html", arguments, versions=versions)
    yield build.page("404.html", "not_found.html", stands_anywhere=True)
    # For whatever stands before the inbox to show while that is away.
    yield build.page("bao-tri.html", "maintenance.html", stands_anywhere=True)
    for name in sorted({a.name for content in build.publication.contents for a in content.attachments}):
        yield Output(f"tep/{name}", partial(build.attachment, name))
    yield from _theme(build)
    for folder in KINDS:
        yield Output(f"du-lieu/luoc-do/{folder}.schema.json", partial(_schema, folder))
    # What the next public build falls back on where a file has turned bad.
    for file in build.sources:
        yield Output(f"{SOURCES}/{file}", partial(build.source, file))


def _schema(folder: str) -> str:
    from plugins.documents.format_page import schema

    return schema(KINDS[folder])


def _home(build: Build) -> Mapping[str, object]:
    return {
        "consultations": _current(build),
        "documents": newest(build, "documents", NEWEST_ON_HOME),
        "notices": newest(build, "notices", NEWEST_ON_HOME),
        "events": _next_events(build),
    }


@question
def _next_events(build: Build) -> list[Event]:
    """Return the few events that come next."""
    return _coming_events(build)[:COMING_ON_HOME]


@question
def _current(build: Build) -> list[Consultation]:
    """Return the consultations that can be taken part in, now or soon."""
    return [c for c in build.publication.consultations if c.is_open or c.state is State.PLANNED]


def _page(build: Build, id_: str) -> Mapping[str, object]:
    return {"page": build.publication.one(Page, id_)}


def _translation(build: Build, id_: str) -> Mapping[str, object]:
    translation = build.publication.one(Translation, id_)
    say = gettext(language_of(translation.url))
    return {
        "translation": translation,
        "html": translation.html.replace(f'aria-label="{TABLE}"', f'aria-label="{say(TABLE)}"'),
        "original": build.publication.one(Content, translation.original),
        "name": build.name_of(translation.language),
    }


def _versions_of(build: Build, id_: str) -> Mapping[str, str]:
    """Return where a translation can be read in other languages, by language."""
    original = build.publication.one(Content, build.publication.one(Translation, id_).original)
    return build.publication.versions(original.id, original.url)


def _document(build: Build, id_: str) -> Mapping[str, object]:
    publication, citations = build.publication, build.publication.citations
    document = publication.one(Document, id_)
    named = {relation: citations.named(document, relation) for relation in Relation}
    relations = [
        *((relation.words, entries) for relation, entries in named.items()),
        *((r.reverse, [Named("", other) for other in citations.naming(document, r)]) for r in Relation),
    ]
    upwards, downwards = (citations.chain(document, upwards=up) for up in (True, False))
    office = publication.office(document.office)
    status = citations.status(document, publication.now.date())
    return {
        "document": document,
        "office": office,
        "successors": _successors(build, office),
        "fields": [publication.catalogue.fields[f] for f in document.fields],
        "jsonld": legislation(build, document, status, named),
        "status": status,
        "relations": [(words, entries) for words, entries in relations if entries],
        # The chain says more than the relation only when it is longer than one step.
        "chain": [*reversed(upwards), [document], *downwards] if len(upwards) + len(downwards) > 1 else [],
        "consultation": publication.consultation(document.draft or ""),
        "former": publication.catalogue.moves.former_anchors(document.url),
        "comparison": f"{document.url.removesuffix('.html')}.so-sanh.html",
    }


def _successors(build: Build, office: Office) -> list[Office]:
    """Return who answers today for a dissolved office; nobody for a living one."""
    if office.is_alive(build.publication.now.date()):
        return []
    return [build.publication.office(s.office) for s in office.successors]


def _offices(build: Build) -> Mapping[str, object]:
    today = build.publication.now.date()
    offices = sorted(build.publication.catalogue.offices, key=lambda o: collation_key(o.name))
    alive = {office.id for office in offices if office.is_alive(today)}
    return {
        "living": [o for o in offices if o.id in alive],
        "dissolved": [o for o in offices if o.id not in alive],
    }


def _office(build: Build, id_: str) -> Mapping[str, object]:
    publication, catalogue = build.publication, build.publication.catalogue
    office = publication.office(id_)
    from plugins.kit.answering import answered_by

    record = answered_by(build, id_)
    return {
        "office": office,
        "parent": publication.office(office.parent) if office.parent else None,
        "service_points": [p for p in catalogue.service_points.values() if p.office == id_],
        "bodies": [b for b in catalogue.bodies.values() if b.office == id_],
        "is_alive": office.is_alive(publication.now.date()),
        "owes_disclosure": _owes_disclosure(build, office),
        "fields": [catalogue.fields[f] for f in office.fields],
        "predecessors": catalogue.offices.predecessors(id_),
        "successors": _successors(build, office),
        "consultations": _open_consultations_of(build, id_),
        "events": _coming_events_of(build, id_),
        "record": record[:NEWEST_AT_OFFICES],
        "answered": len(record),
        "published": _published_by(build, id_),
    }


# What an office has published, by kind: words, and where all of it is listed.
_LISTED_AT_OFFICES: Mapping[type[Content], tuple[str, str]] = {
    Document: ("Văn bản", "van-ban/loc/co-quan-{}.html"),
    Draft: ("Dự thảo", "du-thao/loc/co-quan-{}.html"),
    Notice: ("Công khai", "cong-khai/loc/co-quan-{}.html"),
    Event: ("Sự kiện", "su-kien/index.html"),
    CommunityDecision: ("Việc cộng đồng đã bàn và quyết định", "cong-dong/index.html"),
}


@question
def _published_by(build: Build, office: str) -> list[tuple[str, str, list[Content], int]]:
    """Return what an office has published: words of each kind, the list of all of it, the newest, how many in all."""
    contents = build.publication.group("office", office)
    found = []
    for kind, (words, place) in _LISTED_AT_OFFICES.items():
        if of_it := [content for content in contents if isinstance(content, kind)]:
            found.append((words, place.format(office), of_it[:NEWEST_AT_OFFICES], len(of_it)))
    return found


@question
def _open_consultations_of(build: Build, office: str) -> list[Consultation]:
    """Return the consultations an office leads that are to come, open, or wait for answers."""
    unfinished = {State.PLANNED, State.OPEN, State.EXTENDED, State.CLOSED}
    return [c for c in build.publication.consultations if c.draft.office == office and c.state in unfinished]


@question
def _coming_events_of(build: Build, office: str) -> list[Event]:
    """Return the events of an office that are to come, the next first."""
    return [event for event in _coming_events(build) if event.office == office]


@question
def _coming_events(build: Build) -> list[Event]:
    """Return the events that are to come, the next first."""
    today = build.publication.now.date()
    return [e for e in build.publication.events if today <= e.starts_at.date() and e.cancellation is None]


def _owes_disclosure(build: Build, office: Office) -> bool:
    """Tell whether an office has a page in the matrix: living, and bound by an item of the catalogue."""
    today = build.publication.now.date()
    items = build.publication.catalogue.items.values()
    return office.is_alive(today) and any(item.binds(office) and item.since <= today for item in items)


def faults(build: Build) -> Iterator[Output]:
    """Yield, in a development build, a page of each bad file with what is wrong with it, and one with all faults.

    They come after all other pages: a bad file may ask for the place of another page, which stands there.
    """
    if not build.shows_faults or not build.faulty:
        return
    yield build.page("loi.html", "faults.html", lambda: {"faulty": build.all_faulty(), "one": False})
    at: dict[str, int] = {}
    for number, file in enumerate(build.faulty):
        if file.url not in build.plan:
            at.setdefault(file.url, number)
    for url, number in at.items():
        yield build.page(url, "faults.html", partial(_one_faulty, build, number))


def _one_faulty(build: Build, number: int) -> Mapping[str, object]:
    return {"faulty": [build.all_faulty()[number]], "one": True}


def _theme(build: Build) -> Iterator[Output]:
    """The style sheets go out as one file: one request on a slow line."""

    def style() -> str:
        return "\n".join(build.theme_file(f"static/{name}").decode() for name in STYLE_SHEETS)

    yield Output("theme/style.css", style)
    for path in sorted((build.theme / "static").iterdir()):
        if path.name not in STYLE_SHEETS:
            yield Output(f"theme/{path.name}", partial(build.theme_file, f"static/{path.name}"))
