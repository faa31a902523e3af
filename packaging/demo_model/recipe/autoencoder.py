"""The picture code: an ``AutoencoderKL`` (8x smaller, 16 channels) trained from scratch on storybook pictures."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from diffusers import AutoencoderKL
from diffusers.models.resnet import ResnetBlock2D
from torch.nn import functional

from recipe.muon import Muon
from recipe.pieces import load_pieces, save_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from recipe.machine import Machine

WIDTHS = (16, 32, 64, 128)
LATENT_CHANNELS = 16
LATENT_NOISE = 0.1
"""Standard deviation of the noise under which the decoder learns: a transformer's latents are never exact."""


class Part(StrEnum):
    """What a training changes: once latents are stored, the encoder must stay as it is."""

    BOTH = "both"
    DECODER = "decoder"


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturePlan:
    """How the autoencoder is trained; `minutes` counts earlier sessions too."""

    minutes: float
    part: Part = Part.BOTH
    rate: float = 2e-3
    muon_rate: float = 0.02
    batch: int = 8
    side: int = 128


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
    return autoencoder.to(memory_format=torch.channels_last)


def latent_mean(autoencoder: AutoencoderKL, pictures: torch.Tensor) -> torch.Tensor:
    """Encode pictures [B, 3, H, W] to the means [B, 16, H/8, W/8]."""
    return autoencoder.encoder(pictures)[:, :LATENT_CHANNELS]


def psnr_db(first: torch.Tensor, second: torch.Tensor) -> float:
    """Mean peak signal-to-noise ratio over pictures in [-1, 1], in dB."""
    error = (first.float().clamp(-1, 1) - second).square().mean((1, 2, 3))
    return float((10 * torch.log10(4 / error)).mean())


