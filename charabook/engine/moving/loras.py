"""LoRA files for Wan: checked by their names, then melted into the transformer by the library."""

from collections.abc import Sequence
from typing import Any

from diffusers.loaders.lora_pipeline import WanLoraLoaderMixin

from charabook.engine.models.descriptions import LoraFile
from charabook.engine.moving.lora_files import not_for_wan

# The library does not annotate its methods.
_LOADER: Any = WanLoraLoaderMixin


def melt_in(transformer: Any, loras: Sequence[LoraFile]) -> None:
    """Add LoRA files to a transformer's weights at their strengths; afterwards it is a plain transformer again.

    Raises BadInput for files that do not fit it.
    """
    names = []
    for number, lora in enumerate(loras):
        names.append(f"lora{number}")
        try:
            # Never the library's other way, which unpickles.
            weights = _LOADER.lora_state_dict(
                str(lora.path.parent), weight_name=lora.path.name, use_safetensors=True, local_files_only=True
            )
            transformer.load_lora_adapter(weights, adapter_name=names[-1])
        except (ValueError, KeyError, RuntimeError, IndexError, TypeError) as error:
            raise not_for_wan(lora) from error
        if names[-1] not in getattr(transformer, "peft_config", {}):
            raise not_for_wan(lora)
    if names:
        transformer.set_adapters(names, [lora.strength for lora in loras])
        transformer.fuse_lora(adapter_names=names)
        transformer.unload_lora()
