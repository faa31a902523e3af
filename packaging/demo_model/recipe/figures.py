"""The demo model in figures: what it draws for captions whose combinations training never saw, judged and timed."""

from __future__ import annotations

import json
import random
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from recipe.attention import PlainAttention
from recipe.autoencoder import as_tensor, latent_mean, psnr_db
from recipe.encoding import wording
from recipe.export import best_autoencoder, pipeline, trained_network
from recipe.feed import grown_boxes
from recipe.judge import DEEDS, GRID, IDENTITY, Judge, as_judged
from recipe.network import token_places
from recipe.prompts import plain, regional
from recipe.sampling import TEXT_LENGTH, Draw, decoded, pictures, sampled_latents
from recipe.shards import Worded

if TYPE_CHECKING:
    from pathlib import Path

    from diffusers import AutoencoderKL
    from transformers import PreTrainedTokenizerFast

    from recipe.machine import Machine
    from recipe.network import StoryNetwork

SEED = 31_415
JUDGED = ("environment", "kind", "hair", "top_color", "action", "placement")
SPLIT = GRID // 2
REFERENCES = 300
"""Drawn pictures that stand for all of them in the Frechet distance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exam:
    """Held-out scenes: real pictures [N, 256, 256, 3], figure maps [N, 3, 16, 16], captions and labels."""

    pictures: np.ndarray
    figures: np.ndarray
    wordings: list[Worded]
    labels: list[dict[str, Any]]

    @property
    def captions(self) -> list[str]:
        """The whole captions."""
        return [worded.text for worded in self.wordings]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table: the same measure of drawn pictures and of the model's."""

    name: str
    real: str
    model: str


def exam(world_name: str, figures: int, count: int) -> Exam:
    """Draw held-out scenes and word them with nothing left out."""
    from storybook import WORLDS, attributes, plain_caption, render, sample_held_out  # noqa: PLC0415 - drawing needs skia

    chance = random.Random(SEED + figures)
    scenes = [sample_held_out(chance, WORLDS[world_name], figures) for _ in range(count)]
    drawn = [render(scene, 256, 256) for scene in scenes]
    captions = [plain_caption(scene) for scene in scenes]
    maps = np.zeros((count, 3, GRID, GRID), np.float32)
    for index, rendering in enumerate(drawn):
        for place, mask in enumerate(rendering.masks):
            maps[index, place] = mask.reshape(GRID, 16, GRID, 16).mean((1, 3))
    return Exam(
        pictures=np.stack([rendering.image for rendering in drawn]),
        figures=maps,
        wordings=[Worded(text=c.text, background=c.background, regions=c.region_prompts) for c in captions],
        labels=[asdict(attributes(scene)) for scene in scenes],
    )


# ------------------------------------------------------------------------------------------------------ judging


@torch.no_grad()
def right_answers(judge: Judge, seen: np.ndarray, labels: list[dict[str, Any]]) -> dict[str, np.ndarray]:
    """For single figures: which pictures show what their labels say, per judged label; NaN where it does not apply."""
    features = judge.features(as_judged(seen))
    mask = (judge.figure_map(features) > 0.5).float()
    named = _named(judge, features, mask)
    places = judge.heads["environment"](judge.scene(features)).argmax(1)
    wanted = [label["figures"][0] for label in labels]
    right = {kind: np.array([named[kind][i] == w[kind] for i, w in enumerate(wanted)], float) for kind in named}
    right["environment"] = np.array(
        [judge.names["environment"][p] == w["environment"] for p, w in zip(places, labels, strict=True)]
    )
    right["placement"] = np.array([p == w["placement"] for p, w in zip(_placements(mask), wanted, strict=True)])
    human = np.array([w["hair_color"] != "none" for w in wanted])
    both = right["hair_style"] * right["hair_color"]
    right["hair"] = np.where(human, both, np.nan)
    return right


def _named(judge: Judge, features: torch.Tensor, mask: torch.Tensor) -> dict[str, list[str]]:
    pooled = judge.figure_features(features, mask)
    who, what = judge.who(pooled), judge.what(pooled)
    return {
        kind: [judge.names[kind][i] for i in judge.heads[kind](what if kind in DEEDS else who).argmax(1)]
        for kind in (*IDENTITY, *DEEDS)
    }


def _placements(mask: torch.Tensor) -> list[str]:
    cells = torch.arange(GRID) + 0.5
    centres = (mask.sum(1) * cells).sum(1) / mask.sum((1, 2)).clamp(min=1)
    return ["left" if c < 0.42 * GRID else "right" if c > 0.58 * GRID else "middle" for c in centres]


@torch.no_grad()
def pairs_right(judge: Judge, seen: np.ndarray, labels: list[dict[str, Any]]) -> tuple[float, float]:
    """For two figures: share of figures, and of pictures, whose kind and top colour are right on their side."""
    features = judge.features(as_judged(seen))
    mask = (judge.figure_map(features) > 0.5).float()
    sides = (torch.arange(GRID) < SPLIT, torch.arange(GRID) >= SPLIT)
    rights = []
    for place, side in enumerate(sides):
        named = _named(judge, features, mask * side.float())
        wanted = [label["figures"][place] for label in labels]
        rights.append([all(named[kind][i] == w[kind] for kind in ("kind", "top_color")) for i, w in enumerate(wanted)])
    right = np.array(rights)
    return float(right.mean()), float(right.all(0).mean())


