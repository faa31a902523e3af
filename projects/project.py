"""An open project: read it, edit it, undo, save. The front door of this room.

Every gesture is one transaction on a working copy on this machine, written to disk when the `with` block ends: there
is nothing to lose afterwards, and "saving" means publishing the working copy to the shared file.

Any thread may call any verb; one lock makes them take turns. A gesture holds it until its block ends, so keep gestures
short. `publish` holds it only for moments: editing goes on while it copies.
"""

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Self

from charabook.errors import BadInput, Damaged, Unavailable
from charabook.progress import SILENT, Progress
from projects import (
    cleaning,
    comparing,
    conflicts,
    git_folder,
    inspection,
    leftovers,
    opening,
    orphans,
    publishing,
    schema,
    sharing,
    undo,
    versions,
    workplace,
)
from projects.changes import Changes
from projects.cleaning import CleanUp
from projects.comparing import Comparison
from projects.conflicts import Conflict
from projects.connection import noted
from projects.inspection import Depth, Identity
from projects.inspection_process import inspect_apart
from projects.manifest import vector_digest
from projects.orphans import Orphan
from projects.records import Book, PageId, Version, new_id
from projects.refusals import Missing, NotAProject
from projects.saving import Saver
from projects.session import Session
from projects.sharing import Light
from projects.workplace_lock import WorkplaceLock


