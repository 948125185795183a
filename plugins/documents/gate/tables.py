"""Text of office files as lines: a paragraph each, tables as Markdown has them, so that one reader is enough."""

from collections.abc import Iterable, Iterator, Mapping

MOST_COLUMNS = 500  # in which text is looked for; a register has some dozen


def as_table(rows: Iterable[list[str]]) -> Iterator[str]:
    """Yield rows with bars between cells; the first with two words or more is the head of the columns."""
    has_head = False
    for row in rows:
        yield "|" + "|".join(cell.replace("|", " ").replace("\n", " ") for cell in row) + "|"
        if not has_head and sum(bool(cell.strip()) for cell in row) > 1:
            has_head = True
            yield "|" + "-|" * len(row)


class Flow:
    """Gathers words into paragraphs and rows; `roles` tells which element is a table, row, cell or paragraph.

    A table within a table is text of its cell.
    """

    def __init__(self, roles: Mapping[str, str]) -> None:
        self._roles = roles
        self._words: list[str] = []
        self._cells: list[str] = []
        self._rows: list[list[str]] = []
        self._depth = 0

    def word(self, text: str) -> None:
        """Take some text in."""
        self._words.append(text)

    def begins(self, name: str, repeated: int = 1) -> None:
        """Note that an element begins; a cell may stand for several."""
        role = self._roles.get(name)
        if role == "table":
            self._depth += 1
        elif role == "cell" and self._depth == 1:
            self._cells += [""] * min(repeated, MOST_COLUMNS - len(self._cells))

    def ends(self, name: str) -> Iterator[str]:
        """Yield the lines that are complete with the end of an element."""
        role = self._roles.get(name)
        if role == "paragraph":
            text, self._words = "".join(self._words), []
            if self._cells:
                self._cells[-1] += f"{text}\t"
            else:
                yield text
        elif role == "row" and self._depth == 1:
            self._rows.append(self._cells)
            self._cells = []
        elif role == "table":
            self._depth -= 1
            if not self._depth:
                yield from as_table(self._rows)
                self._rows = []
