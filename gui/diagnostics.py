"""What helps to find a mistake of ours, in one text file on this computer. No names, story, pictures or paths."""

from __future__ import annotations

import platform
import re
import sys
from getpass import getuser
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from socket import gethostname
from typing import TYPE_CHECKING

import psutil
from PySide6.QtCore import qVersion

from gui.log_tail import LOG_TAIL
from layouts.whole_files import written_whole
from projects import records

if TYPE_CHECKING:
    from charabook.studio import Studio

PACKAGES = ("charabook", "PySide6-Essentials", "torch", "diffusers", "transformers", "SQLAlchemy", "pillow", "ncnn")
KINDS = (records.Character, records.Look, records.Page, records.Panel, records.Take, records.Lettering)


def write_diagnostics(target: Path, studio: Studio | None = None) -> Path:
    """Write the file. Raises `KnownError` when the disk does not take it."""
    text = "\n".join([*_machine(), "", *(_book(studio) if studio is not None else ()), "", *_log()])
    with written_whole(target) as part:
        part.write_text(text + "\n", "utf-8")
    return target


def anonymous(line: str) -> str:
    """A line without the user's name, the machine's, folders, names of books, and whatever stands in quotes."""
    line = line.replace(str(Path.home()), "~")
    line = re.sub(r"“[^”]*”", "“…”", line)
    line = re.sub(r"(?:/|[A-Za-z]:\\)[^\s'\",:;()]+[/\\]([^\s'\",:;()/\\]+)", r"…/\1", line)
    line = re.sub(r"[^\s'\",:;()/\\]+\.(charabook|story)\b", r"….\1", line)
    for name in _own_names():
        line = re.sub(rf"\b{re.escape(name)}\b", "…", line)
    return line


def _own_names() -> tuple[str, ...]:
    """What the user and the computer are called; names of one or two letters would hide too much else."""
    try:
        user = getuser()
    except (KeyError, ImportError, OSError):  # a machine that has no names for its users
        user = ""
    return tuple(name for name in (user, gethostname()) if len(name) > 2)


def _machine() -> list[str]:
    memory = psutil.virtual_memory()
    return [
        "charabook diagnostics",
        f"system: {platform.system()} {platform.release()} {platform.machine()}",
        f"python: {sys.version.split()[0]}, Qt {qVersion()}",
        f"processors: {psutil.cpu_count()}, memory: {memory.total / 1e9:.1f} GB, free {memory.available / 1e9:.1f} GB",
        *(f"{name}: {_version(name)}" for name in PACKAGES),
    ]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _book(studio: Studio) -> list[str]:
    counts = [f"{kind.__name__.lower()}s: {len(studio.records().every(kind))}" for kind in KINDS]
    jobs = [f"job: {job.kind} {job.state} {anonymous(job.what)}" for job in studio.queue.jobs()]
    return [*counts, *jobs]


def _log() -> list[str]:
    return ["last lines of the log:", *(anonymous(line) for line in LOG_TAIL.lines)]
