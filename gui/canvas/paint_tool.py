"""Brush and eraser: one tool that paints a region or takes from it, beginning at the shape that it has."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF

from charabook.engine.requests import Box, PaintedMask, Region
from gui.canvas.painting import Stroke, empty_mask, mask_image, mask_png, painted_bounds, stroke
from gui.canvas.sketchpad import Sketchpad
from gui.canvas.tools import Drawn

PAINT_LONG_SIDE_PX = 512
"""Painted masks are kept at this size: far finer than tokens, small in the project file."""


class PaintTool:
    """Paints while the button is held; `begin_with` says what region the painting starts from."""

    def __init__(self, pad: Sketchpad, drawn: Drawn, kind: Stroke, begin_with: Callable[[], Region | None]) -> None:
        self._pad = pad
        self._drawn = drawn
        self._kind = kind
        self._begin_with = begin_with
        self._mask: QImage | None = None
        self._at = QPointF()

    def press(self, place: QPointF) -> None:
        """A dot."""
        self._mask = _as_mask(self._begin_with(), self._mask_size())
        self._at = place
        self.move(place)

    def move(self, place: QPointF) -> None:
        """A stroke to here."""
        self._pad.show_ring(place)
        mask = self._mask
        if mask is None:
            return
        scale = mask.width() / self._pad.size.width()
        stroke(mask, self._at * scale, place * scale, self._pad.brush_px * scale, self._kind)
        self._at = place
        self._pad.show_stain(mask)

    def release(self, place: QPointF) -> None:
        """What is painted is the region; nothing painted is no region."""
        mask = self._mask
        self.drop()
        if mask is not None and painted_bounds(mask).width > 0:
            self._drawn(PaintedMask(png=mask_png(mask)))

    def close(self) -> None:
        """A stroke is done when the button is let go."""

    def drop(self) -> None:
        """Forget the stroke."""
        self._mask = None
        self._pad.clear()

    def has_begun(self) -> bool:
        """Whether a stroke is being painted."""
        return self._mask is not None

    def _mask_size(self) -> QSize:
        size = self._pad.size
        scale = PAINT_LONG_SIDE_PX / max(size.width(), size.height())
        return QSize(round(size.width() * scale), round(size.height() * scale))


def _as_mask(region: Region | None, size: QSize) -> QImage:
    """The region that painting starts from: a painted one goes on, any other shape is filled first."""
    if isinstance(region, PaintedMask):
        return mask_image(region.png).scaled(size)
    mask = empty_mask(size)
    if region is None:
        return mask
    painter = QPainter(mask)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("white"))
    if isinstance(region, Box):
        left, top = region.left * size.width(), region.top * size.height()
        painter.drawRect(QRectF(left, top, region.width * size.width(), region.height * size.height()))
    else:
        painter.drawPolygon(QPolygonF([QPointF(x * size.width(), y * size.height()) for x, y in region.points]))
    painter.end()
    return mask
