"""How long work says how far it is, and hears that it shall stop.

Library code never prints. Whoever starts long work passes a `Progress`; the command line draws bars with it,
the window a thin line, tests collect it.
"""

from typing import Protocol

from charabook.errors import Cancelled


class Progress(Protocol):
    """A listener for one stage of long work."""

    def advance(self, stage: str, done: float, total: float) -> None:
        """Say that `done` of `total` units of `stage` are finished. Calls may come from any thread."""

    def is_cancelled(self) -> bool:
        """Whether the work shall stop at the next point where nothing is left half done."""


class Silent:
    """A `Progress` for work that nobody watches."""

    def advance(self, stage: str, done: float, total: float) -> None:
        """Hear and forget."""

    def is_cancelled(self) -> bool:
        """Never cancelled."""
        return False


SILENT = Silent()


def checkpoint(progress: Progress) -> None:
    """Raise `Cancelled` if the listener asked to stop. Call it where stopping leaves nothing half done."""
    if progress.is_cancelled():
        raise Cancelled
