"""Merges another copy of a project into this one. There is no common ancestor: every field remembers enough.

Each field is a multi-value register. A write is named by its dot (actor, counter); a file's version vector says which
dots it has seen. Of the writes that either side holds, those stay that the other side holds too or has not seen yet;
a write that one side has seen but no longer holds was overwritten there on purpose. The visible value is chosen by a
rule that needs no luck (alive before deleted, then the later Lamport time, then the actor's name), so everybody ends
up with the same; the losers stay beside it until somebody chooses.

Merging is commutative, associative and idempotent. Files are united; bytes are checked against their hash on the way.
"""
# ruff: noqa: S608 - the names put into SQL here are those of our own tables and columns

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from charabook.progress import SILENT, Progress, checkpoint
from projects import inspection, schema
from projects.changes import Change, Touched
from projects.connection import immutable_uri, transaction
from projects.records import Record, TakeEdit
from projects.refusals import ASK_FOR_ANOTHER, ContentDamaged, OtherProject
from projects.tables import ASSET_COLUMNS, ASSET_LISTS, BY_NAME, COLUMNS, KINDS, table_name

Dot = tuple[str, int]
"""Actor and counter: the name of one write."""

Cell = tuple[str, str, str]
"""Table, row and column."""


class Pictures(Enum):
    """What to do with the bytes of files while merging."""

    TAKE = "take"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """What one write said, and its Lamport time."""

    lamport: int
    value: Any


@dataclass(slots=True, kw_only=True)
class Merged:
    """What a merge has changed here."""

    touched: dict[tuple[str, str], tuple[Change, set[str]]] = field(default_factory=dict)
    conflicts: set[Cell] = field(default_factory=set)

    def note(self, cell: Cell, change: Change) -> None:
        """Remember that a field changed."""
        table, row, column = cell
        known, columns = self.touched.setdefault((table, row), (change, set()))
        columns.add(column)
        if known is Change.CHANGED and change is not known:
            self.touched[table, row] = (change, columns)

    def records(self) -> tuple[Touched, ...]:
        """The records that changed, in the form that views understand."""
        return tuple(
            Touched(
                kind=BY_NAME[table],
                id=row,
                change=change,
                fields=frozenset(columns - {"deleted"}) if change is Change.CHANGED else frozenset(),
            )
            for (table, row), (change, columns) in self.touched.items()
        )


