"""One source, four voices: beside its page each notice and draft has a board sheet, a loudspeaker script, a message."""

from collections.abc import Iterator, Mapping
from functools import partial

from plugins.domain.cards import Content
from plugins.domain.clock import first_moment
from plugins.domain.contents import Draft, Notice
from plugins.domain.deadlines import vietnamese_date
from plugins.domain.moves import form_place, short_place
from plugins.domain.offices import Office
from plugins.domain.text import fold
from plugins.kit import pdf
from plugins.kit.build import Build
from plugins.kit.outputs import Output

# A message has to fit where messages of 160 characters are the measure.
LONGEST_MESSAGE = 160
# A script longer than this is no announcement: the summary is read, and where the rest can be found.
LONGEST_SCRIPT = 8  # minutes


def outputs(build: Build) -> Iterator[Output]:
    """Yield the voices of every notice and draft, and their short addresses: of the text, of the form."""
    contents: list[Notice | Draft] = [*build.publication.notices, *build.publication.drafts]
    for content in contents:
        yield from _voices(build, content)


def short_address(build: Build, content: Content) -> str:
    """Return the short address of a content, permanent as its `ma`, to be typed from a board or a message."""
    return build.absolute(short_place(content.id))


def _voices(build: Build, content: Notice | Draft) -> Iterator[Output]:
    stem = content.url.removesuffix("html")
    id_ = content.id
    yield Output(f"{stem}loa.txt", partial(_script, build, id_))
    yield Output(f"{stem}tin-nhan.txt", partial(_message, build, id_))
    yield build.page(f"{short_place(id_)}/index.html", "forward.html", lambda: {"content": _content(build, id_)})
    yield build.page(f"{form_place(id_)}/index.html", "forward_form.html", partial(_form, build, id_))
    sheet = build.page(f"{stem}bang-tin.html", "board_sheet.html", partial(_sheet, build, id_))
    yield sheet
    if _has_pdf(build):
        yield Output(f"{stem}bang-tin.pdf", partial(_pdf, build, sheet, id_))


def _form(build: Build, id_: str) -> Mapping[str, object]:
    """Return where the form of a content is: to comment on a draft, to ask the office of a notice about it."""
    content = _content(build, id_)
    if isinstance(content, Draft):
        return {"name": content.title, "form": f"gop-y/{id_}", "words": "Góp ý dự thảo"}
    form = f"kien-nghi/{content.office}?ve={id_}"
    return {"name": content.title, "form": form, "words": "Hỏi hoặc phản ánh về nội dung này"}


def _content(build: Build, id_: str) -> Notice | Draft:
    """Return the notice or draft of that id. Raises LookupError."""
    found = next((c for c in build.publication.group("card", id_) if isinstance(c, Notice | Draft)), None)
    if found is None:
        raise LookupError(id_)
    return found


def _has_pdf(build: Build) -> bool:
    return build.makes_pdf and pdf.is_available()


def _sheet(build: Build, id_: str) -> Mapping[str, object]:
    from plugins.kit.qr import qr_svg

    content = _content(build, id_)
    form = build.absolute(form_place(id_))
    return {
        "content": content,
        "office": build.publication.office(content.office),
        "short": short_address(build, content),
        "form": form,
        "qr": qr_svg(form, f"Mã QR dẫn đến phiếu về {content.title}"),
        "is_draft": isinstance(content, Draft),
        "pdf": f"{content.url.removesuffix('html')}bang-tin.pdf".rsplit("/", 1)[1] if _has_pdf(build) else "",
    }


def _pdf(build: Build, sheet: Output, id_: str) -> bytes:
    styles = build.theme_file("static/sheet.css").decode()
    return pdf.pdf_bytes(str(sheet.make()), styles, first_moment(_content(build, id_).updated_on))


def _script(build: Build, id_: str) -> str:
    from plugins.domain.speech import Speaker, duration_in_words, minutes_to_read

    content = _content(build, id_)
    speaker = Speaker(build.publication.catalogue.abbreviations)
    sentences = _notice_script(build, content) if isinstance(content, Notice) else _draft_script(build, content)
    said = [speaker.say(sentence) for sentence in sentences if sentence]
    minutes = minutes_to_read(" ".join(said))
    return "\n".join([f"[Thời gian đọc: {duration_in_words(minutes)}]", "", *said, ""])


def _notice_script(build: Build, notice: Notice) -> list[str]:
    from plugins.documents.blocks import Blocks
    from plugins.domain.speech import minutes_to_read

    office = build.publication.office(notice.office)
    body = Blocks().read(notice.html)
    whole = minutes_to_read(" ".join(body)) <= LONGEST_SCRIPT
    return [
        f"{office.name} thông báo công khai.",
        f"{notice.title}.",
        notice.summary,
        *(body if whole else ["Toàn văn được niêm yết và đăng trên trang công khai."]),
        *_ending(build, notice, office),
    ]


def _draft_script(build: Build, draft: Draft) -> list[str]:
    office = build.publication.office(draft.office)
    return [
        f"{office.name} xin ý kiến Nhân dân.",
        f"{draft.title}.",
        draft.summary,
        draft.question,
        f"Nhận ý kiến từ ngày {vietnamese_date(draft.opens_on)} đến hết ngày {vietnamese_date(draft.closes_on)}.",
        f"Người quyết định: {draft.decider}.",
        f"Góp ý tại {office.address}; hoặc gọi số {office.phone}." if office.phone else f"Góp ý tại {office.address}.",
        *_ending(build, draft, office),
    ]


def _ending(build: Build, content: Content, office: Office) -> list[str]:
    contact = f"Mọi thắc mắc xin gọi {office.name}, số {office.phone}." if office.phone else ""
    return [contact, f"Xem toàn văn tại {short_address(build, content)}.", "Xin nhắc lại.", f"{content.title}."]


def _message(build: Build, id_: str) -> str:
    content = _content(build, id_)
    short = short_address(build, content)
    if isinstance(content, Notice):
        return _both_spellings(_fitted("Công khai: ", content.title, f". Xem {short}"))
    until = f" đến hết {vietnamese_date(content.closes_on)}: {short}"
    return _both_spellings(_fitted("Góp ý ", content.title, until))


def _fitted(before: str, title: str, after: str) -> str:
    from plugins.domain.speech import shortened

    return f"{before}{shortened(title, max(10, LONGEST_MESSAGE - len(before) - len(after)))}{after}"


def _both_spellings(message: str) -> str:
    """Return a message with signs, and without: a short message with signs holds only 70 characters a part."""
    return f"{message}\n\n{_without_signs(message)}\n"


def _without_signs(message: str) -> str:
    plain = "".join(fold(c).upper() if c.isupper() else fold(c) for c in message)
    return plain.replace("…", ".").replace("–", "-")
