"""Rows of registers that name things: types of documents and events, matters, forms, fields, languages, the site."""

from collections.abc import Collection
from typing import NamedTuple

# The language of the law, of the offices and of the interface's source.
VIETNAMESE = "vi"


class DocumentType(NamedTuple):
    """A row of `loai-van-ban.toml`: nghị quyết, quyết định, … with its abbreviation."""

    id: str
    name: str
    abbreviation: str
    source: str
    verified: bool


class OpinionMatter(NamedTuple):
    """A row of `viec-dan-tham-gia-y-kien.toml`: what people give opinions on before it is decided.

    Law 10/2022, Điều 25. `limit` is the id of the time limit that says how long at least, None where no rule does.
    """

    id: str
    name: str
    limit: str | None
    source: str
    verified: bool


# Forms of consulting that are there without being chosen: this site, the suggestion box of an office that has one.
THIS_SITE, SUGGESTION_BOX = ALWAYS_THERE = ("trang-nay", "hom-thu")


class ConsultingForm(NamedTuple):
    """A row of `hinh-thuc-lay-y-kien.toml`: a form of asking the people for opinions (Law 10/2022, Điều 26).

    `always_there` says without whose choice it is used: THIS_SITE, SUGGESTION_BOX, or "" for a form that is chosen.
    """

    id: str
    name: str
    always_there: str
    source: str
    verified: bool

    def is_used(self, chosen: Collection[str], *, has_box: bool) -> bool:
        """Tell whether a consultation uses this form, by the ids chosen and whether its office has a suggestion box."""
        return self.id in chosen or self.always_there == THIS_SITE or (self.always_there == SUGGESTION_BOX and has_box)


class WorkField(NamedTuple):
    """A row of `linh-vuc.toml`: a field of management (lĩnh vực)."""

    id: str
    name: str
    english_name: str


class Language(NamedTuple):
    """A row of `ngon-ngu.toml`: a language (BCP 47 tag) into which texts are translated; `own_name` is in itself."""

    id: str
    name: str
    own_name: str


class Site(NamedTuple):
    """The row of `trang-web.toml`: whose site it is, where it lives, whether it is only an illustration."""

    id: str
    name: str
    office: str
    address: str
    is_illustration: bool
    introduction: str


class EventType(NamedTuple):
    """A row of `loai-su-kien.toml`: citizen reception, dialogue, …, and the time limits that hold for it.

    `notice` and `result` are ids of time limits: announce so long before, publish the result so long after.
    """

    id: str
    name: str
    notice: str | None
    result: str | None
    source: str
    verified: bool
