"""Pictures from captions during training: the same arithmetic as the pipeline, many at a time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import torch

from recipe.network import TOKEN_CHANNELS, token_places, unpacked
from recipe.prompts import Conditions, plain

if TYPE_CHECKING:
    from diffusers import AutoencoderKL
    from transformers import PreTrainedTokenizerFast

    from recipe.machine import Machine
    from recipe.network import StoryNetwork

TEXT_LENGTH = 64
SHIFT = float(np.exp(0.5))
"""What FluxPipeline's schedule works out to at 256 tokens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """How pictures are drawn: `tokens` high and wide; `guidance` 1 leaves the empty caption out.

    Twelve steps look and score like twenty.
    """

    tokens: tuple[int, int] = (16, 16)
    steps: int = 12
    guidance: float = 3.0
    seed: int = 0


def noise_levels(steps: int, shift: float = SHIFT) -> torch.Tensor:
    """The noise levels of a run, from 1 down to 0: [steps + 1]."""
    even = torch.linspace(1, 1 / steps, steps)
    return torch.cat([shift * even / (1 + (shift - 1) * even), torch.zeros(1)])


@torch.no_grad()
def sampled_latents(
    network: StoryNetwork, given: Conditions, empty: Conditions, draw: Draw, on: Machine
) -> torch.Tensor:
    """Latents [B, 16, 2h, 2w] drawn with Euler steps."""
    height, width = draw.tokens
    noise = torch.Generator().manual_seed(draw.seed)
    mixed = torch.randn(len(given.words), height * width, TOKEN_CHANNELS, generator=noise).to(on.device)
    places = token_places(height, width).to(on.device)
    for level, following in pairwise(noise_levels(draw.steps)):
        velocity = _velocity(network, mixed, given, level=level, places=places, on=on)
        if draw.guidance > 1:
            unguided = _velocity(network, mixed, empty, level=level, places=places, on=on)
            velocity = unguided + draw.guidance * (velocity - unguided)
        mixed = mixed + (following - level) * velocity
    return unpacked(mixed, height, width)


def _velocity(
    network: StoryNetwork,
    mixed: torch.Tensor,
    given: Conditions,
    *,
    level: torch.Tensor,
    places: torch.Tensor,
    on: Machine,
) -> torch.Tensor:
    with on.mixed():
        return network.transformer(
            hidden_states=mixed,
            encoder_hidden_states=given.words.expand(len(mixed), -1, -1),
            pooled_projections=given.summary.expand(len(mixed), -1),
            timestep=level.to(on.device).expand(len(mixed)),
            img_ids=places,
            txt_ids=torch.zeros(given.words.shape[1], 3, device=on.device),
            joint_attention_kwargs={"attention_mask": given.mask} if given.mask is not None else None,
            return_dict=False,
        )[0].float()


@torch.no_grad()
def decoded(autoencoder: AutoencoderKL, latents: torch.Tensor, on: Machine) -> np.ndarray:
    """Pictures uint8 [B, H, W, 3]."""
    parts = []
    for few in latents.split(4):
        with on.mixed():
            drawn = autoencoder.decoder(few.contiguous(memory_format=torch.channels_last)).float()
        parts.append(((drawn.clamp(-1, 1) + 1) * 127.5).round().byte().permute(0, 2, 3, 1).cpu().numpy())
    return np.concatenate(parts)


@torch.no_grad()
def pictures(
    network: StoryNetwork,
    tokenizer: PreTrainedTokenizerFast,
    autoencoder: AutoencoderKL,
    captions: list[str],
    *,
    draw: Draw,
    on: Machine,
) -> np.ndarray:
    """One picture per caption, uint8 [B, H, W, 3]."""
    parts = []
    for start in range(0, len(captions), 16):
        with on.mixed():
            given = plain(network, tokenizer, captions[start : start + 16], TEXT_LENGTH)
            empty = plain(network, tokenizer, [""], TEXT_LENGTH)
        parts.append(decoded(autoencoder, sampled_latents(network, given, empty, draw, on), on))
    return np.concatenate(parts)


def contact_sheet(tiles: np.ndarray, columns: int) -> np.ndarray:
    """Tiles [N, H, W, 3] side by side in rows of `columns`."""
    count, height, width, _ = tiles.shape
    rows = -(-count // columns)
    filled = np.concatenate([tiles, np.full((rows * columns - count, height, width, 3), 255, np.uint8)])
    return filled.reshape(rows, columns, height, width, 3).swapaxes(1, 2).reshape(rows * height, columns * width, 3)
    # [rows * H, columns * W, 3]
