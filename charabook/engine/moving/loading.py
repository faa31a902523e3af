"""Parts of a clip model in memory: built empty from their configurations, then given their weights. Always offline."""

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from accelerate import init_empty_weights
from diffusers import AutoencoderKLWan, WanTransformer3DModel
from safetensors import SafetensorError, safe_open
from transformers import AutoTokenizer, UMT5Config, UMT5EncoderModel

from charabook.engine.models.family import plain_name
from charabook.engine.moving.archives import is_archive, partial, program, unwrapped
from charabook.engine.moving.parts import PartFiles
from charabook.engine.moving.wan_names import Part, renaming
from charabook.engine.moving.weights import WEIGHT_SCALES, Weights, is_gguf, is_scale
from charabook.errors import BadInput, Damaged

# The libraries do not annotate their methods.
_TRANSFORMER: Any = WanTransformer3DModel
_AUTOENCODER: Any = AutoencoderKLWan
_TEXT_CONFIG: Any = UMT5Config
_TEXT_ENCODER: Any = UMT5EncoderModel
_TOKENIZER: Any = AutoTokenizer

_FP8 = frozenset({torch.float8_e4m3fn, torch.float8_e5m2})
_BESIDE = frozenset({"spiece_model"})
"""What other programs put into weight files that is no weight."""


def load_part(part: Part, files: PartFiles, *, dtype: torch.dtype, device: torch.device) -> Any:
    """One part, ready to run. Raises Damaged if its weights do not fit its configuration. Out-of-memory passes through.

    Weights are copied out of their files: a file that is replaced under a running program must not end it.
    """
    with init_empty_weights(include_buffers=False), _calm_errors(files.weights.name):
        module = _empty(part, files)
    rename = renaming(part, files.weights.shapes)
    # transformers keeps parts of the text encoder exact in fp16 only, diffusers parts of the transformer always.
    kept_exact = tuple(module._keep_in_fp32_modules) if part is Part.TRANSFORMER else ()  # noqa: SLF001
    weights: dict[str, torch.Tensor] = {}
    for name, tensor in tensors_of(files.weights):
        if name not in _BESIDE:
            new = rename(name)
            exact = any(kept in new for kept in kept_exact)
            weights[new] = tensor.to(device=device, dtype=torch.float32 if exact else dtype, copy=True)
    _fill(module, weights, files.weights.name)
    return module.to(device).eval().requires_grad_(requires_grad=False)


def tensors_of(weights: Weights) -> Iterator[tuple[str, torch.Tensor]]:
    """Every tensor under its plain name, file by file. `read_weights` has looked through the files before.

    Quantised ones come as numbers again: GGUF in fp32, scaled fp8 in fp32, plain fp8 as it is.
    """
    for table in weights.tables:
        yield from _scaled((plain_name(name), tensor) for name, tensor in _stored(table.path))


def _stored(path: Path) -> Iterator[tuple[str, torch.Tensor]]:
    if is_archive(path):
        return _archived(path)
    return _gguf(path) if is_gguf(path) else _safe(path)


def _scaled(tensors: Iterator[tuple[str, torch.Tensor]]) -> Iterator[tuple[str, torch.Tensor]]:
    """The weights of a file, multiplied by their scales. fp8 ones wait for the end: scales may come after them."""
    scales: dict[str, torch.Tensor] = {}
    waiting: dict[str, torch.Tensor] = {}
    for name, tensor in tensors:
        if is_scale(name):
            stem = next((name.removesuffix(ending) for ending in WEIGHT_SCALES if name.endswith(ending)), "")
            scales[f"{stem}.weight"] = tensor
        elif tensor.dtype in _FP8:
            waiting[name] = tensor
        else:
            yield name, tensor
    for name, tensor in waiting.items():
        scale = scales.get(name)
        yield name, tensor if scale is None else tensor.float() * scale.float()


