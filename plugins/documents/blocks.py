"""HTML taken apart into what is read aloud: a list of words for each block, a sentence for each row of a table."""

from html.parser import HTMLParser

_BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "caption"}


class Blocks(HTMLParser):
    """Reads sanitised HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.words: list[str] = []
        self.head: list[str] = []
        self.row: list[str] = []
        self.is_head = False

    def read(self, html: str) -> list[str]:
        """Return the blocks of a text, each ending like a sentence."""
        self.feed(html)
        self._flush()
        return self.blocks

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  # the parser's
        """Begin a block, a table or a row."""
        if tag in _BLOCKS:
            self._flush()
        elif tag == "table":
            self._flush()
            self.head = []
        elif tag == "tr":
            self.row, self.is_head = [], False
        elif tag in {"th", "td"}:
            self.words = []
            self.is_head = self.is_head or tag == "th"

    def handle_endtag(self, tag: str) -> None:
        """End a block or a row; a row says the names of its columns before its cells."""
        if tag in _BLOCKS:
            self._flush()
        elif tag in {"th", "td"}:
            self.row.append(" ".join(self.words).strip())
            self.words = []
        elif tag == "tr" and self.is_head:
            self.head = self.row
        elif tag == "tr" and self.row:
            first, *others = self.row
            named = [f"{name}: {cell}" for name, cell in zip(self.head[1:], others, strict=False) if cell]
            self.blocks.append(f"{first}: {'; '.join(named)}." if named else f"{first}.")

    def handle_data(self, data: str) -> None:
        """Gather words."""
        self.words += data.split()

    def _flush(self) -> None:
        text = " ".join(self.words).strip()
        self.words = []
        if text:
            self.blocks.append(text if text.endswith((".", ":", ";", "!", "?")) else f"{text}.")
