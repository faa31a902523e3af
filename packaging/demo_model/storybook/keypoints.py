"""Where head, hands and feet of a figure are, in body units."""

from __future__ import annotations

from dataclasses import dataclass

from storybook.anatomy import Grasp, joints_of
from storybook.pen import Point
from storybook.poses import POSES
from storybook.scene import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPoints:
    """Key points of a figure that faces right, feet at about (0, 0), y down."""

    head: Point
    hand_left: Point
    hand_right: Point
    foot_left: Point
    foot_right: Point


def body_points(figure: Figure, grasp: Grasp | None = None) -> BodyPoints:
    """Locate the key points of `figure` in its pose, its hands where `grasp` says."""
    joints = joints_of(figure.character.kind, POSES[figure.action], grasp)
    return BodyPoints(
        head=joints.head,
        hand_left=joints.arm_left.hand,
        hand_right=joints.arm_right.hand,
        foot_left=joints.foot_left,
        foot_right=joints.foot_right,
    )
