"""UniPC (arXiv 2302.04867) written out for flow matching: B2(h), order two, data prediction, in double precision.

It shares nothing with the library's scheduler, so that the two can be held against each other.
"""

import math
from collections.abc import Callable

import torch

Velocity = Callable[[torch.Tensor, int], torch.Tensor]

_TIMES = 1000


def shifted_sigmas(steps: int, shift: float) -> list[float]:
    """Noise levels from (almost) 1 down to 0, one more than there are steps."""
    even = [1 - (1 - 1 / _TIMES) * step / steps for step in range(steps)]
    levels = [shift * sigma / (1 + (shift - 1) * sigma) for sigma in even]
    return [1 - 1e-6, *levels[1:], 0.0]


def unipc(velocity: Velocity, noise: torch.Tensor, steps: int, shift: float) -> torch.Tensor:
    """Solve from noise to picture; `velocity(x, t)` is the model's answer at the whole-numbered time t."""
    sigmas = shifted_sigmas(steps, shift)
    clean: list[torch.Tensor] = []
    x = before = noise
    for step in range(steps):
        found = x - sigmas[step] * velocity(x, int(sigmas[step] * _TIMES))
        if step:
            x = _corrected(before, clean, found, sigmas, step)
        clean.append(found)
        before = x
        x = _predicted(x, clean, sigmas, step, order=min(2, step + 1, steps - step))
    return x


def _predicted(x: torch.Tensor, clean: list[torch.Tensor], sigmas: list[float], step: int, order: int) -> torch.Tensor:
    here, there = sigmas[step], sigmas[step + 1]
    width = math.expm1(_half_logsnr(here) - _half_logsnr(there))
    ahead = there / here * x - (1 - there) * width * clean[-1]
    if order == 1:
        return ahead
    return ahead - (1 - there) * width * 0.5 * _slope(clean, sigmas, step, there)


def _corrected(
    before: torch.Tensor, clean: list[torch.Tensor], found: torch.Tensor, sigmas: list[float], step: int
) -> torch.Tensor:
    here, there = sigmas[step - 1], sigmas[step]
    h = _half_logsnr(here) - _half_logsnr(there)
    width = math.expm1(h)
    ahead = there / here * before - (1 - there) * width * clean[-1]
    if step == 1:
        return ahead - (1 - there) * width * 0.5 * (found - clean[-1])
    ratio = (_half_logsnr(sigmas[step - 2]) - _half_logsnr(here)) / -h
    first = width / h - 1
    second = first / h - 0.5
    # (1 1; ratio 1) (a b)' = (first, 2 second)' / width
    a = (first - 2 * second) / width / (1 - ratio)
    b = first / width - a
    return ahead - (1 - there) * width * (a * _slope(clean, sigmas, step - 1, there) + b * (found - clean[-1]))


def _slope(clean: list[torch.Tensor], sigmas: list[float], step: int, there: float) -> torch.Tensor:
    """How the clean picture changes, by the last two answers, over the way from `step` to `there`."""
    here = _half_logsnr(sigmas[step])
    ratio = (_half_logsnr(sigmas[step - 1]) - here) / (_half_logsnr(there) - here)
    return (clean[-2] - clean[-1]) / ratio


def _half_logsnr(sigma: float) -> float:
    return math.log(1 - sigma) - math.log(sigma) if sigma > 0 else math.inf
