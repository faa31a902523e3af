"""Soft, uneven edges for vignettes and for the bands that carry story text."""

import math
import random
from itertools import pairwise

from layouts.shapes import Close, Cubic, Line, Move, Outline, Point, Rect, Segment, smooth_contour


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
    return smooth_contour(points)


def wave_band(band: Rect, seed: str, crest_mm: float) -> Outline:
    """A band whose upper edge rolls in long soft waves between `band.y` and `crest_mm` below it."""
    hand = random.Random(seed)  # noqa: S311
    count = 4
    step = band.width / count
    heights = [band.y + hand.uniform(0.0, crest_mm) for _ in range(count + 1)]
    edge = [Point(band.x + i * step, height) for i, height in enumerate(heights)]
    segments: list[Segment] = [Move(Point(band.x, band.bottom)), Line(edge[0])]
    for here, there in pairwise(edge):
        segments.append(Cubic(here.moved(step * 0.42, 0), there.moved(-step * 0.42, 0), there))
    return Outline((*segments, Line(Point(band.right, band.bottom)), Close()))
