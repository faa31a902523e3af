"""The page canvas: a composed page as the printer will see it; panels and lettering can be picked and moved."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)

from gui.theme import shades
from layouts.painter import paint
from layouts.problems import Composition, PlacedLettering, PlacedPanel
from layouts.shapes import Outline, Point

ZOOM_STEP = 1.2
NUDGE_MM = 1.0
EDGE_PX = 6.0
"""How near the mouse must be to an edge to take hold of it."""
MOST_CORNERS = 12
CLICK_MM = 0.6
"""A hand that moves less than this between press and release meant to click."""


class Guides(StrEnum):
    """Whether the safe area and the trim are drawn over the page."""

    HIDDEN = "hidden"
    SHOWN = "shown"


class Hand(StrEnum):
    """What the mouse does on the page."""

    PICK = "pick"
    KNIFE = "knife"


class PageItem(QGraphicsItem):
    """The composed page itself. Scene units are millimetres, the origin is the corner of the trim."""

    def __init__(self, composition: Composition) -> None:
        super().__init__()
        self.composition = composition
        # Painted once per zoom; moving a selection over it costs nothing.
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def boundingRect(self) -> QRectF:
        """The trimmed sheet."""
        page = self.composition.display_list
        return QRectF(0, 0, page.width_mm, page.height_mm)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paper, then the page."""
        painter.setClipRect(self.boundingRect())
        painter.fillRect(self.boundingRect(), QColor("white"))
        paint(painter, self.composition.display_list)


