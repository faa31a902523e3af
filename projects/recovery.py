"""Recover what is readable: from a damaged or tampered file into a new project.

Nothing of the file is trusted. Only plain reading of tables of ours is done, from both ends of each table so that
one bad spot costs little; every record passes through the rules of a new project, and a picture only comes over if
it still has its hash. Stamps are made anew: the result is a new project of its own.
"""

# ruff: noqa: S608 - the names put into SQL here are those of our own tables and columns
import json
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa

from charabook.errors import BadInput, KnownError
from charabook.progress import SILENT, Progress, checkpoint
from projects import assets, schema
from projects.connection import immutable_uri
from projects.editing import Edit
from projects.project import Project
from projects.records import BOOK, Book, Page, PageId, Panel, Record
from projects.refusals import NotAProject
from projects.tables import ASSET_COLUMNS, ASSET_LISTS, COLUMNS, KINDS, REFERENCES, TABLES, table_name

TIME_OUT_S = 600.0
MOST_GROWTH = 1000
"""A file claims to have been so many times longer at most; holes take no room on the disk."""
SQLITE_MAGIC = b"SQLite format 3\0"

Row = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Recovered:
    """What came over."""

    records: int = 0
    pictures: int = 0
    pictures_lost: int = 0
    damaged_tables: list[str] = field(default_factory=list)
    """Tables that could not be read to the end."""


def recover(path: Path, target: Path, progress: Progress = SILENT) -> Recovered:
    """Write a new project at `target`, where no file may be yet, with all that can be read of `path`."""
    if target.exists():
        raise BadInput(f"There is already a file {target.name}.", "Choose another name.")
    report = Recovered()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "damaged.db"
        _copy_readable(path, copy)
        with closing(sqlite3.connect(immutable_uri(copy), uri=True, isolation_level=None)) as db:
            _bound(db)
            rows = {kind: _rows(db, kind, report) for kind in KINDS}
            if not any(rows.values()):
                raise NotAProject("Nothing in this file can be read.", "Look for another copy of it.")
            _write(db, rows, target, report, progress)
    return report


def _copy_readable(path: Path, copy: Path) -> None:
    """Copy the file so that SQLite agrees to look at it: with a head, and with room where it was cut short."""
    shutil.copyfile(path, copy)
    size_pages = -(-copy.stat().st_size // schema.PAGE_SIZE_BYTES)
    with copy.open("r+b") as file:
        head = file.read(100)
        if not head.startswith(SQLITE_MAGIC) or int.from_bytes(head[16:18], "big") != schema.PAGE_SIZE_BYTES:
            file.seek(0)
            file.write(SQLITE_MAGIC + schema.PAGE_SIZE_BYTES.to_bytes(2, "big") + b"\x01\x01\x00\x40\x20\x20")
        # SQLite refuses a file whose tables begin behind its end: the missing part is put back as holes.
        claimed_pages = int.from_bytes(head[28:32], "big")
        pages = max(size_pages, min(claimed_pages, size_pages * MOST_GROWTH))
        file.truncate(pages * schema.PAGE_SIZE_BYTES)
        file.seek(28)
        file.write(pages.to_bytes(4, "big"))


def _bound(db: sqlite3.Connection) -> None:
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "query_only=ON", "cache_size=-8192"):
        with suppress(sqlite3.Error):
            db.execute(f"PRAGMA {pragma}")
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, assets.MAX_ASSET_BYTES + 65536)
    db.setlimit(sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 0)
    deadline = time.monotonic() + TIME_OUT_S
    db.set_progress_handler(lambda: time.monotonic() > deadline, 100_000)


# ---------------------------------------------------------------------------------------------- reading


def _is_plain_table(db: sqlite3.Connection, name: str) -> bool:
    """Whether this name is a table as we make it, and not a view or virtual table put in its place."""
    with suppress(sqlite3.Error):
        found = db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name = ?", (name,)).fetchall()
        return len(found) == 1 and tuple(found[0]) in schema.expected_schema()
    return False


def _rows(db: sqlite3.Connection, kind: type[Record], report: Recovered) -> list[Row]:
    name = table_name(kind)
    if not _is_plain_table(db, name):
        report.damaged_tables.append(name)
        return []
    columns = ("id", "deleted", *COLUMNS[kind])
    found, whole = _scan(db, name, columns, "id")
    if not whole:
        report.damaged_tables.append(name)
    return [row for row in found if isinstance(row["id"], str) and row["deleted"] == 0]


def _scan(db: sqlite3.Connection, table: str, columns: tuple[str, ...], key: str) -> tuple[list[Row], bool]:
    """Rows from the front until a bad spot, then from the back until a bad spot; and whether there was none."""
    found: dict[Any, Row] = {}
    for direction in ("ASC", "DESC"):
        query = f'SELECT {", ".join(_quoted(columns))} FROM "{table}" ORDER BY {key} {direction}'
        whole = False
        with suppress(sqlite3.Error, UnicodeDecodeError, OverflowError):
            for row in db.execute(query):
                found.setdefault(row[0], dict(zip(columns, row, strict=True)))
            whole = True
        if whole:
            return list(found.values()), True
    return list(found.values()), False


