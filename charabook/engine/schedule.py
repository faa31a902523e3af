"""When what happens: noise levels from the model's own scheduler, and the method's windows over a run.

The method's released step numbers belong to 50 steps. charabook keeps them as fractions of the run, counted before
the scheduler's shift, so that 4, 8, 20 or 28 steps at any picture size do the same at the same stage of the drawing.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from diffusers import FlowMatchEulerDiscreteScheduler

from charabook.engine.requests import Identity, Likeness

MIN_STEPS = 4
"""With fewer steps no step is left between the first (which never shares) and the last. Of so few, the second does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoiseSchedule:
    """The scheduler of a model, for pictures of `tokens` image tokens."""

    config: Any
    tokens: int

    def levels(self, fractions: Sequence[float]) -> torch.Tensor:
        """Noise levels sigma at these fractions of a run (0 is the start): float32 [len(fractions)]."""
        sigmas: torch.Tensor = self._scheduled(1.0 - np.asarray(fractions)).sigmas
        return sigmas[:-1]

    def run(self, steps: int) -> torch.Tensor:
        """Noise levels of a whole run of `steps` steps, with the final zero: float32 [steps + 1]."""
        sigmas: torch.Tensor = self._scheduled(np.linspace(1.0, 1.0 / steps, steps)).sigmas
        return sigmas

    def _scheduled(self, unshifted: np.ndarray[Any, Any]) -> Any:
        make: Any = FlowMatchEulerDiscreteScheduler.from_config
        scheduler = make(self.config)
        shift = {"mu": self._mu(scheduler)} if scheduler.config.use_dynamic_shifting else {}
        scheduler.set_timesteps(sigmas=unshifted.tolist(), **shift)
        return scheduler

    def _mu(self, scheduler: Any) -> float:
        """The shift of FLUX for a picture of this size: linear between the two sizes that the config names."""
        low, high = scheduler.config.base_image_seq_len, scheduler.config.max_image_seq_len
        base, top = scheduler.config.base_shift, scheduler.config.max_shift
        return float(base + (top - base) * (self.tokens - low) / (high - low))


# -------------------------------------------------------------------------------------------- released numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSchedule:
    """The method in step numbers, as released for 50 steps. Ends are exclusive.

    Source: characters are shared in steps 1..40, matched at step 10, merged at full weight in 1..10 and with a
    cosine decay in 11..30 (arXiv 2507.11533, section 3, and the released defaults).
    """

    steps: int = 50
    share_from: int = 1
    share_until: int = 41
    match_at: int = 10
    merge_from: int = 1
    merge_decay_from: int = 11
    merge_until: int = 31
    merge_weight: float = 0.8
    threshold: float = 0.5

    @classmethod
    def scaled(cls, steps: int) -> "PaperSchedule":
        """The same stages of the run for another number of steps."""

        def at(step: int) -> int:
            return max(1, round(step * steps / 50))

        decay = max(at(11), 2)
        return cls(
            steps=steps,
            share_until=max(at(41), 2),
            match_at=at(10),
            merge_decay_from=decay,
            merge_until=max(at(31), decay),
        )

    def shares(self, step: int) -> bool:
        """Whether identities and backgrounds are shared in this step."""
        return self.share_from <= step < self.share_until

    def merge_at(self, step: int) -> float:
        """The weight of the adaptive token merge in this step (0 outside its window)."""
        if not self.merge_from <= step < self.merge_until:
            return 0.0
        if step < self.merge_decay_from:
            return self.merge_weight
        done = (step - self.merge_decay_from) / (self.merge_until - self.merge_decay_from)
        return self.merge_weight * 0.5 * (1 + math.cos(math.pi * done))


