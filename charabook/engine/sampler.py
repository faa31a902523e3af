"""One loop that draws: latents, steps, what the transformer is told, and a script for each step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch

from charabook.engine.families.flux import Conditioning, FluxAdapter
from charabook.engine.schedule import Step
from charabook.engine.script import PLAIN, Script


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the transformer is told. With `negative`, classifier-free guidance of strength `scale` is used."""

    positive: Conditioning
    negative: Conditioning | None = None
    scale: float = 1.0


Heard = Callable[[Step, torch.Tensor, torch.Tensor], None]
"""Hears a step's latents before it and its velocity; may raise to stop the run."""


def velocity(
    model: FluxAdapter, latents: torch.Tensor, sigma: float, told: Told, script: Script, *, away: Script = PLAIN
) -> torch.Tensor:
    """The guided velocity [B, N, channels]: `script` holds for the positive branch, `away` for the negative one."""
    towards = model.velocity(latents, sigma, told.positive, script)
    if told.negative is None:
        return towards
    from_there = model.velocity(latents, sigma, told.negative, away)
    return from_there + told.scale * (towards - from_there)


def euler(latents: torch.Tensor, towards: torch.Tensor, change: float) -> torch.Tensor:
    """Latents [B, N, channels] after the noise level has changed by `change` along the velocity `towards`.

    In float32, as the pipelines' scheduler does: small steps drown in 16 bits.
    """
    return (latents.float() + change * towards.float()).to(latents.dtype)


def denoise(
    model: FluxAdapter,
    latents: torch.Tensor,
    steps: Sequence[Step],
    told: Told,
    *,
    script_of: Callable[[Step], Script],
    heard: Heard,
    away: Script = PLAIN,
    opening: torch.Tensor | None = None,
) -> torch.Tensor:
    """Euler steps along the flow, from start latents [B, N, channels] to the picture's latents of the same shape.

    `opening` is the first step's velocity where it is known already.
    """
    for number, step in enumerate(steps):
        if number == 0 and opening is not None:
            towards = opening
        else:
            towards = velocity(model, latents, step.sigma, told, script_of(step), away=away)
        heard(step, latents, towards)
        latents = euler(latents, towards, step.next_sigma - step.sigma)
    return latents


class Trajectory:
    """The latents of a run at any noise level: Euler's path is straight between two steps."""

    def __init__(self) -> None:
        self._points: list[tuple[float, torch.Tensor, torch.Tensor]] = []

    def hear(self, step: Step, latents: torch.Tensor, towards: torch.Tensor) -> None:
        """Keep where a step begins and where it heads."""
        self._points.append((step.sigma, latents, towards))

    def at(self, sigma: float) -> torch.Tensor:
        """Latents [B, N, channels] at this noise level."""
        reached = [point for point in self._points if point[0] >= sigma - 1e-9]
        start, latents, towards = reached[-1] if reached else self._points[0]
        return latents + (sigma - start) * towards
