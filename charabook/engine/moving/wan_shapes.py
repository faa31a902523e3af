"""The configurations of Wan's parts as their weights show them, and what a file is if it is something else.

Shapes tell everything but the width of an attention head, which is 128 in every Wan 2.1 model; a `config.json` beside
the weights may say otherwise, and is believed where it agrees with the shapes.
"""

import re
from collections.abc import Mapping
from typing import Any

from charabook.engine.moving.wan_names import Part
from charabook.errors import BadInput, Damaged

Shapes = Mapping[str, tuple[int, ...]]
Config = dict[str, Any]

HEAD_WIDTH = 128
LATENT_CHANNELS = 16
"""The autoencoder's statistics are known for these alone; others need a config.json."""

_PATCH = "patch_embedding.weight"


def config_of(part: Part, shapes: Shapes, told: Mapping[str, Any], file: str) -> Config:
    """The configuration that these shapes (under the libraries' names) belong to; `told` is a config.json, or empty.

    Raises BadInput if the file is no such part, Damaged if tensors are missing from it.
    """
    try:
        match part:
            case Part.TRANSFORMER:
                return _transformer(shapes, told, file)
            case Part.TEXT_ENCODER:
                return _text_encoder(shapes, told, file)
            case Part.VAE:
                return _vae(shapes, told, file)
    except (KeyError, IndexError, ValueError, ZeroDivisionError) as error:
        what = f"{file} is incomplete: {error.args[0] if isinstance(error, KeyError) else 'a tensor has an odd shape'}."
        raise Damaged(what, "Download it again, or choose another version.") from error


def is_transformer(shapes: Shapes) -> bool:
    """Whether these tensors (under any names) are those of a Wan transformer."""
    return _PATCH in shapes and len(shapes[_PATCH]) == 5


def _count(shapes: Shapes, pattern: str) -> int:
    return len({match[1] for name in shapes if (match := re.match(pattern, name))})


# ---------------------------------------------------------------------------------------------- transformer

_FOREIGN = {
    "condition_embedder.image_embedder.norm1.weight": "Wan model that begins from a picture (I2V)",
    "img_emb.proj.0.weight": "Wan model that begins from a picture (I2V)",
    "vace_blocks.0.after_proj.bias": "Wan VACE model",
    "vace_patch_embedding.weight": "Wan VACE model",
    "face_adapter.fuser_blocks.0.k_norm.weight": "Wan Animate model",
}


def _transformer(shapes: Shapes, told: Mapping[str, Any], file: str) -> Config:
    if family := next((family for name, family in _FOREIGN.items() if name in shapes), ""):
        raise BadInput(f"{file} is a {family}, not Phantom.", "Choose Phantom-Wan 1.3B or 14B.")
    if not is_transformer(shapes):
        raise BadInput(f"{file} holds no Wan transformer.", "Choose Phantom-Wan 1.3B or 14B.")
    width, channels, *patch = shapes[_PATCH]
    out = shapes["proj_out.weight"][0] // (patch[0] * patch[1] * patch[2])
    if channels != out:
        what = f"{file} wants further pictures beside the clip ({channels} channels), so it is not Phantom."
        raise BadInput(what, "Choose Phantom-Wan 1.3B or 14B.")
    head = _head_width(told, width, file)
    return {
        "patch_size": tuple(patch),
        "num_attention_heads": width // head,
        "attention_head_dim": head,
        "in_channels": channels,
        "out_channels": out,
        "text_dim": shapes["condition_embedder.text_embedder.linear_1.weight"][1],
        "freq_dim": shapes["condition_embedder.time_embedder.linear_1.weight"][1],
        "ffn_dim": shapes["blocks.0.ffn.net.0.proj.weight"][0],
        "num_layers": _count(shapes, r"blocks\.(\d+)\."),
        "cross_attn_norm": "blocks.0.norm2.weight" in shapes,
        "qk_norm": "rms_norm_across_heads",
        "eps": 1e-6,
        "rope_max_seq_len": 1024,
    }


def _head_width(told: Mapping[str, Any], width: int, file: str) -> int:
    heads = told.get("num_attention_heads", told.get("num_heads"))
    if isinstance(heads, int) and not isinstance(heads, bool) and heads > 0 and width % heads == 0:
        return width // heads
    if width % HEAD_WIDTH:
        what = f"{file} has an attention of {width} channels; how many heads share them is not said."
        raise BadInput(what, "Put the model's config.json beside it.")
    return HEAD_WIDTH


