"""Looks at a file from anywhere before anything else does. Raises one of `projects.refusals`, or says what it is.

Nothing of the file is ever run: it is opened without locks and without its journal, its schema must be ours letter
by letter, sizes are bounded before values are read, and a clock stops what takes too long.
"""
# ruff: noqa: S608 - the names put into SQL here are those of our own tables and columns

import hashlib
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import cast

from charabook.errors import KnownError, Unavailable
from charabook.progress import SILENT, Progress, checkpoint
from projects import assets, schema
from projects.connection import immutable_uri
from projects.manifest import manifest_of
from projects.refusals import (
    ASK_FOR_ANOTHER,
    ContentDamaged,
    Incomplete,
    MadeByNewer,
    Missing,
    NotAProject,
    Oversized,
    Tampered,
    UnfinishedCopy,
)
from projects.tables import COLUMNS, KINDS, LISTS, WORDS, table_name

HEADER_BYTES = 100
MAX_TEXT_BYTES = 16 * 1024 * 1024
"""Longer texts than this are no texts of a book."""


class Depth(Enum):
    """How thoroughly to look."""

    IDENTITY = "identity"  # header and schema: whose file is this?
    ROWS = "rows"  # and every row against the manifest
    PICTURES = "pictures"  # and every picture against its hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Whose file it is."""

    project_id: str
    publish_id: str
    format: int


def inspect(path: Path, depth: Depth = Depth.PICTURES, progress: Progress = SILENT) -> Identity:
    """Look at the file at `path` as thoroughly as `depth` says."""
    made_in = check_header(path)
    with _opened(path) as db:
        _check_schema(db, made_in)
        identity = _identity(db, made_in)
        if depth is not Depth.IDENTITY:
            _check_sizes(db)  # before anything walks through what may be gigabytes of nothing
            _check_structure(db)
            if made_in == schema.FORMAT:
                check_rows(db)
            _check_manifest(db)
        if depth is Depth.PICTURES:
            check_pictures(db, progress)
        return identity


# ---------------------------------------------------------------------------------------------- the outside


def check_header(path: Path) -> int:
    """Check the first bytes and the length of the file; return its format."""
    head, size = _head(path)
    if head.startswith(b"version https://git-lfs"):
        raise NotAProject("This is only a placeholder of Git LFS.", "Run “git lfs pull” to fetch the real file.")
    if size == 0:
        raise NotAProject("This file is empty.", "The download or sync has not finished: fetch it again.")
    if len(head) < HEADER_BYTES or not head.startswith(b"SQLite format 3\0"):
        raise NotAProject("This is not a charabook project.", "Choose a file that ends in .charabook.")
    if int.from_bytes(head[68:72], "big") != schema.APPLICATION_ID:
        raise NotAProject(
            "This is a database of another program, not a charabook project.",
            "Choose a file that ends in .charabook.",
        )
    made_in = int.from_bytes(head[60:64], "big")
    if made_in > schema.FORMAT:
        raise MadeByNewer(f"This project was made by a newer charabook (format {made_in}).", "Update charabook.")
    if head[18:20] != b"\x01\x01":
        raise UnfinishedCopy(
            "This file was copied out of a running program, so the last edits may be missing from it.",
            "Ask for a file that was saved with “Save” or “Export”.",
        )
    page_bytes = int.from_bytes(head[16:18], "big")
    page_bytes = 65536 if page_bytes == 1 else page_bytes
    expected = page_bytes * int.from_bytes(head[28:32], "big")
    if size != expected:
        raise Incomplete(f"This file is incomplete ({size} of {expected} bytes).", ASK_FOR_ANOTHER)
    return made_in


