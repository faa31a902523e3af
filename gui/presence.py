"""Who else has the shared file open: a small hidden note beside it, refreshed while a window is open. Advisory only.

Nobody is kept from anything: copies merge. A note that was not refreshed for a while counts as left behind.
"""

import getpass
import json
import os
import socket
import time
from dataclasses import dataclass
from pathlib import Path

REFRESH_S = 60.0
STALE_S = 5 * REFRESH_S
MOST_BYTES = 4096
MOST_NOTES = 50
MOST_LETTERS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody who has the book open."""

    person: str
    machine: str


class Presence:
    """The note of one window. Disks that refuse it are nobody's trouble: then nobody is told."""

    def __init__(self, book: Path, person: str = "") -> None:
        self._book = book
        self._me = Visitor(person=(person or person_here())[:MOST_LETTERS], machine=socket.gethostname()[:MOST_LETTERS])
        """One window at a time has a book: another note of ours was left behind when that window died."""
        self._note = book.with_name(f".{book.name}.open-{self._me.machine}-{os.getpid()}")

    def refresh(self) -> tuple[Visitor, ...]:
        """Say that this window is here; who else is."""
        said = {"person": self._me.person, "machine": self._me.machine, "time_s": time.time()}
        try:
            self._note.write_text(json.dumps(said), "utf-8")
            others = [note for note in self._notes() if note != self._note]
        except OSError:
            return ()
        found = [visitor for note in others if (visitor := _read(note)) is not None]
        return tuple(dict.fromkeys(visitor for visitor in found if visitor != self._me))

    def leave(self) -> None:
        """Take the note away."""
        try:
            self._note.unlink(missing_ok=True)
        except OSError:
            return

    def _notes(self) -> list[Path]:
        return sorted(self._book.parent.glob(f".{_literal(self._book.name)}.open-*"))[:MOST_NOTES]


def _literal(name: str) -> str:
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)


def _read(note: Path) -> Visitor | None:
    """What a note says, if it is fresh. It may come from anybody: nothing in it is trusted beyond two short names."""
    try:
        if note.stat().st_size > MOST_BYTES:
            return None
        said = json.loads(note.read_text("utf-8"))
        if time.time() - float(said["time_s"]) > STALE_S:
            return None
        return Visitor(person=str(said["person"])[:MOST_LETTERS], machine=str(said["machine"])[:MOST_LETTERS])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def person_here() -> str:
    """How the system calls who sits here: what they write, comment and choose carries this name."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "?"
