"""A pipeline folder in the layout of diffusers: complete, of a known family, and free of programs, before it is opened.

model_index.json          which class each part has
transformer/ vae/ text_encoder/ text_encoder_2/    config.json and safetensors, whole or in shards
tokenizer/ tokenizer_2/ scheduler/                 small JSON files
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from charabook.engine.models.family import Variant
from charabook.engine.models.headers import TensorTable, read_table
from charabook.errors import BadInput, Damaged, Unavailable

WEIGHTED_PARTS = ("transformer", "text_encoder", "text_encoder_2", "vae")
LIGHT_PARTS = ("tokenizer", "tokenizer_2", "scheduler")
MAX_JSON_BYTES = 64 * 2**20

_PIPELINES = {"FluxPipeline": None, "FluxKontextPipeline": Variant.KONTEXT}
_CLASSES = {
    "transformer": {"FluxTransformer2DModel"},
    "vae": {"AutoencoderKL"},
    "text_encoder": {"CLIPTextModel"},
    "text_encoder_2": {"T5EncoderModel"},
    "tokenizer": {"CLIPTokenizer", "CLIPTokenizerFast", "PreTrainedTokenizerFast", "TokenizersBackend"},
    "tokenizer_2": {"T5Tokenizer", "T5TokenizerFast", "PreTrainedTokenizerFast", "TokenizersBackend"},
    "scheduler": {"FlowMatchEulerDiscreteScheduler"},
}
_LIBRARIES = {"diffusers", "transformers"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineFolder:
    """A checked folder: the weight files of each part that is there, by part."""

    path: Path
    variant: Variant | None
    """Known only where the folder says it; otherwise the transformer's weights tell."""
    weights: Mapping[str, tuple[TensorTable, ...]]
    transformer_config: Mapping[str, Any]
    """Empty if another file provides the transformer."""

    def numbers(self, part: str) -> int:
        """How many numbers the part's weights hold."""
        return sum(table.numbers for table in self.weights.get(part, ()))


def check_folder(path: Path, *, without: frozenset[str] = frozenset()) -> PipelineFolder:
    """Check everything about a pipeline folder that can be checked without reading weights.

    `without` names parts that another file provides. Raises BadInput for folders of another kind, Damaged for
    incomplete ones.
    """
    index = _read_index(path)
    parts = [part for part in (*WEIGHTED_PARTS, *LIGHT_PARTS) if part not in without]
    for part in parts:
        _check_class(path, part, index.get(part))
    _refuse_other_parts(path, index)
    tables = {part: _part_tables(path / part) for part in WEIGHTED_PARTS if part not in without}
    return PipelineFolder(
        path=path,
        variant=_PIPELINES[index["_class_name"]],
        weights=tables,
        transformer_config={} if "transformer" in without else _read_object(path / "transformer" / "config.json"),
    )


def read_json(path: Path) -> Any:
    """A small JSON file of a model folder."""
    try:
        if path.stat().st_size > MAX_JSON_BYTES:
            raise Damaged(f"{path.name} is far too large for what it is.", "Download the model again.")
        return json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise _missing(path) from error
    except OSError as error:
        raise Unavailable(f"{path} cannot be read: {error.strerror}.", "Check its permissions.") from error
    except (ValueError, RecursionError) as error:
        raise Damaged(f"{path.parent.name}/{path.name} is damaged.", "Download the model again.") from error


def _read_index(path: Path) -> dict[str, Any]:
    if not path.is_dir():
        raise Unavailable(f"There is no model at {path}.", "Choose a model in the settings, or download it first.")
    if not (path / "model_index.json").is_file():
        what = f"The folder {path.name} is not a complete model: model_index.json is missing."
        raise BadInput(what, "Choose the folder that holds model_index.json, or a single model file.")
    index = read_json(path / "model_index.json")
    kind = index.get("_class_name") if isinstance(index, dict) else None
    if kind not in _PIPELINES:
        what = f"The folder {path.name} holds a model of the kind {_shown(kind)}; charabook draws with FLUX.1 models."
        raise BadInput(what, "Choose FLUX.1 schnell, dev, Krea-dev or a fine-tune of them.")
    return dict(index)


def _check_class(path: Path, part: str, entry: Any) -> None:
    if not (isinstance(entry, list) and len(entry) == 2 and all(isinstance(name, str) for name in entry)):
        what = f"The folder {path.name} does not say what its part “{part}” is."
        raise Damaged(what, "Download the model again.")
    library, name = entry
    if library not in _LIBRARIES or name not in _CLASSES[part]:
        # Anything else would be looked up as a Python module: a stranger's program.
        what = f"The part “{part}” of {path.name} wants {_shown(library)}.{_shown(name)}, which charabook does not run."
        raise BadInput(what, "Use the model's original version.")
    if not (path / part).is_dir():
        raise _missing(path / part)


def _refuse_other_parts(path: Path, index: dict[str, Any]) -> None:
    for part, entry in index.items():
        if part.startswith("_") or part in _CLASSES or entry in ([None, None], None):
            continue
        if isinstance(entry, list):
            raise BadInput(
                f"The folder {path.name} has a part “{part[:40]}” that charabook does not know.",
                "Use the model's original version.",
            )


def _read_object(path: Path) -> dict[str, Any]:
    tree = read_json(path)
    if not isinstance(tree, dict):
        raise Damaged(f"{path.parent.name}/{path.name} is damaged.", "Download the model again.")
    return tree


def _part_tables(folder: Path) -> tuple[TensorTable, ...]:
    if not (folder / "config.json").is_file():
        raise _missing(folder / "config.json")
    indices = sorted(folder.glob("*.safetensors.index.json"))
    names = _sharded(indices[0]) if indices else [file.name for file in _whole_files(folder)]
    if not names:
        raise _no_weights(folder)
    for name in names:
        if not (folder / name).is_file():
            raise _missing(folder / name)
    return tuple(read_table(folder / name) for name in names)


def _whole_files(folder: Path) -> list[Path]:
    usual = [folder / "diffusion_pytorch_model.safetensors", folder / "model.safetensors"]
    return [file for file in usual if file.is_file()]


def _sharded(index: Path) -> list[str]:
    tree = read_json(index)
    shards = tree.get("weight_map") if isinstance(tree, dict) else None
    if not isinstance(shards, dict) or not all(_is_plain_name(name) for name in shards.values()):
        raise Damaged(f"{index.parent.name}/{index.name} is damaged.", "Download the model again.")
    return sorted(set(shards.values()))


def _is_plain_name(name: Any) -> bool:
    return isinstance(name, str) and PurePosixPath(name).name == name and "\\" not in name and name != ".."


def _no_weights(folder: Path) -> Exception:
    if any(folder.glob("*.bin")) or any(folder.glob("*.pt")):
        what = f"The part “{folder.name}” comes as pickled files, which could run a stranger's program when opened."
        return BadInput(what, "Use the safetensors version of this model.")
    return _missing(folder / "model.safetensors")


def _missing(path: Path) -> Damaged:
    what = f"The model is incomplete: {path.parent.name}/{path.name} is missing."
    return Damaged(what, "Download it again; the download goes on where it stopped.")


def _shown(name: Any) -> str:
    return str(name)[:60] if isinstance(name, str) else "an unknown kind"
