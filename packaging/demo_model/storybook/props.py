"""Things in hands, in body units; the hand that holds them is at (0, 0) unless said."""

from __future__ import annotations

from storybook.palette import CLOTH, CREAM, GOLD, INK, WHITE, Color, Rgb, darker, lighter
from storybook.pen import Pen, Point, between, path, polar, polygon


def draw_balloon(pen: Pen, color: Rgb) -> None:
    """Draw a balloon on a string above the hand."""
    pen.curve((0, 0), (6, -18), (2, -34), 3.0, INK)
    pen.shape(polygon([(-4, -33), (8, -33), (2, -41)]), darker(color, 0.15))
    pen.oval(2, -64, 22, 26, color)
    pen.spot(-6, -72, 5.5, 8, lighter(color, 0.6))


def draw_book(pen: Pen, left_hand: Point, right_hand: Point, color: Rgb) -> None:
    """Draw an open book between the hands, its cover towards the reader."""
    x, y = between(left_hand, right_hand, 0.5)
    y -= 3
    pen.shape(polygon([(x - 31, y - 17), (x, y - 10), (x, y + 20), (x - 31, y + 13)]), color)
    pen.shape(polygon([(x + 31, y - 17), (x, y - 10), (x, y + 20), (x + 31, y + 13)]), color)
    pen.line([(x - 28, y - 19), (x, y - 12.5), (x + 28, y - 19)], 4.5, CREAM)
    for side in (-1, 1):
        pen.spot(x + side * 16, y + 1, 5, 5, lighter(color, 0.55))


def draw_apple(pen: Pen) -> None:
    """Draw a red apple in the hand."""
    pen.oval(-3, -7, 10, 10, CLOTH[Color.RED])
    pen.line([(-3, -16), (1, -22)], 3.4, INK)
    pen.spot(-6, -10, 2.6, 3.4, lighter(CLOTH[Color.RED], 0.6))


def draw_umbrella(pen: Pen, color: Rgb) -> None:
    """Draw an open umbrella over the hand and the head."""
    pen.line([(0, 12), (0, -78)], 5, INK)
    canopy = path(
        ("M", -62, -66),
        ("C", -56, -126, 56, -126, 62, -66),
        ("Q", 46, -78, 31, -66),
        ("Q", 15, -78, 0, -66),
        ("Q", -15, -78, -31, -66),
        ("Q", -46, -78, -62, -66),
        ("Z",),
    )
    pen.shape(canopy, color)
    for side in (-1, 1):
        pen.line([(0, -110), (side * 30, -68)], 2.4, darker(color, 0.3))


def draw_flower(pen: Pen) -> None:
    """Draw a pink flower in the hand."""
    pen.line([(0, 12), (0, -24)], 4.4, (66, 150, 70))
    petals = [polar((0, -31), step * 72, 9) for step in range(5)]
    for x, y in petals:
        pen.oval(x, y, 7, 7, (248, 124, 166))
    for x, y in petals:
        pen.spot(x, y, 7, 7, (248, 124, 166))
    pen.spot(0, -31, 6, 6, GOLD)


def draw_lantern(pen: Pen) -> None:
    """Draw a glowing lantern that hangs from the hand."""
    pen.line([(0, 0), (0, 12)], 3.4, INK)
    pen.inked_box(-11, 11, 11, 38, (84, 74, 84), rounded=5)
    pen.box(-8, 15, 8, 34, (255, 230, 120), rounded=4)


def draw_kite(pen: Pen, color: Rgb) -> None:
    """Draw a kite on its line, up and away from the hand."""
    x, y = 30.0, -66.0
    pen.curve((0, 0), (20, -20), (x - 3, y + 26), 2.2, INK)
    pen.shape(polygon([(x, y - 32), (x + 23, y - 4), (x - 5, y + 30), (x - 23, y - 9)]), color)
    pen.line([(x, y - 32), (x - 5, y + 30)], 2.2, darker(color, 0.4))
    pen.line([(x + 23, y - 4), (x - 23, y - 9)], 2.2, darker(color, 0.4))


def draw_ball(pen: Pen) -> None:
    """Draw a football around (0, 0)."""
    pen.oval(0, 0, 15, 15, WHITE)
    pen.spot(0, 0, 5.5, 5.5, INK)
    for step in range(5):
        x, y = polar((0, 0), step * 72 + 36, 12)
        pen.spot(x, y, 3, 3, INK)