def _gguf(path: Path) -> Iterator[tuple[str, torch.Tensor]]:
    """Weights of a GGUF file, brought back by its own package one by one."""
    from gguf import GGUFReader, dequantize  # noqa: PLC0415 - an optional package; `read_weights` has asked for it

    try:
        for tensor in GGUFReader(path).tensors:
            shape = tuple(reversed(tensor.shape.tolist()))
            yield tensor.name, torch.from_numpy(dequantize(tensor.data, tensor.tensor_type).copy()).reshape(shape)
    except NotImplementedError as error:
        what = f"{path.name} uses a kind of GGUF quantisation that cannot be read here."
        raise BadInput(what, "Choose a Q8_0, Q6_K, Q5_K_M or Q4_K_S file.") from error
    except (ValueError, IndexError, KeyError, RuntimeError, OSError) as error:
        raise partial(path) from error


def _archived(path: Path) -> Iterator[tuple[str, torch.Tensor]]:
    try:
        tree = torch.load(path, map_location="cpu", weights_only=True, mmap=True)
    except pickle.UnpicklingError as error:
        raise program(path) from error
    except (RuntimeError, ValueError, KeyError, TypeError, EOFError, AttributeError, OSError) as error:
        raise partial(path) from error
    yield from unwrapped(path, tree, torch.Tensor).items()


def _safe(path: Path) -> Iterator[tuple[str, torch.Tensor]]:
    try:
        with safe_open(path, framework="pt") as file:
            for name in file.keys():  # noqa: SIM118 - not a mapping
                yield name, file.get_tensor(name)
    except (SafetensorError, OSError) as error:
        raise partial(path) from error


def _empty(part: Part, files: PartFiles) -> Any:
    match part:
        case Part.TRANSFORMER:
            return _TRANSFORMER.from_config(files.config)
        case Part.VAE:
            return _AUTOENCODER.from_config(files.config)
        case Part.TEXT_ENCODER:
            return _TEXT_ENCODER(_TEXT_CONFIG(**files.config))


def _fill(module: Any, weights: dict[str, torch.Tensor], file: str) -> None:
    with _calm_errors(file):
        missing, unexpected = module.load_state_dict(weights, strict=False, assign=True)
    if hasattr(module, "tie_weights"):
        module.tie_weights()
    if unexpected:
        what = f"{file} holds tensors that do not belong to it, such as {min(unexpected)[:80]}."
        raise BadInput(what, "Use the original bf16 or fp32 version of this model.")
    if lost := next((name for name, weight in module.named_parameters() if weight.is_meta), ""):
        what = f"{file} is incomplete: {max(len(missing), 1)} tensors are missing, such as {lost}."
        raise Damaged(what, "Download it again, or choose another version.")


@contextmanager
def _calm_errors(file: str) -> Iterator[None]:
    """Errors of the libraries about weights that do not fit, in words."""
    try:
        yield
    except torch.OutOfMemoryError:
        raise
    except (RuntimeError, ValueError, TypeError, KeyError, AttributeError) as error:
        what = f"{file} could not be loaded: its tensors do not fit together."
        raise Damaged(what, "Download it again, or choose another version.") from error


def load_tokenizer(folder: Path) -> Any:
    """The tokenizer of a folder; no program of the folder's is run."""
    try:
        return _TOKENIZER.from_pretrained(str(folder), local_files_only=True, trust_remote_code=False)
    except Exception as error:
        # The tokenizers library raises bare exceptions for damaged files.
        raise Damaged(f"The tokenizer in {folder.name} is damaged.", "Download that folder again.") from error


def stream_blocks(transformer: Any, device: torch.device) -> None:
    """Let the blocks of a transformer in host memory pass through the device, one group at a time."""
    transformer.enable_group_offload(
        onload_device=device,
        offload_device=torch.device("cpu"),
        offload_type="block_level",
        num_blocks_per_group=1,
        use_stream=device.type == "cuda",
    )


Tell = Callable[[str, float], None]
"""Hears what is being made ready and how far it is, from 0 to 1; may raise Cancelled."""
