"""Figures that the mouse carries together. Until they are let go only what is seen of them moves."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF

from charabook.engine.requests import Box, Region
from gui.canvas.figure_item import FigureItem
from gui.canvas.guides import Guides
from gui.canvas.regions import remapped
from gui.canvas.shapes import Point, box_of_all, moved_box


class FigureDrag:
    """One movement of the hand: figures keep their distances, and meet guides and the picture's edges as one."""

    def __init__(self, items: Sequence[FigureItem], guides: Guides, start: Point) -> None:
        self._items = tuple(items)
        self._guides = guides
        self._start = start
        self._box = box_of_all([item.around for item in items])
        self._shift = Point(x=0.0, y=0.0)

    def to(self, place: Point) -> None:
        """Carry them to a place of the picture: onto the guides that are near."""
        box = self._guides.pulled(self._led_to(place))
        self._show(box)
        self._items[0].show_lines(self._guides, box)

    def freely_to(self, place: Point) -> None:
        """Carry them to a place, past all guides."""
        self._show(self._led_to(place))
        self._items[0].hide_lines()

    def drop(self) -> dict[str, Region]:
        """Put them back where they were; the regions that they would have had, of those that would have moved."""
        for item in self._items:
            item.setPos(QPointF())
        self._items[0].hide_lines()
        if self._shift == Point(x=0.0, y=0.0):
            return {}
        return {item.figure.id: remapped(item.figure.region, self._shifted(item.around)) for item in self._items}

    def _led_to(self, place: Point) -> Box:
        return moved_box(self._box, place.x - self._start.x, place.y - self._start.y)

    def _show(self, box: Box) -> None:
        self._shift = Point(x=box.left - self._box.left, y=box.top - self._box.top)
        for item in self._items:
            item.setPos(item.place(self._shift))

    def _shifted(self, box: Box) -> Box:
        return Box(left=box.left + self._shift.x, top=box.top + self._shift.y, width=box.width, height=box.height)
