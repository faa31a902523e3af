"""Pictures from captions during training: the same arithmetic as the pipeline, many at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from recipe.network import token_places, unpacked
from recipe.prompts import Conditions, plain

if TYPE_CHECKING:
    from diffusers import AutoencoderKL
    from transformers import PreTrainedTokenizerFast

    from recipe.network import StoryNetwork

TEXT_LENGTH = 64
SHIFT = float(np.exp(0.5))
"""What FluxPipeline's schedule works out to at 256 tokens."""


def noise_levels(steps: int, shift: float = SHIFT) -> torch.Tensor:
    """The noise levels of a run, from 1 down to 0: [steps + 1]."""
    even = torch.linspace(1, 1 / steps, steps)
    return torch.cat([shift * even / (1 + (shift - 1) * even), torch.zeros(1)])


@torch.no_grad()
def sampled_latents(
    network: StoryNetwork,
    given: Conditions,
    empty: Conditions,
    tokens: tuple[int, int],
    steps: int,
    guidance: float,
    seed: int = 0,
) -> torch.Tensor:
    """Latents [B, 16, 2h, 2w] drawn with Euler steps; `guidance` 1 leaves the empty caption out."""
    count, (height, width) = len(given.words), tokens
    noise = torch.Generator().manual_seed(seed)
    mixed = torch.randn(count, height * width, 64, generator=noise)
    levels = noise_levels(steps)
    places = token_places(height, width)
    for level, following in zip(levels[:-1], levels[1:], strict=True):
        velocity = _velocity(network, mixed, given, level, places)
        if guidance > 1:
            unguided = _velocity(network, mixed, empty, level, places)
            velocity = unguided + guidance * (velocity - unguided)
        mixed = mixed + (following - level) * velocity
    return unpacked(mixed, height, width)


def _velocity(
    network: StoryNetwork, mixed: torch.Tensor, given: Conditions, level: torch.Tensor, places: torch.Tensor
) -> torch.Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        return network.transformer(
            hidden_states=mixed,
            encoder_hidden_states=given.words.expand(len(mixed), -1, -1),
            pooled_projections=given.summary.expand(len(mixed), -1),
            timestep=level.expand(len(mixed)),
            img_ids=places,
            txt_ids=torch.zeros(given.words.shape[1], 3),
            joint_attention_kwargs={"attention_mask": given.mask} if given.mask is not None else None,
            return_dict=False,
        )[0].float()


@torch.no_grad()
def decoded(autoencoder: AutoencoderKL, latents: torch.Tensor) -> np.ndarray:
    """Pictures uint8 [B, H, W, 3]."""
    parts = []
    for start in range(0, len(latents), 4):
        with torch.autocast("cpu", torch.bfloat16):
            drawn = autoencoder.decoder(latents[start : start + 4].contiguous(memory_format=torch.channels_last))
        parts.append(((drawn.float().clamp(-1, 1) + 1) * 127.5).round().byte().permute(0, 2, 3, 1).numpy())
    return np.concatenate(parts)


@torch.no_grad()
def pictures(
    network: StoryNetwork,
    tokenizer: PreTrainedTokenizerFast,
    autoencoder: AutoencoderKL,
    captions: list[str],
    tokens: tuple[int, int] = (16, 16),
    steps: int = 20,
    guidance: float = 3.0,
    seed: int = 0,
) -> np.ndarray:
    """One picture per caption, uint8 [B, H, W, 3]."""
    with torch.autocast("cpu", torch.bfloat16):
        given = plain(network, tokenizer, captions, TEXT_LENGTH)
        empty = plain(network, tokenizer, [""], TEXT_LENGTH)
    return decoded(autoencoder, sampled_latents(network, given, empty, tokens, steps, guidance, seed))


def contact_sheet(tiles: np.ndarray, columns: int) -> np.ndarray:
    """Tiles [N, H, W, 3] side by side in rows of `columns`."""
    count, height, width, _ = tiles.shape
    rows = -(-count // columns)
    filled = np.concatenate([tiles, np.full((rows * columns - count, height, width, 3), 255, np.uint8)])
    return filled.reshape(rows, columns, height, width, 3).swapaxes(1, 2).reshape(rows * height, columns * width, 3)
    # [rows * H, columns * W, 3]