def _quoted(columns: tuple[str, ...]) -> Iterator[str]:
    return (f'"{column}"' for column in columns)


# ---------------------------------------------------------------------------------------------- writing


def _write(
    db: sqlite3.Connection, rows: dict[type[Record], list[Row]], target: Path, report: Recovered, progress: Progress
) -> None:
    book = next((_record(Book, row) for row in rows[Book] if row["id"] == BOOK), None)
    with Project.create(target, cast("Book | None", book), progress=progress) as project:
        with project.gesture("Recover what is readable") as edit:
            pictures = _pictures(db, edit, report, progress)
            _Rebuild(edit, rows, pictures, report).run()
        project.publish(progress)


def _pictures(db: sqlite3.Connection, edit: Edit, report: Recovered, progress: Progress) -> set[str]:
    """Bring every picture over that still has its hash."""
    if not (_is_plain_table(db, "blob") and _is_plain_table(db, "asset")):
        return set()
    mimes = {row["sha256"]: row["mime"] for row in _scan(db, "asset", ("sha256", "mime"), "sha256")[0]}
    stored, _ = _scan(db, "blob", ("id", "sha256"), "id")
    kept: set[str] = set()
    for done, row in enumerate(stored):
        checkpoint(progress)
        progress.advance("Recovering pictures", done, len(stored))
        with suppress(sqlite3.Error, KnownError, TypeError):
            (content,) = db.execute("SELECT content FROM blob WHERE id = ?", (row["id"],)).fetchone()
            if assets.digest(content) == row["sha256"]:
                kept.add(edit.add_asset(content, str(mimes.get(row["sha256"], "image/png"))))
    report.pictures, report.pictures_lost = len(kept), len(set(mimes) - kept)
    return kept


def _record(kind: type[Record], row: Row) -> Record | None:
    """The record that a row says, None if it says nothing that a record can say."""
    table = TABLES[kind]
    values: Row = {"id": row["id"]}
    for name in COLUMNS[kind]:
        column = table.c[name]
        read = column.type.result_processor(_DIALECT, None)
        try:
            value = read(row[name]) if read else row[name]
        except (ValueError, TypeError):
            continue  # the field's default takes its place
        if (value is None and column.nullable) or (value is not None and (read or _fits(value, column))):
            values[name] = value
    try:
        return kind(**values)
    except TypeError:
        return None


def _fits(value: Any, column: sa.Column[Any]) -> bool:
    return isinstance(value, column.type.python_type)


_DIALECT = sa.create_engine("sqlite://").dialect


class _Rebuild:
    """Puts rows into a new project, parents before children; what points nowhere is mended or left out."""

    def __init__(self, edit: Edit, rows: dict[type[Record], list[Row]], pictures: set[str], report: Recovered) -> None:
        self._edit = edit
        self._rows = rows
        self._pictures = pictures
        self._report = report
        self._done: dict[type[Record], set[str]] = {kind: set() for kind in KINDS}
        self._later: list[tuple[type[Record], str, str, str]] = []

    def run(self) -> None:
        """Insert everything; then set the references to what came later."""
        for kind in KINDS:
            if kind is not Book:
                for row in self._rows[kind]:
                    self._insert(kind, row)
            if kind is Page:
                self._add_lost_pages()
        for kind, record, name, value in self._later:
            if value in self._done[REFERENCES[kind, name]] and record in self._done[kind]:
                self._edit.update(kind, record, **{name: value})

    def _add_lost_pages(self) -> None:
        """Panels whose page is gone get one, so that they can be seen."""
        lost = {row["page"] for row in self._rows[Panel]} - self._done[Page]
        for page in sorted(page for page in lost if isinstance(page, str) and page):
            self._edit.insert(Page(id=PageId(page), title="Recovered page"))
            self._done[Page].add(page)

    def _insert(self, kind: type[Record], row: Row) -> None:
        record = _record(kind, {name: self._mended(kind, row, name) for name in row})
        if record is not None:
            self._edit.insert(record)
            self._done[kind].add(record.id)
            self._report.records += 1

    def _mended(self, kind: type[Record], row: Row, name: str) -> Any:
        """The value of a field, without what it points to if that is not there."""
        value, target = row[name], REFERENCES.get((kind, name))
        if target is not None and value not in self._done[target]:
            self._later.append((kind, row["id"], name, value))
            return None
        if (kind, name) in ASSET_COLUMNS and value not in self._pictures:
            return None
        if (kind, name) in ASSET_LISTS:
            return json.dumps([sha256 for sha256 in _texts(value) if sha256 in self._pictures])
        return value


def _texts(text: Any) -> list[str]:
    with suppress(ValueError, TypeError):
        found = json.loads(text)
        return [item for item in found if isinstance(item, str)] if isinstance(found, list) else []
    return []
