"""Training-only heads that name, from hidden image tokens, what a token shows.

They teach early which words belong to which part of the picture. Nothing of them ships.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import nn
from torch.nn import functional

if TYPE_CHECKING:
    from recipe.feed import Batch

PLACE = "environment"


class Teacher(nn.Module):
    """One linear head per kind of label; 0 stands for "nobody here"."""

    def __init__(self, width: int, names: dict[str, list[str]]) -> None:
        super().__init__()
        self.heads = nn.ModuleDict({kind: nn.Linear(width, len(known) + 1) for kind, known in names.items()})

    def forward(self, hidden: torch.Tensor, batch: Batch) -> torch.Tensor:
        """Mean cross-entropy over the kinds of labels; `hidden` is [B, N, C]."""
        losses = [
            functional.cross_entropy(head(hidden).flatten(0, 1).float(), targets(batch, kind).flatten())
            for kind, head in self.heads.items()
        ]
        return torch.stack(losses).mean()


def targets(batch: Batch, kind: str) -> torch.Tensor:
    """What every token should be named: [B, N] numbers."""
    numbers = batch.names[kind]
    if kind == PLACE:
        return numbers.expand(-1, batch.tokens.shape[1])
    nobody = torch.zeros_like(numbers[:, :1])
    covered = torch.cat([1 - batch.figures.sum(1, keepdim=True), batch.figures], 1).argmax(1)
    # [B, N] index of the owner, 0 = nobody
    return torch.cat([nobody, numbers], 1).gather(1, covered)
