"""Drawings that are moved, turned or cut show what they showed, elsewhere or in part."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from layouts.book import Book
from layouts.display_list import Colour, DisplayList, DrawOp, DrawPath
from layouts.painter import paint_pillow
from layouts.print.moving import bounds, moved, turned, within
from layouts.shapes import Affine, Insets, Outline, Rect, ellipse

places = st.floats(min_value=-20, max_value=60)
sizes = st.floats(min_value=2, max_value=60)
boxes = st.builds(Rect, places, places, sizes, sizes)
HALF_A_PIXEL = 128
"""Of the ink on an edge."""


def painted(*ops: DrawOp) -> np.ndarray:
    page = DisplayList(width_mm=60, height_mm=60, bleed=Insets.even(0), safe=Rect(0, 0, 60, 60), ops=ops)
    return np.asarray(paint_pillow(page, 50.8).convert("L"), dtype=int)  # two pixels a millimetre


def disc(clip: Outline | None = None) -> DrawPath:
    return DrawPath(outline=ellipse(Rect(10, 10, 40, 40)), fill=Colour.from_hex("#000000"), clip=clip)


@settings(max_examples=30)
@example(box=Rect(22.51, 22.51, 20.98, 54.84), clip=Outline.rectangle(Rect(5.2, 22.51, 20.98, 54.84)))
@given(box=boxes, clip=st.one_of(st.none(), boxes.map(ellipse), boxes.map(Outline.rectangle)))
def test_a_drawing_cut_to_a_box_shows_nothing_outside_and_everything_inside(box: Rect, clip: Outline | None):
    whole, cut = disc(clip), within(disc(clip), box)
    down, across = np.mgrid[0:120, 0:120] / 2 + 0.25
    # Pixels at the very edge of the box are partly covered.
    inside = (abs(across - box.centre.x) < box.width / 2 - 0.8) & (abs(down - box.centre.y) < box.height / 2 - 0.8)
    outside = (abs(across - box.centre.x) > box.width / 2 + 0.8) | (abs(down - box.centre.y) > box.height / 2 + 0.8)
    shown = painted() if cut is None else painted(cut)
    assert (shown[outside] == 255).all()
    # Curves of a cut clip become short edges, and the painter puts the edges of an upright clip on whole pixels.
    assert np.abs(shown - painted(whole))[inside].max(initial=0) <= HALF_A_PIXEL


def test_a_drawing_inside_is_not_touched():
    assert within(disc(), Rect(0, 0, 60, 60)) == disc()


@pytest.mark.parametrize("at", range(3))
def test_every_drawing_of_a_real_page_can_be_moved_and_moved_back(book: Book, at: int):
    for op in book.pages[at].composition.display_list.ops:
        there_and_back = moved(moved(op, 7.5, -3.25), -7.5, 3.25)
        assert bounds(there_and_back) == pytest.approx(bounds(op))


def test_a_quarter_turn_turns_what_is_seen():
    bar = DrawPath(outline=Outline.rectangle(Rect(10, 20, 30, 5)), fill=Colour.from_hex("#000000"))
    turn = Affine.rotation(90).then(Affine.translation(60, 0))
    assert np.abs(painted(turned(bar, turn, 90.0)) - np.rot90(painted(bar), -1)).max() <= 2
