"""From the names of the original FLUX.1 release, which single files and GGUF files use, to those of diffusers.

The library's own conversion is written for the width 3072 alone; this one takes any width. Weights may be plain
tensors or GGUF tensors: rows are only ever split or joined, never computed with.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import torch

from charabook.engine.models.family import plain_name
from charabook.errors import BadInput

_Weights = dict[str, Any]

_OUTER = {
    "img_in": "x_embedder",
    "txt_in": "context_embedder",
    "time_in.in_layer": "time_text_embed.timestep_embedder.linear_1",
    "time_in.out_layer": "time_text_embed.timestep_embedder.linear_2",
    "vector_in.in_layer": "time_text_embed.text_embedder.linear_1",
    "vector_in.out_layer": "time_text_embed.text_embedder.linear_2",
    "guidance_in.in_layer": "time_text_embed.guidance_embedder.linear_1",
    "guidance_in.out_layer": "time_text_embed.guidance_embedder.linear_2",
    "final_layer.linear": "proj_out",
}
_DOUBLE = {
    "img_mod.lin": "norm1.linear",
    "txt_mod.lin": "norm1_context.linear",
    "img_attn.norm.query_norm": "attn.norm_q",
    "img_attn.norm.key_norm": "attn.norm_k",
    "txt_attn.norm.query_norm": "attn.norm_added_q",
    "txt_attn.norm.key_norm": "attn.norm_added_k",
    "img_attn.proj": "attn.to_out.0",
    "txt_attn.proj": "attn.to_add_out",
    "img_mlp.0": "ff.net.0.proj",
    "img_mlp.2": "ff.net.2",
    "txt_mlp.0": "ff_context.net.0.proj",
    "txt_mlp.2": "ff_context.net.2",
}
_DOUBLE_SPLIT = {
    "img_attn.qkv": ("attn.to_q", "attn.to_k", "attn.to_v"),
    "txt_attn.qkv": ("attn.add_q_proj", "attn.add_k_proj", "attn.add_v_proj"),
}
_SINGLE = {
    "modulation.lin": "norm.linear",
    "norm.query_norm": "attn.norm_q",
    "norm.key_norm": "attn.norm_k",
    "linear2": "proj_out",
}
_SINGLE_SPLIT = ("attn.to_q", "attn.to_k", "attn.to_v", "proj_mlp")

_BLOCK = re.compile(r"(double|single)_blocks\.(\d+)\.(.+)\.(weight|bias|scale)")
_OUTER_NAME = re.compile(r"(.+)\.(weight|bias)")


def to_diffusers_names(weights: Mapping[str, Any], *, width: int) -> _Weights:
    """The same weights under the names of `FluxTransformer2DModel`; parts of other models in the file are left out.

    Raises BadInput for weights quantised by a scheme that has no name here (scaled fp8, NF4 files).
    """
    plain = {plain_name(name): tensor for name, tensor in weights.items()}
    if scheme := next((name for name in plain if "scale_weight" in name or "quant_state" in name), ""):
        what = f"The file is quantised in a way that charabook cannot read (it holds “{scheme[:60]}”)."
        raise BadInput(what, "Use the bf16, plain fp8 or GGUF version of this model.")
    renamed: _Weights = {}
    for name, tensor in plain.items():
        renamed.update(_renamed(name, tensor, width))
    return renamed


def _renamed(name: str, tensor: Any, width: int) -> Iterator[tuple[str, Any]]:
    if match := _BLOCK.fullmatch(name):
        kind, number, inner, leaf = match.groups()
        rename = _double if kind == "double" else _single
        prefix = "transformer_blocks" if kind == "double" else "single_transformer_blocks"
        for new, part in rename(inner, tensor, width):
            yield f"{prefix}.{number}.{new}.{leaf.replace('scale', 'weight')}", part
    elif (match := _OUTER_NAME.fullmatch(name)) and match[1] in _OUTER:
        yield f"{_OUTER[match[1]]}.{match[2]}", tensor
    elif name.startswith("final_layer.adaLN_modulation.1."):
        # The original gives (shift, scale), diffusers wants (scale, shift).
        shift, scale = tensor.chunk(2, dim=0)
        yield f"norm_out.linear.{name.rsplit('.', 1)[1]}", torch.cat([scale, shift], dim=0)


def _double(inner: str, tensor: Any, _: int) -> Iterator[tuple[str, Any]]:
    if inner in _DOUBLE:
        yield _DOUBLE[inner], tensor
    elif inner in _DOUBLE_SPLIT:
        yield from zip(_DOUBLE_SPLIT[inner], tensor.chunk(3, dim=0), strict=True)


def _single(inner: str, tensor: Any, width: int) -> Iterator[tuple[str, Any]]:
    if inner in _SINGLE:
        yield _SINGLE[inner], tensor
    elif inner == "linear1":
        sizes = [width, width, width, tensor.shape[0] - 3 * width]
        yield from zip(_SINGLE_SPLIT, tensor.split(sizes, dim=0), strict=True)
