"""Saving: puts the working copy where teammates see it, whole or not at all, and loses nobody's work.

Copy into a temporary file beside the target -> flush -> check -> swap names -> look at what was displaced. If that
holds anything that was never merged here, it is merged and the save goes round again.
"""

import contextlib
import errno
import itertools
import os
import secrets
import shutil
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from charabook.errors import Damaged, Unavailable
from charabook.progress import Progress, checkpoint
from projects import exchange, inspection, leftovers
from projects.connection import disk_errors
from projects.inspection import Depth
from projects.manifest import manifest_of, vector_digest
from projects.refusals import Missing, NotAProject, NotWritable

ATTEMPTS = 40
PAGES_AT_ONCE = 256
"""4 MiB: short enough that an edit meanwhile waits some milliseconds only."""
LONGEST_PAUSE_S = 0.4


class Publisher(Protocol):
    """What saving needs of an open project."""

    @property
    def working_copy(self) -> sqlite3.Connection:
        """The connection whose content is saved."""

    def merged_publish_id(self) -> str:
        """The save that this working copy has merged last; empty for none."""

    def merge_published(self, path: Path, seen: inspection.Identity) -> None:
        """Merge what is at `path`."""

    def note_published(self, publish_id: str, vector: str) -> None:
        """Remember that this save holds the edits of this version vector."""