def picture_loss(drawn: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """L1 on colours and on slopes (outlines stay crisp), plus a little squared error."""
    edges = sum((a - b).abs().mean() for a, b in zip(_slopes(drawn), _slopes(wanted), strict=True))
    return (drawn - wanted).abs().mean() + 0.5 * edges + (drawn - wanted).square().mean()


def _slopes(pictures: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    return pictures[..., 1:] - pictures[..., :-1], pictures[..., 1:, :] - pictures[..., :-1, :]


class CropFeed:
    """Random square crops of the pictures in a folder of ``.npy`` arrays [N, H, W, 3] uint8, newest files included."""

    def __init__(self, folder: Path, side: int, batch: int, seed: int) -> None:
        self.folder, self.side, self.batch = folder, side, batch
        self.chance = np.random.default_rng(seed)
        self.arrays: dict[Path, np.ndarray] = {}

    def _refresh(self) -> None:
        for path in sorted(self.folder.glob("*.npy")):
            if path not in self.arrays:
                self.arrays[path] = np.load(path, mmap_mode="r")

    def _crop(self) -> np.ndarray:
        array = list(self.arrays.values())[self.chance.integers(len(self.arrays))]
        index, height, width = self.chance.integers(len(array)), *array.shape[1:3]
        y, x = self.chance.integers(height - self.side + 1), self.chance.integers(width - self.side + 1)
        return np.asarray(array[index, y : y + self.side, x : x + self.side])

    def __iter__(self) -> Iterator[torch.Tensor]:
        count = 0
        while True:
            if count % 100 == 0:
                self._refresh()
            count += 1
            yield as_tensor(np.stack([self._crop() for _ in range(self.batch)]))


def as_tensor(pictures: np.ndarray) -> torch.Tensor:
    """Turn uint8 [B, H, W, 3] into [B, 3, H, W] in [-1, 1]."""
    tensor = torch.from_numpy(np.ascontiguousarray(pictures)).permute(0, 3, 1, 2).float() / 127.5 - 1
    return tensor.contiguous(memory_format=torch.channels_last)


class PictureTraining:
    """A resumable training of the autoencoder, or of its decoder alone."""

    def __init__(self, checkpoint: Path, plan: PicturePlan, on: Machine, start: dict[str, Any] | None = None) -> None:
        self.checkpoint, self.plan, self.machine = checkpoint, plan, on
        self.autoencoder, self.average = new_autoencoder().to(on.device), new_autoencoder().to(on.device)
        if start is not None:
            self.autoencoder.load_state_dict(start)
        if plan.part is Part.DECODER:
            self.autoencoder.encoder.requires_grad_(requires_grad=False)
        self.average.load_state_dict(self.autoencoder.state_dict())
        self.trained = [p for p in self.autoencoder.parameters() if p.requires_grad]
        kernels = [p for p in self.trained if p.ndim == 4 and min(p.shape[:2]) > 3]
        others = [p for p in self.trained if not any(p is kernel for kernel in kernels)]
        self.optimisers = [Muon(kernels, plan.muon_rate), torch.optim.AdamW(others, plan.rate, betas=(0.9, 0.99))]
        self.step, self.spent_s = 0, 0.0
        self._resume()

    def _resume(self) -> None:
        state = load_pieces(self.checkpoint)
        if state is None:
            return
        self.autoencoder.load_state_dict(state["weights"])
        self.average.load_state_dict(state["average"])
        for optimiser, saved in zip(self.optimisers, state["optimisers"], strict=True):
            optimiser.load_state_dict(saved)
        self.step, self.spent_s = state["step"], state["spent_s"]

    def save(self) -> None:
        """Write a checkpoint that replaces the last one when it is whole."""
        state: dict[str, Any] = {
            "weights": self.autoencoder.state_dict(),
            "average": self.average.state_dict(),
            "optimisers": [optimiser.state_dict() for optimiser in self.optimisers],
            "step": self.step,
            "spent_s": self.spent_s,
        }
        save_pieces(state, self.checkpoint)

    def run(self, pictures: Path) -> None:
        """Train until the budget is spent."""
        last, psnrs = time.time(), []
        batch = self.plan.batch * self.machine.batch_factor
        for wanted in CropFeed(pictures, self.plan.side, batch, seed=self.step):
            progress = self.spent_s / (60 * self.plan.minutes)
            if progress >= 1:
                break
            self._set_rates(min(1.0, (self.step + 1) / 50) * _falling(progress))
            psnrs.append(self._one_step(wanted.to(self.machine.device)))
            now = time.time()
            self.spent_s, last = self.spent_s + now - last, now
            if self.step % 50 == 0:
                print(
                    f"autoencoder: step {self.step}, {self.spent_s:.0f} s, {np.nanmean(psnrs[-50:]):.2f} dB", flush=True
                )
            if self.step % 200 == 0:
                self.save()
        self.save()

    def _set_rates(self, share: float) -> None:
        for optimiser, peak in zip(self.optimisers, (self.plan.muon_rate, self.plan.rate), strict=True):
            for group in optimiser.param_groups:
                group["lr"] = peak * share

    def _one_step(self, wanted: torch.Tensor) -> float:
        halved = self.step % 4 == 3
        with self.machine.mixed(), torch.set_grad_enabled(self.plan.part is Part.BOTH):
            mean = latent_mean(self.autoencoder, wanted).float()
        latents, target = _halved(mean, wanted) if halved else (mean, wanted)
        with self.machine.mixed():
            noisy = latents + LATENT_NOISE * torch.randn_like(latents)
            drawn = self.autoencoder.decoder(noisy.contiguous(memory_format=torch.channels_last)).float()
        loss = (0.5 if halved else 1) * picture_loss(drawn, target) + 1e-3 * mean.square().mean()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.trained, 1.0)
        for optimiser in self.optimisers:
            optimiser.step()
            optimiser.zero_grad()
        keep = min(0.998, (self.step + 1) / (self.step + 30))
        with torch.no_grad():
            averaged, trained = list(self.average.parameters()), list(self.autoencoder.parameters())
            torch._foreach_lerp_(averaged, trained, 1 - keep)
        self.step += 1
        return math.nan if halved else psnr_db(drawn.detach(), target)


def _halved(latents: torch.Tensor, pictures: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    return functional.avg_pool2d(latents, 2), functional.avg_pool2d(pictures, 2)


def _falling(progress: float) -> float:
    """A plateau for a third of the way, then a cosine down to almost nothing."""
    return 1.0 if progress < 0.3 else 0.02 + 0.49 * (1 + math.cos(math.pi * (progress - 0.3) / 0.7))
