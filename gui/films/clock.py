"""Which frame is due while a film plays."""

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from gui.films.heard import FilmSound

LEAST_TICK_MS = 15


class FilmClock(QObject):
    """Plays the sound and goes on from the moment at which it is heard, so that both stay in step."""

    due = Signal(int)
    """A frame's time has come. A slow machine leaves frames out, the film keeps its time."""

    def __init__(self, sound: FilmSound, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sound = sound
        self._first = self._last = 0
        self._rate = 0
        self._since = QElapsedTimer()
        self._ticks = QTimer(self)
        self._ticks.setTimerType(Qt.TimerType.PreciseTimer)
        self._ticks.timeout.connect(self._tick)
        sound.began.connect(self._since.start)

    def play_from(self, frame: int, rate: int) -> None:
        """Go from a frame of a film of `rate` frames a second, also while it is already going."""
        self._first = self._last = frame
        self._rate = rate
        self._since.invalidate()
        self._ticks.start(max(LEAST_TICK_MS, round(500 / rate)))
        self._sound.play_from(frame / rate)

    def stop(self) -> None:
        """Stand still, and be silent."""
        self._ticks.stop()
        self._sound.stop()

    def _tick(self) -> None:
        if not self._since.isValid():
            return
        frame = self._first + int(self._since.elapsed() * self._rate / 1000)
        if frame != self._last:
            self._last = frame
            self.due.emit(frame)
