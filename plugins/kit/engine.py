"""Makes what a plan asks for, as far as it is not made already: the one writer of every build.

An output is made anew when an input it asked for has changed, when the answer to a question it asked has, or when its
time has come. Everything else stays as it is, byte for byte.
"""

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from hashlib import blake2b
from pathlib import Path

from plugins.domain.asking import Key, ask_again, is_question, recording
from plugins.kit.build import Build
from plugins.kit.compressing import twins
from plugins.kit.generations import holds, is_same, link, put, put_unread
from plugins.kit.outputs import Output, Part
from plugins.kit.sharing import by_all_cores
from plugins.kit.state import Made, State

# Fewer outputs than this are not worth a second process.
_WORTH_SHARING = 100
_CHUNK = 40
# Now and then what nobody asks for any more is forgotten.
_TIDY_EVERY = 50

Progress = Callable[[int, int], None]


@dataclass
class Answer:
    """The answer to a question: a fingerprint, the inputs it rests on, until when it holds."""

    fingerprint: str
    asked: tuple[Key, ...]
    until: datetime | None


class TooNarrowError(Exception):
    """More follows from a change than the plan of a narrow build holds."""


@dataclass
class Result:
    """What a run did: the outputs whose bytes are new, and those that are gone; how much there is in all."""

    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    contents: int = 0
    outputs: int = 0


@dataclass
class _Done:
    """One output made, in whichever process."""

    path: str
    stamp: str
    asked: tuple[Key, ...]
    until: datetime | None
    endings: tuple[str, ...]
    is_new: bool
    part: bytes = b""


