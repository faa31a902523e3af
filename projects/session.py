"""A working copy that is open for editing: gestures, undo and redo, behind one lock."""

import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from charabook.errors import BugError
from projects import connection, stamping, undo
from projects.changes import NOTHING, Changes
from projects.editing import Edit
from projects.reading import Reading
from projects.records import AssetHash
from projects.undo import Step


class Gesture(Edit):
    """One step of the user's. After the block, `changes` says what it changed."""

    changes: Changes = NOTHING


class Session(Reading):
    """An open working copy. Writes under an actor id of its own, which no later session uses again."""

    def __init__(self, work: Path, person: str) -> None:
        self.person = person
        self._lock = threading.RLock()
        self._db = connection.connect(work)
        self._engine = connection.engine_over(self._db)
        self._connection = self._engine.connect()
        self._actor = secrets.token_hex(6)
        self._gesture: Gesture | None = None
        stamping.install(self._db, self._actor)

    def close(self) -> None:
        """Leave the working copy. Every edit is in it already."""
        with self._lock:
            self._connection.close()
            self._engine.dispose()
            self._db.close()

    # ------------------------------------------------------------------------------------ edits

    @contextmanager
    def gesture(self, label: str) -> Iterator[Gesture]:
        """One step of the user's: all of it happens, or nothing, and one undo takes it back.

        `label` says what the user does, as the undo menu shows it: "Rename Mina".
        A gesture inside a gesture joins it.
        """
        with self._step(label, undo.remember) as gesture:
            yield gesture

    @contextmanager
    def aside(self, label: str) -> Iterator[Gesture]:
        """A step that the user did not take, such as a picture that arrives: undo and redo pass over it.

        Otherwise it is like a gesture.
        """
        with self._step(label, undo.pass_over) as gesture:
            yield gesture

    def add_asset(self, content: bytes, mime: str = "image/png") -> AssetHash:
        """Store a file and return its name. It is no step of its own: undo leaves it where it is."""
        with self.aside("Add a picture") as edit:
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

    @contextmanager
    def _step(self, label: str, finish: Callable[[sqlite3.Connection, str], Changes]) -> Iterator[Gesture]:
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
                    gesture.changes = finish(self._db, label)
                    if not gesture.changes and not gesture.stored_files:
                        self._db.execute("ROLLBACK")  # nothing happened: the file shall not look edited
            finally:
                self._gesture = None

    def _introduce(self) -> None:
        self._db.execute("INSERT OR IGNORE INTO actor VALUES (?, ?, ?)", (self._actor, self.person, time.time()))

    def _outside_gesture(self) -> None:
        if self._gesture is not None:
            raise BugError("undo and redo may not be called inside a gesture")
