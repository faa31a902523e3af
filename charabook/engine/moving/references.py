"""Reference pictures for Phantom: fitted by aspect, centred on white, each encoded alone to one latent frame."""

from typing import Any

import numpy as np
import torch
from PIL import Image

from charabook.engine.moving.cutouts import cut_out, on_white

__all__ = ["cut_out", "denormalised", "encode_references", "encode_still", "normalised", "on_white"]


@torch.no_grad()
def encode_references(vae: Any, pictures: list[Image.Image], width_px: int, height_px: int) -> torch.Tensor:
    """Latents [1, C, n, h, w] of n pictures, each encoded by itself, normalised for the transformer.

    `vae` is an `AutoencoderKLWan`; its latents are brought to zero mean and unit spread as Wan was trained on.
    """
    frames = [_encode(vae, [on_white(picture, width_px, height_px)]) for picture in pictures]
    return torch.cat(frames, dim=2)


@torch.no_grad()
def encode_still(vae: Any, picture: Image.Image, frames: int) -> torch.Tensor:
    """Latents [1, C, F, h, w] of a clip of `frames` frames in which nothing moves."""
    return _encode(vae, [picture.convert("RGB")] * frames)


def _encode(vae: Any, frames: list[Image.Image]) -> torch.Tensor:
    pixels = torch.stack([torch.from_numpy(np.array(frame, dtype=np.float32)) for frame in frames])
    # [F, H, W, 3]
    batch = (pixels / 127.5 - 1.0).permute(3, 0, 1, 2)[None]
    # [1, 3, F, H, W]
    return normalised(vae, vae.encode(batch.to(device=vae.device, dtype=vae.dtype)).latent_dist.mode())


def normalised(vae: Any, latents: torch.Tensor) -> torch.Tensor:
    """VAE latents as the transformer wants them."""
    mean, spread = _statistics(vae, latents)
    return (latents - mean) / spread


def denormalised(vae: Any, latents: torch.Tensor) -> torch.Tensor:
    """The transformer's latents as the VAE wants them."""
    mean, spread = _statistics(vae, latents)
    return latents * spread + mean


def _statistics(vae: Any, like: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    shape = (1, -1, 1, 1, 1)
    mean = torch.tensor(vae.config.latents_mean, device=like.device, dtype=like.dtype).view(shape)
    spread = torch.tensor(vae.config.latents_std, device=like.device, dtype=like.dtype).view(shape)
    return mean, spread
