"""The SQL of what the desk keeps for itself: notes, the office's own words, answers that wait for the head."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from inbox.stores.database import Row, every, one, stored, writing
from inbox.stores.tables import answer_templates, approving_offices, comments, notes, proposals
from plugins.domain.comments import Status


class DeskStore:
    """Notes and proposals; nobody outside the desk is shown any of it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = writing(engine)
        self._dialect: Any = postgresql if engine.dialect.name == "postgresql" else sqlite

    def add_note(self, note: Row) -> None:
        """An officer noted something about a comment."""
        with self._writing.begin() as connection:
            connection.execute(insert(notes).values(stored(note)))

    def notes(self, comment_id: int) -> list[Row]:
        """What was noted about a comment, oldest first?"""
        with self._engine.connect() as connection:
            return every(connection, select(notes).where(notes.c.comment_id == comment_id).order_by(notes.c.id))

    def templates(self, office: str) -> list[Row]:
        """Which words does an office answer with again and again, by their names?"""
        query = select(answer_templates).where(answer_templates.c.office == office)
        with self._engine.connect() as connection:
            return every(connection, query.order_by(answer_templates.c.name, answer_templates.c.id))

    def add_template(self, office: str, name: str, text: str) -> None:
        """An office keeps words to answer with."""
        with self._writing.begin() as connection:
            connection.execute(insert(answer_templates).values(office=office, name=name, text=text))

    def remove_template(self, office: str, template_id: int) -> None:
        """An office no longer wants some of its words."""
        its = (answer_templates.c.office == office, answer_templates.c.id == template_id)
        with self._writing.begin() as connection:
            connection.execute(delete(answer_templates).where(*its))

    def approves(self, office: str) -> bool:
        """Does the head of an office approve its answers?"""
        query = select(approving_offices.c.office).where(approving_offices.c.office == office)
        with self._engine.connect() as connection:
            return connection.execute(query).first() is not None

    def choose(self, office: str, chosen: Row | None) -> None:
        """The head of an office approves answers from now on (`chosen`: who said so, when); with None no longer."""
        with self._writing.begin() as connection:
            connection.execute(delete(approving_offices).where(approving_offices.c.office == office))
            if chosen is not None:
                connection.execute(insert(approving_offices).values({"office": office, **stored(chosen)}))

    def propose(self, rows: Sequence[Row], seen: datetime) -> Row | None:
        """Answers wait for the head; the later proposal stands.

        Nothing is written when somebody else has proposed another since `seen`: that one is returned.
        """
        ids = [row["comment_id"] for row in rows]
        with self._writing.begin() as connection:
            if first := _proposed_since(connection, ids, seen, rows[0]["proposed_by"]):
                return first
            for row in sorted(rows, key=lambda row: row["comment_id"]):
                new = self._dialect.insert(proposals).values(stored(row))
                values = {name: value for name, value in stored(row).items() if name != "comment_id"}
                connection.execute(new.on_conflict_do_update(index_elements=["comment_id"], set_=values))
        return None

    def proposed_since(self, ids: Sequence[int], seen: datetime, login: str) -> Row | None:
        """Which answer to one of some comments has somebody else proposed since a moment?"""
        with self._engine.connect() as connection:
            return _proposed_since(connection, ids, seen, login)

    def proposal(self, comment_id: int) -> Row | None:
        """Which answer to a comment waits for the head?"""
        with self._engine.connect() as connection:
            return one(connection, select(proposals).where(proposals.c.comment_id == comment_id))

    def waiting(self, office: str) -> list[Row]:
        """Which comments of an office have an answer that waits for the head, the first proposed first?"""
        query = select(comments, proposals).join(proposals, proposals.c.comment_id == comments.c.id)
        query = query.where(comments.c.office == office, comments.c.status != Status.WITHDRAWN.id)
        with self._engine.connect() as connection:
            return every(connection, query.order_by(proposals.c.proposed_at, comments.c.id))


def _proposed_since(connection: Connection, ids: Sequence[int], seen: datetime, login: str) -> Row | None:
    later = (proposals.c.comment_id.in_(ids), proposals.c.proposed_at > seen, proposals.c.proposed_by != login)
    return one(connection, select(proposals).where(*later).order_by(proposals.c.proposed_at.desc()).limit(1))
