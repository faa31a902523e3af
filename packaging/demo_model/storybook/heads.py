"""The head: what lies behind it, the face or the back of it, glasses and hat, in head units (see `faces`)."""

from __future__ import annotations

from storybook.animals import (
    draw_animal_head,
    draw_animal_head_from_behind,
    draw_mane,
)
from storybook.character import Accessory, Character, HairStyle, Kind
from storybook.faces import Features, draw_face
from storybook.hair import draw_hair_behind, draw_hair_from_behind
from storybook.hats import draw_hat, draw_hat_from_behind
from storybook.palette import CLOTH, HAIR, Rgb
from storybook.pen import Pen, stroke_paint
from storybook.people import draw_human_head, draw_skull
from storybook.poses import Pose
from storybook.scene import Figure, View


def draw_head_behind(pen: Pen, figure: Figure, pose: Pose, _skin: Rgb) -> None:
    """Draw what lies behind body and head: long hair, a mane."""
    who = figure.character
    if who.kind is Kind.LION:
        draw_mane(pen)
    hanging_in_front = figure.view is View.BACK and who.hair_style is HairStyle.PONYTAIL
    if who.hair_style is not None and who.hair_color is not None and not hanging_in_front:
        draw_hair_behind(pen, who.hair_style, HAIR[who.hair_color], pose.turn)


def draw_head(pen: Pen, figure: Figure, pose: Pose, skin: Rgb) -> None:
    """Draw the head itself, with its face or from behind, and the hat on it."""
    who = figure.character
    if figure.view is View.BACK:
        _back_of_head(pen, who, skin)
    elif who.is_human:
        draw_human_head(pen, figure, pose, skin)
    else:
        _animal_head(pen, figure, pose, skin)
    if Accessory.GLASSES in who.accessories and figure.view is View.FRONT:
        _glasses(pen, who.kind, pose.turn)
    frog = who.kind is Kind.FROG
    with pen.moved((0, _ABOVE_FROG_EYES if frog else 0.0), 0, 0.8 if frog else 1.0):
        if figure.view is View.BACK:
            draw_hat_from_behind(pen, who.hat, CLOTH[who.hat_color])
        else:
            draw_hat(pen, who.hat, CLOTH[who.hat_color], pose.turn)


_ABOVE_FROG_EYES = -28.0


def _back_of_head(pen: Pen, who: Character, skin: Rgb) -> None:
    if who.hair_style is None or who.hair_color is None:
        draw_animal_head_from_behind(pen, who.kind, skin)
        return
    draw_skull(pen, who.kind, skin)
    draw_hair_from_behind(pen, who.hair_style, HAIR[who.hair_color])


_MOUTH_Y = {Kind.FROG: 17.0, Kind.PIG: 24.0, Kind.PENGUIN: 22.0, Kind.KOALA: 23.0, Kind.ROBOT: 14.0}
_WIDE = {Kind.FROG: 1.7}
_RINGED = (Kind.PANDA, Kind.RACCOON)


def _animal_head(pen: Pen, figure: Figure, pose: Pose, fur: Rgb) -> None:
    kind = figure.character.kind
    draw_animal_head(pen, kind, fur, pose.turn)
    frog = kind is Kind.FROG
    features = Features(
        center_x=(9.6 if frog else 12) * pose.turn,
        eye_gap=21.0 if frog else 18.0,
        eye_y=-29.0 if frog else 2.0,
        mouth_y=_MOUTH_Y.get(kind, 19.5),
        skin=fur,
        gaze=pose.gaze,
        eye_ring=fur if kind in _RINGED else None,
        wide_mouth=_WIDE.get(kind, 0.8),
        cheek_y=12.0 if frog else None,
    )
    draw_face(pen, features, figure.expression)


def _glasses(pen: Pen, kind: Kind, turn: float) -> None:
    frog = kind is Kind.FROG
    x, y, gap = (9.6 * turn, -29.0, 21.0) if frog else (12 * turn, 3.0, 18.0)
    ink = stroke_paint((58, 54, 78), 3.6)
    for side in (-1, 1):
        pen.canvas.drawCircle(x + side * gap, y, 13, ink)
    pen.line([(x - gap + 13, y - 2), (x + gap - 13, y - 2)], 3.4, (58, 54, 78))
