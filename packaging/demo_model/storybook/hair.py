"""Human hair, in head units (see `faces`): a part behind the body and a part over the brow."""

from __future__ import annotations

from collections.abc import Callable

import skia

from storybook.character import HairStyle
from storybook.palette import CLOTH, Color, Rgb, darker, lighter
from storybook.pen import Pen, path, polar, polygon


def draw_hair_behind(pen: Pen, style: HairStyle, color: Rgb, turn: float) -> None:
    """Draw what hangs behind the head and the shoulders."""
    painter = _BEHIND.get(style)
    if painter:
        painter(pen, color, -6 * turn)


def draw_hair_in_front(pen: Pen, style: HairStyle, color: Rgb, turn: float) -> None:
    """Draw the cap of hair and the fringe over the brow."""
    if style is HairStyle.BALD:
        return
    painter = _FRONT.get(style, _combed)
    painter(pen, color, -5 * turn)
    if style is HairStyle.PIGTAILS:
        for side in (-1, 1):
            pen.oval(side * 41, -8, 5, 5, CLOTH[Color.RED])


def draw_hair_from_behind(pen: Pen, style: HairStyle, color: Rgb) -> None:
    """Draw the back of the head: the crown of hair, then what the style hangs over it."""
    if style is HairStyle.BALD:
        return
    if style is HairStyle.SPIKY:
        _spiky(pen, color, 0.0)
    pen.shape(_nape(), color)
    for side in (-1, 1):
        pen.curve((side * 3, -30), (side * 14, -14), (side * 13, 8), 2.6, darker(color, 0.2))
    painter = _HANGING.get(style)
    if painter:
        painter(pen, color)
    pen.curve((-26, -22), (-14, -33), (2, -34), 4.2, lighter(color, 0.3))


def _nape() -> skia.Path:
    """Return the hair over the back of the head, ending in a soft zigzag above the neck."""
    return path(
        ("M", -43, 6),
        ("C", -48, -58, 48, -58, 43, 6),
        ("Q", 38, 18, 30, 17),
        ("L", 22, 25),
        ("L", 11, 21),
        ("L", 0, 27),
        ("L", -11, 21),
        ("L", -22, 25),
        ("L", -30, 17),
        ("Q", -38, 18, -43, 6),
        ("Z",),
    )


def _long_from_behind(pen: Pen, color: Rgb) -> None:
    pen.shape(_mane(54), color)


def _bob_from_behind(pen: Pen, color: Rgb) -> None:
    pen.shape(_mane(32), color)


def _ponytail_from_behind(pen: Pen, color: Rgb) -> None:
    tail = path(("M", -10, -16), ("C", -26, 12, -14, 48, 0, 56), ("C", 14, 48, 26, 12, 10, -16), ("Z",))
    pen.shape(tail, color)
    pen.oval(0, -17, 9, 4, CLOTH[Color.BLUE])
    for side in (-1, 1):
        pen.curve((side * 4, -8), (side * 9, 14), (side * 4, 38), 2.6, darker(color, 0.2))


def _bun_from_behind(pen: Pen, color: Rgb) -> None:
    pen.oval(0, -36, 18, 15, color)


def _pigtails_from_behind(pen: Pen, color: Rgb) -> None:
    pen.line([(0, -34), (0, 22)], 2.6, darker(color, 0.3))
    for side in (-1, 1):
        pen.oval(side * 41, -8, 5, 5, CLOTH[Color.RED])


def _curly_from_behind(pen: Pen, color: Rgb) -> None:
    curls = [(-34 + step * 9.7, 20 + 6 * (step % 2)) for step in range(8)]
    for x, y in curls:
        pen.oval(x, y, 10, 10, color)
    for x, y in curls:
        pen.spot(x, y - 4, 11, 10, color)


def _mane(low: float, shift: float = 0.0) -> skia.Path:
    return path(
        ("M", -45 + shift, -4),
        ("C", -48 + shift, -54, 48 + shift, -54, 45 + shift, -4),
        ("Q", 52 + shift, low * 0.6, 46 + shift, low),
        ("Q", shift, low + 12, -46 + shift, low),
        ("Q", -52 + shift, low * 0.6, -45 + shift, -4),
        ("Z",),
    )


def _long_behind(pen: Pen, color: Rgb, shift: float) -> None:
    pen.shape(_mane(56, shift), darker(color, 0.14))


def _bob_behind(pen: Pen, color: Rgb, shift: float) -> None:
    pen.shape(_mane(32, shift), darker(color, 0.14))


def _pigtails_behind(pen: Pen, color: Rgb, _shift: float) -> None:
    for side in (-1, 1):
        pen.shape(
            path(
                ("M", side * 38, -12),
                ("C", side * 70, -28, side * 78, 18, side * 58, 42),
                ("C", side * 50, 30, side * 38, 16, side * 36, 2),
                ("Z",),
            ),
            color,
        )


def _ponytail_behind(pen: Pen, color: Rgb, _shift: float) -> None:
    side = -1
    pen.shape(
        path(
            ("M", side * 34, -26),
            ("C", side * 68, -46, side * 84, 4, side * 62, 46),
            ("C", side * 58, 26, side * 44, 12, side * 38, -4),
            ("Z",),
        ),
        color,
    )


