"""What is known of a LoRA for Wan before it is loaded. Torch-free."""

import importlib.util

from charabook.engine.models.descriptions import LoraFile
from charabook.engine.models.headers import TensorTable, missing_package, read_table
from charabook.errors import BadInput

_WAN_WORDS = ("self_attn", "cross_attn", "attn1.", "attn2.", "ffn")


def lora_table(lora: LoraFile) -> TensorTable:
    """The table of a LoRA file. Raises BadInput if it is something else or made for other models."""
    if not importlib.util.find_spec("peft"):
        raise missing_package("peft", "use LoRA files")
    table = read_table(lora.path)
    if lora.path.suffix.lower() == ".gguf" or not any("lora" in name.lower() for name in table.tensors):
        raise BadInput(f"{lora.path.name} is not a LoRA.", "Choose a LoRA made for Wan 2.1.")
    if not any("blocks" in name and word in name for name in table.tensors for word in _WAN_WORDS):
        raise not_for_wan(lora)
    return table


def not_for_wan(lora: LoraFile) -> BadInput:
    """What to say of a LoRA for another model."""
    what = f"The LoRA {lora.path.name} does not fit this model."
    return BadInput(what, "Choose a LoRA that was made for Wan 2.1, or remove it from the model's description.")
