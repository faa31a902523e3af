"""Opening: makes sure that a sound working copy stands in the workplace, and says what the shared file has beyond it.

A file that is not known here is copied first and inspected then, so that nobody can change it in between.
"""

import secrets
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from charabook.errors import Damaged, Unavailable
from charabook.progress import Progress
from projects import connection, exchange, inspection, migration, schema, workplace
from projects.inspection import Depth, Identity
from projects.inspection_process import inspect_apart
from projects.manifest import vector_digest
from projects.refusals import Missing, NotAProject


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What opening has found: sentences for the user, and a save that the working copy has not merged yet."""

    notices: tuple[str, ...] = ()
    newer: Identity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCopy:
    """What the working copy says of itself."""

    project_id: str
    merged: str


def prepare(target: Path, folder: Path, progress: Progress) -> Prepared:
    """Bring the working copy in `folder` into being, or look whether it has fallen behind the shared file."""
    work = folder / workplace.WORK_NAME
    if not work.exists():
        copy_in(target, work, progress)
        return Prepared()
    try:
        known = _read(work)
    except (sqlite3.Error, Damaged):
        set_aside(folder)
        copy_in(target, work, progress)
        return Prepared(notices=("Your working copy was damaged. It was set aside, and the shared file was opened.",))
    return _compare(target, folder, known, progress)


def set_aside(folder: Path) -> None:
    """Move the working copy out of the way, with its journal, without deleting anything."""
    work = folder / workplace.WORK_NAME
    refuge = folder / f"set-aside-{secrets.token_hex(4)}"
    refuge.mkdir()
    for path in (work, work.with_name(f"{work.name}-journal")):
        if path.exists():
            path.replace(refuge / path.name)


def copy_in(target: Path, work: Path, progress: Progress) -> None:
    """Make a fresh working copy of the file at `target`, if it is sound."""
    inspection.check_header(target)
    arriving, current = work.with_suffix(".arriving"), work.with_suffix(".current")
    try:
        progress.advance("Copying the project", 0, 1)
        _copy(target, arriving)
        identity = inspect_apart(arriving, Depth.PICTURES, progress)
        if identity.format == schema.FORMAT:
            arriving.replace(current)
        else:
            migration.current_copy(arriving, identity.format, current)
        _begin_life(current, identity)
        exchange.sync_file(current)
        current.replace(work)
        exchange.sync_folder(work.parent)
    finally:
        arriving.unlink(missing_ok=True)
        current.unlink(missing_ok=True)


def _copy(source: Path, copy: Path) -> None:
    try:
        shutil.copyfile(source, copy)
    except OSError as error:
        raise Unavailable(
            f"{source.name} cannot be copied to this machine.", "Check the drive and the free space."
        ) from error


def _begin_life(work: Path, identity: Identity) -> None:
    """Write down that this working copy holds exactly what that save held."""
    with closing(connection.connect(work)) as db, connection.transaction(db):
        connection.note(db, "merged", identity.publish_id)
        connection.note(db, "saved_vector", vector_digest(db))


def _read(work: Path) -> WorkingCopy:
    """Open the working copy once: a journal of our own crash is played back here, and an older format renewed."""
    with closing(connection.connect(work)) as db:
        (made_in,) = db.execute("PRAGMA user_version").fetchone()
        if schema.schema_of(db) != schema.expected_schema(made_in):
            raise Damaged("The working copy is damaged.", "It is set aside.")
        meta = dict(db.execute("SELECT key, value FROM meta"))
    if made_in != schema.FORMAT:
        renewed = work.with_suffix(".current")
        migration.current_copy(work, made_in, renewed)
        exchange.sync_file(renewed)
        renewed.replace(work)
    return WorkingCopy(project_id=meta["project_id"], merged=meta.get("merged", ""))


def _compare(target: Path, folder: Path, known: WorkingCopy, progress: Progress) -> Prepared:
    try:
        seen = inspection.inspect(target, Depth.IDENTITY)
    except Missing:
        return Prepared(
            notices=(f"{target.name} is gone. This is your own working copy; saving writes the file again.",)
        )
    except (Damaged, NotAProject) as error:
        return Prepared(
            notices=(
                f"{error.what} This is your own working copy; saving puts a sound file there and keeps the other.",
            )
        )
    if seen.project_id != known.project_id:
        set_aside(folder)
        copy_in(target, folder / workplace.WORK_NAME, progress)
        return Prepared(notices=("Another project was here before. Its working copy was set aside.",))
    if seen.publish_id == known.merged:
        return Prepared()
    return Prepared(newer=seen)
