"""Rectified-flow training of the transformer and its text encoders on shards of latents."""

from __future__ import annotations

import json
import math
import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from diffusers.models.embeddings import apply_rotary_emb
from torch import nn
from torch.nn import functional as F

from recipe.muon import Muon
from recipe.network import SIZES, StoryNetwork, packed, token_places
from recipe.prompts import Conditions, longest, plain, regional, rounded_up
from recipe.shards import Shard, Worded

if TYPE_CHECKING:
    from pathlib import Path

    from diffusers.models.transformers.transformer_flux import FluxAttention
    from transformers import PreTrainedTokenizerFast


class PlainAttention:
    """The attention of FLUX written as two matrix products.

    For a few hundred tokens on a CPU this trains a third faster than the fused kernel, whose backward
    pass is slow in bfloat16; the result is the same.
    """

    def __call__(
        self,
        attn: FluxAttention,
        hidden_states: torch.Tensor,
        encoder_hidden_states: torch.Tensor | None = None,
        attention_mask: torch.Tensor | None = None,
        image_rotary_emb: torch.Tensor | None = None,
    ) -> torch.Tensor | tuple[torch.Tensor, torch.Tensor]:
        query, key, value = (
            project(hidden_states).unflatten(-1, (attn.heads, -1)) for project in (attn.to_q, attn.to_k, attn.to_v)
        )
        # [B, S, H, D]
        query, key = attn.norm_q(query), attn.norm_k(key)
        if encoder_hidden_states is not None:
            text_query, text_key, text_value = (
                project(encoder_hidden_states).unflatten(-1, (attn.heads, -1))
                for project in (attn.add_q_proj, attn.add_k_proj, attn.add_v_proj)
            )
            query = torch.cat([attn.norm_added_q(text_query), query], 1)
            key = torch.cat([attn.norm_added_k(text_key), key], 1)
            value = torch.cat([text_value, value], 1)
            # [B, T + N, H, D]
        query = apply_rotary_emb(query, image_rotary_emb, sequence_dim=1)
        key = apply_rotary_emb(key, image_rotary_emb, sequence_dim=1)
        mixed = two_products(query, key, value, attention_mask).to(query.dtype)
        # [B, S, H * D]
        if encoder_hidden_states is None:
            return mixed
        text, image = mixed.split([encoder_hidden_states.shape[1], hidden_states.shape[1]], 1)
        return attn.to_out[0](image), attn.to_add_out(text)


def two_products(
    query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, mask: torch.Tensor | None
) -> torch.Tensor:
    query, key, value = (x.transpose(1, 2) for x in (query, key, value))
    # [B, H, S, D]
    scores = (query * query.shape[-1] ** -0.5) @ key.mT
    if mask is not None:
        scores = scores.masked_fill(~mask, -1e4)
    return (scores.softmax(-1).to(value.dtype) @ value).transpose(1, 2).flatten(2)
    # [B, S, H * D]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A part of the training: until which fraction of the budget, how much of a picture a batch shows."""

    until: float
    view: str
    batch: int
    shift: float


STAGES = (
    Stage(until=0.25, view="small", batch=32, shift=0.0),
    Stage(until=0.68, view="window", batch=24, shift=0.4),
    Stage(until=9.0, view="whole", batch=16, shift=0.5),
)
"""First the whole picture at half size, then windows of 12 x 12 tokens, then the whole picture."""

WINDOW = 12


@dataclass(frozen=True, slots=True)
class Batch:
    tokens: torch.Tensor
    places: torch.Tensor
    figures: torch.Tensor
    wordings: list[Worded]
    labels: list[dict[str, Any]]
    crowd: int


