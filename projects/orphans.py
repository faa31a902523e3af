"""Recovered items: somebody deleted a page or panel while somebody else went on working on a part of it.

The part lives on, since what is alive wins. It is shown apart until somebody gives it a home or deletes it for good.
"""

# ruff: noqa: S608 - the names put into SQL here are those of our own tables and columns
import sqlite3
from dataclasses import dataclass

from charabook.errors import BadInput
from projects.editing import Edit
from projects.records import Page, PageId, Record
from projects.tables import PARENTS, REFERENCES, table_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphan:
    """A living record, and the deleted one that it belongs to."""

    kind: type[Record]
    id: str
    parent_kind: type[Record]
    parent: str
    column: str
    """The field that names the parent."""


def orphans(db: sqlite3.Connection) -> tuple[Orphan, ...]:
    """Every living part of something deleted."""
    return tuple(
        Orphan(kind=kind, id=record, parent_kind=REFERENCES[kind, column], parent=parent, column=column)
        for kind, columns in PARENTS.items()
        for column in columns
        for record, parent in _of(db, kind, column)
    )


def _of(db: sqlite3.Connection, kind: type[Record], column: str) -> list[tuple[str, str]]:
    query = (
        f'SELECT r.id, p.id FROM "{table_name(kind)}" AS r JOIN "{table_name(REFERENCES[kind, column])}" AS p '
        f'ON p.id = r."{column}" WHERE NOT r.deleted AND p.deleted ORDER BY r.id'
    )
    return db.execute(query).fetchall()


def adopt(edit: Edit, orphan: Orphan, page: PageId | None) -> None:
    """Move the orphan to `page`, or bring its parents back, inside a gesture."""
    if page is None:
        _revive(edit.database, orphan.parent_kind, orphan.parent)
    elif orphan.parent_kind is Page:
        edit.update(orphan.kind, orphan.id, **{orphan.column: page})
    else:
        raise BadInput("This belongs to a panel, not to a page.", "Bring back what it belonged to.")


def _revive(db: sqlite3.Connection, kind: type[Record], record: str) -> None:
    """Bring a record back, and whatever it is a part of."""
    db.execute(f'UPDATE "{table_name(kind)}" SET deleted = 0 WHERE id = ?', (record,))
    for column in PARENTS.get(kind, ()):
        (parent,) = db.execute(f'SELECT "{column}" FROM "{table_name(kind)}" WHERE id = ?', (record,)).fetchone()
        if parent:
            _revive(db, REFERENCES[kind, column], parent)
