"""From a frame back to the picture: what is filmed is what was drawn, wherever camera and depth have put it."""

import itertools
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from layouts.motion.direction import FilmStyle
from layouts.motion.planning import plan
from layouts.motion.projector import Precision, Projector
from layouts.page import Page, Panel, PanelId, Picture
from tests.layouts.motion.small_film import SmallFilm, film_page
from tests.layouts.motion.test_projector import pixels
from tests.layouts.sample_pages import SQUARE

SIDE = 256
PANEL = PanelId("A")
FIGURE = (150, 90, 215, 200)
"""Off the middle: there the camera's place moves the figure before its ground."""


@pytest.fixture
def film(tmp_path: Path) -> SmallFilm:
    """A picture whose colour says where in the picture it is, with one figure."""
    down, across = np.mgrid[0:SIDE, 0:SIDE].astype(np.uint8)
    ramps = np.stack([across, down, np.full_like(down, 90)], axis=-1)
    Image.fromarray(ramps).save(tmp_path / "ramps.png")
    mask = Image.new("L", (SIDE, SIDE))
    ImageDraw.Draw(mask).ellipse(FIGURE, fill=255)
    mask.save(tmp_path / "mask.png")
    frame = SQUARE.trim_box(SQUARE.sheet_of_page(1)).corners
    panel = Panel(id=PANEL, frame=frame, picture=Picture(path=tmp_path / "ramps.png", pixels=(SIDE, SIDE)))
    return SmallFilm(film_page("one", Page(format=SQUARE, panels=(panel,)), tmp_path / "mask.png"))


def projector(film: SmallFilm, parallax: float) -> Projector:
    return Projector(plan(film, FilmStyle(width=640, height=360)), film, parallax)


def middle_s(shown: Projector) -> float:
    (shot,) = [one for one in shown.timeline.scenes[0].shots if one.panel_id == PANEL]
    return shot.at_s + shot.length_s * 0.5


@pytest.mark.parametrize("parallax", [0.0, 1.0, 3.0])
def test_a_figure_is_found_where_the_frame_shows_it(film: SmallFilm, parallax: float) -> None:
    shown = projector(film, parallax)
    (seen,) = shown.sightings(middle_s(shown), PANEL)
    frame = pixels(shown.frame_at(middle_s(shown)))
    left, top, right, bottom = FIGURE
    drawn, found = [], []
    for x, y in itertools.product(range(left + 20, right - 20, 5), range(top + 30, bottom - 30, 5)):
        place = seen.own.apply(((x + 0.5) / SIDE, (y + 0.5) / SIDE))
        if 0 <= place.y < 360:
            drawn.append((x, y))
            found.append(frame[int(place.y), int(place.x), :2])
    assert len(found) > 30
    assert np.abs(np.array(found) - np.array(drawn)).max() <= 1.5


def test_depth_moves_the_figure_before_its_ground_and_nothing_else_does(film: SmallFilm) -> None:
    flat, deep = projector(film, 0.0), projector(film, 1.0)
    (lying,) = flat.sightings(middle_s(flat), PANEL)
    (standing,) = deep.sightings(middle_s(deep), PANEL)
    assert lying.own == lying.ground == standing.ground
    assert standing.own != standing.ground


def test_who_is_in_no_picture_is_not_sighted(film: SmallFilm) -> None:
    shown = projector(film, 1.0)
    assert shown.sightings(middle_s(shown), "another") == ()


def test_a_films_colours_are_those_of_the_picture(film: SmallFilm) -> None:
    exact = Projector(plan(film, FilmStyle(width=640, height=360)), film, precision=Precision.EXACT)
    (seen,) = exact.sightings(middle_s(exact), PANEL)
    frame = pixels(exact.frame_at(middle_s(exact)))
    left, top = seen.own.apply((170 / SIDE, 120 / SIDE))
    right, bottom = seen.own.apply((195 / SIDE, 150 / SIDE))
    assert np.unique(frame[round(top) : round(bottom), round(left) : round(right), 2]).tolist() == [90]
