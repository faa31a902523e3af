"""Scores for the method, read off finished pictures by the judge: masks, kept identity, leakage between characters.

Pictures are uint8 [H, W, 3]; masks are bool [h, w] of any size, True on the figure.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from recipe.judge import GRID, IDENTITY, Judge, as_judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What the judge sees in one figure: a name per identity label, and an embedding of unit length [48]."""

    labels: dict[str, str]
    embedding: np.ndarray


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How alike two figures are: `attributes` is the share of equal labels, `likeness` the embeddings' cosine."""

    attributes: float
    likeness: float


def on_grid(mask: np.ndarray) -> torch.Tensor:
    """A mask on the judge's grid, as coverage: [16, 16]."""
    area = torch.from_numpy(np.ascontiguousarray(mask)).float()[None, None]
    return functional.adaptive_avg_pool2d(area, GRID)[0, 0]


@torch.no_grad()
def figure_mask(judge: Judge, picture: np.ndarray) -> np.ndarray:
    """Where the judge sees figures: bool [16, 16]."""
    return (judge.figure_map(judge.features(as_judged(picture[None])))[0] > 0.5).numpy()


def mask_iou(first: np.ndarray, second: np.ndarray) -> float:
    """Intersection over union of two masks, compared on the judge's grid; two empty masks agree."""
    one, other = on_grid(first) > 0.5, on_grid(second) > 0.5
    union = (one | other).sum().item()
    return (one & other).sum().item() / union if union else 1.0


@torch.no_grad()
def sight(judge: Judge, picture: np.ndarray, mask: np.ndarray) -> Sight:
    """Name and embed the figure of `picture` that lies under `mask`."""
    embedding = judge.identity(judge.features(as_judged(picture[None])), on_grid(mask)[None])
    labels = {kind: judge.names[kind][int(judge.heads[kind](embedding).argmax())] for kind in IDENTITY}
    return Sight(labels=labels, embedding=functional.normalize(embedding, dim=-1)[0].numpy())


def agreement(first: Sight, second: Sight) -> Agreement:
    """Compare what was seen of one character in two panels."""
    same = [first.labels[kind] == second.labels[kind] for kind in IDENTITY]
    return Agreement(attributes=float(np.mean(same)), likeness=float(first.embedding @ second.embedding))


def leakage(seen: Sight, own: Sight, other: Sight) -> float:
    """Share of the labels that tell two characters apart in which `seen` shows the other's instead of its own."""
    telling = [kind for kind in IDENTITY if own.labels[kind] != other.labels[kind]]
    if not telling:
        return 0.0
    return float(np.mean([seen.labels[kind] == other.labels[kind] for kind in telling]))
