"""Pictures to train on, freezing the encoder, and turning drawn pictures into shards of latents."""

from __future__ import annotations

import json
import os
import random
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import torch
from tokenizers import Tokenizer

from recipe.autoencoder import LATENT_CHANNELS, as_tensor, latent_mean, new_autoencoder
from recipe.pieces import load_pieces, save_pieces
from recipe.shards import Drawn, drawn_scenes, write_shard
from recipe.wording import CLIP_LENGTH, as_pretrained, trained_tokenizer

if TYPE_CHECKING:
    from pathlib import Path

    from diffusers import AutoencoderKL
    from transformers import PreTrainedTokenizerFast

    from recipe.machine import Machine

FROZEN = "frozen"
BUCKETS = ((256, 256),) * 8 + ((320, 192), (192, 320), (384, 256), (256, 384), (320, 256), (256, 320))
"""Width and height of the shards in turn."""
TEST_SEED = 900_000
TEST_SIZE = 64


def draw_pictures(folder: Path, world: str, first_seed: int, files: int, per_file: int = 1500) -> None:
    """Draw whole pictures for the autoencoder; files that are there already are left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in range(first_seed, first_seed + files):
        path = folder / f"{world}-{seed}.npy"
        if not path.exists():
            part = path.with_suffix(".part.npy.tmp")
            with part.open("wb") as file:
                np.save(file, np.stack([drawn.picture for drawn in drawn_scenes(world, seed, per_file, 256, 256)]))
            part.rename(path)


def freeze(autoencoder: AutoencoderKL, frozen: Path, pictures: np.ndarray) -> None:
    """Fold the latents' mean and deviation per channel into the network, so that they become zero and one.

    The decoder's first convolution pads with zeros, which then mean the average latent; the decoder's
    further training gets used to it.
    """
    with torch.no_grad():
        means = torch.cat(
            [latent_mean(autoencoder, as_tensor(few)) for few in np.array_split(pictures, len(pictures) // 8)]
        )
    normalise(autoencoder, means.mean((0, 2, 3)), means.std((0, 2, 3)))
    save_pieces(autoencoder.state_dict(), frozen)


@torch.no_grad()
def normalise(autoencoder: AutoencoderKL, mean: torch.Tensor, deviation: torch.Tensor) -> None:
    """Make latents of `mean` and `deviation` per channel come out as zero and one; decoding stays the same."""
    head, entry = autoencoder.encoder.conv_out, autoencoder.decoder.conv_in
    head.weight[:LATENT_CHANNELS] /= deviation[:, None, None, None]
    head.bias[:LATENT_CHANNELS] = (head.bias[:LATENT_CHANNELS] - mean) / deviation
    entry.bias += (entry.weight * mean[None, :, None, None]).sum((1, 2, 3))
    entry.weight *= deviation[None, :, None, None]


def frozen_autoencoder(root: Path) -> AutoencoderKL:
    """The autoencoder whose encoder made the shards."""
    autoencoder = new_autoencoder()
    autoencoder.load_state_dict(load_pieces(root / FROZEN))
    return autoencoder.eval().requires_grad_(requires_grad=False)


@torch.no_grad()
def encoded(autoencoder: AutoencoderKL, pictures: list[np.ndarray], on: Machine) -> np.ndarray:
    """Means of the latents: [N, 16, H/8, W/8]."""
    parts, batch = [], 4 * on.batch_factor
    for start in range(0, len(pictures), batch):
        with on.mixed():
            mean = latent_mean(autoencoder, as_tensor(np.stack(pictures[start : start + batch])).to(on.device))
        parts.append(mean.float().cpu().numpy())
    return np.concatenate(parts)


def make_shards(root: Path, world: str, numbers: range, *, per_shard: int, on: Machine, painters: int = 1) -> None:
    """Draw (with `painters` processes) and encode shards; those that are there already are left alone."""
    autoencoder = frozen_autoencoder(root).to(on.device)
    folder = root / "shards"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [(number, BUCKETS[number % len(BUCKETS)]) for number in numbers]
    missing = [(n, w, h) for n, (w, h) in wanted if not (folder / f"{_shard_name(world, n, w, h)}.jsonl").exists()]
    with ProcessPoolExecutor(max_workers=painters) as pool:
        ahead = 2 * painters
        jobs = {job: pool.submit(drawn_scenes, world, job[0], per_shard, *job[1:]) for job in missing[:ahead]}
        for index, job in enumerate(missing):
            drawn: list[Drawn] = jobs.pop(job).result()
            for later in missing[index + ahead : index + ahead + 1]:
                jobs[later] = pool.submit(drawn_scenes, world, later[0], per_shard, *later[1:])
            write_shard(folder, _shard_name(world, *job), drawn, encoded(autoencoder, [d.picture for d in drawn], on))
    _make_test_shards(root, world, autoencoder, on)


def _shard_name(world: str, number: int, width: int, height: int) -> str:
    return f"{world}-{number:05d}-{width}x{height}"


def _make_test_shards(root: Path, world: str, autoencoder: AutoencoderKL, on: Machine) -> None:
    """One shard of single figures and one of pairs, all of combinations that training never sees."""
    for figures in (1, 2):
        if not (root / "shards" / f"test-{figures}.jsonl").exists():
            drawn = drawn_scenes(world, TEST_SEED + figures, TEST_SIZE, 256, 256, held_out=figures)
            latents = encoded(autoencoder, [d.picture for d in drawn], on)
            write_shard(root / "shards", f"test-{figures}", drawn, latents)


def painters_here() -> int:
    """Processes for drawing: every core but one."""
    return max(1, (os.cpu_count() or 2) - 1)


def known_names() -> dict[str, list[str]]:
    """Every label that a picture can carry, per kind of label."""
    from storybook import palette, scene  # noqa: PLC0415 - drawing needs skia, training does not
    from storybook.character import HairStyle, Hat, Kind  # noqa: PLC0415

    return {
        "environment": [place.value for place in scene.Place],
        "kind": [kind.value for kind in Kind],
        "top_color": [color.value for color in palette.Color],
        "action": [action.value for action in scene.Action],
        "hair_style": [style.value for style in HairStyle],
        "hair_color": [color.value for color in palette.HairColor],
        "hat": [hat.value for hat in Hat],
        "expression": [face.value for face in scene.Expression],
    }


def write_wording(root: Path, samples: int = 12000) -> None:
    """Train the tokenizer on captions of every world and note the labels."""
    from storybook import WORLDS, caption, sample_scene  # noqa: PLC0415

    chance = random.Random(5)
    worlds = list(WORLDS.values())
    texts = [caption(sample_scene(chance, world), chance, world).text for world in worlds for _ in range(samples)]
    trained_tokenizer(texts).save(str(root / "tokenizer.json"))
    (root / "names.json").write_text(json.dumps(known_names()), encoding="utf-8")


def wording(root: Path) -> tuple[PreTrainedTokenizerFast, dict[str, list[str]]]:
    """The tokenizer and the labels that a training was begun with."""
    tokenizer = Tokenizer.from_file(str(root / "tokenizer.json"))
    return as_pretrained(tokenizer, CLIP_LENGTH), json.loads((root / "names.json").read_text(encoding="utf-8"))
