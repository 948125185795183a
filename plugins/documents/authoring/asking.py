"""Talks with a person at a terminal: says a line, asks for one, offers numbered choices. Works on a pipe, too."""

import sys
from collections.abc import Mapping
from typing import NoReturn

from plugins.domain.faults import Fault, shown
from plugins.domain.text import control_characters, fold, nfc, squeeze

NOT_IN_REGISTER = "một số trong danh sách, một mã, hoặc một phần tên chỉ hợp với một dòng"


class StoppedError(Exception):
    """Whoever was asked went away (Ctrl-C, Ctrl-D, end of the pipe)."""


def say(*lines: str) -> None:
    """Print lines for the person at the terminal."""
    print(*lines, sep="\n", flush=True)  # noqa: T201  # the one place that talks


def ask(prompt: str, typed: str = "") -> str:
    """Return one line of answer, trimmed; `typed` lies on the line to be changed where the terminal can do that.

    Raises StoppedError at the end of input.
    """
    if typed and sys.stdin.isatty():
        _lay_on_line(typed)
    while True:
        try:
            answer = squeeze(nfc(input(f"{prompt}: ")))
        except (EOFError, KeyboardInterrupt, UnicodeDecodeError):
            raise StoppedError from None
        if not control_characters(answer):
            return answer
        say("  Có ký tự lạ; xin gõ lại bằng bảng mã Unicode (UTF-8).")


def ask_yes_no(prompt: str, *, default: bool = True) -> bool:
    """Return whether the answer is yes; an empty one is the default."""
    while True:
        answer = fold(ask(f"{prompt} [{'C/k' if default else 'c/K'}]"))
        if answer in {"", "c", "co", "y", "yes", "k", "khong", "n", "no"}:
            return default if not answer else answer[0] in "cy"
        say("  Xin trả lời “c” (có) hoặc “k” (không).")


def list_choices(choices: Mapping[str, str]) -> None:
    """Print choices (id → words) with their numbers."""
    say(*(f"  {number:>3}. {words} ({id_})" for number, (id_, words) in enumerate(choices.items(), 1)))


def chosen(answer: str, choices: Mapping[str, str]) -> str:
    """Return the id an answer means: its number, the id itself, its words, how they begin, a part; else the answer."""
    if answer.isdecimal() and 1 <= int(answer) <= len(choices):
        return list(choices)[int(answer) - 1]
    if answer in choices:
        return answer
    wanted = fold(answer)
    folded = {id_: fold(words) for id_, words in choices.items()}
    for alike in (
        [id_ for id_, words in folded.items() if words == wanted],
        [id_ for id_, words in folded.items() if wanted and words.startswith(wanted)],
        [id_ for id_, words in folded.items() if wanted and wanted in words],
    ):
        if len(alike) == 1:
            return alike[0]
    return answer


def ask_choice(prompt: str, choices: Mapping[str, str], default: str = "") -> str:
    """Return the id chosen among numbered choices; an empty answer is the default."""
    list_choices(choices)
    while True:
        answer = ask(f"{prompt}{f' [{default}]' if default else ''}") or default
        found = chosen(answer, choices)
        if found in choices:
            return found
        say(f"  Thấy {shown(answer)}; cần {NOT_IN_REGISTER}.")


def tell(faults: list[Fault]) -> None:
    """Say what is wrong with an answer, in the words of the check."""
    say(*(f"  {fault.key}: thấy {fault.found}; cần {fault.expected}." for fault in faults))


def refuse(*lines: str) -> NoReturn:
    """End the command with what went wrong."""
    sys.exit("\n".join(lines))


def _lay_on_line(text: str) -> None:
    try:
        import readline  # not on every system
    except ImportError:
        return

    def lay() -> None:
        readline.insert_text(text)
        readline.set_startup_hook()

    readline.set_startup_hook(lay)
