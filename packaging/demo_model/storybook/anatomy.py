"""Where the joints of a body are: proportions by kind, bent by a pose."""

from __future__ import annotations

import math
from dataclasses import dataclass

from storybook.character import Kind
from storybook.pen import Point, polar
from storybook.poses import Limb, Pose


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
class Arm:
    """The joints of an arm in body units."""

    shoulder: Point
    elbow: Point
    hand: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Joints:
    """Joint positions in body units, feet at about (0, 0), y down; angles in degrees."""

    hip: Point
    neck: Point
    head: Point
    head_tilt: float
    head_scale: float
    arm_left: Arm
    arm_right: Arm
    knee_left: Point
    knee_right: Point
    foot_left: Point
    foot_right: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Grasp:
    """Where hands hold on to someone, in body units; a hand without a target follows the pose."""

    right: Point
    left: Point | None = None


SEATED_HIP = 15.0


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
    left = _arm((neck[0] - reach, neck[1] + 9), pose.arm_left, b.arm, grasp.left if grasp else None)
    right = _arm((neck[0] + reach, neck[1] + 9), pose.arm_right, b.arm, grasp.right if grasp else None)
    knee_left, foot_left = _bent((hip[0] - b.hip_half, hip[1]), pose.leg_left, b.leg)
    knee_right, foot_right = _bent((hip[0] + b.hip_half, hip[1]), pose.leg_right, b.leg)
    return Joints(
        hip=hip,
        neck=neck,
        head=polar(neck, 180 - pose.lean * 0.5, b.neck),
        head_tilt=pose.tilt + pose.lean * 0.4,
        head_scale=b.head_scale,
        arm_left=left,
        arm_right=right,
        knee_left=knee_left,
        knee_right=knee_right,
        foot_left=foot_left,
        foot_right=foot_right,
    )


def _arm(shoulder: Point, angles: Limb, half: float, target: Point | None) -> Arm:
    elbow, hand = _bent(shoulder, angles, half) if target is None else _reached(shoulder, target, half)
    return Arm(shoulder=shoulder, elbow=elbow, hand=hand)


def _bent(root: Point, angles: Limb, half: float) -> tuple[Point, Point]:
    """Return the middle joint and the end of a limb of two equal halves."""
    middle = polar(root, angles[0], half)
    return middle, polar(middle, angles[1], half)


def _reached(shoulder: Point, target: Point, half: float) -> tuple[Point, Point]:
    """Bend an arm of two equal halves so that its hand comes as near to `target` as it can."""
    dx, dy = target[0] - shoulder[0], target[1] - shoulder[1]
    distance = max(1.0, min(math.hypot(dx, dy), 2 * half - 0.1))
    direction = math.degrees(math.atan2(dx, dy))
    bend = math.degrees(math.acos(distance / (2 * half)))
    return polar(shoulder, direction - bend, half), polar(shoulder, direction, distance)
