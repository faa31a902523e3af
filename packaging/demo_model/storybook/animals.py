"""Heads and tails of animals and robots, in head units (see `faces`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from storybook.character import Kind
from storybook.palette import CREAM, GOLD, INK, WHITE, Rgb, darker, lighter
from storybook.pen import Pen, path, polygon

PINK: Rgb = (250, 172, 176)
NOSE: Rgb = (74, 48, 54)
DARK_FUR: Rgb = (66, 64, 74)


@dataclass(frozen=True, slots=True, kw_only=True)
class Muzzle:
    """Where an animal's face sits: `x` is the middle of the face, turned with the head."""

    pen: Pen
    fur: Rgb
    x: float


def draw_animal_head(pen: Pen, kind: Kind, fur: Rgb, turn: float) -> None:
    """Draw ears, skull, muzzle and nose; the face's mood is drawn over it."""
    if kind is Kind.ROBOT:
        _robot(pen, fur)
        return
    draw_ears(pen, kind, fur, -4 * turn)
    pen.oval(0, 0, 42, 35, fur)
    muzzle = Muzzle(pen=pen, fur=fur, x=12 * turn)
    for painter in _MUZZLES[kind]:
        painter(muzzle)


def draw_animal_head_from_behind(pen: Pen, kind: Kind, fur: Rgb) -> None:
    """Draw the skull and the backs of the ears."""
    if kind is Kind.ROBOT:
        _robot(pen, fur)
        pen.inked_box(-40, -32, 40, 34, fur, rounded=12)
        return
    draw_ears(pen, kind, fur, 0.0)
    pen.oval(0, 0, 42, 35, fur)


def draw_ears(pen: Pen, kind: Kind, fur: Rgb, shift: float) -> None:
    """Draw both ears, moved by `shift` when the head turns."""
    painter = _EARS.get(kind)
    if painter:
        for side in (-1, 1):
            painter(pen, fur, side, shift)


def draw_mane(pen: Pen) -> None:
    """Draw a lion's mane behind its head."""
    brown = (176, 106, 52)
    for step in range(12):
        with pen.moved((0, 0), step * 30):
            pen.oval(0, 40, 15, 14, brown)
    pen.spot(0, 0, 46, 44, brown)


def _pointed_ear(pen: Pen, fur: Rgb, side: int, shift: float, *, tip: Rgb, inner: Rgb) -> None:
    x = side * 27 + shift
    outline = polygon([(x - side * 19, -26), (x + side * 10, -62), (x + side * 16, -8)])
    pen.shape(outline, fur)
    with pen.inside(outline):
        pen.flat(polygon([(x - 30, -70), (x + 30, -70), (x + 30, -46), (x - 30, -46)]), tip)
    pen.flat(polygon([(x - side * 8, -27), (x + side * 7, -47), (x + side * 10, -16)]), inner)


def _fox_ear(pen: Pen, fur: Rgb, side: int, shift: float) -> None:
    _pointed_ear(pen, fur, side, shift, tip=DARK_FUR, inner=CREAM)


def _cat_ear(pen: Pen, fur: Rgb, side: int, shift: float) -> None:
    _pointed_ear(pen, fur, side, shift, tip=fur, inner=PINK)


def _rabbit_ear(pen: Pen, fur: Rgb, side: int, shift: float) -> None:
    with pen.moved((side * 16 + shift, -26), side * 11):
        pen.oval(0, -30, 12, 35, fur)
        pen.spot(0, -28, 6, 25, PINK)


def _round_ear(pen: Pen, fur: Rgb, at: tuple[float, float], radius: float, inner: Rgb) -> None:
    pen.oval(*at, radius, radius, fur)
    pen.spot(at[0], at[1] + 1, radius * 0.58, radius * 0.58, inner)


def _bear_ear(pen: Pen, fur: Rgb, side: int, shift: float) -> None:
    _round_ear(pen, fur, (side * 32 + shift, -27), 14, lighter(fur, 0.5))


def _panda_ear(pen: Pen, _fur: Rgb, side: int, shift: float) -> None:
    _round_ear(pen, DARK_FUR, (side * 32 + shift, -27), 14, (96, 92, 104))


def _koala_ear(pen: Pen, fur: Rgb, side: int, shift: float) -> None:
    _round_ear(pen, fur, (side * 41 + shift, -24), 20, PINK)


