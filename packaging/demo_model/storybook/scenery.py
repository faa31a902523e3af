"""Things in a backdrop: skies, hills, trees, houses and furniture, in stage units."""

from __future__ import annotations

import skia

from storybook.palette import CREAM, WHITE, Rgb, darker, lighter
from storybook.pen import path, polar, polygon
from storybook.scene import Time, Weather
from storybook.stage import Stage

SKIES: dict[Time, tuple[Rgb, Rgb]] = {
    Time.DAY: ((118, 200, 246), (218, 242, 252)),
    Time.SUNSET: ((246, 146, 112), (254, 218, 156)),
    Time.NIGHT: ((32, 40, 96), (92, 104, 176)),
}
_WET_SKY: tuple[Rgb, Rgb] = ((122, 142, 168), (200, 210, 220))
TRUNK: Rgb = (138, 94, 62)
MOON: Rgb = (254, 244, 196)


def sky(s: Stage) -> None:
    """Paint the sky with sun, clouds, moon or stars."""
    wet = s.weather is Weather.RAIN and s.time is not Time.NIGHT
    top, low = _WET_SKY if wet else SKIES[s.time]
    ends = [skia.Point(0, 0), skia.Point(0, s.ground)]
    colors = [skia.Color(*top), skia.Color(*low)]
    paint = skia.Paint(Shader=skia.GradientShader.MakeLinear(ends, colors))
    s.pen.canvas.drawRect(skia.Rect.MakeWH(s.width, s.ground + 2), paint)
    if s.time is Time.NIGHT:
        _night_sky(s)
        return
    if not wet:
        _sun(s)
    tint = (172, 184, 198) if wet else WHITE if s.time is Time.DAY else (255, 228, 208)
    for share, y, size in ((0.16, 0.2, 1.0), (0.62, 0.1, 0.8)):
        cloud(s, s.width * share + s.jitter(10), s.height * y, size, tint)


def _sun(s: Stage) -> None:
    if s.time is Time.SUNSET:
        x, y = s.width * 0.7 + s.jitter(10), s.ground - 50
    else:
        x, y = s.width * 0.86 + s.jitter(6), s.height * 0.14
    s.pen.spot(x, y, 27, 27, (255, 246, 190), alpha=110)
    s.pen.spot(x, y, 19, 19, (255, 222, 84))


_STARS = (
    (0.08, 0.3),
    (0.2, 0.08),
    (0.32, 0.22),
    (0.44, 0.06),
    (0.52, 0.3),
    (0.62, 0.14),
    (0.7, 0.36),
    (0.94, 0.34),
    (0.97, 0.06),
    (0.05, 0.12),
)


def _night_sky(s: Stage) -> None:
    stars(s)
    x, y = s.width * 0.84 + s.jitter(6), s.height * 0.15
    crescent = path(
        ("M", x + 5, y - 20),
        ("C", x - 26, y - 18, x - 26, y + 20, x + 8, y + 20),
        ("C", x + 16, y + 19, x + 20, y + 14, x + 21, y + 11),
        ("C", x - 4, y + 14, x - 10, y - 8, x + 5, y - 20),
        ("Z",),
    )
    s.pen.flat(crescent, MOON)


def stars(s: Stage) -> None:
    """Paint a few stars over the upper half."""
    for x, y in _STARS:
        s.pen.spot(s.width * x + s.jitter(3), s.height * y, 1.9, 1.9, (255, 250, 214))


def earth(s: Stage, x: float, y: float) -> None:
    """Paint the Earth as seen from the Moon."""
    s.pen.spot(x, y, 32, 32, (84, 160, 240))
    for dx, dy, rx, ry in ((-12, -8, 11, 13), (12, 10, 12, 9), (10, -18, 8, 5)):
        s.pen.spot(x + dx, y + dy, rx, ry, (112, 196, 112))


