"""The film's sound while it plays in the window. Where there is no sound device it is silent, and never an error."""

import queue
import threading
from collections.abc import Callable, Generator, Iterable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from charabook.errors import KnownError

if TYPE_CHECKING:
    from layouts.motion.soundtrack import Samples, Soundtrack

RATE_HZ = 48_000
LATENCY_MS = 60
"""How long a device holds what it was given."""
AHEAD_BLOCKS = 16
SETTLE_MS = 120
"""While the playhead is dragged, nothing is begun."""
PATIENCE_MS = 1500
"""A device that has not begun by then is not waited for."""

Wanted = Generator[bytes, int, None]
"""Is sent a number of samples, and yields them: stereo, 32-bit floats."""


class Device(Protocol):
    """What plays: miniaudio's `PlaybackDevice`."""

    def start(self, wanted: Wanted) -> None:
        """Begin; the generator has been advanced to its first `yield`."""


OpenDevice = Callable[[], AbstractContextManager[Any]]


def default_device() -> AbstractContextManager[Any]:
    """The sound device of this computer. Raises OSError if there is none."""
    import miniaudio  # noqa: PLC0415  only films with sound pay for it

    try:
        device: AbstractContextManager[Any] = miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.FLOAT32,
            nchannels=2,
            sample_rate=RATE_HZ,
            buffersize_msec=LATENCY_MS,
            app_name="charabook",
        )
    except miniaudio.MiniaudioError as error:
        raise OSError(str(error)) from error
    return device


class FilmSound(QObject):
    """Plays a soundtrack from any time. `began` follows every `play_from`, also when nothing can be heard."""

    began = Signal()
    _opened = Signal(int)

    def __init__(self, parent: QObject | None = None, open_device: OpenDevice = default_device) -> None:
        super().__init__(parent)
        self._open_device = open_device
        self._soundtrack: Soundtrack | None = None
        self._playing: _Playing | None = None
        self._from_s = 0.0
        self._round = 0
        self._is_waiting = False
        self._is_mute = False
        self._settle = self._timer(SETTLE_MS, self._start)
        self._patience = self._timer(PATIENCE_MS, self._give_up)
        self._opened.connect(self._hear_opened)

    def _timer(self, interval_ms: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval_ms)
        timer.timeout.connect(act)
        return timer

    def load(self, soundtrack: "Soundtrack | None") -> None:
        """From the next `play_from` on, this is played."""
        self._soundtrack = soundtrack

    def play_from(self, at_s: float) -> None:
        """Play from a time of the film."""
        self.stop()
        self._from_s, self._is_waiting = at_s, True
        if self._soundtrack is None or self._soundtrack.is_silent or self._is_mute:
            self._tell_began()
        else:
            self._settle.start()

    def stop(self) -> None:
        """Be silent."""
        self._settle.stop()
        self._patience.stop()
        self._is_waiting = False
        self._round += 1
        if self._playing is not None:
            self._playing.stop()

    def finish(self) -> None:
        """Be silent, and wait until the device is let go."""
        self.stop()
        if self._playing is not None:
            self._playing.join(2.0)

    def _start(self) -> None:
        assert self._soundtrack is not None
        soundtrack, from_s, number = self._soundtrack, self._from_s + LATENCY_MS / 1000, self._round
        self._playing = _Playing(
            lambda: soundtrack.blocks(from_s), self._open_device, lambda: self._opened.emit(number), self._mute
        )
        self._playing.start()
        self._patience.start()

    def _mute(self) -> None:
        """There is no device: it is not asked for again."""
        self._is_mute = True

    def _give_up(self) -> None:
        self._tell_began()

    def _hear_opened(self, number: int) -> None:
        if number == self._round:
            self._tell_began()

    def _tell_began(self) -> None:
        self._patience.stop()
        if self._is_waiting:
            self._is_waiting = False
            self.began.emit()


class _Playing(threading.Thread):
    """Mixes a little ahead of the device until it is told to stop."""

    def __init__(
        self,
        mixed: "Callable[[], Iterable[Samples]]",
        open_device: OpenDevice,
        began: Callable[[], None],
        missing: Callable[[], None],
    ) -> None:
        super().__init__(name="film sound", daemon=True)
        self._mixed = mixed
        self._open_device = open_device
        self._began = began
        self._missing = missing
        self._blocks: queue.Queue[Samples] = queue.Queue(AHEAD_BLOCKS)
        self._is_over = threading.Event()

    def stop(self) -> None:
        """End soon."""
        self._is_over.set()

    def run(self) -> None:
        """The thread's life: whatever cannot be played is silence."""
        try:
            blocks = iter(self._mixed())
            self._put(next(blocks, None))
            with self._open_device() as device:
                wanted = self._wanted()
                next(wanted)
                if not self._is_over.is_set():
                    device.start(wanted)
                for block in blocks:
                    self._put(block)
                self._is_over.wait()
        except (KnownError, ValueError):
            self._began()  # a sound that cannot be played: the room of the film says so beside its name
        except (OSError, ImportError):
            self._missing()
            self._began()

    def _put(self, block: "Samples | None") -> None:
        while block is not None and not self._is_over.is_set():
            try:
                self._blocks.put(block, timeout=0.1)
            except queue.Full:
                continue
            return

    def _wanted(self) -> Wanted:
        """What the device asks for; silence where mixing has not come so far."""
        count = yield b""
        self._began()
        rest = np.zeros((0, 2), np.float32)
        while True:
            while len(rest) < count and not self._is_over.is_set():
                try:
                    rest = np.concatenate([rest, self._blocks.get_nowait()])
                except queue.Empty:
                    break
            heard, rest = rest[:count], rest[count:]
            silence = np.zeros((count - len(heard), 2), np.float32)
            count = yield np.concatenate([heard, silence]).astype(np.float32).tobytes()
