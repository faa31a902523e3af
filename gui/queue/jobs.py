"""Long work as the window sees it: a `Progress` whose calls may come from any thread and arrive on this one."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QThread, Signal, Slot

from charabook.errors import BugError, KnownError


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
    """Runs one long call on a thread of its own."""

    ended = Signal(object)
    """What the call returned, or the `KnownError` or `BugError` that it raised."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.watch = WatchedWork(self)
        self._call: Callable[[], object] | None = None
        self._answer: object = None
        self.finished.connect(self._tell)

    def begin(self, call: Callable[[], object]) -> None:
        """Start."""
        self._call = call
        self.start()

    def cancel(self) -> None:
        """Ask it to stop."""
        self.watch.cancel()

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

    @Slot()
    def _tell(self) -> None:
        self.ended.emit(self._answer)
