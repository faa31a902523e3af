"""Rectified-flow training of the transformer and its text encoders on shards of latents."""

from __future__ import annotations

import json
import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from recipe.attention import PlainAttention
from recipe.feed import Batch, ShardFeed, View, grown_boxes
from recipe.machine import Machine
from recipe.muon import Muon
from recipe.network import SIZES, StoryNetwork
from recipe.pieces import load_pieces, save_pieces
from recipe.prompts import Conditions, longest, plain, regional, rounded_up
from recipe.shards import Worded
from recipe.teacher import Teacher

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from transformers import PreTrainedTokenizerFast


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A part of the training: until which fraction of the budget, what a batch shows, how noisy it is.

    `shift` moves the logit of the noise level: larger pictures need more noise to lose their layout.
    """

    until: float
    view: View
    batch: int
    shift: float


STAGES = (
    Stage(until=0.24, view=View.SMALL, batch=32, shift=0.0),
    Stage(until=math.inf, view=View.WHOLE, batch=16, shift=0.5),
)
"""Layout and the meaning of words are learnt at half size, at a quarter of the cost; then details at full size."""

NO_CAPTION = 0.1
"""Share of captions left empty, so that guidance has something to push away from."""
REGIONAL_PAIRS, REGIONAL_SINGLES = 0.5, 0.3
"""Share of batches whose figures bring their own text into their own region, as panels do."""
FIGURE_WEIGHT = 3.0
"""What a figure's tokens count for: places are learnt long before faces are."""
FULL_LENGTH = 64
TEACHING = 0.1
WARM_UP = 60
SAVE_EVERY_S = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a training goes: minutes in all (earlier sessions included) and peak learning rates."""

    minutes: float
    muon_rate: float = 0.02
    rate: float = 2e-3
    seed: int = 0


class Training:
    """One resumable training: weights, running average, and how much of the budget is spent."""

    def __init__(
        self, root: Path, tokenizer: PreTrainedTokenizerFast, size: str, names: dict[str, list[str]], on: Machine
    ) -> None:
        self.root, self.tokenizer, self.size, self.names, self.machine = root, tokenizer, size, names, on
        self.network = StoryNetwork(SIZES[size], len(tokenizer)).to(on.device)
        self.teacher = Teacher(SIZES[size].width, names).to(on.device)
        self.average = StoryNetwork(SIZES[size], len(tokenizer)).to(on.device).requires_grad_(requires_grad=False)
        self.average.load_state_dict(self.network.state_dict())
        self.step, self.spent_s, self.pictures = 0, 0.0, 0
        self.hidden: list[torch.Tensor] = []
        self._watch_middle_block()
        if on.is_cpu:
            self.network.transformer.set_attn_processor(PlainAttention())

    def _watch_middle_block(self) -> None:
        blocks = self.network.transformer.single_transformer_blocks
        middle = blocks[len(blocks) // 2 - 1]
        middle.register_forward_hook(lambda _module, _given, out: self.hidden.append(out[1]))

    @property
    def checkpoint(self) -> Path:
        """The folder of this training's checkpoint."""
        return self.root / f"transformer-{self.size}"

    def optimisers(self, plan: Plan) -> list[torch.optim.Optimizer]:
        """Muon for the matrices inside blocks, AdamW for the rest."""
        matrices: list[torch.nn.Parameter] = []
        others: list[torch.nn.Parameter] = []
        for name, parameter in [*self.network.named_parameters(), *self.teacher.named_parameters()]:
            (matrices if _is_inner_matrix(name, parameter) else others).append(parameter)
        made = [
            Muon(matrices, plan.muon_rate, weight_decay=0.01),
            torch.optim.AdamW(others, plan.rate, betas=(0.9, 0.98), weight_decay=0.0, fused=True),
        ]
        for optimiser in made:
            for group in optimiser.param_groups:
                group["peak"] = group["lr"]
        return made

    def resume(self, optimisers: list[torch.optim.Optimizer]) -> None:
        """Go on where the last checkpoint stopped, if there is one."""
        state = load_pieces(self.checkpoint)
        if state is None:
            return
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
        """Write a checkpoint that replaces the last one when it is whole."""
        state: dict[str, Any] = {
            "weights": self.network.state_dict(),
            "average": self.average.state_dict(),
            "teacher": self.teacher.state_dict(),
            "optimisers": [optimiser.state_dict() for optimiser in optimisers],
            "step": self.step,
            "spent_s": self.spent_s,
            "pictures": self.pictures,
        }
        save_pieces(state, self.checkpoint)


def _is_inner_matrix(name: str, parameter: torch.nn.Parameter) -> bool:
    inner = "blocks." in name or "block." in name or "layers." in name
    small = "relative_attention" in name or "norm" in name  # modulations: half the parameters, little to gain
    return inner and parameter.ndim == 2 and not small


def conditions(training: Training, batch: Batch, chance: np.random.Generator) -> Conditions:
    """The batch's captions as a panel would bring them: whole, or background and regions apart."""
    if chance.random() < (REGIONAL_PAIRS if batch.pairs else REGIONAL_SINGLES):
        return _regional(training, batch, chance)
    empty = Worded(text="", background="", regions=())
    worded = [empty if chance.random() < NO_CAPTION else wording for wording in batch.wordings]
    texts = [w.text for w in worded]
    needed = min(FULL_LENGTH, rounded_up(longest(training.tokenizer, texts)))
    length = FULL_LENGTH if chance.random() < 0.3 or not training.machine.is_cpu else needed
    return plain(training.network, training.tokenizer, texts, length)


