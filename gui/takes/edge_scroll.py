"""Scrolls a view while something is carried near its upper or lower edge."""

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QAbstractScrollArea

EDGE_PX = 36
EVERY_MS = 30
STEP_PX = 12


class EdgeScroll:
    """Only views that show scroll bars are scrolled: paper on a desk lies still."""

    def __init__(self, view: QAbstractScrollArea) -> None:
        self._view = view
        self._step = 0
        self._timer = QTimer(view)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._scroll)

    def follow(self, place: QPoint) -> None:
        """What is carried is there now."""
        height = self._view.viewport().height()
        self._step = STEP_PX * (int(place.y() > height - EDGE_PX) - int(place.y() < EDGE_PX))
        has_bar = self._view.verticalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if self._step and has_bar:
            self._timer.start()
        else:
            self.stop()

    def stop(self) -> None:
        """It is carried somewhere else, or was let go."""
        self._timer.stop()

    def _scroll(self) -> None:
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + self._step)
