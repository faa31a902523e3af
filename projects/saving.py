"""The side of an open project that saving and merging work with: the working copy behind its lock."""

import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from charabook.progress import SILENT, Progress
from projects import connection, inspection, merging, migration, schema
from projects.changes import Touched
from projects.inspection import Depth, Identity


class Saver:
    """One save, or one merge, of an open project. `brought` and `conflicts` collect what came from others."""

    def __init__(
        self, db: sqlite3.Connection, lock: threading.RLock, scratch: Path, progress: Progress = SILENT
    ) -> None:
        self._db = db
        self._lock = lock
        self._scratch = scratch
        self._progress = progress
        self.brought: list[Touched] = []
        self.conflicts: set[merging.Cell] = set()

    @property
    def working_copy(self) -> sqlite3.Connection:
        """The connection whose content is saved."""
        return self._db

    def merged_publish_id(self) -> str:
        """The save that this working copy has merged last; empty for none."""
        with self._lock:
            return connection.noted(self._db, "merged")

    def merge_published(self, path: Path, seen: Identity) -> None:
        """Check every row of the file at `path` and merge it."""
        with self.current(path, seen) as (current, identity):
            inspection.inspect(current, Depth.ROWS)
            with self._lock:
                merged = merging.merge_file(self._db, current, identity, self._progress)
        self.brought += merged.records()
        self.conflicts |= merged.conflicts

    def note_merged(self, publish_id: str) -> None:
        """Remember that this save has been merged."""
        with self._lock, connection.transaction(self._db):
            connection.note(self._db, "merged", publish_id)

    def note_published(self, publish_id: str, vector: str) -> None:
        """Remember that this save holds the edits of this version vector."""
        with self._lock, connection.transaction(self._db):
            connection.note(self._db, "merged", publish_id)
            connection.note(self._db, "saved_vector", vector)

    @contextmanager
    def current(self, path: Path, seen: Identity) -> Iterator[tuple[Path, Identity]]:
        """The file itself, or for a moment a copy of it in the current format."""
        if seen.format == schema.FORMAT:
            yield path, seen
            return
        with tempfile.TemporaryDirectory(dir=self._scratch) as folder:
            migrated = Path(folder) / "migrated.db"
            migration.current_copy(path, seen.format, migrated)
            yield migrated, inspection.inspect(migrated, Depth.IDENTITY)
