"""The manifest: one hash over everything in a file, so that a single flipped bit is noticed.

SQLite's own checks look at the structure, not at the content: they notice about one flipped bit in seven.
"""
# ruff: noqa: S608 - the names put into SQL here are those of our own tables and columns

import hashlib
import json
import sqlite3

_BATCH_ROWS = 500

_KEEPING = (
    "SELECT * FROM cell ORDER BY tbl, row, col",
    "SELECT * FROM cell_alt ORDER BY tbl, row, col, actor, counter",
    "SELECT * FROM version_vector ORDER BY actor",
    "SELECT * FROM actor ORDER BY actor",
    "SELECT * FROM asset ORDER BY sha256",
    "SELECT sha256, length(content) FROM blob ORDER BY sha256",
    "SELECT sha256, digest, mime, length(content) FROM preview ORDER BY sha256",
    "SELECT * FROM meta WHERE key IN ('project_id', 'publish_id') ORDER BY key",
)
_RECORD_TABLES = (
    "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT IN "
    "('cell', 'cell_alt', 'version_vector', 'actor', 'asset', 'blob', 'preview', 'meta') ORDER BY name"
)


def manifest_of(db: sqlite3.Connection) -> str:
    """The hash of all rows. The bytes of pictures are covered by their own hashes, which are among the rows.

    The tables are those of the file itself, whose schema has been checked before.
    Raises TypeError if a row holds bytes where text or numbers belong.
    """
    total = hashlib.sha256()
    records = [f'SELECT * FROM "{name}" ORDER BY id' for (name,) in db.execute(_RECORD_TABLES).fetchall()]
    for query in (*records, *_KEEPING):
        rows = db.execute(query)
        while batch := rows.fetchmany(_BATCH_ROWS):
            total.update(json.dumps(batch, ensure_ascii=True, separators=(",", ":")).encode())
        total.update(b"\n")
    return total.hexdigest()


def vector_digest(db: sqlite3.Connection) -> str:
    """The hash of which writes a file has seen: two files with the same digest hold the same edits."""
    rows = db.execute("SELECT actor, counter FROM version_vector ORDER BY actor").fetchall()
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()
