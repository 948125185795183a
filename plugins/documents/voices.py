"""One source, four voices: beside its page each notice and draft has a board sheet, a loudspeaker script, a message."""

from collections.abc import Iterator, Sequence
from functools import partial

from plugins.documents.blocks import Blocks
from plugins.domain.clock import first_moment
from plugins.domain.consultations import Consultation
from plugins.domain.contents import Content, Draft, Notice
from plugins.domain.deadlines import vietnamese_date
from plugins.domain.offices import Office
from plugins.domain.speech import Speaker, duration_in_words, minutes_to_read, shortened
from plugins.domain.text import fold
from plugins.kit import pdf
from plugins.kit.build import Build, asks
from plugins.kit.outputs import Output
from plugins.kit.qr import qr_svg

# A message has to fit where messages of 160 characters are the measure.
LONGEST_MESSAGE = 160
# A script longer than this is no announcement: the summary is read, and where the rest can be found.
LONGEST_SCRIPT = 8  # minutes


def outputs(build: Build) -> Iterator[Output]:
    """Yield the voices of every notice and draft, and their short addresses."""
    for notice in build.publication.notices:
        yield from _voices(build, notice, _notice_script(build, notice), _notice_message(build, notice))
    for consultation in build.publication.consultations:
        draft = consultation.draft
        yield from _voices(build, draft, _draft_script(build, consultation), _draft_message(build, consultation))


def short_address(build: Build, content: Content) -> str:
    """Return the short address of a content, permanent as its `ma`, to be typed from a board or a message."""
    return build.absolute(f"s/{content.id}")


def _voices(build: Build, content: Notice | Draft, script: Sequence[str], message: str) -> Iterator[Output]:
    stem = content.url.removesuffix("html")
    asked_for = asks(content, "co-quan", "viet-tat", "trang-web")
    speaker = Speaker(build.publication.catalogue.abbreviations)
    yield Output(f"{stem}loa.txt", asked_for, partial(_script, speaker, script))
    yield Output(f"{stem}tin-nhan.txt", asked_for, partial(_both_spellings, message))
    yield build.page(f"s/{content.id}/index.html", "forward.html", asked_for, content=content)
    has_pdf = build.makes_pdf and pdf.is_available()
    sheet = build.page(
        f"{stem}bang-tin.html",
        "board_sheet.html",
        asked_for,
        content=content,
        office=build.publication.office(content.office),
        short=short_address(build, content),
        qr=qr_svg(short_address(build, content), f"Mã QR dẫn đến {content.title}"),
        is_draft=isinstance(content, Draft),
        pdf=f"{stem}bang-tin.pdf".rsplit("/", 1)[1] if has_pdf else "",
    )
    yield sheet
    if has_pdf:
        yield Output(f"{stem}bang-tin.pdf", asked_for, partial(_pdf, build, sheet, content))


def _pdf(build: Build, sheet: Output, content: Content) -> bytes:
    styles = (build.theme / "static" / "sheet.css").read_text(encoding="utf-8")
    return pdf.pdf_bytes(str(sheet.make()), styles, first_moment(content.updated_on))


def _script(speaker: Speaker, sentences: Sequence[str]) -> str:
    said = [speaker.say(sentence) for sentence in sentences if sentence]
    minutes = minutes_to_read(" ".join(said))
    return "\n".join([f"[Thời gian đọc: {duration_in_words(minutes)}]", "", *said, ""])


def _notice_script(build: Build, notice: Notice) -> list[str]:
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


def _draft_script(build: Build, consultation: Consultation) -> list[str]:
    draft = consultation.draft
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


def _notice_message(build: Build, notice: Notice) -> str:
    return _fitted("Công khai: ", notice.title, f". Xem {short_address(build, notice)}")


def _draft_message(build: Build, consultation: Consultation) -> str:
    draft = consultation.draft
    return _fitted("Góp ý ", draft.title, f" đến hết {vietnamese_date(draft.closes_on)}: {short_address(build, draft)}")


def _fitted(before: str, title: str, after: str) -> str:
    return f"{before}{shortened(title, max(10, LONGEST_MESSAGE - len(before) - len(after)))}{after}"


def _both_spellings(message: str) -> str:
    """Return a message with signs, and without: a short message with signs holds only 70 characters a part."""
    return f"{message}\n\n{_without_signs(message)}\n"


def _without_signs(message: str) -> str:
    plain = "".join(fold(c).upper() if c.isupper() else fold(c) for c in message)
    return plain.replace("…", ".").replace("–", "-")
