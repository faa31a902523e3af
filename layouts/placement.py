"""Finds a place for a balloon: in the quiet part of the panel, off faces and other balloons, in reading order.

A grid of places is judged at once; the best few are then looked at more closely for tails that cross something.
Costs are plain numbers without unit; 1 is about as bad as hiding a third of somebody's body.
"""

import math
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from layouts.page import Binding
from layouts.quiet import QuietMap
from layouts.shapes import Point, Rect

Floats = NDArray[np.float64]

_COLUMNS, _ROWS = 20, 18
_COVERS_HEAD, _COVERS_BALLOON, _LEAVES_REGION = 30.0, 25.0, 40.0
_COVERS_BODY, _BUSY, _LOW, _WRONG_ORDER, _FAR, _BELOW_HEAD, _CROSSING = 3.0, 1.2, 0.55, 2.5, 0.7, 2.0, 3.0
_HEAD_MARGIN_MM, _BALLOON_MARGIN_MM = 2.0, 1.2
_OFF_EDGE, _OFF_CORNER = 2.0, 0.5
_CLOSELY_JUDGED = 24
_ROUND_ABOUT = (
    (-0.36, -0.36),
    (0.36, -0.36),
    (-0.36, 0.36),
    (0.36, 0.36),
    (-0.49, 0),
    (0.49, 0),
    (0, -0.49),
    (0, 0.49),
)
_JOINED = 0.9  # joined balloons stand this share of their touching distance apart


