"""Reference pictures for Phantom: cut out, fitted by aspect, centred on white, encoded alone to one latent frame."""

from typing import Any

import numpy as np
import torch
from PIL import Image, ImageOps

from charabook.errors import BadInput

WHITE = (255, 255, 255)
SMALLEST_PX = 16


def cut_out(picture: Image.Image, mask: Image.Image) -> Image.Image:
    """The subject alone on white, cropped to its mask. Raises `BadInput` for an empty mask."""
    mask = mask.convert("L").resize(picture.size, Image.Resampling.BILINEAR)
    box = mask.point(lambda value: 255 if value >= 128 else 0).getbbox()
    if box is None:
        raise BadInput("The mask of this reference picture is empty.", "Paint over the character, or use no mask.")
    alone = Image.composite(picture.convert("RGB"), Image.new("RGB", picture.size, WHITE), mask)
    return alone.crop(box)


def on_white(picture: Image.Image, width_px: int, height_px: int) -> Image.Image:
    """The whole picture, as large as fits, in the middle of a white sheet of the clip's size.

    Takes every mode: transparency becomes white, EXIF rotation is applied.
    """
    if min(picture.size) < SMALLEST_PX:
        raise BadInput(
            f"A reference picture of {picture.width} x {picture.height} pixels is too small.",
            f"Use one of at least {SMALLEST_PX} pixels on each side.",
        )
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    opaque = Image.alpha_composite(Image.new("RGBA", upright.size, (*WHITE, 255)), upright).convert("RGB")
    return ImageOps.pad(opaque, (width_px, height_px), Image.Resampling.LANCZOS, color=WHITE)


@torch.no_grad()
def encode_references(vae: Any, pictures: list[Image.Image], width_px: int, height_px: int) -> torch.Tensor:
    """Latents [1, C, n, h, w] of n pictures, each encoded by itself, normalised for the transformer.

    `vae` is an `AutoencoderKLWan`; its latents are brought to zero mean and unit spread as Wan was trained on.
    """
    frames = [_encode(vae, on_white(picture, width_px, height_px)) for picture in pictures]
    return torch.cat(frames, dim=2)


def _encode(vae: Any, picture: Image.Image) -> torch.Tensor:
    pixels = torch.from_numpy(np.asarray(picture, dtype=np.float32) / 127.5 - 1.0)
    pixels = pixels.permute(2, 0, 1)[None, :, None]
    # [1, 3, 1, H, W]
    pixels = pixels.to(device=vae.device, dtype=vae.dtype)
    return normalised(vae, vae.encode(pixels).latent_dist.mode())


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
