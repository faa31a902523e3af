"""One start of the window, watched from within: `python -m gui.bench_start BOOK BEGUN` in a process of its own.

BEGUN is the time of day at which the process was asked for, in seconds. Three moments are printed as JSON: when the
window was on the screen and its event loop answered behind that, when it showed the book, when all rooms were
furnished; with each, the seconds since BEGUN and the processor time of the whole process.
"""

import json
import sys
import time

from PySide6.QtCore import QTimer

from gui.app import begin
from gui.rooms import Mode
from gui.window import MainWindow

LOOK_EVERY_MS = 5


class Starting:
    """Watches a window come up, and closes it when everything stands."""

    def __init__(self, window: MainWindow, begun: float) -> None:
        self._window = window
        self._begun = begun
        self._marks: dict[str, tuple[float, float]] = {}
        self._timer = QTimer(window)
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_EVERY_MS)

    def _look(self) -> None:
        # That this runs at all says that the event loop answers.
        if self._window.windowHandle().isExposed():
            self._mark("answers")
        if self._window.desk.view is not None:
            self._mark("book")
        if all(self._window.rooms.stands(mode) for mode in Mode):
            self._mark("furnished")
            self._timer.stop()
            sys.stdout.write(json.dumps(self._marks) + "\n")
            self._window.close()

    def _mark(self, name: str) -> None:
        self._marks.setdefault(name, (time.time() - self._begun, time.process_time()))


def main() -> int:
    """Start the window on a book, as the desktop does."""
    application, shell = begin([sys.argv[1]])
    watched = [Starting(window, float(sys.argv[2])) for window in shell.windows()]
    result = application.exec()
    shell.close_all()
    return result if watched else 1


if __name__ == "__main__":
    sys.exit(main())
