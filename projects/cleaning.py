"""Clean up: makes the file smaller. What is chosen or starred, now or in a named version, is never touched."""

# ruff: noqa: S608 - the names put into SQL here are those of our own tables and columns
import sqlite3
from dataclasses import dataclass

from projects import merging, versions
from projects.connection import disk_errors
from projects.editing import Edit
from projects.records import Rating, Take, TakeId, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanUp:
    """What a clean-up takes away: rejected takes, and bytes of pictures that nothing speaks of any more."""

    takes: tuple[TakeId, ...]
    pictures: int
    size_bytes: int


def plan(db: sqlite3.Connection, kept: tuple[Version, ...]) -> CleanUp:
    """What `clean_up` would take away now."""
    takes = _rejected(db, kept)
    unused = _unused(db, kept, takes)
    return CleanUp(
        takes=tuple(TakeId(take) for take in sorted(takes)), pictures=len(unused), size_bytes=sum(unused.values())
    )


def clean_up(edit: Edit, kept: tuple[Version, ...]) -> CleanUp:
    """Take it away, inside a gesture. The file shrinks when it is packed afterwards."""
    db = edit.database
    planned = plan(db, kept)
    edit.stored_files = planned.pictures > 0
    for take in planned.takes:
        edit.delete(Take, take)
    for sha256 in _unused(db, kept, set()):
        db.execute("DELETE FROM blob WHERE sha256 = ?", (sha256,))
        db.execute("DELETE FROM preview WHERE sha256 = ?", (sha256,))
        db.execute("UPDATE asset SET dropped = 1 WHERE sha256 = ?", (sha256,))
    return planned


def _protected(db: sqlite3.Connection, kept: tuple[Version, ...]) -> set[str]:
    """Takes that are chosen or starred: now, in a value in conflict, or in a named version."""
    queries = (
        "SELECT chosen_take FROM panel WHERE chosen_take NOT NULL",
        "SELECT identity_take FROM look WHERE identity_take NOT NULL",
        (
            "SELECT value FROM cell_alt WHERE value NOT NULL "
            "AND (tbl, col) IN (VALUES ('panel', 'chosen_take'), ('look', 'identity_take'))"
        ),
        f"SELECT id FROM take WHERE rating = '{Rating.STAR}'",
        f"SELECT row FROM cell_alt WHERE tbl = 'take' AND col = 'rating' AND value = '{Rating.STAR}'",
    )
    return {row[0] for query in queries for row in db.execute(query)} | versions.kept_takes(db, kept)


def _rejected(db: sqlite3.Connection, kept: tuple[Version, ...]) -> set[str]:
    query = f"SELECT id FROM take WHERE NOT deleted AND rating = '{Rating.REJECT}'"
    return {row[0] for row in db.execute(query)} - _protected(db, kept)


def _unused(db: sqlite3.Connection, kept: tuple[Version, ...], leaving: set[str]) -> dict[str, int]:
    """Stored files that nothing will speak of once the takes `leaving` are gone, and their sizes in bytes."""
    needed = versions.kept_assets(db, kept) | _assets_of(db, _protected(db, kept))
    needed |= merging.needed_assets(db, without_takes=frozenset(leaving))
    stored = db.execute("SELECT sha256, size_bytes FROM asset JOIN blob USING (sha256)")
    return {sha256: size for sha256, size in stored if sha256 not in needed}


def _assets_of(db: sqlite3.Connection, takes: set[str]) -> set[str]:
    """The files of some takes, deleted or not: the picture, its masks, and what was made of it."""
    found: set[str] = set()
    for take in takes:
        found.update(row[0] for row in db.execute("SELECT asset FROM take WHERE id = ? AND asset NOT NULL", (take,)))
        found.update(
            row[0] for row in db.execute("SELECT value FROM take, json_each(mask_assets) WHERE take.id = ?", (take,))
        )
        found.update(
            row[0] for row in db.execute("SELECT asset FROM take_edit WHERE take = ? AND asset NOT NULL", (take,))
        )
    return found


def pack(db: sqlite3.Connection) -> None:
    """Give the room of what was taken away back to the disk."""
    with disk_errors():
        db.execute("VACUUM")
