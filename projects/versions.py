"""Named versions: the whole book as it was, kept in the file itself. Pictures are shared, so a version is small.

Restoring a version is an edit like any other: it can be undone, and merges.
"""

# ruff: noqa: S608 - the names put into SQL here are those of our own tables and columns
import json
import sqlite3
import zlib
from collections.abc import Iterator
from typing import Any

from charabook.errors import Damaged
from projects import stamping
from projects.assets import read
from projects.editing import Edit
from projects.records import (
    Book,
    Chapter,
    Character,
    Figure,
    Lettering,
    LetteringText,
    Look,
    Page,
    Panel,
    Record,
    Setting,
    Version,
)
from projects.tables import BY_NAME, COLUMNS, table_name

SNAPSHOT_MIME = "application/vnd.charabook.snapshot"
MAX_SNAPSHOT_BYTES = 256 * 1024 * 1024

KEPT: tuple[type[Record], ...] = (
    Book,
    Character,
    Look,
    Setting,
    Chapter,
    Page,
    Panel,
    Figure,
    Lettering,
    LetteringText,
)
"""What a version speaks of. Takes and comments that were made since are never taken away."""


def save(edit: Edit, name: str, note: str, person: str) -> Version:
    """Keep the present state under a name, inside a gesture."""
    snapshot = edit.add_asset(zlib.compress(_snapshot(edit.database).encode(), 6), SNAPSHOT_MIME)
    return edit.insert(Version(name=name, note=note, author=person, snapshot_asset=snapshot))


def restore(edit: Edit, version: Version) -> None:
    """Make the book what it was, inside a gesture. Records that were added since are deleted, takes excepted."""
    db = edit.database
    rows = dict(rows_of(db, version))
    for kind in KEPT:
        then = {row["id"]: row for row in rows.get(table_name(kind), [])}
        for record in _alive(db, kind) - then.keys():
            edit.delete(kind, record)
        for row in then.values():
            _restore_row(db, kind, row)
    for panel in rows.get("panel", []):
        if panel["chosen_take"]:
            db.execute("UPDATE take SET deleted = 0 WHERE id = ?", (panel["chosen_take"],))


def rows_of(db: sqlite3.Connection, version: Version) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The tables of a version: name, and rows by column. Nothing but known tables and columns comes out."""
    if version.snapshot_asset is None:
        raise Damaged(f"The version “{version.name}” is empty.", "Choose another version.")
    try:
        unpack = zlib.decompressobj()
        text = unpack.decompress(read(db, version.snapshot_asset), MAX_SNAPSHOT_BYTES)
        if unpack.unconsumed_tail:
            raise ValueError("a snapshot without end")  # noqa: TRY301 - one message for every kind of damage
        for table, rows in json.loads(text).items():
            kind = BY_NAME[table]
            yield table, [{name: row[name] for name in ("id", *COLUMNS[kind])} for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError, zlib.error) as error:
        raise Damaged(f"The version “{version.name}” is damaged.", "Choose another version.") from error


def _snapshot(db: sqlite3.Connection) -> str:
    tables = {}
    for kind in KEPT:
        names = ("id", *COLUMNS[kind])
        columns = ", ".join(f'"{name}"' for name in names)
        rows = db.execute(f'SELECT {columns} FROM "{table_name(kind)}" WHERE NOT deleted ORDER BY id')
        tables[table_name(kind)] = [dict(zip(names, row, strict=True)) for row in rows]
    return json.dumps(tables, ensure_ascii=False)


def _alive(db: sqlite3.Connection, kind: type[Record]) -> set[str]:
    return {record for (record,) in db.execute(f'SELECT id FROM "{table_name(kind)}" WHERE NOT deleted')}


def _restore_row(db: sqlite3.Connection, kind: type[Record], row: dict[str, Any]) -> None:
    """Write a row as it was. If anything of it differs, all of it is said again, so that it merges as a whole."""
    names = COLUMNS[kind]
    columns = ", ".join(f'"{name}"' for name in names)
    record = row["id"]
    now = db.execute(f'SELECT deleted, {columns} FROM "{table_name(kind)}" WHERE id = ?', (record,)).fetchone()
    then = tuple(row[name] for name in names)
    if now is None or now == (0, *then):
        return
    changes = ", ".join(f'"{name}" = ?' for name in names)
    db.execute(f'UPDATE "{table_name(kind)}" SET deleted = 0, {changes} WHERE id = ?', (*then, record))
    for name, before, after in zip(names, now[1:], then, strict=True):
        if before == after and not now[0]:
            stamping.stamp_cell(db, kind, record, name)


def kept_takes(db: sqlite3.Connection, versions: tuple[Version, ...]) -> set[str]:
    """The takes that some version has chosen."""
    return {
        panel["chosen_take"]
        for version in versions
        for table, rows in rows_of(db, version)
        if table == table_name(Panel)
        for panel in rows
        if panel["chosen_take"]
    }


def kept_assets(db: sqlite3.Connection, versions: tuple[Version, ...]) -> set[str]:
    """The files that some version speaks of by itself, such as drawings of a look."""
    return {
        value
        for version in versions
        for _, rows in rows_of(db, version)
        for row in rows
        for name, value in row.items()
        if name.endswith("_asset") and value
    }
