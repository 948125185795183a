"""The SQL of answers: who was answered what, what goes into one published file, what was heard on a draft."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, Select, delete, func, insert, select, update

from inbox.stores.comments import happen, overtaking, post
from inbox.stores.database import Row, every, one, stored, writing
from inbox.stores.tables import SIGNED, answers, comments, events, holds, proposals
from plugins.domain.comments import Status


@dataclass(frozen=True)
class Answering:
    """What is stored when a comment is answered: the answer, its event (without the comment's id), its mails."""

    answer: Row
    happened: Row
    mails: Sequence[Row]


class AnswerStore:
    """Answers, each to one comment; those given together share the name of their published file."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = writing(engine)

    def record(self, answerings: Sequence[Answering], seen: int | None = None) -> Row | None:
        """An office answered some comments, or answered them anew: answers, events and mails of all, together.

        With `seen`, the last event the officer knew of, nothing is recorded when another was first at one of them:
        that event is returned.
        """
        in_turn = sorted(answerings, key=lambda a: a.answer["comment_id"])
        with self._writing.begin() as connection:
            for answering in in_turn if seen is not None else ():
                happened = answering.happened
                if first := overtaking(connection, answering.answer["comment_id"], seen or 0, happened["actor"]):
                    return first
            for answering in in_turn:
                answer, comment_id = answering.answer, answering.answer["comment_id"]
                # Officers who answer at once take turns; the later answer stands, history has both.
                connection.execute(select(comments.c.id).where(comments.c.id == comment_id).with_for_update())
                changed = connection.execute(
                    update(answers)
                    .where(answers.c.comment_id == comment_id)
                    .values({k: v for k, v in stored(answer).items() if k not in {"id", "comment_id"}})
                )
                if not changed.rowcount:
                    connection.execute(insert(answers).values(stored(answer)))
                connection.execute(delete(proposals).where(proposals.c.comment_id == comment_id))
                happen(connection, comment_id, answering.happened)
                post(connection, comment_id, answering.mails)
        return None

    def record_published(self, comment_ids: Sequence[int], happened: Row) -> None:
        """The answer to some comments was written into the content folder."""
        with self._writing.begin() as connection:
            for comment_id in sorted(comment_ids):
                happen(connection, comment_id, happened)

    def of(self, comment_id: int) -> Row | None:
        """What did the office answer to a comment?"""
        with self._engine.connect() as connection:
            return one(connection, select(answers).where(answers.c.comment_id == comment_id))

    def signers(self, office: str, most: int) -> list[tuple[str, str]]:
        """Who signed answers of an office, and with which title, the last first?"""
        last = func.max(answers.c.answered_at)
        query = select(answers.c.signer, answers.c.signer_title).where(
            answers.c.office == office, answers.c.signer != ""
        )
        query = query.group_by(answers.c.signer, answers.c.signer_title).order_by(last.desc()).limit(most)
        with self._engine.connect() as connection:
            return [(signer, title) for signer, title in connection.execute(query)]

    def in_file(self, published_as: str) -> list[Row]:
        """Which comments does a published file answer, each with its answer?"""
        query = _with_answers().where(answers.c.published_as == published_as)
        with self._engine.connect() as connection:
            return every(connection, query)

    def together_in(self, published_as: str) -> int:
        """How many opinions does a published file answer?"""
        query = select(func.coalesce(func.sum(comments.c["count"]), 0))
        query = query.join(answers, answers.c.comment_id == comments.c.id).where(answers.c.published_as == published_as)
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar_one())

    def files_of(self, comment_id: int) -> set[str]:
        """Into which files was the answer to a comment published so far?"""
        published = (events.c.comment_id == comment_id, events.c.status == Status.PUBLISHED.id)
        with self._engine.connect() as connection:
            details = connection.execute(select(events.c.detail).where(*published)).scalars()
            return {detail["answer"] for detail in details}

    def on_draft(self, draft: str) -> list[Row]:
        """What came about a draft, at any office, each with its answer (empty columns when there is none)?"""
        with self._engine.connect() as connection:
            return every(connection, _with_answers().where(comments.c.draft == draft))

    def by_channel(self, office: str) -> dict[str, tuple[int, int]]:
        """How many forms came to an office by each channel, and how many opinions stood in them?"""
        counts = (func.count(comments.c.stamp.distinct()), func.sum(comments.c["count"]))
        query = select(comments.c.channel, *counts).where(comments.c.office == office).group_by(comments.c.channel)
        with self._engine.connect() as connection:
            return {channel: (forms, int(opinions)) for channel, forms, opinions in connection.execute(query)}

    def drafts_of(self, office: str | None) -> set[str]:
        """On which drafts did an office (None: any) get comments?"""
        query = select(comments.c.draft).where(comments.c.draft.is_not(None)).distinct()
        if office is not None:
            query = query.where(comments.c.office == office)
        with self._engine.connect() as connection:
            return set(connection.execute(query).scalars())


def _with_answers() -> Select[tuple[object, ...]]:
    """Return the query for comments, oldest first, each with its answer, what is proposed, and whether it is held."""
    answer = (
        answers.c.published_as,
        answers.c.point,
        answers.c.disposition,
        answers.c.text,
        answers.c.answered_at,
        answers.c.office.label("answered_by"),
        *(answers.c[name] for name in (*SIGNED, "signed_file")),
    )
    proposed = (
        proposals.c.together,
        proposals.c.proposed_by,
        *(
            proposals.c[name].label(f"proposed_{name}")
            for name in ("point", "disposition", "text", *SIGNED, "signed_file")
        ),
    )
    is_held = select(holds.c.stamp).where(holds.c.stamp == comments.c.stamp, holds.c.released_at.is_(None)).exists()
    query = select(comments, *answer, *proposed, is_held.label("is_held"))
    query = query.outerjoin(answers, answers.c.comment_id == comments.c.id)
    return query.outerjoin(proposals, proposals.c.comment_id == comments.c.id).order_by(comments.c.id)
