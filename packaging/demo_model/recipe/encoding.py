"""Freezing the encoder, and turning drawn pictures into shards of latents."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import numpy as np
import torch
from diffusers import AutoencoderKL
from tokenizers import Tokenizer

from recipe.autoencoder import LATENT_CHANNELS, as_tensor, latent_mean, new_autoencoder
from recipe.shards import drawn_scenes, write_shard
from recipe.wording import CLIP_LENGTH, as_pretrained, trained_tokenizer

if TYPE_CHECKING:
    from pathlib import Path

    from transformers import PreTrainedTokenizerFast

FROZEN = "frozen.pt"
BUCKETS = ((256, 256),) * 28 + ((320, 192), (192, 320), (384, 256), (256, 384))
"""Width and height of the shards in turn."""


def freeze(checkpoint: Path, frozen: Path, pictures: np.ndarray) -> None:
    """Fold the latents' mean and deviation per channel into the network, so that they are zero and one.

    The decoder's first convolution pads with zeros, which now mean the average latent; the decoder's
    further training gets used to it.
    """
    autoencoder = new_autoencoder()
    autoencoder.load_state_dict(torch.load(checkpoint, weights_only=True)["average"])
    with torch.no_grad():
        means = torch.cat([latent_mean(autoencoder, as_tensor(pictures[i : i + 8])) for i in range(0, len(pictures), 8)])
    normalise(autoencoder, means.mean((0, 2, 3)), means.std((0, 2, 3)))
    torch.save(autoencoder.state_dict(), frozen)


@torch.no_grad()
def normalise(autoencoder: AutoencoderKL, mean: torch.Tensor, deviation: torch.Tensor) -> None:
    head, entry = autoencoder.encoder.conv_out, autoencoder.decoder.conv_in
    head.weight[:LATENT_CHANNELS] /= deviation[:, None, None, None]
    head.bias[:LATENT_CHANNELS] = (head.bias[:LATENT_CHANNELS] - mean) / deviation
    entry.bias += (entry.weight * mean[None, :, None, None]).sum((1, 2, 3))
    entry.weight *= deviation[None, :, None, None]


def frozen_autoencoder(root: Path) -> AutoencoderKL:
    autoencoder = new_autoencoder()
    autoencoder.load_state_dict(torch.load(root / FROZEN, weights_only=True))
    return autoencoder.eval().requires_grad_(False).to(memory_format=torch.channels_last)


@torch.no_grad()
def encoded(autoencoder: AutoencoderKL, pictures: list[np.ndarray], batch: int = 4) -> np.ndarray:
    parts = []
    for start in range(0, len(pictures), batch):
        with torch.autocast("cpu", torch.bfloat16):
            mean = latent_mean(autoencoder, as_tensor(np.stack(pictures[start : start + batch])))
        parts.append(mean.float().numpy())
    return np.concatenate(parts)
    # [N, 16, H/8, W/8]


def make_shards(root: Path, world: str, count: int, first_seed: int, per_shard: int = 500) -> None:
    """Draw and encode `count` shards; shards that are there already are left alone."""
    autoencoder = frozen_autoencoder(root)
    folder = root / "shards"
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(count):
        width, height = BUCKETS[index % len(BUCKETS)]
        name = f"{world}-{first_seed + index:05d}-{width}x{height}"
        if (folder / f"{name}.jsonl").exists():
            continue
        drawn = drawn_scenes(world, first_seed + index, per_shard, width, height)
        write_shard(folder, name, drawn, encoded(autoencoder, [d.picture for d in drawn]))


def known_names() -> dict[str, list[str]]:
    """Every label that a picture can carry, per kind of label."""
    from storybook import palette, scene  # noqa: PLC0415  drawing needs skia, training does not
    from storybook.character import Kind  # noqa: PLC0415

    return {
        "environment": [place.value for place in scene.Place],
        "kind": [kind.value for kind in Kind],
        "top_color": [color.value for color in palette.Color],
        "action": [action.value for action in scene.Action],
    }


def write_wording(root: Path, samples: int = 12000) -> None:
    """Train the tokenizer on captions of every world and note the labels."""
    from storybook import WORLDS, caption, sample_scene  # noqa: PLC0415

    chance = random.Random(5)  # noqa: S311
    worlds = list(WORLDS.values())
    texts = [caption(sample_scene(chance, world), chance, world).text for world in worlds for _ in range(samples)]
    trained_tokenizer(texts).save(str(root / "tokenizer.json"))
    (root / "names.json").write_text(json.dumps(known_names()), encoding="utf-8")


def wording(root: Path) -> tuple[PreTrainedTokenizerFast, dict[str, list[str]]]:
    tokenizer = Tokenizer.from_file(str(root / "tokenizer.json"))
    return as_pretrained(tokenizer, CLIP_LENGTH), json.loads((root / "names.json").read_text(encoding="utf-8"))
