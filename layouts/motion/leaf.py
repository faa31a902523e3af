"""A leaf of the book that is turned over: single pages over their bound edge, spreads over the fold."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPainterPath, QPolygonF, QTransform

_RISE = 0.10  # of its height by which the free edge looks taller when it stands upright
_PAPER = QColor(250, 247, 240)
_SHADE, _SHADOW = 70, 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One leaf and what is printed on both its sides.

    front, back  pictures of the frame's size that show the sheet before and the one after, each in its place;
                 without a back the leaf is blank there, and is gone when it has been turned
    page         where in the frame the leaf lies before it is turned
    side         1 turns over its left edge, -1 over its right
    """

    front: QImage
    back: QImage | None
    page: QRectF
    side: float

    def draw(self, painter: QPainter, part: float) -> None:
        """Draw it turned by `part` of the way, with the shadow that it throws on the page beneath."""
        angle = part * math.pi
        upright = math.sin(angle)
        self._draw_shadow(painter, upright)
        quad = self._quad(angle)
        if quad.boundingRect().width() < 0.5:
            return
        if angle < math.pi / 2:
            _draw_mapped(painter, self.front, self._corners(self.page, self.side), quad)
        elif self.back is not None:
            beyond = self.page.translated(-self.side * self.page.width(), 0)
            _draw_mapped(painter, self.back, self._corners(beyond, -self.side), quad)
        else:
            painter.setOpacity(min(1.0, (1 - part) * 3.0))
            _fill(painter, quad, _PAPER)
        _fill(painter, quad, QColor(0, 0, 0, round(_SHADE * upright)))
        painter.setOpacity(1.0)

    def _quad(self, angle: float) -> QPolygonF:
        """Where the leaf's corners are, from the hinge's top: its free edge comes nearer and so looks taller."""
        page, rise = self.page, self.page.height() * _RISE * math.sin(angle)
        hinge = page.left() if self.side > 0 else page.right()
        free = hinge + self.side * page.width() * math.cos(angle)
        top, bottom = page.top(), page.bottom()
        return QPolygonF(
            [QPointF(hinge, top), QPointF(free, top - rise), QPointF(free, bottom + rise), QPointF(hinge, bottom)]
        )

    @staticmethod
    def _corners(page: QRectF, side: float) -> QPolygonF:
        """The corners of an upright page in the same order."""
        if side > 0:
            return QPolygonF([page.topLeft(), page.topRight(), page.bottomRight(), page.bottomLeft()])
        return QPolygonF([page.topRight(), page.topLeft(), page.bottomLeft(), page.bottomRight()])

    def _draw_shadow(self, painter: QPainter, upright: float) -> None:
        page = self.page
        hinge, free = (page.left(), page.right()) if self.side > 0 else (page.right(), page.left())
        shadow = QLinearGradient(hinge, 0, free, 0)
        shadow.setColorAt(0, QColor(0, 0, 0, round(_SHADOW * upright)))
        shadow.setColorAt(1, QColor(0, 0, 0, 0))
        painter.fillRect(page, shadow)


def _draw_mapped(painter: QPainter, image: QImage, corners: QPolygonF, quad: QPolygonF) -> None:
    turned = QTransform()
    if not QTransform.quadToQuad(corners, quad, turned):
        return
    source = corners.boundingRect()
    painter.save()
    painter.setTransform(turned)
    painter.drawImage(source, image, source)
    painter.restore()


def _fill(painter: QPainter, quad: QPolygonF, colour: QColor) -> None:
    path = QPainterPath()
    path.addPolygon(quad)
    path.closeSubpath()
    painter.fillPath(path, colour)
