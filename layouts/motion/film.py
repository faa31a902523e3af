"""From a timeline to a file: pieces are filmed, or taken up from the last time, then joined with the sound."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from charabook.progress import SILENT, Progress, checkpoint
from layouts.motion.animations import write_animation
from layouts.motion.ffmpeg import libraries, require
from layouts.motion.kinds import CODECS, Codec, FilmKind, film_kind_of
from layouts.motion.projector import Precision, Projector
from layouts.motion.segments import Piece, SegmentFolder, pieces_of
from layouts.motion.soundtrack import RATE_HZ, Mix, Samples, SoundWish, Spoken
from layouts.motion.sources import PageSource
from layouts.motion.timeline import Timeline
from layouts.whole_files import refuse_impossible_target, written_whole

FILMING, JOINING = "Filming", "Putting the film together"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmOrder:
    """Everything that one film file needs.

    workshop  a folder in which finished pieces are kept from one time to the next
    """

    timeline: Timeline
    source: PageSource
    workshop: Path
    parallax: float = 1.0
    sound: SoundWish = field(default_factory=SoundWish)
    spoken: tuple[Spoken, ...] = ()


def write_film(order: FilmOrder, target: Path, progress: Progress = SILENT) -> None:
    """Write the film that the target's ending asks for; it appears whole or not at all.

    Cancelled or interrupted, what was filmed is kept in the workshop, and the next time goes on from there. Raises
    BadInput for sound that cannot be played, Unavailable for a missing codec or a full disk, Cancelled.
    """
    kind = film_kind_of(target)
    refuse_impossible_target(target)
    projector = Projector(order.timeline, order.source, order.parallax, Precision.EXACT)
    if kind.is_video:
        _write_video(order, projector, CODECS[kind], target, progress)
        return

    def painted(number: int) -> None:
        checkpoint(progress)
        progress.advance(FILMING, number + 1, order.timeline.frames)

    write_animation(projector, target, kind, painted)


def _write_video(order: FilmOrder, projector: Projector, codec: Codec, target: Path, progress: Progress) -> None:
    require(codec)
    mix = None
    if order.sound.music or order.spoken:
        mix = Mix(order.sound, order.spoken, order.timeline.length_s)  # a bad file is heard of before the work
    folder = SegmentFolder(order.workshop)
    pieces = tuple(pieces_of(order.timeline, order.source, codec, order.parallax))
    for piece in pieces:
        _film(piece, folder, projector, codec, progress)
    checkpoint(progress)
    with written_whole(target) as part:
        files = [folder.path_of(piece) for piece in pieces]
        packets = _packets(files, order.timeline.rate, codec.ahead, progress)
        _join(packets, files[0], lambda film: _SoundStream(film, codec, mix) if mix else None, part)
    folder.tidy()


def _film(piece: Piece, folder: SegmentFolder, projector: Projector, codec: Codec, progress: Progress) -> None:
    timeline = projector.timeline
    if folder.holds(piece):
        progress.advance(FILMING, piece.first + piece.frames, timeline.frames)
        return
    with folder.writer(piece, timeline, codec) as writer:
        for number in range(piece.first, piece.first + piece.frames):
            checkpoint(progress)
            writer.add(projector.frame(number))
            progress.advance(FILMING, number + 1, timeline.frames)


# ---------------------------------------------------------------- joining


def _join(packets: Iterator[Any], model: Path, sound_of: Callable[[Any], "_SoundStream | None"], target: Path) -> None:
    """Copy the encoded pictures, whose kind `model` shows, and write the sound beside them as it falls due."""
    av = libraries()
    options = {"movflags": "+faststart"} if film_kind_of(target) is FilmKind.MP4 else {}
    with av.open(str(target), "w", options=options) as film:
        with av.open(str(model)) as first:
            picture = film.add_stream_from_template(first.streams.video[0])
        sound = sound_of(film)
        for packet in packets:
            if sound is not None:
                sound.write_until(float(packet.pts * packet.time_base))
            packet.stream = picture
            film.mux(packet)
        if sound is not None:
            sound.finish()


def _packets(files: Sequence[Path], rate: int, ahead: int, progress: Progress) -> Iterator[Any]:
    """The packets of all pieces, each moved to its place in the film.

    A frame lasts the same everywhere, so the time of decoding is counted out. What the pieces say of it does not fit
    together: the shortest are encoded without looking ahead, and would be decoded too late for those behind them.
    """
    av = libraries()
    decoded = 0
    for number, file in enumerate(files, start=1):
        checkpoint(progress)
        start = decoded
        with av.open(str(file)) as piece:
            stream = piece.streams.video[0]
            frame = 1 / (rate * stream.time_base)  # in units of the stream's clock
            for packet in piece.demux(stream):
                if packet.pts is None:
                    continue  # the empty packet at the end
                packet.pts += round(start * frame)
                packet.dts = round((decoded - ahead) * frame)
                decoded += 1
                yield packet
        progress.advance(JOINING, number, len(files))


class _SoundStream:
    """Encodes the mix a little ahead of the pictures, so that neither waits for the other in memory."""

    def __init__(self, film: Any, codec: Codec, mix: Mix) -> None:
        self._av = libraries()
        self._film = film
        self._stream = film.add_stream(codec.sound, rate=RATE_HZ, layout="stereo")
        self._stream.bit_rate = codec.sound_bits
        self._blocks = mix.blocks()
        self._samples = 0

    def write_until(self, time_s: float) -> None:
        """Write the sound up to a time of the film."""
        while self._samples <= time_s * RATE_HZ and self._write_next():
            pass

    def finish(self) -> None:
        """Write the rest."""
        while self._write_next():
            pass
        self._film.mux(self._stream.encode(None))

    def _write_next(self) -> bool:
        block = next(self._blocks, None)
        if block is None:
            return False
        self._film.mux(self._stream.encode(self._frame(block)))
        self._samples += len(block)
        return True

    def _frame(self, block: Samples) -> Any:
        flat = np.ascontiguousarray(block.reshape(1, -1))
        frame = self._av.AudioFrame.from_ndarray(flat, format="flt", layout="stereo")
        frame.sample_rate = RATE_HZ
        frame.pts = self._samples
        return frame
