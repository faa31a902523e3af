"""How a movement spends its time: pure functions from 0..1 to the part of the way that is done."""

import math
from enum import Enum


class Easing(Enum):
    """The manner of a movement."""

    LINEAR = "linear"
    SMOOTH = "smooth"  # starts and stops softly
    IN = "in"  # starts softly
    OUT = "out"  # stops softly
    HOLD = "hold"  # stays, and is there at the end


def eased(easing: Easing, time: float) -> float:
    """The part of the way that is done after `time` (0 to 1; clamped) of a movement."""
    time = min(max(time, 0.0), 1.0)
    match easing:
        case Easing.LINEAR:
            return time
        case Easing.SMOOTH:
            return time * time * time * (time * (6 * time - 15) + 10)  # Perlin's: no jerk at either end
        case Easing.IN:
            return 1 - math.cos(time * math.pi / 2)
        case Easing.OUT:
            return math.sin(time * math.pi / 2)
        case Easing.HOLD:
            return 1.0 if time >= 1.0 else 0.0


def popped(time: float, overshoot: float) -> float:
    """A size that grows from 0 to 1 and on the way once a little beyond, by about `overshoot`."""
    time = min(max(time, 0.0), 1.0)
    back = overshoot * 9
    rest = time - 1
    return 1 + (back + 1) * rest**3 + back * rest**2


def ramp(time: float, start: float, length: float) -> float:
    """0 before `start`, 1 after `start + length`, softly in between."""
    if length <= 0:
        return 1.0 if time >= start else 0.0
    return eased(Easing.SMOOTH, (time - start) / length)


def decaying_tremor(time: float, length: float) -> tuple[float, float]:
    """Where a shaken thing is, across and down, each -1 to 1: two unlike swings that die out over `length` seconds."""
    if not 0 <= time < length:
        return (0.0, 0.0)
    strength = (1 - time / length) ** 2
    return (strength * math.sin(time * 47.0), strength * math.sin(time * 59.0 + 1.0))
