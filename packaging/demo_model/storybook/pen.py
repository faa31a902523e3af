"""An ink-and-fill pen: every shape gets a thick dark outline under its flat colour."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache

import skia

from storybook.palette import INK, Rgb

Point = tuple[float, float]
PathStep = tuple[str | float, ...]

INK_WIDTH = 5.6
"""Width of the outline stroke; half of it shows around the fill."""


@lru_cache(maxsize=4096)
def fill_paint(color: Rgb, alpha: int = 255) -> skia.Paint:
    """Return the shared paint that fills with `color`."""
    return skia.Paint(AntiAlias=True, Color=skia.Color(*color, alpha))


@lru_cache(maxsize=4096)
def stroke_paint(color: Rgb, width: float, cap: int = 1, alpha: int = 255) -> skia.Paint:
    """Return the shared paint that strokes with `color`; `cap` 1 is round, 0 is cut off."""
    return skia.Paint(
        AntiAlias=True,
        Color=skia.Color(*color, alpha),
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=width,
        StrokeCap=skia.Paint.Cap(cap),
        StrokeJoin=skia.Paint.kRound_Join,
    )


def path(*steps: PathStep) -> skia.Path:
    """Build a path from ("M", x, y), ("L", x, y), ("Q", ...), ("C", ...) and ("Z",)."""
    made = skia.Path()
    draw: dict[str, Callable[..., object]] = {
        "M": made.moveTo,
        "L": made.lineTo,
        "Q": made.quadTo,
        "C": made.cubicTo,
        "Z": made.close,
    }
    for name, *numbers in steps:
        draw[str(name)](*numbers)
    return made


def polygon(points: list[Point]) -> skia.Path:
    """Build a closed path through `points`."""
    made = skia.Path()
    made.addPoly([skia.Point(*p) for p in points], close=True)
    return made


def polar(origin: Point, degrees: float, length: float) -> Point:
    """Go `length` from `origin`; 0 degrees is down, 90 is to the right."""
    angle = math.radians(degrees)
    return origin[0] + length * math.sin(angle), origin[1] + length * math.cos(angle)


def between(a: Point, b: Point, share: float) -> Point:
    """Return the point `share` of the way from `a` to `b`."""
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


class Pen:
    """Draws inked shapes on a canvas."""

    def __init__(self, canvas: skia.Canvas) -> None:
        self.canvas = canvas

    @contextmanager
    def moved(self, to: Point, degrees: float = 0.0, scale: float = 1.0, mirror: float = 1.0) -> Iterator[None]:
        """Draw in a frame at `to`, rotated clockwise; `mirror` -1 flips left and right."""
        self.canvas.save()
        self.canvas.translate(*to)
        self.canvas.rotate(degrees)
        self.canvas.scale(scale * mirror, scale)
        try:
            yield
        finally:
            self.canvas.restore()

    @contextmanager
    def inside(self, shape: skia.Path) -> Iterator[None]:
        """Draw only inside `shape`."""
        self.canvas.save()
        self.canvas.clipPath(shape, doAntiAlias=True)
        try:
            yield
        finally:
            self.canvas.restore()

    def shape(self, shape: skia.Path, color: Rgb) -> None:
        """Fill `shape` and ink its outline."""
        self.canvas.drawPath(shape, stroke_paint(INK, INK_WIDTH))
        self.canvas.drawPath(shape, fill_paint(color))

    def flat(self, shape: skia.Path, color: Rgb) -> None:
        """Fill `shape` without an outline."""
        self.canvas.drawPath(shape, fill_paint(color))

    def oval(self, x: float, y: float, rx: float, ry: float, color: Rgb) -> None:
        """Fill an ellipse and ink its outline."""
        box = skia.Rect.MakeLTRB(x - rx, y - ry, x + rx, y + ry)
        self.canvas.drawOval(box, stroke_paint(INK, INK_WIDTH))
        self.canvas.drawOval(box, fill_paint(color))

    def spot(self, x: float, y: float, rx: float, ry: float, color: Rgb, *, alpha: int = 255) -> None:
        """Fill an ellipse without an outline."""
        box = skia.Rect.MakeLTRB(x - rx, y - ry, x + rx, y + ry)
        self.canvas.drawOval(box, fill_paint(color, alpha))

    def box(self, left: float, top: float, right: float, bottom: float, color: Rgb, *, rounded: float = 0) -> None:
        """Fill a rectangle without an outline."""
        rect = skia.Rect.MakeLTRB(left, top, right, bottom)
        self.canvas.drawRoundRect(rect, rounded, rounded, fill_paint(color))

    def inked_box(
        self, left: float, top: float, right: float, bottom: float, color: Rgb, *, rounded: float = 0
    ) -> None:
        """Fill a rectangle and ink its outline."""
        rect = skia.Rect.MakeLTRB(left, top, right, bottom)
        self.canvas.drawRoundRect(rect, rounded, rounded, stroke_paint(INK, INK_WIDTH))
        self.canvas.drawRoundRect(rect, rounded, rounded, fill_paint(color))

    def line(self, points: list[Point], width: float, color: Rgb) -> None:
        """Stroke straight pieces with round ends."""
        made = skia.Path()
        made.addPoly([skia.Point(*p) for p in points], close=False)
        self.canvas.drawPath(made, stroke_paint(color, width))

    def cut_line(self, points: list[Point], width: float, color: Rgb) -> None:
        """Stroke straight pieces with square-cut ends."""
        made = skia.Path()
        made.addPoly([skia.Point(*p) for p in points], close=False)
        self.canvas.drawPath(made, stroke_paint(color, width, 0))

    def curve(self, a: Point, bend: Point, b: Point, width: float, color: Rgb) -> None:
        """Stroke a curve from `a` to `b` pulled towards `bend`."""
        made = path(("M", *a), ("Q", *bend, *b))
        self.canvas.drawPath(made, stroke_paint(color, width))

    def inked_curve(self, a: Point, bend: Point, b: Point, width: float, color: Rgb) -> None:
        """Stroke a curve with an ink outline."""
        self.curve(a, bend, b, width + INK_WIDTH, INK)
        self.curve(a, bend, b, width, color)
