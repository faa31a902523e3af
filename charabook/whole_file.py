"""Small files of our own that are either written whole or not at all: a reader sees the one before or the new one.

What the user asks for (a book, a picture, a script) goes through `layouts.whole_files`, which also says in words what a
disk refuses.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

PREFIX = ".writing-"
"""How the name of a file begins while it is being written; what a crash leaves of it is no file of ours."""


def write_whole(path: Path, content: bytes) -> None:
    """Write what can be made again, in a folder made if needed; a power cut may take it.

    Raises OSError when the disk does not take it; then `path` is as it was, and nothing is left behind.
    """
    with _aside(path) as file:
        file.write(content)


def write_for_good(path: Path, content: bytes) -> None:
    """The same for what nobody can make again: it is on the disk, not on its way there, when this returns."""
    with _aside(path) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _aside(path: Path) -> Iterator[BinaryIO]:
    """A file beside `path` that takes its place at the end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=PREFIX)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
