"""What a model id stands for: the files, the LoRAs and the precision that together make one model.

A model id is `demo`, the path of a folder, the path of a single file, or the path of a `.toml` file that puts a
model together:

    base = "FLUX.1-dev"                       # pipeline folder; the only line that must be there
    transformer = "flux1-dev-Q4_K_S.gguf"     # a single file in place of the folder's transformer
    precision = "int8"                        # bf16, fp32, int8 or int4; without it, what fits into memory
    licence = "apache-2.0"                    # shown where the model is chosen

    [[lora]]
    file = "watercolour.safetensors"
    strength = 0.8

Paths are relative to the `.toml` file.
"""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from charabook.engine.models.places import models_folder
from charabook.engine.requests import DEMO_MODEL, ModelId
from charabook.errors import BadInput, Unavailable

MAX_LORAS = 16
_WEIGHT_SUFFIXES = {".safetensors", ".gguf", ".sft"}
_ENDLESS = 1e12  # TOML knows whole numbers of any length


class Precision(StrEnum):
    """How many bits a weight has in memory."""

    FP32 = "fp32"
    BF16 = "bf16"
    INT8 = "int8"
    INT4 = "int4"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoraFile:
    """A LoRA and how strongly it acts."""

    path: Path
    strength: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelDescription:
    """The parts of one model."""

    name: str
    base: Path
    """Pipeline folder: text encoders, autoencoder, tokenizers, scheduler, and the transformer if it is not given."""
    transformer: Path | None = None
    loras: tuple[LoraFile, ...] = ()
    precision: Precision | None = None
    licence: str = ""


def describe(model: ModelId) -> ModelDescription:
    """Find out what `model` stands for. `demo` is not asked here: it has no description."""
    if model == DEMO_MODEL:
        raise BadInput("The demo model has no description.", "Open it by its name.")
    path = _existing(model)
    if path.suffix == ".toml":
        return _read_description(path)
    if path.is_dir():
        return ModelDescription(name=path.name, base=path)
    if path.suffix.lower() in _WEIGHT_SUFFIXES:
        return ModelDescription(name=path.stem, base=_companions(path), transformer=path)
    what = f"{path.name} is not a model that charabook can open."
    raise BadInput(what, "Choose a folder, a .safetensors, .gguf or .toml file.")


def _existing(model: str) -> Path:
    if "\x00" in model or not model.strip():
        raise BadInput("The name of the model is empty or not a path.", "Choose a model in the settings.")
    path = Path(model).expanduser()
    try:
        here = path if path.is_absolute() else models_folder() / path
        if here.exists():
            return here
    except OSError as error:
        raise Unavailable(f"The model {model[:200]} cannot be reached: {error.strerror}.", "Check the path.") from error
    what = f"There is no model at {model[:200]}."
    raise Unavailable(what, "Choose a model in the settings, or download it first.")


def _companions(file: Path) -> Path:
    """The pipeline folder that lends a single transformer file its text encoders and autoencoder."""
    for folder in (file.parent, *_folders_in(file.parent), *_folders_in(models_folder())):
        if (folder / "model_index.json").is_file():
            return folder
    what = f"{file.name} is only the transformer; its text encoders and its autoencoder are not beside it."
    raise Unavailable(
        what, f"Put a FLUX.1 folder (its transformer may be left out) beside the file or into {models_folder()}."
    )


def _folders_in(folder: Path) -> list[Path]:
    return sorted(entry for entry in folder.iterdir() if entry.is_dir()) if folder.is_dir() else []


# ---------------------------------------------------------------------------------------------- TOML


def _read_description(path: Path) -> ModelDescription:
    try:
        tree = tomllib.loads(path.read_text("utf-8"))
    except (ValueError, RecursionError) as error:
        raise _bad(path, f"is not readable TOML ({str(error)[:100]})") from error
    except OSError as error:
        raise Unavailable(f"{path} cannot be read: {error.strerror}.", "Check its permissions.") from error
    if unknown := tree.keys() - {"name", "base", "transformer", "precision", "licence", "lora"}:
        raise _bad(path, f"has the unknown entry “{min(unknown)[:40]}”")
    transformer = _text(path, tree, "transformer", "")
    return ModelDescription(
        name=_text(path, tree, "name", path.stem),
        base=path.parent / _text(path, tree, "base"),
        transformer=path.parent / transformer if transformer else None,
        loras=_loras(path, tree.get("lora", [])),
        precision=_precision(path, tree.get("precision")),
        licence=_text(path, tree, "licence", ""),
    )


def _text(path: Path, tree: dict[str, Any], name: str, default: str | None = None) -> str:
    value = tree.get(name, default)
    if not isinstance(value, str):
        raise _bad(path, f"needs a text for “{name}”")
    return value


def _precision(path: Path, value: Any) -> Precision | None:
    if value is None:
        return None
    try:
        return Precision(value)
    except ValueError as error:
        raise _bad(path, f"has a precision that is none of {', '.join(Precision)}") from error


def _loras(path: Path, entries: Any) -> tuple[LoraFile, ...]:
    if not isinstance(entries, list) or len(entries) > MAX_LORAS:
        raise _bad(path, f"may have up to {MAX_LORAS} [[lora]] tables")
    return tuple(_lora(path, entry) for entry in entries)


def _lora(path: Path, entry: Any) -> LoraFile:
    if not isinstance(entry, dict) or entry.keys() - {"file", "strength"}:
        raise _bad(path, "has a [[lora]] table with other entries than file and strength")
    strength = entry.get("strength", 1.0)
    if isinstance(strength, bool) or not isinstance(strength, int | float) or not abs(strength) < _ENDLESS:
        raise _bad(path, "has a LoRA strength that is not a number")
    return LoraFile(path=path.parent / _text(path, entry, "file"), strength=float(strength))


def _bad(path: Path, problem: str) -> BadInput:
    return BadInput(f"{path.name} {problem}.", "Correct that line; docs/models.md shows a complete example.")