def cloud(s: Stage, x: float, y: float, size: float, color: Rgb) -> None:
    """Paint a flat-bottomed cloud."""
    for dx, dy, radius in ((-18, 4, 11), (-5, -4, 16), (11, -2, 13), (22, 5, 9)):
        s.pen.spot(x + dx * size, y + dy * size, radius * size, radius * size, color)
    s.pen.box(x - 28 * size, y + 3 * size, x + 31 * size, y + 15 * size, color, rounded=6 * size)


def hill(s: Stage, y: float, rise: float, color: Rgb) -> None:
    """Paint ground from a gently curved edge at `y` down to the bottom."""
    w = s.width
    lift = rise + s.jitter(3)
    edge = path(
        ("M", 0, y),
        ("C", w * 0.3, y - 1.6 * lift, w * 0.6, y + lift, w, y - 0.6 * lift),
        ("L", w, s.height),
        ("L", 0, s.height),
        ("Z",),
    )
    s.pen.flat(edge, color)


def round_tree(s: Stage, x: float, y: float, size: float) -> None:
    """Paint a round tree with its foot at (x, y)."""
    s.pen.box(x - 6 * size, y - 34 * size, x + 6 * size, y, TRUNK)
    green = (86, 168, 84)
    for dx, dy, radius in ((-20, -48, 21), (20, -48, 21), (0, -68, 26), (0, -46, 23)):
        s.pen.spot(x + dx * size, y + dy * size, radius * size, radius * size, green)
    s.pen.spot(x - 9 * size, y - 72 * size, 9 * size, 9 * size, lighter(green, 0.25))


def pine(s: Stage, x: float, y: float, size: float, color: Rgb) -> None:
    """Paint a pine of three tiers with its foot at (x, y)."""
    s.pen.box(x - 5 * size, y - 18 * size, x + 5 * size, y, TRUNK)
    for tier in range(3):
        half, low = (33 - 7 * tier) * size, y - (14 + 21 * tier) * size
        top = low - 38 * size
        s.pen.flat(polygon([(x - half, low), (x, top), (x + half, low)]), color)


def palm(s: Stage, x: float, y: float) -> None:
    """Paint a palm that leans over the beach."""
    s.pen.curve((x, y), (x + 2, y - 60), (x + 18, y - 98), 10, (160, 108, 66))
    for dx, dy in ((-40, 8), (-32, -22), (6, -34), (40, -16), (44, 14)):
        s.pen.curve(
            (x + 18, y - 98), (x + 18 + dx * 0.6, y - 112 + dy * 0.4), (x + 18 + dx, y - 88 + dy), 9, (70, 166, 86)
        )


def flowers(s: Stage, count: int) -> None:
    """Scatter simple flowers along the lower edge, in fixed spots."""
    colors: tuple[Rgb, ...] = ((252, 122, 152), WHITE, (255, 220, 84))
    for index in range(count):
        x = s.width * (index + 0.5) / count + s.jitter(4)
        y = s.height - (10 if index % 2 else 34) + s.jitter(2)
        color = colors[index % 3]
        for dx, dy in ((-4, 0), (4, 0), (0, -4), (0, 4)):
            s.pen.spot(x + dx, y + dy, 3.6, 3.6, color)
        s.pen.spot(x, y, 2.8, 2.8, (250, 176, 56))


def waves(s: Stage, top: float, low: float, color: Rgb) -> None:
    """Paint short light strokes on water."""
    for index in range(int(s.width / 42)):
        x = 20 + index * 42 + s.jitter(4)
        y = top + (low - top) * ((index * 0.37) % 1.0)
        s.pen.line([(x - 9, y), (x + 9, y)], 3, color)


def sailboat(s: Stage, x: float, y: float) -> None:
    """Paint a small boat with a white sail."""
    s.pen.flat(polygon([(x - 16, y), (x + 16, y), (x + 10, y + 9), (x - 10, y + 9)]), (214, 92, 74))
    s.pen.flat(polygon([(x + 1, y - 3), (x + 1, y - 34), (x + 18, y - 3)]), CREAM)


