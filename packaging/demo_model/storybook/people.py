"""Human heads, clearly different by age and sex, in head units (see `faces`)."""

from __future__ import annotations

from dataclasses import dataclass

import skia

from storybook.character import ELDERS, Accessory, Kind
from storybook.faces import Features, draw_face
from storybook.hair import draw_hair_in_front
from storybook.palette import HAIR, INK, MOUTH, Rgb, darker
from storybook.pen import Pen, path
from storybook.poses import Pose
from storybook.scene import Figure

_LIPSTICK: Rgb = (206, 48, 84)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceStyle:
    """What age and sex do to a face; lengths in head units."""

    eye_size: float = 6.2
    lashes: float = 0.0
    brow_width: float = 3.2
    blush: float = 0.5
    nose: float = 1.5
    lips: Rgb = MOUTH
    lip_width: float = 3.8


_STYLES: dict[Kind, FaceStyle] = {
    Kind.GIRL: FaceStyle(lashes=1.0),
    Kind.BOY: FaceStyle(),
    Kind.WOMAN: FaceStyle(eye_size=5.5, lashes=2.0, blush=0.34, lips=_LIPSTICK, lip_width=5.2),
    Kind.MAN: FaceStyle(eye_size=4.9, brow_width=5.0, blush=0.16, nose=3.6),
    Kind.GRANDMOTHER: FaceStyle(eye_size=4.8, lashes=1.0, blush=0.6, nose=2.2, lips=_LIPSTICK),
    Kind.GRANDFATHER: FaceStyle(eye_size=4.6, brow_width=5.6, blush=0.4, nose=4.2),
}


def draw_human_head(pen: Pen, figure: Figure, pose: Pose, skin: Rgb) -> None:
    """Draw ears, skull, beard, face and the hair over the brow."""
    who = figure.character
    hair = HAIR[who.hair_color] if who.hair_color is not None else INK
    style = _STYLES[who.kind]
    draw_skull(pen, who.kind, skin)
    x = 12 * pose.turn
    if Accessory.BEARD in who.accessories:
        _beard(pen, x, hair)
    elif who.kind in ELDERS:
        _wrinkles(pen, x, skin)
    draw_face(pen, _features(style, pose, x=x, skin=skin, brow=darker(hair, 0.35)), figure.expression)
    nose = x + 3 * pose.turn
    pen.line([(nose - style.nose, 11), (nose + style.nose, 11.4)], 3.6, darker(skin, 0.36))
    if who.hair_style is not None:
        draw_hair_in_front(pen, who.hair_style, hair, pose.turn)


def _features(style: FaceStyle, pose: Pose, *, x: float, skin: Rgb, brow: Rgb) -> Features:
    return Features(
        center_x=x,
        mouth_y=18.0,
        skin=skin,
        brow=brow,
        lashes=style.lashes,
        gaze=pose.gaze,
        eye_size=style.eye_size,
        brow_width=style.brow_width,
        blush=style.blush,
        lips=style.lips,
        lip_width=style.lip_width,
    )


def draw_skull(pen: Pen, kind: Kind, skin: Rgb) -> None:
    """Draw ears and skull: round for children and elders, a chin for women, a jaw for men."""
    for side in (-1, 1):
        pen.oval(side * 40, 5, 7, 8, skin)
    if kind is Kind.WOMAN:
        pen.shape(_skull(cheek=20.0, chin=39.0, width=18.0), skin)
    elif kind is Kind.MAN:
        pen.shape(_skull(cheek=30.0, chin=39.0, width=30.0), skin)
    else:
        pen.oval(0, 0, 40, 35, skin)


def _skull(*, cheek: float, chin: float, width: float) -> skia.Path:
    """Return a head whose sides fall to `cheek` before they turn to a chin of `width`."""
    return path(
        ("M", -40, -2),
        ("C", -40, -47, 40, -47, 40, -2),
        ("C", 40, cheek, width, chin, 0, chin),
        ("C", -width, chin, -40, cheek, -40, -2),
        ("Z",),
    )


def _wrinkles(pen: Pen, x: float, skin: Rgb) -> None:
    ink = darker(skin, 0.26)
    for side in (-1, 1):
        pen.curve((x + side * 10, 13), (x + side * 15, 16), (x + side * 14, 23), 2.4, ink)
        pen.line([(x + side * 27, -1), (x + side * 31, -3)], 2.4, ink)
        pen.line([(x + side * 27, 3), (x + side * 31, 4)], 2.4, ink)


def _beard(pen: Pen, x: float, color: Rgb) -> None:
    """Draw a full beard from ear to ear, below the nose."""
    pen.shape(
        path(
            ("M", x - 36, 9),
            ("C", x - 26, 18, x - 14, 12, x, 15),
            ("C", x + 14, 12, x + 26, 18, x + 36, 9),
            ("C", x + 36, 38, x + 16, 55, x, 57),
            ("C", x - 16, 55, x - 36, 38, x - 36, 9),
            ("Z",),
        ),
        color,
    )
