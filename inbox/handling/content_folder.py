"""The folder of contents as the inbox writes into it: each file whole or not at all, kept in git where there is git."""

import logging
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import yaml

from inbox.errors import NotKeptError
from plugins.domain.offices import Office

_FOLDER, _LOG = "tra-loi", "so-bien-nhan"
_PATIENCE = 30  # seconds for one command of git
_log = logging.getLogger(__name__)
_one_at_a_time = Lock()


@dataclass(frozen=True)
class ContentFolder:
    """Where answers are published; `remote` is the git remote that commits are pushed to, "" for none.

    `sender` is the address that stands for an office without one as the author of commits.
    """

    path: Path
    sender: str
    remote: str = ""

    def write(self, stem: str, matter: Mapping[str, Any], text: str) -> Path:
        """Write a file of `tra-loi/` and return it; what was published before under its `ma` is written anew."""
        folder = self.path / _FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        id_ = matter["ma"]
        # Published before, perhaps while the draft's file had another name: the same file again.
        file = next(folder.glob(f"*-{id_}.md"), folder / f"{stem}-{id_}.md")
        _put(file, matter, text)
        return file

    def write_day(self, matter: Mapping[str, Any], text: str) -> Path:
        """Write a day of `so-bien-nhan/` and return its file."""
        file = self.path / _LOG / f"{matter['ngay']}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        _put(file, matter, text)
        return file

    def keep(self, files: Sequence[Path], office: Office, message: str) -> None:
        """Commit written files in an office's name, where the folder is in a git work tree, and push.

        Files that git ignores (as in a copy to try things out) are left alone. Raises NotKeptError; the files stay.
        """
        if not any((folder / ".git").exists() for folder in (self.path.resolve(), *self.path.resolve().parents)):
            return
        names = [str(file.relative_to(self.path)) for file in files]
        with _one_at_a_time:
            if not names or self._asks("check-ignore", "--quiet", names[0]):
                return
            self._run("add", "--", *names)
            if not self._asks("diff", "--cached", "--quiet", "--", *names):
                author = f"{office.name} <{office.email or self.sender}>"
                self._run("commit", "--quiet", "--message", message, f"--author={author}", "--only", "--", *names)
            if self.remote:
                self._run("push", "--quiet", self.remote, "HEAD")

    def _asks(self, *arguments: str) -> bool:
        return self._git(*arguments).returncode == 0

    def _run(self, *arguments: str) -> None:
        done = self._git(*arguments)
        if done.returncode:
            _log.error("git %s: %s", arguments[0], done.stderr.strip())
            raise NotKeptError(arguments[0])

    def _git(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        who = {"GIT_COMMITTER_NAME": "Bàn làm việc", "GIT_COMMITTER_EMAIL": self.sender, "GIT_TERMINAL_PROMPT": "0"}
        command = ["git", "-c", "commit.gpgsign=false", "-C", str(self.path), *arguments]
        environment = {**os.environ, **who}
        try:
            return subprocess.run(  # noqa: S603  # git, with names of files that we made
                command, env=environment, capture_output=True, text=True, check=False, timeout=_PATIENCE
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NotKeptError(arguments[0]) from error


def _put(file: Path, matter: Mapping[str, Any], text: str) -> None:
    head = yaml.safe_dump(dict(matter), allow_unicode=True, sort_keys=False, width=10_000)
    fresh = file.with_suffix(".new")
    fresh.write_text(f"---\n{head}---\n\n{text}\n", encoding="utf-8")
    fresh.replace(file)
