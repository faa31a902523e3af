"""The network: tiny T5 and CLIP text encoders and a small FLUX transformer, all plain library classes."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from diffusers import FluxTransformer2DModel
from torch import nn
from transformers import CLIPTextConfig, CLIPTextModel, T5Config, T5EncoderModel

from recipe.wording import CLIP_LENGTH, END_ID

TOKEN_CHANNELS = 64
"""A token is 2x2 latent positions of 16 channels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large the transformer and its text encoders are."""

    heads: int
    head_width: int
    rope_widths: tuple[int, int, int]
    double_blocks: int
    single_blocks: int
    text_width: int
    text_blocks: int
    pooled_width: int = 128

    @property
    def width(self) -> int:
        return self.heads * self.head_width


SIZES = {
    "small": Size(
        heads=4, head_width=48, rope_widths=(8, 20, 20), double_blocks=2, single_blocks=5, text_width=192, text_blocks=2
    ),
    "large": Size(
        heads=4,
        head_width=64,
        rope_widths=(16, 24, 24),
        double_blocks=3,
        single_blocks=6,
        text_width=256,
        text_blocks=3,
    ),
}


class StoryNetwork(nn.Module):
    """Everything that learns from captions and latents together."""

    def __init__(self, size: Size, vocabulary: int) -> None:
        super().__init__()
        self.size = size
        self.words = T5EncoderModel(
            T5Config(
                vocab_size=vocabulary,
                d_model=size.text_width,
                d_kv=32,
                d_ff=2 * size.text_width,
                num_layers=size.text_blocks,
                num_heads=size.text_width // 32,
                feed_forward_proj="gated-gelu",
                dropout_rate=0.0,
                eos_token_id=END_ID,
                pad_token_id=0,
            )
        )
        self.summary = CLIPTextModel(
            CLIPTextConfig(
                vocab_size=vocabulary,
                hidden_size=size.pooled_width,
                intermediate_size=2 * size.pooled_width,
                num_hidden_layers=2,
                num_attention_heads=4,
                max_position_embeddings=CLIP_LENGTH,
                bos_token_id=END_ID,
                eos_token_id=END_ID,
                pad_token_id=0,
            )
        )
        self.transformer = FluxTransformer2DModel(
            patch_size=1,
            in_channels=TOKEN_CHANNELS,
            num_layers=size.double_blocks,
            num_single_layers=size.single_blocks,
            attention_head_dim=size.head_width,
            num_attention_heads=size.heads,
            joint_attention_dim=size.text_width,
            pooled_projection_dim=size.pooled_width,
            guidance_embeds=False,
            axes_dims_rope=size.rope_widths,
        )
        start_open(self.transformer)


def start_open(transformer: FluxTransformer2DModel) -> None:
    """Start every block as the identity: gates open, output projections zero, no modulation, zero prediction."""
    width = transformer.inner_dim
    for block in transformer.transformer_blocks:
        for norm in (block.norm1, block.norm1_context):
            _modulate_nothing(norm.linear, width, gates=(2, 5))
        for closed in (block.attn.to_out[0], block.attn.to_add_out, block.ff.net[2], block.ff_context.net[2]):
            nn.init.zeros_(closed.weight)
            nn.init.zeros_(closed.bias)
    for block in transformer.single_transformer_blocks:
        _modulate_nothing(block.norm.linear, width, gates=(2,))
        nn.init.zeros_(block.proj_out.weight)
        nn.init.zeros_(block.proj_out.bias)
    nn.init.zeros_(transformer.norm_out.linear.weight)
    nn.init.zeros_(transformer.norm_out.linear.bias)
    nn.init.zeros_(transformer.proj_out.weight)
    nn.init.zeros_(transformer.proj_out.bias)


def _modulate_nothing(linear: nn.Linear, width: int, gates: tuple[int, ...]) -> None:
    nn.init.zeros_(linear.weight)
    nn.init.zeros_(linear.bias)
    with torch.no_grad():
        for gate in gates:
            linear.bias[gate * width : (gate + 1) * width] = 1


def packed(latents: torch.Tensor) -> torch.Tensor:
    """Latents [B, 16, 2h, 2w] as tokens [B, h*w, 64], in the order of ``FluxPipeline``."""
    batch, channels, height, width = latents.shape
    blocks = latents.view(batch, channels, height // 2, 2, width // 2, 2)
    return blocks.permute(0, 2, 4, 1, 3, 5).reshape(batch, height * width // 4, channels * 4)
    # [B, h*w, 64]


def unpacked(tokens: torch.Tensor, height: int, width: int) -> torch.Tensor:
    """Tokens [B, height*width, 64] as latents [B, 16, 2*height, 2*width]."""
    batch, _, channels = tokens.shape
    blocks = tokens.view(batch, height, width, channels // 4, 2, 2)
    return blocks.permute(0, 3, 1, 4, 2, 5).reshape(batch, channels // 4, 2 * height, 2 * width)
    # [B, 16, 2h, 2w]


def token_places(height: int, width: int) -> torch.Tensor:
    """Position of every token as FLUX numbers them: (0, row, column)."""
    rows, columns = torch.meshgrid(torch.arange(height), torch.arange(width), indexing="ij")
    return torch.stack([torch.zeros_like(rows), rows, columns], -1).reshape(-1, 3).float()
    # [h*w, 3]
