"""A sheet of paper on a desk: zoomed with Ctrl and the wheel, moved with the space bar, fitted until it is zoomed."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QKeyEvent, QPainter, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QMenu, QWidget

from gui.theme import shades

ZOOM_STEP = 1.2


class Panning(StrEnum):
    """Whether the mouse moves the paper instead of working on it."""

    ON = "on"
    OFF = "off"


class PaperView(QGraphicsView):
    """Knows nothing of what lies on the sheet; whoever builds on it says how large the sheet is."""

    def __init__(self, *, least_scale: float, most_scale: float, parent: QWidget | None = None) -> None:
        scene = QGraphicsScene()
        super().__init__(scene, parent)
        # The view outlives its scene's last signals only if it owns the scene.
        scene.setParent(self)
        self._least_scale, self._most_scale = least_scale, most_scale
        self._is_fitted = True
        self._panning = Panning.OFF
        self._menu = QMenu(self)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # A desk has no scroll bars: wheel, space bar and zoom move the paper, and fitting uses all of the room.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def sheet(self) -> QRectF:
        """The sheet with some air around it, scene units; empty while there is none."""
        raise NotImplementedError

    def fit(self) -> None:
        """Show the whole sheet, and keep it whole when the window is resized."""
        self._is_fitted = True
        self.refit()

    def is_fitted(self) -> bool:
        """Whether all of the sheet is seen."""
        return self._is_fitted

    def refit(self) -> None:
        """The sheet has another size: show all of it, unless somebody has zoomed."""
        if self._is_fitted and not self.sheet().isEmpty():
            self.fitInView(self.sheet(), Qt.AspectRatioMode.KeepAspectRatio)

    def zoom(self, factor: float) -> None:
        """Zoom about the mouse, within reason."""
        if self._least_scale <= self.transform().m11() * factor <= self._most_scale:
            self._is_fitted = False
            self.scale(factor, factor)

    def is_panning(self) -> bool:
        """Whether the mouse moves the paper now."""
        return self._panning is Panning.ON

    def offer(self, *groups: Sequence[QAction]) -> None:
        """What can be done to what is selected, in the menu of the right button; a line stands between the groups."""
        for group in groups:
            if not self._menu.isEmpty():
                self._menu.addSeparator()
            self._menu.addActions(list(group))

    def pick_under(self, place: QPointF) -> None:
        """Select what is under the mouse, unless it is among what is selected; places are the scene's."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Pick what is under the mouse, and offer what can be done to it."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.pick_under(self.mapToScene(event.pos()))
        self._menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay fitted."""
        super().resizeEvent(event)
        self.refit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and wheel zooms, the wheel alone scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(ZOOM_STEP if event.angleDelta().y() > 0 else 1 / ZOOM_STEP)
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """While the space bar is held, the mouse moves the paper."""
        if event.key() == Qt.Key.Key_Space:
            self._pan(Panning.ON)
            return
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Letting the space bar go ends that."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._pan(Panning.OFF)
            return
        super().keyReleaseEvent(event)

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:  # type: ignore[override]
        """The desk behind the sheet."""
        painter.fillRect(rect, QColor(shades().desk))

    def _pan(self, panning: Panning) -> None:
        self._panning = panning
        is_on = panning is Panning.ON
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag if is_on else QGraphicsView.DragMode.NoDrag)
        self.setInteractive(not is_on)


def screen_pen(colour: str, width_px: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """A pen that is so wide on the screen, however far the paper is zoomed."""
    pen = QPen(QColor(colour), width_px, style)
    pen.setCosmetic(True)
    return pen
