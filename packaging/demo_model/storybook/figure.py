"""A whole figure in body units: feet on the ground at (0, 0), a child about 150 high."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import skia

from storybook import clothes, props
from storybook.anatomy import Grasp, Joints, build, joints_of
from storybook.animals import DARK_FUR, draw_tail
from storybook.character import FURS, Bottom, Character, Kind
from storybook.heads import draw_head, draw_head_behind
from storybook.palette import CLOTH, INK, SHOE, SKIN, Rgb
from storybook.pen import INK_WIDTH, Pen, Point, between
from storybook.poses import POSES, Pose
from storybook.scene import Action, Figure, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """Everything that the drawing of one figure needs at hand."""

    pen: Pen
    figure: Figure
    pose: Pose
    joints: Joints
    skin: Rgb
    limb: Rgb

    @property
    def who(self) -> Character:
        """The character that is drawn."""
        return self.figure.character


def draw_figure(canvas: skia.Canvas, figure: Figure, grasp: Grasp | None = None) -> None:
    """Draw `figure` facing right with its feet at (0, 0), its hands where `grasp` says."""
    sketch = _sketch(Pen(canvas), figure, grasp)
    if figure.view is View.BACK:
        _draw_from_behind(sketch)
    else:
        _draw_upright(sketch)


def body_color(character: Character) -> Rgb:
    """Return the colour of skin, fur or metal."""
    if character.skin is not None:
        return SKIN[character.skin]
    return FURS[character.kind][character.fur or next(iter(FURS[character.kind]))]


def _sketch(pen: Pen, figure: Figure, grasp: Grasp | None) -> Sketch:
    pose = POSES[figure.action]
    color = body_color(figure.character)
    return Sketch(
        pen=pen,
        figure=figure,
        pose=pose,
        joints=joints_of(figure.character.kind, pose, grasp),
        skin=color,
        limb=DARK_FUR if figure.character.kind is Kind.PANDA else color,
    )


def _draw_upright(s: Sketch) -> None:
    _tail(s)
    clothes.draw_behind(s.pen, s.who, s.joints, s.pose)
    _head(s, draw_head_behind)
    _legs(s)
    if not s.pose.arms_in_front:
        _arm(s, -1)
    clothes.draw_torso(s.pen, s.who, s.joints, s.pose)
    if not s.pose.arms_in_front:
        _arm(s, 1)
    _head(s, draw_head)
    clothes.draw_scarf(s.pen, s.who, s.joints)
    if s.pose.arms_in_front:
        _arm(s, -1)
        _arm(s, 1)
    _prop(s)


def _draw_from_behind(s: Sketch) -> None:
    _legs(s)
    _arm(s, -1)
    _arm(s, 1)
    clothes.draw_torso_from_behind(s.pen, s.who, s.joints, s.pose)
    _tail(s)
    clothes.draw_scarf(s.pen, s.who, s.joints)
    _head(s, draw_head_behind)
    _head(s, draw_head)
    clothes.draw_on_back(s.pen, s.who, s.joints)
    _prop(s)


def _head(s: Sketch, draw: Callable[[Pen, Figure, Pose, Rgb], None]) -> None:
    with s.pen.moved(s.joints.head, s.joints.head_tilt, s.joints.head_scale):
        draw(s.pen, s.figure, s.pose, s.skin)


def _tail(s: Sketch) -> None:
    root = (s.joints.hip[0] - 12, s.joints.hip[1] - 4)
    with s.pen.moved(root):
        draw_tail(s.pen, s.who.kind, s.skin)


def _legs(s: Sketch) -> None:
    for side, knee, foot in (
        (-1, s.joints.knee_left, s.joints.foot_left),
        (1, s.joints.knee_right, s.joints.foot_right),
    ):
        _leg(s, side, [(s.joints.hip[0] + side * build(s.who.kind).hip_half, s.joints.hip[1]), knee, foot])


def _leg(s: Sketch, side: int, points: list[Point]) -> None:
    width = build(s.who.kind).leg_width
    toe = 7.0 if s.pose.turn else 4.0 * side
    x, y = points[2][0] + toe, points[2][1] - 2
    s.pen.line(points, width + INK_WIDTH, INK)
    s.pen.oval(x, y, 12.5, 8.5, SHOE)
    s.pen.line(points, width, clothes.leg_color(s.who, s.limb))
    if s.who.bottom is Bottom.SHORTS and clothes.shows_bottom(s.who):
        s.pen.cut_line([points[0], between(points[0], points[1], 0.9)], width + 2, CLOTH[s.who.bottom_color])
    s.pen.spot(x, y, 12.5, 8.5, SHOE)


def _arm(s: Sketch, side: int) -> None:
    arm = s.joints.arm_left if side < 0 else s.joints.arm_right
    points = [arm.shoulder, arm.elbow, arm.hand]
    width = build(s.who.kind).arm_width
    s.pen.line(points, width + INK_WIDTH, INK)
    s.pen.oval(*arm.hand, 9, 9, s.limb)
    s.pen.line(points, width, s.limb)
    clothes.draw_sleeve(s.pen, s.who, points, width)
    s.pen.spot(*arm.hand, 8.6, 8.6, s.limb)


def _prop(s: Sketch) -> None:
    color = CLOTH[s.figure.prop_color]
    action, hand = s.figure.action, s.joints.arm_right.hand
    if action is Action.READING:
        props.draw_book(s.pen, s.joints.arm_left.hand, hand, _book_color(s.who))
        return
    if action is Action.KICKING_BALL:
        with s.pen.moved((s.joints.foot_right[0] + 30, -16)):
            props.draw_ball(s.pen)
        return
    with s.pen.moved(hand):
        _held(s.pen, action, color)
        if action in (Action.BALLOON, Action.UMBRELLA, Action.FLOWER):
            s.pen.spot(0, 0, 8.6, 8.6, s.limb)


def _held(pen: Pen, action: Action, color: Rgb) -> None:
    if action is Action.BALLOON:
        props.draw_balloon(pen, color)
    elif action is Action.EATING_APPLE:
        props.draw_apple(pen)
    elif action is Action.UMBRELLA:
        props.draw_umbrella(pen, color)
    elif action is Action.FLOWER:
        props.draw_flower(pen)
    elif action is Action.LANTERN:
        props.draw_lantern(pen)
    elif action is Action.KITE:
        props.draw_kite(pen, color)


def _book_color(who: Character) -> Rgb:
    """Choose a cover that stands out against the top."""
    return (208, 72, 62) if who.top_color.value in ("blue", "green", "purple") else (64, 110, 190)
