"""Hats, in head units (see `faces`)."""

from __future__ import annotations

from collections.abc import Callable

from storybook.character import Hat
from storybook.palette import CLOTH, GOLD, Color, Rgb, darker, lighter
from storybook.pen import Pen, path, polygon


def draw_hat(pen: Pen, hat: Hat, color: Rgb, turn: float) -> None:
    """Draw `hat` on the head; `turn` moves a cap's peak."""
    painter = _HATS.get(hat)
    if painter:
        painter(pen, color, turn)


def draw_hat_from_behind(pen: Pen, hat: Hat, color: Rgb) -> None:
    """Draw the back of `hat`; a cap hides its peak."""
    if hat is Hat.CAP:
        _cap_dome(pen, color)
    else:
        draw_hat(pen, hat, color, 0.0)


def _straw_hat(pen: Pen, _color: Rgb, _turn: float) -> None:
    pen.oval(0, -23, 60, 11, (238, 202, 112))
    pen.shape(
        path(("M", -31, -25), ("C", -31, -68, 31, -68, 31, -25), ("Q", 0, -18, -31, -25), ("Z",)),
        (246, 216, 130),
    )
    pen.curve((-30, -28), (0, -21), (30, -28), 7, CLOTH[Color.RED])


def _crown(pen: Pen, _color: Rgb, _turn: float) -> None:
    points = [(-29, -25), (-34, -60), (-15, -43), (0, -65), (15, -43), (34, -60), (29, -25)]
    pen.shape(polygon([(float(x), float(y)) for x, y in points]), GOLD)
    pen.spot(0, -36, 5.5, 5.5, CLOTH[Color.RED])
    for side in (-1, 1):
        pen.spot(side * 18, -34, 4, 4, CLOTH[Color.BLUE])


def _wizard_hat(pen: Pen, color: Rgb, _turn: float) -> None:
    pen.shape(
        path(("M", -34, -25), ("Q", -10, -66, 14, -98), ("Q", 24, -62, 36, -25), ("Q", 0, -15, -34, -25), ("Z",)),
        color,
    )
    pen.oval(0, -24, 57, 10, color)
    for x, y, size in ((-4, -48, 5.5), (14, -62, 4.2), (12, -40, 3.4)):
        pen.spot(x, y, size, size, GOLD)


def _cap(pen: Pen, color: Rgb, turn: float) -> None:
    _cap_dome(pen, color)
    side = -1 if turn < 0 else 1
    peak = path(
        ("M", -side * 8, -23),
        ("Q", side * 34, -30, side * 60, -14),
        ("Q", side * 28, -14, -side * 8, -16),
        ("Z",),
    )
    pen.shape(peak, darker(color, 0.15))


def _cap_dome(pen: Pen, color: Rgb) -> None:
    pen.shape(path(("M", -42, -16), ("C", -42, -62, 42, -62, 42, -16), ("Q", 0, -27, -42, -16), ("Z",)), color)


def _beanie(pen: Pen, color: Rgb, _turn: float) -> None:
    pen.shape(path(("M", -43, -15), ("C", -43, -66, 43, -66, 43, -15), ("Z",)), color)
    pen.inked_curve((-41, -17), (0, -25), (41, -17), 9, lighter(color, 0.5))
    pen.oval(0, -57, 10, 10, lighter(color, 0.6))


def _bow(pen: Pen, color: Rgb, _turn: float) -> None:
    pen.shape(polygon([(18, -36), (-5, -50), (-3, -24)]), color)
    pen.shape(polygon([(18, -36), (41, -50), (39, -24)]), color)
    pen.oval(18, -36, 7, 7, darker(color, 0.12))


def _top_hat(pen: Pen, _color: Rgb, _turn: float) -> None:
    black = (66, 62, 76)
    pen.oval(0, -24, 50, 9, black)
    pen.shape(polygon([(-28, -26), (-31, -74), (31, -74), (28, -26)]), black)
    pen.cut_line([(-28, -33), (28, -33)], 8, CLOTH[Color.RED])


_HATS: dict[Hat, Callable[[Pen, Rgb, float], None]] = {
    Hat.STRAW_HAT: _straw_hat,
    Hat.CROWN: _crown,
    Hat.WIZARD_HAT: _wizard_hat,
    Hat.CAP: _cap,
    Hat.BEANIE: _beanie,
    Hat.BOW: _bow,
    Hat.TOP_HAT: _top_hat,
}
