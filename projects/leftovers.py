"""What interrupted saves and sync programs leave beside a shared file.

A save writes `.NAME.HOST-PID-TOKEN.saving` and swaps it with the shared file. If the program dies right after the
swap, that name holds what a colleague had saved the moment before: it must be merged before it may go.
"""

import hashlib
import os
import platform
import re
import secrets
import time
from pathlib import Path

import psutil

SUFFIX = ".saving"
DAY_S = 24 * 3600

_SIBLING_MARKS = (
    r"\(.*conflicted copy.*\)",  # Dropbox
    r"\.sync-conflict-[0-9A-Z-]+",  # Syncthing
    r"_conf\(.*\)",  # others that write it this way
    r"\(.*[Cc]onflict.*\)",  # Nextcloud, ownCloud
    r"-[A-Z0-9-]+-\d+",  # OneDrive appends the computer's name
    r" \(\d+\)",  # a second download
    r" - (Copy|Kopie|copie)( \(\d+\))?",
    r"\[Conflict\]",  # Google Drive
)


def host_mark() -> str:
    """This machine, in eight letters that tell nobody its name."""
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]


def saving_name(target: Path) -> Path:
    """A fresh name beside the target for a save of this process."""
    token = f"{host_mark()}-{os.getpid()}-{secrets.token_hex(4)}"
    return target.with_name(f".{target.name}.{token}{SUFFIX}")


def abandoned(target: Path) -> tuple[Path, ...]:
    """Files of interrupted saves beside the target. Saves that may still be running are left out."""
    pattern = re.compile(
        rf"\.{re.escape(target.name)}\.([0-9a-f]{{8}})-(\d+)-[0-9a-f]{{8}}(\.displaced)?{re.escape(SUFFIX)}"
    )
    if not target.parent.is_dir():
        return ()
    return tuple(
        path
        for path in sorted(target.parent.iterdir())
        if (match := pattern.fullmatch(path.name)) and _is_abandoned(path, match[1], int(match[2]))
    )


def _is_abandoned(path: Path, host: str, process: int) -> bool:
    if time.time() - path.stat().st_mtime > DAY_S:
        return True
    return host == host_mark() and process != os.getpid() and not psutil.pid_exists(process)


def siblings(target: Path) -> tuple[Path, ...]:
    """Files beside the target that a sync program or a person has made as copies of it, by their names."""
    names = re.compile(rf"{re.escape(target.stem)}\s?({'|'.join(_SIBLING_MARKS)}){re.escape(target.suffix)}")
    if not target.parent.is_dir():
        return ()
    return tuple(path for path in sorted(target.parent.iterdir()) if names.fullmatch(path.name) and path.is_file())
