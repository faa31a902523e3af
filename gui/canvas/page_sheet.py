"""A composed page as it lies on the desk: paper and its shadow, the safe area, and the marks of whoever works on it."""

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QStyleOptionGraphicsItem,
    QWidget,
)

from gui.canvas.page_places import PagePlaces
from gui.canvas.paper_view import screen_pen
from gui.theme import shades
from layouts.painter import paint
from layouts.problems import Composition

SAFE_COLOUR = "#2e86ab"
SHADOW_Z, SAFE_Z, MARK_Z, LINE_Z = -1, 50, 60, 70


class Guides(StrEnum):
    """Whether the safe area is drawn over the page."""

    HIDDEN = "hidden"
    SHOWN = "shown"


class PageItem(QGraphicsItem):
    """The composed page itself. Scene units are millimetres, the origin is the corner of the trim."""

    def __init__(self, composition: Composition) -> None:
        super().__init__()
        self._page = composition.display_list
        # Painted once per zoom; moving a selection over it costs nothing.
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def boundingRect(self) -> QRectF:
        """The trimmed sheet."""
        return QRectF(0, 0, self._page.width_mm, self._page.height_mm)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paper, then the page."""
        painter.setClipRect(self.boundingRect())
        painter.fillRect(self.boundingRect(), QColor("white"))
        paint(painter, self._page)


class PageSheet:
    """Everything that is drawn of a page."""

    def __init__(self, scene: QGraphicsScene) -> None:
        self._scene = scene
        self.places = PagePlaces()
        self._page: PageItem | None = None
        self._shadow, self._safe = QGraphicsRectItem(), QGraphicsRectItem()
        self._mark, self._line = QGraphicsPathItem(), QGraphicsPathItem()
        for depth, item in (
            (SHADOW_Z, self._shadow),
            (SAFE_Z, self._safe),
            (MARK_Z, self._mark),
            (LINE_Z, self._line),
        ):
            item.setZValue(depth)
            scene.addItem(item)
        self._shadow.setPen(QPen(Qt.PenStyle.NoPen))
        self._shadow.setBrush(QColor(0, 0, 0, 60))
        self._safe.setPen(screen_pen(SAFE_COLOUR, 1.0, Qt.PenStyle.DashLine))
        self._safe.hide()

    def rect(self) -> QRectF:
        """The trimmed sheet, mm; empty while there is none."""
        return self._page.boundingRect() if self._page is not None else QRectF()

    def show_page(self, composition: Composition | None) -> None:
        """Lay another page on the desk, or none."""
        self.places = PagePlaces(composition)
        if self._page is not None:
            self._scene.removeItem(self._page)
            self._page = None
        if composition is None:
            return
        self._page = PageItem(composition)
        self._scene.addItem(self._page)
        self._shadow.setRect(self.rect().adjusted(0.8, 1.0, 1.2, 1.4))
        safe = composition.display_list.safe
        self._safe.setRect(QRectF(safe.x, safe.y, safe.width, safe.height))

    def show_guides(self, guides: Guides) -> None:
        """Draw or hide the safe area."""
        self._safe.setVisible(guides is Guides.SHOWN)

    def show_mark(self, outline: QPainterPath, moved: QPointF) -> None:
        """Mark what is at hand, where it would be if it were moved."""
        self._mark.setPen(screen_pen(shades().accent, 2.0, Qt.PenStyle.DashLine))
        self._mark.setPath(outline.translated(moved))

    def show_line(self, start: QPointF, end: QPointF) -> None:
        """Show where a cut or an edge would be."""
        path = QPainterPath(start)
        path.lineTo(end)
        self._line.setPen(screen_pen(shades().accent, 2.0))
        self._line.setPath(path)

    def hide_line(self) -> None:
        """Nothing is being cut or moved."""
        self._line.setPath(QPainterPath())