class ShardFeed:
    """Batches from a folder of shards that may still be growing."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.chance = folder, np.random.default_rng(seed)
        self.shards: dict[str, Shard] = {}
        self.refresh()

    def refresh(self) -> None:
        for text in sorted(self.folder.glob("*.jsonl")):
            if text.name not in self.shards and not text.name.startswith("test"):
                self.shards[text.name] = Shard.open(text)

    def batch(self, stage: Stage) -> Batch:
        names = list(self.shards)
        shard = self.shards[names[self.chance.integers(len(names))]]
        crowd = 2 if self.chance.random() < 0.42 and len(shard.by_figures[2]) >= stage.batch else 1
        pool = shard.by_figures[2] if crowd == 2 else np.concatenate([shard.by_figures[0], shard.by_figures[1]])
        rows = np.sort(self.chance.choice(pool, stage.batch, replace=False))
        latents = torch.from_numpy(np.asarray(shard.latents[rows])).float()
        figures = torch.from_numpy(np.asarray(shard.figures[rows])).float() / 255
        lines = [shard.lines[row] for row in rows]
        picks = self.chance.integers(0, 3, len(lines))
        wordings = [as_worded(line["wordings"][pick % len(line["wordings"])]) for line, pick in zip(lines, picks, strict=True)]
        latents, figures, places = self.view(latents, figures, stage.view)
        return Batch(packed(latents), places, figures.flatten(2), wordings, [line["labels"] for line in lines], crowd)

    def view(self, latents: torch.Tensor, figures: torch.Tensor, kind: str) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        height, width = figures.shape[2:]
        places = token_places(height, width)
        if kind == "small":
            half = token_places(height // 2, width // 2) * 2 + torch.tensor([0.0, 0.5, 0.5])
            return F.avg_pool2d(latents, 2), F.avg_pool2d(figures, 2), half
        if kind == "window":
            high, wide = min(WINDOW, height), min(WINDOW, width)
            y, x = self.chance.integers(height - high + 1), self.chance.integers(width - wide + 1)
            places = places.view(height, width, 3)[y : y + high, x : x + wide].reshape(-1, 3)
            latents = latents[:, :, 2 * y : 2 * (y + high), 2 * x : 2 * (x + wide)].contiguous()
            return latents, figures[:, :, y : y + high, x : x + wide], places
        return latents, figures, places


def as_worded(line: dict[str, Any]) -> Worded:
    return Worded(text=line["text"], background=line["background"], regions=tuple(line["regions"]))


def without_text(wordings: list[Worded], chance: np.random.Generator, share: float) -> list[Worded]:
    empty = Worded(text="", background="", regions=())
    return [empty if chance.random() < share else worded for worded in wordings]


def grown_boxes(figures: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
    """Each figure's bounding box over the tokens, grown by a random margin: [B, R, N] bool."""
    batch, count, _ = figures.shape
    rows, columns = places[:, 1], places[:, 2]
    boxes = torch.zeros_like(figures, dtype=torch.bool)
    for b in range(batch):
        for r in range(count):
            seen = figures[b, r] > 0.1
            if seen.any():
                margin = random.uniform(0, 2.5)  # noqa: S311
                boxes[b, r] = (
                    (rows >= rows[seen].min() - margin)
                    & (rows <= rows[seen].max() + margin)
                    & (columns >= columns[seen].min() - margin)
                    & (columns <= columns[seen].max() + margin)
                )
    return boxes


class Teacher(nn.Module):
    """Training-only heads that name, from hidden image tokens, what figure a token belongs to and what it is.

    They teach early which words belong to which part of the picture; nothing of them ships.
    """

    def __init__(self, width: int, names: dict[str, list[str]]) -> None:
        super().__init__()
        self.names = {kind: {name: i + 1 for i, name in enumerate(known)} for kind, known in names.items()}
        self.heads = nn.ModuleDict({kind: nn.Linear(width, len(known) + 1) for kind, known in names.items()})

    def targets(self, batch: Batch, kind: str) -> torch.Tensor:
        known = self.names[kind]
        if kind == "environment":
            here = torch.tensor([known.get(label["environment"], 0) for label in batch.labels])
            return here[:, None].expand(-1, batch.tokens.shape[1])
            # [B, N]
        worth = torch.zeros(batch.figures.shape[0], 1 + batch.figures.shape[1], 1, dtype=torch.long)
        for b, label in enumerate(batch.labels):
            for r, figure in enumerate(label["figures"][: batch.figures.shape[1]]):
                worth[b, 1 + r] = known.get(figure[kind], 0)
        covered = torch.cat([1 - batch.figures.sum(1, keepdim=True), batch.figures], 1).argmax(1, keepdim=True)
        # [B, 1, N] index of the owner, 0 = nobody
        return worth.expand(-1, -1, covered.shape[-1]).gather(1, covered)[:, 0]
        # [B, N]

    def forward(self, hidden: torch.Tensor, batch: Batch) -> torch.Tensor:
        losses = [F.cross_entropy(head(hidden).flatten(0, 1).float(), self.targets(batch, kind).flatten()) for kind, head in self.heads.items()]
        return torch.stack(losses).mean()


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    minutes: float
    muon_rate: float = 0.02
    rate: float = 2e-3
    seed: int = 0


