"""Panels whose take is a clip: its frames are shown where the page shows its still."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QTransform

from charabook.errors import KnownError
from layouts.display_list import DisplayList, DrawOp
from layouts.motion.ffmpeg import libraries
from layouts.motion.rasters import Grid, Raster
from layouts.motion.sources import ClipFile
from layouts.motion.stages import front_of, picture_of
from layouts.page import PanelId
from layouts.shapes import Affine

_MOST_PIXELS = 4096 * 4096
_LIMITS = {"format_whitelist": "mov,mp4,matroska,webm", "protocol_whitelist": "file"}


class ClipPlayer:
    """The frames of a video file. Going on is quick; going back begins anew."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._frames: Iterator[QImage] = iter(())
        self._at = -1
        self._last: QImage | None = None

    def frame(self, number: int) -> QImage | None:
        """A frame, counted from 0; behind the end the last one; None if the file cannot be read."""
        if number < self._at or self._at < 0:
            self._frames, self._at = self._decoded(), -1
        while self._at < number:
            after = next(self._frames, None)
            if after is None:
                self._at = number
                break
            self._last, self._at = after, self._at + 1
        return self._last

    def _decoded(self) -> Iterator[QImage]:
        """A clip that cannot be read has no frames: its panel then shows its still, which is always there."""
        try:
            av = libraries()
        except KnownError:
            return
        try:
            with av.open(str(self._path.absolute()), container_options=_LIMITS, options=_LIMITS) as clip:
                if not clip.streams.video or clip.streams.video[0].width * clip.streams.video[0].height > _MOST_PIXELS:
                    return
                for frame in clip.decode(video=0):
                    yield _image(frame)
        except (av.FFmpegError, OSError, ValueError):
            return


def _image(frame: Any) -> QImage:
    pixels = np.ascontiguousarray(frame.to_ndarray(format="bgra"))  # (height, width, 4)
    height, width, _ = pixels.shape
    return QImage(pixels.tobytes(), width, height, width * 4, QImage.Format.Format_RGB32).copy()


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """A clip in its panel. `front` is what the page draws over the picture."""

    file: ClipFile
    player: ClipPlayer
    placing: Affine
    front: Raster

    def draw(self, painter: QPainter, outline: QPainterPath, played_s: float, opacity: float) -> None:
        """Draw the frame that is due after `played_s` over the still. The painter's unit is the millimetre."""
        frame = self.player.frame(min(self.file.frames - 1, max(0, int(played_s * self.file.frames_per_second))))
        if frame is None:
            return
        painter.save()
        painter.setOpacity(opacity)
        painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
        place = self.placing
        painter.setTransform(QTransform(place.a, place.b, place.c, place.d, place.e, place.f), combine=True)
        painter.drawImage(QRectF(0, 0, 1, 1), frame)
        painter.restore()
        self.front.draw(painter)


def screening_of(
    drawing: DisplayList, ground: Sequence[DrawOp], panel_id: PanelId, file: ClipFile, grid: Grid
) -> Screening | None:
    """The clip of a panel; None if the page shows no picture there."""
    found = picture_of(drawing, ground, panel_id)
    if found is None:
        return None
    at, picture = found
    box = drawing.bleed_box if picture.clip is None else picture.clip.bounds().kept_within(drawing.bleed_box)
    front = front_of(drawing, ground[at + 1 :], box, grid)
    return Screening(file=file, player=ClipPlayer(file.path), placing=picture.placing, front=front)
