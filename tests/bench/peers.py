"""The same texts as other generators want them, at the same paths."""

import json
import shutil
from pathlib import Path

from bench.corpus import Text, put, texts

HUGO_SITE = Path(__file__).parent / "hugo"


def write_for_pelican(folder: Path, count: int) -> None:
    """Write a content folder of stock Pelican: every text an article."""
    for text in texts(count):
        put(folder / text.path, as_article(text))


def write_for_hugo(folder: Path, count: int) -> None:
    """Write a whole Hugo site: our minimal one, every text a page."""
    shutil.copytree(HUGO_SITE, folder, dirs_exist_ok=True)
    for text in texts(count):
        put(folder / "content" / text.path, as_page(text))


def as_article(text: Text) -> str:
    """Return a text as Pelican wants it."""
    head = {
        "Title": text.title,
        "Date": text.on,
        "Category": text.office or text.folder,
        "Tags": ", ".join(text.fields),
        "Slug": text.name,
        "Summary": _summary(text),
    }
    return "\n".join([*(f"{key}: {value}" for key, value in head.items()), "", text.body])


def as_page(text: Text) -> str:
    """Return a text as Hugo wants it."""
    head = {
        "title": text.title,
        "date": str(text.on),
        "categories": [text.office or text.folder],
        "tags": text.fields,
        "summary": _summary(text),
    }
    return f"{json.dumps(head, ensure_ascii=False)}\n\n{text.body}"


def _summary(text: Text) -> str:
    return str(text.head.get("tom-tat", text.title))