def _mouse_ear(pen: Pen, fur: Rgb, side: int, shift: float) -> None:
    _round_ear(pen, fur, (side * 37 + shift, -30), 24, PINK)


def _dog_ear(pen: Pen, fur: Rgb, side: int, shift: float) -> None:
    pen.shape(
        path(
            ("M", side * 24 + shift, -30),
            ("C", side * 54 + shift, -36, side * 60 + shift, 6, side * 46 + shift, 22),
            ("C", side * 36 + shift, 10, side * 32 + shift, -8, side * 24 + shift, -30),
            ("Z",),
        ),
        darker(fur, 0.38),
    )


def _pig_ear(pen: Pen, fur: Rgb, side: int, shift: float) -> None:
    outline = polygon([(side * 12 + shift, -30), (side * 40 + shift, -50), (side * 38 + shift, -12)])
    pen.shape(outline, darker(fur, 0.1))


def _white_cheeks(muzzle: Muzzle) -> None:
    for side in (-1, 1):
        muzzle.pen.flat(
            path(
                ("M", muzzle.x, 9),
                ("Q", muzzle.x + side * 12, 0, side * 40 + muzzle.x * 0.2, 9),
                ("Q", side * 28 + muzzle.x * 0.3, 34, muzzle.x * 0.6, 35),
                ("Z",),
            ),
            CREAM,
        )


def _light_muzzle(muzzle: Muzzle) -> None:
    muzzle.pen.spot(muzzle.x, 19, 18, 14, lighter(muzzle.fur, 0.62))


def _small_nose(muzzle: Muzzle) -> None:
    muzzle.pen.spot(muzzle.x, 10.5, 6.4, 4.8, NOSE)


def _pink_nose(muzzle: Muzzle) -> None:
    muzzle.pen.spot(muzzle.x, 11, 5.4, 4.2, (234, 108, 128))


def _whiskers(muzzle: Muzzle) -> None:
    ink = (112, 92, 100)
    for side in (-1, 1):
        muzzle.pen.line([(muzzle.x + side * 31, 14), (muzzle.x + side * 49, 11)], 2.4, ink)
        muzzle.pen.line([(muzzle.x + side * 31, 19), (muzzle.x + side * 48, 22)], 2.4, ink)


def _forehead_stripes(muzzle: Muzzle) -> None:
    ink = darker(muzzle.fur, 0.4)
    for x in (-9, 0, 9):
        muzzle.pen.line([(muzzle.x * 0.5 + x, -33), (muzzle.x * 0.5 + x * 0.8, -23)], 4.4, ink)


def _cheek_stripes(muzzle: Muzzle) -> None:
    for side in (-1, 1):
        for step in range(2):
            y = 0 + step * 11
            muzzle.pen.line([(side * 40, y), (side * 31, y + 2)], 4.2, NOSE)


def _buck_teeth(muzzle: Muzzle) -> None:
    muzzle.pen.box(muzzle.x - 4.5, 22, muzzle.x + 4.5, 30, WHITE, rounded=2)


def _frog_face(muzzle: Muzzle) -> None:
    muzzle.pen.spot(muzzle.x * 0.6, 24, 32, 12, lighter(muzzle.fur, 0.5))
    for side in (-1, 1):
        muzzle.pen.oval(muzzle.x * 0.8 + side * 21, -29, 14.5, 14.5, muzzle.fur)
        muzzle.pen.spot(muzzle.x * 0.8 + side * 21, -29, 11, 11.5, WHITE)
        muzzle.pen.spot(muzzle.x + side * 4, 8, 1.5, 1.8, darker(muzzle.fur, 0.45))


def _pig_snout(muzzle: Muzzle) -> None:
    muzzle.pen.oval(muzzle.x, 12, 13, 9, darker(muzzle.fur, 0.1))
    for side in (-1, 1):
        muzzle.pen.spot(muzzle.x + side * 4.8, 12, 2.4, 3.4, darker(muzzle.fur, 0.5))


def _koala_nose(muzzle: Muzzle) -> None:
    muzzle.pen.spot(muzzle.x, 9, 8, 11, NOSE)


def _panda_eyes(muzzle: Muzzle) -> None:
    for side in (-1, 1):
        muzzle.pen.spot(muzzle.x + side * 18, 3, 13, 13.5, DARK_FUR)


