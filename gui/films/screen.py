"""The preview: the picture at the playhead, as large as there is room."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from charabook.errors import BugError, KnownError
from gui.films.reel import Reel
from gui.invitation import paint_invitation
from gui.notices import notice_of
from gui.theme import shades

AIR_PX = 18
SMOOTH = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform


def fitted_rect(room: QRectF, aspect: float) -> QRectF:
    """The largest rectangle of an aspect in the middle of some room."""
    width = min(room.width(), room.height() * aspect)
    size = QPointF(width / 2, width / aspect / 2)
    return QRectF(room.center() - size, room.center() + size)


class FilmScreen(QWidget):
    """Shows what the reel shows. A click plays or pauses."""

    clicked = Signal()

    def __init__(self, reel: Reel, least: QSize, air_px: int = AIR_PX, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reel = reel
        self._least = least
        self._air_px = air_px
        self.picture: QImage | None = None
        self._problem = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        reel.shown.connect(self._show)
        reel.failed.connect(self._tell)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setAccessibleName(self.tr("Preview of the film"))
        self.setAccessibleDescription(self.tr("Space plays and pauses; arrow keys go frame by frame."))
        self.update()

    def sizeHint(self) -> QSize:
        """As much as there is."""
        return QSize(640, 360)

    def minimumSizeHint(self) -> QSize:
        """Less shows nothing."""
        return self._least

    def _show(self, picture: QImage) -> None:
        self.picture = picture
        self.update()

    def _tell(self, problem: KnownError | BugError | None) -> None:
        self._problem = notice_of(problem).text if problem is not None else ""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture with a hairline round it, or why there is none."""
        painter = QPainter(self)
        painter.setRenderHints(SMOOTH)
        painter.fillRect(self.rect(), QColor(shades().desk))
        if self.picture is None or self._problem:
            words = self._problem or self.tr("The film is being put together…")
            painter.translate(QPointF(self.rect().center()))
            paint_invitation(painter, "film", words, width=max(160, self.width() - 40))
            return
        air = self._air_px
        place = fitted_rect(
            QRectF(self.rect()).adjusted(air, air, -air, -air), self.picture.width() / self.picture.height()
        )
        painter.drawImage(place, self.picture)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Play or pause."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._reel.toggle_play()


def steer(reel: Reel, event: QKeyEvent) -> bool:
    """The keys that every part of the film mode knows; whether this was one of them."""
    is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    second = reel.timeline.rate if reel.timeline is not None else 24
    acts: dict[Qt.Key, Callable[[], None]] = {
        Qt.Key.Key_Space: reel.toggle_play,
        Qt.Key.Key_Left: lambda: reel.step(-second if is_shifted else -1),
        Qt.Key.Key_Right: lambda: reel.step(second if is_shifted else 1),
        Qt.Key.Key_Up: lambda: reel.jump(-1),
        Qt.Key.Key_Down: lambda: reel.jump(1),
        Qt.Key.Key_PageUp: lambda: reel.jump(-1),
        Qt.Key.Key_PageDown: lambda: reel.jump(1),
        Qt.Key.Key_Home: lambda: reel.seek(0.0),
        Qt.Key.Key_End: lambda: reel.seek(reel.blocks.length_s),
    }
    is_command = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    act = None if is_command else acts.get(Qt.Key(event.key()))
    if act is not None:
        act()
    return act is not None
