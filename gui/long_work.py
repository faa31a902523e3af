"""Long work as the window sees it: a `Progress` whose calls may come from any thread and arrive on this one."""

import threading
from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QObject, QThread, Signal, Slot

from charabook.errors import BugError, KnownError
from gui.studio_thread import is_gone

Then = Callable[..., None]


class WatchedWork(QObject):
    """Hand it to long work as its `Progress`; show `advanced`, and `cancel` when the user asks."""

    advanced = Signal(str, float, float)
    """Stage, units done, units in all."""
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stage = ""
        self.share = 0.0
        """From 0 to 1, of the stage at hand."""
        self._cancelled = threading.Event()
        self.advanced.connect(self._note)

    def advance(self, stage: str, done: float, total: float) -> None:
        """Called by the work."""
        self.advanced.emit(stage, done, total)

    def is_cancelled(self) -> bool:
        """Asked by the work."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._cancelled.set()

    @Slot(str, float, float)
    def _note(self, stage: str, done: float, total: float) -> None:
        self.stage = stage
        self.share = done / total if total else 0.0


class LongWork(QThread):
    """Runs one long call on a thread of its own.

    It belongs to nobody: a window or dialog that goes in the meantime leaves it running, and is not told of its end.
    """

    _under_way: ClassVar[set["LongWork"]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.watch = WatchedWork(self)
        self._call: Callable[[], object] | None = None
        self._then: Then | None = None
        self._answer: object = None
        self._is_idle = threading.Event()
        self._is_idle.set()
        self.finished.connect(self._tell)

    def begin(self, call: Callable[[], object], then: Then) -> None:
        """Start; on the thread that made this work, `then` hears what the call returned, or the error that it raised.

        An error is a `KnownError` or `BugError`. May be called on any thread.
        """
        self._call, self._then = call, then
        self._is_idle.clear()
        self._under_way.add(self)
        self.start()

    def cancel(self) -> None:
        """Ask it to stop."""
        self.watch.cancel()

    def join(self) -> None:
        """Wait until the call is over, if it was begun. May be called on any thread."""
        self._is_idle.wait()

    @classmethod
    def finish_all(cls) -> None:
        """At the program's end: ask all work to stop, and wait until it has."""
        for work in tuple(cls._under_way):
            work.cancel()
            work.wait()

    def run(self) -> None:
        """The thread's life: one call."""
        if self._call is None:
            return
        try:
            self._answer = self._call()
        except KnownError as problem:
            self._answer = problem
        except Exception as problem:  # noqa: BLE001  the thread's edge: whatever happens, the window stays alive
            self._answer = BugError(f"{type(problem).__name__}: {problem}")
            self._answer.__cause__ = problem
        finally:
            self._is_idle.set()

    @Slot()
    def _tell(self) -> None:
        self._under_way.discard(self)
        self.deleteLater()
        if self._then is not None and not is_gone(self._then):
            self._then(self._answer)