class PageCanvas(QGraphicsView):
    """One page or spread. Picking and moving is told by signals; the page is composed anew by whoever hears them."""

    panel_picked = Signal(str)
    lettering_picked = Signal(str)
    lettering_moved = Signal(str, float, float)
    """Lettering id and the new middle of its text, mm."""
    panel_opened = Signal(str)
    panel_cut = Signal(str, object, object)
    """Panel id and the two ends of the knife's line, mm."""
    edge_moved = Signal(str, int, float)
    """Panel id, the corner at which the edge begins, and how far outwards it goes, mm."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._scene = QGraphicsScene()
        super().__init__(self._scene, parent)
        self._scene.setParent(self)
        self.setAccessibleName(self.tr("Page"))
        self.setRenderHints(QPainter.RenderHint.Antialiasing)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        # A desk has no scroll bars: wheel, space bar and zoom move the paper, and fitting uses all of the room.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page: PageItem | None = None
        self._shadow = QGraphicsRectItem()
        self._safe = QGraphicsRectItem()
        self._mark, self._knife = QGraphicsPathItem(), QGraphicsPathItem()
        for depth, item in ((-1, self._shadow), (50, self._safe), (60, self._mark), (70, self._knife)):
            item.setZValue(depth)
            self._scene.addItem(item)
        self._picked = ""
        self._pressed: QPointF | None = None
        self._fitted = True
        self._hand = Hand.PICK
        self._edge: HeldEdge | None = None
        self.setMouseTracking(True)
        self.guides = Guides.HIDDEN

    # ------------------------------------------------------------------ what is shown

    def show_page(self, composition: Composition | None) -> None:
        """Show a composed page; what was picked stays picked while it is still there."""
        if self._page is not None:
            self._scene.removeItem(self._page)
            self._page = None
        if composition is not None:
            self._page = PageItem(composition)
            self._scene.addItem(self._page)
            self._dress(self._page)
        self._show_mark()

    def composition(self) -> Composition | None:
        """What is shown."""
        return self._page.composition if self._page is not None else None

    def picked(self) -> str:
        """The id of the panel or lettering at hand."""
        return self._picked

    def pick(self, subject: str) -> None:
        """Mark a panel or lettering by id."""
        self._picked = subject
        self._show_mark()

    def show_guides(self, guides: Guides) -> None:
        """Draw or hide the safe area."""
        self.guides = guides
        self._safe.setVisible(guides is Guides.SHOWN)

    def _dress(self, page: PageItem) -> None:
        sheet = page.boundingRect()
        self._shadow.setRect(sheet.adjusted(0.8, 1.0, 1.2, 1.4))
        self._shadow.setPen(QPen(Qt.PenStyle.NoPen))
        self._shadow.setBrush(QColor(0, 0, 0, 60))
        safe = page.composition.display_list.safe
        self._safe.setRect(QRectF(safe.x, safe.y, safe.width, safe.height))
        pen = QPen(QColor("#2e86ab"), 1.0, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        self._safe.setPen(pen)
        self._safe.setVisible(self.guides is Guides.SHOWN)
        self._scene.setSceneRect(sheet.adjusted(-20, -20, 20, 20))
        if self._fitted:
            self.fit()

    def _show_mark(self, dx: float = 0.0, dy: float = 0.0) -> None:
        outline = self._outline_of(self._picked)
        path = QPainterPath() if outline is None else path_of(outline)
        path.translate(dx, dy)
        pen = QPen(QColor(shades().accent), 2.0, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        self._mark.setPen(pen)
        self._mark.setPath(path)

    def _outline_of(self, subject: str) -> Outline | None:
        page = self.composition()
        if page is None or not subject:
            return None
        placed: Sequence[PlacedLettering | PlacedPanel] = (*page.letterings, *page.panels)
        return next((one.outline for one in placed if _id_of(one) == subject), None)

    # ------------------------------------------------------------------ view

    def take(self, hand: Hand) -> None:
        """Take the knife, or put it away."""
        self._hand = hand
        self._pressed, self._edge = None, None
        self._knife.setPath(QPainterPath())
        self.setCursor(Qt.CursorShape.CrossCursor if hand is Hand.KNIFE else Qt.CursorShape.ArrowCursor)

    def hand(self) -> Hand:
        """What the mouse does now."""
        return self._hand

    def fit(self) -> None:
        """Show the whole page, and keep it whole when the window is resized."""
        self._fitted = True
        if self._page is not None:
            self.fitInView(self._page.boundingRect().adjusted(-6, -6, 6, 6), Qt.AspectRatioMode.KeepAspectRatio)

    def zoom(self, factor: float) -> None:
        """Zoom about the mouse."""
        scale = self.transform().m11() * factor
        if 0.5 <= scale <= 60.0:
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

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:  # type: ignore[override]
        """The desk behind the page."""
        painter.fillRect(rect, QColor(shades().desk))

    # ------------------------------------------------------------------ hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Set the knife, take hold of an edge, or pick what is on top: lettering before panels."""
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._pressed = self.mapToScene(event.position().toPoint())
        if self._hand is Hand.KNIFE:
            return
        self._edge = self._edge_at(self._pressed)
        if self._edge is not None:
            return
        hit = self._hit(self._pressed)
        self.pick("" if hit is None else _id_of(hit))
        if isinstance(hit, PlacedLettering):
            self.lettering_picked.emit(hit.lettering_id)
        elif isinstance(hit, PlacedPanel):
            self.panel_picked.emit(hit.panel_id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where the cut, the edge or the lettering would go."""
        place = self.mapToScene(event.position().toPoint())
        if self._pressed is None:
            self._hint_at(place)
        elif self._hand is Hand.KNIFE or self._edge is not None:
            self._show_line(self._pressed, place)
        elif self._lettering(self._picked) is not None:
            moved = place - self._pressed
            self._show_mark(moved.x(), moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Cut there, or move the edge or the lettering there."""
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            super().mouseReleaseEvent(event)
            return
        place = self.mapToScene(event.position().toPoint())
        edge, self._edge = self._edge, None
        self._knife.setPath(QPainterPath())
        moved = place - pressed
        if moved.manhattanLength() < CLICK_MM:
            return
        if self._hand is Hand.KNIFE:
            self._cut(pressed, place)
        elif edge is not None:
            self.edge_moved.emit(edge.panel, edge.index, edge.outwards(moved))
        else:
            self._move(moved.x(), moved.y())

    def _cut(self, start: QPointF, end: QPointF) -> None:
        middle = (start + end) / 2
        page = self.composition()
        panels = [one for one in page.panels if path_of(one.outline).contains(middle)] if page is not None else []
        if panels:
            self.panel_cut.emit(panels[-1].panel_id, Point(start.x(), start.y()), Point(end.x(), end.y()))

    def _show_line(self, start: QPointF, end: QPointF) -> None:
        path = QPainterPath()
        edge = self._edge
        if edge is None:
            path.moveTo(start)
            path.lineTo(end)
        else:
            shift = edge.normal * edge.outwards(end - start)
            path.moveTo(edge.start + shift)
            path.lineTo(edge.end + shift)
        pen = QPen(QColor(shades().accent), 2.0)
        pen.setCosmetic(True)
        self._knife.setPen(pen)
        self._knife.setPath(path)

    def _hint_at(self, place: QPointF) -> None:
        if self._hand is Hand.KNIFE:
            return
        edge = self._edge_at(place)
        if edge is None:
            self.setCursor(Qt.CursorShape.ArrowCursor)
        else:
            is_flat = abs(edge.normal.y()) > abs(edge.normal.x())
            self.setCursor(Qt.CursorShape.SizeVerCursor if is_flat else Qt.CursorShape.SizeHorCursor)

    def _edge_at(self, place: QPointF) -> "HeldEdge | None":
        """The edge of the picked panel that is near enough to be taken hold of."""
        page = self.composition()
        panel = next((one for one in page.panels if one.panel_id == self._picked), None) if page is not None else None
        if panel is None:
            return None
        reach = EDGE_PX / max(0.01, self.transform().m11())
        edges = edges_of(panel)
        near = [(edge.distance(place), edge) for edge in edges if edge.distance(place) <= reach]
        return min(near, key=lambda pair: pair[0])[1] if near else None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the panel under the mouse."""
        hit = self._hit(self.mapToScene(event.position().toPoint()))
        if isinstance(hit, PlacedPanel):
            self.panel_opened.emit(hit.panel_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys nudge the lettering at hand."""
        nudges = {
            Qt.Key.Key_Left: (-NUDGE_MM, 0.0),
            Qt.Key.Key_Right: (NUDGE_MM, 0.0),
            Qt.Key.Key_Up: (0.0, -NUDGE_MM),
            Qt.Key.Key_Down: (0.0, NUDGE_MM),
        }
        step = nudges.get(Qt.Key(event.key()))
        if step is not None and self._lettering(self._picked) is not None:
            self._move(*step)
            return
        super().keyPressEvent(event)

    def _move(self, dx: float, dy: float) -> None:
        lettering = self._lettering(self._picked)
        if lettering is not None:
            middle = lettering.text.centre
            self.lettering_moved.emit(lettering.lettering_id, middle.x + dx, middle.y + dy)

    def _lettering(self, subject: str) -> PlacedLettering | None:
        page = self.composition()
        letterings = page.letterings if page is not None else ()
        return next((one for one in letterings if one.lettering_id == subject), None)

    def _hit(self, place: QPointF) -> PlacedLettering | PlacedPanel | None:
        page = self.composition()
        if page is None:
            return None
        on_top: Sequence[PlacedLettering | PlacedPanel] = (*reversed(page.letterings), *reversed(page.panels))
        return next((one for one in on_top if path_of(one.outline).contains(place)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldEdge:
    """One edge of a panel's frame: corner `index` to the next, and the direction that leads out of the frame."""

    panel: str
    index: int
    start: QPointF
    end: QPointF
    normal: QPointF

    def outwards(self, moved: QPointF) -> float:
        """How far a movement leads out of the frame, mm."""
        return moved.x() * self.normal.x() + moved.y() * self.normal.y()

    def distance(self, place: QPointF) -> float:
        """How far a place is from the edge; infinite beyond its ends."""
        along = self.end - self.start
        length = math.hypot(along.x(), along.y())
        from_start = place - self.start
        share = (from_start.x() * along.x() + from_start.y() * along.y()) / (length * length)
        return abs(self.outwards(from_start)) if 0.05 < share < 0.95 else math.inf


def edges_of(panel: PlacedPanel) -> list[HeldEdge]:
    """The straight edges of a panel's frame; none of a curved one."""
    contour = next(iter(panel.outline.contours()), [])
    corners = contour[:-1] if len(contour) > 1 and contour[0] == contour[-1] else contour
    if not 3 <= len(corners) <= MOST_CORNERS:
        return []
    area = sum(a.x * b.y - b.x * a.y for a, b in zip(corners, [*corners[1:], corners[0]], strict=True))
    sign = 1.0 if area > 0 else -1.0
    edges = []
    for index, (a, b) in enumerate(zip(corners, [*corners[1:], corners[0]], strict=True)):
        length = a.distance(b)
        if length > 0:
            normal = QPointF(sign * (b.y - a.y) / length, -sign * (b.x - a.x) / length)
            edges.append(
                HeldEdge(
                    panel=panel.panel_id, index=index, start=QPointF(a.x, a.y), end=QPointF(b.x, b.y), normal=normal
                )
            )
    return edges


def path_of(outline: Outline) -> QPainterPath:
    """An outline in millimetres as a Qt path, its curves as short lines: for hitting and marking, not for print."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for contour in outline.contours():
        path.addPolygon(QPolygonF([QPointF(point.x, point.y) for point in contour]))
        path.closeSubpath()
    return path


def _id_of(placed: PlacedLettering | PlacedPanel) -> str:
    return placed.lettering_id if isinstance(placed, PlacedLettering) else placed.panel_id
