"""A new file while it is filled in: its values so far, what is wrong with them, its name and its text."""

import os
import secrets
import shutil
import string
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from plugins.documents.authoring.questions import Question, Value, questions
from plugins.documents.authoring.skeletons import is_legal, skeleton
from plugins.documents.authoring.suggestions import Known
from plugins.documents.authoring.writing import file_text
from plugins.documents.kinds.answers import AnswerMatter, ClosingMatter
from plugins.documents.kinds.base import File, FrontMatter
from plugins.documents.kinds.documents import DocumentMatter
from plugins.documents.reading import read_content
from plugins.documents.source import Source, take_apart
from plugins.documents.validating import validated
from plugins.domain.faults import Fault
from plugins.domain.symbols import symbol_slug
from plugins.domain.text import slug

_LETTERS = string.ascii_lowercase + string.digits
_ID_LENGTH = 10
_LONGEST_STEM = 60
_FILE_NAME = "tên tệp"  # the key of faults about it
# Values that stand in for what has not been answered yet, so that one answer can be checked before the others.
_STAND_INS: tuple[Value, ...] = ("1", "08:00", "abc123", ["1"], {"web": "1"})


@dataclass
class Form:
    """One new file of a kind for a content folder; `values` are raw, as they will stand in the file."""

    kind: type[FrontMatter]
    folder: Path
    known: Known
    values: dict[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.values = {"ma": fresh_id({content.id for content in self.known.publication.contents}), **self.values}
        for key, value in self._fixed():
            self.values.setdefault(key, value)

    def _fixed(self) -> Iterator[tuple[str, str]]:
        """Yield what the kind itself says: whether a file of `tra-loi/` answers or closes."""
        if self.kind in {AnswerMatter, ClosingMatter}:
            yield "loai", self.known.suggestion(self.kind, "loai", {}).value

    def text(self) -> str:
        """Return the text of the file."""
        doc_type = str(self.values.get("loai", "")) if is_legal(self.kind) else ""
        body = skeleton(self.kind, doc_type)
        return file_text(self.kind, self.values, body, is_legal=is_legal(self.kind))

    def faults_of(self, question: Question) -> list[Fault]:
        """Return what the build would have against the value of one key, as far as the keys so far can tell."""
        choices = self.known.choices(question, self.values)
        source = self._source({**self._stand_ins(), **self.values})
        matter, faults = validated(source, self.kind)
        if matter is not None:
            faults = list(matter.faults(File(source, self.folder, self.known.publication.catalogue)))
        faults = [fault for fault in faults if fault.key == question.key]
        value = self.values.get(question.key)
        # What lies in another file (a draft, a provision of it) the model alone cannot tell.
        if not faults and question.register in {"du-thao", "dieu-khoan"} and value and value not in choices:
            expected = "một mã trong danh sách" if choices else "một mã; hiện chưa có mã nào"
            faults = [source.fault(question.key, f"“{value}”", expected)]
        return faults

    def _source(self, values: dict[str, Value]) -> Source:
        return take_apart(f"{self.kind.folder}/{self.stem}.md", file_text(self.kind, values, "…", is_legal=False))

    def _stand_ins(self) -> dict[str, Value]:
        """Return a value for each required key that has none: what would be suggested, else anything that may stand."""
        made: dict[str, Value] = {}
        for question in questions(self.kind):
            if not question.required or question.key in self.values:
                continue
            so_far = {**self.values, **made}
            suggested = self.known.suggestion(self.kind, question.key, so_far).value
            candidates: list[Value] = [suggested]
            candidates += [*list(self.known.choices(question, so_far))[:1], self.known.today.isoformat(), *_STAND_INS]
            for candidate in (one for one in candidates if one):
                made[question.key] = candidate
                _, faults = validated(self._source({**self.values, **made}), self.kind)
                if not any(fault.key == question.key for fault in faults):
                    break
        return made

    @property
    def stem(self) -> str:
        """The name of the file without its ending: from number, title or draft, without diacritics, not too long."""
        if self.kind is DocumentMatter:
            day = self.known.suggestion(self.kind, "ngay-ban-hanh", {}).value
            issued = str(self.values.get("ngay-ban-hanh", day))
            made = symbol_slug(str(self.values.get("so-ky-hieu", "")), self.known.day(issued))
        elif self.kind in {AnswerMatter, ClosingMatter}:
            draft = self.known.drafts.get(str(self.values.get("du-thao")))
            about = str(self.values.get("loai" if self.kind is ClosingMatter else "dieu-khoan", "")) or "toan-bo"
            made = slug(f"{Path(draft.source).stem if draft else 'tra-loi'} {about}")
        else:
            made = slug(str(self.values.get("trich-yeu") or self.values.get("tieu-de") or ""))
        return _shortened(made) or self.kind.folder

    def place(self) -> tuple[Path, list[Fault]]:
        """Return a place for the file that is free, and what the check of the whole folder has against it there."""
        names = (f"{self.stem}{f'-{number}' if number > 1 else ''}.md" for number in count(1))
        free = (p for name in names if not os.path.lexists(p := self.folder / self.kind.folder / name))
        path = next(free)
        faults = self._faults_at(path)
        if faults and all(fault.key == _FILE_NAME for fault in faults):
            # The names of lists are taken (index, trang-2): the next number, then.
            path = next(free)
            faults = self._faults_at(path)
        return path, faults

    def _faults_at(self, path: Path) -> list[Fault]:
        """Return what the check says of a copy of the folder with the file in it, beyond what it had to say before.

        Faults are not picked by the file's name: the gate hides a name that carries a secret.
        """
        file = path.relative_to(self.folder)
        with tempfile.TemporaryDirectory() as beside:
            copy = Path(shutil.copytree(self.folder, Path(beside) / "content", copy_function=_laid, symlinks=True))
            (copy / file).parent.mkdir(parents=True, exist_ok=True)
            (copy / file).write_text(self.text(), encoding="utf-8")
            reading = read_content(copy, self.known.publication.catalogue, self.known.now)
        return [fault for fault in reading.faults if fault not in self.known.faults]

    def key_of(self, fault: Fault) -> str:
        """Return the key a fault is about, by its name or the line it names; "" when it is about none."""
        keys = {question.key for question in questions(self.kind)}
        if fault.key in keys:
            return fault.key
        source = take_apart(fault.file, self.text())
        return next((path[0] for path, line in source.lines.items() if path and line == fault.line), "")


def fresh_id(used: set[str]) -> str:
    """Return a random opaque id that is not among those used."""
    while True:
        made = "".join(secrets.choice(_LETTERS) for _ in range(_ID_LENGTH))
        # Digits alone would be a number to a careless reader of YAML.
        if made not in used and made[0].isalpha():
            return made


def _shortened(stem: str) -> str:
    """Return a name cut between words."""
    return stem if len(stem) <= _LONGEST_STEM else stem[: _LONGEST_STEM + 1].rpartition("-")[0]


def _laid(source: str, target: str) -> None:
    """Lay a file into the copy, without copying its bytes where that is possible."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)
