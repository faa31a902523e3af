"""Music and narration mixed for a film: levels, fades, and music that steps back while somebody speaks.

Everything runs in short blocks of samples, so a film of any length needs the memory of one block.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from charabook.errors import BadInput
from layouts.motion.ffmpeg import libraries

RATE_HZ = 48_000
BLOCK = 2_400  # samples: a twentieth of a second
Samples = NDArray[np.float32]  # (samples, 2), -1 to 1

# Containers of sound; playlists and other files that name further files are not among them.
_FORMATS = "aac,ac3,aiff,asf,caf,flac,matroska,webm,mov,mp3,mp4,m4a,ogg,wav,w64"
_SPEECH_RMS = 0.012
_ATTACK_S, _RELEASE_S = 0.12, 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundWish:
    """What is to be heard.

    music      a file; it is played again from the start while the film goes on
    narration  a file for the whole film, or a folder with a file for each page, named by its number
    levels     1 leaves the loudness of the file
    duck       what is left of the music while somebody speaks
    """

    music: Path | None = None
    narration: Path | None = None
    music_level: float = 0.6
    narration_level: float = 1.0
    duck: float = 0.3
    fade_in_s: float = 1.5
    fade_out_s: float = 3.0

    def __post_init__(self) -> None:
        """Raise BadInput for levels that would be silence by mistake, or noise."""
        levels = (self.music_level, self.narration_level, self.duck)
        if not all(0 <= level <= 4 for level in levels):
            raise BadInput("A level of sound is out of reach.", "Choose 0 (silent) to 1 (as it is), at most 4.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A recording and the time of the film at which it begins."""

    path: Path
    at_s: float


class Recording:
    """A sound file, read piece by piece as 48 kHz stereo. Raises BadInput if it cannot be."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._av = libraries()
        self._container = self._opened()
        self._blocks = self._decoded()
        first = next(self._blocks, None)
        if first is None:
            raise self._unreadable("no sound is in it")
        self._rest = first

    @property
    def length_s(self) -> float:
        """How long it lasts, as far as the file says; where it does not, it is read to its end."""
        if self._container.duration is not None:
            return float(self._container.duration / self._av.time_base)
        return (len(self._rest) + sum(len(block) for block in self._blocks)) / RATE_HZ

    def read(self, count: int) -> Samples:
        """The next samples, fewer at the end; shape (at most `count`, 2)."""
        parts, have = [self._rest], len(self._rest)
        while have < count and (block := next(self._blocks, None)) is not None:
            parts.append(block)
            have += len(block)
        joined = np.concatenate(parts)
        self._rest = joined[count:]
        return joined[:count]

    def skip(self, count: int) -> int:
        """Pass over samples; returns how many there were."""
        passed = 0
        while passed < count and (got := len(self.read(min(count - passed, RATE_HZ)))):
            passed += got
        return passed

    def close(self) -> None:
        """Let go of the file."""
        self._container.close()

    def _opened(self) -> Any:
        if not self._path.is_file():
            raise BadInput(f"There is no sound file {self._path}.", "Choose another file.")
        limits = {"format_whitelist": _FORMATS, "protocol_whitelist": "file"}
        try:
            container = self._av.open(str(self._path.absolute()), container_options=limits, options=limits)
            if not container.streams.audio:
                raise self._unreadable("no sound is in it")
        except (self._av.FFmpegError, OSError, ValueError) as error:
            raise self._unreadable("it is damaged or of a kind that is not known") from error
        return container

    def _decoded(self) -> Iterator[Samples]:
        resampler = self._av.AudioResampler(format="flt", layout="stereo", rate=RATE_HZ)
        for frame in self._frames():
            for even in resampler.resample(frame):
                yield _samples(even)
        for even in resampler.resample(None):
            yield _samples(even)

    def _frames(self) -> Iterator[Any]:
        """What can be decoded. Many files have a damaged spot, or something else at their end: that is passed over."""
        packets = self._container.demux(audio=0)
        while True:
            try:
                yield from next(packets).decode()
            except StopIteration:
                return
            except self._av.error.InvalidDataError:
                continue
            except (self._av.FFmpegError, OSError, ValueError) as error:
                raise self._unreadable("it is damaged") from error

    def _unreadable(self, why: str) -> BadInput:
        return BadInput(f"The sound {self._path.name} cannot be played: {why}.", "Save it as WAV, MP3, OGG or FLAC.")


def _samples(frame: Any) -> Samples:
    return np.array(frame.to_ndarray(), dtype=np.float32).reshape(-1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Soundtrack:
    """Everything that is to be heard in one film."""

    wish: SoundWish
    spoken: tuple[Spoken, ...]
    length_s: float

    @property
    def is_silent(self) -> bool:
        """Whether there is nothing to be heard."""
        return self.wish.music is None and not self.spoken

    def blocks(self, from_s: float = 0.0) -> Iterator[Samples]:
        """The sound from a time of the film to its end. Raises BadInput for files that cannot be played."""
        return Mix(self.wish, self.spoken, self.length_s).blocks(from_s)


class Mix:
    """What is heard during a film."""

    def __init__(self, wish: SoundWish, spoken: Sequence[Spoken], length_s: float) -> None:
        self._wish = wish
        self._length = round(length_s * RATE_HZ)
        self._music = _Loop(wish.music) if wish.music else None
        self._speech = _Speech(spoken)
        self._duck = 1.0

    def blocks(self, from_s: float = 0.0) -> Iterator[Samples]:
        """The sound in blocks of `BLOCK` samples (the last may be shorter), to the end. Once for each mix."""
        first = max(0, round(from_s * RATE_HZ))
        if self._music is not None:
            self._music.skip(first)
        for start in range(first, self._length, BLOCK):
            yield self._block(start, min(BLOCK, self._length - start))

    def _block(self, start: int, count: int) -> Samples:
        speech = self._speech.read(start, count) * self._wish.narration_level
        if self._music is None:
            return _bounded(speech)
        music = self._music.read(count) * self._wish.music_level
        gain = self._ducked(speech, count) * self._faded(start, count)
        return _bounded(music * gain[:, None] + speech)

    def _ducked(self, speech: Samples, count: int) -> NDArray[np.float32]:
        """The music's gain over a block: down quickly when somebody speaks, up slowly afterwards."""
        is_spoken = float(np.sqrt(np.mean(np.square(speech)))) > _SPEECH_RMS
        goal = self._wish.duck if is_spoken else 1.0
        pace = count / RATE_HZ / (_ATTACK_S if goal < self._duck else _RELEASE_S)
        before = self._duck
        self._duck += (goal - before) * min(1.0, pace)
        return np.linspace(before, self._duck, count, dtype=np.float32)

    def _faded(self, start: int, count: int) -> NDArray[np.float32]:
        at = (start + np.arange(count)) / RATE_HZ
        end = self._length / RATE_HZ
        rise = at / max(self._wish.fade_in_s, 1e-3)
        fall = (end - at) / max(self._wish.fade_out_s, 1e-3)
        return np.asarray(np.clip(np.minimum(rise, fall), 0, 1), np.float32)


