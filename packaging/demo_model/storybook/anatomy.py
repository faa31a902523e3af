"""Where the joints of a body are: proportions by kind, bent by a pose."""

from __future__ import annotations

import math
from dataclasses import dataclass

from storybook.character import Kind
from storybook.pen import Point, polar
from storybook.poses import Pose


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """Proportions in body units; halves of legs and arms, half widths of the torso."""

    leg: float = 15.0
    torso: float = 36.0
    arm: float = 20.5
    shoulder_half: float = 16.0
    hip_half: float = 10.0
    waist_half: float = 20.0
    leg_width: float = 16.0
    arm_width: float = 13.5
    neck: float = 31.0
    head_scale: float = 1.2


_CHILD = Build()
_WOMAN = Build(
    leg=23.0,
    torso=46.0,
    arm=23.0,
    shoulder_half=15.0,
    waist_half=19.0,
    neck=28.0,
    head_scale=1.0,
    leg_width=14.0,
    arm_width=12.0,
)
_MAN = Build(
    leg=23.0,
    torso=52.0,
    arm=25.0,
    shoulder_half=23.0,
    waist_half=23.0,
    hip_half=11.0,
    neck=27.0,
    head_scale=1.0,
    leg_width=17.0,
    arm_width=15.5,
)
_GRANDMOTHER = Build(
    leg=18.0,
    torso=42.0,
    arm=21.0,
    waist_half=24.0,
    neck=28.0,
    head_scale=1.04,
)
_GRANDFATHER = Build(
    leg=19.0,
    torso=46.0,
    arm=22.0,
    shoulder_half=19.0,
    waist_half=25.0,
    neck=28.0,
    head_scale=1.04,
)
_BUILDS = {
    Kind.WOMAN: _WOMAN,
    Kind.MAN: _MAN,
    Kind.GRANDMOTHER: _GRANDMOTHER,
    Kind.GRANDFATHER: _GRANDFATHER,
}


def build(kind: Kind) -> Build:
    """Return the proportions of a kind; children and animals share theirs."""
    return _BUILDS.get(kind, _CHILD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joints:
    """Joint positions in body units, feet at about (0, 0), y down; angles in degrees."""

    hip: Point
    neck: Point
    head: Point
    head_tilt: float
    head_scale: float
    shoulder_left: Point
    shoulder_right: Point
    elbow_left: Point
    elbow_right: Point
    hand_left: Point
    hand_right: Point
    knee_left: Point
    knee_right: Point
    foot_left: Point
    foot_right: Point
    bed: Point = (76.0, -20.0)


def lying(joints: Joints, point: Point) -> Point:
    """Turn a point of the upright body to where it is when the body lies on the ground."""
    return joints.bed[0] + point[1], joints.bed[1] - point[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grasp:
    """Where hands hold on to someone, in body units; a hand without a target follows the pose."""

    right: Point
    left: Point | None = None


SEATED_HIP = 15.0
_PILLOW = (-34.0, -44.0)


def grown_by(kind: Kind) -> float:
    """Return how much higher the head of a kind is than a child's, in body units."""
    b = build(kind)
    return 2 * (b.leg - _CHILD.leg) + b.torso - _CHILD.torso + b.neck - _CHILD.neck


def joints_of(kind: Kind, pose: Pose, grasp: Grasp | None = None) -> Joints:
    """Bend the proportions of `kind` as `pose` says; hands go where `grasp` says."""
    b = build(kind)
    hip_height = SEATED_HIP if pose.seated else 2 * b.leg + 5
    hip = (0.0, -hip_height - pose.lift)
    neck = polar(hip, 180 - pose.lean, b.torso)
    reach = b.shoulder_half - 3 * pose.turn
    shoulder_left, shoulder_right = (neck[0] - reach, neck[1] + 9), (neck[0] + reach, neck[1] + 9)
    elbow_left, elbow_right = (
        polar(shoulder_left, pose.arm_left[0], b.arm),
        polar(shoulder_right, pose.arm_right[0], b.arm),
    )
    hand_right = polar(elbow_right, pose.arm_right[1], b.arm)
    hand_left = polar(elbow_left, pose.arm_left[1], b.arm)
    if grasp is not None:
        elbow_right, hand_right = _reached(shoulder_right, grasp.right, b.arm)
    if grasp is not None and grasp.left is not None:
        elbow_left, hand_left = _reached(shoulder_left, grasp.left, b.arm)
    knee_left = polar((hip[0] - b.hip_half, hip[1]), pose.leg_left[0], b.leg)
    knee_right = polar((hip[0] + b.hip_half, hip[1]), pose.leg_right[0], b.leg)
    head = polar(neck, 180 - pose.lean * 0.5, b.neck)
    return Joints(
        hip=hip,
        neck=neck,
        head=_PILLOW if pose.lying else head,
        head_tilt=-8.0 if pose.lying else pose.tilt + pose.lean * 0.4,
        head_scale=b.head_scale,
        shoulder_left=shoulder_left,
        shoulder_right=shoulder_right,
        elbow_left=elbow_left,
        elbow_right=elbow_right,
        hand_left=hand_left,
        hand_right=hand_right,
        knee_left=knee_left,
        knee_right=knee_right,
        foot_left=polar(knee_left, pose.leg_left[1], b.leg),
        foot_right=polar(knee_right, pose.leg_right[1], b.leg),
    )


def _reached(shoulder: Point, target: Point, half: float) -> tuple[Point, Point]:
    """Bend an arm of two equal halves so that its hand comes as near to `target` as it can."""
    dx, dy = target[0] - shoulder[0], target[1] - shoulder[1]
    distance = max(1.0, min(math.hypot(dx, dy), 2 * half - 0.1))
    direction = math.degrees(math.atan2(dx, dy))
    bend = math.degrees(math.acos(distance / (2 * half)))
    return polar(shoulder, direction - bend, half), polar(shoulder, direction, distance)
