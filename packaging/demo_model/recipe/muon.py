"""Muon (momentum, orthogonalised by Newton-Schulz) for matrices and convolutions, AdamW for everything else.

Source: Keller Jordan, "Muon: an optimizer for hidden layers in neural networks", 2024. `torch.optim.Muon`
takes matrices only; convolution kernels are matrices once flattened, which this class does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from recipe.machine import fast_type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

COEFFICIENTS = (3.4445, -4.7750, 2.0315)


def orthogonalised(update: torch.Tensor, rounds: int = 5) -> torch.Tensor:
    """The nearest half-orthogonal matrix (roughly: singular values land in 0.7..1.2) of [rows, columns]."""
    a, b, c = COEFFICIENTS
    tall = update.shape[0] > update.shape[1]
    x = update.mT if tall else update
    x = (x / (x.norm() + 1e-7)).to(fast_type(x.device.type))
    for _ in range(rounds):
        square = x @ x.mT
        x = a * x + (b * square + c * square @ square) @ x
    return (x.mT if tall else x).to(update.dtype)


class Muon(torch.optim.Optimizer):
    """Nesterov momentum whose step is orthogonalised and scaled by sqrt(max(1, rows / columns))."""

    def __init__(
        self, params: Iterable[torch.nn.Parameter], lr: float, momentum: float = 0.95, weight_decay: float = 0.0
    ) -> None:
        super().__init__(params, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]  # torch: an overload
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is not None:
                    self._step_one(parameter, parameter.grad, group)

    def _step_one(self, parameter: torch.Tensor, gradient: torch.Tensor, group: dict[str, float]) -> None:
        momentum = self.state[parameter].setdefault("momentum", torch.zeros_like(parameter))
        momentum.lerp_(gradient, 1 - group["momentum"])
        update = gradient.lerp(momentum, group["momentum"]).flatten(1)
        # [out, in * height * width]
        scale = max(1.0, update.shape[0] / update.shape[1]) ** 0.5
        parameter.mul_(1 - group["lr"] * group["weight_decay"])
        parameter.add_(orthogonalised(update).view_as(parameter), alpha=-group["lr"] * scale)
