"""The SQL of signed documents in which offices answered: which file is there, and whether an answer leads to it."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, delete, insert, select

from inbox.stores.database import Row, every, one, stored, utc, writing
from inbox.stores.tables import answers, proposals, signed_files


class SignedFileStore:
    """The rows of files; the files themselves lie in a folder."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = writing(engine)

    def add(self, file: Row) -> None:
        """A file came with an answer."""
        with self._writing.begin() as connection:
            connection.execute(insert(signed_files).values(stored(file)))

    def of(self, id_: str) -> Row | None:
        """What is known of a file?"""
        with self._engine.connect() as connection:
            return one(connection, select(signed_files).where(signed_files.c.id == id_))

    def on(self, comment_ids: Collection[int]) -> set[str]:
        """To which files do the answers to some comments lead, given or proposed?"""
        found: set[str] = set()
        with self._engine.connect() as connection:
            for table in (answers, proposals):
                theirs = (table.c.comment_id.in_(comment_ids), table.c.signed_file.is_not(None))
                found |= set(connection.execute(select(table.c.signed_file).where(*theirs)).scalars())
        return found

    def still_with(self, id_: str) -> int:
        """How many answers, given or proposed, lead to a file?"""
        with self._engine.connect() as connection:
            return sum(
                len(every(connection, select(table.c.comment_id).where(table.c.signed_file == id_)))
                for table in (answers, proposals)
            )

    def remove_unused(self, ids: Collection[str]) -> list[str]:
        """Some files are wanted no longer; those stay to which an answer leads. Which went?"""
        return self._remove(signed_files.c.id.in_(ids))

    def sweep(self, before: datetime) -> list[str]:
        """Files that came before a moment are wanted no longer when no answer leads to them. Which went?"""
        return self._remove(signed_files.c.received_at < utc(before))

    def _remove(self, which: ColumnElement[bool]) -> list[str]:
        unused = (
            select(table.c.comment_id).where(table.c.signed_file == signed_files.c.id).exists()
            for table in (answers, proposals)
        )
        gone = delete(signed_files).where(which, *(~used for used in unused)).returning(signed_files.c.id)
        with self._writing.begin() as connection:
            return list(connection.execute(gone).scalars())
