"""One file that holds a FLUX.1 transformer: safetensors in either layout, or GGUF."""

import json
import tempfile
from pathlib import Path
from typing import Any

import torch
from diffusers import FluxTransformer2DModel, GGUFQuantizationConfig
from safetensors import safe_open

from charabook.engine.models.descriptions import Precision
from charabook.engine.models.family import FluxShape, Layout, transformer_config
from charabook.engine.models.headers import TensorTable
from charabook.engine.models.memory import DeviceKind
from charabook.engine.models.original_layout import to_diffusers_names
from charabook.engine.models.quantisation import is_quantised, part_config
from charabook.errors import BadInput, Damaged

# The library does not annotate its methods.
_TRANSFORMER: Any = FluxTransformer2DModel
_GGUF_CONFIG: Any = GGUFQuantizationConfig

_FP8 = {torch.float8_e4m3fn, torch.float8_e5m2}


def load_transformer(
    table: TensorTable, shape: FluxShape, base: Path, *, dtype: torch.dtype, kind: DeviceKind, precision: Precision
) -> Any:
    """The transformer of a single file, with the configuration that its own weights show."""
    weights = _gguf_weights(table) if _is_gguf(table) else _safetensors_weights(table, dtype)
    if shape.layout is Layout.ORIGINAL:
        weights = to_diffusers_names(weights, width=shape.width)
    config = _config(shape, base)
    _refuse_gaps(table, weights, config)
    given: dict[str, Any] = {}
    if _is_gguf(table):
        given["quantization_config"] = _GGUF_CONFIG(compute_dtype=dtype)
    elif is_quantised(precision):
        given["quantization_config"] = part_config(kind, precision, "transformer")
    with tempfile.TemporaryDirectory(prefix="charabook-") as folder:
        Path(folder, "config.json").write_text(json.dumps(config), "utf-8")
        return _TRANSFORMER.from_single_file(weights, config=folder, dtype=dtype, local_files_only=True, **given)


def _is_gguf(table: TensorTable) -> bool:
    return table.path.suffix.lower() == ".gguf"


def _gguf_weights(table: TensorTable) -> dict[str, Any]:
    from diffusers.models import model_loading_utils  # noqa: PLC0415 - needs the package gguf

    load: Any = model_loading_utils.load_gguf_checkpoint
    try:
        return dict(load(str(table.path)))
    except ValueError as error:
        what = f"{table.path.name} uses a kind of GGUF quantisation that cannot be read here."
        raise BadInput(what, "Choose a Q4_K, Q5_K, Q6_K or Q8_0 version of this model.") from error


def _safetensors_weights(table: TensorTable, dtype: torch.dtype) -> dict[str, Any]:
    with safe_open(table.path, framework="pt") as file:
        weights = {name: file.get_tensor(name) for name in table.tensors}
    # Plain fp8 files are storage only: the arithmetic wants 16 bits.
    return {name: tensor.to(dtype) if tensor.dtype in _FP8 else tensor for name, tensor in weights.items()}


def _config(shape: FluxShape, base: Path) -> dict[str, Any]:
    """What the weights show, or the base folder's own where it agrees: only that one knows the rotation axes."""
    shown = transformer_config(shape)
    try:
        known = json.loads((base / "transformer" / "config.json").read_text("utf-8"))
    except (OSError, ValueError):
        return shown
    comparable = [name for name in shown if name not in ("axes_dims_rope", "patch_size")]
    agrees = isinstance(known, dict) and all(known.get(name) == shown[name] for name in comparable)
    return known if agrees else shown


def _refuse_gaps(table: TensorTable, weights: dict[str, Any], config: dict[str, Any]) -> None:
    # The library fills gaps with random numbers and only warns.
    with torch.device("meta"):
        wanted = _TRANSFORMER.from_config(config).state_dict()
    if missing := wanted.keys() - weights.keys():
        what = f"{table.path.name} is incomplete: {len(missing)} tensors are missing, such as {min(missing)}."
        raise Damaged(what, "Download it again, or choose another version.")
