"""What the mouse can be on a page: a hand that picks and moves (`PickingHand`), or a knife that cuts panels in two."""

from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QObject, QPointF, Qt, Signal

from gui.canvas.choosing import Choice
from gui.canvas.page_sheet import PageSheet
from layouts.shapes import Point

CLICK_MM = 0.6
"""A hand that moves less than this between press and release meant to click."""


class Hand(StrEnum):
    """What the mouse does on the page."""

    PICK = "pick"
    KNIFE = "knife"


class PageHand(Protocol):
    """Hears of the left button and of every movement; places are millimetres."""

    def press(self, place: QPointF, choice: Choice) -> None:
        """Begin."""

    def move(self, place: QPointF) -> None:
        """Show what would come of it, while the button is held."""

    def release(self, place: QPointF) -> None:
        """Do it."""

    def has_begun(self) -> bool:
        """Whether the button is held over something that is not done yet."""
        ...

    def drop(self) -> None:
        """Forget what was begun."""

    def cursor_at(self, place: QPointF) -> Qt.CursorShape:
        """What the mouse could do there."""
        ...


class Knife(QObject):
    """Cuts the panel under the middle of its line."""

    panel_cut = Signal(str, object, object)
    """Panel id and the two ends of the line, mm."""

    def __init__(self, sheet: PageSheet, parent: QObject) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._start: QPointF | None = None

    def press(self, place: QPointF, choice: Choice) -> None:
        """Set the knife."""
        self._start = place

    def move(self, place: QPointF) -> None:
        """Where the cut would go."""
        if self._start is not None:
            self._sheet.show_line(self._start, place)

    def release(self, place: QPointF) -> None:
        """Cut there."""
        start = self._start
        self.drop()
        if start is None or is_click(place - start):
            return
        panel = self._sheet.places.panel_at((start + place) / 2)
        if panel is not None:
            self.panel_cut.emit(panel, Point(start.x(), start.y()), Point(place.x(), place.y()))

    def has_begun(self) -> bool:
        """Whether the knife is set."""
        return self._start is not None

    def drop(self) -> None:
        """Lift the knife."""
        self._start = None
        self._sheet.hide_line()

    def cursor_at(self, place: QPointF) -> Qt.CursorShape:
        """A cross everywhere."""
        return Qt.CursorShape.CrossCursor


def is_click(moved: QPointF) -> bool:
    """Whether a hand meant to click."""
    return moved.manhattanLength() < CLICK_MM
