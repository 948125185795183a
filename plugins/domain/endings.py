"""What stands after the last provision of a text: its adoption, who gets it (nơi nhận), who signed it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plugins.domain.openers import Level, opening_of
from plugins.domain.wrapping import ADOPTED, RECIPIENTS

# For whom and in whose place one signs: thay mặt, ký thay, thừa lệnh, thừa ủy quyền, quyền (Decree 30/2020, annex I).
_AUTHORITY = re.compile(r"(?:TM|KT|TL|TUQ|Q)\.\s*\S")
_NAME = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,5}")


@dataclass(frozen=True)
class Signature:
    """Who signed: the lines that say for whom ("TM. ỦY BAN NHÂN DÂN"), the title, the name; "" where not told."""

    authority: tuple[str, ...]
    title: str
    name: str


def adoption(closing: Sequence[str]) -> str:
    """Return the sentence that says who adopted the text and when, "" for a text without one."""
    return next((line for line in closing if ADOPTED.match(line)), "")


def recipients(closing: Sequence[str]) -> tuple[str, ...]:
    """Return who gets the text: the items below “Nơi nhận”, without dash and end mark."""
    begins = next((i for i, line in enumerate(closing) if RECIPIENTS.match(line)), len(closing))
    items = [(line, opening_of(line)) for line in closing[begins:]]
    return tuple(line[o.text_from :].rstrip(";. ") for line, o in items if o and o.level is Level.DASH)


def signature(closing: Sequence[str]) -> Signature | None:
    """Return who signed, as far as the lines tell it apart; None when no line gives a title or for whom."""
    lines = [line.replace("*", "").strip() for line in closing]
    authority = tuple(line for line in lines if _AUTHORITY.match(line))
    titles = [i for i, line in enumerate(lines) if _is_title(line)]
    if not authority and not titles:
        return None
    last = titles[-1] if titles else lines.index(authority[-1])
    name = next((line for line in lines[last + 1 :] if _is_name(line)), "")
    return Signature(authority, lines[titles[-1]] if titles else "", name)


def _is_title(line: str) -> bool:
    return line.isupper() and not _AUTHORITY.match(line) and not RECIPIENTS.match(line) and not opening_of(line)


def _is_name(line: str) -> bool:
    """Tell whether a line is a person's name: some words, each with a capital, and no mark."""
    return _NAME.fullmatch(line) is not None and all(word[0].isupper() for word in line.split())
