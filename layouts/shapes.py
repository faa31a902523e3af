"""Points, rectangles, affine maps and outlines: the geometry that every module of this room speaks.

All lengths are millimetres; y runs down; angles are degrees, clockwise as seen on the page.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

POINTS_PER_MM = 72 / 25.4
MM_PER_INCH = 25.4


def mm_from_points(points: float) -> float:
    """A typographic length in millimetres."""
    return points / POINTS_PER_MM


class Point(NamedTuple):
    """A place on the page in millimetres."""

    x: float
    y: float

    def moved(self, dx: float, dy: float) -> "Point":
        """The point `dx` to the right and `dy` down."""
        return Point(self.x + dx, self.y + dy)

    def towards(self, other: "Point", fraction: float) -> "Point":
        """The point that lies `fraction` of the way to `other`."""
        return Point(self.x + (other.x - self.x) * fraction, self.y + (other.y - self.y) * fraction)

    def distance(self, other: "Point") -> float:
        """The straight distance to `other`."""
        return math.hypot(other.x - self.x, other.y - self.y)


class Insets(NamedTuple):
    """Four distances inwards (or outwards, for a bleed) from the edges of a rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def even(cls, distance: float) -> Self:
        """The same distance on all four sides."""
        return cls(distance, distance, distance, distance)


class Rect(NamedTuple):
    """An upright rectangle: its top left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def around(cls, points: Iterable[tuple[float, float]]) -> Self:
        """The smallest rectangle that holds all `points` (at least one)."""
        xs, ys = zip(*points, strict=True)
        return cls(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the bottom edge."""
        return self.y + self.height

    @property
    def centre(self) -> Point:
        """The middle."""
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    @property
    def corners(self) -> tuple[Point, Point, Point, Point]:
        """Top left, top right, bottom right, bottom left."""
        return (
            Point(self.x, self.y),
            Point(self.right, self.y),
            Point(self.right, self.bottom),
            Point(self.x, self.bottom),
        )

    def inset(self, by: Insets) -> "Rect":
        """The rectangle with each edge moved inwards; never of negative size."""
        width = max(0.0, self.width - by.left - by.right)
        height = max(0.0, self.height - by.top - by.bottom)
        return Rect(self.x + by.left, self.y + by.top, width, height)

    def grown(self, distance: float) -> "Rect":
        """The rectangle with every edge moved outwards."""
        return self.inset(Insets.even(-distance))

    def moved(self, dx: float, dy: float) -> "Rect":
        """The rectangle `dx` to the right and `dy` down."""
        return Rect(self.x + dx, self.y + dy, self.width, self.height)

    def holds(self, point: tuple[float, float]) -> bool:
        """Whether `point` lies inside or on the edge."""
        return self.x <= point[0] <= self.right and self.y <= point[1] <= self.bottom

    def contains(self, other: "Rect", slack: float = 1e-6) -> bool:
        """Whether `other` lies wholly inside."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def shared(self, other: "Rect") -> "Rect":
        """What both hold; without width or height where they share nothing."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        return Rect(x, y, max(0.0, min(self.right, other.right) - x), max(0.0, min(self.bottom, other.bottom) - y))

    def kept_within(self, limits: "Rect") -> "Rect":
        """The part inside `limits`; the whole where nothing is inside."""
        return self.shared(limits) if self.overlap_area(limits) > 0 else self

    def overlap_area(self, other: "Rect") -> float:
        """The area that both share, in square millimetres."""
        width = min(self.right, other.right) - max(self.x, other.x)
        height = min(self.bottom, other.bottom) - max(self.y, other.y)
        return max(0.0, width) * max(0.0, height)


