"""A moving take, large: play it, go frame by frame, see how well everybody keeps their look, choose the still."""

from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from charabook.studio.moving_takes import KeptSubject, StoredClip, clip_of
from gui import signs
from gui.book_view import BookView
from gui.buttons import name_it, small
from gui.desk import Desk
from gui.films.clip_frames import ClipFrames
from gui.films.screen import SMOOTH, fitted_rect
from gui.notices import notice_of
from gui.theme import shades
from projects.records import Take

PLAYER_PX = 720
CURVE_PX = 54


class ClipView(QDialog):
    """Opens on one take; everything done here is an ordinary step of the book."""

    def __init__(self, desk: Desk, take: Take, clip: StoredClip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._take = take
        self._clip = clip
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Moving take"))
        self.frames = ClipFrames(desk, PLAYER_PX, self)
        self.player = _Player(self.frames, take)
        self.curve = DriftCurve(clip, desk.view)
        self.play_button = small("play", self.toggle)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, clip.frames - 1)
        self.slider.setAccessibleName(self.tr("Frame"))
        self.where, self.told = QLabel(), QLabel(self._describe())
        self.told.setProperty("muted", True)
        self.told.setWordWrap(True)
        self.still_button = QPushButton(self.tr("Use this frame as the still"))
        self.use_button = QPushButton(self.tr("Use in the book"))
        self.use_button.setProperty("primary", True)
        self.save_button = QPushButton(self.tr("Save the clip…"))
        self._lay_out()
        self._connect()
        self.frames.load(take.id, clip)
        self._show()

    def toggle(self) -> None:
        """Play or pause."""
        if self.frames.is_playing:
            self.frames.pause()
        else:
            self.frames.play(self._take.id, self._clip)
        self._show()

    def use_frame(self) -> None:
        """The frame at hand is the take's picture from now on, on the page and in print."""
        take, number = self._take.id, self.frames.number
        self._desk.change(lambda studio: studio.clips.use_frame(take, number))

    def use(self) -> None:
        """The take stands in the book."""
        take = self._take.id
        self._desk.change(lambda studio: studio.takes.choose(take))

    def save(self) -> None:
        """Copy the video to a file of one's own."""
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save the clip"), "clip.mp4", "*.mp4")
        take = self._take.id
        if path:
            self._desk.work(lambda studio, _: studio.clips.write(take, Path(path)), lambda _: None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays, arrows go frame by frame."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Space:
            self.toggle()
        elif key in steps:
            self._go_to(self.frames.number + steps[key])
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Close: nothing plays on."""
        self.frames.finish()
        super().done(result)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.play_button)
        row.addWidget(self.slider, 1)
        row.addWidget(self.where)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save_button)
        buttons.addStretch(1)
        buttons.addWidget(self.still_button)
        buttons.addWidget(self.use_button)
        for button in (self.save_button, self.still_button, self.use_button):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 14)
        column.setSpacing(10)
        column.addWidget(self.player, 1)
        column.addWidget(self.curve)
        column.addLayout(row)
        column.addWidget(self.told)
        column.addLayout(buttons)
        self.resize(760, 640)

    def _connect(self) -> None:
        self.frames.ticked.connect(self._show)
        self.frames.failed.connect(lambda problem: self.told.setText(notice_of(problem).text))
        self.slider.valueChanged.connect(self._go_to)
        self.player.clicked.connect(self.toggle)
        self.curve.chosen.connect(self._go_to)
        self.still_button.clicked.connect(self.use_frame)
        self.use_button.clicked.connect(self.use)
        self.save_button.clicked.connect(self.save)
        self._desk.book_changed.connect(self._hear)

    def _go_to(self, number: int) -> None:
        self.frames.pause()
        self.frames.go_to(min(max(number, 0), self._clip.frames - 1))

    def _hear(self, view: BookView) -> None:
        """The still may be another frame now; a take that is gone has nothing to show."""
        take = view.takes_by_id.get(self._take.id)
        clip = clip_of(take) if take is not None else None
        if take is None or clip is None:
            self.reject()
            return
        self._take, self._clip = take, clip
        self._show()

    def _show(self) -> None:
        number, is_playing = self.frames.number, self.frames.is_playing
        signs.give(self.play_button, "pause" if is_playing else "play")
        name_it(self.play_button, self.tr("Pause (Space)") if is_playing else self.tr("Play (Space)"))
        blocked = self.slider.blockSignals(True)
        self.slider.setValue(number)
        self.slider.blockSignals(blocked)
        self.where.setText(self.tr("{frame} of {frames}").format(frame=number + 1, frames=self._clip.frames))
        self.still_button.setEnabled(number != self._clip.still)
        self.curve.show_frame(number, self._clip.still)
        self.player.update()

    def _describe(self) -> str:
        told = self.tr("{width} × {height}, {seconds} s at {rate} frames a second.").format(
            width=self._take.width_px,
            height=self._take.height_px,
            seconds=f"{self._clip.length_s:.1f}",
            rate=self._clip.frames_per_second,
        )
        view = self._desk.view
        for subject in self._clip.subjects:
            if subject.kept and view is not None:
                told += " " + self.tr(
                    "{name} is kept to {kept} % and drifts by {percent} %, most at frame {frame}."
                ).format(
                    name=view.look_name(subject.look),
                    kept=round(100 * subject.mean),
                    percent=round(100 * subject.drift),
                    frame=subject.worst_frame + 1,
                )
        return told


class _Player(QWidget):
    """The frame at hand."""

    clicked = Signal()

    def __init__(self, frames: ClipFrames, take: Take) -> None:
        super().__init__()
        self._frames = frames
        self._take = take
        self.setMinimumSize(QSize(320, 200))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click."""
        self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """As large as there is room."""
        painter = QPainter(self)
        painter.setRenderHints(SMOOTH)
        painter.fillRect(self.rect(), QColor(shades().desk))
        frame = self._frames.current(self._take.id)
        if frame is not None:
            place = fitted_rect(QRectF(self.rect()), frame.width() / frame.height())
            painter.drawPixmap(place, frame, QRectF(frame.rect()))


class DriftCurve(QWidget):
    """How much of each subject's look every frame keeps; a click goes there."""

    chosen = Signal(int)

    def __init__(self, clip: StoredClip, view: BookView | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clip = clip
        self._view = view
        self._number, self._still = 0, clip.still
        self.setFixedHeight(CURVE_PX)
        self.setVisible(any(subject.kept for subject in clip.subjects))
        self.setAccessibleName(self.tr("How well the looks are kept over the clip"))
        self.setToolTip(self.accessibleName())

    def show_frame(self, number: int, still: int) -> None:
        """Mark where we are, and the still."""
        self._number, self._still = number, still
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        self.chosen.emit(round(event.position().x() / max(self.width(), 1) * (self._clip.frames - 1)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line for each subject in its colour, a dot where it is least itself."""
        painter = QPainter(self)
        painter.setRenderHints(SMOOTH)
        tones = shades()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tones.base))
        painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        for number, colour in ((self._still, tones.good), (self._number, tones.accent)):
            x = self._x(number)
            painter.setPen(QPen(QColor(colour), 1.5))
            painter.drawLine(QPointF(x, 2), QPointF(x, self.height() - 2))
        for subject in self._clip.subjects:
            self._paint_subject(painter, subject)

    def _paint_subject(self, painter: QPainter, subject: KeptSubject) -> None:
        if not subject.kept:
            return
        colour = QColor(self._view.colour(subject.look) if self._view is not None else shades().muted)
        points = [QPointF(self._x(n), self._y(kept)) for n, kept in zip(subject.frames, subject.kept, strict=False)]
        painter.setPen(QPen(colour, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        worst = points[subject.kept.index(min(subject.kept))]
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(worst, 4, 4)

    def _x(self, frame: int) -> float:
        return 4 + (self.width() - 8) * frame / max(self._clip.frames - 1, 1)

    def _y(self, kept: float) -> float:
        return 6 + (self.height() - 12) * (1 - min(max(kept, 0.0), 1.0))
