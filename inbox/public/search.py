"""Search: the page of results, the same as a feed to follow and as JSON. Every state of it has a plain address."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from flask import Blueprint, Response, current_app, request

from inbox.handling.published import Generation
from inbox.services import Answer, language, page, say, services
from plugins.domain.clock import VIETNAM
from plugins.domain.text import squeeze, without_control_characters
from plugins.kit.templates import called, in_language, said
from plugins.search.index import FILTERS, LONGEST_QUERY, OPEN, Found, Hit, MissingIndexError, Question

blueprint = Blueprint("search", __name__)

PAGE, FEED, DATA = "/tim-kiem/index.html", "/tim-kiem.atom.xml", "/tim-kiem.json"
# Names in addresses, beside those of the filters.
_WORDS, _ORDER, _NEWEST, _NUMBER, _AS_TYPED = "q", "xep", "moi-nhat", "trang", "nguyen-van"
KINDS = {
    "document": "Văn bản",
    "draft": "Dự thảo",
    "notice": "Công khai",
    "event": "Sự kiện",
    "decision": "Cộng đồng quyết định",
    "page": "Trang",
    "translation": "Bản dịch",
}
STATES = {OPEN: "Đang lấy ý kiến", "sap-mo": "Sắp lấy ý kiến", "da-dong": "Đã hết hạn lấy ý kiến"}
TITLES = {
    "loai": "Loại nội dung",
    "trang-thai": "Lấy ý kiến",
    "loai-van-ban": "Loại văn bản",
    "linh-vuc": "Lĩnh vực",
    "co-quan": "Cơ quan",
    "nam": "Năm",
}
_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Choice:
    """A way to narrow a search: what it is called, how many results it leaves, its address."""

    label: str
    count: int
    href: str


@dataclass(frozen=True)
class Search:
    """A search as its address says it, and the words for what is in it."""

    question: Question
    generation: Generation
    today: date

    @classmethod
    def asked(cls) -> "Search":
        """Return the search that the address of this request asks for; what makes no sense in it is left out."""
        arguments = {name: without_control_characters(value) for name, value in request.args.items()}
        number = arguments.get(_NUMBER, "")
        question = Question(
            typed=arguments.get(_WORDS, "")[: 4 * LONGEST_QUERY].strip(),
            filters={name: arguments[name][:LONGEST_QUERY] for name in FILTERS if arguments.get(name)},
            newest_first=arguments.get(_ORDER) == _NEWEST,
            page=int(number) if number.isdecimal() and len(number) < 4 else 1,  # noqa: PLR2004
            as_typed=bool(arguments.get(_AS_TYPED)),
        )
        return cls(question, services().published.now(), services().now().astimezone(VIETNAM).date())

    def found(self) -> Found:
        """Return the answer. Raises MissingIndexError, and tells the log, which is watched."""
        try:
            return self.generation.index.find(self.question, self.today)
        except MissingIndexError:
            current_app.logger.exception("the search index is missing or broken")
            raise

    @property
    def shown(self) -> str:
        """What was typed, as it goes back into the box."""
        return squeeze(self.question.typed)[:LONGEST_QUERY]

    def address(self, path: str = PAGE, **changes: Any) -> str:
        """Return the address of this search with changes to the question."""
        question = replace(self.question, **changes)
        values = {
            _WORDS: question.typed,
            **question.filters,
            _ORDER: _NEWEST if question.newest_first else "",
            _NUMBER: str(question.page) if question.page > 1 else "",
            _AS_TYPED: "1" if question.as_typed else "",
        }
        words = urlencode({name: value for name, value in values.items() if value})
        return f"{request.script_root}/{in_language(language(), path.removeprefix('/'))}?{words}"

    def with_filter(self, name: str, value: str) -> str:
        """Return the address of this search narrowed by a value of a filter, from its first page."""
        return self.address(filters={**self.question.filters, name: value}, page=1)

    def without_filter(self, name: str) -> str:
        """Return the address of this search without a filter."""
        filters = {other: value for other, value in self.question.filters.items() if other != name}
        return self.address(filters=filters, page=1)

    def label(self, name: str, value: str) -> str:
        """Return what a value of a filter is called in the language of the page."""
        catalogue = self.generation.register.catalogue
        names: Mapping[str, Mapping[str, str]] = {
            "loai": {kind: say(words) for kind, words in KINDS.items()},
            "trang-thai": {state: say(words) for state, words in STATES.items()},
            "loai-van-ban": {t.id: said(language(), t.name) for t in catalogue.types.values()},
            "linh-vuc": {f.id: called(language(), f) for f in catalogue.fields.values()},
            "co-quan": {o.id: called(language(), o) for o in catalogue.offices},
        }
        return names.get(name, {}).get(value, value)


@blueprint.get("/tim-kiem")
@blueprint.get("/tim-kiem/")
@blueprint.get(PAGE)
def results() -> Answer:
    """Show what the site holds for `?q=`; in the place of the page that searches without a server."""
    search = Search.asked()
    try:
        found = search.found()
    except MissingIndexError:
        return page("search.html", search.generation, search=search, is_broken=True), HTTPStatus.SERVICE_UNAVAILABLE
    narrower = [
        (
            say(TITLES[facet.name]),
            [
                Choice(search.label(facet.name, v.id), v.count, search.with_filter(facet.name, v.id))
                for v in facet.values
            ],
        )
        for facet in found.facets
        if facet.name not in found.filters and len(facet.values) > 1
    ]
    html = page(
        "search.html",
        search.generation,
        search=search,
        found=found,
        narrower=narrower,
        chosen=[
            (name, search.label(name, value), search.without_filter(name)) for name, value in found.filters.items()
        ],
        kinds={kind: say(words) for kind, words in KINDS.items()},
        is_broken=False,
    )
    return html, HTTPStatus.OK


@blueprint.get(FEED)
def feed() -> Response:
    """Give the newest results of a search as Atom, to follow it."""
    search = Search.asked()
    search = replace(search, question=replace(search.question, newest_first=True, page=1, with_counts=False))
    try:
        found = search.found()
    except MissingIndexError:
        return Response("Tìm kiếm đang hỏng.\n", HTTPStatus.SERVICE_UNAVAILABLE, mimetype="text/plain")
    site = search.generation.register.catalogue.site
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": "vi"})
    SubElement(root, "title").text = f"Tìm: {search.shown or 'mọi nội dung'} – {site.name}"
    SubElement(root, "id").text = f"{site.address}{search.address(FEED)}"
    SubElement(root, "updated").text = _moment(max((hit.on for hit in found.hits), default=date(2000, 1, 1)))
    SubElement(SubElement(root, "author"), "name").text = site.name
    SubElement(root, "link", {"rel": "self", "href": f"{site.address}{search.address(FEED)}"})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": f"{site.address}{search.address()}"})
    for hit in found.hits:
        entry = SubElement(root, "entry")
        SubElement(entry, "title").text = _title(hit)
        SubElement(entry, "id").text = f"{site.address}/{hit.url.partition('#')[0]}"
        SubElement(entry, "updated").text = _moment(hit.on)
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": f"{site.address}/{hit.url}"})
        SubElement(entry, "summary").text = _words(hit)
    indent(root)
    xml = tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(xml, content_type="application/atom+xml; charset=utf-8")


@blueprint.get(DATA)
def data() -> Response:
    """Give a page of results, with the counts of all filters, as JSON."""
    search = Search.asked()
    try:
        found = search.found()
    except MissingIndexError:
        return _json({"error": "Tìm kiếm đang hỏng."}, HTTPStatus.SERVICE_UNAVAILABLE)
    address = search.generation.register.catalogue.site.address
    hits = [
        {
            "id": hit.id,
            "kind": hit.kind,
            "title": hit.title,
            "place": hit.where,
            "url": f"{address}/{hit.url}",
            "date": hit.on.isoformat(),
            "text": _words(hit),
            "more": [{"place": place.where, "url": f"{address}/{place.url}"} for place in hit.more],
        }
        for hit in found.hits
    ]
    answer = {
        "query": search.shown,
        "filters": dict(found.filters),
        "count": found.count,
        "page": found.page,
        "pages": found.pages,
        "suggestion": found.suggestion,
        "corrected": found.is_corrected,
        "partial": found.is_partial,
        "facets": {facet.name: {value.id: value.count for value in facet.values} for facet in found.facets},
        "results": hits,
    }
    return _json(answer, HTTPStatus.OK)


def _json(value: object, status: HTTPStatus) -> Response:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return Response(f"{text}\n", status, content_type="application/json; charset=utf-8")


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00+07:00"


def _title(hit: Hit) -> str:
    return f"{hit.title} – {hit.where}" if hit.where else hit.title


def _words(hit: Hit) -> str:
    return without_control_characters("".join(text for text, _ in hit.snippet)).strip()
