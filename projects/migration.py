"""Reads files of older formats: writes a fresh file of the current one and copies the rows into it.

The schema text then is exactly ours, which a change in place could never promise. A step says what the new format
calls things; columns of the same name are copied, and new columns get their default, stamped in a way that is the
same on every machine, so that two teammates who migrate two copies still merge without a conflict.
"""
# ruff: noqa: S608 - the names put into SQL here are those of our own tables and columns

import shutil
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from charabook.errors import BugError
from projects import schema
from projects.connection import immutable_uri
from projects.manifest import manifest_of
from projects.tables import KINDS, table_name

BOOKKEEPING = ("asset", "blob", "preview", "cell", "cell_alt", "version_vector", "actor", "meta")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How one format becomes the next: which (table, column) of the new one was called what in the old one."""

    renamed_columns: Mapping[tuple[str, str], str] = field(default_factory=dict)


STEPS: Mapping[int, Step] = MappingProxyType({})
"""By the format that a step starts from. Format 1 is the first, so there is none yet."""


def current_copy(path: Path, made_in: int, copy: Path) -> None:
    """Write to `copy` what the inspected file at `path` holds, in the current format."""
    if made_in == schema.FORMAT:
        shutil.copyfile(path, copy)
        return
    if made_in + 1 != schema.FORMAT or made_in not in STEPS:
        raise BugError(f"no migration leads from format {made_in} to {schema.FORMAT}")
    copy.unlink(missing_ok=True)
    db = sqlite3.connect(copy, isolation_level=None, uri=True)
    try:
        schema.create(db, "")
        db.execute("ATTACH ? AS old", (immutable_uri(path),))
        db.execute("BEGIN")
        _copy_rows(db, made_in, STEPS[made_in])
        db.execute("UPDATE main.meta SET value = ? WHERE key = 'manifest'", (manifest_of(db),))
        db.execute("COMMIT")
    finally:
        db.close()


def _copy_rows(db: sqlite3.Connection, made_in: int, step: Step) -> None:
    for table in (*map(table_name, KINDS), *BOOKKEEPING):
        old_columns = _columns(db, "old", table)
        pairs = {
            column: source
            for column in _columns(db, "main", table)
            if (source := step.renamed_columns.get((table, column), column)) in old_columns
        }
        new, old = (", ".join(f'"{name}"' for name in names) for names in (pairs.keys(), pairs.values()))
        if pairs:
            db.execute(f'INSERT OR REPLACE INTO main."{table}"({new}) SELECT {old} FROM old."{table}"')
    for (table, column), source in step.renamed_columns.items():
        for cells in ("cell", "cell_alt"):
            db.execute(f"UPDATE main.{cells} SET col = ? WHERE tbl = ? AND col = ?", (column, table, source))
    _stamp_new_columns(db, f"format{made_in + 1}")


def _columns(db: sqlite3.Connection, database: str, table: str) -> tuple[str, ...]:
    return tuple(row[1] for row in db.execute(f'PRAGMA {database}.table_info("{table}")'))


def _stamp_new_columns(db: sqlite3.Connection, actor: str) -> None:
    for table in map(table_name, KINDS):
        for column in _columns(db, "main", table)[1:]:
            db.execute(
                f'INSERT OR IGNORE INTO main.cell SELECT ?, id, ?, ?, 1, 0 FROM main."{table}"',
                (table, column, actor),
            )
    db.execute("INSERT OR IGNORE INTO main.version_vector VALUES (?, 1)", (actor,))
