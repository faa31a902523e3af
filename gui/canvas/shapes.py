"""Regions as geometry: pure functions between fractions of a picture and what the hand does. Knows no widgets."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from charabook.engine.requests import Box, Polygon

SMALLEST = 0.02
"""A region narrower or flatter than this fraction of the picture is a slip of the hand, not a figure."""

SNAP = 0.012
"""How near (fraction of the picture) an edge must be to a guide to jump onto it."""

FIGURE_WIDTH, FIGURE_HEIGHT = 0.4, 0.7
"""Of the box that a figure gets when it is dropped onto the picture."""

GUIDES = (0.0, 1 / 3, 0.5, 2 / 3, 1.0)


class Corner(StrEnum):
    """The handles of a box."""

    TOP_LEFT = "top left"
    TOP_RIGHT = "top right"
    BOTTOM_LEFT = "bottom left"
    BOTTOM_RIGHT = "bottom right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place on the picture, fractions from its top left."""

    x: float
    y: float


def clamp(value: float) -> float:
    """The nearest value on the picture."""
    return min(1.0, max(0.0, value))


def snapped(value: float) -> float:
    """The guide nearby, or the value itself."""
    nearest = min(GUIDES, key=lambda guide: abs(guide - value))
    return nearest if abs(nearest - value) <= SNAP else value


def box_between(start: Point, end: Point) -> Box:
    """The box that a drag from `start` to `end` spans, kept on the picture and snapped to its guides."""
    left, right = sorted((snapped(clamp(start.x)), snapped(clamp(end.x))))
    top, bottom = sorted((snapped(clamp(start.y)), snapped(clamp(end.y))))
    return Box(left=left, top=top, width=right - left, height=bottom - top)


def box_around(place: Point) -> Box:
    """Where somebody stands who is let go at `place`: a standing figure's box, kept on the picture."""
    left = min(1.0 - FIGURE_WIDTH, max(0.0, place.x - FIGURE_WIDTH / 2))
    top = min(1.0 - FIGURE_HEIGHT, max(0.0, place.y - FIGURE_HEIGHT / 2))
    return Box(left=round(left, 4), top=round(top, 4), width=FIGURE_WIDTH, height=FIGURE_HEIGHT)


def is_slip(region: Box | Polygon) -> bool:
    """Whether a region is too small to be meant."""
    box = bounds(region)
    return box.width < SMALLEST or box.height < SMALLEST


def bounds(region: Box | Polygon) -> Box:
    """The smallest box around a region."""
    if isinstance(region, Box):
        return region
    xs = [x for x, _ in region.points]
    ys = [y for _, y in region.points]
    return Box(left=min(xs), top=min(ys), width=max(xs) - min(xs), height=max(ys) - min(ys))


def box_of_all(boxes: Sequence[Box]) -> Box:
    """The smallest box around all of these (at least one)."""
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    right, bottom = max(box.left + box.width for box in boxes), max(box.top + box.height for box in boxes)
    return boxes[0] if len(boxes) == 1 else Box(left=left, top=top, width=right - left, height=bottom - top)


def moved_box(box: Box, dx: float, dy: float) -> Box:
    """The box shifted, stopping at the picture's edges; its size never changes."""
    dx = min(1.0 - box.left - box.width, max(-box.left, dx))
    dy = min(1.0 - box.top - box.height, max(-box.top, dy))
    return replace(box, left=box.left + dx, top=box.top + dy)


def resized(box: Box, corner: Corner, to: Point) -> Box:
    """The box with one corner dragged to a new place; dragging across the opposite corner flips it."""
    right, bottom = box.left + box.width, box.top + box.height
    opposite = {
        Corner.TOP_LEFT: Point(x=right, y=bottom),
        Corner.TOP_RIGHT: Point(x=box.left, y=bottom),
        Corner.BOTTOM_LEFT: Point(x=right, y=box.top),
        Corner.BOTTOM_RIGHT: Point(x=box.left, y=box.top),
    }[corner]
    return box_between(opposite, to)


def corners(box: Box) -> dict[Corner, Point]:
    """Where the handles of a box are."""
    right, bottom = box.left + box.width, box.top + box.height
    return {
        Corner.TOP_LEFT: Point(x=box.left, y=box.top),
        Corner.TOP_RIGHT: Point(x=right, y=box.top),
        Corner.BOTTOM_LEFT: Point(x=box.left, y=bottom),
        Corner.BOTTOM_RIGHT: Point(x=right, y=bottom),
    }


def with_vertex(polygon: Polygon, index: int, to: Point) -> Polygon:
    """The polygon with one vertex moved."""
    points = list(polygon.points)
    points[index] = (clamp(to.x), clamp(to.y))
    return Polygon(points=tuple(points))
