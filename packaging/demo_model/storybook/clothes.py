"""Torso, sleeves, skirts and what is worn over them, in body units."""

from __future__ import annotations

from dataclasses import dataclass

import skia

from storybook.anatomy import Joints, build
from storybook.character import Accessory, Bottom, Character, Garment
from storybook.palette import CLOTH, GOLD, INK, Color, Rgb, darker, lighter
from storybook.pen import Pen, Point, between, path
from storybook.poses import Pose

_LONG_SLEEVED = (Garment.SWEATER, Garment.COAT, Garment.STRIPED_SHIRT)


def leg_color(who: Character, limb: Rgb) -> Rgb:
    """Return the colour of the legs: trousers or skin and fur."""
    if who.top is Garment.COAT:
        return CLOTH[Color.GRAY if who.top_color is Color.BLACK else Color.BLACK]
    if who.bottom is Bottom.PANTS and who.top is not Garment.DRESS:
        return CLOTH[who.bottom_color]
    return limb


def shows_bottom(who: Character) -> bool:
    """Tell whether trousers or a skirt show below the top."""
    return who.top not in (Garment.DRESS, Garment.COAT)


def draw_behind(pen: Pen, who: Character, joints: Joints, pose: Pose) -> None:
    """Draw what hangs behind the body: a cape or a backpack."""
    color = CLOTH[who.accessory_color]
    neck, hip = joints.neck, joints.hip
    if Accessory.CAPE in who.accessories:
        pen.shape(_cape(neck, hip, pose.turn), color)
    if Accessory.BACKPACK in who.accessories:
        back = -6 * pose.turn
        pen.inked_box(neck[0] - 29 + back, neck[1] + 5, neck[0] + 29 + back, hip[1] - 2, color, rounded=10)


def draw_on_back(pen: Pen, who: Character, joints: Joints) -> None:
    """Draw a cape or a backpack on a back that faces the reader."""
    color = CLOTH[who.accessory_color]
    neck, hip = joints.neck, joints.hip
    if Accessory.CAPE in who.accessories:
        pen.shape(_cape(neck, hip, 0.0), color)
    if Accessory.BACKPACK in who.accessories:
        pen.inked_box(neck[0] - 19, neck[1] + 8, neck[0] + 19, hip[1] + 2, color, rounded=9)
        pen.inked_box(neck[0] - 12, hip[1] - 16, neck[0] + 12, hip[1] - 2, darker(color, 0.12), rounded=4)


def _cape(neck: Point, hip: Point, turn: float) -> skia.Path:
    return path(
        ("M", neck[0] - 16, neck[1] + 2),
        ("L", neck[0] + 16, neck[1] + 2),
        ("Q", hip[0] + 30 - 8 * turn, hip[1] - 6, hip[0] + 37 - 16 * turn, hip[1] + 20),
        ("Q", hip[0] - 6 * turn, hip[1] + 29, hip[0] - 37 - 16 * turn, hip[1] + 20),
        ("Q", hip[0] - 30 - 8 * turn, hip[1] - 6, neck[0] - 16, neck[1] + 2),
        ("Z",),
    )


def draw_torso(pen: Pen, who: Character, joints: Joints, pose: Pose) -> None:
    """Draw the upper body in its garment, with skirt or trousers to the hip."""
    torso = _torso(who, joints)
    top = CLOTH[who.top_color]
    pen.shape(torso, top)
    with pen.inside(torso):
        _pattern(pen, who, joints)
        _waistband(pen, who, joints)
    _skirt(pen, who, joints, pose)
    _front(pen, who, joints)


def draw_torso_from_behind(pen: Pen, who: Character, joints: Joints, pose: Pose) -> None:
    """Draw the upper body's back: the same garment without buttons and collar."""
    torso = _torso(who, joints)
    pen.shape(torso, CLOTH[who.top_color])
    with pen.inside(torso):
        if who.top in (Garment.STRIPED_SHIRT, Garment.DOTTED_SHIRT, Garment.OVERALLS):
            _pattern(pen, who, joints)
        _waistband(pen, who, joints)
    _skirt(pen, who, joints, pose)


def _torso(who: Character, joints: Joints) -> skia.Path:
    b = build(who.kind)
    (nx, ny), (hx, hy) = joints.neck, joints.hip
    shoulder, waist = b.shoulder_half, b.waist_half
    middle = (ny + hy) / 2
    return path(
        ("M", nx - shoulder, ny + 3),
        ("Q", nx, ny - 5, nx + shoulder, ny + 3),
        ("Q", hx + waist + 1, middle, hx + waist, hy + 3),
        ("Q", hx, hy + 10, hx - waist, hy + 3),
        ("Q", hx - waist - 1, middle, nx - shoulder, ny + 3),
        ("Z",),
    )


def _pattern(pen: Pen, who: Character, joints: Joints) -> None:
    (nx, ny), (hx, hy) = joints.neck, joints.hip
    second = _second_color(who)
    if who.top is Garment.STRIPED_SHIRT:
        for step in range(4):
            y = ny + 8 + step * (hy - ny) / 3.6
            pen.box(hx - 40, y, hx + 40, y + 5, second)
    elif who.top is Garment.DOTTED_SHIRT:
        for row in range(4):
            for column in range(5):
                x = hx - 24 + column * 12 + 6 * (row % 2)
                pen.spot(x, ny + 9 + row * 11, 3.2, 3.2, second)
    elif who.top is Garment.OVERALLS:
        cloth = CLOTH[who.bottom_color]
        pen.box(hx - 40, hy - 15, hx + 40, hy + 14, cloth)
        pen.box(hx - 13, ny + 13, hx + 13, hy - 8, cloth)
        for side in (-1, 1):
            pen.line([(hx + side * 10, ny + 16), (nx + side * 14, ny - 2)], 5.5, cloth)
    elif who.top is Garment.SWEATER:
        pen.box(hx - 40, hy - 2, hx + 40, hy + 14, darker(CLOTH[who.top_color], 0.16))
        pen.box(hx - 40, ny + 15, hx + 40, ny + 21, second)


