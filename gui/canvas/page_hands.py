"""What the mouse can be on a page: a hand that picks and moves, or a knife that cuts panels in two."""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QPainterPath

from gui.canvas.page_places import FrameEdge, id_of, path_of
from gui.canvas.page_sheet import PageSheet
from layouts.problems import PlacedLettering, PlacedPanel
from layouts.shapes import Point

CLICK_MM = 0.6
"""A hand that moves less than this between press and release meant to click."""


class Hand(StrEnum):
    """What the mouse does on the page."""

    PICK = "pick"
    KNIFE = "knife"


class PageHand(Protocol):
    """Hears of the left button and of every movement; places are millimetres."""

    def press(self, place: QPointF) -> None:
        """Begin."""

    def move(self, place: QPointF) -> None:
        """Show what would come of it, while the button is held."""

    def release(self, place: QPointF) -> None:
        """Do it."""

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

    def press(self, place: QPointF) -> None:
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

    def drop(self) -> None:
        """Lift the knife."""
        self._start = None
        self._sheet.hide_line()

    def cursor_at(self, place: QPointF) -> Qt.CursorShape:
        """A cross everywhere."""
        return Qt.CursorShape.CrossCursor


class PickingHand(QObject):
    """Picks panels and lettering, drags lettering, and pulls the edges of the panel at hand."""

    panel_picked = Signal(str)
    lettering_picked = Signal(str)
    lettering_moved = Signal(str, float, float)
    """Lettering id and the new middle of its text, mm."""
    edge_moved = Signal(str, int, float)
    """Panel id, the corner at which the edge begins, and how far outwards it goes, mm."""

    def __init__(self, sheet: PageSheet, reach_mm: Callable[[], float], parent: QObject) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._reach_mm = reach_mm
        self._start: QPointF | None = None
        self._edge: FrameEdge | None = None
        self.picked = ""

    def pick(self, subject: str) -> None:
        """Take a panel or a piece of lettering at hand by its id."""
        self.picked = subject
        self.show_mark()

    def show_mark(self, subject: str | None = None, moved: QPointF | None = None) -> None:
        """Mark what is at hand, or another panel or piece of lettering."""
        placed = self._sheet.places.find(subject or self.picked)
        outline = path_of(placed.outline) if placed is not None else QPainterPath()
        self._sheet.show_mark(outline, moved or QPointF())

    def press(self, place: QPointF) -> None:
        """Take hold of an edge, or pick what is on top."""
        self._start, self._edge = place, self._edge_at(place)
        if self._edge is not None:
            return
        hit = self._sheet.places.hit(place)
        self.pick(id_of(hit) if hit is not None else "")
        if isinstance(hit, PlacedLettering):
            self.lettering_picked.emit(hit.lettering_id)
        elif isinstance(hit, PlacedPanel):
            self.panel_picked.emit(hit.panel_id)

    def move(self, place: QPointF) -> None:
        """Where the edge or the lettering would go."""
        edge = self._edge
        if self._start is None:
            return
        if edge is not None:
            shift = edge.normal * edge.outwards(place - self._start)
            self._sheet.show_line(edge.start + shift, edge.end + shift)
        elif self._lettering() is not None:
            self.show_mark(moved=place - self._start)

    def release(self, place: QPointF) -> None:
        """Move the edge or the lettering there."""
        start, edge = self._start, self._edge
        self.drop()
        moved = place - start if start is not None else QPointF()
        if is_click(moved):
            self.show_mark()
        elif edge is not None:
            self.edge_moved.emit(edge.panel, edge.index, edge.outwards(moved))
        else:
            self.nudge(moved)

    def drop(self) -> None:
        """Let go."""
        self._start, self._edge = None, None
        self._sheet.hide_line()

    def nudge(self, moved: QPointF) -> bool:
        """Move the lettering at hand, if there is any."""
        lettering = self._lettering()
        if lettering is None:
            return False
        middle = lettering.text.centre
        self.lettering_moved.emit(lettering.lettering_id, middle.x + moved.x(), middle.y + moved.y())
        return True

    def cursor_at(self, place: QPointF) -> Qt.CursorShape:
        """Arrows across an edge that can be pulled."""
        edge = self._edge_at(place)
        if edge is None:
            return Qt.CursorShape.ArrowCursor
        return Qt.CursorShape.SizeVerCursor if edge.is_flat() else Qt.CursorShape.SizeHorCursor

    def _edge_at(self, place: QPointF) -> FrameEdge | None:
        return self._sheet.places.edge_at(self.picked, place, self._reach_mm())

    def _lettering(self) -> PlacedLettering | None:
        placed = self._sheet.places.find(self.picked)
        return placed if isinstance(placed, PlacedLettering) else None


def is_click(moved: QPointF) -> bool:
    """Whether a hand meant to click."""
    return moved.manhattanLength() < CLICK_MM
