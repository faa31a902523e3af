"""The attention that trains fastest on a CPU."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from diffusers.models.embeddings import apply_rotary_emb

if TYPE_CHECKING:
    from diffusers.models.transformers.transformer_flux import FluxAttention

CLOSED = -1e4
"""Added to what may not be read; far below every score and still a number in half precision."""


class PlainAttention:
    """The attention of FLUX written as two matrix products.

    For a few hundred tokens on a CPU this trains a third faster than the fused kernel, whose backward
    pass is slow in bfloat16; the result is the same.
    """

    def __call__(
        self,
        attn: FluxAttention,
        hidden_states: torch.Tensor,
        encoder_hidden_states: torch.Tensor | None = None,
        attention_mask: torch.Tensor | None = None,
        image_rotary_emb: tuple[torch.Tensor, torch.Tensor] | None = None,
    ) -> torch.Tensor | tuple[torch.Tensor, torch.Tensor]:
        """Drop-in for `FluxAttnProcessor.__call__`."""
        query, key, value = _heads(attn, hidden_states, (attn.to_q, attn.to_k, attn.to_v))
        query, key = attn.norm_q(query.float()), attn.norm_k(key.float())
        if encoder_hidden_states is not None:
            added = (attn.add_q_proj, attn.add_k_proj, attn.add_v_proj)
            text_query, text_key, text_value = _heads(attn, encoder_hidden_states, added)
            query = torch.cat([attn.norm_added_q(text_query.float()), query], 1)
            key = torch.cat([attn.norm_added_k(text_key.float()), key], 1)
            value = torch.cat([text_value, value], 1)
            # each: [B, T + N, H, D]
        query = apply_rotary_emb(query, image_rotary_emb, sequence_dim=1)
        key = apply_rotary_emb(key, image_rotary_emb, sequence_dim=1)
        mixed = two_products(query, key, value, attention_mask).to(query.dtype)
        # [B, S, H * D]
        if encoder_hidden_states is None:
            return mixed
        text, image = mixed.split([encoder_hidden_states.shape[1], hidden_states.shape[1]], 1)
        return attn.to_out[0](image), attn.to_add_out(text)


def _heads(
    attn: FluxAttention, hidden: torch.Tensor, projections: tuple[torch.nn.Module, ...]
) -> tuple[torch.Tensor, ...]:
    return tuple(project(hidden).unflatten(-1, (attn.heads, -1)) for project in projections)
    # each: [B, S, H, D]


def two_products(
    query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, mask: torch.Tensor | None
) -> torch.Tensor:
    """Softmax attention of [B, S, H, D]; `mask` [B, 1, S, S] is True where a query may read. Gives [B, S, H * D]."""
    query, key, value = (x.transpose(1, 2) for x in (query, key, value))
    # each: [B, H, S, D]
    scores = (query * query.shape[-1] ** -0.5) @ key.mT
    if mask is not None:
        scores = scores.masked_fill(~mask, CLOSED)
    return (scores.softmax(-1).to(value.dtype) @ value).transpose(1, 2).flatten(2)
    # [B, S, H * D]
