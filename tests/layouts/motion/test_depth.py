"""Figures lifted off: at rest the picture is as it was drawn, and where they stood nobody sees a hole."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from PySide6.QtGui import QImage, QPainter

from layouts.motion import depth
from layouts.motion.cels import taken_apart
from layouts.motion.depth import filled, hole_of, soft_mask
from layouts.motion.rasters import Grid
from layouts.motion.sources import Cutout
from layouts.motion.stages import Pose, Stage, draw_stage, stage_of
from layouts.page import PanelId
from layouts.painter import qt_path
from layouts.shapes import Rect
from tests.layouts.motion.small_film import SmallFilm

RESOLUTION = 2.0


def disc_on_blue(size: tuple[int, int] = (120, 90)) -> tuple[Image.Image, Image.Image]:
    picture, mask = Image.new("RGB", size, (40, 90, 200)), Image.new("L", size)
    ImageDraw.Draw(picture).ellipse((40, 30, 80, 70), fill=(250, 120, 20))
    ImageDraw.Draw(mask).ellipse((40, 30, 80, 70), fill=255)
    return picture, mask


def stage(film: SmallFilm, mask: Path | None = None) -> Stage:
    page = film.pages["comic"]
    panel = PanelId(page.composition.panels[0].panel_id)
    ground = taken_apart(page.composition, {one.lettering_id for one in page.composition.letterings}).ground
    cutouts = page.cutouts[panel] if mask is None else (Cutout(mask=mask),)
    drawing = page.composition.display_list
    made = stage_of(drawing, ground, panel, cutouts, Grid.over(drawing.trim_box, RESOLUTION))
    assert made is not None
    return made


def drawn(stage: Stage, swing: tuple[float, float], deep: float) -> np.ndarray:
    width, height = stage.ground.levels[0].width(), stage.ground.levels[0].height()
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.scale(width / stage.box.width, height / stage.box.height)
    painter.translate(-stage.box.x, -stage.box.y)
    draw_stage(painter, qt_path(stage.clip), Pose(stage=stage, swing=swing, depth=deep))
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(height, width, 4)[..., :3].astype(int)


def test_the_filled_ground_shows_nothing_of_the_figure() -> None:
    picture, mask = disc_on_blue()
    ground = np.asarray(filled(picture, hole_of(soft_mask(mask))), dtype=int)
    assert np.abs(ground - (40, 90, 200)).max() <= 1


def test_outside_the_hole_the_ground_is_untouched() -> None:
    picture, mask = disc_on_blue()
    hole = hole_of(soft_mask(mask))
    assert hole.mean() > 0.1
    ground = np.asarray(filled(picture, hole))
    assert (ground[~hole] == np.asarray(picture)[~hole]).all()


def test_a_large_picture_is_filled_as_a_small_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    picture, mask = disc_on_blue((411, 233))
    hole = hole_of(soft_mask(mask))
    monkeypatch.setattr(depth, "_MOST_PIXELS", 9_000)
    ground = np.asarray(filled(picture, hole), dtype=int)
    assert np.abs(ground - (40, 90, 200)).max() <= 2
    assert (ground[~hole] == np.asarray(picture)[~hole]).all()


@given(
    side=st.integers(1, 40),
    other=st.integers(1, 40),
    seed=st.integers(0, 1000),
)
def test_a_hole_of_any_shape_is_filled_with_colours_from_around_it(side: int, other: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    picture = Image.fromarray(random.integers(60, 180, (side, other, 3), dtype=np.uint8))
    hole = random.random((side, other)) < 0.6
    ground = np.asarray(filled(picture, hole))
    known = np.asarray(picture)[~hole]
    if len(known):
        assert ground.min() >= known.min() - 1
        assert ground.max() <= known.max() + 1


def test_a_layer_hides_its_hole_wholly_and_fades_out_around_it() -> None:
    _, mask = disc_on_blue()
    soft = np.asarray(soft_mask(mask))
    assert (soft[np.asarray(mask) > 0] == 255).all()
    assert ((soft > 0) & (soft < 255)).any()
    assert soft[0, 0] == 0


def test_at_rest_the_picture_is_what_was_drawn(film: SmallFilm) -> None:
    made = stage(film)
    drawing = film.pages["comic"].composition.display_list
    parts = taken_apart(film.pages["comic"].composition, {s.source_id for s in drawing.structure if s.text})
    flat = Grid.over(drawing.trim_box, RESOLUTION).painted(drawing, parts.ground, made.box)
    raw = np.frombuffer(flat.constBits(), np.uint8).reshape(flat.height(), flat.width(), 4)
    inside = raw[..., 3] == 255
    difference = np.abs(drawn(made, (0.0, 0.0), 0.0) - raw[..., :3].astype(int)).max(axis=-1)[inside]
    assert difference.max() <= 3
    assert difference.mean() < 0.05


def test_moved_figures_keep_their_pixels_and_leave_no_hole(film: SmallFilm) -> None:
    made = stage(film)
    assert made.layers
    rest, moved = drawn(made, (0.0, 0.0), 0.0), drawn(made, (60.0, 0.0), 1.0)
    assert np.abs(rest - moved).max() > 40  # something moves
    assert ((moved.sum(axis=-1) > 0) == (rest.sum(axis=-1) > 0)).all()
    colours = {tuple(colour) for colour in rest.reshape(-1, 3)[::17]}
    shown = moved.reshape(-1, 3)[::501]
    nearest = [min(abs(int(a) - b) + abs(int(c) - d) + abs(int(e) - f) for b, d, f in colours) for a, c, e in shown]
    assert np.mean(np.array(nearest) <= 24) > 0.95  # no colour that was not there


def test_figures_that_the_picture_cuts_off_do_not_come_away_from_its_edge(film: SmallFilm, tmp_path: Path) -> None:
    mask = Image.new("L", (60, 45))
    ImageDraw.Draw(mask).rectangle((20, 15, 35, 45), fill=255)
    mask.save(tmp_path / "feet.png")
    made = stage(film, tmp_path / "feet.png")
    layer = made.layers[0]
    assert not layer.moves_down
    placed = made.placed(layer, (0.0, 40.0), 1.0)
    assert placed.bottom >= layer.raster.box.bottom - 1e-6
    assert made.placed(layer, (0.0, 0.0), 0.0) == pytest.approx(layer.raster.box)


@pytest.mark.parametrize("swing", [(0.0, 0.0), (-500.0, -500.0), (500.0, 500.0)])
def test_a_figure_that_the_picture_shows_whole_is_never_cut_off(
    film: SmallFilm, tmp_path: Path, swing: tuple[float, float]
) -> None:
    mask = Image.new("L", (200, 150))
    ImageDraw.Draw(mask).rectangle((20, 10, 185, 120), fill=255)
    mask.save(tmp_path / "tall.png")
    made = stage(film, tmp_path / "tall.png")
    [layer] = made.layers
    placed = made.placed(layer, swing, 4.0)
    assert made.box.contains(placed)
    assert placed != layer.raster.box


def test_the_depth_has_its_limits(film: SmallFilm) -> None:
    made = stage(film)
    for layer in made.layers:
        far = made.placed(layer, (1e6, 1e6), 1.0)
        box: Rect = layer.raster.box
        assert abs(far.centre.x - box.centre.x) < made.box.width * 0.03


def test_a_panel_whose_mask_cannot_be_read_stays_flat(film: SmallFilm, tmp_path: Path) -> None:
    page = film.pages["comic"]
    panel = PanelId(page.composition.panels[0].panel_id)
    (tmp_path / "broken.png").write_bytes(b"no picture")
    for mask in (tmp_path / "broken.png", tmp_path / "missing.png"):
        cutouts = (Cutout(mask=mask),)
        drawing = page.composition.display_list
        assert stage_of(drawing, drawing.ops, panel, cutouts, Grid.over(drawing.trim_box, RESOLUTION)) is None