def _regional(training: Training, batch: Batch, chance: np.random.Generator) -> Conditions:
    crowd = 2 if batch.pairs else 1
    margins = torch.from_numpy(chance.uniform(0, 2.5, (len(batch.tokens), crowd, 1))).float().to(batch.tokens.device)
    boxes = grown_boxes(batch.figures[:, :crowd], batch.places, margins)
    if not training.machine.is_cpu:
        return regional(training.network, training.tokenizer, batch.wordings, boxes, (32, FULL_LENGTH))
    region = rounded_up(longest(training.tokenizer, [phrase for w in batch.wordings for phrase in w.regions]))
    shared = rounded_up(longest(training.tokenizer, [w.background for w in batch.wordings]))
    if chance.random() < 0.3:
        region, shared = rounded_up(region + 1, 32), rounded_up(shared + 1, 32)
    return regional(training.network, training.tokenizer, batch.wordings, boxes, (region, shared))


def flow_loss(training: Training, batch: Batch, given: Conditions, shift: float) -> tuple[torch.Tensor, torch.Tensor]:
    """Squared error of the velocity at logit-normal noise levels (figures count more), and the teacher's loss."""
    noise = torch.randn_like(batch.tokens)
    level = torch.sigmoid(torch.randn(len(batch.tokens), device=noise.device) + shift)
    training.hidden.clear()
    velocity = training.network.transformer(
        hidden_states=torch.lerp(batch.tokens, noise, level[:, None, None]),
        encoder_hidden_states=given.words,
        pooled_projections=given.summary,
        timestep=level,
        img_ids=batch.places,
        txt_ids=torch.zeros(given.words.shape[1], 3, device=noise.device),
        joint_attention_kwargs={"attention_mask": given.mask},
        return_dict=False,
    )[0].float()
    weight = 1 + (FIGURE_WEIGHT - 1) * batch.figures.sum(1)[..., None].clamp(max=1)
    error = (velocity - (noise - batch.tokens)).square() * weight
    return error.sum() / weight.expand_as(error).sum(), training.teacher(training.hidden[0], batch)


def rate_at(progress: float, step: int) -> float:
    """Warm-up, a plateau, then a straight line to almost nothing over the last 40% of the budget."""
    return min(1.0, (step + 1) / WARM_UP) * max(0.02, min(1.0, (1 - progress) / 0.4))


def train(training: Training, plan: Plan, after_save: Callable[[Training], None] | None = None) -> None:
    """Train until the budget is spent; `after_save` is called after every checkpoint."""
    optimisers = training.optimisers(plan)
    training.resume(optimisers)
    seed = plan.seed + training.step
    feed = ShardFeed(training.root / "shards", training.names, seed)
    chance = np.random.default_rng(seed)
    torch.manual_seed(seed)
    last = saved = time.time()
    recent: list[tuple[float, float]] = []
    while training.spent_s < plan.minutes * 60:
        stage = _stage(training.spent_s / (plan.minutes * 60))
        _set_rates(optimisers, rate_at(training.spent_s / (plan.minutes * 60), training.step))
        batch = feed.batch(stage.view, stage.batch * training.machine.batch_factor).to(training.machine.device)
        recent.append(_one_step(training, optimisers, batch, chance, stage.shift))
        now = time.time()
        training.spent_s, last = training.spent_s + now - last, now
        if training.step % 50 == 0:
            _report(training, stage, recent)
            recent = []
            feed.refresh()
        if now - saved > SAVE_EVERY_S:
            training.save(optimisers)
            if after_save:
                after_save(training)
            saved = time.time()
    training.save(optimisers)


def _stage(progress: float) -> Stage:
    return next(stage for stage in STAGES if progress < stage.until)


def _set_rates(optimisers: list[torch.optim.Optimizer], share: float) -> None:
    for optimiser in optimisers:
        for group in optimiser.param_groups:
            group["lr"] = group["peak"] * share


def _one_step(
    training: Training,
    optimisers: list[torch.optim.Optimizer],
    batch: Batch,
    chance: np.random.Generator,
    shift: float,
) -> tuple[float, float]:
    with training.machine.mixed():
        loss, teaching = flow_loss(training, batch, conditions(training, batch, chance), shift)
    (loss + TEACHING * teaching).backward()
    trained: list[torch.Tensor] = list(training.network.parameters())
    torch.nn.utils.clip_grad_norm_([*trained, *training.teacher.parameters()], 1.0)
    for optimiser in optimisers:
        optimiser.step()
        optimiser.zero_grad()
    training.step += 1
    training.pictures += len(batch.tokens)
    keep = min(0.998, training.step / (training.step + 20))
    with torch.no_grad():
        torch._foreach_lerp_(list(training.average.parameters()), trained, 1 - keep)
    return loss.item(), teaching.item()


def _report(training: Training, stage: Stage, recent: list[tuple[float, float]]) -> None:
    loss, teaching = (float(mean) for mean in np.mean(recent, 0))
    if math.isnan(loss):
        raise FloatingPointError("The loss is not a number any more; resume from the last checkpoint with lower rates.")
    line = {
        "step": training.step,
        "spent_s": round(training.spent_s),
        "pictures": training.pictures,
        "view": stage.view.value,
        "loss": round(loss, 4),
        "teaching": round(teaching, 4),
    }
    with (training.root / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
