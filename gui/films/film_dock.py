"""Bottom: the timeline with its transport. In other modes than Film it brings a small preview along."""

import math

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from gui import signs
from gui.buttons import name_it, small
from gui.desk import Desk
from gui.films.blocks import clock
from gui.films.export_strip import ExportStrip
from gui.films.reel import Reel
from gui.films.screen import FilmScreen, steer
from gui.films.timeline_view import LEAST_PX_PER_S, MOST_PX_PER_S, TimelineView

ZOOM_STEPS = 100
SMALL_SCREEN = QSize(200, 113)


class FilmDock(QDockWidget):
    """Play, go along, zoom, export."""

    export_asked = Signal()

    def __init__(self, desk: Desk, reel: Reel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("film")
        self._reel = reel
        self.timeline = TimelineView(desk, reel)
        self.screen_ = FilmScreen(reel, SMALL_SCREEN, air_px=4)
        self.screen_.setFixedWidth(SMALL_SCREEN.width())
        self.strip = ExportStrip(desk)
        self.first_button = small("previous", lambda: reel.jump(-1))
        self.play_button = small("play", reel.toggle_play)
        self.next_button = small("next", lambda: reel.jump(1))
        self.clock = QLabel()
        self.all_button = small("fit", self.timeline.show_all)
        self.zoom = QSlider(Qt.Orientation.Horizontal)
        self.zoom.setRange(0, ZOOM_STEPS)
        self.zoom.setFixedWidth(130)
        self.export_button = QPushButton()
        self.export_button.setProperty("primary", True)
        self._lay_out()
        self._connect()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setWindowTitle(self.tr("Film"))
        self.timeline.retranslate()
        self.screen_.retranslate()
        self.strip.retranslate()
        name_it(self.first_button, self.tr("To the shot before (Up)"))
        name_it(self.next_button, self.tr("To the next shot (Down)"))
        name_it(self.all_button, self.tr("Show the whole film"))
        self.zoom.setAccessibleName(self.tr("How wide a second is shown"))
        self.zoom.setToolTip(self.zoom.accessibleName())
        self.export_button.setText(self.tr("Export film…"))
        self.clock.setAccessibleName(self.tr("Time"))
        self._show_playing()
        self._show_clock()

    def showEvent(self, event: QShowEvent) -> None:
        """The film is seen."""
        super().showEvent(event)
        self._reel.wake(self)

    def hideEvent(self, event: QHideEvent) -> None:
        """The film is not seen here any more."""
        super().hideEvent(event)
        self._reel.rest(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays wherever nothing else wants it."""
        if not steer(self._reel, event):
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        self.play_button.setIconSize(QSize(22, 22))
        for button in (self.first_button, self.play_button, self.next_button):
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self.clock)
        row.addStretch(1)
        row.addWidget(self.all_button)
        row.addWidget(self.zoom)
        row.addSpacing(10)
        row.addWidget(self.export_button)
        middle = QHBoxLayout()
        middle.setSpacing(6)
        middle.addWidget(self.screen_)
        middle.addWidget(self.timeline, 1)
        column = QVBoxLayout()
        column.setContentsMargins(10, 2, 10, 6)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.strip)
        column.addLayout(middle, 1)
        body = QWidget()
        body.setLayout(column)
        self.setWidget(body)

    def _connect(self) -> None:
        self._reel.moved.connect(self._show_clock)
        self._reel.planned.connect(self._show_clock)
        self._reel.playing_changed.connect(self._show_playing)
        self.zoom.valueChanged.connect(lambda step: self.timeline.zoom_to(_px_per_s(step)))
        self.timeline.zoomed.connect(self._show_zoom)
        self.export_button.clicked.connect(self.export_asked)

    def _show_clock(self) -> None:
        self.clock.setText(f"<b>{clock(self._reel.at_s)}</b>&nbsp; / {clock(self._reel.blocks.length_s)}")

    def _show_playing(self) -> None:
        is_playing = self._reel.is_playing
        signs.give(self.play_button, "pause" if is_playing else "play")
        name_it(self.play_button, self.tr("Pause (Space)") if is_playing else self.tr("Play (Space)"))

    def _show_zoom(self, px_per_s: float) -> None:
        blocked = self.zoom.blockSignals(True)
        self.zoom.setValue(_step(px_per_s))
        self.zoom.blockSignals(blocked)


def _px_per_s(step: int) -> float:
    """The zoom of a slider's step: each makes a second wider by the same factor."""
    return float(LEAST_PX_PER_S * (MOST_PX_PER_S / LEAST_PX_PER_S) ** (step / ZOOM_STEPS))


def _step(px_per_s: float) -> int:
    return round(ZOOM_STEPS * math.log(px_per_s / LEAST_PX_PER_S) / math.log(MOST_PX_PER_S / LEAST_PX_PER_S))
