"""Two takes of one panel behind a slider: left of it the one, right of it the other."""

from PySide6.QtCore import QMargins, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.theme import shades

MARGINS_PX = QMargins(20, 20, 20, 64)
"""Below the pictures stand the buttons."""
STEP = 0.05


class CompareView(QWidget):
    """Drag anywhere, or use the arrow keys; Escape leaves, a button below the better one chooses it."""

    left_asked = Signal()
    """The user has seen enough."""
    chosen = Signal(int)
    """0 for the first, 1 for the second."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self._first, self._second = QPixmap(), QPixmap()
        self._names = ("A", "B")
        self.share = 0.5
        """Where the slider is, from 0 (all of the second) to 1 (all of the first)."""
        self.choices = (QPushButton(self), QPushButton(self))
        self._lay_out()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(24)
        foot.addStretch(1)
        for place, button in enumerate(self.choices):
            button.setCursor(Qt.CursorShape.ArrowCursor)
            button.clicked.connect(lambda _, place=place: self.chosen.emit(place))
            foot.addWidget(button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 0, 20, 16)
        column.addStretch(1)
        column.addLayout(foot)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setAccessibleName(self.tr("Two takes behind a slider"))
        names = (self.tr("Use the left one in the book"), self.tr("Use the right one in the book"))
        for button, name in zip(self.choices, names, strict=True):
            button.setText(self.tr("Use this one"))
            button.setToolTip(name)
            button.setAccessibleName(name)

    def show_first(self, picture: QPixmap, name: str) -> None:
        """The picture on the left."""
        self._first, self._names = picture, (name, self._names[1])
        self.update()

    def show_second(self, picture: QPixmap, name: str) -> None:
        """The picture on the right."""
        self._second, self._names = picture, (self._names[0], name)
        self.update()

    def clear(self) -> None:
        """Forget both pictures."""
        self._first, self._second, self.share = QPixmap(), QPixmap(), 0.5

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the slider there."""
        self._slide_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the slider."""
        self._slide_to(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys slide, Escape leaves."""
        steps = {Qt.Key.Key_Left: -STEP, Qt.Key.Key_Right: STEP}
        step = steps.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape:
            self.left_asked.emit()
        elif step is not None:
            self._slide(self.share + step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Both pictures, the line between them, and their names."""
        tones = shades()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(tones.desk))
        frame = self._frame()
        split = frame.left() + frame.width() * self.share
        for picture, clip in (
            (self._first, QRectF(frame.left(), frame.top(), split - frame.left(), frame.height())),
            (self._second, QRectF(split, frame.top(), frame.right() - split, frame.height())),
        ):
            if not picture.isNull():
                painter.save()
                painter.setClipRect(clip)
                painter.drawPixmap(frame, picture, QRectF(picture.rect()))
                painter.restore()
        self._paint_slider(painter, frame, split)
        self._paint_name(painter, frame.topLeft() + QPointF(10, 10), self._names[0], Qt.AlignmentFlag.AlignLeft)
        self._paint_name(painter, frame.topRight() + QPointF(-10, 10), self._names[1], Qt.AlignmentFlag.AlignRight)
        painter.end()

    def _paint_slider(self, painter: QPainter, frame: QRectF, split: float) -> None:
        accent = QColor(shades().accent)
        painter.setPen(QPen(accent, 2))
        painter.drawLine(QPointF(split, frame.top()), QPointF(split, frame.bottom()))
        painter.setBrush(accent)
        painter.setPen(QPen(QColor("white"), 2))
        middle = QPointF(split, frame.center().y())
        painter.drawEllipse(middle, 13, 13)
        painter.drawLine(middle + QPointF(-3, -4), middle + QPointF(-7, 0))
        painter.drawLine(middle + QPointF(-7, 0), middle + QPointF(-3, 4))
        painter.drawLine(middle + QPointF(3, -4), middle + QPointF(7, 0))
        painter.drawLine(middle + QPointF(7, 0), middle + QPointF(3, 4))

    def _paint_name(self, painter: QPainter, corner: QPointF, name: str, side: Qt.AlignmentFlag) -> None:
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(name) + 18
        left = corner.x() if side is Qt.AlignmentFlag.AlignLeft else corner.x() - width
        tag = QRectF(left, corner.y(), width, painter.fontMetrics().height() + 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 150))
        painter.drawRoundedRect(tag, 4, 4)
        painter.setPen(QColor("white"))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, name)

    def _frame(self) -> QRectF:
        room = QRectF(self.rect().marginsRemoved(MARGINS_PX))
        picture = self._first if not self._first.isNull() else self._second
        if picture.isNull():
            return room
        size = picture.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF(
            room.center().x() - size.width() / 2, room.center().y() - size.height() / 2, size.width(), size.height()
        )

    def _slide_to(self, place: QPointF) -> None:
        frame = self._frame()
        self._slide((place.x() - frame.left()) / max(1.0, frame.width()))

    def _slide(self, share: float) -> None:
        self.share = min(1.0, max(0.0, share))
        self.update()
