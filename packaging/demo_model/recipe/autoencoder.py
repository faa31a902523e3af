"""The picture code: an ``AutoencoderKL`` (8x smaller, 16 channels) trained from scratch on storybook pictures."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from diffusers import AutoencoderKL
from diffusers.models.resnet import ResnetBlock2D
from torch.nn import functional as F

from recipe.muon import Muon

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTHS = (16, 32, 64, 128)
LATENT_CHANNELS = 16
LATENT_NOISE = 0.1
"""Standard deviation of the noise under which the decoder learns: a transformer's latents are never exact."""


def new_autoencoder() -> AutoencoderKL:
    """An untrained autoencoder whose posterior has a fixed, small variance."""
    autoencoder = AutoencoderKL(
        in_channels=3,
        out_channels=3,
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        block_out_channels=WIDTHS,
        layers_per_block=1,
        latent_channels=LATENT_CHANNELS,
        norm_num_groups=8,
        mid_block_add_attention=False,
        use_quant_conv=False,
        use_post_quant_conv=False,
        scaling_factor=1.0,
        shift_factor=0.0,
    )
    head = autoencoder.encoder.conv_out
    with torch.no_grad():
        for module in autoencoder.modules():
            if isinstance(module, ResnetBlock2D):
                module.conv2.weight.zero_()  # every residual branch starts closed: learning is much faster
                module.conv2.bias.zero_()
        head.weight[LATENT_CHANNELS:] = 0
        head.bias[LATENT_CHANNELS:] = 2 * math.log(LATENT_NOISE)
    return autoencoder


def latent_mean(autoencoder: AutoencoderKL, pictures: torch.Tensor) -> torch.Tensor:
    return autoencoder.encoder(pictures)[:, :LATENT_CHANNELS]
    # [B, 16, H/8, W/8]


def psnr_db(first: torch.Tensor, second: torch.Tensor) -> float:
    """Mean peak signal-to-noise ratio over pictures in [-1, 1], in dB."""
    error = (first.float().clamp(-1, 1) - second).square().mean((1, 2, 3))
    return float((10 * torch.log10(4 / error)).mean())


