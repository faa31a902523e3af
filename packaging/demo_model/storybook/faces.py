"""Eyes, brows, cheeks and mouths: what makes a character feel something.

Head units: the head is an ellipse of half width 40 and half height 35 around (0, 0).
"""

from __future__ import annotations

from dataclasses import dataclass

from storybook.palette import BLUSH, INK, MOUTH, TEAR, TONGUE, WHITE, Rgb, mix
from storybook.pen import Pen, path
from storybook.scene import Expression

EYE_INK: Rgb = (52, 34, 42)


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """Where the face sits on the head and what it is made of; lengths in head units."""

    center_x: float
    eye_gap: float = 17.0
    eye_y: float = 3.0
    mouth_y: float = 17.0
    skin: Rgb
    brow: Rgb | None = None
    lashes: float = 0.0
    gaze: float = 0.0
    eye_ring: Rgb | None = None
    wide_mouth: float = 1.0
    cheek_y: float | None = None
    eye_size: float = 6.2
    brow_width: float = 3.2
    blush: float = 0.5
    lips: Rgb = MOUTH
    lip_width: float = 3.8


def draw_face(pen: Pen, features: Features, mood: Expression) -> None:
    """Draw cheeks, eyes, brows, mouth and tears of a mood."""
    for side in (-1, 1):
        _cheek(pen, features, side)
        _eye(pen, features, mood, side)
        _brow(pen, features, mood, side)
    _mouth(pen, features, mood)
    if mood is Expression.CRYING:
        for side in (-1, 1):
            _tear(pen, features, side)


_CLOSED_BEND = {
    Expression.LAUGHING: -9.0,
    Expression.CRYING: 7.0,
    Expression.ASLEEP: 7.0,
}


def _eye(pen: Pen, features: Features, mood: Expression, side: int) -> None:
    x, y = features.center_x + side * features.eye_gap, features.eye_y
    if mood in _CLOSED_BEND:
        bend = _CLOSED_BEND[mood]
        ink = EYE_INK if features.eye_ring is None else WHITE
        pen.curve((x - 8, y), (x, y + bend * 1.4), (x + 8, y), 4.2, ink)
        return
    if features.eye_ring is not None:
        pen.spot(x, y, 9, 10.5, WHITE)
    _open_eye(pen, x, y + features.gaze, features.eye_size * (1.16 if mood is Expression.SURPRISED else 1.0))
    if features.lashes:
        pen.line([(x + side * 5.5, y - 5.5), (x + side * 10, y - 9)], 3.0, EYE_INK)
    if features.lashes > 1:
        pen.line([(x + side * 6.0, y - 1.5), (x + side * 10.5, y - 3)], 3.0, EYE_INK)


_SMALL_EYE = 5.0


def _open_eye(pen: Pen, x: float, y: float, radius: float) -> None:
    pen.spot(x, y, radius, radius * 1.38, EYE_INK)
    if radius < _SMALL_EYE:
        pen.spot(x + 1.5, y - 2.8, 2.1, 2.5, WHITE)
        return
    pen.spot(x + 1.9, y - 3.6, 2.7, 3.1, WHITE)
    pen.spot(x - 2.0, y + 3.8, 1.5, 1.6, WHITE)


def _brow(pen: Pen, features: Features, mood: Expression, side: int) -> None:
    troubled = mood in (Expression.ANGRY, Expression.CRYING, Expression.SAD)
    if features.brow is None and not troubled:
        return
    ink = features.brow or INK
    x, y = features.center_x + side * features.eye_gap, features.eye_y - 14
    if mood is Expression.ANGRY:
        pen.line([(x - side * 8, y + 6), (x + side * 7, y - 1)], 4.0, ink)
    elif troubled:
        pen.line([(x - side * 7, y - 2), (x + side * 7, y + 3)], 3.8, ink)
    else:
        rise = 5.0 if mood is Expression.SURPRISED else 1.0
        pen.curve((x - 6, y + 1 - rise), (x, y - 4 - rise), (x + 6, y + 1 - rise), features.brow_width, ink)


def _cheek(pen: Pen, features: Features, side: int) -> None:
    x = features.center_x + side * (features.eye_gap + 10)
    y = features.eye_y + 12 if features.cheek_y is None else features.cheek_y
    pen.spot(x, y, 7, 4.8, mix(features.skin, BLUSH, features.blush))


def _tear(pen: Pen, features: Features, side: int) -> None:
    x, y = features.center_x + side * (features.eye_gap + 2), features.eye_y + 15
    pen.spot(x, y, 5.0, 8.0, WHITE)
    pen.spot(x, y, 3.8, 6.8, TEAR)


def _mouth(pen: Pen, features: Features, mood: Expression) -> None:
    x, y, wide = features.center_x, features.mouth_y, features.wide_mouth
    if mood is Expression.LAUGHING:
        _open_mouth(pen, x, y, wide)
    elif mood is Expression.HAPPY:
        pen.curve((x - 9 * wide, y - 1), (x, y + 13), (x + 9 * wide, y - 1), features.lip_width, features.lips)
    elif mood in (Expression.SAD, Expression.CRYING):
        pen.curve((x - 8 * wide, y + 7), (x, y - 6), (x + 8 * wide, y + 7), features.lip_width, features.lips)
    elif mood is Expression.ANGRY:
        pen.curve((x - 8 * wide, y + 5), (x, y - 3), (x + 8 * wide, y + 5), features.lip_width, features.lips)
    elif mood in (Expression.SURPRISED, Expression.ASLEEP):
        size = 1.0 if mood is Expression.SURPRISED else 0.6
        pen.spot(x, y + 4, 5.6 * size, 7 * size, MOUTH)
    else:
        pen.line([(x - 6 * wide, y + 3), (x + 6 * wide, y + 3)], 3.6, MOUTH)


def _open_mouth(pen: Pen, x: float, y: float, wide: float) -> None:
    half = 11 * wide
    lips = path(
        ("M", x - half, y - 3),
        ("Q", x, y, x + half, y - 3),
        ("C", x + half * 0.9, y + 16, x - half * 0.9, y + 16, x - half, y - 3),
        ("Z",),
    )
    pen.shape(lips, MOUTH)
    with pen.inside(lips):
        pen.spot(x, y + 10, 7 * wide, 4.5, TONGUE)
