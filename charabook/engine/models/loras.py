"""LoRA files: checked, then laid over a loaded pipeline at their strengths."""

import importlib.util
from collections.abc import Sequence
from typing import Any

from charabook.engine.models.descriptions import LoraFile
from charabook.engine.models.headers import TensorTable, missing_package, read_table
from charabook.errors import BadInput

_FLUX_WORDS = ("transformer_blocks", "double_blocks", "single_blocks", "lora_unet_double", "lora_unet_single")


def check_lora(lora: LoraFile) -> TensorTable:
    """The table of a LoRA file. Raises BadInput if it is something else or made for other models."""
    if not importlib.util.find_spec("peft"):
        raise missing_package("peft", "use LoRA files")
    if lora.path.suffix.lower() == ".gguf":
        raise BadInput(f"{lora.path.name} is a GGUF file.", "Choose a LoRA in safetensors format.")
    table = read_table(lora.path)
    if not any("lora" in name.lower() for name in table.tensors):
        raise BadInput(f"{lora.path.name} is not a LoRA.", "Choose a LoRA made for FLUX.1.")
    if not any(word in name for name in table.tensors for word in _FLUX_WORDS):
        raise _not_for_flux(lora)
    return table


def apply_loras(pipeline: Any, loras: Sequence[LoraFile]) -> None:
    """Lay the LoRA files over the pipeline. They stay separate from its weights, so quantised models take them too."""
    names = []
    for number, lora in enumerate(loras):
        names.append(f"lora{number}")
        try:
            pipeline.load_lora_weights(
                str(lora.path.parent), weight_name=lora.path.name, adapter_name=names[-1], local_files_only=True
            )
        except (ValueError, KeyError, RuntimeError, IndexError) as error:
            raise _not_for_flux(lora) from error
        if names[-1] not in getattr(pipeline.transformer, "peft_config", {}):
            raise _not_for_flux(lora)
    if names:
        pipeline.set_adapters(names, adapter_weights=[lora.strength for lora in loras])


def _not_for_flux(lora: LoraFile) -> BadInput:
    what = f"The LoRA {lora.path.name} does not fit this model."
    return BadInput(what, "Choose a LoRA that was made for FLUX.1, or remove it from the model's description.")