def _braids_behind(pen: Pen, color: Rgb, _shift: float) -> None:
    for side in (-1, 1):
        for knot in range(4):
            pen.oval(side * (41 + knot), 20 + knot * 13, 9 - knot * 0.7, 9, color)


def _bun_behind(pen: Pen, color: Rgb, shift: float) -> None:
    pen.oval(shift, -45, 18, 15, color)


def _curly_behind(pen: Pen, color: Rgb, shift: float) -> None:
    curls = [polar((shift, -4), 60 + step * 24, 41) for step in range(11)]
    for x, y in curls:
        pen.oval(x, y, 14, 14, color)


def _parted(pen: Pen, color: Rgb, shift: float) -> None:
    pen.shape(
        path(
            ("M", -44, 16),
            ("C", -48, -58, 48, -58, 44, 16),
            ("Q", 40, -8, 22 + shift * 0.5, -17),
            ("Q", 6 + shift, -22, shift, -30),
            ("Q", -6 + shift, -22, -22 + shift * 0.5, -17),
            ("Q", -40, -8, -44, 16),
            ("Z",),
        ),
        color,
    )
    _shine(pen, color)


def _side_swept(pen: Pen, color: Rgb, _shift: float) -> None:
    pen.shape(
        path(
            ("M", -43, 4),
            ("C", -46, -56, 46, -56, 43, 4),
            ("Q", 40, -11, 28, -17),
            ("Q", -4, -13, -17, -26),
            ("Q", -30, -15, -43, 4),
            ("Z",),
        ),
        color,
    )
    _shine(pen, color)


def _combed(pen: Pen, color: Rgb, _shift: float) -> None:
    pen.shape(
        path(
            ("M", -43, 2),
            ("C", -52, -52, 10, -66, 30, -44),
            ("C", 48, -42, 47, -14, 43, 2),
            ("Q", 40, -8, 34, -14),
            ("Q", 12, -14, 0, -23),
            ("Q", -16, -14, -34, -12),
            ("Q", -40, -6, -43, 2),
            ("Z",),
        ),
        color,
    )
    _shine(pen, color)


def _fringe(pen: Pen, color: Rgb, _shift: float) -> None:
    pen.shape(
        path(
            ("M", -44, 10),
            ("C", -47, -58, 47, -58, 44, 10),
            ("Q", 40, -4, 36, -13),
            ("Q", 0, -19, -36, -13),
            ("Q", -40, -4, -44, 10),
            ("Z",),
        ),
        color,
    )
    _shine(pen, color)


def _spiky(pen: Pen, color: Rgb, _shift: float) -> None:
    tips = [
        (-43, 0),
        (-50, -20),
        (-38, -22),
        (-36, -48),
        (-20, -40),
        (-8, -60),
        (6, -42),
        (24, -57),
        (26, -40),
        (46, -41),
        (40, -22),
        (50, -16),
        (43, 0),
        (30, -12),
        (20, -22),
        (9, -12),
        (-4, -22),
        (-17, -12),
        (-28, -20),
    ]
    pen.shape(polygon([(float(x), float(y)) for x, y in tips]), color)


def _curly_front(pen: Pen, color: Rgb, _shift: float) -> None:
    curls = [(-31 + step * 12.4, -26 + abs(step - 2.5) * 3.4) for step in range(6)]
    for x, y in curls:
        pen.oval(x, y, 10.5, 10, color)
    for x, y in curls:
        pen.spot(x, y - 1, 10.4, 9.6, color)


def _shine(pen: Pen, color: Rgb) -> None:
    pen.curve((-26, -26), (-16, -39), (2, -39), 4.2, lighter(color, 0.3))


_Painter = Callable[[Pen, Rgb, float], None]
_BEHIND: dict[HairStyle, _Painter] = {
    HairStyle.LONG: _long_behind,
    HairStyle.BOB: _bob_behind,
    HairStyle.PIGTAILS: _pigtails_behind,
    HairStyle.PONYTAIL: _ponytail_behind,
    HairStyle.BRAIDS: _braids_behind,
    HairStyle.BUN: _bun_behind,
    HairStyle.CURLY: _curly_behind,
}
_HANGING: dict[HairStyle, Callable[[Pen, Rgb], None]] = {
    HairStyle.LONG: _long_from_behind,
    HairStyle.BOB: _bob_from_behind,
    HairStyle.PONYTAIL: _ponytail_from_behind,
    HairStyle.BUN: _bun_from_behind,
    HairStyle.PIGTAILS: _pigtails_from_behind,
    HairStyle.BRAIDS: _pigtails_from_behind,
    HairStyle.CURLY: _curly_from_behind,
}
_FRONT: dict[HairStyle, _Painter] = {
    HairStyle.LONG: _parted,
    HairStyle.BRAIDS: _parted,
    HairStyle.BOB: _fringe,
    HairStyle.BOWL: _fringe,
    HairStyle.PIGTAILS: _side_swept,
    HairStyle.PONYTAIL: _side_swept,
    HairStyle.BUN: _side_swept,
    HairStyle.SPIKY: _spiky,
    HairStyle.CURLY: _curly_front,
}