class Training:
    """One resumable training: weights, running average, optimisers, and how much of the budget is spent."""

    def __init__(self, root: Path, tokenizer: PreTrainedTokenizerFast, size: str, names: dict[str, list[str]]) -> None:
        self.root, self.tokenizer, self.size = root, tokenizer, size
        self.network = StoryNetwork(SIZES[size], len(tokenizer))
        self.teacher = Teacher(SIZES[size].width, names)
        self.network.transformer.set_attn_processor(PlainAttention())
        self.average = StoryNetwork(SIZES[size], len(tokenizer)).requires_grad_(False)
        self.average.load_state_dict(self.network.state_dict())
        self.step, self.spent_s, self.pictures = 0, 0.0, 0
        self.hidden: list[torch.Tensor] = []
        blocks = self.network.transformer.single_transformer_blocks
        blocks[len(blocks) // 2 - 1].register_forward_hook(lambda _m, _i, out: self.hidden.append(out[1]))

    def optimisers(self, budget: Budget) -> list[torch.optim.Optimizer]:
        matrices, others = [], []
        for name, parameter in [*self.network.named_parameters(), *self.teacher.named_parameters()]:
            inner = "blocks." in name or "block." in name or "layers." in name
            plain = "relative_attention" in name or "norm" in name  # modulation: much memory, little to gain
            (matrices if inner and parameter.ndim == 2 and not plain else others).append(parameter)
        made = [
            Muon(matrices, budget.muon_rate, weight_decay=0.01),
            torch.optim.AdamW(others, budget.rate, betas=(0.9, 0.98), weight_decay=0.0, fused=True),
        ]
        for optimiser in made:
            for group in optimiser.param_groups:
                group["peak"] = group["lr"]
        return made

    @property
    def checkpoint(self) -> Path:
        return self.root / f"transformer-{self.size}.pt"

    def resume(self, optimisers: list[torch.optim.Optimizer]) -> None:
        if not self.checkpoint.exists():
            return
        state = torch.load(self.checkpoint, weights_only=True)
        self.network.load_state_dict(state["weights"])
        self.average.load_state_dict(state["average"])
        self.teacher.load_state_dict(state["teacher"])
        for optimiser, saved in zip(optimisers, state["optimisers"], strict=True):
            peaks = [group["peak"] for group in optimiser.param_groups]
            optimiser.load_state_dict(saved)
            for group, peak in zip(optimiser.param_groups, peaks, strict=True):
                group["peak"] = peak
        self.step, self.spent_s, self.pictures = state["step"], state["spent_s"], state["pictures"]

    def save(self, optimisers: list[torch.optim.Optimizer]) -> None:
        part = self.checkpoint.with_suffix(".part")
        torch.save(
            {
                "weights": self.network.state_dict(),
                "average": self.average.state_dict(),
                "teacher": self.teacher.state_dict(),
                "optimisers": [optimiser.state_dict() for optimiser in optimisers],
                "step": self.step,
                "spent_s": self.spent_s,
                "pictures": self.pictures,
            },
            part,
        )
        part.replace(self.checkpoint)


def conditions(training: Training, batch: Batch, chance: np.random.Generator, share_regional: float) -> Conditions:
    if batch.crowd == 2 and chance.random() < share_regional:  # noqa: PLR2004
        wordings = batch.wordings
        boxes = grown_boxes(batch.figures[:, :2], batch.places)
        phrases = [phrase for w in wordings for phrase in (*w.regions, "")]
        region_length = rounded_up(longest(training.tokenizer, phrases))
        global_length = rounded_up(longest(training.tokenizer, [w.background for w in wordings]))
        if chance.random() < 0.3:
            region_length, global_length = rounded_up(region_length + 1, 16), rounded_up(global_length + 1, 32)
        return regional(training.network, training.tokenizer, wordings, boxes, (region_length, global_length))
    texts = [w.text for w in without_text(batch.wordings, chance, 0.1)]
    needed = min(64, rounded_up(longest(training.tokenizer, texts)))
    return plain(training.network, training.tokenizer, texts, 64 if chance.random() < 0.3 else needed)


def flow_loss(training: Training, batch: Batch, given: Conditions, shift: float) -> tuple[torch.Tensor, torch.Tensor]:
    """Mean squared error of the velocity at logit-normal noise levels, and the teacher's loss."""
    noise = torch.randn_like(batch.tokens)
    level = torch.sigmoid(torch.randn(len(batch.tokens)) + shift)
    mixed = torch.lerp(batch.tokens, noise, level[:, None, None])
    training.hidden.clear()
    velocity = training.network.transformer(
        hidden_states=mixed,
        encoder_hidden_states=given.words,
        pooled_projections=given.summary,
        timestep=level,
        img_ids=batch.places,
        txt_ids=torch.zeros(given.words.shape[1], 3),
        joint_attention_kwargs={"attention_mask": given.mask},
        return_dict=False,
    )[0].float()
    figure_weight = 1 + batch.figures.sum(1)[..., None].clamp(max=1)
    error = (velocity - (noise - batch.tokens)).square() * figure_weight
    return error.sum() / figure_weight.expand_as(error).sum(), training.teacher(training.hidden[0], batch)


def rate_at(progress: float, step: int) -> float:
    """Warm-up, a plateau, then a straight line to almost nothing over the last 40% of the budget."""
    return min(1.0, (step + 1) / 60) * max(0.02, min(1.0, (1 - progress) / 0.4))


def train(training: Training, budget: Budget, log: Path) -> None:
    optimisers = training.optimisers(budget)
    training.resume(optimisers)
    feed = ShardFeed(training.root / "shards", seed=budget.seed + training.step)
    chance = np.random.default_rng(budget.seed + training.step)
    torch.manual_seed(budget.seed + training.step)
    trained, averaged = list(training.network.parameters()), list(training.average.parameters())
    last, saved, recent = time.time(), time.time(), []
    while training.spent_s < budget.minutes * 60:
        progress = training.spent_s / (budget.minutes * 60)
        stage = next(stage for stage in STAGES if progress < stage.until)
        for group in [group for optimiser in optimisers for group in optimiser.param_groups]:
            group["lr"] = group["peak"] * rate_at(progress, training.step)
        batch = feed.batch(stage)
        with torch.autocast("cpu", torch.bfloat16):
            given = conditions(training, batch, chance, share_regional=0.5)
            loss, teaching = flow_loss(training, batch, given, stage.shift)
        (loss + 0.1 * teaching).backward()
        torch.nn.utils.clip_grad_norm_([*trained, *training.teacher.parameters()], 1.0)
        for optimiser in optimisers:
            optimiser.step()
            optimiser.zero_grad()
        training.step += 1
        training.pictures += len(batch.tokens)
        with torch.no_grad():
            keep = min(0.998, training.step / (training.step + 20))
            torch._foreach_lerp_(averaged, trained, 1 - keep)
        now = time.time()
        training.spent_s, last = training.spent_s + now - last, now
        recent.append((loss.item(), teaching.item(), len(batch.tokens)))
        if training.step % 50 == 0:
            report(log, training, stage, recent)
            recent = []
            feed.refresh()
        if now - saved > 120:
            training.save(optimisers)
            saved = now
    training.save(optimisers)


def report(log: Path, training: Training, stage: Stage, recent: list[tuple[float, float, int]]) -> None:
    loss, teaching, _ = np.mean(recent, 0)
    line = {
        "step": training.step,
        "spent_s": round(training.spent_s),
        "pictures": training.pictures,
        "view": stage.view,
        "loss": round(float(loss), 4),
        "teaching": round(float(teaching), 4),
    }
    if math.isnan(line["loss"]):
        msg = "The loss is not a number any more."
        raise FloatingPointError(msg)
    with log.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