def _second_color(who: Character) -> Rgb:
    """Return the colour of stripes and dots: pale, or blue on white."""
    if who.top_color is Color.WHITE:
        return CLOTH[Color.BLUE]
    return lighter(CLOTH[who.top_color], 0.68)


def _waistband(pen: Pen, who: Character, joints: Joints) -> None:
    trousers = who.bottom in (Bottom.PANTS, Bottom.SHORTS)
    covered = who.top in (Garment.DRESS, Garment.COAT, Garment.OVERALLS)
    if covered or not trousers:
        return
    x, y = joints.hip
    pen.box(x - 40, y - 3, x + 40, y + 14, CLOTH[who.bottom_color])


@dataclass(frozen=True, slots=True, kw_only=True)
class Hem:
    """What flares below the waist; `belt` is the colour of the band that closes it above."""

    color: Rgb
    length: float
    flare: float
    belt: Rgb | None


def _hem(who: Character) -> Hem | None:
    """Return the skirt of a dress, the hem of a coat or a skirt, if there is one."""
    top, bottom = CLOTH[who.top_color], CLOTH[who.bottom_color]
    if who.top is Garment.DRESS:
        return Hem(color=top, length=15.0, flare=17.0, belt=lighter(top, 0.6))
    if who.top is Garment.COAT:
        return Hem(color=top, length=12.0, flare=6.0, belt=top)
    if who.bottom is Bottom.SKIRT and who.top is not Garment.OVERALLS:
        return Hem(color=bottom, length=11.0, flare=13.0, belt=None)
    return None


_SEATED_HEM_LENGTH = 9.0


def _skirt(pen: Pen, who: Character, joints: Joints, pose: Pose) -> None:
    """Draw what flares below the waist, spread wide when seated."""
    hem = _hem(who)
    if hem is None:
        return
    b = build(who.kind)
    length = _SEATED_HEM_LENGTH if pose.seated else hem.length * b.leg / 15.0
    flare = hem.flare + (8 if pose.seated else 0)
    (x, y), waist = joints.hip, b.waist_half
    top = y - 12
    outline = path(
        ("M", x - waist + 1, top),
        ("L", x + waist - 1, top),
        ("Q", x + waist + 4, y, x + waist + flare, y + length),
        ("Q", x, y + length + 7, x - waist - flare, y + length),
        ("Q", x - waist - 4, y, x - waist + 1, top),
        ("Z",),
    )
    pen.shape(outline, hem.color)
    if hem.belt is not None:
        pen.box(x - waist + 1, top - 3, x + waist - 1, top + 3, hem.color)
        pen.cut_line([(x - waist, top), (x + waist, top)], 5, hem.belt)


def _front(pen: Pen, who: Character, joints: Joints) -> None:
    (nx, ny), (hx, hy) = joints.neck, joints.hip
    top = CLOTH[who.top_color]
    if who.top is Garment.COAT:
        pen.line([(nx, ny + 2), (hx, hy + 12)], 2.6, INK)
        button = INK if who.top_color is Color.YELLOW else GOLD
        for step in range(3):
            pen.spot(hx + 7, ny + 14 + step * 11, 2.8, 2.8, button)
    elif who.top is Garment.SHIRT:
        for step in range(2):
            pen.spot(hx, ny + 18 + step * 9, 2.2, 2.2, lighter(top, 0.75))
    elif who.top is Garment.OVERALLS:
        for side in (-1, 1):
            pen.spot(hx + side * 10, ny + 17, 2.6, 2.6, GOLD)


def draw_sleeve(pen: Pen, who: Character, arm: list[Point], width: float) -> None:
    """Draw the sleeve over an arm of shoulder, elbow and hand."""
    shoulder, elbow, hand = arm
    top = CLOTH[who.top_color]
    if who.top not in _LONG_SLEEVED:
        pen.line([shoulder, between(shoulder, elbow, 0.66)], width + 1.5, top)
        return
    cuff = between(elbow, hand, 0.7)
    pen.line([shoulder, elbow, cuff], width + 0.8, top)
    if who.top is Garment.STRIPED_SHIRT:
        second = _second_color(who)
        for a, b, share in ((shoulder, elbow, 0.3), (shoulder, elbow, 0.8), (elbow, hand, 0.35)):
            pen.cut_line([between(a, b, share), between(a, b, share + 0.24)], width + 0.8, second)


def draw_scarf(pen: Pen, who: Character, joints: Joints) -> None:
    """Draw a scarf around the neck, one end hanging."""
    if Accessory.SCARF not in who.accessories:
        return
    x, y = joints.neck
    color = CLOTH[who.accessory_color]
    pen.inked_curve((x - 10, y + 6), (x - 14, y + 14), (x - 14, y + 26), 11, color)
    pen.inked_curve((x - 16, y + 3), (x, y + 11), (x + 16, y + 3), 11, color)