def reeds(s: Stage, x: float, y: float) -> None:
    """Paint a few reeds at the water's edge."""
    for dx, high in ((-10, 34), (0, 46), (10, 30)):
        s.pen.line([(x + dx, y), (x + dx, y - high)], 3.2, (88, 150, 78))
        s.pen.line([(x + dx, y - high), (x + dx, y - high - 8)], 6, (150, 98, 60))


def road(s: Stage, y: float, color: Rgb) -> None:
    """Paint a broad band of road across the stage."""
    edge = path(
        ("M", 0, y + 6),
        ("Q", s.width * 0.5, y - 6, s.width, y + 6),
        ("L", s.width, s.height),
        ("L", 0, s.height),
        ("Z",),
    )
    s.pen.flat(edge, color)


def path_to(s: Stage, y: float, color: Rgb) -> None:
    """Paint a path that widens from the middle distance to the reader."""
    x = s.width * 0.5
    edge = path(
        ("M", x - 16, y - 6),
        ("L", x + 16, y - 6),
        ("Q", x + 34, y + 30, x + 92, s.height),
        ("L", x - 92, s.height),
        ("Q", x - 34, y + 30, x - 16, y - 6),
        ("Z",),
    )
    s.pen.flat(edge, color)


def peak(s: Stage, x: float, y: float, high: float, color: Rgb) -> None:
    """Paint a mountain with a white top."""
    half = high * 0.82
    s.pen.flat(polygon([(x - half, y), (x, y - high), (x + half, y)]), color)
    k = 0.36
    s.pen.flat(
        polygon(
            [
                (x - half * k, y - high * (1 - k)),
                (x, y - high),
                (x + half * k, y - high * (1 - k)),
                (x + half * 0.14, y - high * 0.73),
                (x, y - high * 0.6),
                (x - half * 0.14, y - high * 0.73),
            ]
        ),
        (250, 252, 255),
    )


def cactus(s: Stage, x: float, y: float, size: float) -> None:
    """Paint a cactus with two arms."""
    green: Rgb = (86, 160, 96)
    s.pen.line([(x, y), (x, y - 64 * size)], 20 * size, green)
    for side, low in ((-1, 22), (1, 32)):
        bend = x + side * 24 * size
        s.pen.line([(x, y - low * size), (bend, y - low * size), (bend, y - (low + 22) * size)], 12 * size, green)
    s.pen.line([(x - 3 * size, y - 8), (x - 3 * size, y - 60 * size)], 2.6, lighter(green, 0.3))


def fence(s: Stage, y: float, color: Rgb) -> None:
    """Paint a picket fence across the stage, standing at y."""
    for rail in (-34, -16):
        s.pen.box(0, y + rail, s.width, y + rail + 6, darker(color, 0.06))
    for index in range(int(s.width / 24) + 1):
        left = index * 24.0 + 4
        pale = [(left, y), (left, y - 40), (left + 7, y - 48), (left + 14, y - 40), (left + 14, y)]
        s.pen.flat(polygon(pale), color)


def sunflower(s: Stage, x: float, y: float, size: float) -> None:
    """Paint a tall sunflower with its foot at (x, y)."""
    top = y - 62 * size
    s.pen.line([(x, y), (x, top)], 5 * size, (96, 158, 76))
    s.pen.spot(x + 10 * size, y - 22 * size, 10 * size, 5 * size, (96, 158, 76))
    petals = [polar((x, top), step * 36, 13 * size) for step in range(10)]
    for px, py in petals:
        s.pen.spot(px, py, 5.6 * size, 5.6 * size, (255, 204, 58))
    s.pen.spot(x, top, 10 * size, 10 * size, (168, 104, 56))
    s.pen.spot(x, top, 6 * size, 6 * size, (196, 130, 70))
