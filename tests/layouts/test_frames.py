"""Cutting, merging and moving the frames of panels."""

import math
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from shapely.geometry import LineString, Polygon

from charabook.errors import BadInput
from layouts.frames import Frame, FrameName, Side, bleed_off, cut, merge, move_edge, trouble_of
from layouts.shapes import Insets, Point, Rect

PAGE = Rect(0.0, 0.0, 180.0, 260.0)
angles = st.floats(0, 180)
gutters = st.floats(0, 12)
shares = st.floats(0.25, 0.75)


def polygon(frame: Frame) -> Polygon:
    return Polygon(frame)


def knife_through(box: Rect, x: float, y: float, degrees: float) -> tuple[Point, Point]:
    middle = Point(box.x + box.width * x, box.y + box.height * y)
    return middle, middle.moved(math.cos(math.radians(degrees)) * 10, math.sin(math.radians(degrees)) * 10)


@given(shares, shares, angles, gutters)
def test_a_cut_at_any_angle_keeps_its_gutter_and_loses_nothing_else(
    x: float, y: float, angle: float, gutter: float
) -> None:
    pieces = cut(PAGE.corners, *knife_through(PAGE, x, y, angle), gutter)

    first, second = map(polygon, pieces)
    assert first.distance(second) == pytest.approx(gutter, abs=1e-3)
    strip = polygon(PAGE.corners).area - first.area - second.area
    assert strip == pytest.approx(_strip_area(x, y, angle, gutter), rel=1e-3, abs=0.05)


def _strip_area(x: float, y: float, angle: float, gutter: float) -> float:
    start, end = knife_through(PAGE, x, y, angle)
    far = [start.towards(end, -100), start.towards(end, 100)]
    return polygon(PAGE.corners).intersection(LineString(far).buffer(gutter / 2, cap_style="flat")).area


@given(shares, shares, angles, st.floats(0.5, 8))
def test_merging_the_two_halves_of_a_cut_gives_the_panel_back(x: float, y: float, angle: float, gutter: float) -> None:
    first, second = cut(PAGE.corners, *knife_through(PAGE, x, y, angle), gutter)
    merged = polygon(merge(first, second, gutter))
    assert merged.symmetric_difference(polygon(PAGE.corners)).area < 0.02 * PAGE.width * PAGE.height
    assert merged.buffer(0.01).contains(polygon(first))
    assert merged.buffer(0.01).contains(polygon(second))


@given(st.lists(st.tuples(shares, shares, angles), min_size=1, max_size=6))
def test_panels_stay_apart_and_inside_however_often_a_page_is_cut(knives: list[tuple[float, float, float]]) -> None:
    frames: list[Frame] = [PAGE.corners]
    for number, (x, y, angle) in enumerate(knives):
        victim = frames.pop(number % len(frames))
        try:
            frames.extend(cut(victim, *knife_through(Rect.around(victim), x, y, angle), 4.0))
        except BadInput:
            frames.append(victim)
    assert all(trouble_of(frame) is None for frame in frames)
    assert all(polygon(a).distance(polygon(b)) > 3.9 for a, b in combinations(frames, 2))
    assert all(polygon(PAGE.corners).buffer(1e-6).contains(polygon(frame)) for frame in frames)


@pytest.mark.parametrize(
    ("start", "end", "gutter"),
    [
        (Point(10, 10), Point(10, 10), 4.0),
        (Point(-50, 0), Point(-50, 10), 4.0),
        (Point(0.5, 0), Point(0.5, 10), 4.0),
        (Point(90, 0), Point(90, 10), -1.0),
        (Point(90, 0), Point(90, 10), 500.0),
        (Point(90, 0), Point(90, 10), float("nan")),
    ],
)
def test_a_cut_that_makes_no_two_panels_is_refused_with_a_reason(start: Point, end: Point, gutter: float) -> None:
    with pytest.raises(BadInput) as refusal:
        cut(PAGE.corners, start, end, gutter)
    assert refusal.value.remedy


def test_panels_that_are_no_neighbours_cannot_be_merged() -> None:
    with pytest.raises(BadInput, match="not neighbours"):
        merge(Rect(0, 0, 40, 40).corners, Rect(100, 0, 40, 40).corners, 4.0)


