"""All of the page with the camera's view as a rectangle on it: drag it, pull its corners, turn the wheel."""

from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from gui.films.camera_work import moved, widened
from gui.films.reel import Reel
from gui.films.screen import AIR_PX, SMOOTH, fitted_rect, steer
from gui.theme import shades
from layouts.motion.timeline import Camera

HANDLE_PX = 9
SETTLE_MS = 350
"""Turns of the wheel and strokes of keys so near each other are one step."""
STEP, ZOOM = 0.02, 1.06
INSET = 0.26


class _Grip(Enum):
    NONE = auto()
    MOVE = auto()
    SIZE = auto()


class CameraStage(QWidget):
    """`placed` follows when the hand lets go."""

    placed = Signal(object)
    """A `Camera`."""
    left = Signal()
    """The user has done with it."""

    def __init__(self, reel: Reel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reel = reel
        self._ground: QImage | None = None
        self._frame: QImage | None = None
        self._held: Camera | None = None
        self._grip = _Grip.NONE
        self._from = QPointF()
        self._begun: Camera | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._let_go)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        reel.ground_shown.connect(self._show_ground)
        reel.shown.connect(self._show_frame)
        reel.moved.connect(self._forget)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setAccessibleName(self.tr("Camera on the page"))
        self.setAccessibleDescription(
            self.tr("Ctrl and arrow keys move the camera, plus and minus zoom, Enter sets a keyframe, Esc is done.")
        )

    def minimumSizeHint(self) -> QSize:
        """As the preview."""
        return QSize(240, 160)

    # ------------------------------------------------------------------ where things are

    def camera(self) -> Camera | None:
        """What the rectangle shows: what is held, else where the film has the camera."""
        return self._held or self._reel.camera()

    def _aspect(self) -> float:
        return self._reel.timeline.aspect if self._reel.timeline is not None else 16 / 9

    def _place(self) -> QRectF:
        """Where the whole page's picture lies in the widget."""
        return fitted_rect(QRectF(self.rect()).adjusted(AIR_PX, AIR_PX, -AIR_PX, -AIR_PX), self._aspect())

    def view_rect(self) -> QRectF:
        """Where the camera's view lies in the widget; empty if there is none."""
        whole, camera, place = self._reel.ground_camera(), self.camera(), self._place()
        if whole is None or camera is None:
            return QRectF()
        aspect = self._aspect()
        scale = place.width() / whole.width
        page, view = whole.view(aspect), camera.view(aspect)
        corner = place.topLeft() + QPointF(view.x - page.x, view.y - page.y) * scale
        return QRectF(corner, corner + QPointF(view.width, view.height) * scale)

    def _corners(self) -> list[QPointF]:
        rect = self.view_rect()
        return [rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft()]

    def _grip_at(self, place: QPointF) -> _Grip:
        if any((corner - place).manhattanLength() < 2 * HANDLE_PX for corner in self._corners()):
            return _Grip.SIZE
        return _Grip.MOVE if self.view_rect().contains(place) else _Grip.NONE

    # ------------------------------------------------------------------ hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        if event.button() != Qt.MouseButton.LeftButton or self._reel.panel() is None:
            return
        self._reel.pause()
        self._grip, self._from = self._grip_at(event.position()), event.position()
        self._begun = self.camera()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move or size what is held; else show what a press would do."""
        if self._grip is _Grip.NONE or self._begun is None:
            self._show_cursor(event.position())
            return
        if self._grip is _Grip.MOVE:
            way = (event.position() - self._from) / max(self.view_rect().width(), 1.0)
            self._hold(moved(self._begun, way.x(), way.y()))
            return
        middle = self.view_rect().center()
        before, after = (self._from - middle), (event.position() - middle)
        factor = max(after.manhattanLength(), 4.0) / max(before.manhattanLength(), 4.0)
        self._size(self._begun, factor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if self._grip is not _Grip.NONE:
            self._grip = _Grip.NONE
            self._let_go()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Nearer and farther."""
        camera = self.camera()
        if camera is not None and self._reel.panel() is not None:
            self._size(camera, ZOOM ** (-event.angleDelta().y() / 120))
            self._settle.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Everything that the mouse can do."""
        camera, key = self.camera(), Qt.Key(event.key())
        ways = {
            Qt.Key.Key_Left: (-STEP, 0.0),
            Qt.Key.Key_Right: (STEP, 0.0),
            Qt.Key.Key_Up: (0.0, -STEP),
            Qt.Key.Key_Down: (0.0, STEP),
        }
        zooms = {Qt.Key.Key_Plus: 1 / ZOOM, Qt.Key.Key_Equal: 1 / ZOOM, Qt.Key.Key_Minus: ZOOM}
        is_directed = camera is not None and self._reel.panel() is not None
        if key is Qt.Key.Key_Escape:
            self.left.emit()
        elif (
            is_directed
            and camera is not None
            and key in ways
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._hold(moved(camera, *ways[key]))
            self._settle.start()
        elif is_directed and camera is not None and key in zooms:
            self._size(camera, zooms[key])
            self._settle.start()
        elif is_directed and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._held = camera
            self._let_go()
        elif not steer(self._reel, event):
            super().keyPressEvent(event)

    def _size(self, camera: Camera, factor: float) -> None:
        whole = self._reel.ground_camera()
        if whole is not None:
            self._hold(widened(camera, factor, whole))

    def _hold(self, camera: Camera) -> None:
        self._held = camera
        self.update()

    def _let_go(self) -> None:
        self._settle.stop()
        if self._held is not None:
            self.placed.emit(self._held)

    def _forget(self) -> None:
        """The playhead went elsewhere, or the film was planned anew."""
        if self._grip is _Grip.NONE:
            self._settle.stop()
            self._held = None
        self.update()

    def _show_cursor(self, place: QPointF) -> None:
        shapes = {
            _Grip.NONE: Qt.CursorShape.ArrowCursor,
            _Grip.MOVE: Qt.CursorShape.SizeAllCursor,
            _Grip.SIZE: Qt.CursorShape.SizeFDiagCursor,
        }
        grip = self._grip_at(place) if self._reel.panel() is not None else _Grip.NONE
        self.setCursor(shapes[grip])

    # ------------------------------------------------------------------ showing

    def _show_ground(self, picture: QImage) -> None:
        self._ground = picture
        self.update()

    def _show_frame(self, picture: QImage) -> None:
        self._frame = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page, darker where the camera does not see it; the rectangle; what the camera sees, small."""
        painter = QPainter(self)
        painter.setRenderHints(SMOOTH)
        painter.fillRect(self.rect(), QColor(shades().desk))
        place = self._place()
        if self._ground is not None:
            painter.drawImage(place, self._ground)
        self._paint_outside(painter, place)
        if self._reel.panel() is None:
            self._paint_hint(painter, place)
            return
        self._paint_rectangle(painter)
        self._paint_inset(painter, place)

    def _paint_outside(self, painter: QPainter, place: QRectF) -> None:
        outside = QPainterPath()
        outside.addRect(place)
        if self._reel.panel() is not None:
            seen = QPainterPath()
            seen.addRect(self.view_rect())
            outside = outside.subtracted(seen)
        painter.fillPath(outside, QColor(0, 0, 0, 110))

    def _paint_rectangle(self, painter: QPainter) -> None:
        tones = shades()
        rect = self.view_rect()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(255, 255, 255, 190), 4))
        painter.drawRect(rect)
        painter.setPen(QPen(QColor(tones.accent), 2))
        painter.drawRect(rect)
        painter.setPen(QPen(QColor(tones.accent), 1.5))
        painter.setBrush(QColor("#ffffff"))
        for corner in self._corners():
            half = QPointF(HANDLE_PX / 2, HANDLE_PX / 2)
            painter.drawRoundedRect(QRectF(corner - half, corner + half), 2, 2)

    def _paint_inset(self, painter: QPainter, place: QRectF) -> None:
        """What the film shows now, in the corner that is farthest from the rectangle."""
        if self._frame is None or self._held is not None:
            return
        width = place.width() * INSET
        height = width / self._aspect()
        is_left = self.view_rect().center().x() > place.center().x()
        left = place.left() + 10 if is_left else place.right() - width - 10
        inset = QRectF(left, place.bottom() - height - 10, width, height)
        painter.drawImage(inset, self._frame)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(255, 255, 255, 200), 1.5))
        painter.drawRect(inset)

    def _paint_hint(self, painter: QPainter, place: QRectF) -> None:
        painter.setPen(QColor("#ffffff"))
        words = self.tr("Go to a shot of a panel to direct its camera.")
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