class Engine:
    """Makes the plan of a build into its target folder.

    `state` is the last build's, or a new one. `current` is the public generation, whose files are linked where they are
    the same, None for a target that is no generation. If the state knows the current generation, the target has been
    brought up to it, except for what is `dirty`. `encodings` are those of the compressed twins (see `compressing`).
    """

    def __init__(self, build: Build, state: State, *, current: Path | None, encodings: Sequence[str]) -> None:
        self.build = build
        self.state = state
        self.current = current
        self.encodings = encodings
        # The outputs to be made.
        self.dirty: set[str] = set()
        # How the outputs to be made were made before; those who make them may be other processes.
        self.before: dict[str, Made] = {}
        # The questions whose answers this process has told.
        self.told: set[Key] = set()
        self._noted: set[Key] = set()
        self._gone: set[str] = set()
        self._changed_keys: set[Key] = set()

    def look(self) -> None:
        """Find out what has to be made anew. Nothing is written yet."""
        build, state = self.build, self.state
        build.made, build.written = state.output_stamp, state.written
        if not state.is_kept:
            self.dirty = set(build.plan)
            self._prepare()
            return
        fresh: set[str] = set()
        if not build.is_narrow:
            known = state.paths()
            fresh = {path for path in build.plan if path not in known}
            self._gone = known.difference(build.plan) if len(known) + len(fresh) != len(build.plan) else set()
        self._changed_keys = self._changed(["paths"] if fresh or self._gone else [])
        self.dirty = fresh | (state.outputs(self._changed_keys, build.now) - self._gone)
        self._prepare()

    def _prepare(self) -> None:
        """Make and note what all ask for before the work is shared: else each process does so for itself.

        What is more, a process that looks at a card, or at a path, has a copy of its own of it from then on.
        """
        if len(self.dirty) < _WORTH_SHARING:
            return
        many = self.build.publication.keys_of_many()
        if self.state.is_kept:
            self._note_inputs([*many, ("paths", "")])
            self._note_inputs(("card", id_) for id_ in self.build.contents)

    def plan(self, *, with_index: bool) -> None:
        """Have the plan of a narrow build made for what has to be made anew.

        Raises TooNarrowError when that is more than its scope gives; nothing is written yet.
        """
        late = self.state.outputs([("output", path) for path in self.dirty], self.build.now)
        wanted = self.dirty | late
        self.build.plan_for(wanted, with_index=with_index)
        if not self.build.plan.keys() >= wanted:
            raise TooNarrowError

    def run(self, take_part: Callable[[str, bytes], None], tell: Progress) -> Result:
        """Make everything that is not as it should be; give each changed part of the index to `take_part`."""
        result = Result()
        plan, state = self.build.plan, self.state
        for done in self._make(sorted(path for path in self.dirty if not plan[path].is_late), tell):
            self._take(done, result, take_part)
        changed = self._changed_keys | self._changed_inputs(["output"])
        late = self.dirty | state.outputs(changed, self.build.now)
        for done in self._make([path for path, output in plan.items() if output.is_late and path in late], _untold):
            self._take(done, result, take_part)
        for path in self._gone:
            self._remove(path, result)
        if state.about.number % _TIDY_EVERY == 0:
            state.tidy()
        if not self.build.is_narrow:
            state.about.counts = len(self.build.contents), len(plan)
        result.contents, result.outputs = state.about.counts
        return result

    def write(self, path: str, content: bytes, *, is_another: bool) -> bool:
        """Write a file of the target, unless these bytes are there; tell whether they are new.

        `is_another`: other bytes are known to be there, so a generation is not looked at.
        """
        target = f"{self.build.target}/{path}"
        if self.current is None:
            return put(target, content)
        if not is_another:
            if holds(public := f"{self.current}/{path}", content):
                link(public, target)
                return False
            if holds(target, content):
                return False
        put_unread(target, content)
        return True

    def keep(self, files: Iterable[str]) -> None:
        """Leave files of the target as they are in the current generation."""
        if self.current is not None:
            for file in files:
                public, target = f"{self.current}/{file}", f"{self.build.target}/{file}"
                if not is_same(target, public):
                    link(public, target)

    def asked(self, key: Key) -> Answer:
        """Return the answer to a question as it is kept. Raises LookupError when what it is about is gone."""
        stamp, trace = ask_again(self.build, key)
        return Answer(stamp, tuple(trace.asked), trace.until)

    def _changed(self, more_kinds: Sequence[str]) -> set[Key]:
        """Return the inputs and questions whose answers are no longer what they were."""
        changed = self._changed_inputs([*self.build.kinds_of_inputs, *more_kinds]) | self._changed_contents()
        for key in self.state.questions(changed, self.build.now):
            before = self.state.stamp(key)
            try:
                again = self.asked(key)
            except LookupError:
                self.state.forget(key)
                changed.add(key)
                continue
            if again.fingerprint != before:
                changed.add(key)
            self._note_answer(key, again)
        return changed

    def _changed_inputs(self, kinds: Iterable[str]) -> set[Key]:
        """Return the inputs of some kinds that are no longer what they were."""
        return {key for kind in kinds for key, stamp in self.state.inputs(kind) if self._is_another(key, stamp)}

    def _changed_contents(self) -> set[Key]:
        """Return the inputs that contents gave or give, where they are no longer what they were."""
        state, stamps = self.state, self.build.content_stamps
        touched: set[Key] = set()
        for id_, is_text in state.changed_contents(stamps, are_all=not self.build.is_narrow).items():
            content = self.build.contents.get(id_)
            if content and is_text:
                touched.update(self.build.text_keys_of(content))
                state.put_text(id_, stamps[id_][1])
                continue
            touched.update(state.keys_of(id_))
            if content is None:
                state.remove_content(id_)
                continue
            keys = self.build.keys_of(content)
            touched.update(keys)
            state.put_content(id_, stamps[id_], keys, pickle.dumps(content, protocol=pickle.HIGHEST_PROTOCOL))
        known = [(key, stamp) for key in touched if (stamp := state.stamp(key)) is not None]
        return {key for key, stamp in known if self._is_another(key, stamp)}

    def _is_another(self, key: Key, before: str) -> bool:
        """Tell whether an input has changed, and note what it is now."""
        now = self.build.stamp_of(key)
        if now != before:
            self.state.mark(key, now)
        return now != before

    def _make(self, paths: Sequence[str], tell: Progress) -> Iterator[_Done]:
        """Make outputs, in as many processes as are worth it; neighbours by path share what they read."""
        count = 0
        self.before = {path: made for path in paths if (made := self.state.made(path)) is not None}
        for done, answers in _in_chunks(self, paths):
            for key, answer in answers.items():
                self._note_answer(key, answer)
            count += len(done)
            tell(count, len(paths))
            yield from done

    def _take(self, done: _Done, result: Result, take_part: Callable[[str, bytes], None]) -> None:
        """Note what was made of an output."""
        before = self.before.get(done.path)
        is_same = before is not None and before.stamp == done.stamp
        if before is not None:
            self._unlink(f"{done.path}{ending}" for ending in set(before.endings) - set(done.endings))
        since = before.since if before is not None and is_same else self.state.about.number
        self._note_inputs(done.asked)
        self.state.put_output(done.path, Made(done.stamp, done.until, since, done.endings), done.asked)
        if done.is_new:
            result.written.append(done.path)
        if done.part and not is_same:
            take_part(done.path, done.part)

    def _remove(self, path: str, result: Result) -> None:
        made = self.state.made(path)
        self._unlink(made.files(path) if made else [])
        self.state.remove_output(path)
        result.removed.append(path)

    def _unlink(self, files: Iterable[str]) -> None:
        for file in files:
            (self.build.target / file).unlink(missing_ok=True)
            self.state.note_removed(file)

    def _note_answer(self, key: Key, answer: Answer) -> None:
        self._note_inputs(answer.asked)
        self.state.mark_answer(key, answer.fingerprint, answer.until, answer.asked)
        self._noted.add(key)

    def _note_inputs(self, keys: Iterable[Key]) -> None:
        """Keep a stamp of every input asked for."""
        for key in keys:
            if key not in self._noted:
                self._noted.add(key)
                if not is_question(key) and self.state.stamp(key) is None:
                    self.state.mark(key, self.build.stamp_of(key))


