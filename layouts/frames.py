"""Frames of panels: cut with a straight knife, merge with a neighbour, move a shared edge, bleed off the page.

A frame is the chain of its corners in mm. Every function returns new frames or raises BadInput with the reason; a
frame that comes out is always a simple polygon that is large enough to show something.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import NewType

from shapely.geometry import LineString, MultiPolygon, Polygon
from shapely.ops import unary_union

from charabook.errors import BadInput
from layouts.shapes import Point, Rect

Frame = tuple[Point, ...]
FrameName = NewType("FrameName", str)

MIN_AREA_MM2 = 4.0
MIN_THICKNESS_MM = 1.0
_SAME_MM = 0.01
_ON_EDGE_MM = 0.5
_FACING_DEG = 3.0


class Side(Enum):
    """An edge of the sheet."""

    LEFT = "left"
    TOP = "top"
    RIGHT = "right"
    BOTTOM = "bottom"


def trouble_of(frame: Sequence[Point]) -> str | None:
    """Why a frame cannot be used, or None."""
    if len(frame) < 3:
        return "it has fewer than three corners"
    if not all(abs(coordinate) < 1e5 for corner in frame for coordinate in corner):
        return "a corner lies off every sheet"
    polygon = Polygon(frame)
    if not polygon.is_valid:
        return "its edges cross"
    if polygon.area < MIN_AREA_MM2 or polygon.buffer(-MIN_THICKNESS_MM / 2).is_empty:
        return "it is too small to show anything"
    return None


def cut(frame: Frame, start: Point, end: Point, gutter_mm: float) -> tuple[Frame, ...]:
    """The pieces of `frame` on both sides of the knife through `start` and `end`, a gutter apart.

    The knife goes on beyond both points. A steep knife gives the left piece first, a flat one the upper piece.
    """
    if start.distance(end) < _SAME_MM:
        raise BadInput("The cut has no direction.", "Draw a longer line across the panel.")
    if not 0 <= gutter_mm <= 100:
        raise BadInput(f"A gutter of {gutter_mm} mm cannot be kept.", "Choose 0 to 100 mm.")
    polygon = Polygon(frame)
    knife = _long_line(start, end, polygon)
    strip = knife.buffer(max(gutter_mm, 2e-6) / 2, cap_style="flat")
    rest = polygon.difference(strip)
    pieces = list(rest.geoms) if isinstance(rest, MultiPolygon) else [rest]
    frames = [_corners(piece) for piece in pieces if not piece.is_empty]
    if len(frames) < 2:
        raise BadInput("The cut does not divide the panel.", "Draw it from one edge right across to another.")
    if any(trouble_of(one) for one in frames):
        raise BadInput("The cut leaves a piece that is too small.", "Cut further from the edge.")
    return tuple(sorted(frames, key=_left_edge_first if is_steep(start, end) else _upper_first))


def is_steep(start: Point, end: Point) -> bool:
    """Whether a knife divides left from right rather than upper from lower."""
    return abs(end.y - start.y) > abs(end.x - start.x)


def _long_line(start: Point, end: Point, polygon: Polygon) -> LineString:
    left, top, right, bottom = polygon.bounds
    corners = [Point(left, top), Point(right, bottom), start, end]
    reach = 2 * max(a.distance(b) for a in corners for b in corners) / start.distance(end)
    return LineString([start.towards(end, -reach), start.towards(end, 1 + reach)])


def _left_edge_first(frame: Frame) -> float:
    return float(Polygon(frame).centroid.x)


def _upper_first(frame: Frame) -> float:
    return float(Polygon(frame).centroid.y)


def _corners(polygon: Polygon) -> Frame:
    """The corners of a polygon, without points that lie on straight edges."""
    ring = [Point(x, y) for x, y in polygon.exterior.coords[:-1]]
    kept = [
        here
        for before, here, after in zip([ring[-1], *ring], ring, [*ring[1:], ring[0]], strict=False)
        if _off_line(before, here, after) > _SAME_MM
    ]
    return _from_top_left(_clockwise(tuple(kept)))


def _from_top_left(frame: Frame) -> Frame:
    if not frame:
        return frame
    first = min(range(len(frame)), key=lambda i: frame[i].x + frame[i].y)
    return frame[first:] + frame[:first]


def _off_line(before: Point, here: Point, after: Point) -> float:
    """How far a corner stands off the line between its neighbours."""
    length = before.distance(after)
    if length < 1e-9:
        return before.distance(here)
    return abs((after.x - before.x) * (here.y - before.y) - (after.y - before.y) * (here.x - before.x)) / length


def merge(first: Frame, second: Frame, gutter_mm: float) -> Frame:
    """One frame over two neighbours and the gutter between them."""
    reach = max(gutter_mm, 0.0) / 2 + 0.05
    swollen = [Polygon(frame).buffer(reach, join_style="mitre", mitre_limit=10) for frame in (first, second)]
    whole = unary_union(swollen).buffer(-reach, join_style="mitre", mitre_limit=10)
    if not isinstance(whole, Polygon) or whole.is_empty:
        raise BadInput("These panels are not neighbours.", "Merge panels that share a gutter.")
    filled = Polygon(whole.exterior)
    frame = _corners(filled)
    if trouble_of(frame):
        raise BadInput("Merging these panels gives no usable frame.", "Merge panels that lie side by side.")
    return frame


def bleed_off(frame: Frame, live: Rect, sheet: Rect, sides: Sequence[Side]) -> Frame:
    """The frame with its corners on the given edges of the live area pushed out to the edge of the sheet."""
    across = [(live.x, sheet.x)] * (Side.LEFT in sides) + [(live.right, sheet.right)] * (Side.RIGHT in sides)
    down = [(live.y, sheet.y)] * (Side.TOP in sides) + [(live.bottom, sheet.bottom)] * (Side.BOTTOM in sides)
    return tuple(Point(_pushed(x, across), _pushed(y, down)) for x, y in frame)


def _pushed(place: float, edges: Sequence[tuple[float, float]]) -> float:
    """Where a coordinate goes: out to the sheet's edge if it lies on the live edge."""
    return next((beyond for edge, beyond in edges if abs(place - edge) < _ON_EDGE_MM), place)


