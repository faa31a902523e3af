"""Which tokens are the character: evidence from attention to the prompt, then a clean shape."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch.nn import functional as fn

BORDER = 0.6
"""Where a figure ends, between the background's mean prominence (0) and the figure's (1)."""

AT_ONCE_BYTES = 32 << 20
"""Room for the scores of as many rows of attention as are worked on at once."""


class Grid(NamedTuple):
    """The picture in tokens: image token i lies in row i // width, column i % width."""

    height: int
    width: int

    @property
    def tokens(self) -> int:
        """How many image tokens the picture has."""
        return self.height * self.width


def text_attention(query: torch.Tensor, key: torch.Tensor) -> torch.Tensor:
    """How much each image token looks at each text token: softmax of q.k, unscaled, summed over heads.

    `query` [B, N, H, D] of image tokens and `key` [B, M, H, D] of the real text tokens, both after RoPE; the result
    is [B, N, M] in float32. Unscaled on purpose: the released method leaves 1/sqrt(d) out here. Head by head, since
    all heads of four large pictures at once would take gigabytes.
    """
    looked = query.new_zeros(*query.shape[:2], key.shape[1], dtype=torch.float32)
    for head in range(query.shape[2]):
        scores = query[:, :, head].float() @ key[:, :, head].float().transpose(1, 2)
        looked += scores.softmax(dim=-1)
    return looked


def span_scores(attention: torch.Tensor, spans: Sequence[torch.Tensor]) -> torch.Tensor:
    """Mean attention of each image token to each span of text tokens: [B, N, M] to [B, N, len(spans)].

    An empty span scores zero, so that a prompt without a background makes everything foreground rather than NaN.
    """
    empty = attention.new_zeros(attention.shape[:-1])
    return torch.stack([attention[..., span].mean(dim=-1) if span.numel() else empty for span in spans], dim=-1)


def prominence(background: torch.Tensor, figure: torch.Tensor) -> torch.Tensor:
    """How much more a token looks at the figure's words than at the background's: log ratio, [..., N]."""
    return (figure.clamp_min(1e-9) / background.clamp_min(1e-9)).log()


def add_image_attention(looked: torch.Tensor, query: torch.Tensor, key: torch.Tensor) -> None:
    """Add to `looked` [B, N, N] how much each image token looks at each other one: softmax of q.k / sqrt(D).

    `query` and `key` are [B, N, H, D] after RoPE, `looked` float32 the sum over heads. Takes a few times
    `AT_ONCE_BYTES` of its own, whatever the size of the picture.
    """
    batch, tokens, heads, width = query.shape
    rows = max(1, AT_ONCE_BYTES // (4 * batch * tokens))
    for head in range(heads):
        keys = key[:, :, head].transpose(1, 2)
        for some in range(0, tokens, rows):
            asked = query[:, some : some + rows, head] / math.sqrt(width)
            looked[:, some : some + rows] += (asked @ keys).softmax(dim=-1, dtype=torch.float32)


def walked(values: torch.Tensor, looked: torch.Tensor, steps: int = 4) -> torch.Tensor:
    """Values [B, N, R] after so many steps along the picture's attention to itself `looked` [B, N, N], any multiple.

    Tokens of one thing look at each other, so that what the words say of some of them comes to hold for all; what
    they say of a stray token of the sky is outvoted by the sky.
    """
    total = looked.sum(dim=-1, keepdim=True)
    for _ in range(steps):
        values = looked @ values / total
    return values


def prominent(values: torch.Tensor, among: torch.Tensor) -> torch.Tensor:
    """The tokens whose value belongs to the higher of two groups, split where the groups differ most (Otsu 1979).

    `values` [N]; only tokens of `among` [N] bool are split or returned. How strongly words draw attention varies
    from prompt to prompt and model to model, so no fixed threshold serves; where the figure ends does show. Tokens
    on its outline are half background, so that the border is drawn nearer to the figure's mean. None where all
    values are the same.
    """
    ordered = values[among].cpu().double().sort().values  # Apple's GPUs know no 64 bits
    count = ordered.numel()
    if count < 2 or ordered[0] == ordered[-1]:
        return torch.zeros_like(among)
    lower = torch.arange(1, count)
    sums = ordered.cumsum(0)
    low, high = sums[:-1] / lower, (sums[-1] - sums[:-1]) / (count - lower)
    split = (lower * (count - lower) * (high - low) ** 2).argmax()
    return among & (values > float(low[split] + BORDER * (high[split] - low[split])))


def erode(mask: torch.Tensor, grid: Grid, size: int = 3) -> torch.Tensor:
    """Shrink masks [..., N]; what lies outside the picture counts as set."""
    return ~_grow(~mask, grid, size)


def dilate(mask: torch.Tensor, grid: Grid, size: int = 5) -> torch.Tensor:
    """Grow masks [..., N]; what lies outside the picture counts as unset."""
    return _grow(mask, grid, size)


def clean(mask: torch.Tensor, grid: Grid) -> torch.Tensor:
    """Remove specks and close the outline: erode 3x3, then dilate 5x5, as released."""
    return dilate(erode(mask, grid, 3), grid, 5)


def _grow(mask: torch.Tensor, grid: Grid, size: int) -> torch.Tensor:
    picture = mask.reshape(-1, 1, grid.height, grid.width).float()
    # picture: [any, 1, h, w]; max_pool2d pads with -inf, so nothing enters from outside
    grown = fn.max_pool2d(picture, size, stride=1, padding=size // 2)
    return (grown > 0).reshape(mask.shape)