def test_merging_unequal_neighbours_keeps_both_outlines() -> None:
    merged = merge(Rect(0, 0, 50, 100).corners, Rect(54, 0, 50, 40).corners, 4.0)
    assert polygon(merged).area == pytest.approx(50 * 100 + 54 * 40, rel=1e-3)
    assert len(merged) == 6


# ---------------------------------------------------------------- moving edges

GRID = {
    FrameName("A"): Rect(0, 0, 58, 98).corners,
    FrameName("B"): Rect(62, 0, 58, 98).corners,
    FrameName("C"): Rect(0, 102, 120, 98).corners,
}


def boxes(frames: dict[FrameName, Frame]) -> dict[str, tuple[float, ...]]:
    return {name: tuple(round(value, 3) for value in Rect.around(frame)) for name, frame in frames.items()}


def test_a_moved_edge_takes_the_panels_beyond_the_gutter_along() -> None:
    moved = move_edge(GRID, FrameName("A"), 2, 10.0, 4.0)  # the lower edge of A, 10 mm down
    assert boxes(moved) == {"A": (0, 0, 58, 108), "B": (62, 0, 58, 108), "C": (0, 112, 120, 88)}


def test_an_edge_moves_only_with_those_that_face_it() -> None:
    moved = move_edge(GRID, FrameName("A"), 1, -6.0, 4.0)  # the right edge of A, 6 mm to the left
    assert boxes(moved) == {"A": (0, 0, 52, 98), "B": (56, 0, 64, 98), "C": (0, 102, 120, 98)}


def test_an_outer_edge_moves_alone() -> None:
    moved = move_edge(GRID, FrameName("A"), 3, 3.0, 4.0)
    assert boxes(moved) == {"A": (-3, 0, 61, 98), "B": (62, 0, 58, 98), "C": (0, 102, 120, 98)}


@given(st.floats(-30, 30), st.floats(-0.3, 0.3), st.integers(0, 3))
def test_moving_an_edge_of_slanted_panels_and_back_changes_nothing(distance: float, slant: float, index: int) -> None:
    top, bottom = cut(PAGE.corners, Point(0, 130 - 90 * slant), Point(180, 130 + 90 * slant), 4.0)
    frames = {FrameName("top"): top, FrameName("bottom"): bottom}
    try:
        moved = move_edge(frames, FrameName("top"), index, distance, 4.0)
        back = move_edge(moved, FrameName("top"), index, -distance, 4.0)
    except BadInput:
        assume(False)
    for name, frame in frames.items():
        assert polygon(back[name]).symmetric_difference(polygon(frame)).area < 0.5
    assert polygon(moved[FrameName("top")]).distance(polygon(moved[FrameName("bottom")])) == pytest.approx(
        4.0, abs=0.05
    )


def test_an_edge_is_not_moved_through_its_panel() -> None:
    with pytest.raises(BadInput, match="too small"):
        move_edge(GRID, FrameName("A"), 1, -57.8, 4.0)
    with pytest.raises(BadInput, match="no edge"):
        move_edge(GRID, FrameName("A"), 9, 1.0, 4.0)


def test_a_panel_bleeds_only_where_it_touches_the_live_edge() -> None:
    live, sheet = Rect(10, 10, 160, 240), Rect(-3, -3, 186, 266)
    slanted = (Point(10, 10), Point(120, 10), Point(100, 90), Point(10, 90))
    assert bleed_off(slanted, live, sheet, [Side.LEFT, Side.TOP, Side.RIGHT]) == (
        Point(-3, -3),
        Point(120, -3),
        Point(100, 90),
        Point(-3, 90),
    )


@pytest.mark.parametrize(
    "frame",
    [
        (),
        (Point(0, 0), Point(1, 1)),
        (Point(0, 0), Point(40, 40), Point(40, 0), Point(0, 40)),
        Rect(0, 0, 0.5, 100).corners,
        (Point(0, 0), Point(float("inf"), 0), Point(0, 5)),
        (Point(0, 0), Point(float("nan"), 0), Point(0, 5)),
    ],
)
def test_unusable_frames_are_named_as_such(frame: Frame) -> None:
    assert trouble_of(frame)


@given(st.floats(0, 50), st.floats(0, 50))
def test_insets_never_turn_a_rectangle_inside_out(width: float, height: float) -> None:
    small = Rect(0, 0, width, height).inset(Insets.even(20))
    assert small.width >= 0
    assert small.height >= 0
