"""Balloons hug their text; tails flow out of them and end before the face."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from shapely.geometry import Point as ShapelyPoint
from shapely.geometry import Polygon
from shapely.geometry import box as shapely_box

from layouts.balloons import aimed_tip, burst_body, cloud_body, hugging_box, round_body, tail, thought_trail
from layouts.shapes import Outline, Point, Rect
from layouts.unions import united

widths = st.lists(st.floats(4, 50), min_size=1, max_size=9)
boxes = st.builds(Rect, st.floats(-50, 50), st.floats(-50, 50), st.floats(14, 80), st.floats(10, 60))


def lines(line_widths: list[float], pitch: float = 4.0) -> list[Rect]:
    top = -len(line_widths) * pitch / 2
    return [Rect(-width / 2, top + i * pitch, width, 3.2) for i, width in enumerate(line_widths)]


def area_of(outline: Outline) -> Polygon:
    chains = [chain for chain in outline.contours(24) if len(chain) > 2]
    whole = Polygon(chains[0]).buffer(0)
    for chain in chains[1:]:
        whole = whole.union(Polygon(chain).buffer(0))
    return whole


@example([27.0, 40.0, 28.0, 49.0, 14.8, 44.4, 10.5, 42.6, 44.9], 1.0, "\xa2\xfb")
@given(widths, st.floats(1.0, 4.0), st.text(max_size=5))
def test_every_line_lies_within_the_drawn_balloon(line_widths: list[float], padding: float, seed: str) -> None:
    set_lines = lines(line_widths)
    body = area_of(round_body(hugging_box(set_lines, padding), seed))
    for line in set_lines:
        assert body.contains(shapely_box(line.x, line.y, line.right, line.bottom))


@given(widths)
def test_a_balloon_is_not_much_larger_than_its_text(line_widths: list[float]) -> None:
    set_lines = lines(line_widths)
    block = Rect.around(corner for line in set_lines for corner in line.corners)
    body = hugging_box(set_lines, 2.0)
    assert body.width <= block.width * 1.6 + 12
    assert body.height <= block.height * 2.0 + 10


@given(boxes, st.floats(0, 360), st.floats(1.3, 3.0), st.text(max_size=4))
def test_a_tail_flows_from_the_body_to_its_tip_in_one_outline(box: Rect, angle: float, reach: float, seed: str) -> None:
    tip = box.centre.moved(
        math.cos(math.radians(angle)) * box.width / 2 * reach, math.sin(math.radians(angle)) * box.height / 2 * reach
    )
    outline = united([round_body(box, seed), tail(box, tip, 4.0)])
    assert len(list(outline.contours())) == 1
    whole = area_of(outline)
    assert whole.buffer(0.05).contains(ShapelyPoint(tip))
    assert whole.area < area_of(round_body(box, seed)).area + 5.0 * box.centre.distance(tip)


@given(boxes, st.text(max_size=4))
def test_clouds_and_bursts_hold_the_body_they_are_drawn_round(box: Rect, seed: str) -> None:
    core = area_of(round_body(box.grown(-0.1 * min(box.width, box.height)), seed))
    for outline in (cloud_body(box, seed), burst_body(box, seed)):
        assert core.difference(area_of(outline)).area < 0.02 * core.area


@given(boxes, boxes)
def test_a_tail_ends_at_the_rim_of_the_face_it_is_aimed_at(body: Rect, head: Rect) -> None:
    face = head.moved(body.width / 2 + 170, 30)
    tip = aimed_tip(body, face, 1000.0)
    across = (tip.x - face.centre.x) / (face.width / 2)
    down = (tip.y - face.centre.y) / (face.height / 2)
    assert math.hypot(across, down) == pytest.approx(1.0)
    assert aimed_tip(body, face, 8.0).distance(body.centre) <= math.hypot(body.width, body.height) / 2 + 8.01


def test_the_same_lettering_is_always_drawn_alike() -> None:
    box = Rect(0, 0, 40, 25)
    assert round_body(box, "a") == round_body(box, "a")
    assert round_body(box, "a") != round_body(box, "b")


def test_a_thought_is_followed_by_shrinking_bubbles() -> None:
    sizes = [bubble.bounds().width for bubble in thought_trail(Rect(0, 0, 40, 25), Point(60, 60))]
    assert sizes == sorted(sizes, reverse=True)
    assert len(sizes) == 3


def test_uniting_keeps_curves() -> None:
    whole = united([round_body(Rect(0, 0, 30, 20), "x"), tail(Rect(0, 0, 30, 20), Point(40, 40), 4.0)])
    assert sum(type(segment).__name__ == "Cubic" for segment in whole.segments) >= 4
    assert area_of(whole).area == pytest.approx(
        area_of(round_body(Rect(0, 0, 30, 20), "x")).union(area_of(tail(Rect(0, 0, 30, 20), Point(40, 40), 4.0))).area,
        rel=0.01,
    )
