"""Files that are either written whole or not at all: beside the target first, on the disk for certain, then renamed."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from charabook.errors import KnownError, Unavailable

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def written_whole(target: Path, called: str = "") -> Iterator[Path]:
    """Yield a path beside `target` to write to; when all went well it takes the target's place, else it is removed.

    `called` is what errors name where the target's name would say nothing to anybody.
    Raises Unavailable, with what to do, when the folder is missing, read-only or full.
    """
    refuse_impossible_target(target)
    with (
        _disk_errors(called or target.name),
        tempfile.TemporaryDirectory(prefix=".charabook-", dir=target.parent) as workshop,
    ):
        made = Path(workshop) / target.name
        yield made
        _flush_to_disk(made)
        made.replace(target)
        _flush_to_disk(target.parent)


@contextmanager
def written_into(folder: Path) -> Iterator[None]:
    """Make `folder` if needed and tell disk errors within in words; every file in it is written on its own."""
    _refuse_closed_folder(folder if folder.is_dir() else folder.parent)
    with _disk_errors(folder.name):
        folder.mkdir(exist_ok=True)
        yield


def refuse_impossible_target(target: Path) -> None:
    """Find out before the work rather than after it that nothing can be written there."""
    _refuse_closed_folder(target.parent)
    if target.is_dir():
        raise Unavailable(f"{target} is a folder.", "Choose a name for the file.")


def _refuse_closed_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise Unavailable(f"The folder {folder} does not exist.", "Choose another place.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Unavailable(f"Nothing may be written into {folder}.", "Choose a folder of your own.")


@contextmanager
def _disk_errors(called: str) -> Iterator[None]:
    try:
        yield
    except KnownError:
        raise
    except OSError as error:
        if error.errno in _FULL:
            raise Unavailable(
                f"The disk became full while {called} was written; nothing was left half done.",
                "Free some space or choose another disk, then try again.",
            ) from error
        raise Unavailable(
            f"{called} could not be written ({error.strerror or error}).",
            "Choose another place, or close the program that holds the file.",
        ) from error


def _flush_to_disk(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows keeps folder entries without being asked
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
