"""One figure on the canvas: its region in its character's colour, a name tag, and handles while only it is selected."""

from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPixmap, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsSceneMouseEvent, QStyleOptionGraphicsItem, QWidget

from charabook.engine.requests import Box, PaintedMask, Polygon, Region
from gui.canvas.choosing import Choice, choice_of
from gui.canvas.guides import Guides
from gui.canvas.painting import mask_image, tinted
from gui.canvas.paper_view import screen_pen
from gui.canvas.regions import bounds_of
from gui.canvas.shapes import Corner, Point, corners, resized, with_vertex
from gui.theme import shades

HANDLE_PX = 9.0
TAG_AIR_PX = 12.0
"""Beside a name in its tag, both sides together."""
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
    """The handle that the mouse took hold of: a corner of a box, or a vertex of a polygon."""

    corner: Corner | None = None
    vertex: int | None = None


class Company(Protocol):
    """What a figure needs of all those on the canvas: the mouse carries whoever is selected with it."""

    def is_alone(self) -> bool:
        """Whether one figure is selected and no other."""
        ...

    def take_up(self, figure: str, choice: Choice, place: Point) -> None:
        """The mouse was pressed on a figure."""

    def carry(self, place: Point, held: Qt.KeyboardModifier) -> None:
        """The mouse has gone there with it."""

    def put_down(self) -> None:
        """The mouse lets go."""

    def reshape(self, figure: str, region: Region) -> None:
        """A handle was pulled."""


class FigureItem(QGraphicsItem):
    """Draws one figure and reshapes it. Scene units are picture pixels; regions are fractions of `size`."""

    def __init__(self, figure: CanvasFigure, size: QRectF, company: Company) -> None:
        super().__init__()
        self._company = company
        self._grip: Grip | None = None
        self._lines: tuple[QLineF, ...] = ()
        self._tint: QPixmap | None = None
        self.figure = figure
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
        self.show_figure(figure, size)
        self._pressed = figure.region

    def show_figure(self, figure: CanvasFigure, size: QRectF) -> None:
        """Show this figure on a picture of `size` scene units."""
        self.prepareGeometryChange()
        painted = (self.figure.region, self.figure.colour) if self._tint is not None else None
        self.figure = figure
        self._size = size
        if painted != (figure.region, figure.colour):  # reading a mask is dear, and books change all the time
            self._read_region(figure.region)
        self.setZValue(10 + figure.z)
        self.setToolTip(figure.name)

    def _read_region(self, region: Region) -> None:
        self._mask = mask_image(region.png) if isinstance(region, PaintedMask) else None
        self._tint = self._tinted(self._mask) if self._mask is not None else None
        self.around = bounds_of(region)

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
        painter.drawLines([line.translated(-self.pos()) for line in self._lines])

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
        """Take hold of a handle, or of everybody who is selected."""
        self._grip = self._grip_at(event.pos())
        self._pressed = self.figure.region
        if self._grip is None:
            self._company.take_up(self.figure.id, choice_of(event.modifiers()), self._fraction(event.scenePos()))

    def mouseMoveEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """Show what would come of it: on the guides that are near, unless Ctrl is held. Nothing is kept yet."""
        to = self._fraction(event.scenePos())
        if self._grip is None:
            self._company.carry(to, event.modifiers())
        else:
            self.show_region(self._reshaped(self._grip, to))

    def mouseReleaseEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """Hand over the new region, once."""
        grip, self._grip = self._grip, None
        if grip is None:
            self._company.put_down()
        elif self.figure.region != self._pressed:
            self._company.reshape(self.figure.id, self.figure.region)

    def show_lines(self, guides: Guides, box: Box) -> None:
        """Show the guides on which a box lies, across the whole picture."""
        size = self._size
        across = [x * size.width() for x in guides.across.touched(box.left, box.width)]
        down = [y * size.height() for y in guides.down.touched(box.top, box.height)]
        upright = (QLineF(x, 0, x, size.height()) for x in across)
        self._lines = (*upright, *(QLineF(0, y, size.width(), y) for y in down))
        self.update()

    def hide_lines(self) -> None:
        """It is not being moved along guides any more."""
        self._lines = ()
        self.update()

    def _reshaped(self, grip: Grip, to: Point) -> Region:
        region = self._pressed
        if isinstance(region, Box) and grip.corner is not None:
            return resized(region, grip.corner, to)
        if isinstance(region, Polygon) and grip.vertex is not None:
            return with_vertex(region, grip.vertex, to)
        return region

    def show_region(self, region: Region) -> None:
        """Show the figure somewhere else, or otherwise shaped."""
        if region != self.figure.region:
            self.show_figure(replace(self.figure, region=region), self._size)
        self.update()

    def _outline(self) -> QPainterPath:
        path = QPainterPath()
        region = self.figure.region
        if isinstance(region, Box):
            path.addRect(self._rect())
        elif isinstance(region, Polygon):
            path.addPolygon(QPolygonF([self.place(Point(x=x, y=y)) for x, y in region.points]))
            path.closeSubpath()
        elif self._mask is not None:
            path.addRect(self._rect())
        return path

    def _handle_places(self) -> dict[Corner | int, QPointF]:
        region = self.figure.region
        if not self.isSelected() or not self._company.is_alone() or isinstance(region, PaintedMask):
            return {}
        if isinstance(region, Box):
            return {corner: self.place(point) for corner, point in corners(region).items()}
        return {index: self.place(Point(x=x, y=y)) for index, (x, y) in enumerate(region.points)}

    def _grip_at(self, position: QPointF) -> Grip | None:
        for name, place in self._handle_places().items():
            if self._handle_rect(place).contains(position):
                return Grip(corner=name) if isinstance(name, Corner) else Grip(vertex=name)
        return None

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
        room = self._size.width() * scale - TAG_AIR_PX
        name = metrics.elidedText(self.figure.name, Qt.TextElideMode.ElideRight, room)
        width, height = metrics.horizontalAdvance(name) + TAG_AIR_PX, metrics.height() + 4
        painter.save()
        painter.translate(self.tag_place(width / scale))
        painter.scale(1 / scale, 1 / scale)
        tag = QRectF(0, 0, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(tag, 3, 3)
        painter.setPen(QColor("white"))
        painter.setFont(font)
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, name)
        painter.restore()

    def tag_place(self, width: float) -> QPointF:
        """Where a name tag of this width begins: at its figure, and so that it ends on the picture; scene units."""
        corner = self._outline().boundingRect().topLeft()
        return QPointF(max(self._size.left(), min(corner.x(), self._size.right() - width)), corner.y())

    def _fraction(self, position: QPointF) -> Point:
        return Point(x=position.x() / self._size.width(), y=position.y() / self._size.height())

    def place(self, point: Point) -> QPointF:
        """A place of the picture in scene units."""
        return QPointF(point.x * self._size.width(), point.y * self._size.height())

    def _rect(self) -> QRectF:
        box, size = self.around, self._size
        return QRectF(
            box.left * size.width(), box.top * size.height(), box.width * size.width(), box.height * size.height()
        )