def _raccoon_mask(muzzle: Muzzle) -> None:
    for side in (-1, 1):
        muzzle.pen.spot(muzzle.x + side * 20, 4, 18, 12, (82, 78, 92))


def _penguin_face(muzzle: Muzzle) -> None:
    for side in (-1, 1):
        muzzle.pen.spot(muzzle.x * 0.9 + side * 15, 4, 18, 20, CREAM)
    muzzle.pen.spot(muzzle.x * 0.9, 16, 24, 17, CREAM)
    beak = polygon([(muzzle.x - 9, 8), (muzzle.x + 9, 8), (muzzle.x, 18)])
    muzzle.pen.flat(beak, (250, 164, 50))


def _robot(pen: Pen, metal: Rgb) -> None:
    pen.line([(0, -30), (0, -52)], 5, INK)
    pen.oval(0, -54, 7, 7, (240, 80, 70))
    for side in (-1, 1):
        pen.inked_box(side * 42 - 7, -9, side * 42 + 7, 13, GOLD, rounded=3)
    pen.inked_box(-40, -32, 40, 34, metal, rounded=12)
    pen.box(-32, -22, 32, 28, lighter(metal, 0.7), rounded=10)


_Painter = Callable[[Muzzle], None]
_EARS: dict[Kind, Callable[[Pen, Rgb, int, float], None]] = {
    Kind.FOX: _fox_ear,
    Kind.WOLF: _fox_ear,
    Kind.CAT: _cat_ear,
    Kind.TIGER: _bear_ear,
    Kind.RACCOON: _cat_ear,
    Kind.RABBIT: _rabbit_ear,
    Kind.BEAR: _bear_ear,
    Kind.LION: _bear_ear,
    Kind.PANDA: _panda_ear,
    Kind.KOALA: _koala_ear,
    Kind.MOUSE: _mouse_ear,
    Kind.DOG: _dog_ear,
    Kind.PIG: _pig_ear,
}
_MUZZLES: dict[Kind, tuple[_Painter, ...]] = {
    Kind.FOX: (_white_cheeks, _small_nose),
    Kind.WOLF: (_white_cheeks, _small_nose),
    Kind.RABBIT: (_light_muzzle, _buck_teeth, _pink_nose),
    Kind.BEAR: (_light_muzzle, _small_nose),
    Kind.CAT: (_forehead_stripes, _light_muzzle, _whiskers, _pink_nose),
    Kind.MOUSE: (_light_muzzle, _whiskers, _pink_nose),
    Kind.FROG: (_frog_face,),
    Kind.DOG: (_light_muzzle, _small_nose),
    Kind.PANDA: (_panda_eyes, _small_nose),
    Kind.LION: (_light_muzzle, _small_nose),
    Kind.PIG: (_pig_snout,),
    Kind.TIGER: (_forehead_stripes, _cheek_stripes, _light_muzzle, _whiskers, _small_nose),
    Kind.RACCOON: (_raccoon_mask, _light_muzzle, _small_nose),
    Kind.KOALA: (_koala_nose,),
    Kind.PENGUIN: (_penguin_face,),
}


def draw_tail(pen: Pen, kind: Kind, fur: Rgb) -> None:
    """Draw the tail from its root at (0, 0) out to the left, in body units."""
    if kind in (Kind.FOX, Kind.WOLF, Kind.RACCOON):
        _bushy_tail(pen, fur)
    elif kind in (Kind.CAT, Kind.TIGER, Kind.DOG, Kind.LION, Kind.MOUSE):
        width = 4.5 if kind is Kind.MOUSE else 8.0
        color = PINK if kind is Kind.MOUSE else fur
        pen.inked_curve((0, 0), (-38, 6), (-34, -30), width, color)
        if kind is Kind.LION:
            pen.oval(-34, -32, 8, 8, (176, 106, 52))
    elif kind is Kind.RABBIT:
        pen.oval(-10, 0, 10, 10, lighter(fur, 0.5))


def _bushy_tail(pen: Pen, fur: Rgb) -> None:
    outline = path(
        ("M", 2, 8),
        ("C", -36, 16, -58, -10, -46, -44),
        ("C", -30, -34, -14, -24, 8, -12),
        ("Z",),
    )
    pen.shape(outline, fur)
    with pen.inside(outline):
        pen.spot(-48, -44, 18, 24, CREAM)
