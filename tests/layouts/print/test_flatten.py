"""Flattening leaves nothing see-through, changes nothing that one sees, and touches no more than it must."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layouts.book import Book
from layouts.display_list import Colour, DisplayList, DrawGlyphs, DrawImage, DrawPath, Stroke
from layouts.painter import paint_pillow
from layouts.print.flatten import flattened, is_see_through
from layouts.print.moving import bounds
from layouts.shapes import Insets, Outline, Rect, ellipse

DPI = 150.0


def glass(box: Rect, alpha: float = 0.5, **options: object) -> DrawPath:
    return DrawPath(outline=Outline.rectangle(box), fill=Colour.from_hex("#2040ff"), alpha=alpha, **options)


def page(*ops: DrawPath) -> DisplayList:
    ground = DrawPath(outline=Outline.rectangle(Rect(10, 10, 50, 50)), fill=Colour.from_hex("#ffcc00"))
    return DisplayList(width_mm=80, height_mm=80, bleed=Insets.even(3), safe=Rect(5, 5, 70, 70), ops=(ground, *ops))


def difference(one: DisplayList, other: DisplayList) -> float:
    pictures = [np.asarray(paint_pillow(drawing, DPI), dtype=float) for drawing in (one, other)]
    return float(np.abs(pictures[0] - pictures[1]).mean())


def test_a_page_without_transparency_is_left_alone(tmp_path: Path):
    opaque = page()
    assert flattened(opaque, DPI, tmp_path, paint_pillow) is opaque


def test_nothing_see_through_is_left_and_the_page_looks_the_same(tmp_path: Path, book: Book):
    drawing = book.pages[2].composition.display_list
    flat = flattened(drawing, DPI, tmp_path, paint_pillow)
    assert not any(is_see_through(op) for op in flat.ops)
    assert difference(drawing, flat) < 0.5


def test_text_above_stays_text(tmp_path: Path, book: Book):
    drawing = book.pages[2].composition.display_list
    flat = flattened(drawing, DPI, tmp_path, paint_pillow)
    letters = [op for op in drawing.ops if isinstance(op, DrawGlyphs)]
    assert [op for op in flat.ops if isinstance(op, DrawGlyphs)] == letters


def test_only_the_touched_rectangle_becomes_a_picture_and_its_edge_stays_sharp(tmp_path: Path):
    shape = DrawPath(outline=ellipse(Rect(20, 20, 20, 10)), fill=Colour.from_hex("#ff0000"), alpha=0.5)
    flat = flattened(page(shape), DPI, tmp_path, paint_pillow)
    patch = flat.ops[-1]
    assert isinstance(patch, DrawImage)
    assert patch.clip == shape.outline
    assert Rect(19.5, 19.5, 21, 11).contains(bounds(patch))
    assert patch.effective_dpi == pytest.approx(DPI, rel=0.02)


def test_two_panes_show_through_each_other(tmp_path: Path):
    both = page(glass(Rect(15, 15, 30, 30)), glass(Rect(30, 30, 40, 40), 0.3))
    assert difference(both, flattened(both, DPI, tmp_path, paint_pillow)) < 0.5


def test_a_see_through_line_is_blended_too(tmp_path: Path):
    pen = Stroke(colour=Colour.from_hex("#ff0000"), width_mm=3)
    lined = page(DrawPath(outline=ellipse(Rect(5, 5, 60, 60)), stroke=pen, alpha=0.4))
    assert difference(lined, flattened(lined, DPI, tmp_path, paint_pillow)) < 0.5


def test_a_pane_beyond_the_page_draws_nothing(tmp_path: Path):
    away = page(glass(Rect(200, 200, 10, 10)))
    assert difference(away, flattened(away, DPI, tmp_path, paint_pillow)) == 0


panes = st.builds(Rect, st.floats(-5, 70), st.floats(-5, 70), st.floats(0.5, 60), st.floats(0.5, 60))


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pane=panes, alpha=st.floats(0, 0.99))
def test_any_pane_anywhere_looks_the_same_flattened(tmp_path: Path, pane: Rect, alpha: float):
    drawing = page(glass(pane, alpha))
    assert difference(drawing, flattened(drawing, DPI, tmp_path, paint_pillow)) < 1.0
