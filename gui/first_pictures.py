"""A book whose story stands and of which nothing is drawn yet: says so once, with the one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from gui.book_view import BookView
from gui.desk import Desk
from gui.notices import Notice


class FirstPictures(QObject):
    """Offers to draw everything; those who begin with one panel hear nothing."""

    def __init__(self, desk: Desk, draw: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._draw = draw
        self._has_said = False
        desk.follow(self._look)

    def _look(self, view: BookView) -> None:
        if self._has_said or not view.panels or view.takes_of_panel or self._desk.jobs:
            return
        self._has_said = True
        text = self.tr("The story stands; its %n panel(s) wait to be drawn.", "", len(view.panels))
        self._desk.noticed.emit(Notice(text=text, action=self.tr("Draw them…"), act=self._draw))
