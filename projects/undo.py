"""Undo and redo. An undo is a new edit with the old values: it is saved at once and merges like any other.

What a merge has changed since is left alone, and said.
"""
# ruff: noqa: S608 - the names put into SQL here are those of our own tables and columns

import sqlite3
from dataclasses import dataclass
from typing import Any

from projects.changes import Change, Changes, Touched
from projects.stamping import tick
from projects.tables import BY_NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One gesture that can be undone, or redone."""

    number: int
    label: str


def next_undo(db: sqlite3.Connection) -> Step | None:
    """The gesture that `undo` would take back."""
    return _step(db, "SELECT step, label FROM temp.steps WHERE NOT undone ORDER BY step DESC LIMIT 1")


def next_redo(db: sqlite3.Connection) -> Step | None:
    """The gesture that `redo` would do again."""
    return _step(db, "SELECT step, label FROM temp.steps WHERE undone ORDER BY step LIMIT 1")


def remember(db: sqlite3.Connection, label: str) -> Changes:
    """End the step at hand: it becomes the next to be undone, and what was undone before can't be redone.

    A step that changed no record leaves no trace.
    """
    step = current_step(db)
    changes = changes_of(db, step, label)
    if changes:
        db.execute("DELETE FROM temp.journal WHERE step IN (SELECT step FROM temp.steps WHERE undone)")
        db.execute("DELETE FROM temp.steps WHERE undone")
        db.execute("INSERT INTO temp.steps VALUES (?, ?, 0)", (step, label))
    return changes


def pass_over(db: sqlite3.Connection, label: str) -> Changes:
    """End the step at hand so that undo and redo pass over it."""
    step = current_step(db)
    changes = changes_of(db, step, label)
    db.execute("DELETE FROM temp.journal WHERE step = ?", (step,))
    return changes


def undo(db: sqlite3.Connection, step: Step) -> Changes:
    """Take one gesture back, inside the transaction at hand."""
    return _replay(db, step, "SELECT tbl, row, col, new, old FROM temp.journal WHERE step = ? ORDER BY seq DESC", 1)


def redo(db: sqlite3.Connection, step: Step) -> Changes:
    """Do one gesture again, inside the transaction at hand."""
    return _replay(db, step, "SELECT tbl, row, col, old, new FROM temp.journal WHERE step = ? ORDER BY seq", 0)


def forget(db: sqlite3.Connection) -> None:
    """Drop every step: nothing can be undone any more."""
    db.execute("DELETE FROM temp.journal")
    db.execute("DELETE FROM temp.steps")


def current_step(db: sqlite3.Connection) -> int:
    """The number of the step at hand."""
    return int(db.execute("SELECT step FROM temp.clock").fetchone()[0])


def changes_of(db: sqlite3.Connection, step: int, label: str) -> Changes:
    """What a step has changed, record by record."""
    rows = db.execute(
        "SELECT tbl, row, min(kind), group_concat(CASE WHEN old IS NOT new OR forced THEN col END) "
        "FROM temp.journal WHERE step = ? GROUP BY tbl, row ORDER BY min(seq)",
        (step,),
    )
    return Changes(label=label, touched=tuple(_touched(*row) for row in rows))


def _touched(table: str, row: str, kind: str, columns: str | None) -> Touched:
    change = Change(kind)  # min() works: of "added", "changed" and "removed", the first that happened says it all
    fields = frozenset((columns or "").split(",")) - {"deleted", ""} if change is Change.CHANGED else frozenset()
    return Touched(kind=BY_NAME[table], id=row, change=change, fields=fields)


def _step(db: sqlite3.Connection, query: str) -> Step | None:
    row = db.execute(query).fetchone()
    return Step(number=row[0], label=row[1]) if row else None


def _replay(db: sqlite3.Connection, step: Step, query: str, undone: int) -> Changes:
    tick(db)
    skipped = [
        Touched(kind=BY_NAME[table], id=row, change=Change.CHANGED, fields=frozenset({column}))
        for table, row, column, present, wanted in db.execute(query, (step.number,)).fetchall()
        if not _set_back(db, (table, row, column), present, wanted)
    ]
    changes = pass_over(db, step.label)
    db.execute("UPDATE temp.steps SET undone = ? WHERE step = ?", (undone, step.number))
    return Changes(label=step.label, touched=changes.touched, skipped=tuple(skipped))


def _set_back(db: sqlite3.Connection, cell: tuple[str, str, str], present: Any, wanted: Any) -> bool:
    """Write `wanted` if the field still has the value that the step gave it; False if somebody changed it since."""
    table, row, column = cell
    (value,) = db.execute(f'SELECT "{column}" FROM "{table}" WHERE id = ?', (row,)).fetchone()
    if value != present:
        return False
    if present != wanted:
        db.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE id = ?', (wanted, row))
    return True
