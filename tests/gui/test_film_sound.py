"""The film's sound in the window: in step with the picture, silent where there is no device, never an error."""

import threading
import wave
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import miniaudio
import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gui.films.heard import LATENCY_MS, RATE_HZ, FilmSound, OpenDevice, Wanted
from gui.films.reel import Reel
from gui.rooms import Mode
from gui.window import MainWindow
from layouts.motion.soundtrack import BLOCK, Soundtrack, SoundWish, Spoken
from tests.gui.conftest import until

LENGTH_S = 4


@pytest.fixture
def spoken(tmp_path: Path) -> Soundtrack:
    """Sound whose loudness says what time of the film it is."""
    path = tmp_path / "ramp.wav"
    ramp = (np.linspace(0, 1, LENGTH_S * RATE_HZ) * 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(np.repeat(ramp, 2).tobytes())
    return Soundtrack(wish=SoundWish(), spoken=(Spoken(path=path, at_s=0.0),), length_s=LENGTH_S)


class HandDevice:
    """Is turned by hand."""

    def __init__(self) -> None:
        self.opened = 0
        self.wanted: Wanted | None = None
        self.closed = threading.Event()

    @contextmanager
    def open(self) -> Iterator["HandDevice"]:
        self.opened += 1
        yield self
        self.closed.set()

    def start(self, wanted: Wanted) -> None:
        self.wanted = wanted

    def play(self, count: int) -> np.ndarray:
        assert self.wanted is not None
        return np.frombuffer(self.wanted.send(count), np.float32).reshape(-1, 2)


def sounding(open_device: OpenDevice, soundtrack: Soundtrack) -> tuple[FilmSound, list[str]]:
    sound, told = FilmSound(open_device=open_device), []
    sound.began.connect(lambda: told.append("began"))
    sound.load(soundtrack)
    return sound, told


def test_sound_is_heard_from_the_playhead_on(qtbot: QtBot, spoken: Soundtrack) -> None:
    device = HandDevice()
    sound, told = sounding(device.open, spoken)
    sound.play_from(1.0)
    until(qtbot, lambda: device.wanted is not None)
    assert told == []  # not before the device asks for something
    first = device.play(BLOCK)
    until(qtbot, lambda: told == ["began"])
    times = first[:, 0] * LENGTH_S
    assert times[0] == pytest.approx(1.0 + LATENCY_MS / 1000, abs=0.01)  # the device holds it for so long
    assert np.diff(times).max() < 0.001
    sound.finish()
    assert device.closed.is_set()


def test_after_the_end_and_where_mixing_is_late_there_is_silence(qtbot: QtBot, spoken: Soundtrack) -> None:
    device = HandDevice()
    sound, _ = sounding(device.open, spoken)
    sound.play_from(LENGTH_S - 0.1)
    until(qtbot, lambda: device.wanted is not None)
    heard = device.play(RATE_HZ)
    assert heard.shape == (RATE_HZ, 2)
    assert not heard[-1000:].any()
    sound.finish()


def test_a_playhead_that_is_dragged_begins_once(qtbot: QtBot, spoken: Soundtrack) -> None:
    device = HandDevice()
    sound, _ = sounding(device.open, spoken)
    for at_s in (0.5, 0.7, 0.9, 1.1):
        sound.play_from(at_s)
    until(qtbot, lambda: device.wanted is not None)
    assert device.opened == 1
    sound.finish()


def test_without_a_device_the_film_plays_silently_and_it_is_not_asked_for_again(
    qtbot: QtBot, spoken: Soundtrack
) -> None:
    asked = []

    def no_device() -> AbstractContextManager[Any]:
        asked.append(1)
        raise OSError("no card")

    sound, told = sounding(no_device, spoken)
    sound.play_from(0.0)
    until(qtbot, lambda: told == ["began"])
    sound.play_from(1.0)
    until(qtbot, lambda: told == ["began", "began"])
    assert asked == [1]
    sound.finish()


def test_a_sound_that_cannot_be_played_is_silence(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "broken.mp3").write_bytes(b"no sound")
    broken = Soundtrack(wish=SoundWish(music=tmp_path / "broken.mp3"), spoken=(), length_s=3.0)
    sound, told = sounding(HandDevice().open, broken)
    sound.play_from(0.0)
    until(qtbot, lambda: told == ["began"])
    sound.finish()


def test_a_film_without_sound_begins_at_once(qtbot: QtBot) -> None:
    sound, told = sounding(HandDevice().open, Soundtrack(wish=SoundWish(), spoken=(), length_s=3.0))
    sound.play_from(0.0)
    assert told == ["began"]


def test_the_library_plays_what_it_is_given(qtbot: QtBot, spoken: Soundtrack) -> None:
    sound, told = sounding(
        lambda: miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.FLOAT32,
            nchannels=2,
            sample_rate=RATE_HZ,
            backends=[miniaudio.Backend.NULL],
        ),
        spoken,
    )
    sound.play_from(0.0)
    until(qtbot, lambda: told == ["began"])
    sound.finish()


def test_the_reels_clock_begins_with_the_sound(qtbot: QtBot, window: MainWindow, spoken: Soundtrack) -> None:
    window.show_mode(Mode.FILM)
    reel: Reel = window.films.reel
    until(qtbot, lambda: reel.timeline is not None)
    device = HandDevice()
    reel.sound._open_device = device.open
    reel.sound.load(spoken)
    reel.play()
    until(qtbot, lambda: device.wanted is not None)
    assert reel.frame == 0  # the picture waits
    device.play(BLOCK)
    until(qtbot, lambda: reel.frame > 0)
    reel.pause()
    until(qtbot, device.closed.is_set)
