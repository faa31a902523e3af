"""What stands where there is nothing yet: a large quiet sign, one sentence, and at most one clear action."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui import signs
from gui.theme import shades

SIGN_PX = 56


class Invitation(QWidget):
    """An empty state as a widget."""

    def __init__(self, sign: str, act: Callable[[], object] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = sign
        self._drawn_in = ""
        self.sign, self.words = QLabel(), QLabel()
        self.sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setWordWrap(True)
        self.words.setProperty("muted", True)
        self.button = QPushButton(self)  # without a parent it would come up as a window of its own
        self.button.setVisible(act is not None)
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if act is not None:
            self.button.clicked.connect(lambda *_: act())
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(1)
        column.addWidget(self.sign)
        column.addWidget(self.words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._draw()

    def say(self, words: str, action: str = "") -> None:
        """Say what belongs here and what the button does."""
        self.words.setText(words)
        self.button.setText(action)

    def changeEvent(self, event: object) -> None:
        """Draw the sign anew in another theme."""
        super().changeEvent(event)  # type: ignore[arg-type]
        self._draw()

    def _draw(self) -> None:
        colour = shades().faint
        if colour != self._drawn_in:
            self._drawn_in = colour
            picture = signs.drawn(self._sign, colour, 2 * SIGN_PX)
            picture.setDevicePixelRatio(2.0)
            self.sign.setPixmap(picture)


def paint_invitation(painter: QPainter, sign: str, words: str, *, width: int) -> None:
    """The same, painted around the origin of a canvas; `width` in pixels of the screen."""
    tones = shades()
    picture = signs.drawn(sign, tones.faint, 2 * SIGN_PX)
    painter.drawPixmap(QRectF(-SIGN_PX / 2, -SIGN_PX, SIGN_PX, SIGN_PX), picture, QRectF(picture.rect()))
    painter.setPen(QColor(tones.muted))
    place = QRectF(-width / 2, 14, width, 200)
    painter.drawText(place, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, words)
