"""FLUX.1 (dev, schnell, Krea and their fine-tunes): 19 double-stream blocks, then 38 single-stream ones.

The adapter puts one processor into every attention module while a picture is drawn and leaves the model exactly as
it found it. Facts about the class: `diffusers.FluxTransformer2DModel`, layout [batch, sequence, heads, width], text
before image in the sequence, text at position zero.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import torch
from diffusers.models.attention_dispatch import dispatch_attention_fn
from diffusers.models.transformers.transformer_flux import FluxAttnProcessor

from charabook.engine.attention import rotated
from charabook.engine.masks import Grid
from charabook.engine.script import PLAIN, Block, BlockCall, Script, block_of
from charabook.errors import BadInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditioning:
    """What a transformer is told besides the picture: `text` [B, T, C], `pooled` [B, P], guidance where it has one."""

    text: torch.Tensor
    pooled: torch.Tensor
    guidance: float | None = None
    branch: str = "cond"
    """Which of the evaluations of one step this is ("cond", "uncond"): step caches keep them apart."""

    def spread(self, batch: int) -> "Conditioning":
        """The same for a batch of pictures."""
        return replace(self, text=self.text.expand(batch, -1, -1), pooled=self.pooled.expand(batch, -1))


class Stage:
    """Where the processors of one transformer look up the script of the running evaluation."""

    def __init__(self) -> None:
        self.script: Script = PLAIN
        self.text_length = 0
        """Single-stream blocks are not told where the text ends."""


class FluxProcessor:
    """The attention of one block under the stage's script."""

    def __init__(self, block: Block, stage: Stage, original: FluxAttnProcessor) -> None:
        self.block = block
        self.stage = stage
        # diffusers sets these two on a processor to choose an attention backend; we inherit the choice.
        self._attention_backend = original._attention_backend  # noqa: SLF001
        self._parallel_config = original._parallel_config  # noqa: SLF001

    def __call__(
        self,
        attn: Any,
        hidden_states: torch.Tensor,
        encoder_hidden_states: torch.Tensor | None = None,
        attention_mask: torch.Tensor | None = None,
        image_rotary_emb: tuple[torch.Tensor, torch.Tensor] | None = None,
    ) -> torch.Tensor | tuple[torch.Tensor, torch.Tensor]:
        """Drop-in for `FluxAttnProcessor.__call__`."""
        assert attention_mask is None, "FLUX.1 hides no token"
        assert image_rotary_emb is not None, "FLUX.1 places every token"
        call = self._call(attn, hidden_states, encoder_hidden_states, image_rotary_emb)
        out = self.stage.script.carry_out(call)
        # out: [B, T + N, C]
        if encoder_hidden_states is None:
            return out
        text, image = out[:, : call.text_length], out[:, call.text_length :]
        return attn.to_out[1](attn.to_out[0](image.contiguous())), attn.to_add_out(text.contiguous())

    def _call(
        self, attn: Any, hidden: torch.Tensor, text: torch.Tensor | None, rope: tuple[torch.Tensor, torch.Tensor]
    ) -> BlockCall:
        query, key, value = _project(attn, hidden)
        text_length = self.stage.text_length if text is None else text.shape[1]
        still_key = key if text is not None else key[:, text_length:]
        # still_key: [B, N, H, D]
        if text is not None:
            query, key, value = _with_text(attn, text, query, key, value)
        return BlockCall(
            block=self.block,
            query=rotated(query, rope),
            key=rotated(key, rope),
            value=value,
            still_key=still_key,
            image_input=hidden if text is not None else hidden[:, text_length:],
            rope=rope,
            text_length=text_length,
            project=lambda tokens: _project_keys(attn, tokens),
            plain=self._plain,
        )

    def _plain(self, query: torch.Tensor, key: torch.Tensor, value: torch.Tensor) -> torch.Tensor:
        out: torch.Tensor = dispatch_attention_fn(
            query, key, value, backend=self._attention_backend, parallel_config=self._parallel_config
        )
        return out


def _heads(attn: Any, tensor: torch.Tensor) -> torch.Tensor:
    return tensor.reshape(*tensor.shape[:-1], -1, attn.head_dim)  # [B, S, C] to [B, S, H, D]


