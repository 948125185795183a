"""Makes what a plan asks for, as far as it is not made already: the one writer of every build.

An output is made anew when an input it asked for has changed, when the answer to a question it asked has, or when its
time has come. Everything else stays as it is, byte for byte.
"""

import gzip
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from plugins.domain.asking import Key, ask_again, is_question, recording
from plugins.kit.build import Build
from plugins.kit.generations import link
from plugins.kit.outputs import Output, Part
from plugins.kit.state import Answer, Made, State

# Fewer outputs than this are not worth a second process.
_WORTH_SHARING = 100
_CHUNK = 40
# Now and then what nobody asks for any more is forgotten.
_TIDY_EVERY = 50
_COMPRESSED = {".html", ".css", ".xml", ".json", ".txt", ".csv", ".svg", ".ics", ".opml", ".jsonld"}
_WORTH_COMPRESSING = 1000  # bytes

Progress = Callable[[int, int], None]


@dataclass
class Result:
    """What a run did: the outputs made, with what each asked for; those whose bytes are new; those that are gone."""

    made: dict[str, tuple[Key, ...]] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


@dataclass
class _Done:
    """One output made, in whichever process."""

    path: str
    stamp: str
    asked: tuple[Key, ...]
    until: datetime | None
    files: tuple[str, ...]
    is_new: bool
    part: bytes = b""


class Engine:
    """Makes the plan of a build into its target folder.

    `state` is the last build's, to which the target has been brought up, or a new one. `beside` is a folder with
    files that may be the same, to be linked instead of written again, None for the target itself.
    """

    def __init__(self, build: Build, state: State, *, beside: Path | None, compresses: bool) -> None:
        self.build = build
        self.state = state
        self.beside = beside
        self.compresses = compresses

    def run(self, take_part: Callable[[str, bytes], None], tell: Progress) -> Result:
        """Make everything that is not as it should be; give each changed part of the index to `take_part`."""
        result = Result()
        plan = self.build.plan
        changed = self._changed()
        dirty = [path for path, output in plan.items() if not output.is_late and self._is_dirty(path, changed)]
        for done in self._make(sorted(dirty), tell):
            self._take(done, result, take_part)
        self.build.made.update({path: made.stamp for path, made in self.state.outputs.items()})
        changed |= {key for key in self.state.inputs if key[0] == "output" and self._has_changed(key)}
        for path in [path for path, output in plan.items() if output.is_late and self._is_dirty(path, changed)]:
            self._take(_made(self, plan[path]), result, take_part)
        for path in [path for path in self.state.outputs if path not in plan]:
            self._remove(path, result)
        self._remember(changed, result)
        return result

    def write(self, path: str, content: bytes) -> bool:
        """Write a file of the target in one step, unless these bytes are there; tell whether they are new."""
        target = self.build.target / path
        if self.beside is not None and _holds(self.beside / path, content):
            link(self.beside / path, target)
            return False
        if _holds(target, content):
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(target.name + ".new")
        fresh.write_bytes(content)
        fresh.replace(target)
        return True

    def asked(self, key: Key) -> Answer:
        """Return the answer to a question as it is kept. Raises LookupError when what it is about is gone."""
        stamp, trace = ask_again(self.build, key)
        return Answer(stamp, tuple(trace.asked), trace.until)

    def _changed(self) -> set[Key]:
        """Return the inputs and questions whose answers are no longer what they were."""
        state = self.state
        changed = {key for key in state.inputs if key[0] != "output" and self._has_changed(key)}
        for key, answer in list(state.questions.items()):
            if self._is_over(answer.until) or not changed.isdisjoint(answer.asked):
                try:
                    again = self.asked(key)
                except LookupError:
                    del state.questions[key]
                    changed.add(key)
                    continue
                if again.fingerprint != answer.fingerprint:
                    changed.add(key)
                state.questions[key] = again
        return changed

    def _has_changed(self, key: Key) -> bool:
        return self.build.stamp_of(key) != self.state.inputs[key]

    def _is_over(self, until: datetime | None) -> bool:
        return until is not None and until <= self.build.now

    def _is_dirty(self, path: str, changed: set[Key]) -> bool:
        made = self.state.outputs.get(path)
        return made is None or self._is_over(made.until) or not changed.isdisjoint(made.asked)

    def _make(self, paths: Sequence[str], tell: Progress) -> Iterator[_Done]:
        """Make outputs, in as many processes as are worth it; neighbours by path share what they read."""
        count = 0
        for done, answers in _in_chunks(self, paths):
            self.state.questions.update(answers)
            count += len(done)
            tell(count, len(paths))
            yield from done

    def _take(self, done: _Done, result: Result, take_part: Callable[[str, bytes], None]) -> None:
        """Note what was made of an output."""
        result.made[done.path] = done.asked
        before = self.state.outputs.get(done.path)
        is_same = before is not None and before.stamp == done.stamp
        if before is not None:
            self._unlink(set(before.files) - set(done.files))
        since = before.since if before is not None and is_same else self.state.number
        self.state.outputs[done.path] = Made(done.stamp, done.asked, done.until, since, done.files)
        if done.is_new:
            result.written.append(done.path)
        if done.part and not is_same:
            take_part(done.path, done.part)

    def _remove(self, path: str, result: Result) -> None:
        self._unlink(self.state.outputs.pop(path).files)
        result.removed.append(path)

    def _unlink(self, files: Iterable[str]) -> None:
        for file in files:
            (self.build.target / file).unlink(missing_ok=True)
            self.state.removed[file] = self.state.number

    def _remember(self, changed: set[Key], result: Result) -> None:
        """Keep a stamp of everything asked for."""
        state = self.state
        if state.number % _TIDY_EVERY == 0:
            asked = {key for made in state.outputs.values() for key in made.asked}
            state.questions = {key: answer for key, answer in state.questions.items() if key in asked}
            state.inputs = {}
        else:
            asked = {key for key in changed if key in state.inputs}
            asked.update(key for keys in result.made.values() for key in keys)
        asked.update(key for answer in state.questions.values() for key in answer.asked)
        for key in asked:
            if not is_question(key) and (key in changed or key not in state.inputs):
                state.inputs[key] = self.build.stamp_of(key)


