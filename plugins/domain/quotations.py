"""What an amending act quotes: “Điều 5. …” stands over several lines and opens no provision of the act itself."""

from collections.abc import Sequence

from plugins.domain.openers import opening_of


def lines_quoted(lines: Sequence[str]) -> int | None:
    """Return how many lines after the first belong to a quotation that the first begins and does not end.

    0 when it begins none; None when it begins one that no line ends. A quotation begins a line or has a provision's
    number behind its mark; a straight mark (") counts only with a number.
    """
    first = lines[0]
    if first.startswith('"') and first.count('"') == 1 and opening_of(first[1:]):
        return next((i for i, line in enumerate(lines) if i and line.rstrip(" .;,/").endswith('"')), None)
    start = _unclosed(first)
    if start is None or (start > 0 and not opening_of(first[start + 1 :].lstrip())):
        return 0
    depth = 0
    for index, line in enumerate(lines):
        text = line if index else line[start:]
        depth += text.count("“") - text.count("”")
        if depth <= 0:
            return index
    return None


def _unclosed(text: str) -> int | None:
    """Return where the outermost quotation begins that a line leaves open."""
    open_at: list[int] = []
    for position, char in enumerate(text):
        if char == "“":
            open_at.append(position)
        elif char == "”" and open_at:
            open_at.pop()
    return open_at[0] if open_at else None
