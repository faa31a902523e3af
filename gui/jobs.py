"""Long work as the window sees it: a `Progress` whose calls may come from any thread and arrive on this one."""

import threading

from PySide6.QtCore import QObject, Signal


class WatchedWork(QObject):
    """Hand it to long work as its `Progress`; show `advanced`, and `cancel` when the user asks."""

    advanced = Signal(str, float, float)
    """Stage, units done, units in all."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cancelled = threading.Event()

    def advance(self, stage: str, done: float, total: float) -> None:
        """Called by the work."""
        self.advanced.emit(stage, done, total)

    def is_cancelled(self) -> bool:
        """Asked by the work."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._cancelled.set()