def _head(path: Path) -> tuple[bytes, int]:
    try:
        with path.open("rb") as file:
            return file.read(HEADER_BYTES), path.stat().st_size
    except FileNotFoundError as error:
        raise Missing(f"There is no file {path.name}.", "It may have been moved or renamed: look for it.") from error
    except OSError as error:
        raise Unavailable(f"{path.name} cannot be read.", "Check its permissions and the drive.") from error


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(immutable_uri(path), uri=True, isolation_level=None)
    try:
        _bound(db, path.stat().st_size)
        yield db
    except KnownError:
        raise
    except (sqlite3.Error, UnicodeDecodeError, OverflowError, TypeError, ValueError, MemoryError) as error:
        if "interrupted" in str(error):
            raise Oversized("This file keeps the program busy for ever.", "Do not use it.") from error
        raise ContentDamaged("This file is damaged.", ASK_FOR_ANOTHER) from error
    finally:
        db.close()


def _bound(db: sqlite3.Connection, size_bytes: int) -> None:
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "query_only=ON", "cache_size=-4096"):
        db.execute(f"PRAGMA {pragma}")
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, assets.MAX_ASSET_BYTES + 65536)
    db.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, 200_000)
    db.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 1)
    db.setlimit(sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1)
    # A sound file is read at tens of megabytes a second even on a slow drive.
    deadline = time.monotonic() + 30 + size_bytes / 10e6
    db.set_progress_handler(lambda: time.monotonic() > deadline, 100_000)


# ---------------------------------------------------------------------------------------------- the inside


def _check_schema(db: sqlite3.Connection, made_in: int) -> None:
    found, expected = schema.schema_of(db), schema.expected_schema(made_in)
    if found != expected:
        strange = ", ".join(sorted(f"{entry[0]} {entry[1]}" for entry in found ^ expected))[:200]
        raise Tampered(f"This file is not built like a charabook project ({strange}).", ASK_FOR_ANOTHER)


def _identity(db: sqlite3.Connection, made_in: int) -> Identity:
    meta = dict(db.execute("SELECT key, value FROM meta WHERE key IN ('project_id', 'publish_id')"))
    if not all(isinstance(meta.get(key), str) for key in ("project_id", "publish_id")):
        raise ContentDamaged("This file does not say which project it is.", ASK_FOR_ANOTHER)
    return Identity(project_id=meta["project_id"], publish_id=meta["publish_id"], format=made_in)