@contextmanager
def attached(db: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Make another file readable as `theirs`: without locks, and without playing back a journal beside it."""
    db.execute("ATTACH ? AS theirs", (immutable_uri(path),))
    try:
        yield
    finally:
        db.execute("DETACH theirs")


def merge_file(db: sqlite3.Connection, path: Path, seen: inspection.Identity, progress: Progress = SILENT) -> Merged:
    """Merge the inspected file at `path` into `db` as one transaction. `seen` is what its inspection said."""
    with attached(db, path):
        require_same_project(db, seen)
        with transaction(db):
            return merge_attached(db, Pictures.TAKE, progress)


def require_same_project(db: sqlite3.Connection, seen: inspection.Identity) -> None:
    """Refuse an attached file that is another project, or no longer the file that was inspected."""
    (ours,) = db.execute("SELECT value FROM main.meta WHERE key = 'project_id'").fetchone()
    theirs = dict(db.execute("SELECT key, value FROM theirs.meta"))
    if schema.schema_of(db, "theirs") != schema.expected_schema() or theirs["publish_id"] != seen.publish_id:
        raise ContentDamaged("The file was replaced while it was read.", "Try again.")
    if theirs["project_id"] != ours:
        raise OtherProject("This is another project, not a copy of this one.", "Choose a copy of this project.")


def merge_attached(db: sqlite3.Connection, pictures: Pictures, progress: Progress = SILENT) -> Merged:
    """Merge the attached file inside the transaction at hand. Nothing of it can be undone as a step."""
    merged = Merged()
    db.execute("UPDATE temp.clock SET recording = 0")
    try:
        db.execute("INSERT OR IGNORE INTO main.actor SELECT * FROM theirs.actor")
        new_assets = _unite_assets(db)
        _add_new_records(db, merged)
        _settle_cells(db, merged)
        db.execute(
            "INSERT INTO main.version_vector SELECT actor, counter FROM theirs.version_vector WHERE true "
            "ON CONFLICT(actor) DO UPDATE SET counter = max(counter, excluded.counter)"
        )
        if pictures is Pictures.TAKE:
            _take_pictures(db, new_assets, progress)
    finally:
        db.execute("UPDATE temp.clock SET recording = 1")
    return merged


# ---------------------------------------------------------------------------------------------- records


def _add_new_records(db: sqlite3.Connection, merged: Merged) -> None:
    """Records that only they have come over with their visible values; alternatives are settled with all others."""
    for kind in KINDS:
        name = table_name(kind)
        new = f'SELECT id FROM theirs."{name}" WHERE id NOT IN (SELECT id FROM main."{name}")'
        columns = ", ".join(f'"{column}"' for column in ("id", "deleted", *COLUMNS[kind]))
        for (row,) in db.execute(new).fetchall():
            db.execute(
                f'INSERT INTO main."{name}"({columns}) SELECT {columns} FROM theirs."{name}" WHERE id = ?', (row,)
            )
            db.execute("INSERT INTO main.cell SELECT * FROM theirs.cell WHERE tbl = ? AND row = ?", (name, row))
            merged.note((name, row, "deleted"), Change.ADDED)


def _settle_cells(db: sqlite3.Connection, merged: Merged) -> None:
    ours, theirs = (
        dict(db.execute(f"SELECT actor, counter FROM {side}.version_vector")) for side in ("main", "theirs")
    )
    candidates = db.execute(
        "SELECT t.tbl, t.row, t.col FROM theirs.cell AS t JOIN main.cell AS m USING (tbl, row, col) "
        "WHERE m.actor <> t.actor OR m.counter <> t.counter "
        "UNION SELECT tbl, row, col FROM main.cell_alt UNION SELECT tbl, row, col FROM theirs.cell_alt"
    ).fetchall()
    for cell in candidates:
        mine, other = _writes(db, "main", cell), _writes(db, "theirs", cell)
        if other:
            _settle(db, cell, mine, surviving(mine, other, ours, theirs), merged)


def surviving(
    mine: dict[Dot, Write], other: dict[Dot, Write], ours: dict[str, int], theirs: dict[str, int]
) -> dict[Dot, Write]:
    """The writes of a field that stay: those on both sides, and those that the other side has not seen yet."""
    for dot in mine.keys() & other.keys():
        if mine[dot] != other[dot]:
            raise ContentDamaged(
                "Two copies tell different stories of the same edit, as after restoring a running computer's backup.",
                ASK_FOR_ANOTHER,
            )
    stay = {dot: write for dot, write in mine.items() if dot in other or not _has_seen(theirs, dot)}
    stay |= {dot: write for dot, write in other.items() if dot in mine or not _has_seen(ours, dot)}
    if not stay:
        raise ContentDamaged("This file has lost a part of its history.", ASK_FOR_ANOTHER)
    return stay


def by_precedence(column: str, writes: dict[Dot, Write]) -> list[Dot]:
    """The dots of a field's writes; the first is the visible one. Alive comes before deleted."""

    def precedence(dot: Dot) -> tuple[bool, int, str, int]:
        write = writes[dot]
        return (column == "deleted" and not write.value, write.lamport, *dot)

    return sorted(writes, key=precedence, reverse=True)


def _has_seen(vector: dict[str, int], dot: Dot) -> bool:
    actor, counter = dot
    return counter <= vector.get(actor, 0)


def _writes(db: sqlite3.Connection, side: str, cell: Cell) -> dict[Dot, Write]:
    table, _, column = cell
    visible = db.execute(
        f'SELECT c.actor, c.counter, c.lamport, r."{column}" FROM {side}.cell AS c '
        f'JOIN {side}."{table}" AS r ON r.id = c.row WHERE c.tbl = ? AND c.row = ? AND c.col = ?',
        cell,
    ).fetchall()
    losers = db.execute(
        f"SELECT actor, counter, lamport, value FROM {side}.cell_alt WHERE tbl = ? AND row = ? AND col = ?",
        cell,
    ).fetchall()
    return {
        (actor, counter): Write(lamport=lamport, value=value) for actor, counter, lamport, value in visible + losers
    }


def _settle(db: sqlite3.Connection, cell: Cell, mine: dict[Dot, Write], stay: dict[Dot, Write], merged: Merged) -> None:
    table, row, column = cell
    winner, *losers = by_precedence(column, stay)
    if next(iter(mine)) == winner and mine.keys() == stay.keys():
        return
    value, before = stay[winner].value, next(iter(mine.values())).value
    db.execute(f'UPDATE main."{table}" SET "{column}" = ? WHERE id = ?', (value, row))
    db.execute("INSERT OR REPLACE INTO main.cell VALUES (?, ?, ?, ?, ?, ?)", (*cell, *winner, stay[winner].lamport))
    db.execute("DELETE FROM main.cell_alt WHERE tbl = ? AND row = ? AND col = ?", cell)
    db.executemany(
        "INSERT INTO main.cell_alt VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(*cell, *dot, stay[dot].lamport, stay[dot].value) for dot in losers],
    )
    if value != before:
        merged.note(cell, _change(column, value))
    if any(stay[dot].value != value for dot in losers):
        merged.conflicts.add(cell)


def _change(column: str, value: Any) -> Change:
    if column != "deleted":
        return Change.CHANGED
    return Change.REMOVED if value else Change.ADDED


# ---------------------------------------------------------------------------------------------- files


def _unite_assets(db: sqlite3.Connection) -> set[str]:
    """Know every file that they know; return the names of those that are new here."""
    new = {
        sha256
        for (sha256,) in db.execute(
            "SELECT sha256 FROM theirs.asset WHERE sha256 NOT IN (SELECT sha256 FROM main.asset)"
        )
    }
    db.execute("INSERT OR IGNORE INTO main.asset SELECT * FROM theirs.asset")
    return new


def _take_pictures(db: sqlite3.Connection, new_assets: set[str], progress: Progress) -> None:
    """Bring over bytes that are missing here. What was cleaned up here comes back only if something needs it."""
    missing = db.execute(
        "SELECT t.id, t.sha256, a.mime, a.size_bytes, a.dropped "
        "FROM theirs.blob AS t JOIN main.asset AS a USING (sha256) "
        "WHERE t.sha256 NOT IN (SELECT sha256 FROM main.blob)"
    ).fetchall()
    needed = needed_assets(db) if any(row[4] for row in missing) else frozenset()
    for done, (blob, sha256, mime, size, dropped) in enumerate(missing):
        checkpoint(progress)
        progress.advance("Merging pictures", done, len(missing))
        if dropped and sha256 not in needed and sha256 not in new_assets:
            continue
        _check_attached(db, blob, sha256, mime, size)
        db.execute(
            "INSERT INTO main.blob(sha256, content) SELECT sha256, content FROM theirs.blob WHERE id = ?", (blob,)
        )
        db.execute("UPDATE main.asset SET dropped = 0 WHERE sha256 = ?", (sha256,))
    db.execute(
        "INSERT OR IGNORE INTO main.preview(sha256, digest, mime, content) "
        "SELECT sha256, digest, mime, content FROM theirs.preview"
    )
    db.execute("DELETE FROM main.preview WHERE sha256 IN (SELECT sha256 FROM main.blob)")


def _check_attached(db: sqlite3.Connection, blob: int, sha256: str, mime: str, size: int) -> None:
    inspection.check_picture(db, inspection.BlobAt(database="theirs", table="blob", id=blob), sha256, mime, size)


def needed_assets(db: sqlite3.Connection, without_takes: frozenset[str] = frozenset()) -> frozenset[str]:
    """Every file that a living record, or a value in conflict, speaks of; as if some takes were deleted."""
    needed: set[str] = set()
    for kind, column in ASSET_COLUMNS:
        name = table_name(kind)
        rows = db.execute(f'SELECT "{_take_column(kind)}", "{column}" FROM main."{name}" WHERE NOT deleted')
        needed.update(asset for take, asset in rows if asset is not None and take not in without_takes)
        needed.update(row[0] for row in db.execute(_ALTERNATIVES, (name, column)))
    for kind, column in ASSET_LISTS:
        name = table_name(kind)
        rows = db.execute(f'SELECT r.id, value FROM main."{name}" AS r, json_each(r."{column}") WHERE NOT r.deleted')
        needed.update(asset for take, asset in rows if take not in without_takes)
        for (text,) in db.execute(_ALTERNATIVES, (name, column)).fetchall():
            needed.update(row[0] for row in db.execute("SELECT value FROM json_each(?)", (text,)))
    return frozenset(needed)


def _take_column(kind: type[Record]) -> str:
    """Which column names the take that a record belongs to, or the record itself."""
    return "take" if kind is TakeEdit else "id"


_ALTERNATIVES = "SELECT value FROM main.cell_alt WHERE tbl = ? AND col = ? AND value NOT NULL"
