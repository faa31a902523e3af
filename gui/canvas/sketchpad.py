"""What a drawing tool shows of a region that is not there yet: a dashed line, a stain of paint, the brush's ring."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainterPath, QPixmap
from PySide6.QtWidgets import QGraphicsEllipseItem, QGraphicsPathItem, QGraphicsPixmapItem, QGraphicsScene

from gui.canvas.painting import tinted
from gui.canvas.paper_view import screen_pen
from gui.canvas.shapes import Point
from gui.theme import shades

STAIN_Z, LINE_Z, RING_Z = 999, 1000, 1001


class Sketchpad:
    """Lies over the whole picture; `size` is the picture's in scene units."""

    def __init__(self, scene: QGraphicsScene) -> None:
        self.size = QRectF()
        self.brush_px = 48.0
        """How wide brush and eraser are, scene units."""
        self._stain, self._line, self._ring = QGraphicsPixmapItem(), QGraphicsPathItem(), QGraphicsEllipseItem()
        for depth, item in ((STAIN_Z, self._stain), (LINE_Z, self._line), (RING_Z, self._ring)):
            item.setZValue(depth)
            scene.addItem(item)
        self._ring.hide()

    def fraction(self, place: QPointF) -> Point:
        """A place of the scene as a fraction of the picture."""
        return Point(x=place.x() / self.size.width(), y=place.y() / self.size.height())

    def show_line(self, path: QPainterPath) -> None:
        """Show an outline that is being drawn."""
        self._line.setPen(screen_pen(shades().accent, 2.0, Qt.PenStyle.DashLine))
        self._line.setPath(path)

    def show_stain(self, mask: QImage) -> None:
        """Show what is painted so far."""
        self._stain.setPixmap(tinted(mask, QColor(shades().accent)))
        self._stain.setScale(self.size.width() / mask.width())

    def show_ring(self, place: QPointF) -> None:
        """Show how wide the brush is."""
        radius = self.brush_px / 2
        self._ring.setPen(screen_pen(shades().text, 1.0))
        self._ring.setRect(QRectF(place.x() - radius, place.y() - radius, 2 * radius, 2 * radius))
        self._ring.show()

    def hide_ring(self) -> None:
        """The mouse is elsewhere, or has another tool."""
        self._ring.hide()

    def clear(self) -> None:
        """Nothing is being drawn any more."""
        self._line.setPath(QPainterPath())
        self._stain.setPixmap(QPixmap())
