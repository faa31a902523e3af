"""Which family of transformers a weight file belongs to, told by its tensor names and shapes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from charabook.engine.models import licences
from charabook.engine.models.headers import TensorEntry, TensorTable
from charabook.engine.models.licences import Licence
from charabook.errors import BadInput, Damaged

PREFIXES = ("model.diffusion_model.", "diffusion_model.")
"""What other programs put before the names of the original layout."""


class Layout(StrEnum):
    """How the tensors of a FLUX.1 transformer are named."""

    DIFFUSERS = "diffusers"
    ORIGINAL = "original"


class Variant(StrEnum):
    """The members of the FLUX.1 family that text alone drives."""

    DEV = "FLUX.1 dev"  # also Krea-dev and fine-tunes: guidance is built in
    SCHNELL = "FLUX.1 schnell"
    KONTEXT = "FLUX.1 Kontext"


@dataclass(frozen=True, slots=True, kw_only=True)
class FluxShape:
    """The measures of a FLUX.1 transformer, as its weights show them."""

    layout: Layout
    double_blocks: int
    single_blocks: int
    width: int
    head_width: int
    in_channels: int
    text_width: int
    pooled_width: int
    guidance: bool

    @property
    def variant(self) -> Variant:
        """Dev or schnell; Kontext cannot be told by its weights."""
        return Variant.DEV if self.guidance else Variant.SCHNELL


_FOREIGN = {
    "double_stream_modulation_img.lin.weight": "FLUX.2",
    "ref_time_in.in_layer.weight": "FLUX.3",
    "double_stream_modulation_img.linear.weight": "FLUX.2",
    "distilled_guidance_layer.in_proj.weight": "Chroma",
    "input_blocks.0.0.weight": "Stable Diffusion 1, 2 or XL",
    "down_blocks.0.resnets.0.conv1.weight": "Stable Diffusion 1, 2 or XL",
    "joint_blocks.0.x_block.attn.qkv.weight": "Stable Diffusion 3",
    "cap_embedder.1.weight": "Z-Image or Lumina",
    "txt_norm.weight": "Qwen-Image",
    "patch_embedding.weight": "Wan",
}

_ORIGINAL = {
    "img_in": "img_in.weight",
    "text": "txt_in.weight",
    "pooled": "vector_in.in_layer.weight",
    "norm": "double_blocks.0.img_attn.norm.query_norm.scale",
    "single_norm": "single_blocks.0.norm.query_norm.scale",
    "guidance": "guidance_in.in_layer.weight",
}
_DIFFUSERS = {
    "img_in": "x_embedder.weight",
    "text": "context_embedder.weight",
    "pooled": "time_text_embed.text_embedder.linear_1.weight",
    "norm": "transformer_blocks.0.attn.norm_q.weight",
    "single_norm": "single_transformer_blocks.0.attn.norm_q.weight",
    "guidance": "time_text_embed.guidance_embedder.linear_1.weight",
}


def plain_name(name: str) -> str:
    """A tensor's name without the prefix of other programs."""
    for prefix in PREFIXES:
        if name.startswith(prefix):
            return name.removeprefix(prefix)
    return name


def flux_shape(table: TensorTable) -> FluxShape:
    """The measures of the FLUX.1 transformer in a file; BadInput says what it is instead, if it is something else."""
    tensors = {plain_name(name): entry for name, entry in table.tensors.items()}
    for layout, names, blocks in (
        (Layout.ORIGINAL, _ORIGINAL, ("double_blocks", "single_blocks")),
        (Layout.DIFFUSERS, _DIFFUSERS, ("transformer_blocks", "single_transformer_blocks")),
    ):
        if names["img_in"] in tensors and names["pooled"] in tensors and not _foreign_name(tensors):
            return _measured(layout, names, blocks, tensors, table.path)
    raise _wrong_family(table, _foreign_name(tensors))