class Hold(Enum):
    """Where in the panel something wants to lie: anywhere, or along the edges with a liking for top or bottom."""

    FREE = "free"
    TOP_EDGE = "top edge"
    BOTTOM_EDGE = "bottom edge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a new balloon must mind, all in mm on the page.

    region    where it should stay
    corners   the panel's polygon, for slanted frames
    heads     must never be covered
    figures   should not be covered
    taken     balloons that are there already, in reading order
    forbidden where nothing may lie: the fold of a spread
    quiet     where the picture is calm, or None
    """

    region: Rect
    corners: tuple[Point, ...]
    heads: tuple[Rect, ...] = ()
    figures: tuple[Rect, ...] = ()
    taken: tuple[Rect, ...] = ()
    forbidden: tuple[Rect, ...] = ()
    quiet: QuietMap | None = None
    binding: Binding = Binding.LEFT


@dataclass(frozen=True, slots=True)
class Place:
    """The middle of a balloon and what is bad about it there."""

    middle: Point
    cost: float


def find_place(
    size: tuple[float, float], around: Surroundings, speaker: Rect | None = None, hold: Hold = Hold.FREE
) -> Place:
    """The best place for something of `size` (width, height in mm).

    speaker  the head that its tail will be aimed at
    """
    xs, ys = _grid(size, around.region, hold)
    cost = _common_cost(xs, ys, size, around)
    depth = (ys - around.region.y) / max(around.region.height, 1e-6)
    if hold is Hold.FREE:
        cost += _LOW * depth
    else:
        cost += _OFF_EDGE * (1 - depth if hold is Hold.BOTTOM_EDGE else depth) + _corner_cost(xs, around, hold)
    if speaker is not None:
        cost += _speaker_cost(xs, ys, size, around.region, speaker)
    if around.taken:
        cost += _order_cost(xs, ys, around)
    return _closely_judged(xs, ys, cost, around, speaker)


def place_beside(size: tuple[float, float], partner: Rect, around: Surroundings) -> Place:
    """The best place for a balloon that is joined to `partner`: overlapping its lower or outer rim a little."""
    turns = [math.radians(degrees) for degrees in (35, 60, 90, 120, 145, 0, 180, -35, -145)]
    reach_x, reach_y = (partner.width + size[0]) / 2 * _JOINED, (partner.height + size[1]) / 2 * _JOINED
    xs = np.array([partner.centre.x + math.cos(turn) * reach_x for turn in turns])
    ys = np.array([partner.centre.y + math.sin(turn) * reach_y for turn in turns])
    others = tuple(taken for taken in around.taken if taken != partner)
    cost = _common_cost(xs, ys, size, replace(around, taken=others))
    cost += _order_cost(xs, ys, replace(around, taken=(partner,)))
    best = int(np.argmin(cost))
    return Place(Point(float(xs[best]), float(ys[best])), float(cost[best]))


def _grid(size: tuple[float, float], region: Rect, hold: Hold) -> tuple[Floats, Floats]:
    """The middles of all candidates; something larger than the region gets the region's middle."""
    xs = _steps(region.x + size[0] / 2, region.right - size[0] / 2, region.centre.x, _COLUMNS)
    ys = _steps(region.y + size[1] / 2, region.bottom - size[1] / 2, region.centre.y, _ROWS)
    if hold is not Hold.FREE:
        ys = np.array([ys[0], ys[-1]])
        xs = np.array([xs[0], xs[len(xs) // 2], xs[-1]])
    grid_x, grid_y = np.meshgrid(xs, ys)
    return grid_x.ravel(), grid_y.ravel()


def _steps(low: float, high: float, middle: float, count: int) -> Floats:
    return np.linspace(low, high, count) if high > low else np.array([middle])


def _common_cost(xs: Floats, ys: Floats, size: tuple[float, float], around: Surroundings) -> Floats:
    cost = _LEAVES_REGION * _outside_share(xs, ys, size, around.corners)
    for head in around.heads:
        cost += _COVERS_HEAD * _share(xs, ys, size, head.grown(_HEAD_MARGIN_MM))
    for taken in (*around.taken, *around.forbidden):
        cost += _COVERS_BALLOON * _share(xs, ys, size, taken.grown(_BALLOON_MARGIN_MM))
    for figure in around.figures:
        cost += _COVERS_BODY * _common_area(xs, ys, size, figure) / max(figure.width * figure.height, 1e-6)
    if around.quiet is not None:
        cost += _BUSY * around.quiet.busyness(xs, ys, *size)
    return cost


def _share(xs: Floats, ys: Floats, size: tuple[float, float], other: Rect) -> Floats:
    """What each candidate has in common with `other`, in areas of the smaller of both; touching counts a little."""
    common = _common_area(xs, ys, size, other)
    share: Floats = common / max(min(size[0] * size[1], other.width * other.height), 1e-6) + 0.02 * (common > 0)
    return share


def _common_area(xs: Floats, ys: Floats, size: tuple[float, float], other: Rect) -> Floats:
    width = np.minimum(xs + size[0] / 2, other.right) - np.maximum(xs - size[0] / 2, other.x)
    height = np.minimum(ys + size[1] / 2, other.bottom) - np.maximum(ys - size[1] / 2, other.y)
    area: Floats = np.maximum(width, 0.0) * np.maximum(height, 0.0)
    return area


def _outside_share(xs: Floats, ys: Floats, size: tuple[float, float], corners: tuple[Point, ...]) -> Floats:
    """The share of eight points round each candidate that lie outside the panel's polygon."""
    outside = np.zeros_like(xs)
    for dx, dy in _ROUND_ABOUT:
        outside += ~_inside(xs + dx * size[0], ys + dy * size[1], corners)
    share: Floats = outside / 8
    return share


def _inside(xs: Floats, ys: Floats, corners: tuple[Point, ...]) -> NDArray[np.bool_]:
    """Even-odd rule for many points at once."""
    inside = np.zeros(xs.shape, dtype=bool)
    for here, there in zip(corners, (*corners[1:], corners[0]), strict=True):
        if here.y == there.y:
            continue
        crosses = (here.y > ys) != (there.y > ys)
        inside ^= crosses & (xs < (there.x - here.x) * (ys - here.y) / (there.y - here.y) + here.x)
    return inside


def _corner_cost(xs: Floats, around: Surroundings, hold: Hold) -> Floats:
    """What opens a panel likes the corner where reading begins; what closes it, the one where it ends."""
    region = around.region
    starts_left = (around.binding is Binding.LEFT) == (hold is Hold.TOP_EDGE)
    off_left = (xs - region.x) / max(region.width, 1e-6)
    cost: Floats = _OFF_CORNER * (off_left if starts_left else 1 - off_left)
    return cost


def _speaker_cost(xs: Floats, ys: Floats, size: tuple[float, float], region: Rect, head: Rect) -> Floats:
    """Near the speaker, above the head, and not exactly beside it."""
    far = np.abs(xs - head.centre.x) / max(region.width, 1e-6)
    rise = np.abs(ys - head.centre.y) / max(region.height, 1e-6)
    below = ys + size[1] / 2 > head.centre.y
    cost: Floats = _FAR * far + 0.5 * _FAR * rise + _BELOW_HEAD * below
    return cost


def _order_cost(xs: Floats, ys: Floats, around: Surroundings) -> Floats:
    """A later balloon stands further along the line of reading than the one before it."""
    before = around.taken[-1].centre
    along = 1.0 if around.binding is Binding.LEFT else -1.0
    ahead = (xs - before.x) * along / max(around.region.width, 1e-6)
    down = (ys - before.y) / max(around.region.height, 1e-6)
    return np.asarray(_WRONG_ORDER * np.maximum(0.0, -(down + 0.45 * ahead)))


def _closely_judged(xs: Floats, ys: Floats, cost: Floats, around: Surroundings, speaker: Rect | None) -> Place:
    """The best of the cheapest places, once tails are looked at."""
    order = np.argsort(cost, kind="stable")[:_CLOSELY_JUDGED]
    best = Place(Point(float(xs[order[0]]), float(ys[order[0]])), float("inf"))
    for index in order:
        middle = Point(float(xs[index]), float(ys[index]))
        total = float(cost[index]) + (_crossing_cost(middle, speaker, around) if speaker else 0.0)
        if total < best.cost:
            best = Place(middle, total)
    return best


def _crossing_cost(middle: Point, speaker: Rect, around: Surroundings) -> float:
    """Tails should not run over other balloons or other faces."""
    others = (*around.taken, *(head for head in around.heads if head != speaker))
    return _CROSSING * sum(_crosses(middle, speaker.centre, other) for other in others)


def _crosses(start: Point, end: Point, box: Rect) -> bool:
    """Whether a straight way touches a box: the stretches in which it is between the edges must overlap."""
    enter, leave = 0.0, 1.0
    for origin, step, low, high in (
        (start.x, end.x - start.x, box.x, box.right),
        (start.y, end.y - start.y, box.y, box.bottom),
    ):
        if abs(step) < 1e-9:
            if not low <= origin <= high:
                return False
            continue
        near, far = sorted(((low - origin) / step, (high - origin) / step))
        enter, leave = max(enter, near), min(leave, far)
    return enter <= leave