def _check_structure(db: sqlite3.Connection) -> None:
    (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise ContentDamaged("This file is damaged.", ASK_FOR_ANOTHER)


def _check_sizes(db: sqlite3.Connection) -> None:
    """Bound every value before any of them is read. `length` of a stored value does not load it."""
    for table in ("blob", "preview"):
        (largest,) = db.execute(f"SELECT max(length(content)) FROM {table}").fetchone()
        if (largest or 0) > assets.MAX_ASSET_BYTES:
            raise Oversized("This file holds a picture of absurd size.", "Do not use it.")
    for (table,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        columns = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")') if row[1] != "content"]
        longest = ", ".join(f'max(length("{column}"))' for column in columns)
        lengths = db.execute(f'SELECT {longest} FROM "{table}"').fetchone()
        if any((length or 0) > MAX_TEXT_BYTES for length in lengths):
            raise Oversized("This file holds a text of absurd size.", "Do not use it.")


def check_rows(db: sqlite3.Connection) -> None:
    """Check that every record says only what a record can say, and that every field knows who wrote it."""
    for (kind, column), words in WORDS.items():
        marks = ", ".join("?" * len(words))
        query = f'SELECT 1 FROM "{table_name(kind)}" WHERE "{column}" NOT IN ({marks}) LIMIT 1'
        alternatives = f"SELECT 1 FROM cell_alt WHERE tbl = ? AND col = ? AND value NOT IN ({marks}) LIMIT 1"
        if (
            db.execute(query, words).fetchone()
            or db.execute(alternatives, (table_name(kind), column, *words)).fetchone()
        ):
            raise ContentDamaged(f"A {table_name(kind)} in this file is of an unknown kind.", ASK_FOR_ANOTHER)
    for kind, column in LISTS:
        _check_list(db, table_name(kind), column)
    _check_cells(db)


def _check_list(db: sqlite3.Connection, table: str, column: str) -> None:
    sources = (
        (f'SELECT "{column}" AS list FROM "{table}"', ()),
        ("SELECT value AS list FROM cell_alt WHERE tbl = ? AND col = ?", (table, column)),
    )
    for source, values in sources:
        bad = (
            f"SELECT 1 FROM ({source}) WHERE NOT json_valid(list) OR json_type(list) <> 'array' "
            "OR EXISTS (SELECT 1 FROM json_each(list) WHERE type <> 'text') LIMIT 1"
        )
        if db.execute(bad, values).fetchone():
            raise ContentDamaged(f"A {table} in this file holds a broken list.", ASK_FOR_ANOTHER)


def _check_cells(db: sqlite3.Connection) -> None:
    known = {(table_name(kind), column) for kind in KINDS for column in ("deleted", *COLUMNS[kind])}
    for table in ("cell", "cell_alt"):
        if not set(db.execute(f"SELECT DISTINCT tbl, col FROM {table}")) <= known:
            raise ContentDamaged("This file speaks of fields that do not exist.", ASK_FOR_ANOTHER)
    for kind in KINDS:
        (rows,) = db.execute(f'SELECT count(*) FROM "{table_name(kind)}"').fetchone()
        (cells,) = db.execute(
            f'SELECT count(*) FROM cell JOIN "{table_name(kind)}" AS r ON r.id = cell.row WHERE tbl = ?',
            (table_name(kind),),
        ).fetchone()
        if cells != rows * (1 + len(COLUMNS[kind])):
            raise ContentDamaged("This file does not say who wrote what.", ASK_FOR_ANOTHER)


def _check_manifest(db: sqlite3.Connection) -> None:
    row = db.execute("SELECT value FROM meta WHERE key = 'manifest'").fetchone()
    if row is None or row[0] != manifest_of(db):
        raise ContentDamaged("The content of this file is not what was written into it.", ASK_FOR_ANOTHER)


def check_pictures(db: sqlite3.Connection, progress: Progress = SILENT) -> None:
    """Check every stored file against its hash, and every picture's size, without decoding any."""
    rows = db.execute(
        "SELECT 'blob', blob.id, blob.sha256, asset.mime, asset.size_bytes FROM blob JOIN asset USING (sha256) "
        "UNION ALL SELECT 'preview', id, digest, mime, length(content) FROM preview"
    ).fetchall()
    if len(rows) != sum(db.execute("SELECT (SELECT count(*) FROM blob), (SELECT count(*) FROM preview)").fetchone()):
        raise ContentDamaged("This file holds pictures that it knows nothing of.", ASK_FOR_ANOTHER)
    for done, (table, blob, sha256, mime, size) in enumerate(rows):
        checkpoint(progress)
        progress.advance("Checking pictures", done, len(rows))
        check_picture(db, BlobAt(table=table, id=blob), sha256, mime, size)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlobAt:
    """Where the bytes of a file stand."""

    database: str = "main"
    table: str
    id: int


def check_picture(db: sqlite3.Connection, at: BlobAt, sha256: str, mime: str, size: int) -> None:
    """Check one stored file: length, hash, and for a picture the size that its head claims."""
    total = hashlib.sha256()
    with db.blobopen(at.table, "content", at.id, readonly=True, name=at.database) as content:
        if len(content) != size:
            raise ContentDamaged("A picture in this file has the wrong length.", ASK_FOR_ANOTHER)
        while chunk := content.read(assets.CHUNK_BYTES):
            total.update(chunk)
        if total.hexdigest() != sha256:
            raise ContentDamaged("A picture in this file is damaged.", ASK_FOR_ANOTHER)
        if mime in assets.PICTURE_MIMES:
            content.seek(0)
            assets.measure(cast("assets.Source", content))