# ---------------------------------------------------------------------------------------------- UMT5

_SELF = "encoder.block.0.layer.0.SelfAttention"


def _text_encoder(shapes: Shapes, told: Mapping[str, Any], file: str) -> Config:
    if "shared.weight" not in shapes or f"{_SELF}.q.weight" not in shapes:
        raise BadInput(f"{file} is no UMT5 text encoder.", "Use the one that comes with Wan 2.1.")
    layers = _count(shapes, r"encoder\.block\.(\d+)\.")
    if layers > 1 and f"{_SELF.replace('block.0', 'block.1')}.relative_attention_bias.weight" not in shapes:
        raise BadInput(f"{file} is a T5 encoder, not UMT5.", "Use the one that comes with Wan 2.1.")
    vocabulary, width = shapes["shared.weight"]
    buckets, heads = shapes[f"{_SELF}.relative_attention_bias.weight"]
    distance = told.get("relative_attention_max_distance", 128)
    return {
        "vocab_size": vocabulary,
        "d_model": width,
        "d_kv": shapes[f"{_SELF}.q.weight"][0] // heads,
        "d_ff": shapes["encoder.block.0.layer.1.DenseReluDense.wi_0.weight"][0],
        "num_layers": layers,
        "num_heads": heads,
        "relative_attention_num_buckets": buckets,
        "relative_attention_max_distance": distance if isinstance(distance, int) else 128,
        "feed_forward_proj": "gated-gelu",
        "layer_norm_epsilon": 1e-6,
        "is_encoder_decoder": False,
        "use_cache": False,
    }


# ---------------------------------------------------------------------------------------------- VAE


def _vae(shapes: Shapes, told: Mapping[str, Any], file: str) -> Config:
    if "encoder.conv_in.weight" not in shapes or "decoder.conv_in.weight" not in shapes:
        raise BadInput(f"{file} is no Wan autoencoder.", "Use the one that comes with Wan 2.1.")
    base, pixels = shapes["encoder.conv_in.weight"][:2]
    if pixels != 3:
        raise BadInput(f"{file} is the autoencoder of Wan 2.2.", "Use the one that comes with Wan 2.1.")
    latent = shapes["decoder.conv_in.weight"][1]
    statistics = _statistics(told, latent, file)
    stages, multiples, temporal = _stages(shapes, base)
    return {
        "base_dim": base,
        "z_dim": latent,
        "dim_mult": multiples,
        "num_res_blocks": _count(shapes, r"encoder\.down_blocks\.(\d+)\.norm1\.gamma") // stages,
        "attn_scales": [],
        "temperal_downsample": temporal,
        "scale_factor_temporal": 2 ** sum(temporal),
        "scale_factor_spatial": 2 ** (stages - 1),
        **statistics,
    }


def _stages(shapes: Shapes, base: int) -> tuple[int, list[int], list[bool]]:
    """How many resolutions, how many times `base` channels each has, and which steps between them halve the time."""
    prefix = "encoder.down_blocks."
    count = _count(shapes, r"encoder\.down_blocks\.(\d+)\.")
    resamplers = [number for number in range(count) if f"{prefix}{number}.resample.1.weight" in shapes]
    last = [number - 1 for number in (*resamplers, count)]
    multiples = [shapes[f"{prefix}{number}.conv2.weight"][0] // base for number in last]
    temporal = [f"{prefix}{number}.time_conv.weight" in shapes for number in resamplers]
    return len(resamplers) + 1, multiples, temporal


def _statistics(told: Mapping[str, Any], latent: int, file: str) -> Config:
    """Mean and spread of the latents, if a config.json tells; the library knows those of Wan 2.1."""
    found = {name: told.get(name) for name in ("latents_mean", "latents_std")}
    if all(_are_numbers(values, latent) for values in found.values()):
        return found
    if latent != LATENT_CHANNELS:
        what = f"{file} makes latents of {latent} channels, whose mean and spread are not known."
        raise BadInput(what, "Put the model's config.json beside it, or use the one that comes with Wan 2.1.")
    return {}


def _are_numbers(values: Any, count: int) -> bool:
    return isinstance(values, list) and len(values) == count and all(isinstance(one, float | int) for one in values)
