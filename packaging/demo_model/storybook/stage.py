"""The stage that backdrops are painted on."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TypeVar

from storybook.pen import Pen
from storybook.scene import Backdrop, Time, Weather

Choice = TypeVar("Choice")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A backdrop to paint on; lengths in stage units, (0, 0) top left, y down.

    `lights` collects the window panes (left, top, right, bottom) that shine through the dark.
    """

    pen: Pen
    rng: random.Random
    width: float
    height: float
    time: Time
    weather: Weather
    backdrop: Backdrop = Backdrop.PLAIN
    lights: list[tuple[float, float, float, float]] = field(default_factory=list)

    @property
    def ground(self) -> float:
        """Height where the near ground begins."""
        return self.height * 0.66

    def jitter(self, amount: float) -> float:
        """Return a small random offset of at most `amount`."""
        return self.rng.uniform(-amount, amount)

    def pick(self, usual: Choice, *others: Choice) -> Choice:
        """Return the usual choice of a plain backdrop, or any of them in a varied one."""
        if self.backdrop is Backdrop.PLAIN:
            return usual
        return self.rng.choice((usual, *others))
