"""How the body is held in each action.

Angles are in degrees in the picture plane: 0 hangs down, 90 points to the reader's right,
180 up. A figure that faces left is drawn mirrored.
"""

from __future__ import annotations

from dataclasses import dataclass

from storybook.scene import Action, Expression

Limb = tuple[float, float]
"""Angles of the upper and the lower half of an arm or a leg."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """Joint angles and offsets of an action; lengths in body units (a child is about 160)."""

    arm_left: Limb = (-26.0, -14.0)
    arm_right: Limb = (26.0, 14.0)
    leg_left: Limb = (-5.0, -3.0)
    leg_right: Limb = (5.0, 3.0)
    mood: Expression = Expression.HAPPY
    turn: float = 0.0
    lean: float = 0.0
    tilt: float = 0.0
    lift: float = 0.0
    seated: bool = False
    arms_in_front: bool = False
    gaze: float = 0.0


POSES: dict[Action, Pose] = {
    Action.STANDING: Pose(),
    Action.WAVING: Pose(arm_right=(94, 132), tilt=-4, arms_in_front=True),
    Action.WALKING: Pose(
        arm_left=(-44, -26),
        arm_right=(42, 66),
        leg_left=(-30, -46),
        leg_right=(30, 16),
        turn=0.8,
        lean=3,
    ),
    Action.SITTING: Pose(arm_left=(-34, -2), arm_right=(34, 2), leg_left=(-70, -82), leg_right=(70, 82), seated=True),
    Action.READING: Pose(
        arm_left=(-30, 48),
        arm_right=(30, -48),
        leg_left=(-70, -84),
        leg_right=(70, 84),
        seated=True,
        arms_in_front=True,
        gaze=2.5,
    ),
    Action.JUMPING: Pose(
        arm_left=(-100, -138),
        arm_right=(100, 138),
        leg_left=(-40, -66),
        leg_right=(40, 66),
        lift=26,
        arms_in_front=True,
        mood=Expression.LAUGHING,
    ),
    Action.BALLOON: Pose(arm_right=(86, 112), tilt=-4, arms_in_front=True),
    Action.CRYING: Pose(arm_left=(-40, 118), arm_right=(40, -118), mood=Expression.CRYING, arms_in_front=True),
    # nodding off where it sits: a body stretched out needs twice the room of its neighbours, and of its region
    Action.SLEEPING: Pose(
        arm_left=(-24, 40),
        arm_right=(24, -40),
        leg_left=(-66, -84),
        leg_right=(66, 84),
        tilt=14,
        seated=True,
        arms_in_front=True,
        mood=Expression.ASLEEP,
    ),
    Action.RUNNING: Pose(
        arm_left=(-66, 10),
        arm_right=(50, 120),
        leg_left=(-48, -92),
        leg_right=(66, 16),
        turn=0.9,
        lean=10,
        lift=4,
    ),
    Action.DANCING: Pose(
        arm_left=(-116, -62),
        arm_right=(100, 160),
        leg_left=(-10, -4),
        leg_right=(52, -16),
        lean=-6,
        tilt=-7,
        lift=2,
        mood=Expression.LAUGHING,
    ),
    Action.POINTING: Pose(arm_right=(90, 92), turn=0.8),
    Action.CHEERING: Pose(
        arm_left=(-100, -150),
        arm_right=(100, 150),
        mood=Expression.LAUGHING,
        arms_in_front=True,
    ),
    Action.EATING_APPLE: Pose(arm_right=(40, -128), arms_in_front=True),
    Action.UMBRELLA: Pose(arm_right=(62, 140), arms_in_front=True),
    Action.THINKING: Pose(
        arm_left=(-26, 62),
        arm_right=(32, -140),
        tilt=-6,
        gaze=-2.5,
        arms_in_front=True,
        mood=Expression.CALM,
    ),
    Action.KICKING_BALL: Pose(arm_left=(-74, -54), arm_right=(56, 34), leg_right=(70, 56), turn=0.8, lean=-6),
    Action.FLOWER: Pose(arm_right=(54, 112), arms_in_front=True),
    Action.SURPRISED: Pose(
        arm_left=(-58, -130),
        arm_right=(58, 130),
        mood=Expression.SURPRISED,
        arms_in_front=True,
    ),
    Action.ANGRY: Pose(arm_left=(-68, 38), arm_right=(68, -38), mood=Expression.ANGRY),
    Action.LANTERN: Pose(arm_right=(70, 82)),
    Action.KITE: Pose(arm_right=(118, 146), turn=0.7, gaze=-2.5),
    Action.HOLDING_HANDS: Pose(arm_right=(66, 62), turn=0.35),
    Action.HUGGING: Pose(
        arm_left=(42, 88),
        arm_right=(64, 96),
        turn=-0.3,
        lean=5,
        tilt=5,
        arms_in_front=True,
        mood=Expression.LAUGHING,
    ),
}


def mood_of(action: Action) -> Expression:
    """Return what a face shows during `action` when nothing else is said."""
    return POSES[action].mood
