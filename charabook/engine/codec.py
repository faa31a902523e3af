"""Identity features as polynomials in the noise level, packed small.

Along a run, what a block sees of a character changes slowly and smoothly with sigma. So a few evaluations of the
model at chosen noise levels give, for each token, a polynomial in sigma that answers for every step of every
schedule. The first two coefficients are kept in 8 bits, the others, much smaller ones, in 4.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import torch

GROUP = 32
"""Neighbouring channels of a token that share one scale."""

Packed = dict[str, torch.Tensor]
"""One stream of one block: `fine` and `coarse` levels, `scale`, `middle`, `spread`; see `pack`."""

FINE_TOP, COARSE_TOP = 127, 7
"""The highest levels in 8 and in 4 bits; the lowest are their opposites."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Codec:
    """How features are kept: evaluations of the model, polynomial rank, how many coefficients have 8 bits, not 4."""

    nodes: int = 6
    rank: int = 5
    fine: int = 2


def pages_bytes(*, tokens: int, width: int, blocks: int, codec: Codec) -> int:
    """Bytes of a character's pages: two streams (block inputs, attention outputs) in every sharing block.

    FLUX.1-dev at 1024x1024 with a character on a quarter of the picture: tokens 1024, width 3072, blocks 19.
    """
    levels = codec.fine * 8 + (codec.rank - codec.fine) * 4
    scales = codec.rank * 16 / GROUP
    channel = codec.rank * 2 * 16  # its middle and spread
    return math.ceil(2 * blocks * width * (tokens * (levels + scales) + channel) / 8)


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


def evaluate(packed: Packed, basis: Basis, sigma: float) -> torch.Tensor:
    """Features at a noise level: [n, C] in float32, where `packed` lies.

    One coefficient after the other: all at once would take five times the room on a card.
    """
    terms = zip(basis.values(sigma), unpack(packed), strict=True)
    weight, coefficient = next(terms)
    features = coefficient * weight
    for weight, coefficient in terms:
        features.add_(coefficient, alpha=weight)
    return features


# -------------------------------------------------------------------------------------------- packing


def pack(coefficients: torch.Tensor, codec: Codec) -> Packed:
    """Coefficients [rank, n, C] in few bytes.

    Each channel is first measured by its own middle and spread over the tokens: in large models a few channels are a
    hundred times as large as the rest, and would blind the others of their group to small differences. A few tokens
    are that large as well: groups lie within one token, and neither middle nor spread is drawn far by a few.
    """
    values = coefficients.float()
    middle = values.median(dim=1, keepdim=True).values.bfloat16()
    spread = (values - middle.float()).abs().sqrt().mean(dim=1, keepdim=True).square().bfloat16()
    # middle, spread: [rank, 1, C]
    standard = (values - middle.float()) / spread.float().clamp_min(1e-20)
    fine, fine_scale = _quantise(standard[: codec.fine], FINE_TOP)
    coarse, coarse_scale = _quantise(standard[codec.fine :], COARSE_TOP)
    return {
        "fine": fine,
        "coarse": _in_pairs(coarse),
        "scale": torch.cat([fine_scale, coarse_scale]),
        "middle": middle,
        "spread": spread,
    }


def unpack(packed: Packed) -> Iterator[torch.Tensor]:
    """The coefficients again, one by one: [n, C] in float32."""
    levels = chain(packed["fine"], map(_single, packed["coarse"]))
    for level, *measures in zip(levels, packed["scale"], packed["middle"], packed["spread"], strict=True):
        scale, middle, spread = (measure.float() for measure in measures)
        grouped = level.reshape(*scale.shape, -1)
        # grouped: [n, groups, group]
        yield torch.addcmul(middle, (grouped * scale.unsqueeze(-1)).flatten(-2), spread)


def _quantise(values: torch.Tensor, top: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Levels [r, n, C] from -top to top, and a scale [r, n, groups] for each group of channels."""
    group = math.gcd(GROUP, values.shape[-1])
    grouped = values.reshape(*values.shape[:-1], values.shape[-1] // group, group)
    # grouped: [r, n, groups, group]
    scale = (grouped.abs().amax(dim=-1) / top).bfloat16()
    levels = (grouped / scale.float().clamp_min(1e-20).unsqueeze(-1)).round().clamp(-top, top)
    return levels.to(torch.int8).flatten(-2), scale


def _in_pairs(levels: torch.Tensor) -> torch.Tensor:
    """Two 4-bit levels to a byte: [r, n, C] to [r, n, C / 2]."""
    raised = (levels + COARSE_TOP).to(torch.uint8)
    return raised[..., 0::2] | (raised[..., 1::2] << 4)


def _single(pairs: torch.Tensor) -> torch.Tensor:
    """One level to a byte again: [n, C / 2] to [n, C]."""
    return torch.stack([pairs & 15, pairs >> 4], dim=-1).flatten(-2).to(torch.int8) - COARSE_TOP
