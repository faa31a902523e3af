"""The judge: a tiny network, trained on drawn pictures, that finds figures and names what they are.

It is a measuring tool: it scores the demo model's held-out pictures and the consistency method. Nothing of
it ships with the program.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from recipe.machine import fast_type
from recipe.muon import Muon
from recipe.shards import Drawn, drawn_scenes

if TYPE_CHECKING:
    from pathlib import Path

IDENTITY = ("kind", "skin", "hair_style", "hair_color", "garment", "top_color", "hat")
"""What stays the same about a character from panel to panel."""
DEEDS = ("action",)
SCENE = ("environment", "time")
SIDE = 128
GRID = 16
EMBEDDING = 48


class Step(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = nn.GroupNorm(8, width)
        self.first = nn.Conv2d(width, width, 3, padding=1)
        self.second = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.second(functional.silu(self.first(self.norm(x))))


class Judge(nn.Module):
    """Pictures [B, 3, 128, 128] in [-1, 1] to figure maps, labels and embeddings."""

    def __init__(self, names: dict[str, list[str]]) -> None:
        super().__init__()
        self.names = names
        self.body = nn.Sequential(
            nn.Conv2d(3, 32, 4, 2, 1),
            nn.SiLU(),
            nn.Conv2d(32, 64, 4, 2, 1),
            Step(64),
            nn.Conv2d(64, 128, 4, 2, 1),
            Step(128),
            Step(128),
            nn.GroupNorm(8, 128),
            nn.SiLU(),
        )
        self.figure = nn.Conv2d(128, 1, 3, padding=1)
        self.who = nn.Sequential(nn.Linear(512, 256), nn.SiLU(), nn.Linear(256, EMBEDDING))
        self.what = nn.Sequential(nn.Linear(512, 256), nn.SiLU())
        self.where = nn.Sequential(nn.Linear(256, 128), nn.SiLU())
        widths = {**dict.fromkeys(IDENTITY, EMBEDDING), **dict.fromkeys(DEEDS, 256), **dict.fromkeys(SCENE, 128)}
        self.heads = nn.ModuleDict({kind: nn.Linear(widths[kind], len(names[kind])) for kind in names})

    def features(self, pictures: torch.Tensor) -> torch.Tensor:
        return self.body(pictures)
        # [B, 128, 16, 16]

    def figure_map(self, features: torch.Tensor) -> torch.Tensor:
        """Probability that a cell of the 16 x 16 grid belongs to a figure: [B, 16, 16]."""
        return self.figure(features)[:, 0].float().sigmoid()

    def scene(self, features: torch.Tensor) -> torch.Tensor:
        flat = features.flatten(2)
        return self.where(torch.cat([flat.mean(-1), flat.amax(-1)], 1))
        # [B, 128]

    def figure_features(self, features: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Features of the figures under `mask` [B, 16, 16]: mean and maximum of its upper and lower half, [B, 512]."""
        cells = torch.arange(GRID, device=mask.device).float()
        weight = mask.sum((1, 2)).clamp(min=1e-3)
        middle = (mask.sum(2) * cells).sum(1) / weight
        upper = mask * (cells[None, :, None] < middle[:, None, None])
        return torch.cat([part for half in (upper, mask - upper) for part in _pooled(features, half)], 1)

    def identity(self, features: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return self.who(self.figure_features(features, mask))
        # [B, 48]


def _pooled(features: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    share = mask[:, None] / mask.sum((1, 2)).clamp(min=1e-3)[:, None, None, None]
    inside = features - 30 * (mask[:, None] < 0.5).to(features.dtype)
    return (features * share).sum((2, 3)), inside.amax((2, 3)).clamp(min=-3)
    # [B, 128] each


@dataclass(frozen=True, slots=True)
class Lesson:
    pictures: torch.Tensor
    figures: torch.Tensor
    labels: list[dict[str, Any]]


def as_judged(pictures: np.ndarray) -> torch.Tensor:
    """uint8 [B, H, W, 3] as the judge sees them: [B, 3, 128, 128]."""
    tensor = torch.from_numpy(np.ascontiguousarray(pictures)).permute(0, 3, 1, 2).float() / 127.5 - 1
    return functional.adaptive_avg_pool2d(tensor, SIDE).contiguous(memory_format=torch.channels_last)


def lesson(drawn: list[Drawn]) -> Lesson:
    return Lesson(
        as_judged(np.stack([d.picture for d in drawn])),
        torch.from_numpy(np.stack([d.figures for d in drawn])).float() / 255,
        [d.labels for d in drawn],
    )


def names_of(world: str) -> dict[str, list[str]]:
    """The labels that a world can show."""
    seen: dict[str, set[str]] = {kind: set() for kind in (*SCENE, *IDENTITY, *DEEDS)}
    for drawn in drawn_scenes(world, 1, 600, 32, 32):
        for kind in SCENE:
            seen[kind].add(drawn.labels[kind])
        for figure in drawn.labels["figures"]:
            for kind in (*IDENTITY, *DEEDS):
                seen[kind].add(figure[kind])
    return {kind: sorted(values) for kind, values in seen.items()}


def disturbed(pictures: torch.Tensor) -> torch.Tensor:
    """Small blur and noise: a generated picture is never as crisp as a drawn one."""
    softened = functional.avg_pool2d(functional.pad(pictures, (1, 1, 1, 1), mode="replicate"), 3, 1)
    share = torch.rand(len(pictures), 1, 1, 1)
    return torch.lerp(pictures, softened, share) + 0.15 * torch.rand(len(pictures), 1, 1, 1) * torch.randn_like(
        pictures
    )


def lesson_loss(judge: Judge, given: Lesson) -> torch.Tensor:
    features = judge.features(disturbed(given.pictures))
    covered = given.figures.sum(1).clamp(max=1)
    losses = [functional.binary_cross_entropy_with_logits(judge.figure(features)[:, 0].float(), covered)]
    scene = judge.scene(features)
    losses += [_named_loss(judge, kind, scene, [label[kind] for label in given.labels]) for kind in SCENE]
    owners = [(b, r) for b, label in enumerate(given.labels) for r in range(len(label["figures"]))]
    index = torch.tensor([b for b, _ in owners])
    masks = torch.stack([given.figures[b, r] for b, r in owners])
    pooled = judge.figure_features(features[index], masks)
    who, what = judge.who(pooled), judge.what(pooled)
    for kind in (*IDENTITY, *DEEDS):
        labels = [given.labels[b]["figures"][r][kind] for b, r in owners]
        losses.append(_named_loss(judge, kind, what if kind in DEEDS else who, labels))
    return torch.stack(losses).sum()


def _named_loss(judge: Judge, kind: str, hidden: torch.Tensor, labels: list[str]) -> torch.Tensor:
    wanted = torch.tensor([judge.names[kind].index(label) for label in labels])
    return functional.cross_entropy(judge.heads[kind](hidden).float(), wanted)


def trained_judge(world: str, steps: int, seed: int = 0, batch: int = 32) -> Judge:
    """Train a judge on `steps` batches of freshly drawn pictures; the same seed trains the same judge."""
    torch.manual_seed(seed)
    judge = Judge(names_of(world))
    judge.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # missing from torch's own types
    judge.train().requires_grad_(requires_grad=True)
    kernels = [p for p in judge.parameters() if p.ndim >= 2 and min(p.shape[:2]) > 3 and p.shape[0] > 16]
    others = [p for p in judge.parameters() if not any(p is k for k in kernels)]
    optimisers = [Muon(kernels, 0.02, weight_decay=0.01), torch.optim.AdamW(others, 2e-3)]
    for step in range(steps):
        given = lesson(drawn_scenes(world, seed + step, batch, 256, 256))
        with torch.autocast("cpu", fast_type(), enabled=fast_type() is torch.bfloat16):
            loss = lesson_loss(judge, given)
        loss.backward()
        for optimiser, peak in zip(optimisers, (0.02, 2e-3), strict=True):
            for group in optimiser.param_groups:
                group["lr"] = peak * min(1, (step + 1) / 20) * min(1, (1 - step / steps) / 0.5)
            optimiser.step()
            optimiser.zero_grad()
    return judge.eval()


def save_judge(judge: Judge, path: Path) -> None:
    torch.save({"names": judge.names, "weights": judge.state_dict()}, path)


def load_judge(path: Path) -> Judge:
    state = torch.load(path, weights_only=True)
    judge = Judge(state["names"])
    judge.load_state_dict(state["weights"])
    return judge.eval().requires_grad_(requires_grad=False)
