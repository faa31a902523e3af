"""A tiny transformer under the names of the original release, as ComfyUI and GGUF files have them."""

import re
from collections.abc import Mapping
from typing import Any

import torch

NAMES = {
    "x_embedder": "img_in",
    "context_embedder": "txt_in",
    "time_text_embed.timestep_embedder.linear_1": "time_in.in_layer",
    "time_text_embed.timestep_embedder.linear_2": "time_in.out_layer",
    "time_text_embed.text_embedder.linear_1": "vector_in.in_layer",
    "time_text_embed.text_embedder.linear_2": "vector_in.out_layer",
    "time_text_embed.guidance_embedder.linear_1": "guidance_in.in_layer",
    "time_text_embed.guidance_embedder.linear_2": "guidance_in.out_layer",
    "proj_out": "final_layer.linear",
}
DOUBLE = {
    "norm1.linear": "img_mod.lin",
    "norm1_context.linear": "txt_mod.lin",
    "attn.norm_q": "img_attn.norm.query_norm",
    "attn.norm_k": "img_attn.norm.key_norm",
    "attn.norm_added_q": "txt_attn.norm.query_norm",
    "attn.norm_added_k": "txt_attn.norm.key_norm",
    "attn.to_out.0": "img_attn.proj",
    "attn.to_add_out": "txt_attn.proj",
    "ff.net.0.proj": "img_mlp.0",
    "ff.net.2": "img_mlp.2",
    "ff_context.net.0.proj": "txt_mlp.0",
    "ff_context.net.2": "txt_mlp.2",
}
SINGLE = {
    "norm.linear": "modulation.lin",
    "attn.norm_q": "norm.query_norm",
    "attn.norm_k": "norm.key_norm",
    "proj_out": "linear2",
}
JOINED = {
    "img_attn.qkv": ("attn.to_q", "attn.to_k", "attn.to_v"),
    "txt_attn.qkv": ("attn.add_q_proj", "attn.add_k_proj", "attn.add_v_proj"),
    "linear1": ("attn.to_q", "attn.to_k", "attn.to_v", "proj_mlp"),
}


def with_original_names(weights: Mapping[str, torch.Tensor], prefix: str = "") -> dict[str, torch.Tensor]:
    renamed: dict[str, torch.Tensor] = {}
    for name, tensor in weights.items():
        module, leaf = name.rsplit(".", 1)
        if module == "norm_out.linear":
            scale, shift = tensor.chunk(2)
            renamed[f"final_layer.adaLN_modulation.1.{leaf}"] = torch.cat([shift, scale])
        elif match := re.fullmatch(r"(single_)?transformer_blocks\.(\d+)\.(.+)", module):
            _add_block_weight(renamed, weights, match, leaf, tensor)
        else:
            renamed[f"{NAMES[module]}.{leaf}"] = tensor
    return {prefix + name: tensor.contiguous() for name, tensor in renamed.items()}


def _add_block_weight(
    renamed: dict[str, torch.Tensor],
    weights: Mapping[str, torch.Tensor],
    match: "re.Match[str]",
    leaf: str,
    tensor: torch.Tensor,
) -> None:
    single, number, inner = match.groups()
    block = f"{'single' if single else 'double'}_blocks.{number}"
    names: dict[str, Any] = SINGLE if single else DOUBLE
    if inner in names:
        kind = "scale" if ".norm" in names[inner] or names[inner].startswith("norm.") else leaf
        renamed[f"{block}.{names[inner]}.{kind}"] = tensor
        return
    joined = next(name for name, parts in JOINED.items() if parts[0] == inner or inner in parts)
    if single:
        joined = "linear1"
    own = f"{single or ''}transformer_blocks.{number}"
    renamed[f"{block}.{joined}.{leaf}"] = torch.cat([weights[f"{own}.{part}.{leaf}"] for part in JOINED[joined]])
