"""What the mouse can be on the panel canvas. Each tool draws one region and hands it over when it is done."""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from charabook.engine.requests import Box, Polygon, Region
from gui.canvas.shapes import box_between, clamp, is_slip
from gui.canvas.sketchpad import Sketchpad

Drawn = Callable[[Region], None]
"""Takes a region that is done."""


class Tool(StrEnum):
    """What the mouse does on the canvas."""

    SELECT = "select"
    BOX = "box"
    POLYGON = "polygon"
    BRUSH = "brush"
    ERASER = "eraser"


class DrawingTool(Protocol):
    """Hears of the left button and of every movement; places are scene units."""

    def press(self, place: QPointF) -> None:
        """Begin, or go on."""

    def move(self, place: QPointF) -> None:
        """Show what would come of it, pressed or not."""

    def release(self, place: QPointF) -> None:
        """Finish what is done with one movement of the hand."""

    def close(self) -> None:
        """Finish what takes several clicks."""

    def drop(self) -> None:
        """Forget what was begun."""

    def has_begun(self) -> bool:
        """Whether something is being drawn."""
        ...


class BoxTool:
    """A box from corner to corner."""

    def __init__(self, pad: Sketchpad, drawn: Drawn) -> None:
        self._pad = pad
        self._drawn = drawn
        self._start: QPointF | None = None

    def press(self, place: QPointF) -> None:
        """The first corner."""
        self._start = place

    def move(self, place: QPointF) -> None:
        """The box to here."""
        if self._start is not None:
            path = QPainterPath()
            path.addRect(QRectF(self._start, place).normalized())
            self._pad.show_line(path)

    def release(self, place: QPointF) -> None:
        """The opposite corner."""
        start = self._start
        self.drop()
        if start is not None:
            _hand_over(box_between(self._pad.fraction(start), self._pad.fraction(place)), self._drawn)

    def close(self) -> None:
        """A box is done when the button is let go."""

    def drop(self) -> None:
        """Forget the first corner."""
        self._start = None
        self._pad.clear()

    def has_begun(self) -> bool:
        """Whether the first corner is set."""
        return self._start is not None


class PolygonTool:
    """Corner after corner; a double click or Enter closes it."""

    def __init__(self, pad: Sketchpad, drawn: Drawn) -> None:
        self._pad = pad
        self._drawn = drawn
        self._corners: list[QPointF] = []

    def press(self, place: QPointF) -> None:
        """One corner more."""
        self._corners.append(place)
        self.move(place)

    def move(self, place: QPointF) -> None:
        """The polygon with a corner here."""
        if self._corners:
            path = QPainterPath()
            path.addPolygon(QPolygonF([*self._corners, place]))
            self._pad.show_line(path)

    def release(self, place: QPointF) -> None:
        """The next corner may be anywhere."""

    def close(self) -> None:
        """The last corner joins the first; a corner beside the picture stands at its edge."""
        points = tuple((clamp(point.x), clamp(point.y)) for point in map(self._pad.fraction, self._corners))
        self.drop()
        if len(points) >= 3:
            _hand_over(Polygon(points=points), self._drawn)

    def drop(self) -> None:
        """Forget all corners."""
        self._corners.clear()
        self._pad.clear()

    def has_begun(self) -> bool:
        """Whether there is a corner."""
        return bool(self._corners)


def _hand_over(region: Box | Polygon, drawn: Drawn) -> None:
    if not is_slip(region):
        drawn(region)
