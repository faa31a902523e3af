"""Fields that two people changed without knowing of each other: both values are kept until somebody chooses."""

# ruff: noqa: S608 - the names put into SQL here are those of our own tables and columns
import sqlite3
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from charabook.errors import BadInput
from projects import stamping
from projects.editing import Edit
from projects.records import Panel, Rating, Record, Take
from projects.tables import BY_NAME, REFERENCES, TABLES


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One of the values, as the record's field would hold it, and who wrote it."""

    value: Any
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A field with several values. The first is the one that the book shows now."""

    kind: type[Record]
    id: str
    field: str
    """The name of the field; "deleted" if one removed the record while another went on with it."""
    alternatives: tuple[Alternative, ...]


def conflicts(db: sqlite3.Connection) -> tuple[Conflict, ...]:
    """Every field that waits for a choice. Values that happen to agree are no conflict."""
    cells = db.execute("SELECT DISTINCT tbl, row, col FROM cell_alt ORDER BY tbl, row, col").fetchall()
    found = (_conflict(db, *cell) for cell in cells)
    return tuple(conflict for conflict in found if len(conflict.alternatives) > 1)


def _conflict(db: sqlite3.Connection, table: str, row: str, column: str) -> Conflict:
    kind = BY_NAME[table]
    visible = db.execute(
        f'SELECT "{column}", person FROM "{table}" AS r JOIN cell AS c ON c.tbl = ? AND c.row = r.id AND c.col = ? '
        "LEFT JOIN actor USING (actor) WHERE r.id = ?",
        (table, column, row),
    ).fetchall()
    losers = db.execute(
        "SELECT value, person FROM cell_alt LEFT JOIN actor USING (actor) WHERE tbl = ? AND row = ? AND col = ? "
        "ORDER BY lamport DESC, cell_alt.actor DESC, counter DESC",
        (table, row, column),
    ).fetchall()
    people: dict[Any, str] = {}
    for value, person in visible + losers:
        people.setdefault(value, person or "")
    alternatives = tuple(
        Alternative(value=_typed(kind, column, value), person=person) for value, person in people.items()
    )
    return Conflict(kind=kind, id=row, field=column, alternatives=alternatives)


def _typed(kind: type[Record], column: str, value: Any) -> Any:
    """The value as the record holds it."""
    read = TABLES[kind].c[column].type.result_processor(_DIALECT, None)
    return read(value) if read else value


_DIALECT = sa.create_engine("sqlite://").dialect


def choose(edit: Edit, conflict: Conflict, choice: int) -> None:
    """Settle a conflict with one of its alternatives, inside a gesture."""
    db, kind, record = edit.database, conflict.kind, conflict.id
    value = conflict.alternatives[choice].value
    if choice == 0:
        stamping.stamp_cell(db, kind, record, conflict.field)
    elif conflict.field == "deleted":
        edit.delete(kind, record)  # what is alive wins by itself, so any other choice is to delete
    else:
        edit.update(kind, record, **{conflict.field: value})


def keep_both(edit: Edit, conflict: Conflict) -> None:
    """Settle a conflict without giving anything up, inside a gesture.

    Texts are put one below the other. Of two chosen takes the shown one stays and the others get a star.
    """
    if (conflict.kind, conflict.field) == (Panel, "chosen_take"):
        for other in conflict.alternatives[1:]:
            if other.value is not None:
                edit.update(Take, other.value, rating=Rating.STAR)
        choose(edit, conflict, 0)
    elif is_free_text(conflict):
        both = "\n".join(alternative.value for alternative in conflict.alternatives)
        edit.update(conflict.kind, conflict.id, **{conflict.field: both})
    else:
        raise BadInput("These two cannot both be kept.", "Choose one of them.")


def is_free_text(conflict: Conflict) -> bool:
    """Whether the values are texts that may stand one below the other."""
    plain = isinstance(TABLES[conflict.kind].c[conflict.field].type, sa.Text)
    named = (
        conflict.field.endswith(("_json", "_asset"))
        or conflict.field in _NAMES
        or (conflict.kind, conflict.field) in REFERENCES
    )
    return plain and not named and all(isinstance(alternative.value, str) for alternative in conflict.alternatives)


_NAMES = frozenset({"rank", "key", "colour", "language", "template", "model", "model_revision", "style", "page_format"})