class Affine(NamedTuple):
    """x' = a x + c y + e, y' = b x + d y + f: the order of numbers that PDF, SVG and Qt use."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    @classmethod
    def translation(cls, dx: float, dy: float) -> Self:
        """Move by (dx, dy)."""
        return cls(1, 0, 0, 1, dx, dy)

    @classmethod
    def scaling(cls, sx: float, sy: float) -> Self:
        """Scale about the origin."""
        return cls(sx, 0, 0, sy, 0, 0)

    @classmethod
    def rotation(cls, degrees: float) -> Self:
        """Turn clockwise about the origin."""
        cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        return cls(cos, sin, -sin, cos, 0, 0)

    def then(self, after: "Affine") -> "Affine":
        """The map that applies this one first and `after` second."""
        return Affine(
            after.a * self.a + after.c * self.b,
            after.b * self.a + after.d * self.b,
            after.a * self.c + after.c * self.d,
            after.b * self.c + after.d * self.d,
            after.a * self.e + after.c * self.f + after.e,
            after.b * self.e + after.d * self.f + after.f,
        )

    def apply(self, point: tuple[float, float]) -> Point:
        """Where `point` goes."""
        x, y = point
        return Point(self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f)

    def inverse(self) -> "Affine":
        """The map back. A flat map has none: ZeroDivisionError."""
        det = self.a * self.d - self.b * self.c
        a, b, c, d = self.d / det, -self.b / det, -self.c / det, self.a / det
        return Affine(a, b, c, d, -(a * self.e + c * self.f), -(b * self.e + d * self.f))


class Move(NamedTuple):
    """Begin a contour."""

    to: Point


class Line(NamedTuple):
    """A straight edge."""

    to: Point


class Cubic(NamedTuple):
    """A cubic Bezier edge."""

    control1: Point
    control2: Point
    to: Point


class Close(NamedTuple):
    """End the contour where it began."""


Segment = Move | Line | Cubic | Close


@dataclass(frozen=True, slots=True)
class Outline:
    """Closed or open contours of straight and curved edges; filled by the non-zero winding rule."""

    segments: tuple[Segment, ...]

    @classmethod
    def polygon(cls, points: Iterable[tuple[float, float]]) -> Self:
        """A closed contour with straight edges."""
        first, *rest = [Point(*point) for point in points]
        return cls((Move(first), *(Line(point) for point in rest), Close()))

    @classmethod
    def rectangle(cls, rect: Rect) -> Self:
        """The four edges of `rect`."""
        return cls.polygon(rect.corners)

    @classmethod
    def polyline(cls, points: Iterable[tuple[float, float]]) -> Self:
        """An open contour with straight edges."""
        first, *rest = [Point(*point) for point in points]
        return cls((Move(first), *(Line(point) for point in rest)))

    def transformed(self, by: Affine) -> "Outline":
        """The outline with every point mapped."""
        return Outline(tuple(type(segment)(*(by.apply(point) for point in segment)) for segment in self.segments))

    def bounds(self) -> Rect:
        """The rectangle round all points, control points included (so never too small)."""
        return Rect.around(point for segment in self.segments for point in segment)

    def contours(self, steps: int = 12) -> Iterator[list[Point]]:
        """Each contour as a chain of points, every curve cut into `steps` straight pieces."""
        chain: list[Point] = []
        for segment in self.segments:
            match segment:
                case Move(to):
                    if chain:
                        yield chain
                    chain = [to]
                case Line(to):
                    chain.append(to)
                case Cubic():
                    chain.extend(_cubic_points(chain[-1], segment, steps))
                case Close():
                    pass
        if chain:
            yield chain


def _cubic_points(start: Point, curve: Cubic, steps: int) -> Iterator[Point]:
    for step in range(1, steps + 1):
        yield point_on_cubic(start, curve, step / steps)


def point_on_cubic(start: Point, curve: Cubic, t: float) -> Point:
    """The point at parameter `t` (0 to 1) of a Bezier edge that begins at `start`."""
    u = 1 - t
    weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
    corners = (start, curve.control1, curve.control2, curve.to)
    return Point(
        sum(w * p.x for w, p in zip(weights, corners, strict=True)),
        sum(w * p.y for w, p in zip(weights, corners, strict=True)),
    )


def quadratic(start: Point, control: Point, to: Point) -> Cubic:
    """The cubic edge that draws the quadratic Bezier from `start` over `control` to `to`."""
    return Cubic(start.towards(control, 2 / 3), to.towards(control, 2 / 3), to)


_CIRCLE = 0.5522847498  # how far a quarter circle's control points stand off, in radii


def ellipse(box: Rect) -> Outline:
    """The ellipse that touches the four edges of `box`."""
    return rounded_rectangle(box, box.width / 2, box.height / 2)


def rounded_rectangle(box: Rect, radius_x: float, radius_y: float) -> Outline:
    """A rectangle with elliptical corners; radii are cut to half the size."""
    rx, ry = min(radius_x, box.width / 2), min(radius_y, box.height / 2)
    kx, ky = rx * (1 - _CIRCLE), ry * (1 - _CIRCLE)
    x0, y0, x1, y1 = box.x, box.y, box.right, box.bottom
    return Outline(
        (
            Move(Point(x0 + rx, y0)),
            Line(Point(x1 - rx, y0)),
            Cubic(Point(x1 - kx, y0), Point(x1, y0 + ky), Point(x1, y0 + ry)),
            Line(Point(x1, y1 - ry)),
            Cubic(Point(x1, y1 - ky), Point(x1 - kx, y1), Point(x1 - rx, y1)),
            Line(Point(x0 + rx, y1)),
            Cubic(Point(x0 + kx, y1), Point(x0, y1 - ky), Point(x0, y1 - ry)),
            Line(Point(x0, y0 + ry)),
            Cubic(Point(x0, y0 + ky), Point(x0 + kx, y0), Point(x0 + rx, y0)),
            Close(),
        )
    )


def smooth_chain(points: Sequence[Point], steps: int = 16) -> list[Point]:
    """A soft open curve through all `points`, as a chain of short straight pieces."""
    ends = [points[0], *points, points[-1]]
    chain = [points[0]]
    for before, here, there, after in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        curve = Cubic(
            here.moved((there.x - before.x) / 6, (there.y - before.y) / 6),
            there.moved((here.x - after.x) / 6, (here.y - after.y) / 6),
            there,
        )
        chain.extend(_cubic_points(here, curve, steps))
    return chain
