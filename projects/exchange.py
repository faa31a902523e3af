"""Puts a finished file in the place of another in one step, and keeps what stood there.

Linux and macOS can swap two names at once; Windows has ReplaceFileW, which keeps the replaced file under a third name.
Where a drive can do neither, a second name for the old file is made first and the new one put over the old name.
Whichever way: at every moment the name leads to one whole file, the old or the new.
"""

import contextlib
import ctypes
import errno
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

RENAME_SWAP = 2
"""RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS happen to be the same number."""
AT_FDCWD = -100
CANNOT_SWAP = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EXDEV})

SHARING_VIOLATIONS = frozenset({5, 32, 33, 1175, 1176})
"""Windows: somebody, often a virus scanner or a sync program, holds the file for a moment."""
WINDOWS_ATTEMPTS = 20
WINDOWS_DELAY_S = 0.1

ReplaceFile = Callable[[str, str, str], int]
"""Replaced, replacement, backup -> 0 or the Windows error number."""


def exchange(new: Path, target: Path) -> Path:
    """Put `new` in the place of `target`; return where the old file now is, in the same folder."""
    if sys.platform == "win32":
        return replace_on_windows(new, target, _replace_file_w)
    try:
        _swap(new, target)
    except OSError as error:
        if error.errno not in CANNOT_SWAP:
            raise
        return replace_with_second_name(new, target)
    return new


def _swap(new: Path, target: Path) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        failed = libc.renamex_np(os.fsencode(new), os.fsencode(target), RENAME_SWAP)
    elif hasattr(libc, "renameat2"):
        failed = libc.renameat2(AT_FDCWD, os.fsencode(new), AT_FDCWD, os.fsencode(target), RENAME_SWAP)
    else:
        raise OSError(errno.ENOSYS, "no call swaps two names here")
    if failed:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(target))


def replace_with_second_name(new: Path, target: Path) -> Path:
    """Give the old file a second name, then put the new one over the first.

    Between the two a colleague may save; so the old file is looked at again at the last moment.
    """
    kept = new.with_suffix(".displaced.saving")
    while True:
        kept.unlink(missing_ok=True)
        _second_name(target, kept)
        if _same_content_age(target, kept):
            new.replace(target)
            return kept


def _second_name(target: Path, kept: Path) -> None:
    try:
        kept.hardlink_to(target)
    except OSError:  # a drive without hard links
        shutil.copy2(target, kept)


def _same_content_age(target: Path, kept: Path) -> bool:
    left, right = target.stat(), kept.stat()
    return (left.st_size, left.st_mtime_ns) == (right.st_size, right.st_mtime_ns)


def replace_on_windows(
    new: Path,
    target: Path,
    replace_file: ReplaceFile,
    pause: Callable[[float], None] = time.sleep,
) -> Path:
    """ReplaceFileW with patience: whoever holds the file for a moment is waited for."""
    kept = new.with_suffix(".displaced.saving")
    code = 0
    for attempt in range(WINDOWS_ATTEMPTS):
        if attempt:
            pause(WINDOWS_DELAY_S)
        code = replace_file(str(target), str(new), str(kept))
        if code == 0:
            return kept
        if code not in SHARING_VIOLATIONS:
            break
    raise OSError(errno.EACCES, f"Windows error {code}", str(target))


def _replace_file_w(replaced: str, replacement: str, backup: str) -> int:
    kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined, unused-ignore]  # Windows
    done = kernel32.ReplaceFileW(
        ctypes.c_wchar_p(replaced), ctypes.c_wchar_p(replacement), ctypes.c_wchar_p(backup), 0, None, None
    )
    return 0 if done else int(ctypes.get_last_error())  # type: ignore[attr-defined, unused-ignore]  # Windows


def create(new: Path, target: Path) -> bool:
    """Put `new` at a name that must be free; False if it was taken in the meantime."""
    try:
        target.hardlink_to(new)
    except FileExistsError:
        return False
    except OSError:  # a drive without hard links: the exclusive creation decides who was first
        try:
            target.touch(exist_ok=False)
        except FileExistsError:
            return False
        new.replace(target)
        return True
    new.unlink()
    return True


def sync_file(path: Path) -> None:
    """Wait until the bytes of a file are on the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Wait until the names in a folder are on the disk. Windows and some network drives cannot, and need not."""
    if sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
