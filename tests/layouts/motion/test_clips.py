"""Panels that move by themselves play their clip while they are read."""

from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QImage

from layouts.motion.clips import ClipPlayer
from layouts.motion.direction import FilmStyle
from layouts.motion.planning import plan
from layouts.motion.projector import Projector
from layouts.motion.segments import fingerprint
from layouts.motion.sources import ClipFile
from layouts.page import PanelId
from tests.layouts.motion.small_film import SmallFilm

FRAMES, RATE = 12, 8


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> ClipFile:
    """A clip that goes from black to red."""
    path = tmp_path_factory.mktemp("clip") / "clip.mp4"
    with av.open(str(path), "w") as film:
        stream = film.add_stream("libx264", rate=RATE, options={"crf": "1"})
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(FRAMES):
            image = Image.new("RGB", (64, 48), (number * 20, 0, 0))
            film.mux(stream.encode(av.VideoFrame.from_image(image)))
        film.mux(stream.encode())
    return ClipFile(path=path, frames=FRAMES, frames_per_second=RATE)


def red(image: QImage | None) -> int:
    assert image is not None
    return image.pixelColor(image.width() // 2, image.height() // 2).red()


def test_frames_come_in_any_order(clip: ClipFile) -> None:
    player = ClipPlayer(clip.path)
    shown = {number: red(player.frame(number)) for number in (0, 5, 11, 3, 99)}
    assert shown[0] < 20 < shown[3] < shown[5] < shown[11] == shown[99]


@pytest.mark.parametrize("content", [b"", b"no film", b"#EXTM3U\nhttp://localhost:9/a.mp4\n"])
def test_a_clip_that_cannot_be_read_has_no_frames(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "clip.mp4").write_bytes(content)
    assert ClipPlayer(tmp_path / "clip.mp4").frame(0) is None
    assert ClipPlayer(tmp_path / "none.mp4").frame(0) is None


def test_a_clip_plays_while_its_panel_is_read_and_stays_until_its_end(film: SmallFilm, clip: ClipFile) -> None:
    page = film.pages["comic"]
    panel = PanelId(page.composition.panels[1].panel_id)
    long = replace(clip, frames=64)
    moving = replace(page, clips={panel: long})
    style = FilmStyle(width=160, height=90, pace=5.0)
    made = plan([moving], style)
    shot = made.scenes[0].shots[1]
    assert shot.length_s >= long.length_s
    projector = Projector(made, SmallFilm(moving))
    flat = Projector(plan([moving], style), SmallFilm(page), parallax=0.0)
    middle = shot.at_s + shot.length_s * 0.7
    shown, still = pixels(projector.frame_at(middle)), pixels(flat.frame_at(middle))
    assert np.abs(shown - still).mean() > 10
    assert (pixels(projector.frame(made.frames - 1)) == pixels(flat.frame(made.frames - 1))).all()


def pixels(image: QImage) -> np.ndarray:
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1).astype(int)


def test_a_clip_that_was_made_again_is_seen(film: SmallFilm, clip: ClipFile, tmp_path: Path) -> None:
    page = film.pages["comic"]
    panel = PanelId(page.composition.panels[1].panel_id)
    other = tmp_path / "other.mp4"
    other.write_bytes(clip.path.read_bytes())
    prints = {
        fingerprint(replace(page, clips=clips)) for clips in ({}, {panel: clip}, {panel: replace(clip, path=other)})
    }
    assert len(prints) == 3
