"""Houses, towers, barns and tents in a backdrop, in stage units."""

from __future__ import annotations

from storybook.palette import CREAM, LAMPLIGHT, Rgb, darker, lighter
from storybook.pen import polygon
from storybook.scene import Time
from storybook.stage import Stage


def house(s: Stage, x: float, y: float, size: float, *, wall: Rgb, roof: Rgb) -> None:
    """Paint a gabled house, its windows lit at night."""
    glass = (255, 228, 120) if s.time is Time.NIGHT else (150, 208, 236)
    s.pen.box(x - 27 * size, y - 42 * size, x + 27 * size, y, wall)
    gable = polygon([(x - 36 * size, y - 40 * size), (x, y - 76 * size), (x + 36 * size, y - 40 * size)])
    s.pen.flat(gable, roof)
    s.pen.box(x - 8 * size, y - 25 * size, x + 8 * size, y, (150, 100, 68), rounded=3)
    for side in (-1, 1):
        left = x + side * 17 * size
        pane = (left - 6 * size, y - 33 * size, left + 6 * size, y - 19 * size)
        s.pen.box(*pane, glass, rounded=1)
        s.lights.append(pane)


def castle(s: Stage, x: float, y: float) -> None:
    """Paint a castle with three towers."""
    stone: Rgb = (206, 202, 220)
    roof: Rgb = (150, 96, 190)
    glass = (255, 226, 120) if s.time is Time.NIGHT else (120, 130, 176)
    s.pen.box(x - 70, y - 62, x + 70, y, stone)
    for step in range(6):
        left = x - 68 + step * 24
        s.pen.box(left, y - 72, left + 14, y - 60, stone)
    for dx, high, half in ((-78, 92, 18), (78, 92, 18), (0, 112, 22)):
        s.pen.box(x + dx - half, y - high, x + dx + half, y, lighter(stone, 0.25))
        s.pen.flat(
            polygon([(x + dx - half - 7, y - high), (x + dx, y - high - 44), (x + dx + half + 7, y - high)]), roof
        )
        pane = (x + dx - 5, y - high + 12, x + dx + 5, y - high + 30)
        s.pen.box(*pane, glass, rounded=5)
        s.lights.append(pane)
    s.pen.box(x - 15, y - 36, x + 15, y + 2, (150, 100, 72), rounded=14)


def tower_block(s: Stage, x: float, y: float, *, width: float, high: float, color: Rgb) -> None:
    """Paint a tall block with rows of windows, standing on (x, y), x its left edge."""
    s.pen.box(x, y - high, x + width, y, color)
    s.pen.box(x, y - high, x + width, y - high + 6, darker(color, 0.16))
    for row in range(int((high - 20) / 24)):
        for column in range(2):
            left = x + width * (0.16 + 0.4 * column)
            pane = (left, y - high + 16 + row * 24, left + width * 0.26, y - high + 30 + row * 24)
            s.pen.box(*pane, (236, 247, 252), rounded=1)
            if (row + column) % 3:
                s.lights.append(pane)


def barn(s: Stage, x: float, y: float) -> None:
    """Paint a red barn with a white door and a silo beside it."""
    red: Rgb = (204, 70, 60)
    s.pen.box(x + 46, y - 96, x + 74, y, (214, 212, 214))
    s.pen.spot(x + 60, y - 96, 14, 12, (166, 172, 184))
    sides = [(x - 46, y), (x - 46, y - 56), (x - 30, y - 82), (x, y - 98), (x + 30, y - 82), (x + 46, y - 56)]
    s.pen.flat(polygon([*sides, (x + 46, y)]), red)
    s.pen.line([(x - 50, y - 54), (x - 31, y - 84), (x, y - 101), (x + 31, y - 84), (x + 50, y - 54)], 6, CREAM)
    s.pen.box(x - 20, y - 42, x + 20, y, CREAM)
    s.pen.box(x - 16, y - 38, x + 16, y, darker(red, 0.2))
    s.pen.line([(x - 16, y - 38), (x + 16, y - 1)], 3.4, CREAM)
    s.pen.line([(x + 16, y - 38), (x - 16, y - 1)], 3.4, CREAM)
    s.pen.box(x - 9, y - 76, x + 9, y - 60, CREAM)


def tent(s: Stage, x: float, y: float, color: Rgb) -> None:
    """Paint a tent with an open flap."""
    s.pen.flat(polygon([(x - 56, y), (x + 4, y - 78), (x + 60, y)]), color)
    s.pen.flat(polygon([(x - 14, y), (x + 4, y - 78), (x + 26, y)]), darker(color, 0.45))
    s.pen.flat(polygon([(x + 4, y - 78), (x + 26, y), (x + 38, y)]), lighter(color, 0.3))
    s.pen.line([(x + 4, y - 78), (x + 4, y - 88)], 4, (120, 84, 60))


def campfire(s: Stage, x: float, y: float) -> None:
    """Paint logs with a bright flame."""
    for lean in (-1, 1):
        s.pen.line([(x - lean * 18, y), (x + lean * 18, y - 7)], 8, (126, 84, 58))
    s.pen.spot(x, y - 17, 12, 17, (250, 140, 50))
    s.pen.spot(x, y - 12, 7, 11, (255, 220, 96))


def rocket(s: Stage, x: float, y: float) -> None:
    """Paint a landed rocket."""
    s.pen.flat(polygon([(x - 26, y), (x - 12, y - 40), (x + 12, y - 40), (x + 26, y)]), (224, 84, 80))
    s.pen.spot(x, y - 52, 17, 50, (240, 242, 248))
    s.pen.flat(polygon([(x - 12, y - 84), (x, y - 112), (x + 12, y - 84)]), (224, 84, 80))
    s.pen.spot(x, y - 62, 9, 9, (92, 150, 214))
    s.pen.spot(x, y - 62, 6, 6, LAMPLIGHT)
