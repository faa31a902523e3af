"""Between pictures and latents: noise, packing 2x2, the autoencoder, PNG bytes."""

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from PIL import Image, ImageOps, UnidentifiedImageError
from torch.nn import functional as fn

from charabook.engine.masks import Grid
from charabook.errors import BadInput

_MAX_DRAWING_PIXELS = 64_000_000

UNREADABLE = (UnidentifiedImageError, Image.DecompressionBombError, OSError, EOFError, ValueError, SyntaxError)
"""What the reader of pictures raises for files that are none, are broken, or would fill the memory."""


def grid_of(pipeline: Any, width_px: int, height_px: int) -> Grid:
    """The picture in tokens. Raises `BadInput` for a size that the model cannot draw."""
    side = pipeline.vae_scale_factor * 2
    if width_px < side or height_px < side or width_px % side or height_px % side:
        raise BadInput(
            f"This model cannot draw {width_px} by {height_px} pixels.", f"Choose sides that are multiples of {side}."
        )
    return Grid(height_px // side, width_px // side)


def start_noise(pipeline: Any, grid: Grid, seeds: Sequence[int], device: torch.device) -> torch.Tensor:
    """The noise that a picture starts from, the same on every device: [len(seeds), N, channels]."""
    channels = pipeline.transformer.config.in_channels // 4
    pictures = [
        torch.randn(1, channels, grid.height * 2, grid.width * 2, generator=torch.Generator("cpu").manual_seed(seed))
        for seed in seeds
    ]
    return packed(torch.cat(pictures)).to(device, pipeline.transformer.dtype)


def packed(latents: torch.Tensor) -> torch.Tensor:
    """Latents [B, c, 2h, 2w] as tokens [B, h w, 4c]."""
    return fn.pixel_unshuffle(latents, 2).flatten(2).transpose(1, 2)


def unpacked(tokens: torch.Tensor, grid: Grid) -> torch.Tensor:
    """Tokens [B, h w, 4c] as latents [B, c, 2h, 2w]."""
    return fn.pixel_shuffle(tokens.transpose(1, 2).reshape(tokens.shape[0], -1, *grid), 2)


@torch.no_grad()
def decode(pipeline: Any, tokens: torch.Tensor, grid: Grid) -> list[Image.Image]:
    """Pictures of final latents [B, N, channels]."""
    return _decoded(pipeline, unpacked(tokens, grid))


@torch.no_grad()
def preview(pipeline: Any, tokens: torch.Tensor, grid: Grid) -> Image.Image:
    """A picture of half the size of the first latents [B, N, channels], at a quarter of the cost."""
    return _decoded(pipeline, fn.avg_pool2d(unpacked(tokens[:1], grid).float(), 2))[0]


def _decoded(pipeline: Any, latents: torch.Tensor) -> list[Image.Image]:
    config = pipeline.vae.config
    scaled = latents / config.scaling_factor + (config.shift_factor or 0.0)
    pictures = pipeline.vae.decode(scaled.to(pipeline.vae.dtype), return_dict=False)[0]
    shown: list[Image.Image] = pipeline.image_processor.postprocess(pictures.float(), output_type="pil")
    return shown


@torch.no_grad()
def encode(pipeline: Any, picture: Image.Image) -> torch.Tensor:
    """The latents of a picture, [1, N, channels] on the autoencoder's device."""
    pixels = torch.from_numpy(np.asarray(picture.convert("RGB"), dtype=np.float32) / 127.5 - 1)
    # pixels: [H, W, 3]
    batch = pixels.permute(2, 0, 1).unsqueeze(0).to(pipeline.vae.device, pipeline.vae.dtype)
    latents = pipeline.vae.encode(batch).latent_dist.mode()
    config = pipeline.vae.config
    return packed((latents - (config.shift_factor or 0.0)) * config.scaling_factor)


def opened(content: bytes) -> Image.Image:
    """An uploaded picture, upright. Raises `BadInput` for anything else."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > _MAX_DRAWING_PIXELS:
                raise BadInput("The drawing is too large.", "Make it smaller than 64 megapixels.")
            upright = ImageOps.exif_transpose(picture)
            upright.load()
            return upright.convert("RGBA") if upright.has_transparency_data else upright
    except UNREADABLE as wrong:
        raise BadInput("The drawing is not a readable picture.", "Use a PNG or JPEG file.") from wrong


def fitted(picture: Image.Image, size: tuple[int, int], empty: str | int) -> Image.Image:
    """The whole picture centred in `size` (width, height), padded with `empty`."""
    return ImageOps.pad(picture, size, Image.Resampling.LANCZOS, color=empty)


def png(picture: Image.Image) -> bytes:
    """A picture as PNG bytes."""
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
