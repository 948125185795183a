"""What a browser does with the inbox: shows a page, keeps the fields of a form, sends them with what was typed."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from support import DRAFT, OFFICE, PASSWORD
from werkzeug.test import EnvironBuilder, TestResponse


@dataclass(frozen=True)
class Form:
    """A form as the browser holds it: where it goes and the value of each field."""

    action: str
    fields: Mapping[str, str]

    def typed(self, **fields: str) -> "Form":
        """Type into fields; `noi_dung` is the field `noi-dung`."""
        named = {name if name == "csrf_token" else name.replace("_", "-"): text for name, text in fields.items()}
        return Form(self.action, {**self.fields, **named})


@dataclass(frozen=True)
class Page:
    """A page that came back, read by an HTML parser."""

    status: int
    html: str

    @classmethod
    def of(cls, response: TestResponse) -> "Page":
        return cls(response.status_code, response.get_data(as_text=True))

    @cached_property
    def root(self) -> Element:
        return html5lib.parse(self.html, namespaceHTMLElements=False)

    @cached_property
    def text(self) -> str:
        """The words of the page, white space squeezed."""
        return " ".join("".join(self.root.itertext()).split())

    @property
    def heading(self) -> str:
        return " ".join("".join(next(self.root.iter("h1")).itertext()).split())

    def by_id(self, id_: str) -> str:
        """The words of the element of that id."""
        return "".join(next(e for e in self.root.iter() if e.get("id") == id_).itertext()).strip()

    def form(self, action: str) -> Form:
        """The form whose address holds `action`."""
        form = next(f for f in self.root.iter("form") if action in f.get("action", ""))
        return Form(form.get("action", ""), dict(_fields(form)))

    @property
    def kept(self) -> set[str]:
        """Every text that stands in a field."""
        return {value for _, value in _fields(self.root) if value}

    @property
    def scripts(self) -> list[Element]:
        return list(self.root.iter("script"))


_CHOSEN = {"radio", "checkbox"}


def _fields(within: Element) -> Iterator[tuple[str, str]]:
    for element in within.iter():
        if element.tag == "textarea":
            yield element.get("name", ""), "".join(element.itertext())
        if element.tag == "input" and (element.get("type") not in _CHOSEN or "checked" in element.attrib):
            yield element.get("name", ""), element.get("value", "")
        if element.tag == "select":
            chosen = [o.get("value", "") for o in element.iter("option") if "selected" in o.attrib]
            yield element.get("name", ""), chosen[0] if chosen else ""


class Browser:
    """A browser of one person, with cookies of its own."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()

    def open(self, address: str) -> Page:
        return Page.of(self.client.get(address, follow_redirects=True))

    def send(self, form: Form, files: Iterable[tuple[str, bytes]] = (), into: str = "tep") -> Page:
        """Send a form; `files` are chosen (name, bytes) in its field for files, `into` its name."""
        if chosen := [(BytesIO(data), name) for name, data in files]:
            with closing(EnvironBuilder(form.action, method="POST", data={**form.fields, into: chosen})) as builder:
                environ = builder.get_environ()
                with environ["wsgi.input"]:  # a large one is a file, which the client would leave open
                    return Page.of(self.client.open(environ, follow_redirects=True))
        return Page.of(self.client.post(form.action, data=dict(form.fields), follow_redirects=True))

    def post(self, address: str, **fields: str) -> Page:
        """Send fields to an address without having its form."""
        return self.send(Form(address, {}).typed(**fields))

    def comment(self, body: str, draft: str = DRAFT, **fields: str) -> Page:
        """Open the form for a comment on a draft, write and send it."""
        form = self.open(f"/gop-y/{draft}").form("/gop-y/")
        return self.send(form.typed(noi_dung=body, **fields))

    def sign_in(self, login: str = OFFICE, password: str = PASSWORD, code: str = "") -> Page:
        form = self.open("/ban-lam-viec/dang-nhap").form("/dang-nhap")
        return self.send(form.typed(ten=login, mat_khau=password, ma_xac_thuc=code))


def officer(app: Flask, login: str = OFFICE) -> Browser:
    """The browser of an officer who signed in."""
    browser = Browser(app)
    assert browser.sign_in(login).status == 200
    return browser
