"""From the names of the Wan 2.1 release to those of diffusers and transformers: transformer, UMT5 encoder, VAE.

Names that are in the libraries' layout already pass unchanged. Tensors are only renamed, never computed with.
"""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum

Rename = Callable[[str], str]


class Part(StrEnum):
    """The parts of a Wan model that hold weights."""

    TRANSFORMER = "transformer"
    TEXT_ENCODER = "text_encoder"
    VAE = "vae"


def renaming(part: Part, shapes: Mapping[str, tuple[int, ...]]) -> Rename:
    """How every name of a part's file is called by the libraries."""
    if part is Part.VAE:
        return _vae_renaming(shapes)
    return _transformer if part is Part.TRANSFORMER else _text_encoder


# ---------------------------------------------------------------------------------------------- transformer

_OUTER = {
    "text_embedding.0": "condition_embedder.text_embedder.linear_1",
    "text_embedding.2": "condition_embedder.text_embedder.linear_2",
    "time_embedding.0": "condition_embedder.time_embedder.linear_1",
    "time_embedding.2": "condition_embedder.time_embedder.linear_2",
    "time_projection.1": "condition_embedder.time_proj",
    "head.head": "proj_out",
}
_BLOCK = {"norm3": "norm2", "ffn.0": "ffn.net.0.proj", "ffn.2": "ffn.net.2"}
_ATTENTION = {"q": "to_q", "k": "to_k", "v": "to_v", "o": "to_out.0", "norm_q": "norm_q", "norm_k": "norm_k"}
_STREAM = {"self_attn": "attn1", "cross_attn": "attn2"}

_BLOCK_NAME = re.compile(r"blocks\.(\d+)\.(.+)\.(weight|bias)")
_ATTENTION_NAME = re.compile(r"(self_attn|cross_attn)\.(q|k|v|o|norm_q|norm_k)")


def _transformer(name: str) -> str:
    if name == "head.modulation":
        return "scale_shift_table"
    if name.startswith("blocks.") and name.endswith(".modulation"):
        return name.removesuffix("modulation") + "scale_shift_table"
    if match := _BLOCK_NAME.fullmatch(name):
        number, inner, leaf = match.groups()
        return f"blocks.{number}.{_block(inner)}.{leaf}"
    stem, _, leaf = name.rpartition(".")
    return f"{_OUTER[stem]}.{leaf}" if stem in _OUTER else name


def _block(inner: str) -> str:
    if match := _ATTENTION_NAME.fullmatch(inner):
        return f"{_STREAM[match[1]]}.{_ATTENTION[match[2]]}"
    return _BLOCK.get(inner, inner)


# ---------------------------------------------------------------------------------------------- UMT5

_TEXT_OUTER = {
    "token_embedding.weight": "shared.weight",
    "norm.weight": "encoder.final_layer_norm.weight",
    "encoder.embed_tokens.weight": "shared.weight",
}
_TEXT_BLOCK = {
    "norm1": "layer.0.layer_norm",
    "norm2": "layer.1.layer_norm",
    "attn.q": "layer.0.SelfAttention.q",
    "attn.k": "layer.0.SelfAttention.k",
    "attn.v": "layer.0.SelfAttention.v",
    "attn.o": "layer.0.SelfAttention.o",
    "pos_embedding.embedding": "layer.0.SelfAttention.relative_attention_bias",
    "ffn.gate.0": "layer.1.DenseReluDense.wi_0",
    "ffn.fc1": "layer.1.DenseReluDense.wi_1",
    "ffn.fc2": "layer.1.DenseReluDense.wo",
}
_TEXT_BLOCK_NAME = re.compile(r"blocks\.(\d+)\.(.+)\.weight")


def _text_encoder(name: str) -> str:
    if match := _TEXT_BLOCK_NAME.fullmatch(name):
        number, inner = match.groups()
        return f"encoder.block.{number}.{_TEXT_BLOCK.get(inner, inner)}.weight"
    return _TEXT_OUTER.get(name, name)


# ---------------------------------------------------------------------------------------------- VAE

_RESIDUAL = {"residual.0": "norm1", "residual.2": "conv1", "residual.3": "norm2", "residual.6": "conv2"}
_MIDDLE = {"0": "resnets.0", "1": "attentions.0", "2": "resnets.1"}
_LEAF = re.compile(r"(.*)\.(weight|bias|gamma)")


def _vae_renaming(shapes: Mapping[str, tuple[int, ...]]) -> Rename:
    resamplers = [
        int(name.split(".")[2])
        for name in shapes
        if re.fullmatch(r"decoder\.upsamples\.\d+\.resample\.1\.weight", name)
    ]
    group = min(resamplers, default=0) + 1
    return lambda name: _vae(name, group)


def _vae(name: str, group: int) -> str:
    """`group` modules of the release's decoder make one block of diffusers: residual blocks, then an upsampler."""
    match = _LEAF.fullmatch(name)
    if match is None:
        return name
    stem, leaf = match.groups()
    coder, _, inner = stem.partition(".")
    if stem in {"conv1", "conv2"}:
        return f"{'quant_conv' if stem == 'conv1' else 'post_quant_conv'}.{leaf}"
    if coder not in {"encoder", "decoder"}:
        return name
    return f"{coder}.{_coder(inner, group)}.{leaf}"


def _coder(inner: str, group: int) -> str:
    kind, _, rest = inner.partition(".")
    number, _, deep = rest.partition(".")
    if kind == "downsamples":
        return f"down_blocks.{number}.{_residual(deep)}"
    if kind == "upsamples":
        block, place = divmod(int(number), group)
        where = "upsamplers.0" if place == group - 1 else f"resnets.{place}"
        return f"up_blocks.{block}.{where}.{_residual(deep)}"
    if kind == "middle":
        return f"mid_block.{_MIDDLE.get(number, number)}.{_residual(deep)}"
    return {"conv1": "conv_in", "head.0": "norm_out", "head.2": "conv_out"}.get(inner, inner)


def _residual(deep: str) -> str:
    return _RESIDUAL.get(deep, "conv_shortcut" if deep == "shortcut" else deep)