def _bounded(samples: Samples) -> Samples:
    return np.asarray(np.clip(samples, -1, 1), np.float32)


class _Loop:
    """A recording that begins again whenever it ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._recording = Recording(path)

    def skip(self, count: int) -> None:
        """Go on as if so many samples had been heard."""
        passed = self._recording.skip(count)
        if passed < count:
            self._recording.close()
            self._recording = Recording(self._path)
            self._recording.skip((count - passed) % max(1, passed))

    def read(self, count: int) -> Samples:
        parts = [self._recording.read(count)]
        while (missing := count - sum(len(part) for part in parts)) > 0:
            self._recording.close()
            self._recording = Recording(self._path)
            parts.append(self._recording.read(missing))
            if not len(parts[-1]):
                raise BadInput(f"The sound {self._path.name} is empty.", "Choose another file.")
        return np.concatenate(parts)


class _Speech:
    """Recordings at their places, one after the other or over each other."""

    def __init__(self, spoken: Sequence[Spoken]) -> None:
        self._waiting = sorted(spoken, key=lambda one: one.at_s)
        self._playing: list[Recording] = []

    def read(self, start: int, count: int) -> Samples:
        """The sum of all that is spoken in the block that begins with sample `start`."""
        block = np.zeros((count, 2), np.float32)
        for recording in list(self._playing):
            self._add(recording, block, 0)
        while self._waiting and (begin := round(self._waiting[0].at_s * RATE_HZ)) < start + count:
            recording = Recording(self._waiting.pop(0).path)
            recording.skip(start - begin)
            self._playing.append(recording)
            self._add(recording, block, max(0, begin - start))
        return block

    def _add(self, recording: Recording, block: Samples, at: int) -> None:
        wanted = len(block) - at
        heard = recording.read(wanted)
        block[at : at + len(heard)] += heard
        if len(heard) < wanted:
            recording.close()
            self._playing.remove(recording)