def _in_chunks(engine: Engine, paths: Sequence[str]) -> Iterator[tuple[list[_Done], dict[Key, Answer]]]:
    chunks = [paths[start : start + _CHUNK] for start in range(0, len(paths), _CHUNK)]
    make = partial(_chunk, engine)
    if len(paths) < _WORTH_SHARING:
        yield from map(make, chunks)
        return
    # What has to be loaded to make a page is loaded once: those who go on begin as copies of this process.
    yield make(chunks[0])
    yield from by_all_cores(make, chunks[1:])


def _chunk(engine: Engine, paths: Sequence[str]) -> tuple[list[_Done], dict[Key, Answer]]:
    done = [_made(engine, engine.build.plan[path]) for path in paths]
    asked = {key for one in done for key in one.asked if is_question(key)} - engine.told
    engine.told |= asked
    return done, {key: engine.asked(key) for key in asked}


def _made(engine: Engine, output: Output) -> _Done:
    """Make one output and write it, unless its bytes are there already."""
    with recording() as trace:
        try:
            made = output.make()
        except Exception as error:
            error.add_note(f"Trang đang làm: {output.path}")
            raise
    content = made.encode() if isinstance(made, str) else made
    is_kept = engine.state.is_kept
    stamp = blake2b(content, digest_size=12).hexdigest() if is_kept else ""
    asked = tuple(trace.asked) if is_kept else ()
    before = engine.before.get(output.path)
    if isinstance(output, Part):
        return _Done(output.path, stamp, asked, trace.until, (), is_new=False, part=content)
    if before is not None and before.stamp == stamp:
        engine.keep(before.files(output.path))
        return _Done(output.path, stamp, asked, trace.until, before.endings, is_new=False)
    endings = [""]
    is_another = before is not None
    is_new = engine.write(output.path, content, is_another=is_another)
    for ending, packed in twins(output.path, content, engine.encodings):
        endings.append(ending)
        engine.write(f"{output.path}{ending}", packed, is_another=is_another)
    return _Done(output.path, stamp, asked, trace.until, tuple(endings), is_new=is_new)


def _untold(_done: int, _all: int) -> None:
    """A few more outputs are nothing to be told about."""
