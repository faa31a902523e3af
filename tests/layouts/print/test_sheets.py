"""Boxes lie within each other, marks lie outside the bleed, big pages shrink onto small paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charabook.errors import BadInput
from layouts.page import Sheet
from layouts.print.presets import preset, presets
from layouts.print.rules import Marks
from layouts.print.sheets import mark_lines, sheet_for
from layouts.shapes import Insets, Point

POINT = 72 / 25.4
sides = st.floats(min_value=40, max_value=600)


def test_without_marks_the_sheet_is_the_bleed():
    house = preset("kdp-paperback")
    sheet = sheet_for(house, 152.4, 228.6, house.bleed(Sheet.RIGHT))
    left, bottom, right, top = sheet.box_points(sheet.media)
    assert (right - left, top - bottom) == (pytest.approx((6 + 0.125) * 72), pytest.approx((9 + 0.25) * 72))
    assert sheet.media == sheet.bleed


def test_the_trim_of_a_right_page_begins_at_the_spine_edge_of_the_sheet():
    house = preset("ingramspark")
    sheet = sheet_for(house, 152.4, 228.6, house.bleed(Sheet.RIGHT))
    assert sheet.box_points(sheet.trim)[0] == pytest.approx(0.0)


def test_page_coordinates_run_down_and_pdf_coordinates_up():
    sheet = sheet_for(preset("lulu-paperback"), 100, 200, Insets.even(3))
    assert sheet.to_points.apply((0, 0)) == pytest.approx(Point(3 * POINT, 203 * POINT))
    assert sheet.to_points.apply((100, 200)) == pytest.approx(Point(103 * POINT, 3 * POINT))


@given(width=sides, height=sides, bleed=st.floats(min_value=0, max_value=10))
def test_boxes_lie_within_each_other_for_every_preset_and_size(width: float, height: float, bleed: float):
    for house in presets():
        sheet = sheet_for(house, width, height, Insets.even(bleed))
        assert sheet.bleed.contains(sheet.trim)
        assert sheet.media.contains(sheet.bleed, slack=1e-6)


@given(width=sides, height=sides, bleed=st.floats(min_value=0, max_value=10), marks=st.sampled_from(list(Marks)))
def test_no_mark_touches_what_is_printed(width: float, height: float, bleed: float, marks: Marks):
    sheet = sheet_for(preset("us-comic"), width, height, Insets.even(bleed))
    for line in mark_lines(marks, sheet):
        middle = Point((line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2)
        inside = sheet.bleed.grown(-1e-6)
        assert not inside.holds(middle)
        assert not inside.holds(line[:2])
        assert not inside.holds(line[2:])


def test_register_marks_point_at_trim_and_bleed_and_middle():
    sheet = sheet_for(preset("doujin-b5"), 182, 257, Insets.even(3))
    upright = {round(line.x0, 3) for line in mark_lines(Marks.TOMBO, sheet) if line.x0 == line.x1}
    assert {-3.0, 0.0, 91.0, 182.0, 185.0} <= upright


@pytest.mark.parametrize("size", [(0, 100), (100, -5), (1, 1), (6000, 100), (float("nan"), 100)])
def test_absurd_pages_are_refused(size: tuple[float, float]):
    with pytest.raises(BadInput, match="cannot be printed"):
        sheet_for(preset("lulu-paperback"), *size, Insets.even(3))


def test_a_page_larger_than_the_paper_shrinks_and_stays_in_its_middle():
    sheet = sheet_for(preset("home-a4"), 297, 420, Insets.even(3))
    assert sheet.scale < 1
    left, bottom, right, top = sheet.box_points(sheet.media)
    assert (right - left, top - bottom) == (pytest.approx(210 * POINT), pytest.approx(297 * POINT))
    trim = sheet.box_points(sheet.trim)
    assert trim[0] - left == pytest.approx(right - trim[2])
    assert trim[1] - bottom == pytest.approx(top - trim[3])


def test_a_small_page_is_printed_at_its_size_on_the_paper():
    assert sheet_for(preset("home-a4"), 148, 210, Insets.even(3)).scale == 1


def test_a_wide_page_turns_the_paper():
    sheet = sheet_for(preset("home-a4"), 280, 190, Insets.even(3))
    assert sheet.media.width > sheet.media.height
