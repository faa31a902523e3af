"""An open project: read it, edit it, undo, save. The front door of this room.

Every gesture is one transaction on a working copy on this machine, written to disk when the `with` block ends: there
is nothing to lose afterwards, and "saving" means publishing the working copy to the shared file.

Any thread may call any verb; one lock makes them take turns. A gesture holds it until its block ends, so keep gestures
short. `publish` holds it only for moments: editing goes on while it copies.
"""

import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from charabook.errors import BadInput, BugError
from charabook.progress import SILENT, Progress
from projects import connection, schema, stamping, undo, workplace
from projects.changes import NOTHING, Changes
from projects.editing import Edit
from projects.reading import Reading
from projects.records import AssetHash, Book, new_id
from projects.undo import Step


class Gesture(Edit):
    """One step of the user's. After the block, `changes` says what it changed."""

    changes: Changes = NOTHING


class Project(Reading):
    """A project that is open on this machine. Use `create` or `open`; close it, or use it in a `with` block."""

    def __init__(self, target: Path, folder: Path, lock: workplace.WorkplaceLock, person: str) -> None:
        self.path = target
        self.person = person
        self.notices: tuple[str, ...] = ()
        """What the user should know about how the project was opened, in plain sentences."""
        self._folder = folder
        self._workplace_lock = lock
        self._lock = threading.RLock()
        self._db = connection.connect(folder / workplace.WORK_NAME)
        self._engine = connection.engine_over(self._db)
        self._connection = self._engine.connect()
        self._actor = secrets.token_hex(6)
        self._gesture: Gesture | None = None
        self._closed = False
        stamping.install(self._db, self._actor)

    # ------------------------------------------------------------------------------------ begin and end

    @classmethod
    def create(cls, path: Path, book: Book | None = None, *, person: str = "", progress: Progress = SILENT) -> Self:
        """Begin a new project and publish it at `path`, where no file may be yet."""
        target = path.resolve()
        if target.exists():
            raise BadInput(f"There is already a file {target.name}.", "Choose another name, or open it.")
        folder, lock = _enter(target)
        try:
            db = sqlite3.connect(folder / workplace.WORK_NAME, isolation_level=None)
            schema.create(db, new_id())
            db.close()
            project = cls(target, folder, lock, person)
        except BaseException:
            lock.release()
            raise
        with project.gesture("New book") as edit:
            edit.insert(book or Book())
        undo.forget(project._db)
        return project

    def close(self) -> None:
        """Leave the project. Edits are in the working copy already. Safe to call twice."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._connection.close()
            self._engine.dispose()
            self._db.close()
            self._workplace_lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ------------------------------------------------------------------------------------ edits

    @contextmanager
    def gesture(self, label: str) -> Iterator[Gesture]:
        """One step of the user's: all of it happens, or nothing, and one undo takes it back.

        `label` says what the user does, as the undo menu shows it: "Rename Mina".
        A gesture inside a gesture joins it.
        """
        with self._lock:
            if self._gesture is not None:
                yield self._gesture
                return
            self._gesture = gesture = Gesture(self._connection)
            try:
                with connection.transaction(self._db):
                    self._introduce()
                    stamping.tick(self._db)
                    yield gesture
                    gesture.changes = self._finish(label)
            finally:
                self._gesture = None

    def add_asset(self, content: bytes, mime: str = "image/png") -> AssetHash:
        """Store a file and return its name. It is no step of its own: undo leaves it where it is."""
        with self.gesture("Add a picture") as edit:
            return edit.add_asset(content, mime)

    # ------------------------------------------------------------------------------------ undo

    def next_undo(self) -> Step | None:
        """The gesture that `undo` would take back, or None."""
        with self._lock:
            return undo.next_undo(self._db)

    def next_redo(self) -> Step | None:
        """The gesture that `redo` would do again, or None."""
        with self._lock:
            return undo.next_redo(self._db)

    def undo(self) -> Changes:
        """Take the last gesture back. `NOTHING` if there is none."""
        with self._lock:
            self._outside_gesture()
            step = undo.next_undo(self._db)
            if step is None:
                return NOTHING
            with connection.transaction(self._db):
                return undo.undo(self._db, step)

    def redo(self) -> Changes:
        """Do the gesture again that was undone last. `NOTHING` if there is none."""
        with self._lock:
            self._outside_gesture()
            step = undo.next_redo(self._db)
            if step is None:
                return NOTHING
            with connection.transaction(self._db):
                return undo.redo(self._db, step)

    # ------------------------------------------------------------------------------------ how

    def _introduce(self) -> None:
        self._db.execute("INSERT OR IGNORE INTO actor VALUES (?, ?, ?)", (self._actor, self.person, time.time()))

    def _finish(self, label: str) -> Changes:
        """End the step at hand. One that changed no record leaves no trace in the undo list."""
        changes = undo.changes_of(self._db, undo.current_step(self._db), label)
        if changes:
            undo.remember(self._db, label)
        return changes

    def _outside_gesture(self) -> None:
        if self._gesture is not None:
            raise BugError("undo and redo may not be called inside a gesture")


def _enter(target: Path) -> tuple[Path, workplace.WorkplaceLock]:
    folder = workplace.workplace_of(target)
    folder.mkdir(parents=True, exist_ok=True)
    lock = workplace.WorkplaceLock(folder)
    lock.acquire()
    return folder, lock