def _in_chunks(engine: Engine, paths: Sequence[str]) -> Iterator[tuple[list[_Done], dict[Key, Answer]]]:
    chunks = [paths[start : start + _CHUNK] for start in range(0, len(paths), _CHUNK)]
    if len(paths) < _WORTH_SHARING or (os.cpu_count() or 1) == 1:
        for chunk in chunks:
            yield _chunk(engine, chunk)
        return
    # The children begin as copies of this process and so know all that was read.
    _job.append(engine)
    try:
        with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
            yield from pool.imap_unordered(_chunk_of_job, chunks)
    finally:
        _job.clear()


_job: list[Engine] = []


def _chunk_of_job(paths: Sequence[str]) -> tuple[list[_Done], dict[Key, Answer]]:
    return _chunk(_job[0], paths)


def _chunk(engine: Engine, paths: Sequence[str]) -> tuple[list[_Done], dict[Key, Answer]]:
    done = [_made(engine, engine.build.plan[path]) for path in paths]
    known = engine.state.questions
    answers = {key: engine.asked(key) for one in done for key in one.asked if is_question(key) and key not in known}
    known.update(answers)  # what this process has told once
    return done, answers


def _made(engine: Engine, output: Output) -> _Done:
    """Make one output and write it, unless its bytes are there already."""
    with recording() as trace:
        made = output.make()
    content = made.encode() if isinstance(made, str) else made
    stamp = blake2b(content, digest_size=12).hexdigest()
    asked = tuple(trace.asked)
    before = engine.state.outputs.get(output.path)
    if isinstance(output, Part):
        return _Done(output.path, stamp, asked, trace.until, (), is_new=False, part=content)
    if before is not None and before.stamp == stamp:
        return _Done(output.path, stamp, asked, trace.until, before.files, is_new=False)
    is_new = engine.write(output.path, content)
    files = [output.path]
    if engine.compresses and len(content) >= _WORTH_COMPRESSING and Path(output.path).suffix in _COMPRESSED:
        files.append(f"{output.path}.gz")
        engine.write(files[-1], gzip.compress(content, mtime=0))
    return _Done(output.path, stamp, asked, trace.until, tuple(files), is_new=is_new)


def _holds(path: Path, content: bytes) -> bool:
    """Tell whether a file has these bytes."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False
