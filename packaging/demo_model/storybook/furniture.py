"""Walls, windows and furniture of indoor backdrops, in stage units."""

from __future__ import annotations

from storybook.palette import CREAM, WHITE, Rgb, darker, lighter, mix
from storybook.pen import Point, polygon
from storybook.scene import Time
from storybook.scenery import MOON, SKIES
from storybook.stage import Stage

WOOD: Rgb = (160, 104, 68)


def room(s: Stage, wall: Rgb, floor: Rgb) -> None:
    """Paint a wall, a floor and the skirting board between."""
    s.pen.box(0, 0, s.width, s.height, wall)
    s.pen.box(0, s.ground + 6, s.width, s.height, floor)
    s.pen.box(0, s.ground, s.width, s.ground + 7, lighter(wall, 0.6))


def window(s: Stage, x: float, y: float, size: float) -> None:
    """Paint a window with the sky of the hour behind it."""
    half = 34 * size
    s.pen.box(x - half - 5, y - half - 5, x + half + 5, y + half + 5, CREAM, rounded=3)
    s.pen.box(x - half, y - half, x + half, y + half, mix(*SKIES[s.time], 0.3))
    light = MOON if s.time is Time.NIGHT else (255, 224, 96)
    s.pen.spot(x + half * 0.45, y - half * 0.4, half * 0.26, half * 0.26, light)
    s.pen.box(x - 2, y - half, x + 2, y + half, CREAM)
    s.pen.box(x - half, y - 2, x + half, y + 2, CREAM)


def rug(s: Stage, color: Rgb) -> None:
    """Paint an oval rug on the floor."""
    x, y = s.width * 0.42, s.height - 24
    s.pen.spot(x, y, 92, 22, color)
    s.pen.spot(x, y, 74, 15, lighter(color, 0.3))


def garland(s: Stage, left: float, right: float, y: float) -> None:
    """Paint a string of little flags."""
    middle = (left + right) / 2
    s.pen.curve((left, y), (middle, y + 26), (right, y), 2.4, (120, 110, 140))
    colors: tuple[Rgb, ...] = ((240, 110, 110), (252, 208, 84), (108, 186, 120), (110, 150, 226))
    for index in range(6):
        share = (index + 0.5) / 6
        x = left + (right - left) * share
        top = y + 52 * share * (1 - share)
        s.pen.flat(polygon([(x - 8, top), (x + 8, top), (x, top + 17)]), colors[index % 4])


def bed(s: Stage, x: float, y: float) -> None:
    """Paint a bed whose head is at the right edge."""
    wood: Rgb = (160, 104, 68)
    s.pen.box(x + 6, y - 92, x + 20, y + 8, darker(wood, 0.12), rounded=6)
    s.pen.box(x - 108, y - 40, x + 10, y - 8, CREAM, rounded=8)
    s.pen.box(x - 34, y - 60, x + 6, y - 34, WHITE, rounded=12)
    s.pen.box(x - 112, y - 50, x - 30, y - 8, (100, 144, 222), rounded=12)
    s.pen.box(x - 46, y - 50, x - 30, y - 8, (150, 184, 240), rounded=6)
    s.pen.box(x - 114, y - 16, x + 16, y, wood, rounded=3)
    s.pen.box(x - 120, y - 56, x - 108, y + 8, wood, rounded=5)


def sofa(s: Stage, x: float, y: float, color: Rgb) -> None:
    """Paint a sofa with two cushions, its middle at x."""
    s.pen.box(x - 70, y - 66, x + 70, y - 8, color, rounded=16)
    s.pen.box(x - 60, y - 34, x + 60, y - 6, lighter(color, 0.22), rounded=8)
    for side in (-1, 1):
        middle = x + side * 72
        s.pen.box(middle - 14, y - 46, middle + 14, y - 2, darker(color, 0.12), rounded=12)
        s.pen.box(x + side * 34 - 16, y - 54, x + side * 34 + 16, y - 28, (252, 214, 110), rounded=8)


def lamp(s: Stage, x: float, y: float) -> None:
    """Paint a standing lamp that glows."""
    s.pen.line([(x, y), (x, y - 96)], 5, (120, 92, 80))
    s.pen.spot(x, y, 15, 5, (120, 92, 80))
    s.pen.spot(x, y - 104, 40, 36, (255, 240, 190), alpha=70)
    s.pen.flat(polygon([(x - 24, y - 88), (x - 14, y - 124), (x + 14, y - 124), (x + 24, y - 88)]), (255, 226, 140))


