"""The panel canvas: shows the take and its figures, and draws new regions with box, polygon, brush and eraser."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QGraphicsEllipseItem,
    QGraphicsPathItem,
    QGraphicsPixmapItem,
    QGraphicsScene,
    QGraphicsView,
    QWidget,
)

from charabook.engine.requests import Box, PaintedMask, Polygon, Region
from gui.canvas.figure_item import CanvasFigure, FigureItem
from gui.canvas.painting import Stroke, empty_mask, mask_image, mask_png, painted_bounds, stroke, tinted
from gui.canvas.shapes import Point, box_between, is_slip, moved
from gui.carrying import LOOK_MIME
from gui.invitation import paint_invitation
from gui.theme import shades

ZOOM_STEP = 1.2
NUDGE = 0.01
PAINT_LONG_SIDE_PX = 512
"""Painted masks are kept at this size: far finer than tokens, small in the project file."""


class Tool(StrEnum):
    """What the mouse does on the canvas."""

    SELECT = "select"
    BOX = "box"
    POLYGON = "polygon"
    BRUSH = "brush"
    ERASER = "eraser"


class Panning(StrEnum):
    """Whether the mouse moves the paper."""

    ON = "on"
    OFF = "off"


class PanelCanvas(QGraphicsView):
    """A picture with figures. All regions that leave and enter are fractions of the picture."""

    region_drawn = Signal(object)
    """A new region that belongs to no figure yet."""
    region_changed = Signal(str, object)
    """Figure id and its new region."""
    figure_selected = Signal(str)
    """Figure id, or an empty string."""
    removal_asked = Signal(str)
    look_dropped = Signal(str, object)
    """The id of a look that was carried here, and the `Point` where it was let go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._scene = QGraphicsScene()
        super().__init__(self._scene, parent)
        # The view outlives its scene's last signals only if it owns the scene.
        self._scene.setParent(self)
        self.setAccessibleName(self.tr("Panel canvas"))
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        # A desk has no scroll bars: wheel, space bar and zoom move the paper, and fitting uses all of the room.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self._picture = QGraphicsPixmapItem()
        self._picture.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene.addItem(self._picture)
        self._overlays: list[QGraphicsPixmapItem] = []
        self._ring = QGraphicsEllipseItem()
        self._ring.setZValue(1001)
        self._ring.hide()
        self._scene.addItem(self._ring)
        self._sketch = QGraphicsPathItem()
        self._sketch.setZValue(1000)
        self._scene.addItem(self._sketch)
        self._stain = QGraphicsPixmapItem()
        self._stain.setZValue(999)
        self._scene.addItem(self._stain)
        self._size = QRectF(0, 0, 1024, 1024)
        self._items: dict[str, FigureItem] = {}
        self._tool = Tool.SELECT
        self._start: QPointF | None = None
        self._vertices: list[QPointF] = []
        self._mask: QImage | None = None
        self._fitted = True
        self._panning = False
        self._invitation = ""
        self._is_blank = True
        self.brush_px = 48.0
        self.setAcceptDrops(True)
        self._scene.selectionChanged.connect(self._tell_selection)

    # ------------------------------------------------------------------ what is shown

    def show_picture(self, picture: QPixmap | None, aspect: float) -> None:
        """Show a take, or an empty sheet of the given aspect (width / height)."""
        if picture is None or picture.isNull():
            self._size = QRectF(0, 0, 1024, 1024 / aspect)
            picture = QPixmap(self._size.size().toSize())
            picture.fill(QColor(shades().base))
            self._is_blank = True
        else:
            self._is_blank = False
            self._size = QRectF(0, 0, 1024, 1024 * picture.height() / picture.width())
        self._picture.setPixmap(picture)
        self._picture.setScale(self._size.width() / picture.width())
        self._scene.setSceneRect(self._size.adjusted(-60, -60, 60, 60))
        if self._fitted:
            self.fit()

    def invite(self, words: str) -> None:
        """What stands on the sheet while there is no picture; an empty text leaves it blank."""
        if words != self._invitation:
            self._invitation = words
            self.viewport().update()

    def show_overlays(self, masks: Sequence[tuple[bytes, str]]) -> None:
        """Lay the engine's own masks, each in a colour, over the picture; none takes them away."""
        for old in self._overlays:
            self._scene.removeItem(old)
        self._overlays = [self._overlay(mask, colour) for mask, colour in masks]

    def overlay_count(self) -> int:
        """How many masks lie over the picture."""
        return len(self._overlays)

    def _overlay(self, mask: bytes, colour: str) -> QGraphicsPixmapItem:
        stain = tinted(mask_image(mask), QColor(colour), alpha=150)
        item = QGraphicsPixmapItem(stain)
        item.setZValue(5)
        # Token masks are coarse and not square-pixelled: stretch each axis on its own.
        item.setTransform(
            QTransform.fromScale(self._size.width() / stain.width(), self._size.height() / stain.height())
        )
        self._scene.addItem(item)
        return item

    def show_figures(self, figures: Sequence[CanvasFigure]) -> None:
        """Show these figures; the selection survives."""
        wanted = {figure.id: figure for figure in figures}
        for gone in self._items.keys() - wanted.keys():
            self._scene.removeItem(self._items.pop(gone))
        for figure_id, figure in wanted.items():
            # An item that is being dragged lives on: deleting it inside its own mouse event would crash.
            if figure_id not in self._items:
                self._items[figure_id] = FigureItem(figure, self._size, self.region_changed.emit)
                self._scene.addItem(self._items[figure_id])
            self._items[figure_id].show_figure(figure, self._size)
            self._items[figure_id].setAcceptedMouseButtons(self._item_buttons())
        self._items = {figure_id: self._items[figure_id] for figure_id in wanted}

    def picture(self) -> QPixmap:
        """The picture that is shown."""
        return self._picture.pixmap()

    def figures(self) -> tuple[CanvasFigure, ...]:
        """What is shown, in the order given."""
        return tuple(item.figure for item in self._items.values())

    def select_figure(self, figure_id: str) -> None:
        """Select one figure; an unknown id clears the selection."""
        self._scene.clearSelection()
        if figure_id in self._items:
            self._items[figure_id].setSelected(True)

    def selected_figure(self) -> str:
        """The id of the selected figure, or an empty string."""
        return next((key for key, item in self._items.items() if item.isSelected()), "")

    # ------------------------------------------------------------------ view

    def fit(self) -> None:
        """Show the whole picture, and keep it whole when the window is resized."""
        self._fitted = True
        self.fitInView(self._size.adjusted(-16, -16, 16, 16), Qt.AspectRatioMode.KeepAspectRatio)

    def zoom(self, factor: float) -> None:
        """Zoom about the mouse, between a thumbnail and single pixels."""
        scale = self.transform().m11() * factor
        if 0.05 <= scale <= 20.0:
            self._fitted = False
            self.scale(factor, factor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay fitted."""
        super().resizeEvent(event)
        if self._fitted:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and wheel zooms, the wheel alone scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(ZOOM_STEP if event.angleDelta().y() > 0 else 1 / ZOOM_STEP)
            return
        super().wheelEvent(event)

    def drawBackground(self, painter: QPainter, rect: QRectF | QPoint) -> None:  # type: ignore[override]
        """The desk behind the sheet."""
        painter.fillRect(rect, QColor(shades().desk))  # type: ignore[arg-type]

    def drawForeground(self, painter: QPainter, rect: QRectF | QPoint) -> None:  # type: ignore[override]
        """What to do first, on a sheet that has nothing on it."""
        if not self._is_blank or not self._invitation or self._items:
            return
        painter.save()
        painter.resetTransform()
        painter.translate(self.mapFromScene(self._size.center()))
        paint_invitation(painter, "panels", self._invitation, width=320)
        painter.restore()

    def leaveEvent(self, event: QEvent) -> None:
        """The brush's ring goes with the mouse."""
        super().leaveEvent(event)
        self._ring.hide()

    # ------------------------------------------------------------------ carrying cast members here

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome cast members."""
        if event.mimeData().hasFormat(LOOK_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """They may be let go anywhere on the picture."""
        if event.mimeData().hasFormat(LOOK_MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Somebody steps into the panel."""
        if event.mimeData().hasFormat(LOOK_MIME):
            look = bytes(event.mimeData().data(LOOK_MIME).data()).decode()
            event.acceptProposedAction()
            self.look_dropped.emit(look, self._point(self.mapToScene(event.position().toPoint())))

    # ------------------------------------------------------------------ tools

    def tool(self) -> Tool:
        """The tool in hand."""
        return self._tool

    def take_tool(self, tool: Tool) -> None:
        """Take another tool; a sketch that was not finished is dropped."""
        self._tool = tool
        self._ring.hide()
        self._drop_sketch()
        self.setCursor(Qt.CursorShape.ArrowCursor if tool is Tool.SELECT else Qt.CursorShape.CrossCursor)
        for item in self._items.values():
            item.setAcceptedMouseButtons(self._item_buttons())

    def _item_buttons(self) -> Qt.MouseButton:
        return Qt.MouseButton.LeftButton if self._tool is Tool.SELECT else Qt.MouseButton.NoButton

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin what the tool does."""
        place = self.mapToScene(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or self._tool is Tool.SELECT or self._panning:
            super().mousePressEvent(event)
            return
        self._start = place
        if self._tool is Tool.POLYGON:
            self._vertices.append(place)
            self._sketch_path(self._polygon_path(place))
        if self._tool in (Tool.BRUSH, Tool.ERASER):
            self._begin_painting()
            self._paint_to(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what the tool would make."""
        place = self.mapToScene(event.position().toPoint())
        self._show_ring(place)
        if self._tool is Tool.POLYGON and self._vertices:
            self._sketch_path(self._polygon_path(place))
        elif self._start is not None and self._tool is Tool.BOX:
            path = QPainterPath()
            path.addRect(QRectF(self._start, place).normalized())
            self._sketch_path(path)
        elif self._start is not None and self._mask is not None:
            self._paint_to(place)
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Finish a box or a stroke."""
        start, self._start = self._start, None
        if start is None:
            super().mouseReleaseEvent(event)
        elif self._tool is Tool.BOX:
            end = self.mapToScene(event.position().toPoint())
            self._finish(box_between(self._point(start), self._point(end)))
        elif self._mask is not None:
            self._finish_painting()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Close a polygon."""
        if self._tool is not Tool.POLYGON:
            super().mouseDoubleClickEvent(event)
            return
        self._finish_polygon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys nudge, Delete asks for removal, Enter closes a polygon, Escape drops a sketch."""
        nudges = {
            Qt.Key.Key_Left: (-NUDGE, 0.0),
            Qt.Key.Key_Right: (NUDGE, 0.0),
            Qt.Key.Key_Up: (0.0, -NUDGE),
            Qt.Key.Key_Down: (0.0, NUDGE),
        }
        key = Qt.Key(event.key())
        selected = self.selected_figure()
        if key == Qt.Key.Key_Space:
            self._pan(Panning.ON)
        elif key == Qt.Key.Key_Escape:
            self._drop_sketch()
        elif self._vertices and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish_polygon()
        elif selected and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_asked.emit(selected)
        elif selected and key in nudges:
            self._nudge(selected, *nudges[key])
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Letting the space bar go ends panning."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._pan(Panning.OFF)
            return
        super().keyReleaseEvent(event)

    def _pan(self, panning: "Panning") -> None:
        """While the space bar is held, the mouse moves the paper instead of drawing on it."""
        self._panning = panning is Panning.ON
        drag = QGraphicsView.DragMode.ScrollHandDrag if self._panning else QGraphicsView.DragMode.NoDrag
        self.setDragMode(drag)
        self.setInteractive(not self._panning)
        if not self._panning:
            self.take_tool(self._tool)

    def _show_ring(self, place: QPointF) -> None:
        paints = self._tool in (Tool.BRUSH, Tool.ERASER) and not self._panning
        self._ring.setVisible(paints)
        if paints:
            half = self.brush_px / 2
            pen = QPen(QColor(shades().text), 1.0)
            pen.setCosmetic(True)
            self._ring.setPen(pen)
            self._ring.setRect(QRectF(place.x() - half, place.y() - half, 2 * half, 2 * half))

    def _nudge(self, figure_id: str, dx: float, dy: float) -> None:
        region = self._items[figure_id].figure.region
        if not isinstance(region, PaintedMask):
            self.region_changed.emit(figure_id, moved(region, dx, dy))

    # ------------------------------------------------------------------ finishing

    def _finish_polygon(self) -> None:
        points = tuple((p.x, p.y) for p in map(self._point, self._vertices))
        self._drop_sketch()
        if len(points) >= 3:
            self._finish(Polygon(points=points))

    def _finish(self, region: Box | Polygon) -> None:
        self._drop_sketch()
        if not is_slip(region):
            self._hand_over(region)

    def _hand_over(self, region: Region) -> None:
        """A region drawn while a figure is selected is that figure's new region; otherwise it is a new figure's."""
        selected = self.selected_figure()
        if selected:
            self.region_changed.emit(selected, region)
        else:
            self.region_drawn.emit(region)

    def _begin_painting(self) -> None:
        scale = PAINT_LONG_SIDE_PX / max(self._size.width(), self._size.height())
        size = QSize(round(self._size.width() * scale), round(self._size.height() * scale))
        selected = self._items.get(self.selected_figure())
        region = selected.figure.region if selected else None
        self._mask = _as_mask(region, size)

    def _paint_to(self, place: QPointF) -> None:
        if self._mask is None or self._start is None:
            return
        scale = self._mask.width() / self._size.width()
        kind = Stroke.PAINT if self._tool is Tool.BRUSH else Stroke.ERASE
        stroke(self._mask, self._start * scale, place * scale, self.brush_px * scale, kind)
        self._start = place
        self._stain.setPixmap(tinted(self._mask, QColor(shades().accent)))
        self._stain.setScale(1 / scale)

    def _finish_painting(self) -> None:
        mask, self._mask = self._mask, None
        self._stain.setPixmap(QPixmap())
        if mask is not None and painted_bounds(mask).width > 0:
            self._hand_over(PaintedMask(png=mask_png(mask)))

    def _drop_sketch(self) -> None:
        self._vertices.clear()
        self._start = None
        self._mask = None
        self._sketch.setPath(QPainterPath())
        self._stain.setPixmap(QPixmap())

    def _sketch_path(self, path: QPainterPath) -> None:
        pen = QPen(QColor(shades().accent), 2.0, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        self._sketch.setPen(pen)
        self._sketch.setPath(path)

    def _polygon_path(self, cursor: QPointF) -> QPainterPath:
        path = QPainterPath()
        path.addPolygon(QPolygonF([*self._vertices, cursor]))
        return path

    def _point(self, place: QPointF) -> Point:
        return Point(x=place.x() / self._size.width(), y=place.y() / self._size.height())

    def _tell_selection(self) -> None:
        self.figure_selected.emit(self.selected_figure())


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
