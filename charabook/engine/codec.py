"""Identity features as polynomials in the noise level, packed small.

Along a run, what a block sees of a character changes slowly and smoothly with sigma. So a few evaluations of the
model at chosen noise levels give, for each token, a polynomial in sigma that answers for every step of every
schedule. The first coefficient is kept in 16 bits, the others, much smaller ones, in 4 or 8.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import torch

GROUP = 32
"""Neighbouring channels that share one scale and one zero point."""


class Rest(IntEnum):
    """Bits of every coefficient but the first."""

    INT4 = 4
    INT8 = 8
    HALF = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Codec:
    """How features are kept: evaluations of the model, polynomial rank, bits."""

    nodes: int = 5
    rank: int = 4
    rest: Rest = Rest.INT4

    @property
    def bytes_per_value(self) -> float:
        """Bytes for one channel of one token of one stream, scales and zero points included."""
        shared = 0 if self.rest is Rest.HALF else 32 / GROUP
        return (16 + (self.rank - 1) * (self.rest + shared)) / 8


def pages_bytes(*, tokens: int, width: int, blocks: int, codec: Codec) -> int:
    """Bytes of a character's pages: two streams (block inputs, attention outputs) in every sharing block.

    FLUX.1-dev at 1024x1024 with a character on a quarter of the picture: tokens 1024, width 3072, blocks 19.
    """
    return math.ceil(2 * tokens * width * blocks * codec.bytes_per_value)


# -------------------------------------------------------------------------------------------- polynomials


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Chebyshev polynomials of degree below `rank` over the noise levels low..high."""

    low: float
    high: float
    rank: int

    def nodes(self, count: int) -> tuple[float, ...]:
        """Noise levels to evaluate the model at, from high to low: dense towards both ends, ends included."""
        if count == 1:
            return ((self.low + self.high) / 2,)
        middle, half = (self.low + self.high) / 2, (self.high - self.low) / 2
        return tuple(middle + half * math.cos(math.pi * j / (count - 1)) for j in range(count))

    def values(self, sigma: float) -> list[float]:
        """Every polynomial at this noise level; levels outside the range count as its nearer end."""
        span = max(self.high - self.low, 1e-9)
        t = min(1.0, max(-1.0, (2 * sigma - self.high - self.low) / span))
        return [math.cos(degree * math.acos(t)) for degree in range(self.rank)]

    def fit(self, sigmas: Sequence[float]) -> torch.Tensor:
        """Matrix [rank, len(sigmas)] that turns values at these noise levels into least-squares coefficients."""
        return torch.from_numpy(np.linalg.pinv(np.array([self.values(sigma) for sigma in sigmas]))).float()


def evaluate(coefficients: torch.Tensor, basis: Basis, sigma: float) -> torch.Tensor:
    """Features at a noise level: coefficients [rank, n, C] to [n, C]."""
    weights = torch.tensor(basis.values(sigma), dtype=coefficients.dtype, device=coefficients.device)
    return torch.einsum("r,rnc->nc", weights, coefficients)


# -------------------------------------------------------------------------------------------- packing


def pack(coefficients: torch.Tensor, rest: Rest) -> dict[str, torch.Tensor]:
    """Coefficients [rank, n, C] in as few bytes as `rest` allows."""
    first, others = coefficients[0].to(torch.bfloat16), coefficients[1:]
    if rest is Rest.HALF:
        return {"first": first.contiguous(), "others": others.to(torch.bfloat16).contiguous()}
    levels, scale, zero = _quantise(others.float(), 2**rest - 1)
    if rest is Rest.INT4:
        levels = levels[..., 0::2] | (levels[..., 1::2] << 4)
        # levels: [rank - 1, n, C / 2], two to a byte
    return {"first": first.contiguous(), "levels": levels.contiguous(), "scale": scale, "zero": zero}


def unpack(packed: dict[str, torch.Tensor], dtype: torch.dtype, device: torch.device | str = "cpu") -> torch.Tensor:
    """The coefficients [rank, n, C] again."""
    moved = {name: tensor.to(device) for name, tensor in packed.items()}
    first = moved["first"].to(dtype).unsqueeze(0)
    if "others" in moved:
        return torch.cat([first, moved["others"].to(dtype)])
    levels, width = moved["levels"], first.shape[-1]
    if levels.shape[-1] != width:
        levels = torch.stack([levels & 15, levels >> 4], dim=-1).flatten(-2)
    # levels: [rank - 1, n, C]
    grouped = levels.reshape(*moved["scale"].shape, -1).float()
    others = grouped * moved["scale"].float().unsqueeze(-1) + moved["zero"].float().unsqueeze(-1)
    return torch.cat([first, others.flatten(-2).to(dtype)])


def _quantise(values: torch.Tensor, top: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Levels 0..top with a scale and a zero point for each group of channels, rounded as they will be stored."""
    grouped = values.reshape(*values.shape[:-1], -1, math.gcd(GROUP, values.shape[-1]))
    # grouped: [rank - 1, n, groups, group]
    zero = grouped.amin(dim=-1).half()
    scale = ((grouped.amax(dim=-1) - zero.float()).clamp_min(0) / top).half()
    steps = scale.float().clamp_min(1e-12).unsqueeze(-1)
    levels = ((grouped - zero.float().unsqueeze(-1)) / steps).round().clamp(0, top).to(torch.uint8)
    return levels.flatten(-2), scale, zero
