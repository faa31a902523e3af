"""Choose a part of a picture: with the mouse on the picture, or with the four figures beside it."""

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QWidget,
)

from charabook.engine.requests import Box
from gui.dialogs import Foot, dialog_column
from gui.fields import NumberField, quiet
from gui.theme import shades

WHOLE = QRectF(0.0, 0.0, 1.0, 1.0)
LEAST = 0.08
"""Of the picture's width or height: the smallest part that can be drawn out."""
HOLD_PX = 12


class Grip(Enum):
    """What the mouse has hold of."""

    NOTHING = "nothing"
    INSIDE = "inside"
    CORNER = "corner"


class CropView(QWidget):
    """A picture with a frame; what lies outside of the frame is dimmed."""

    changed = Signal()

    def __init__(self, picture: QPixmap) -> None:
        super().__init__()
        self._picture = picture
        self._frame = QRectF(0.1, 0.05, 0.8, 0.9)
        self._grip = Grip.NOTHING
        self._anchor = QPointF()
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Large enough to aim."""
        return QSize(440, 440)

    def frame(self) -> QRectF:
        """The chosen part, in fractions of the picture."""
        return QRectF(self._frame)

    def show_frame(self, frame: QRectF) -> None:
        """Choose another part."""
        self._frame = frame.intersected(WHOLE)
        self.update()

    def place(self) -> QRectF:
        """Where the picture stands in the widget."""
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2, *size.toTuple())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Picture, shade, frame, corners."""
        del event
        place, frame = self.place(), self._shown()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, self._picture, QRectF(self._picture.rect()))
        shade = QPainterPath()
        shade.addRect(place)
        hole = QPainterPath()
        hole.addRect(frame)
        painter.fillPath(shade.subtracted(hole), QColor(0, 0, 0, 140))
        painter.setPen(QPen(QColor(shades().accent), 2))
        painter.drawRect(frame)
        painter.setBrush(QColor("#ffffff"))
        for corner in _corners(frame):
            painter.drawEllipse(corner, 5, 5)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a corner or of the frame, or begin a new one."""
        point, frame = event.position(), self._shown()
        corners = _corners(frame)
        near = next((at for at, one in enumerate(corners) if (one - point).manhattanLength() <= HOLD_PX), None)
        if near is not None:
            self._grip, self._anchor = Grip.CORNER, self._fraction(corners[(near + 2) % 4])
        elif frame.contains(point):
            self._grip, self._anchor = Grip.INSIDE, self._fraction(point) - self._frame.topLeft()
        else:
            self._grip, self._anchor = Grip.CORNER, self._fraction(point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move or draw the frame."""
        point = self._fraction(event.position())
        if self._grip is Grip.INSIDE:
            corner = point - self._anchor
            left = min(max(0.0, corner.x()), 1 - self._frame.width())
            top = min(max(0.0, corner.y()), 1 - self._frame.height())
            self._frame.moveTo(left, top)
        elif self._grip is Grip.CORNER:
            drawn = QRectF(self._anchor, point).normalized()
            if min(drawn.width(), drawn.height()) >= LEAST:
                self._frame = drawn
        else:
            return
        self.update()
        self.changed.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        del event
        self._grip = Grip.NOTHING

    def _shown(self) -> QRectF:
        place, frame = self.place(), self._frame
        return QRectF(
            place.left() + frame.left() * place.width(),
            place.top() + frame.top() * place.height(),
            frame.width() * place.width(),
            frame.height() * place.height(),
        )

    def _fraction(self, point: QPointF) -> QPointF:
        place = self.place()
        x = (point.x() - place.left()) / max(1.0, place.width())
        y = (point.y() - place.top()) / max(1.0, place.height())
        return QPointF(min(max(0.0, x), 1.0), min(max(0.0, y), 1.0))


def _corners(frame: QRectF) -> tuple[QPointF, ...]:
    return frame.topLeft(), frame.topRight(), frame.bottomRight(), frame.bottomLeft()


class CropDialog(QDialog):
    """Hands over a `Box` when it is confirmed."""

    chosen = Signal(object)

    def __init__(self, picture: QPixmap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Crop the identity"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        about = QLabel(self.tr("What lies within the frame defines the character from now on. It can be undone."))
        about.setProperty("muted", True)
        about.setWordWrap(True)
        self.view = CropView(picture)
        names = (self.tr("Left"), self.tr("Top"), self.tr("Width"), self.tr("Height"))
        self.figures = tuple(NumberField() for _ in names)
        form = QFormLayout()
        form.setSpacing(8)
        for name, figure in zip(names, self.figures, strict=True):
            figure.setRange(0, 100)
            figure.setSuffix(" %")
            figure.setAccessibleName(name)
            figure.valueChanged.connect(self._follow_figures)
            form.addRow(name, figure)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self.view, 1)
        row.addLayout(form)
        column = dialog_column(self)
        column.addWidget(about)
        column.addLayout(row, 1)
        column.addWidget(Foot(self, self._finish, self.tr("Crop"), self.tr("Cancel")))
        self.view.changed.connect(self._follow_view)
        self._follow_view()

    def _follow_view(self) -> None:
        frame = self.view.frame()
        values = (frame.left(), frame.top(), frame.width(), frame.height())
        with quiet(*self.figures):
            for figure, value in zip(self.figures, values, strict=True):
                figure.setValue(round(100 * value))

    def _follow_figures(self) -> None:
        left, top, width, height = (figure.value() / 100 for figure in self.figures)
        self.view.show_frame(QRectF(left, top, max(LEAST, width), max(LEAST, height)))

    def _finish(self) -> None:
        frame = self.view.frame()
        self.chosen.emit(Box(left=frame.left(), top=frame.top(), width=frame.width(), height=frame.height()))
        self.accept()