def frechet(first: np.ndarray, second: np.ndarray) -> float:
    """Frechet distance of two clouds of features [N, C], as Gaussians."""
    means = first.mean(0) - second.mean(0)
    one, other = np.cov(first, rowvar=False), np.cov(second, rowvar=False)
    crossed = np.linalg.eigvals(one @ other)
    return float(means @ means + np.trace(one) + np.trace(other) - 2 * np.sqrt(crossed.real.clip(0)).sum())


@torch.no_grad()
def scene_features(judge: Judge, seen: np.ndarray) -> np.ndarray:
    """What the judge feels about whole pictures: [N, 128]."""
    return judge.scene(judge.features(as_judged(seen))).numpy()


# ------------------------------------------------------------------------------------------------------ drawing


@torch.no_grad()
def paired_pictures(
    network: StoryNetwork, tokenizer: PreTrainedTokenizerFast, autoencoder: AutoencoderKL, given: Exam, on: Machine
) -> np.ndarray:
    """Draw two figures as a panel does: the background's words for everybody, each figure's for its own region."""
    parts = []
    for start in range(0, len(given.wordings), 12):
        few = slice(start, start + 12)
        maps = torch.from_numpy(given.figures[few, :2]).flatten(2)
        boxes = grown_boxes(maps, token_places(GRID, GRID), torch.ones(len(maps), 2, 1)).to(on.device)
        with on.mixed():
            words = regional(network, tokenizer, given.wordings[few], boxes, (32, TEXT_LENGTH))
            empty = plain(network, tokenizer, [""], TEXT_LENGTH)
        parts.append(decoded(autoencoder, sampled_latents(network, words, empty, Draw(), on), on))
    return np.concatenate(parts)


def seconds_per_picture(root: Path, size: str, draw: Draw) -> float:
    """Wall time of the plain library pipeline for one 256 px picture, best of three."""
    drawing = pipeline(root, size)
    drawing.set_progress_bar_config(disable=True)
    times = []
    for seed in range(3):
        start = time.perf_counter()
        drawing(
            "in a flower meadow, a fox in a red sweater, waving",
            negative_prompt="",
            true_cfg_scale=draw.guidance,
            num_inference_steps=draw.steps,
            max_sequence_length=TEXT_LENGTH,
            height=256,
            width=256,
            generator=torch.Generator().manual_seed(seed),
        )
        times.append(time.perf_counter() - start)
    return min(times)


def autoencoder_db(autoencoder: AutoencoderKL, real: np.ndarray) -> float:
    """PSNR of pictures that went through the autoencoder."""
    with torch.no_grad():
        wanted = as_tensor(real)
        return psnr_db(
            torch.cat([autoencoder.decoder(latent_mean(autoencoder, few)) for few in wanted.split(8)]), wanted
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The table, and the pictures that it is about."""

    rows: list[Row]
    singles: np.ndarray
    pairs: np.ndarray


def measured(root: Path, size: str, world: str, judge: Judge, on: Machine, *, singles: int, pairs: int) -> Report:
    """Draw `singles` + 2 x `pairs` held-out pictures and judge them beside real ones."""
    tokenizer, _ = wording(root)
    network, autoencoder = trained_network(root, size).to(on.device), best_autoencoder(root).to(on.device)
    if on.is_cpu:
        network.transformer.set_attn_processor(PlainAttention())
    alone, together = exam(world, 1, singles), exam(world, 2, pairs)
    drawn = pictures(network, tokenizer, autoencoder, alone.captions, draw=Draw(), on=on)
    told = pictures(network, tokenizer, autoencoder, together.captions, draw=Draw(), on=on)
    placed = paired_pictures(network, tokenizer, autoencoder, together, on)
    real, model = (right_answers(judge, seen, alone.labels) for seen in (alone.pictures, drawn))
    rows = [Row(name=kind.replace("_", " "), real=_share(real[kind]), model=_share(model[kind])) for kind in JUDGED]
    true, plainly, by_region = (pairs_right(judge, seen, together.labels) for seen in (together.pictures, told, placed))
    rows += [
        Row(name="two figures, each (one caption)", real=_percent(true[0]), model=_percent(plainly[0])),
        Row(name="two figures, both (one caption)", real=_percent(true[1]), model=_percent(plainly[1])),
        Row(name="two figures, each (by region)", real=_percent(true[0]), model=_percent(by_region[0])),
        Row(name="two figures, both (by region)", real=_percent(true[1]), model=_percent(by_region[1])),
    ]
    many = scene_features(judge, exam(world, 1, REFERENCES + singles).pictures[singles:])
    distances = [frechet(many, scene_features(judge, seen)) for seen in (alone.pictures, drawn)]
    rows += [
        Row(
            name=f"Frechet distance to {REFERENCES} drawn pictures",
            real=f"{distances[0]:.1f}",
            model=f"{distances[1]:.1f}",
        ),
        Row(name="autoencoder", real="", model=f"{autoencoder_db(best_autoencoder(root), alone.pictures[:32]):.1f} dB"),
        Row(name="seconds per picture", real="", model=f"{seconds_per_picture(root, size, Draw()):.1f}"),
    ]
    return Report(rows=rows, singles=drawn, pairs=placed)


def _share(right: np.ndarray) -> str:
    return _percent(float(np.nanmean(right)))


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def as_table(rows: list[Row]) -> str:
    """Markdown."""
    lines = [f"| {row.name} | {row.real} | {row.model} |" for row in rows]
    return "\n".join(["| held-out captions | drawn | model |", "|---|---|---|", *lines])


def note(rows: list[Row], path: Path) -> None:
    """Append the figures to the log."""
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"figures": {row.name: row.model for row in rows}}) + "\n")