def framed_picture(s: Stage, x: float, y: float) -> None:
    """Paint a framed landscape on the wall."""
    s.pen.box(x - 28, y - 22, x + 28, y + 22, (190, 134, 84), rounded=3)
    s.pen.box(x - 22, y - 16, x + 22, y + 16, (190, 226, 244))
    s.pen.spot(x + 10, y - 6, 5, 5, (255, 222, 96))
    s.pen.flat(
        polygon([(x - 22, y + 16), (x - 6, y - 6), (x + 6, y + 8), (x + 12, y + 2), (x + 22, y + 16)]), (104, 176, 110)
    )


_SPINES: tuple[Rgb, ...] = (
    (216, 88, 80),
    (84, 132, 202),
    (92, 168, 112),
    (244, 200, 96),
    (152, 110, 188),
    (240, 230, 210),
)


def bookcase(s: Stage, left: float, right: float, top: float, low: float) -> None:
    """Paint a bookcase full of coloured books."""
    s.pen.box(left, top, right, low, WOOD, rounded=3)
    shelves = max(2, round((low - top) / 46))
    high = (low - top - 6) / shelves
    for shelf in range(shelves):
        floor = top + 4 + (shelf + 1) * high - 5
        s.pen.box(left + 6, floor - high + 9, right - 6, floor, darker(WOOD, 0.42))
        _books(s, left + 9, right - 9, floor, high - 14)


def _books(s: Stage, left: float, right: float, floor: float, high: float) -> None:
    x = left
    while x + 11 < right:
        wide = s.rng.choice((8.0, 10.0, 11.0))
        s.pen.box(x, floor - high * s.rng.choice((0.8, 0.92, 1.0)), x + wide, floor, s.rng.choice(_SPINES))
        x += wide + 1.5


def counter(s: Stage, y: float, color: Rgb) -> None:
    """Paint a kitchen counter with doors along the whole wall."""
    s.pen.box(0, y - 58, s.width, y, color)
    s.pen.box(0, y - 66, s.width, y - 56, CREAM)
    doors = max(3, round(s.width / 58))
    for index in range(doors):
        left = s.width * index / doors
        s.pen.box(left + 6, y - 50, left + s.width / doors - 6, y - 6, lighter(color, 0.22), rounded=4)
        s.pen.spot(left + s.width / doors - 14, y - 28, 3.4, 3.4, CREAM)


def jars(s: Stage, x: float, y: float) -> None:
    """Paint a wall shelf with three jars."""
    s.pen.box(x - 48, y, x + 48, y + 7, WOOD, rounded=2)
    colors: tuple[Rgb, ...] = ((232, 112, 96), (250, 206, 98), (116, 178, 128))
    for index, color in enumerate(colors):
        left = x - 40 + index * 29
        s.pen.box(left, y - 26, left + 22, y, color, rounded=5)
        s.pen.box(left + 2, y - 31, left + 20, y - 24, CREAM, rounded=2)


def blackboard(s: Stage, left: float, top: float, right: float, low: float) -> None:
    """Paint a blackboard with a house between letters in chalk."""
    s.pen.box(left - 7, top - 7, right + 7, low + 7, (178, 124, 80), rounded=4)
    s.pen.box(left, top, right, low, (70, 122, 100))
    chalk: Rgb = (236, 244, 236)
    x, y = (left + right) / 2, top + 40
    strokes: tuple[list[Point], ...] = (
        [(x - 12, y), (x - 12, y - 15), (x, y - 27), (x + 12, y - 15), (x + 12, y), (x - 12, y)],
        [(x - 54, y), (x - 43, y - 26), (x - 32, y)],
        [(x - 50, y - 9), (x - 36, y - 9)],
        [(x + 32, y), (x + 43, y - 26), (x + 54, y)],
        [(x + 36, y - 9), (x + 50, y - 9)],
    )
    for stroke in strokes:
        s.pen.line(stroke, 3.4, chalk)
    s.pen.line([(left + 16, low - 15), (right - 16, low - 15)], 3, chalk)


def desk(s: Stage, x: float, y: float) -> None:
    """Paint a small desk with an apple on it."""
    s.pen.box(x - 44, y - 42, x + 44, y - 33, (222, 172, 114), rounded=2)
    for side in (-1, 1):
        s.pen.box(x + side * 36 - 4, y - 34, x + side * 36 + 4, y, (178, 128, 84))
    s.pen.spot(x, y - 50, 9, 8.5, (226, 66, 62))
    s.pen.line([(x, y - 57), (x + 3, y - 63)], 3, (96, 70, 52))


def potted_plant(s: Stage, x: float, y: float) -> None:
    """Paint a plant in a clay pot."""
    for dx, dy in ((-20, -62), (0, -76), (20, -62)):
        s.pen.curve((x, y - 24), (x + dx * 0.2, y - 50), (x + dx, y + dy), 9, (84, 164, 92))
    s.pen.flat(polygon([(x - 16, y - 28), (x + 16, y - 28), (x + 11, y), (x - 11, y)]), (214, 122, 84))
