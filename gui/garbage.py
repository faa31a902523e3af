"""Python's garbage is looked for on the window's thread only.

Left to itself, Python looks for it on whichever thread makes one object too many, and destroys there what is left of
windows and dialogs that have gone: Qt does not bear that, and the process ends now and then.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500
RARELY = (10_000, 20, 50)
"""How much must have been made for a look: going through all of a long book takes longer than a click may."""


class GarbageRounds(QObject):
    """Looks for garbage now and then, as long as it lives, instead of Python."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def finish(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()

    def _look(self) -> None:
        """The oldest generation whose turn has come takes the younger ones along."""
        counts = gc.get_count()
        due = [generation for generation in range(len(RARELY)) if counts[generation] > RARELY[generation]]
        if due:
            gc.collect(due[-1])
