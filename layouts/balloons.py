"""Balloons: bodies that hug their text, and tails that flow out of them in one outline.

The text is set first; its lines say how large the body must be. The small irregularities that make a balloon look
drawn by hand come from the lettering's id, so that the same page always looks the same.
"""

import math
import random
from collections.abc import Sequence
from itertools import pairwise

from layouts.shapes import Close, Cubic, Line, Move, Outline, Point, Rect, Segment, ellipse, quadratic

FULLNESS = 2.5  # exponent of the superellipse: 2 is an ellipse, more is boxier
_HANDLE = 0.665  # Bezier handle, in radii, that draws that superellipse
_SWAY_MM = 0.3  # how far the hand strays at most: less than any padding, so that text stays inside


def hugging_box(lines: Sequence[Rect], padding_mm: float) -> Rect:
    """The box of the smallest superellipse that keeps `padding_mm` round every line.

    Searched over the height; the width follows from the line corners.
    """
    block = Rect.around(corner for line in lines for corner in line.corners)
    middle = block.centre
    corners = [(abs(x - middle.x), abs(y - middle.y)) for line in lines for x, y in line.corners]
    half_height = block.height / 2
    candidates = []
    for step in range(1, 25):
        ry = half_height * (1 + step * 0.04) + padding_mm * 0.6
        rx = max(x / _half_chord(y / ry) for x, y in corners)
        candidates.append((rx * ry * (1 + 0.04 * abs(math.log(rx / ry / 1.5))), rx, ry))
    _, rx, ry = min(candidates)
    rx, ry = rx + padding_mm * 0.72, ry + padding_mm * 0.4
    return Rect(middle.x - rx, middle.y - ry, 2 * rx, 2 * ry)


def _half_chord(height: float) -> float:
    """Half the width of the unit superellipse at `height` (0 middle, 1 top)."""
    return float(max(1e-3, 1 - min(height, 0.9999) ** FULLNESS) ** (1 / FULLNESS))


def _hand(seed: str) -> random.Random:
    """The drawing hand of one lettering: the same id always trembles the same way."""
    return random.Random(seed)  # noqa: S311 - the same balloon always gets the same edge


def round_body(box: Rect, seed: str) -> Outline:
    """The body of a speech balloon: a soft superellipse, drawn a little unevenly."""
    hand = _hand(seed)
    sway_x, sway_y = min(0.02 * box.width, _SWAY_MM), min(0.02 * box.height, _SWAY_MM)
    middle = box.centre.moved(hand.uniform(-sway_x, sway_x), hand.uniform(-sway_y, sway_y))
    tops = [Point(middle.x, box.y), Point(box.right, middle.y), Point(middle.x, box.bottom), Point(box.x, middle.y)]
    corners = [Point(box.right, box.y), Point(box.right, box.bottom), Point(box.x, box.bottom), Point(box.x, box.y)]
    segments: list[Segment] = [Move(tops[0])]
    for corner, (start, end) in zip(corners, pairwise([*tops, tops[0]]), strict=True):
        grips = [_HANDLE + hand.uniform(-0.008, 0.05) for _ in range(2)]
        segments.append(Cubic(start.towards(corner, grips[0]), end.towards(corner, grips[1]), end))
    return Outline((*segments, Close()))


def cloud_body(box: Rect, seed: str, bump_mm: float = 8.0) -> Outline:
    """The body of a thought: a ring of soft bumps round the box."""
    hand = _hand(seed)
    rim = _rim(box, bump_mm, hand, at_least=7)
    segments: list[Segment] = [Move(rim[0])]
    for start, end in pairwise([*rim, rim[0]]):
        swell = start.distance(end) * hand.uniform(0.62, 0.74)
        out = _outward(start.towards(end, 0.5), box, swell)
        lean = (end.x - start.x) * 0.08, (end.y - start.y) * 0.08
        segments.append(
            Cubic(start.moved(out[0] - lean[0], out[1] - lean[1]), end.moved(out[0] + lean[0], out[1] + lean[1]), end)
        )
    return Outline((*segments, Close()))


def burst_body(box: Rect, seed: str, spike_mm: float = 6.5) -> Outline:
    """The body of a shout: spikes of uneven length round the box, their flanks bent inwards."""
    hand = _hand(seed)
    rim = _rim(box, spike_mm, hand, at_least=11)
    segments: list[Segment] = [Move(rim[0])]
    for start, end in pairwise([*rim, rim[0]]):
        valley = start.towards(end, 0.5)
        peak = valley.moved(*_outward(valley, box, hand.uniform(2.6, 5.2) * spike_mm / 6.5))
        segments.append(quadratic(start, start.towards(valley, 0.75), peak))
        segments.append(quadratic(peak, end.towards(valley, 0.75), end))
    return Outline((*segments, Close()))


def _rim(box: Rect, pitch_mm: float, hand: random.Random, at_least: int) -> list[Point]:
    """Points round the superellipse in `box`, about `pitch_mm` apart, a little uneven."""
    rx, ry = box.width / 2, box.height / 2
    around = math.pi * (3 * (rx + ry) - math.sqrt((3 * rx + ry) * (rx + 3 * ry)))
    count = max(at_least, round(around / pitch_mm))
    fine = [_on_superellipse(box, turn / 360) for turn in range(360)]
    lengths = [0.0]
    for here, there in pairwise([*fine, fine[0]]):
        lengths.append(lengths[-1] + here.distance(there))
    wanted = [(i + hand.uniform(-0.16, 0.16)) / count % 1 * lengths[-1] for i in range(count)]
    return [fine[next(k for k, length in enumerate(lengths[1:]) if length >= way)] for way in sorted(wanted)]


