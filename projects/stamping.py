"""Writes down every change of a record while it happens: who wrote each field, and how to undo it.

The triggers that do it are TEMP triggers of our own connection. They are never part of a file.

One gesture of the user is one step. Within a step, `clock` holds its number and the counter that all its writes
share; `journal` gets one row per changed field; and a trigger on `journal` stamps `cell` and settles the conflict
that the write answers, because whoever edits a field has seen its alternatives.
"""
# ruff: noqa: S608 - the names put into SQL here are those of our own tables and columns

import sqlite3

from projects.records import Record
from projects.tables import COLUMNS, KINDS, table_name

_TEMP_TABLES = """
CREATE TEMP TABLE clock(recording INTEGER NOT NULL, step INTEGER NOT NULL, actor TEXT NOT NULL, counter INTEGER);
CREATE TEMP TABLE journal(
    seq INTEGER PRIMARY KEY, step INTEGER, tbl TEXT, row TEXT, col TEXT, old, new, kind TEXT, forced INTEGER
);
CREATE INDEX temp.journal_by_step ON journal(step);
CREATE TEMP TABLE steps(step INTEGER PRIMARY KEY, label TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0);
"""

_STAMP = """
CREATE TEMP TRIGGER stamp AFTER INSERT ON temp.journal BEGIN
    INSERT INTO cell
        SELECT NEW.tbl, NEW.row, NEW.col, clock.actor, clock.counter, 1 + max(
            ifnull((SELECT lamport FROM cell WHERE tbl = NEW.tbl AND row = NEW.row AND col = NEW.col), 0),
            ifnull((SELECT max(lamport) FROM cell_alt WHERE tbl = NEW.tbl AND row = NEW.row AND col = NEW.col), 0))
        FROM temp.clock WHERE true
        ON CONFLICT(tbl, row, col) DO UPDATE
        SET actor = excluded.actor, counter = excluded.counter, lamport = excluded.lamport;
    DELETE FROM cell_alt WHERE tbl = NEW.tbl AND row = NEW.row AND col = NEW.col;
END
"""

_RECORDING = "(SELECT recording FROM temp.clock)"


def install(db: sqlite3.Connection, actor: str) -> None:
    """Begin to record on this connection, as `actor`. An actor id serves one session and is never used again."""
    db.executescript(_TEMP_TABLES)
    db.execute("INSERT INTO temp.clock VALUES (1, 0, ?, 0)", (actor,))
    db.execute(_STAMP)
    for kind in KINDS:
        for statement in (_on_insert(kind), _on_update(kind), _on_delete(kind)):
            db.execute(statement)
    db.execute(
        "CREATE TEMP TRIGGER asset_is_immutable BEFORE UPDATE OF sha256, size_bytes, mime ON main.asset "
        "BEGIN SELECT raise(ABORT, 'assets never change'); END"
    )
    db.execute(
        "CREATE TEMP TRIGGER blob_is_immutable BEFORE UPDATE ON main.blob "
        "BEGIN SELECT raise(ABORT, 'assets never change'); END"
    )


def tick(db: sqlite3.Connection) -> None:
    """Give the coming step a counter of its own. All its writes share it: others see all of them or none."""
    db.execute(
        "INSERT INTO version_vector SELECT actor, 1 FROM temp.clock WHERE true "
        "ON CONFLICT(actor) DO UPDATE SET counter = counter + 1"
    )
    db.execute(
        "UPDATE temp.clock SET step = step + 1, "
        "counter = (SELECT counter FROM version_vector WHERE version_vector.actor = clock.actor)"
    )


def stamp_cell(db: sqlite3.Connection, kind: type[Record], row: str, column: str) -> None:
    """Say "this value, on purpose" for a field whose value stays as it is."""
    value = f'(SELECT "{column}" FROM "{table_name(kind)}" WHERE id = ?)'
    db.execute(
        f"INSERT INTO temp.journal(step, tbl, row, col, old, new, kind, forced) "
        f"SELECT step, ?, ?, ?, {value}, {value}, 'changed', 1 FROM temp.clock",
        (table_name(kind), row, column, row, row),
    )


def _fields(kind: type[Record]) -> tuple[str, ...]:
    return ("deleted", *COLUMNS[kind])


def _on_insert(kind: type[Record]) -> str:
    name = table_name(kind)
    # Undoing an insert sets the deleted flag and leaves the values alone, so that redoing it brings all of them back.
    rows = ["SELECT 'deleted' AS col, 1 AS old, NEW.deleted AS new"]
    rows += [f'SELECT \'{column}\', NEW."{column}", NEW."{column}"' for column in COLUMNS[kind]]
    return (
        f"CREATE TEMP TRIGGER {name}_inserted AFTER INSERT ON main.{name} WHEN {_RECORDING} BEGIN "
        f"INSERT INTO journal(step, tbl, row, col, old, new, kind, forced) "
        f"SELECT clock.step, '{name}', NEW.id, fields.col, fields.old, fields.new, 'added', 0 "
        f"FROM clock, ({' UNION ALL '.join(rows)}) AS fields; END"
    )


def _on_update(kind: type[Record]) -> str:
    name = table_name(kind)
    rows = [f'SELECT \'{column}\' AS col, OLD."{column}" AS old, NEW."{column}" AS new' for column in _fields(kind)]
    # An edit says again that the record exists: it wins over a teammate's deletion. And a record that comes back
    # comes back whole: with every field as it is now.
    changed = "fields.old IS NOT fields.new OR (OLD.deleted AND NOT NEW.deleted) OR fields.col = 'deleted'"
    any_changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in _fields(kind))
    return (
        f"CREATE TEMP TRIGGER {name}_updated AFTER UPDATE ON main.{name} "
        f"WHEN {_RECORDING} AND ({any_changed}) BEGIN "
        f"INSERT INTO journal(step, tbl, row, col, old, new, kind, forced) "
        f"SELECT clock.step, '{name}', NEW.id, fields.col, fields.old, fields.new, "
        f"CASE WHEN NEW.deleted AND NOT OLD.deleted THEN 'removed' WHEN OLD.deleted AND NOT NEW.deleted THEN 'added' "
        f"ELSE 'changed' END, 0 "
        f"FROM clock, ({' UNION ALL '.join(rows)}) AS fields WHERE {changed}; END"
    )


def _on_delete(kind: type[Record]) -> str:
    name = table_name(kind)
    return (
        f"CREATE TEMP TRIGGER {name}_erased BEFORE DELETE ON main.{name} WHEN {_RECORDING} "
        f"BEGIN SELECT raise(ABORT, 'records are marked as deleted, never erased'); END"
    )
