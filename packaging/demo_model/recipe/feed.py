"""Batches for training: latents, positions, figure maps, captions and labels, as much of a picture as a stage shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from recipe.network import packed, token_places
from recipe.shards import WORDINGS, Shard, Worded

if TYPE_CHECKING:
    from pathlib import Path

TEST = "test"
"""Shards whose names start so are never trained on."""
PAIRS = 0.42
"""Share of batches that show two figures."""


class View(StrEnum):
    """How much of its pictures a batch shows."""

    SMALL = "small"
    """The whole picture at half size: a quarter of the tokens, at every second position."""
    WHOLE = "whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """`tokens` [B, N, 64], `places` [N, 3], `figures` [B, 3, N] coverage 0..1, `names` [B, 1 + 3 * K] label numbers."""

    tokens: torch.Tensor
    places: torch.Tensor
    figures: torch.Tensor
    wordings: list[Worded]
    names: dict[str, torch.Tensor]
    pairs: bool

    def to(self, device: torch.device) -> Batch:
        """The same on another device."""
        return Batch(
            tokens=self.tokens.to(device, non_blocking=True),
            places=self.places.to(device),
            figures=self.figures.to(device, non_blocking=True),
            wordings=self.wordings,
            names={kind: numbers.to(device) for kind, numbers in self.names.items()},
            pairs=self.pairs,
        )


class ShardFeed:
    """Batches from a folder of shards that may still be growing."""

    def __init__(self, folder: Path, names: dict[str, list[str]], seed: int) -> None:
        self.folder, self.names = folder, names
        self.chance = np.random.default_rng(seed)
        self.shards: dict[str, Shard] = {}
        self.refresh()

    def refresh(self) -> None:
        """Open the shards that have appeared since."""
        for text in sorted(self.folder.glob("*.jsonl")):
            if text.name not in self.shards and not text.name.startswith(TEST):
                self.shards[text.name] = Shard.open(text, self.names)

    def batch(self, view: View, size: int) -> Batch:
        """`size` pictures of one shape; either all with two figures, or all with fewer."""
        shard = self.shards[str(self.chance.choice(list(self.shards)))]
        pairs = self.chance.random() < PAIRS and len(shard.with_figures[2]) > 0
        pool = shard.with_figures[2] if pairs else np.concatenate([shard.with_figures[0], shard.with_figures[1]])
        rows = np.sort(self.chance.choice(pool, size, replace=size > len(pool)))
        latents = torch.from_numpy(np.asarray(shard.latents[rows])).float()
        figures = torch.from_numpy(np.asarray(shard.figures[rows])).float() / 255
        latents, figures, places = self._seen(latents, figures, view)
        picks = self.chance.integers(0, WORDINGS, size)
        return Batch(
            tokens=packed(latents),
            places=places,
            figures=figures.flatten(2),
            wordings=[shard.wordings[row][pick] for row, pick in zip(rows, picks, strict=True)],
            names={kind: torch.from_numpy(numbers[rows]) for kind, numbers in shard.names.items()},
            pairs=pairs,
        )

    @staticmethod
    def _seen(
        latents: torch.Tensor, figures: torch.Tensor, view: View
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        height, width = figures.shape[2:]
        if view is View.SMALL:
            places = token_places(height // 2, width // 2) * 2 + torch.tensor([0.0, 0.5, 0.5])
            return functional.avg_pool2d(latents, 2), functional.avg_pool2d(figures, 2), places
        return latents, figures, token_places(height, width)


def grown_boxes(figures: torch.Tensor, places: torch.Tensor, margins: torch.Tensor) -> torch.Tensor:
    """Bounding boxes of the figures over the tokens, grown by `margins` [B, R, 1] tokens: [B, R, N] bool."""
    seen = figures > 0.1
    far = torch.tensor(1e6, device=figures.device)
    boxes = seen.any(-1, keepdim=True).expand_as(seen)
    for axis in (1, 2):
        along = places[:, axis].expand_as(figures)
        first = torch.where(seen, along, far).amin(-1, keepdim=True) - margins
        last = torch.where(seen, along, -far).amax(-1, keepdim=True) + margins
        boxes = boxes & (along >= first) & (along <= last)
    return boxes