def _on_superellipse(box: Rect, turn: float) -> Point:
    cos, sin = math.cos(turn * math.tau), math.sin(turn * math.tau)
    power = 2 / FULLNESS
    return box.centre.moved(
        math.copysign(abs(cos) ** power, cos) * box.width / 2, math.copysign(abs(sin) ** power, sin) * box.height / 2
    )


def _outward(at: Point, box: Rect, length: float) -> tuple[float, float]:
    """A step of `length` away from the box, square to the ellipse in it."""
    nx = (at.x - box.centre.x) / max(box.width, 1e-6) ** 2
    ny = (at.y - box.centre.y) / max(box.height, 1e-6) ** 2
    norm = math.hypot(nx, ny) or 1.0
    return nx / norm * length, ny / norm * length


def tail(body: Rect, tip: Point, width_mm: float) -> Outline:
    """A curved tail from inside the body to `tip`: it leaves steeply and swings over to its aim."""
    root = _root(body, tip)
    dx, dy = tip.x - root.x, tip.y - root.y
    length = math.hypot(dx, dy) or 1.0
    swing = (
        Point(root.x + dx * 0.22, root.y + dy * 0.55)
        if abs(dy) > abs(dx) * 0.25
        else root.towards(tip, 0.5).moved(0, length * 0.12)
    )
    side_x, side_y = -(swing.y - root.y), swing.x - root.x
    norm = math.hypot(side_x, side_y) or 1.0
    side_x, side_y = side_x / norm * width_mm / 2, side_y / norm * width_mm / 2
    slim = 0.42
    return Outline(
        (
            Move(root.moved(side_x, side_y)),
            quadratic(root.moved(side_x, side_y), swing.moved(side_x * slim, side_y * slim), tip),
            quadratic(tip, swing.moved(-side_x * slim, -side_y * slim), root.moved(-side_x, -side_y)),
            Close(),
        )
    )


def _root(body: Rect, tip: Point) -> Point:
    """Where a tail is rooted inside the body: below the text's side that faces the tip, not at its far end."""
    reach_x = max(-0.55, min(0.55, (tip.x - body.centre.x) / max(body.width, 1e-6))) * body.width
    aim = Point(body.centre.x + reach_x * 0.62, body.centre.y)
    rise = math.copysign(body.height * 0.30, tip.y - body.centre.y)
    return aim if body.y <= tip.y <= body.bottom else aim.moved(0, rise)


def thought_trail(body: Rect, tip: Point) -> tuple[Outline, ...]:
    """Three shrinking bubbles on the way from the rim of a thought to `tip`."""
    start = _rim_towards(body, tip)
    bubbles = []
    for way, size in ((0.18, 2.1), (0.55, 1.5), (0.9, 1.0)):
        middle = start.towards(tip, way)
        bubbles.append(ellipse(Rect(middle.x - size * 1.15, middle.y - size, size * 2.3, size * 2)))
    return tuple(bubbles)


def _rim_towards(body: Rect, tip: Point) -> Point:
    """Where the straight way from the middle of the body to `tip` crosses its rim."""
    dx, dy = tip.x - body.centre.x, tip.y - body.centre.y
    reach = (abs(2 * dx / body.width) ** FULLNESS + abs(2 * dy / body.height) ** FULLNESS) ** (1 / FULLNESS)
    return body.centre.towards(tip, min(1.0, 1 / max(reach, 1e-6)))


def aimed_tip(body: Rect, head: Rect, longest_mm: float) -> Point:
    """Where a tail that is aimed at a head ends: at the rim of the face, and never `longest_mm` away from the body."""
    mouth = Point(head.centre.x, head.y + head.height * 0.62)
    rim = _rim_towards(body, mouth)
    way = rim.distance(mouth)
    length = min(way - _to_rim_of_face(mouth, rim, head), longest_mm)
    return rim.towards(mouth, max(length, 0.0) / max(way, 1e-6))


def _to_rim_of_face(mouth: Point, rim: Point, head: Rect) -> float:
    """How far the rim of the ellipse in `head` is from the mouth, looking towards `rim`."""
    way = mouth.distance(rim)
    if min(way, head.width, head.height) < 1e-6:
        return 0.0
    rx, ry = head.width / 2, head.height / 2
    ux, uy = (rim.x - mouth.x) / way / rx, (rim.y - mouth.y) / way / ry
    mx, my = (mouth.x - head.centre.x) / rx, (mouth.y - head.centre.y) / ry
    # |m + t u| = 1, the mouth lies inside
    a, b, c = ux * ux + uy * uy, mx * ux + my * uy, mx * mx + my * my - 1
    return (math.sqrt(b * b - a * c) - b) / a


def bridge(first: Rect, second: Rect, width_mm: float) -> Outline:
    """The neck between two joined balloons."""
    a, b = first.centre, second.centre
    norm = a.distance(b) or 1.0
    nx, ny = -(b.y - a.y) / norm * width_mm / 2, (b.x - a.x) / norm * width_mm / 2
    return Outline(
        (
            Move(a.moved(nx, ny)),
            Line(b.moved(nx, ny)),
            Line(b.moved(-nx, -ny)),
            Line(a.moved(-nx, -ny)),
            Close(),
        )
    )