class Stage(Protocol):
    """Hears which step of a save is done. Tests stop the program there."""

    def __call__(self, name: str) -> None:
        """Called after the step `name`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a project is saved, and where what stood there is kept."""

    target: Path
    previous: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A finished temporary file."""

    path: Path
    publish_id: str
    vector: str


def _nobody_listens(name: str) -> None:
    """The `Stage` of a save that nobody watches step by step."""


def publish(project: Publisher, place: Place, progress: Progress, stage: Stage = _nobody_listens) -> None:
    """Save the project at its place; what stood there becomes the previous generation."""
    target = place.target
    for attempt in range(ATTEMPTS):
        _pause_between(attempt)
        checkpoint(progress)
        require_writable(target)
        expected = _merge_newer(project, target)
        written = _write(project.working_copy, target, progress, stage)
        try:
            checkpoint(progress)  # the last moment to stop: from here on it takes an instant
            done = _put_in_place(project, written, place, expected, stage)
        finally:
            written.path.unlink(missing_ok=True)
        if done:
            stage("done")
            return
    raise Unavailable("Others keep saving this project at the same moment.", "Try again; nothing is lost.")


def require_writable(target: Path) -> None:
    """Refuse a read-only file or folder: replacing a file would otherwise bypass its protection."""
    if not target.parent.is_dir():
        raise Missing(f"The folder {target.parent.name} is gone.", "Connect the drive, or save under another name.")
    if target.exists() and not os.access(target, os.W_OK):
        raise NotWritable(f"{target.name} is read-only.", "Allow writing to it, or save under another name.")
    if not os.access(target.parent, os.W_OK):
        raise NotWritable(f"The folder of {target.name} is read-only.", "Save under another name.")


def _pause_between(attempt: int) -> None:
    """Savers who met wait for different times, or they would meet again."""
    if attempt:
        time.sleep(secrets.randbelow(1000) / 1000 * min(0.04 * attempt, LONGEST_PAUSE_S))


def _merge_newer(project: Publisher, target: Path) -> str | None:
    """Merge what others saved since; return the id of the save that is there now, None if it is not readable."""
    if not target.exists():
        return ""
    try:
        seen = inspection.inspect(target, Depth.IDENTITY)
        if seen.publish_id != project.merged_publish_id():
            project.merge_published(target, seen)
    except (Damaged, NotAProject):
        return None  # nothing can be merged from it; it is set aside, never thrown away
    except Missing:
        return ""
    return seen.publish_id


# ---------------------------------------------------------------------------------------------- writing


def _write(db: sqlite3.Connection, target: Path, progress: Progress, stage: Stage) -> Written:
    path = leftovers.saving_name(target)
    try:
        with room_for(target):
            copy_working_copy(db, path, progress)
            stage("copied")
            publish_id, vector = seal(path)
            stage("sealed")
            exchange.sync_file(path)
            stage("flushed")
            inspection.inspect(path, Depth.ROWS)
            stage("checked")
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Written(path=path, publish_id=publish_id, vector=vector)


@contextlib.contextmanager
def room_for(target: Path) -> Iterator[None]:
    """Say in plain words that the disk of `target` is full."""
    try:
        with disk_errors():
            yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise Unavailable(
                f"The disk where {target.name} lives is full.", "Free some space and save again; nothing is lost."
            ) from error
        raise


def copy_working_copy(db: sqlite3.Connection, path: Path, progress: Progress) -> None:
    """Copy the working copy while it is in use: what is edited meanwhile comes along."""

    def tell(_: int, remaining: int, total: int) -> None:
        checkpoint(progress)
        progress.advance("Saving", total - remaining, total)

    copy = sqlite3.connect(path, isolation_level=None)
    try:
        copy.execute("PRAGMA synchronous=OFF")
        copy.execute("PRAGMA journal_mode=OFF")
        db.backup(copy, pages=PAGES_AT_ONCE, progress=tell, sleep=0.01)
    finally:
        copy.close()  # or the disk stays full, and Windows cannot delete the file


def seal(path: Path) -> tuple[str, str]:
    """Give the copy its own name and its manifest."""
    publish_id = secrets.token_hex(8)
    copy = sqlite3.connect(path, isolation_level=None)
    try:
        copy.execute("PRAGMA synchronous=OFF")
        copy.execute("PRAGMA journal_mode=MEMORY")
        copy.execute("BEGIN")
        copy.execute("DELETE FROM meta WHERE key IN ('merged', 'saved_vector')")
        copy.execute("UPDATE meta SET value = ? WHERE key = 'publish_id'", (publish_id,))
        copy.execute("UPDATE meta SET value = ? WHERE key = 'manifest'", (manifest_of(copy),))
        copy.execute("COMMIT")
        return publish_id, vector_digest(copy)
    finally:
        copy.close()


# ---------------------------------------------------------------------------------------------- putting in place


def _put_in_place(project: Publisher, written: Written, place: Place, expected: str | None, stage: Stage) -> bool:
    """Swap the finished file with the target. False if the save has to go round again."""
    target = place.target
    if not target.exists():
        if not exchange.create(written.path, target):
            return False
        stage("swapped")
        exchange.sync_folder(target.parent)
        project.note_published(written.publish_id, written.vector)
        return True
    displaced = exchange.exchange(written.path, target)
    stage("swapped")
    exchange.sync_folder(target.parent)
    alone = _look_at_displaced(project, displaced, place, expected)
    project.note_published(written.publish_id, written.vector)
    return alone


def _look_at_displaced(project: Publisher, displaced: Path, place: Place, expected: str | None) -> bool:
    """Keep what stood at the target; if a colleague saved it in the last moment, merge it and say False."""
    try:
        seen = inspection.inspect(displaced, Depth.IDENTITY)
        if seen.publish_id == expected:
            _keep(displaced, place.previous)
            return True
        project.merge_published(displaced, seen)
    except (Damaged, NotAProject):
        displaced.replace(_free_name(place.target))
        return True
    displaced.unlink()
    return False


def _keep(displaced: Path, previous: Path) -> None:
    """Keep the displaced file as the previous generation, on the disk of the working copy."""
    try:
        displaced.replace(previous)
    except OSError:  # another disk
        copy = previous.with_suffix(".copying")
        try:
            shutil.copyfile(displaced, copy)
            copy.replace(previous)
        except OSError:
            copy.unlink(missing_ok=True)  # no room for it: saving has worked all the same
        displaced.unlink()


def _free_name(target: Path) -> Path:
    names = (target.with_name(f"{target.stem} (damaged {number}){target.suffix}") for number in itertools.count(1))
    return next(name for name in names if not name.exists())
