"""Soft, uneven edges for vignettes and for the bands that carry story text."""

import math
import random
from itertools import pairwise

from layouts.shapes import Close, Cubic, Line, Move, Outline, Point, Rect, Segment


def vignette(box: Rect, seed: str) -> Outline:
    """A soft cut-out that fills the box: nearly an ellipse with full corners, its edge gently uneven."""
    hand = random.Random(seed)  # noqa: S311  the same panel always gets the same edge
    count, points = 22, []
    for step in range(count):
        turn = math.tau * step / count
        cos, sin = math.cos(turn), math.sin(turn)
        reach = hand.uniform(0.93, 1.0)
        x = math.copysign(abs(cos) ** 0.62, cos) * box.width / 2 * reach
        y = math.copysign(abs(sin) ** 0.62, sin) * box.height / 2 * reach
        points.append(box.centre.moved(x, y))
    return _smooth(points)


def wave_band(band: Rect, seed: str, crest_mm: float) -> Outline:
    """A band whose upper edge rolls in long soft waves between `band.y` and `crest_mm` below it."""
    hand = random.Random(seed)  # noqa: S311  as above
    count = 4
    step = band.width / count
    heights = [band.y + hand.uniform(0.0, crest_mm) for _ in range(count + 1)]
    edge = [Point(band.x + i * step, height) for i, height in enumerate(heights)]
    segments: list[Segment] = [Move(Point(band.x, band.bottom)), Line(edge[0])]
    for here, there in pairwise(edge):
        segments.append(Cubic(here.moved(step * 0.42, 0), there.moved(-step * 0.42, 0), there))
    return Outline((*segments, Line(Point(band.right, band.bottom)), Close()))


def _smooth(points: list[Point]) -> Outline:
    """A closed soft contour through all `points` (Catmull-Rom as Beziers)."""
    count, pull = len(points), 1 / 6
    segments: list[Segment] = [Move(points[0])]
    for i, (here, there) in enumerate(pairwise([*points, points[0]])):
        before, after = points[i - 1], points[(i + 2) % count]
        segments.append(
            Cubic(
                here.moved((there.x - before.x) * pull, (there.y - before.y) * pull),
                there.moved((here.x - after.x) * pull, (here.y - after.y) * pull),
                there,
            )
        )
    return Outline((*segments, Close()))