def shape_of_config(config: Mapping[str, Any], name: str) -> FluxShape:
    """The measures that the `config.json` of a transformer tells."""
    if config.get("_class_name") != "FluxTransformer2DModel":
        what = (
            f"The transformer of {name} is a {str(config.get('_class_name'))[:60]}; charabook draws with FLUX.1 models."
        )
        raise BadInput(what, "Choose FLUX.1 schnell, dev, Krea-dev or a fine-tune of them.")
    heads, head_width = _whole(config, "num_attention_heads", 24), _whole(config, "attention_head_dim", 128)
    return FluxShape(
        layout=Layout.DIFFUSERS,
        double_blocks=_whole(config, "num_layers", 19),
        single_blocks=_whole(config, "num_single_layers", 38),
        width=heads * head_width,
        head_width=head_width,
        in_channels=_whole(config, "in_channels", 64),
        text_width=_whole(config, "joint_attention_dim", 4096),
        pooled_width=_whole(config, "pooled_projection_dim", 768),
        guidance=config.get("guidance_embeds") is True,
    )


def _whole(config: Mapping[str, Any], name: str, default: int) -> int:
    value = config.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**20:
        raise Damaged(f"The model's configuration has an odd “{name}”.", "Download the model again.")
    return value


def _measured(
    layout: Layout, names: dict[str, str], blocks: tuple[str, str], tensors: Mapping[str, TensorEntry], path: Path
) -> FluxShape:
    norm = tensors.get(names["norm"]) or tensors.get(names["single_norm"])
    width, in_channels = _matrix(tensors, names["img_in"], path)
    if norm is None or not norm.shape or width % norm.shape[0]:
        raise _incomplete(path)
    return FluxShape(
        layout=layout,
        double_blocks=_count_blocks(tensors, blocks[0]),
        single_blocks=_count_blocks(tensors, blocks[1]),
        width=width,
        head_width=norm.shape[0],
        in_channels=in_channels,
        text_width=_matrix(tensors, names["text"], path)[1],
        pooled_width=_matrix(tensors, names["pooled"], path)[1],
        guidance=names["guidance"] in tensors,
    )


def _matrix(tensors: Mapping[str, TensorEntry], name: str, path: Path) -> tuple[int, int]:
    entry = tensors.get(name)
    if entry is None or len(entry.shape) != 2:
        raise _incomplete(path)
    return entry.shape[0], entry.shape[1]


def _count_blocks(tensors: Mapping[str, TensorEntry], prefix: str) -> int:
    found = {name.split(".", 2)[1] for name in tensors if name.startswith(f"{prefix}.")}
    return len(found)


def _foreign_name(tensors: Mapping[str, TensorEntry]) -> str:
    return next((family for name, family in _FOREIGN.items() if name in tensors), "")


def _incomplete(path: Path) -> BadInput:
    what = f"{path.name} looks like FLUX.1, but tensors are missing from it or have odd shapes."
    return BadInput(what, "Download it again, or choose another version of the model.")


def _wrong_family(table: TensorTable, family: str) -> BadInput:
    name = table.path.name
    if family:
        what = f"{name} is a {family} model; charabook draws with FLUX.1 models."
    elif any("lora" in part for part in table.tensors):
        what = f"{name} is a LoRA, an addition to a model, not a model."
    else:
        what = f"{name} holds no FLUX.1 transformer."
    return BadInput(what, "Choose FLUX.1 schnell, dev, Krea-dev or a fine-tune of them.")


def licence_of(variant: Variant) -> Licence:
    """The licence that a variant comes under. Krea-dev and fine-tunes of dev inherit dev's."""
    return {
        Variant.DEV: licences.FLUX_DEV,
        Variant.SCHNELL: licences.APACHE,
        Variant.KONTEXT: licences.FLUX_KONTEXT,
    }[variant]


def transformer_config(shape: FluxShape) -> dict[str, Any]:
    """The `FluxTransformer2DModel` configuration that these weights belong to."""
    # FLUX.1 gives 1/8 of each head to the first axis and 7/16 to each of the others: (16, 56, 56) of 128.
    first = shape.head_width // 8 // 2 * 2
    other = (shape.head_width - first) // 4 * 2
    return {
        "_class_name": "FluxTransformer2DModel",
        "patch_size": 1,
        "in_channels": shape.in_channels,
        "num_layers": shape.double_blocks,
        "num_single_layers": shape.single_blocks,
        "attention_head_dim": shape.head_width,
        "num_attention_heads": shape.width // shape.head_width,
        "joint_attention_dim": shape.text_width,
        "pooled_projection_dim": shape.pooled_width,
        "guidance_embeds": shape.guidance,
        "axes_dims_rope": [first, other, shape.head_width - first - other],
    }