# -------------------------------------------------------------------------------------------- fractions


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of a run in fractions: `start` belongs to it, `end` does not."""

    start: float
    end: float

    def holds(self, fraction: float) -> bool:
        """Whether the fraction lies inside, with room for the rounding of i / steps."""
        return self.start - 1e-9 <= fraction < self.end - 1e-9

    def steps(self, count: int) -> range:
        """The steps of a run of `count` steps that lie inside: at least one, and never the first of the run."""
        first = max(1, math.ceil(self.start * count - 1e-9))
        return range(first, max(first + 1, math.ceil((self.end - 1e-9) * count)))


SHARE_FROM = 0.02
"""The noise of the very first step shows nobody yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Until which fraction of a run identities are shared, for each likeness that may be asked for."""

    gentle: float
    balanced: float
    firm: float

    def window(self, likeness: Likeness) -> Window:
        """When identities are shared."""
        ends = {Likeness.GENTLE: self.gentle, Likeness.BALANCED: self.balanced, Likeness.FIRM: self.firm}
        return Window(start=SHARE_FROM, end=ends[likeness])

    def captured(self, likeness: Likeness) -> tuple[Window, ...]:
        """For when features are kept, this likeness's own first; gentle sharing borrows what balanced sharing keeps."""
        balanced, firm = self.window(Likeness.BALANCED), self.window(Likeness.FIRM)
        return (firm, balanced) if likeness is Likeness.FIRM else (balanced, firm)


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """charabook's settings of the method, in fractions of a run."""

    described: Reach = field(default_factory=lambda: Reach(gentle=0.3, balanced=0.5, firm=0.82))
    """Who somebody is has been settled by the half. The released 0.82 leaves faces and hands no time to act."""
    drawn: Reach = field(default_factory=lambda: Reach(gentle=0.3, balanced=0.5, firm=0.82))
    """The same for identities from drawings: words say too little of those to leave the rest of a run to them."""
    match_at: float = 0.2
    merge: Window = field(default_factory=lambda: Window(start=SHARE_FROM, end=0.5))
    merge_decay_from: float = 0.22
    merge_weight: float = 0.2
    """The released 0.8 keeps a face so firmly that it can neither cry nor laugh; paper mode still has it."""
    emphasis: int = 2
    """How often an identity's keys count: with half the time, they speak up. The release counts them once."""
    threshold: float = 0.5
    share_every: int = 2
    """Identities are shared in every such single block, beginning with the first."""

    def reach(self, who: Identity) -> Reach:
        """How far this identity is shared."""
        return self.drawn if who.drawing else self.described

    def merge_weight_at(self, fraction: float) -> float:
        """The weight of the adaptive token merge at this fraction of the run."""
        if not self.merge.holds(fraction):
            return 0.0
        if fraction < self.merge_decay_from:
            return self.merge_weight
        done = (fraction - self.merge_decay_from) / (self.merge.end - self.merge_decay_from)
        return self.merge_weight * 0.5 * (1 + math.cos(math.pi * done))


_SMALL_WIDTH = 1024
_OF_A_SMALL_MODEL = Method(
    described=Reach(gentle=0.15, balanced=0.2, firm=0.4),
    drawn=Reach(gentle=0.3, balanced=0.4, firm=0.6),
    merge=Window(start=SHARE_FROM, end=0.2),
)


def method_for(width: int) -> Method:
    """The method as it serves a transformer of this inner width.

    A small model settles who somebody is in the first fifth of a run, and needs the rest for what arms and faces do:
    measured on the demo model with the oracle. A large one keeps the windows nearer to the release.
    """
    return _OF_A_SMALL_MODEL if width < _SMALL_WIDTH else Method()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a run: where it stands, the noise it starts and ends with, how much is merged where it is shared."""

    index: int
    fraction: float
    sigma: float
    next_sigma: float
    merge_weight: float


def plan(method: Method, schedule: NoiseSchedule, steps: int) -> tuple[Step, ...]:
    """Every step of a run of `steps` steps."""
    levels = schedule.run(steps).tolist()
    return tuple(
        Step(
            index=i,
            fraction=i / steps,
            sigma=levels[i],
            next_sigma=levels[i + 1],
            merge_weight=method.merge_weight_at(i / steps),
        )
        for i in range(steps)
    )
