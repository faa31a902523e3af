"""Edits inside one gesture of the user: insert, update, move, delete, and storing files."""

import sqlite3
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from charabook.errors import BadInput, BugError
from projects import assets, ranks
from projects.connection import raw
from projects.records import AssetHash, LetteringId, LetteringText, R, Record, text_id
from projects.tables import COLUMNS, PARENTS, REFERENCES, TABLES


class Edit:
    """What may be done inside `with project.gesture(...) as edit`. It is of no use afterwards."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self.stored_files = False
        """Whether files came or went: that alone makes an edit of a gesture, even without a changed record."""

    @property
    def database(self) -> sqlite3.Connection:
        """The connection under this edit, for the other modules of this room."""
        return raw(self._connection)

    def insert(self, record: R) -> R:
        """Add a record, at the end of its siblings if its rank is empty; returns it as it was stored."""
        kind: type[Any] = type(record)
        values = {name: getattr(record, name) for name in ("id", *COLUMNS[kind])}
        if values.get("rank") == "":
            values["rank"] = ranks.between(self._last_rank(kind, values), None)
            record = replace(record, **values)
        self._execute(sa.insert(TABLES[kind]).values(values))
        return record

    def update(self, kind: type[Record], record: str, /, **fields: Any) -> None:
        """Change some fields of a record. Fields that keep their value count as unchanged."""
        unknown = set(fields) - set(COLUMNS[kind])
        if unknown:
            raise BugError(f"{kind.__name__} has no field {', '.join(sorted(unknown))}")
        table = TABLES[kind]
        self._found(self._execute(sa.update(table).where(table.c.id == record).values(**fields)), kind)

    def replace(self, record: Record) -> None:
        """Make a record equal to this one; only the fields that differ count as changed."""
        fields = {name: getattr(record, name) for name in COLUMNS[type(record)]}
        self.update(type(record), record.id, **fields)

    def move(self, kind: type[Record], record: str, *, after: str | None) -> None:
        """Put a record right behind its sibling `after`, or first with None."""
        siblings = [row for row in self._siblings(kind, record) if row.id != record]
        at = next((i + 1 for i, row in enumerate(siblings) if row.id == after), 0)
        before = siblings[at - 1].rank if at else None
        behind = siblings[at].rank if at < len(siblings) else None
        self.update(kind, record, rank=ranks.between(before, behind))

    def delete(self, kind: type[Record], record: str) -> None:
        """Delete a record with all its parts. Undo, or a teammate who goes on editing it, brings it back."""
        table = TABLES[kind]
        self._found(self._execute(sa.update(table).where(table.c.id == record).values(deleted=True)), kind)
        for part, columns in PARENTS.items():
            for column in columns:
                if self._parent_kind(part, column) is kind:
                    self._delete_parts(part, column, record)

    def set_text(self, lettering: LetteringId, language: str, text: str) -> None:
        """Write what a balloon, caption or effect says in one language."""
        table, row = TABLES[LetteringText], text_id(lettering, language)
        if self._connection.execute(sa.select(table.c.id).where(table.c.id == row)).first() is None:
            self.insert(LetteringText(id=row, lettering=lettering, language=language, text=text))
        else:
            self._execute(sa.update(table).where(table.c.id == row).values(text=text, deleted=False))

    def add_asset(self, content: bytes, mime: str = "image/png") -> AssetHash:
        """Store a file and return its name. Storing the same bytes again keeps one."""
        self.stored_files = True
        return assets.add(self.database, content, mime)

    # ------------------------------------------------------------------------------------ how

    def _execute(self, statement: sa.Executable) -> int:
        return self._connection.execute(statement).rowcount

    @staticmethod
    def _found(rows: int, kind: type[Record]) -> None:
        if not rows:
            raise BadInput(f"This {kind.__name__.lower()} is not in the project.", "Reload the view.")

    @staticmethod
    def _parent_kind(part: type[Record], column: str) -> type[Record]:
        return REFERENCES[part, column]

    def _delete_parts(self, part: type[Record], column: str, parent: str) -> None:
        table = TABLES[part]
        parts = sa.select(table.c.id).where(table.c[column] == parent, ~table.c.deleted)
        for (record,) in self._connection.execute(parts).all():
            self.delete(part, record)

    def _last_rank(self, kind: type[Record], values: dict[str, Any]) -> str | None:
        table = TABLES[kind]
        same_parent = [table.c[column] == values[column] for column in PARENTS.get(kind, ())]
        return self._connection.execute(sa.select(sa.func.max(table.c.rank)).where(*same_parent)).scalar()

    def _siblings(self, kind: type[Record], record: str) -> list[Any]:
        table = TABLES[kind]
        own = self._connection.execute(sa.select(table).where(table.c.id == record)).one()
        same_parent = [table.c[column].is_(own._mapping[column]) for column in PARENTS.get(kind, ())]  # noqa: SLF001
        ordered = sa.select(table.c.id, table.c.rank).where(~table.c.deleted, *same_parent)
        return list(self._connection.execute(ordered.order_by(table.c.rank, table.c.id)))
