"""Adaptive token merge: matched tokens lean towards the identity's attention outputs."""

import torch


def merge_tokens(own: torch.Tensor, identity: torch.Tensor, similarity: torch.Tensor, weight: float) -> torch.Tensor:
    """(1 - a s) own + a s identity, for matched tokens only.

    `own` and `identity` are [n, C] attention outputs before the output projection, `similarity` [n] is s, `weight`
    is a. Source: arXiv 2507.11533, adaptive token merge.
    """
    strength = (weight * similarity).to(own.dtype).unsqueeze(-1)
    # strength: [n, 1]
    return (1 - strength) * own + strength * identity