def _project(attn: Any, hidden: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    if attn.fused_projections:
        query, key, value = attn.to_qkv(hidden).chunk(3, dim=-1)
    else:
        query, key, value = attn.to_q(hidden), attn.to_k(hidden), attn.to_v(hidden)
    return attn.norm_q(_heads(attn, query)), attn.norm_k(_heads(attn, key)), _heads(attn, value)


def _project_keys(attn: Any, hidden: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    if attn.fused_projections:
        _, key, value = _project(attn, hidden)
        return key, value
    return attn.norm_k(_heads(attn, attn.to_k(hidden))), _heads(attn, attn.to_v(hidden))


def _with_text(
    attn: Any, text: torch.Tensor, query: torch.Tensor, key: torch.Tensor, value: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    if attn.fused_projections:
        text_query, text_key, text_value = attn.to_added_qkv(text).chunk(3, dim=-1)
    else:
        text_query, text_key, text_value = attn.add_q_proj(text), attn.add_k_proj(text), attn.add_v_proj(text)
    text_query = attn.norm_added_q(_heads(attn, text_query))
    text_key = attn.norm_added_k(_heads(attn, text_key))
    joined = ((text_query, query), (text_key, key), (_heads(attn, text_value), value))
    query, key, value = (torch.cat(pair, dim=1) for pair in joined)
    # each: [B, T + N, H, D]
    return query, key, value


class FluxAdapter:
    """A FLUX transformer with charabook's processors inside: call it to evaluate under a script."""

    def __init__(self, transformer: Any, stage: Stage, grid: Grid) -> None:
        self.transformer = transformer
        self.grid = grid
        self._stage = stage

    @property
    def single_blocks(self) -> int:
        """How many single-stream blocks the model has."""
        return len(self.transformer.single_transformer_blocks)

    @torch.no_grad()
    def velocity(
        self, latents: torch.Tensor, sigma: float, conditioning: Conditioning, script: Script = PLAIN
    ) -> torch.Tensor:
        """One evaluation: latents [B, N, channels] at noise level `sigma` to the velocity of the same shape."""
        told = conditioning.spread(latents.shape[0])
        self._stage.script, self._stage.text_length = script, told.text.shape[1]
        try:
            with self.transformer.cache_context(told.branch):
                return self._forward(latents, sigma, told)
        finally:
            self._stage.script = PLAIN

    def _forward(self, latents: torch.Tensor, sigma: float, told: Conditioning) -> torch.Tensor:
        def per_picture(number: float) -> torch.Tensor:
            return torch.full((latents.shape[0],), number, device=latents.device, dtype=torch.float32)

        out: torch.Tensor = self.transformer(
            hidden_states=latents,
            # the pipeline hands over sigma * 1000 / 1000, rounded to the latents' type in between
            timestep=(per_picture(sigma) * 1000).to(latents.dtype) / 1000,
            guidance=None if told.guidance is None else per_picture(told.guidance),
            pooled_projections=told.pooled,
            encoder_hidden_states=told.text,
            txt_ids=torch.zeros(told.text.shape[1], 3, device=latents.device, dtype=latents.dtype),
            img_ids=image_ids(self.grid, latents),
            return_dict=False,
        )[0]
        return out


def image_ids(grid: Grid, like: torch.Tensor) -> torch.Tensor:
    """Positions of the image tokens: [N, 3] with (0, row, column)."""
    ids = torch.zeros(grid.height, grid.width, 3, device=like.device, dtype=like.dtype)
    ids[..., 1] += torch.arange(grid.height, device=like.device, dtype=like.dtype)[:, None]
    ids[..., 2] += torch.arange(grid.width, device=like.device, dtype=like.dtype)[None, :]
    return ids.reshape(-1, 3)


@contextmanager
def attached(transformer: Any, grid: Grid) -> Iterator[FluxAdapter]:
    """Put charabook's processors into the transformer for as long as the context lasts.

    Raises `BadInput` for a transformer whose attention someone else has changed (an image-prompt adapter, say).
    """
    found = dict(transformer.attn_processors)
    if any(type(processor) is not FluxAttnProcessor for processor in found.values()):
        raise BadInput(
            "This model carries an attention adapter that characters cannot be drawn with.",
            "Load it without image-prompt adapters.",
        )
    stage = Stage()
    ours = {name: FluxProcessor(block_of(name), stage, processor) for name, processor in found.items()}
    transformer.set_attn_processor(dict(ours))
    try:
        yield FluxAdapter(transformer, stage, grid)
    finally:
        transformer.set_attn_processor(dict(found))