class Project(Session):
    """A project that is open on this machine. Use `create` or `open`; close it, or use it in a `with` block."""

    def __init__(self, target: Path, folder: Path, lock: WorkplaceLock, person: str) -> None:
        super().__init__(folder / workplace.WORK_NAME, person)
        self.path = target
        self.notices: tuple[str, ...] = ()
        """What the user should know about how the project was opened, in plain sentences."""
        self._folder = folder
        self._workplace_lock = lock
        self._publishing = threading.Lock()
        self._closed = False

    # ------------------------------------------------------------------------------------ begin and end

    @classmethod
    def create(cls, path: Path, book: Book | None = None, *, person: str = "", progress: Progress = SILENT) -> Self:
        """Begin a new project and publish it at `path`, where no file may be yet."""
        target = path.resolve()
        if target.exists():
            raise BadInput(f"There is already a file {target.name}.", "Choose another name, or open it.")
        publishing.require_writable(target)
        with _entered(target) as (folder, lock):
            if (folder / workplace.WORK_NAME).exists():
                opening.set_aside(folder)
            with closing(sqlite3.connect(folder / workplace.WORK_NAME, isolation_level=None)) as db:
                schema.create(db, new_id())
            project = cls(target, folder, lock, person)
        with _closed_on_error(project):
            with project.gesture("New book") as edit:
                edit.insert(book or Book())
            undo.forget(project._db)
            project.publish(progress)
        return project

    @classmethod
    def open(cls, path: Path, *, person: str = "", progress: Progress = SILENT) -> Self:
        """Open the project at `path`: its working copy on this machine, merged with what teammates saved since.

        Raises one of `projects.refusals`, each with its own message, and leaves the file as it is.
        """
        target = path.resolve()
        if not target.exists() and not (workplace.workplace_of(target) / workplace.WORK_NAME).exists():
            raise Missing(f"There is no file {target.name}.", "It may have been moved or renamed: look for it.")
        with _entered(target) as (folder, lock):
            prepared = opening.prepare(target, folder, progress)
            project = cls(target, folder, lock, person)
        with _closed_on_error(project):
            project.notices = prepared.notices
            project._catch_up(prepared.newer, progress)
        return project

    def close(self) -> None:
        """Leave the project. Edits are in the working copy already. Safe to call twice."""
        with self._publishing, self._lock:
            if not self._closed:
                self._closed = True
                super().close()
                self._workplace_lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ------------------------------------------------------------------------------------ saving

    def publish(self, progress: Progress = SILENT) -> Changes:
        """Save: put the working copy where teammates see it, merged with what they saved; says what that brought.

        May run on a thread of its own while editing goes on. Raises `KnownError` with the shared file as it was.
        """
        with self._publishing:
            saver = self._saver(progress)
            place = publishing.Place(target=self.path, previous=self._folder / workplace.PREVIOUS_NAME)
            publishing.publish(saver, place, progress)
            return Changes(label="Save", touched=tuple(saver.brought))

    def is_published(self) -> bool:
        """Whether the last save holds every edit."""
        with self._lock:
            return noted(self._db, "saved_vector") == vector_digest(self._db)

    # ------------------------------------------------------------------------------------ working with others

    def compare(self, path: Path, progress: Progress = SILENT) -> Comparison:
        """What another copy of this project would change, by page and panel. Changes nothing."""
        seen = inspect_apart(path, Depth.PICTURES, progress)
        with self._saver(progress).current(path, seen) as (current, identity), self._lock:
            return comparing.compare(self._db, current, identity)

    def merge(self, path: Path, progress: Progress = SILENT) -> Changes:
        """Merge another copy of this project into this one. Merging it again changes nothing."""
        seen = inspect_apart(path, Depth.PICTURES, progress)
        saver = self._saver(progress)
        saver.merge_published(path, seen)
        return Changes(label="Merge", touched=tuple(saver.brought))

    def conflicts(self) -> tuple[Conflict, ...]:
        """The fields that two people changed without knowing of each other, with all their values."""
        with self._lock:
            return conflicts.conflicts(self._db)

    def choose(self, conflict: Conflict, choice: int) -> Changes:
        """Settle a conflict with the alternative of this number."""
        with self.gesture("Choose") as edit:
            conflicts.choose(edit, conflict, choice)
        return edit.changes

    def keep_both(self, conflict: Conflict) -> Changes:
        """Settle a conflict by keeping all values, for texts and for chosen takes."""
        with self.gesture("Keep both") as edit:
            conflicts.keep_both(edit, conflict)
        return edit.changes

    def orphans(self) -> tuple[Orphan, ...]:
        """Recovered items: records that somebody went on editing while somebody else deleted what they belong to."""
        with self._lock:
            return orphans.orphans(self._db)

    def adopt(self, orphan: Orphan, page: PageId | None = None) -> Changes:
        """Give a recovered item a home: on `page` for panels and lettering, or by bringing back what it belonged to."""
        with self.gesture("Recover") as edit:
            orphans.adopt(edit, orphan, page)
        return edit.changes

    def siblings(self) -> tuple[Path, ...]:
        """Files beside the shared file that look like conflicted copies of it, for `merge`."""
        return leftovers.siblings(self.path)

    # ------------------------------------------------------------------------------------ history

    def save_version(self, name: str, note: str = "") -> Version:
        """Keep the present state of the book under a name."""
        with self.gesture(f"Version “{name}”") as edit:
            return versions.save(edit, name, note, self.person)

    def restore_version(self, version: Version) -> Changes:
        """Make the book what it was. One undo takes it back."""
        with self.gesture(f"Restore “{version.name}”") as edit:
            versions.restore(edit, version)
        return edit.changes

    def has_previous(self) -> bool:
        """Whether the shared file as it was before the last save is kept."""
        return (self._folder / workplace.PREVIOUS_NAME).is_file()

    def export_previous(self, target: Path) -> None:
        """Write the shared file as it was before the last save to `target`, where no file may be yet."""
        if not self.has_previous():
            raise Unavailable("No earlier save is kept.", "There will be one after the next save.")
        if target.exists():
            raise BadInput(f"There is already a file {target.name}.", "Choose another name.")
        with publishing.room_for(target):
            shutil.copyfile(self._folder / workplace.PREVIOUS_NAME, target)

    def plan_clean_up(self) -> CleanUp:
        """What `clean_up` would take away: rejected takes, and pictures that nothing speaks of."""
        with self._lock:
            return cleaning.plan(self._db, self.versions())

    def clean_up(self, progress: Progress = SILENT) -> CleanUp:
        """Make the file smaller for good. Chosen and starred takes stay. The undo list begins anew."""
        with self._publishing, self._lock:
            with self.gesture("Clean up") as edit:
                done = cleaning.clean_up(edit, self.versions())
            undo.forget(self._db)
            progress.advance("Packing", 0, 1)
            cleaning.pack(self._db)
            progress.advance("Packing", 1, 1)
            return done

    # ------------------------------------------------------------------------------------ sharing

    def export_light(self, target: Path, light: Light, progress: Progress = SILENT) -> None:
        """Write a small copy for mailing. Edits made in it merge back into this one."""
        sharing.export_light(self._db, target, light, progress)

    def export_folder(self, folder: Path, progress: Progress = SILENT) -> None:
        """Write the project as text and files, for git. `projects.git_folder.import_folder` reads it back."""
        with self._lock:
            git_folder.export_folder(self._db, folder, progress)

    # ------------------------------------------------------------------------------------ how

    def _saver(self, progress: Progress = SILENT) -> Saver:
        return Saver(self._db, self._lock, self._folder, progress)

    def _catch_up(self, newer: Identity | None, progress: Progress) -> None:
        """Merge what teammates saved since, and what interrupted saves left beside the file."""
        saver = self._saver(progress)
        for path in leftovers.abandoned(self.path):
            _merge_leftover(saver, path)
        if newer is None:
            return
        try:
            inspect_apart(self.path, Depth.ROWS, progress)
            saver.merge_published(self.path, newer)
            saver.note_merged(newer.publish_id)
        except (Damaged, Unavailable) as error:
            self.notices += (f"What is saved at {self.path.name} could not be merged: {error}",)


def _merge_leftover(saver: Saver, path: Path) -> None:
    try:
        saver.merge_published(path, inspection.inspect(path, Depth.IDENTITY))
    except (Damaged, NotAProject):
        pass  # a save that was never finished: whoever began it has everything in a working copy
    except (BadInput, Unavailable):
        return  # not ours to judge: leave it where it is
    path.unlink(missing_ok=True)


@contextmanager
def _entered(target: Path) -> Iterator[tuple[Path, WorkplaceLock]]:
    """Lock the workplace of a shared file; let go of it if the block fails."""
    folder = workplace.workplace_of(target)
    folder.mkdir(parents=True, exist_ok=True)
    lock = WorkplaceLock(folder)
    lock.acquire()
    try:
        yield folder, lock
    except BaseException:
        lock.release()
        raise


@contextmanager
def _closed_on_error(project: Project) -> Iterator[None]:
    try:
        yield
    except BaseException:
        project.close()
        raise
