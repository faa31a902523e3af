"""One figure on the canvas: its region in its character's colour, a name tag, and handles while selected."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPixmap, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsSceneMouseEvent, QStyleOptionGraphicsItem, QWidget

from charabook.engine.requests import Box, PaintedMask, Polygon, Region
from gui.canvas.guides import Guides
from gui.canvas.painting import mask_image, tinted
from gui.canvas.paper_view import screen_pen
from gui.canvas.regions import bounds_of, remapped
from gui.canvas.shapes import Corner, Point, corners, moved_box, resized, with_vertex
from gui.theme import shades

HANDLE_PX = 9.0
ALPHA, SELECTED_ALPHA = 22, 40
PAINT_ALPHA = 70
"""How strongly a figure's colour lies over the picture, of 255; what is painted has no other outline than its rim."""
RIM = 1 / 160
"""How wide the rim is, fraction of the picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CanvasFigure:
    """What the canvas needs to know of a figure."""

    id: str
    name: str
    colour: str
    region: Region
    z: int


@dataclass(frozen=True, slots=True)
class Grip:
    """What the mouse took hold of: the whole region, a corner of a box, or a vertex of a polygon."""

    corner: Corner | None = None
    vertex: int | None = None


class FigureItem(QGraphicsItem):
    """Draws and drags one figure. Scene units are picture pixels; regions are fractions of `size`."""

    def __init__(
        self,
        figure: CanvasFigure,
        size: QRectF,
        changed: Callable[[str, Region], None],
        guides: Callable[[str], Guides],
    ) -> None:
        super().__init__()
        self._changed = changed
        self._guides = guides
        self._grip: Grip | None = None
        self._lines: tuple[QLineF, ...] = ()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
        self.show_figure(figure, size)
        self._pressed_at, self._pressed, self._pressed_around = Point(x=0, y=0), figure.region, self.around

    def show_figure(self, figure: CanvasFigure, size: QRectF) -> None:
        """Show this figure on a picture of `size` scene units."""
        self.prepareGeometryChange()
        self.figure = figure
        self.around = bounds_of(figure.region)
        self._size = size
        self._mask = mask_image(figure.region.png) if isinstance(figure.region, PaintedMask) else None
        self._tint = self._tinted(self._mask) if self._mask is not None else None
        self.setZValue(10 + figure.z)
        self.setToolTip(figure.name)

    def _tinted(self, mask: QImage) -> QPixmap:
        return tinted(mask, QColor(self.figure.colour), PAINT_ALPHA, max(1, round(RIM * mask.width())))

    def boundingRect(self) -> QRectF:
        """The picture and a margin for handles and name tags."""
        return self._size.adjusted(-20, -40, 20, 20)

    def shape(self) -> QPainterPath:
        """Where a click hits."""
        path = self._outline()
        for place in self._handle_places().values():
            path.addRect(self._handle_rect(place))
        return path

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Region, name tag and, while selected, handles."""
        colour = QColor(self.figure.colour)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._tint is not None:
            painter.drawPixmap(self._size.toRect(), self._tint)
        else:
            self._paint_shape(painter)
        self._paint_tag(painter, colour)
        if self.isSelected():
            self._paint_frame(painter)
            self._paint_handles(painter)
        painter.setPen(screen_pen(shades().accent, 1.0, Qt.PenStyle.DashLine))
        painter.drawLines(self._lines)

    def _paint_shape(self, painter: QPainter) -> None:
        fill = QColor(self.figure.colour)
        fill.setAlpha(SELECTED_ALPHA if self.isSelected() else ALPHA)
        painter.setPen(screen_pen(self.figure.colour, 3.0 if self.isSelected() else 2.0))
        painter.setBrush(fill)
        painter.drawPath(self._outline())

    def _paint_frame(self, painter: QPainter) -> None:
        """Around what is painted: that it is selected."""
        if self._tint is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(screen_pen(self.figure.colour, 1.5, Qt.PenStyle.DashLine))
            painter.drawRect(self._rect())

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """Take hold of a handle or of the whole region."""
        super().mousePressEvent(event)
        self._pressed_at = self._fraction(event.pos())
        self._pressed, self._pressed_around = self.figure.region, self.around
        self._grip = self._grip_at(event.pos())

    def mouseMoveEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """Show the region as it would be: on the guides that are near, unless Ctrl is held. Nothing is kept yet."""
        if self._grip is None:
            return
        to = self._fraction(event.pos())
        if self._grip != Grip():
            self._show(self._reshaped(self._grip, to))
            return
        box = moved_box(self._pressed_around, to.x - self._pressed_at.x, to.y - self._pressed_at.y)
        is_free = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        guides = self._guides(self.figure.id)
        self._show(remapped(self._pressed, box if is_free else guides.pulled(box)))
        self._lines = () if is_free else self._touched(guides)

    def mouseReleaseEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """Hand over the new region, once."""
        super().mouseReleaseEvent(event)
        self._grip, self._lines = None, ()
        self.update()
        if self.figure.region != self._pressed:
            self._changed(self.figure.id, self.figure.region)

    def _reshaped(self, grip: Grip, to: Point) -> Region:
        region = self._pressed
        if isinstance(region, Box) and grip.corner is not None:
            return resized(region, grip.corner, to)
        if isinstance(region, Polygon) and grip.vertex is not None:
            return with_vertex(region, grip.vertex, to)
        return region

    def _show(self, region: Region) -> None:
        if region != self.figure.region:
            self.show_figure(replace(self.figure, region=region), self._size)
        self.update()

    def _touched(self, guides: Guides) -> tuple[QLineF, ...]:
        """The guides on which the figure lies now, across the whole picture."""
        size, box = self._size, self.around
        across = [x * size.width() for x in guides.across.touched(box.left, box.width)]
        down = [y * size.height() for y in guides.down.touched(box.top, box.height)]
        upright = (QLineF(x, 0, x, size.height()) for x in across)
        return (*upright, *(QLineF(0, y, size.width(), y) for y in down))

    def _outline(self) -> QPainterPath:
        path = QPainterPath()
        region = self.figure.region
        if isinstance(region, Box):
            path.addRect(self._rect())
        elif isinstance(region, Polygon):
            path.addPolygon(QPolygonF([self._place(Point(x=x, y=y)) for x, y in region.points]))
            path.closeSubpath()
        elif self._mask is not None:
            path.addRect(self._rect())
        return path

    def _handle_places(self) -> dict[Corner | int, QPointF]:
        region = self.figure.region
        if not self.isSelected() or isinstance(region, PaintedMask):
            return {}
        if isinstance(region, Box):
            return {corner: self._place(point) for corner, point in corners(region).items()}
        return {index: self._place(Point(x=x, y=y)) for index, (x, y) in enumerate(region.points)}

    def _grip_at(self, position: QPointF) -> Grip:
        for name, place in self._handle_places().items():
            if self._handle_rect(place).contains(position):
                return Grip(corner=name) if isinstance(name, Corner) else Grip(vertex=name)
        return Grip()

    def _handle_rect(self, place: QPointF) -> QRectF:
        # Handles keep their size on screen however far the canvas is zoomed.
        views = self.scene().views()
        scale = views[0].transform().m11() if views else 1.0
        side = HANDLE_PX / scale
        return QRectF(place.x() - side / 2, place.y() - side / 2, side, side)

    def _paint_handles(self, painter: QPainter) -> None:
        painter.setBrush(QColor("white"))
        painter.setPen(screen_pen(self.figure.colour, 1.5))
        for place in self._handle_places().values():
            painter.drawRect(self._handle_rect(place))

    def _paint_tag(self, painter: QPainter, colour: QColor) -> None:
        scale = painter.transform().m11() or 1.0
        font = QFont(painter.font())
        font.setPointSizeF(10.0)
        font.setBold(True)
        metrics = QFontMetricsF(font)
        width, height = metrics.horizontalAdvance(self.figure.name) + 12, metrics.height() + 4
        corner = self._outline().boundingRect().topLeft()
        painter.save()
        painter.translate(corner)
        painter.scale(1 / scale, 1 / scale)
        tag = QRectF(0, 0, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(tag, 3, 3)
        painter.setPen(QColor("white"))
        painter.setFont(font)
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, self.figure.name)
        painter.restore()

    def _fraction(self, position: QPointF) -> Point:
        return Point(x=position.x() / self._size.width(), y=position.y() / self._size.height())

    def _place(self, point: Point) -> QPointF:
        return QPointF(point.x * self._size.width(), point.y * self._size.height())

    def _rect(self) -> QRectF:
        box, size = self.around, self._size
        return QRectF(
            box.left * size.width(), box.top * size.height(), box.width * size.width(), box.height * size.height()
        )
