"""Connections to a working copy: how SQLite is set up, transactions, and SQLAlchemy on top of one connection."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from charabook.errors import BugError, Unavailable

BUSY_TIMEOUT_S = 10.0

WORKING_COPY_PRAGMAS = (
    "journal_mode=DELETE",  # with EXTRA below: a commit survives a power cut, and no second file outlives it
    "synchronous=EXTRA",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "secure_delete=OFF",
    "temp_store=MEMORY",
    "recursive_triggers=OFF",
    "cache_size=-16384",  # 16 MiB: pictures pass through it, they need not stay
)


def immutable_uri(path: Path) -> str:
    """How to open a file so that SQLite takes no lock and never plays back a journal that lies beside it."""
    return f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"


def connect(path: Path) -> sqlite3.Connection:
    """Open a working copy for reading and writing, in autocommit mode."""
    db = sqlite3.connect(path, isolation_level=None, timeout=BUSY_TIMEOUT_S, uri=False, check_same_thread=False)
    for pragma in WORKING_COPY_PRAGMAS:
        db.execute(f"PRAGMA {pragma}")
    return db


def engine_over(db: sqlite3.Connection) -> sa.Engine:
    """SQLAlchemy on one existing connection. Transactions are begun by `transaction`, never by SQLAlchemy."""
    return sa.create_engine("sqlite://", creator=lambda: db, poolclass=StaticPool, isolation_level="AUTOCOMMIT")


def raw(connection: sa.Connection) -> sqlite3.Connection:
    """The SQLite connection under a SQLAlchemy one."""
    return cast("sqlite3.Connection", connection.connection.driver_connection)


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: commit at the end of the block, roll back on any error.

    A block that rolls back by itself has changed its mind: that is no error.
    """
    with disk_errors():
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            if db.in_transaction:
                db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise


@contextmanager
def disk_errors() -> Iterator[None]:
    """Say in plain words what SQLite says about the disk."""
    try:
        yield
    except (sqlite3.OperationalError, sa.exc.OperationalError) as error:
        raise _plainly(error) from error
    except (sqlite3.IntegrityError, sa.exc.IntegrityError) as error:
        raise BugError(f"a record breaks the rules of the project: {error}") from error


def _plainly(error: Exception) -> Exception:
    text = str(error)
    if "disk is full" in text:
        return Unavailable("The disk is full.", "Free some space and try again; nothing is lost.")
    if "disk I/O error" in text:
        return Unavailable("The disk refused to read or write.", "Check the disk and try again; nothing is lost.")
    if "database is locked" in text:
        return Unavailable("Another program holds your working copy.", "Close that program and try again.")
    if "readonly" in text:
        return Unavailable("Your working copy may not be written.", "Check the permissions of the application data.")
    return error


def note(db: sqlite3.Connection, key: str, value: str) -> None:
    """Write one entry about the file itself."""
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def noted(db: sqlite3.Connection, key: str) -> str:
    """One entry about the file itself; empty if there is none."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""
