"""Where head, hands and feet of a figure are, in body units."""

from __future__ import annotations

from dataclasses import dataclass

from storybook.anatomy import Grasp, joints_of, lying
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
    pose = POSES[figure.action]
    joints = joints_of(figure.character.kind, pose, grasp)

    def at(point: Point) -> Point:
        return lying(joints, point) if pose.lying else point

    return BodyPoints(
        head=joints.head,
        hand_left=at(joints.arm_left.hand),
        hand_right=at(joints.arm_right.hand),
        foot_left=at(joints.foot_left),
        foot_right=at(joints.foot_right),
    )
