"""Tiny real FLUX transformers with random weights, and inputs for them."""

from functools import lru_cache
from typing import Any

import torch
from diffusers import FlowMatchEulerDiscreteScheduler, FluxTransformer2DModel

from charabook.engine.families.flux import Conditioning
from charabook.engine.masks import Grid
from charabook.engine.paper import PreparedPrompt

CHANNELS, TEXT_WIDTH, POOLED_WIDTH = 16, 24, 20


@lru_cache
def transformer(double: int = 1, single: int = 4, *, guided: bool = False, seed: int = 0) -> Any:
    torch.manual_seed(seed)
    model = FluxTransformer2DModel(
        in_channels=CHANNELS,
        num_layers=double,
        num_single_layers=single,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=TEXT_WIDTH,
        pooled_projection_dim=POOLED_WIDTH,
        guidance_embeds=guided,
        axes_dims_rope=(4, 6, 6),
    )
    with torch.no_grad():  # fresh weights hardly look at each other; larger ones make attention matter
        for name, weight in model.named_parameters():
            if "to_q" in name or "to_k" in name or "proj_out" in name or "embedder" in name:
                weight.mul_(3.0)
    return model.eval().requires_grad_(requires_grad=False)


def scheduler_config() -> Any:
    return FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True, base_shift=0.5, max_shift=1.15, shift=3.0).config


def noise(grid: Grid, seed: int, batch: int = 1) -> torch.Tensor:
    return torch.randn(batch, grid.tokens, CHANNELS, generator=torch.Generator().manual_seed(seed))


def smooth_noise(grid: Grid, seed: int, batch: int = 1) -> torch.Tensor:
    """Noise whose neighbours are alike, so that masks come out as shapes rather than specks."""
    picture = noise(grid, seed, batch).transpose(1, 2).reshape(batch, CHANNELS, *grid)
    for _ in range(2):
        picture = torch.nn.functional.avg_pool2d(picture, 3, stride=1, padding=1, count_include_pad=False)
    return (picture / picture.std()).flatten(2).transpose(1, 2)


def conditioning(seed: int, length: int = 12, guidance: float | None = None) -> Conditioning:
    generator = torch.Generator().manual_seed(seed)
    return Conditioning(
        text=torch.randn(1, length, TEXT_WIDTH, generator=generator),
        pooled=torch.randn(1, POOLED_WIDTH, generator=generator),
        guidance=guidance,
    )


def prompt(seed: int, background: int = 4, real: int = 9, length: int = 12) -> PreparedPrompt:
    return PreparedPrompt(conditioning=conditioning(seed, length), background_length=background, real_length=real)