def slopes(pictures: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    return pictures[..., 1:] - pictures[..., :-1], pictures[..., 1:, :] - pictures[..., :-1, :]


def picture_loss(drawn: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """L1 on colours and on slopes (outlines stay crisp), plus a little squared error."""
    edges = sum((a - b).abs().mean() for a, b in zip(slopes(drawn), slopes(wanted), strict=True))
    return (drawn - wanted).abs().mean() + 0.5 * edges + (drawn - wanted).square().mean()


class CropFeed:
    """Random square crops of the pictures in a folder of ``.npy`` arrays [N, H, W, 3] uint8, newest files included."""

    def __init__(self, folder: Path, side: int, batch: int, seed: int) -> None:
        self.folder, self.side, self.batch = folder, side, batch
        self.chance = np.random.default_rng(seed)
        self.arrays: dict[Path, np.ndarray] = {}

    def refresh(self) -> None:
        present = sorted(path for path in self.folder.glob("*.npy") if not path.name.startswith("."))
        self.arrays = {path: self.arrays.get(path, None) if path in self.arrays else np.load(path, mmap_mode="r") for path in present}

    def crop(self) -> np.ndarray:
        array = list(self.arrays.values())[self.chance.integers(len(self.arrays))]
        index, height, width = self.chance.integers(len(array)), *array.shape[1:3]
        y, x = self.chance.integers(height - self.side + 1), self.chance.integers(width - self.side + 1)
        return np.asarray(array[index, y : y + self.side, x : x + self.side])

    def __iter__(self) -> Iterator[torch.Tensor]:
        count = 0
        while True:
            if count % 100 == 0:
                self.refresh()
            count += 1
            yield as_tensor(np.stack([self.crop() for _ in range(self.batch)]))


def as_tensor(pictures: np.ndarray) -> torch.Tensor:
    tensor = torch.from_numpy(np.ascontiguousarray(pictures)).permute(0, 3, 1, 2).float() / 127.5 - 1
    # [B, 3, H, W] in [-1, 1]
    return tensor.contiguous(memory_format=torch.channels_last)


@dataclass
class Run:
    seconds: float
    decoder_only: bool = False
    compiled: bool = False
    rate: float = 2e-3
    muon_rate: float = 0.02
    batch: int = 8
    side: int = 128


def train(folder: Path, checkpoint: Path, run: Run) -> None:
    torch.set_num_threads(1)
    autoencoder = new_autoencoder().to(memory_format=torch.channels_last)
    average = new_autoencoder()
    state = torch.load(checkpoint, weights_only=True) if checkpoint.exists() else None
    if state:
        autoencoder.load_state_dict(state["weights"])
    average.load_state_dict(state["average"] if state else autoencoder.state_dict())
    if run.decoder_only:
        autoencoder.encoder.load_state_dict(average.encoder.state_dict())
        autoencoder.encoder.requires_grad_(False)
    trainable = [p for p in autoencoder.parameters() if p.requires_grad]
    kernels = [p for p in trainable if p.ndim == 4 and p.shape[1] > 3 and p.shape[0] > 3]
    others = [p for p in trainable if not any(p is k for k in kernels)]
    optimisers = [Muon(kernels, run.muon_rate), torch.optim.AdamW(others, run.rate, betas=(0.9, 0.99))]
    if state and not run.decoder_only and "optimisers" in state:
        for optimiser, saved in zip(optimisers, state["optimisers"], strict=True):
            optimiser.load_state_dict(saved)
    for optimiser, peak in zip(optimisers, (run.muon_rate, run.rate), strict=True):
        for group in optimiser.param_groups:
            group["peak"] = peak
    encode, decode = autoencoder.encoder, autoencoder.decoder
    if run.compiled:
        encode, decode = torch.compile(encode), torch.compile(decode, dynamic=False)
    step = state["step"] if state else 0
    start, first, psnrs = time.time(), step, []
    for wanted in CropFeed(folder, run.side, run.batch, seed=step):
        done = (time.time() - start) / run.seconds
        if done >= 1:
            break
        ahead = 1 if done < 0.3 else 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (done - 0.3) / 0.7))
        for group in [group for optimiser in optimisers for group in optimiser.param_groups]:
            group["lr"] = group["peak"] * min(1, (step - first + 1) / 50) * ahead
        with torch.autocast("cpu", torch.bfloat16), torch.set_grad_enabled(not run.decoder_only):
            mean = encode(wanted)[:, :LATENT_CHANNELS].float()
        halved = step % 4 == 3
        latent, target = (F.avg_pool2d(mean, 2), F.avg_pool2d(wanted, 2)) if halved else (mean, wanted)
        with torch.autocast("cpu", torch.bfloat16):
            drawn = decode((latent + LATENT_NOISE * torch.randn_like(latent)).contiguous(memory_format=torch.channels_last)).float()
        loss = (0.5 if halved else 1) * picture_loss(drawn, target) + 1e-3 * mean.square().mean()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trainable, 1.0)
        for optimiser in optimisers:
            optimiser.step()
            optimiser.zero_grad()
        with torch.no_grad():
            keep = min(0.998, (step + 1) / (step + 30))
            torch._foreach_lerp_(list(average.parameters()), list(autoencoder.parameters()), 1 - keep)
        step += 1
        if not halved:
            psnrs.append(psnr_db(drawn.detach(), target))
        if step % 50 == 0:
            rate = (step - first) * run.batch / (time.time() - start)
            print(f"step {step} {time.time() - start:.0f}s loss {loss.item():.4f} psnr {np.mean(psnrs[-75:]):.2f} latent std {mean.std():.2f} {rate:.1f} crops/s", flush=True)
        if step % 100 == 0:
            save(checkpoint, autoencoder, average, optimisers, step)
    save(checkpoint, autoencoder, average, optimisers, step)


def save(path: Path, autoencoder: AutoencoderKL, average: AutoencoderKL, optimisers: list[torch.optim.Optimizer], step: int) -> None:
    part = path.with_suffix(".part")
    torch.save({"weights": autoencoder.state_dict(), "average": average.state_dict(), "optimisers": [optimiser.state_dict() for optimiser in optimisers], "step": step}, part)
    part.replace(path)


if __name__ == "__main__":
    import sys

    root = Path(sys.argv[1])
    train(root / "pictures", root / "autoencoder.pt", Run(seconds=float(sys.argv[2]), compiled="compile" in sys.argv, decoder_only="decoder" in sys.argv))
