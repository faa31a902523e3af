"""A book whose story stands and of which nothing is drawn yet: says so once, with the one thing to do about it.

As soon as something is drawn, that is said no more.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from charabook.queue import JobKind
from gui.book_view import BookView
from gui.desk import Desk
from gui.notices import Notice

TOPIC = "first pictures"


class FirstPictures(QObject):
    """Offers to draw everything; those who begin with one panel hear nothing."""

    def __init__(self, desk: Desk, draw: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._draw = draw
        self._has_said, self._stands = False, False
        desk.follow(self._look)
        desk.jobs_changed.connect(self._look_again)

    def _look_again(self) -> None:
        if self._desk.view is not None:
            self._look(self._desk.view)

    def _look(self, view: BookView) -> None:
        has_begun = bool(view.takes_of_panel or any(job.kind is JobKind.PANEL for job in self._desk.jobs))
        if has_begun and self._stands:
            self._stands = False
            self._desk.noticed.emit(Notice(text="", topic=TOPIC))
        if self._has_said or not view.panels or has_begun or self._desk.jobs:
            return
        self._has_said = self._stands = True
        text = self.tr("The story stands; its %n panel(s) wait to be drawn.", "", len(view.panels))
        self._desk.noticed.emit(Notice(text=text, action=self.tr("Draw them…"), act=self._draw, topic=TOPIC))
