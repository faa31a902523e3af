"""Plays moving takes in lists and in their own view: decoded on a spare thread, at most a few kept."""

from collections import OrderedDict

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QStyle

from charabook.errors import KnownError
from charabook.studio.moving_takes import StoredClip
from gui.desk import Desk
from projects.records import TakeId

KEPT_CLIPS = 3


def moves_by_itself() -> bool:
    """Whether the desktop lets things move that nobody started."""
    return QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0


class ClipFrames(QObject):
    """One clip plays at a time; the frames of the last few are kept, `long_px` along their longer side."""

    ticked = Signal()
    """Another frame is at hand, or the clip has arrived."""
    failed = Signal(object)
    """The clip cannot be shown: the `KnownError`."""

    def __init__(self, desk: Desk, long_px: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._long_px = long_px
        self._kept: OrderedDict[TakeId, list[QPixmap]] = OrderedDict()
        self._awaited: set[TakeId] = set()
        self._take: TakeId | None = None
        self.number = 0
        self._is_over = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)

    @property
    def is_playing(self) -> bool:
        """Whether a clip is running."""
        return self._timer.isActive()

    def load(self, take: TakeId, clip: StoredClip) -> None:
        """Let a clip be at hand, standing at its still."""
        if self._take != take:
            self.stop()
            self._take, self.number = take, clip.still
        self._timer.setInterval(max(1, round(1000 / clip.frames_per_second)))
        if take not in self._kept and take not in self._awaited:
            self._awaited.add(take)
            self._desk.ask(
                lambda studio: studio.clips.video(take),
                lambda video: self._decode(take, video),
                lambda problem: self._fail(take, problem),
            )

    def play(self, take: TakeId, clip: StoredClip) -> None:
        """Run a clip, over and over."""
        self.load(take, clip)
        self._timer.start()

    def pause(self) -> None:
        """Stand at the frame at hand."""
        self._timer.stop()

    def stop(self) -> None:
        """No clip is at hand any more."""
        self._timer.stop()
        if self._take is not None:
            self._take = None
            self.ticked.emit()

    def go_to(self, number: int) -> None:
        """Stand at a frame, counted from 0."""
        self.number = max(0, number)
        self.ticked.emit()

    def current(self, take: TakeId) -> QPixmap | None:
        """The frame at hand of this take; None if another is at hand or it has not arrived."""
        frames = self._kept.get(take) if take == self._take else None
        return frames[min(self.number, len(frames) - 1)] if frames else None

    def finish(self) -> None:
        """Wait for what is being decoded, before the window goes."""
        self._is_over = True
        self._timer.stop()
        self._pool.waitForDone()

    def _tick(self) -> None:
        frames = self._kept.get(self._take) if self._take is not None else None
        if frames:
            self.number = (self.number + 1) % len(frames)
            self.ticked.emit()

    def _decode(self, take: TakeId, video: bytes) -> None:
        if self._is_over:
            return
        task = _Decoding(take, video, self._long_px)
        task.signals.decoded.connect(self._keep)
        task.signals.failed.connect(self._fail)
        self._pool.start(task)

    @Slot(str, object)
    def _keep(self, take: str, frames: list[QImage]) -> None:
        key = TakeId(take)
        self._awaited.discard(key)
        self._kept[key] = [QPixmap.fromImage(frame) for frame in frames]
        while len(self._kept) > KEPT_CLIPS:
            self._kept.popitem(last=False)
        self.ticked.emit()

    def _fail(self, take: str, problem: object) -> None:
        if self._is_over:
            return
        self._awaited.discard(TakeId(take))
        self._timer.stop()
        self.failed.emit(problem)


class _Signals(QObject):
    decoded = Signal(str, object)
    failed = Signal(str, object)


class _Decoding(QRunnable):
    """All frames of one clip, small."""

    def __init__(self, take: TakeId, video: bytes, long_px: int) -> None:
        super().__init__()
        self.signals = _Signals()
        self._take = take
        self._video = video
        self._long_px = long_px

    def run(self) -> None:
        """Runs on a pool thread."""
        try:
            frames = _decoded(self._video, self._long_px)
        except KnownError as problem:
            self.signals.failed.emit(self._take, problem)
        else:
            self.signals.decoded.emit(self._take, frames)


def _decoded(video: bytes, long_px: int) -> list[QImage]:
    from charabook.engine.moving.video import decoded  # noqa: PLC0415  numpy comes with it

    shown = []
    for frame in decoded(video):
        height, width, _ = frame.shape
        whole = QImage(frame.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
        ratio, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        side = min(long_px, max(width, height))
        shown.append(whole.scaled(side, side, ratio, smooth))
    return shown
