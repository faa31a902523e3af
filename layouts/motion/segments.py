"""Pieces of a film that are encoded on their own and kept: after an interruption, or a change, only the rest is filmed.

A piece is known by everything that its pixels follow from. Pieces that are not used for a while go when the folder
grows beyond its budget.
"""

import contextlib
import hashlib
import math
import os
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from PySide6.QtGui import QImage

from layouts.display_list import DrawImage
from layouts.motion.ffmpeg import libraries
from layouts.motion.kinds import Codec
from layouts.motion.sources import FilmPage, PageSource
from layouts.motion.timeline import Timeline
from layouts.whole_files import written_whole

LONGEST_PIECE_S = 10
BUDGET_BYTES = 1_500_000_000
_RECIPE = 4  # counts up when the same values make other pixels
_BT709 = 1


class FilmWriter(Protocol):
    """Takes the frames of a film one after the other."""

    def add(self, frame: QImage) -> None:
        """The next frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of frames of one scene. `key` names its file."""

    key: str
    first: int
    frames: int


def pieces_of(timeline: Timeline, source: PageSource, codec: Codec, parallax: float) -> Iterator[Piece]:
    """The pieces of a film in order. Each page is composed once for its fingerprint."""
    most = LONGEST_PIECE_S * timeline.rate
    print_before = ""
    for index, scene in enumerate(timeline.scenes):
        print_here = fingerprint(source.page(scene.page_id))
        frame = (_RECIPE, timeline.width, timeline.height, timeline.rate, codec, parallax)
        before = (print_before, timeline.scenes[index - 1]) if index else ()
        runs = math.ceil(scene.frames / most)
        bounds = [scene.frames * run // runs for run in range(runs + 1)]
        for first, end in pairwise(bounds):
            count = end - first
            shows_before = first < scene.opening.length_s * timeline.rate
            follows_from = (*frame, first, count, scene, print_here, before if shows_before else ())
            key = hashlib.sha256(repr(follows_from).encode()).hexdigest()[:40]
            yield Piece(key=key, first=timeline.starts[index] + first, frames=count)
        print_before = print_here


def fingerprint(page: FilmPage) -> str:
    """A text that changes whenever the page looks different: its drawings, its picture files, its depth."""
    drawing = page.composition.display_list
    files = [op.path for op in drawing.ops if isinstance(op, DrawImage)]
    files += [cutout.mask for cutouts in page.cutouts.values() for cutout in cutouts]
    files += [clip.path for clip in page.clips.values()]
    told = (drawing, page.cutouts, page.clips, page.directions, [(str(file), *_state(file)) for file in files])
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _state(file: Path) -> tuple[int, int]:
    try:
        stat = file.stat()
    except OSError:
        return (0, 0)
    return (stat.st_size, stat.st_mtime_ns)


class SegmentFolder:
    """Where encoded pieces are kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path_of(self, piece: Piece) -> Path:
        """The file of a piece, whether it is there or not."""
        return self._folder / f"{piece.key}.mp4"

    def holds(self, piece: Piece) -> bool:
        """Whether a piece is there and sound; a damaged one is removed."""
        path = self.path_of(piece)
        if not path.is_file():
            return False
        if _frames_in(path) != piece.frames:
            path.unlink(missing_ok=True)
            return False
        with contextlib.suppress(OSError):
            os.utime(path)
        return True

    @contextlib.contextmanager
    def writer(self, piece: Piece, timeline: Timeline, codec: Codec) -> Iterator[FilmWriter]:
        """Encode a piece. Its file appears when all went well."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (
            written_whole(self.path_of(piece), str(self._folder)) as part,
            _SegmentWriter(part, timeline, codec) as writer,
        ):
            yield writer

    def tidy(self, budget_bytes: int = BUDGET_BYTES) -> None:
        """Remove the pieces that were used longest ago until the rest fits the budget."""
        files = sorted(self._folder.glob("*.mp4"), key=lambda file: file.stat().st_mtime, reverse=True)
        total = 0
        for file in files:
            total += file.stat().st_size
            if total > budget_bytes:
                file.unlink(missing_ok=True)


def _frames_in(path: Path) -> int:
    av = libraries()
    try:
        with av.open(str(path)) as piece:
            return int(piece.streams.video[0].frames)
    except (av.FFmpegError, OSError, ValueError, IndexError):
        return 0


class _SegmentWriter:
    """Encodes frames into one file that begins with a whole picture, so that files can be joined."""

    def __init__(self, path: Path, timeline: Timeline, codec: Codec) -> None:
        self._av = libraries()
        self._container: Any = self._av.open(str(path), "w", format="mp4")
        stream = self._container.add_stream(codec.name, rate=timeline.rate, options=dict(codec.options))
        stream.width, stream.height, stream.pix_fmt = timeline.width, timeline.height, "yuv420p"
        stream.codec_context.time_base = Fraction(1, timeline.rate)
        for name in ("color_primaries", "color_trc", "colorspace", "color_range"):
            setattr(stream.codec_context, name, _BT709)  # range 1 is the television range, which players expect
        self._stream = stream
        self._count = 0

    def __enter__(self) -> "_SegmentWriter":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._container.mux(self._stream.encode())
        finally:
            self._close(is_broken=kind is not None)

    def _close(self, *, is_broken: bool) -> None:
        try:
            self._container.close()
        except OSError:
            if not is_broken:  # the first error says it all
                raise

    def add(self, frame: QImage) -> None:
        """Encode the next frame."""
        pixels = np.frombuffer(frame.constBits(), np.uint8).reshape(frame.height(), frame.bytesPerLine())
        bgra = pixels[:, : frame.width() * 4].reshape(frame.height(), frame.width(), 4)
        raw = self._av.VideoFrame.from_ndarray(bgra, format="bgra")
        shown = raw.reformat(format="yuv420p", dst_colorspace="ITU709", src_color_range="JPEG", dst_color_range="MPEG")
        shown.pts = self._count
        self._count += 1
        self._container.mux(self._stream.encode(shown))
