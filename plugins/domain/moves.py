"""What became of URLs that were published: they lead elsewhere now, or were withdrawn. None just disappears.

URLs are relative to the root of the site (`van-ban/x.html`, `van-ban/x.html#art_3`, `tep/ban-do.pdf`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Redirect(NamedTuple):
    """A row of `chuyen-huong.toml`: from where to where, since when, why."""

    source: str
    target: str
    on: date
    reason: str


@dataclass(frozen=True)
class Withdrawal:
    """A row of `thu-hoi.toml`: what was taken back (its id, URL, title), when, why, by which office.

    `attachments` are names of files withdrawn with it, `fields` the fields of work whose subscribers are told; `turns`
    are the turns of a consultation that they had been told of (see `Consultation.turns`).
    """

    id: str
    url: str
    title: str
    on: date
    reason: str
    office: str
    attachments: tuple[str, ...]
    fields: tuple[str, ...]
    turns: tuple[str, ...] = ()


class FormerAnchor(NamedTuple):
    """An anchor that a page had: where its link leads now, and what the link says."""

    anchor: str
    url: str
    text: str


@dataclass(frozen=True)
class Moves:
    """All redirects, by what they lead away from, and all withdrawals, the latest first."""

    redirects: Mapping[str, Redirect]
    withdrawals: tuple[Withdrawal, ...]

    def leads_to(self, url: str) -> str:
        """Return where a URL leads in the end, the URL itself when it has not moved; a page takes its anchors along."""
        for _ in range(len(self.redirects) + 1):  # loops are faults of the register
            page, _, anchor = url.partition("#")
            if url in self.redirects:
                url = self.redirects[url].target
            elif page in self.redirects:
                target = self.redirects[page].target
                url = target if "#" in target else f"{target}#{anchor}"
            else:
                break
        return url

    def file_leads_to(self, path: str) -> str:
        """Return where a file leads in the end; the forms and voices of a page move with it (`van-ban/x.txt`)."""
        target = self.leads_to(path)
        page = _page_of(path)
        if target != path or page not in self.redirects:
            return target
        stem = self.leads_to(page).partition("#")[0].removesuffix(".html")
        return f"{stem}{path[len(page.removesuffix('.html')) :]}"

    def withdrawn(self, url: str) -> Withdrawal | None:
        """Return the withdrawal of a URL: a page with its anchors, forms and voices, its short address, its files."""
        path = url.partition("#")[0]
        for withdrawal in self.withdrawals:
            is_short = path.removesuffix("index.html").removesuffix("/") in short_places(withdrawal.id)
            is_file = path in {f"tep/{name}" for name in withdrawal.attachments}
            if withdrawal.url in {url, path, _page_of(path)} or is_short or is_file:
                return withdrawal
        return None

    def former_anchors(self, page: str) -> list[FormerAnchor]:
        """Return the anchors that a page no longer has: moved ones, and answers that were withdrawn."""
        moved = [
            FormerAnchor(r.source.partition("#")[2], r.target, f"Đã chuyển từ đây: {r.reason}")
            for r in self.redirects.values()
            if r.source.startswith(f"{page}#")
        ]
        withdrawn = [
            FormerAnchor(w.url.partition("#")[2], f"{LIST_OF_WITHDRAWALS}#{w.id}", f"Đã thu hồi: {w.reason}")
            for w in self.withdrawals
            if w.url.startswith(f"{page}#")
        ]
        return [*moved, *withdrawn]


def short_place(id_: str) -> str:
    """Return where the short address of a content is, relative to the root, permanent as its `ma`."""
    return f"s/{id_}"


def form_place(id_: str) -> str:
    """Return where the short address of the form about a content is."""
    return f"{short_place(id_)}/gui"


def short_places(id_: str) -> tuple[str, str]:
    """Return both short addresses of a content."""
    return short_place(id_), form_place(id_)


LIST_OF_WITHDRAWALS = "thu-hoi/index.html"


def _page_of(path: str) -> str:
    """Return the page of which a file is a form or a voice: `van-ban/x.html` for `van-ban/x.akn.xml`."""
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}{name.partition('.')[0]}.html"