# ---------------------------------------------------------------- moving edges


@dataclass(frozen=True, slots=True)
class _Edge:
    """The edge of a frame that begins at corner `index`, with its ends."""

    name: FrameName
    index: int
    start: Point
    end: Point

    @property
    def heading_deg(self) -> float:
        """The direction of the edge; neighbours' shared edges head opposite ways."""
        return math.degrees(math.atan2(self.end.y - self.start.y, self.end.x - self.start.x))


def move_edge(
    frames: Mapping[FrameName, Frame], name: FrameName, index: int, distance_mm: float, gutter_mm: float
) -> dict[FrameName, Frame]:
    """All frames after an edge was moved outwards by `distance_mm` (inwards if negative); neighbours follow.

    index      the corner of frame `name` at which the edge begins
    gutter_mm  edges across a gap of at most twice this face each other and move together
    Edges keep their directions; corners slide along the edges beside them.
    """
    upright = {one: _clockwise(frame) for one, frame in frames.items()}
    held = _edge_at(frames[name], upright[name], name, index)
    step = _outward(held)
    moving = _moving_together(upright, held, gutter_mm)
    moved = dict(upright)
    for edge in moving:
        moved[edge.name] = _with_moved_edge(moved[edge.name], edge.index, step.x * distance_mm, step.y * distance_mm)
    has_flipped = any(_signed_area(frame) <= 0 for frame in moved.values())
    if has_flipped or any(map(trouble_of, moved.values())):
        raise BadInput("The edge cannot go that far: a panel would be too small.", "Move it less.")
    return {one: _wound_like(frames[one], upright[one], frame) for one, frame in moved.items()}


def _wound_like(original: Frame, upright: Frame, moved: Frame) -> Frame:
    """The moved frame with its corners in the original's order, so that indices keep their meaning."""
    return moved if original == upright else tuple(reversed(moved))


def _signed_area(frame: Frame) -> float:
    return sum(a.x * b.y - b.x * a.y for a, b in pairwise((*frame, frame[0]))) / 2


def _clockwise(frame: Frame) -> Frame:
    """The frame with its corners in clockwise order as seen on the page (y runs down)."""
    return frame if _signed_area(frame) > 0 else tuple(reversed(frame))


def _edge_at(frame: Frame, upright: Frame, name: FrameName, index: int) -> _Edge:
    if not 0 <= index < len(frame):
        raise BadInput(f"Panel {name} has no edge {index}.", "Choose one of its edges.")
    start, end = frame[index], frame[(index + 1) % len(frame)]
    for edge in _edges(name, upright):
        if {edge.start, edge.end} == {start, end}:
            return edge
    raise BadInput(f"Panel {name} has no such edge.", "Choose one of its edges.")


def _edges(name: FrameName, frame: Frame) -> list[_Edge]:
    return [_Edge(name, i, a, b) for i, (a, b) in enumerate(pairwise((*frame, frame[0])))]


def _outward(edge: _Edge) -> Point:
    length = edge.start.distance(edge.end)
    return Point((edge.end.y - edge.start.y) / length, -(edge.end.x - edge.start.x) / length)


def _moving_together(frames: Mapping[FrameName, Frame], held: _Edge, gutter_mm: float) -> list[_Edge]:
    """The held edge, the edges that face it across the gutter, the edges that face those, and so on."""
    everything = [edge for name, frame in frames.items() for edge in _edges(name, frame)]
    found, waiting = [held], [held]
    while waiting:
        here = waiting.pop()
        for other in everything:
            if other not in found and other.name != here.name and _face(here, other, gutter_mm):
                found.append(other)
                waiting.append(other)
    return found


def _face(one: _Edge, other: _Edge, gutter_mm: float) -> bool:
    turn = abs((other.heading_deg - one.heading_deg) % 360 - 180)
    if turn > _FACING_DEG:
        return False
    out = _outward(one)
    along = Point(-out.y, out.x)
    middle = other.start.towards(other.end, 0.5)
    gap = (middle.x - one.start.x) * out.x + (middle.y - one.start.y) * out.y
    spans = [sorted(p.x * along.x + p.y * along.y for p in (edge.start, edge.end)) for edge in (one, other)]
    overlap = min(spans[0][1], spans[1][1]) - max(spans[0][0], spans[1][0])
    return -0.5 <= gap <= 2 * gutter_mm + 0.5 and overlap > 0.5


def _with_moved_edge(frame: Frame, index: int, dx: float, dy: float) -> Frame:
    count = len(frame)
    before, start, end, after = (frame[(index + k) % count] for k in (-1, 0, 1, 2))
    new_start = _meeting(before, start, start.moved(dx, dy), end.moved(dx, dy)) or start.moved(dx, dy)
    new_end = _meeting(after, end, start.moved(dx, dy), end.moved(dx, dy)) or end.moved(dx, dy)
    moved = list(frame)
    moved[index], moved[(index + 1) % count] = new_start, new_end
    return tuple(moved)


def _meeting(a: Point, b: Point, c: Point, d: Point) -> Point | None:
    """Where the line through a and b meets the line through c and d; None if they are nearly parallel."""
    cross = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x)
    if abs(cross) < 0.05 * a.distance(b) * c.distance(d):
        return None
    way = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / cross
    return a.towards(b, way)
