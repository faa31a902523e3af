"""Where working copies live on this machine, and the lock that lets one program at a time into each of them.

<application data>/projects/<digest of the path of the shared file>/
    work.db             the working copy: every edit is saved here at once
    lock                held by the program that has the project open
    previous.charabook  the shared file as it was before the last save
"""

import hashlib
import os
from pathlib import Path
from typing import IO

import platformdirs
import portalocker

from projects.refusals import AlreadyOpen

WORK_NAME = "work.db"
PREVIOUS_NAME = "previous.charabook"


def local_data() -> Path:
    """The folder of this user's application data; `CHARABOOK_DATA` puts it elsewhere."""
    chosen = os.environ.get("CHARABOOK_DATA")
    return Path(chosen) if chosen else Path(platformdirs.user_data_dir("charabook", appauthor=False))


def workplace_of(target: Path) -> Path:
    """The folder that belongs to one shared file. A copy of the file elsewhere has a workplace of its own."""
    name = hashlib.sha256(os.fsencode(target.absolute())).hexdigest()[:24]
    return local_data() / "projects" / name


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
