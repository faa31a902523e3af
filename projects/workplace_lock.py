"""The lock that lets one program at a time into a working copy.

In a module of its own: what it needs is not needed to show a window.
"""

from pathlib import Path
from typing import IO

import portalocker

from projects.refusals import AlreadyOpen


class WorkplaceLock:
    """Held while a project is open. The system releases it when the process dies, however it dies."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "lock"
        self._file: IO[str] | None = None

    def acquire(self) -> None:
        """Raise `AlreadyOpen` if another window or program has the project open."""
        file = self._path.open("a+")
        try:
            portalocker.lock(file, portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING)
        except portalocker.LockException as error:
            file.close()
            raise AlreadyOpen(
                "This project is already open in another window.", "Go on there, or close it first."
            ) from error
        self._file = file

    def release(self) -> None:
        """Let others in. Safe to call twice."""
        if self._file is not None:
            portalocker.unlock(self._file)
            self._file.close()
            self._file = None
