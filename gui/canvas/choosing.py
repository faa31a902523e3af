"""How several things come to be selected: with Shift a click adds to what is selected, or takes away from it."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsRectItem, QGraphicsScene

from gui.canvas.paper_view import screen_pen
from gui.theme import shades

BAND_Z = 80
BAND_ALPHA = 30
"""How strongly the band is filled, of 255."""


class Choice(StrEnum):
    """Whether what is chosen replaces the selection or joins it."""

    ANEW = "anew"
    ALSO = "also"


def choice_of(held: Qt.KeyboardModifier) -> Choice:
    """What the keys that are held with the mouse ask for."""
    return Choice.ALSO if held & Qt.KeyboardModifier.ShiftModifier else Choice.ANEW


def stepped(every: Sequence[str], selected: Sequence[str], by: int) -> tuple[str, ...]:
    """The next (`by` 1) or previous (-1) of all in order, round and round; without a selection the first or last."""
    if not every:
        return ()
    at = every.index(selected[0]) + by if selected else min(0, by)
    return (every[at % len(every)],)


def with_next(every: Sequence[str], selected: Sequence[str]) -> tuple[str, ...]:
    """What is selected and the next one behind the last of it that is not, round and round."""
    last = max((every.index(one) for one in selected), default=-1)
    behind = (*every[last + 1 :], *every[: last + 1])
    return (*selected, *[one for one in behind if one not in selected][:1])


class RubberBand:
    """A rectangle drawn on empty paper: what it touches is selected. Places are the scene's."""

    def __init__(self, scene: QGraphicsScene) -> None:
        self._start = QPointF()
        self._item = QGraphicsRectItem()
        self._item.setZValue(BAND_Z)
        self._item.hide()
        scene.addItem(self._item)

    def is_drawn(self) -> bool:
        """Whether one is being drawn."""
        return self._item.isVisible()

    def begin(self, place: QPointF) -> None:
        """Pin its first corner."""
        self._start = place
        self._item.setRect(QRectF(place, place))
        self._item.setPen(screen_pen(shades().accent, 1.0))
        fill = QColor(shades().accent)
        fill.setAlpha(BAND_ALPHA)
        self._item.setBrush(fill)
        self._item.show()

    def stretch(self, place: QPointF) -> QRectF:
        """Draw it to a place; what it covers now."""
        band = QRectF(self._start, place).normalized()
        self._item.setRect(band)
        return band

    def drop(self) -> None:
        """Take it away."""
        self._item.hide()
