"""A good file whose body alone has changed: what its front matter says was read and checked, and stays as it is.

That leaves out most of the work, and the libraries for it: they take longer to load than a whole build after such a
change.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from plugins.documents.bodies import legal_text, prose
from plugins.documents.ledger import facts_of
from plugins.documents.linking import attachments_in, faults_of_links, html_of, pages_in, targets
from plugins.documents.one_file import LONGEST_READING, Read, Reader, digest, look_at, text_of
from plugins.documents.source import Source, split
from plugins.domain.cards import Content
from plugins.domain.contents import Answer, CommunityDecision, Document, Notice, Page, RoundClosing, Translation
from plugins.domain.faults import UnreadableError
from plugins.domain.text import control_characters
from plugins.kit.prose import TooSlowError, UnconvertibleError, at_most

# How the body of a content is made; of the others the card shows something of it, too.
_BODIES: Mapping[type[Content], Callable[[str], dict[str, Any]]] = {
    Document: lambda body: {"text": legal_text(body)},
    **dict.fromkeys((Answer, CommunityDecision, Notice, Page, RoundClosing, Translation), prose),
}


def read_text_alone(reader: Reader, file: str, before: Read | None) -> Read | None:
    """Return what reading a file gives when only its body is another than `before`; None where it must be read whole.

    That is also where anything is wrong with it: whoever reads all of it says what.
    """
    if before is None or before.content is None or not before.head or before.attachments:
        return None
    make = _BODIES.get(type(before.content))
    look = look_at(reader.folder / file)
    try:
        text = text_of(file, reader.folder)
        head, body = split(text)
        if make is None or digest(head) != before.head or control_characters(body) or not body.strip():
            return None
        with at_most(LONGEST_READING):
            content = before.content.having(**make(body))
    except (UnreadableError, TooSlowError, UnconvertibleError):
        return None
    html = html_of(content)
    leads_to = targets(html)
    source = Source(file, text, {}, {}, len(head))
    if attachments_in(leads_to) or any(faults_of_links(source, html, reader.folder)):
        return None
    if reader.gate.stopped(file, text, None, []).faults:
        return None
    oddities = content.text.oddities if isinstance(content, Document) else ()
    facts = facts_of(content, before.facts.dates) if before.facts else None
    stamp = reader.shelf.put(content.body())
    content.shelved(reader.shelf)
    content.settle()
    return replace(
        before,
        look=look,
        stamp=digest(text),
        content=content,
        body=stamp,
        facts=facts,
        links=tuple(pages_in(leads_to)),
        oddities=oddities,
    )
