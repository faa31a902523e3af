"""Inspects a stranger's file in a process of its own, with little memory: whatever the file does there, we live on."""

import multiprocessing
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from charabook.errors import KnownError
from charabook.progress import Progress, checkpoint
from projects.inspection import Depth, Identity, inspect
from projects.refusals import ASK_FOR_ANOTHER, ContentDamaged

MEMORY_BYTES = 512 * 1024 * 1024
"""Address space on top of what the fresh process has; SQLite and one picture's head need far less."""
POLL_S = 0.1


def inspect_apart(path: Path, depth: Depth, progress: Progress) -> Identity:
    """`projects.inspection.inspect` in a process of its own."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(path, depth, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        return _listen(ours, progress)
    finally:
        process.kill()
        process.join()
        ours.close()


def _listen(pipe: Connection, progress: Progress) -> Identity:
    while True:
        checkpoint(progress)
        if not pipe.poll(POLL_S):
            continue
        try:
            message = pipe.recv()
        except EOFError as error:
            raise ContentDamaged("This file brought its reader down, so it was not opened.", ASK_FOR_ANOTHER) from error
        if isinstance(message, KnownError):
            raise message
        if isinstance(message, Identity):
            return message
        progress.advance(*message)


class _Report:
    """A `Progress` that speaks through a pipe."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def advance(self, stage: str, done: float, total: float) -> None:
        """Pass it on."""
        self._pipe.send((stage, done, total))

    def is_cancelled(self) -> bool:
        """Being cancelled is being killed."""
        return False


def _work(path: Path, depth: Depth, pipe: Connection) -> None:
    _limit_memory()
    try:
        pipe.send(inspect(path, depth, _Report(pipe)))
    except KnownError as error:
        pipe.send(error)


def _limit_memory() -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not there on Windows

    pages = int(Path("/proc/self/statm").read_text().split()[0]) if sys.platform == "linux" else 0
    limit = pages * resource.getpagesize() + MEMORY_BYTES
    if pages:
        resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))
