"""Where the parts of a clip model are: transformer, text encoder, tokenizer, autoencoder. Nothing is read but headers.

A clip model is a folder, a file, or a `.toml` as for pictures (`base`, `transformer`, `precision`, `licence`):

    Wan2.1-T2V-1.3B/                     Phantom-Wan-1.3B.pth         the release's files; Phantom's beside or inside
        models_t5_umt5-xxl-enc-bf16.pth  Wan2.1_VAE.pth  google/umt5-xxl/
    phantom-diffusers/                   transformer/ text_encoder/ tokenizer/ vae/
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from charabook.engine.models import licences
from charabook.engine.models.descriptions import LoraFile, ModelDescription, Precision, describe
from charabook.engine.models.folders import read_json
from charabook.engine.models.headers import TensorTable
from charabook.engine.models.licences import Licence
from charabook.engine.models.places import models_folder
from charabook.engine.moving.lora_files import lora_table
from charabook.engine.moving.memory import ClipModelSize
from charabook.engine.moving.wan_names import Part, renaming
from charabook.engine.moving.wan_shapes import Config, config_of
from charabook.engine.moving.weights import INDEX_SUFFIX, SUFFIXES, Weights, model_name, read_weights
from charabook.engine.requests import DEMO_MODEL, ModelId
from charabook.errors import BadInput, Unavailable

WAN = replace(
    licences.APACHE,
    note="Wan 2.1 and the sources of Phantom are under Apache-2.0; the page of the weights has the last word.",
)

_REMEDY = "Put the folder of Wan 2.1 (text encoder, tokenizer, VAE) beside it or into the models folder."


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFiles:
    """The weights of one part and the configuration that they belong to."""

    weights: Weights
    config: Config


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipModelPlan:
    """What is known about a clip model before a single weight is read."""

    name: str
    transformer: PartFiles
    text_encoder: PartFiles
    vae: PartFiles
    tokenizer: Path
    licence: Licence
    precision: Precision | None = None
    loras: tuple[tuple[LoraFile, TensorTable], ...] = ()

    @property
    def size(self) -> ClipModelSize:
        """The measures that memory depends on."""
        config = self.transformer.config
        return ClipModelSize(
            transformer=self.transformer.weights.numbers,
            text=self.text_encoder.weights.numbers,
            autoencoder=self.vae.weights.numbers,
            width=config["num_attention_heads"] * config["attention_head_dim"],
            inner_width=config["ffn_dim"],
            blocks=config["num_layers"],
            autoencoder_width=self.vae.config["base_dim"],
            spatial=self.vae.config["scale_factor_spatial"],
            temporal=self.vae.config["scale_factor_temporal"],
        )


def plan_clip_model(model: ModelId) -> ClipModelPlan:
    """Find and check the parts of a clip model. Raises KnownError for whatever is wrong with them."""
    if model == DEMO_MODEL:
        raise BadInput("The demo model draws pictures, no clips.", "Choose a Phantom-Wan model for moving panels.")
    description = _described(model)
    rooms = list(_rooms(description.base))
    transformer = description.transformer or _transformer_in(description.base)
    plan = ClipModelPlan(
        name=description.name,
        transformer=_part(Part.TRANSFORMER, transformer),
        text_encoder=_part(Part.TEXT_ENCODER, _found(description, rooms, _text_encoder_in, "its text encoder (UMT5)")),
        vae=_part(Part.VAE, _found(description, rooms, _vae_in, "its autoencoder (VAE)")),
        tokenizer=_found(description, rooms, _tokenizer_in, "a tokenizer"),
        licence=_licence(description),
        precision=_precision(description),
        loras=tuple((lora, lora_table(lora)) for lora in description.loras),
    )
    _check_fit(plan)
    return plan


def _described(model: ModelId) -> ModelDescription:
    """A `.toml` as it says; a folder, or a file with its folder, in the simplest words."""
    path = Path(model).expanduser()
    path = path if path.is_absolute() else models_folder() / path
    if path.suffix == ".toml":
        return describe(model)
    if path.is_dir():
        return ModelDescription(name=path.name, base=path)
    if not path.is_file():
        raise Unavailable(f"There is no clip model at {model[:200]}.", "Choose a folder or a file of Phantom-Wan.")
    if path.suffix.lower() not in SUFFIXES and not path.name.endswith(INDEX_SUFFIX):
        raise BadInput(
            f"{path.name} is not a clip model that charabook can open.", "Choose a .safetensors, .gguf or .pth file."
        )
    return ModelDescription(name=model_name(path), base=path.parent, transformer=path)


def _precision(description: ModelDescription) -> Precision | None:
    if description.precision in (Precision.INT8, Precision.INT4):
        what = f"Clip models run in fp32 or bf16, not in {description.precision}."
        raise BadInput(what, "Take the precision out of the .toml file; what fits into memory is chosen then.")
    return description.precision


def _licence(description: ModelDescription) -> Licence:
    if not description.licence or description.licence.lower() == "apache-2.0":
        return WAN
    return replace(licences.UNKNOWN, name=description.licence)


# ---------------------------------------------------------------------------------------------- places


def _rooms(base: Path) -> Iterator[Path]:
    """The folders where a part may be: the model's own, those inside and beside it, those of the models folder."""
    yield base
    yield from _folders_in(base)
    if base != models_folder():
        yield base.parent
        yield from _folders_in(base.parent)
    yield models_folder()
    yield from _folders_in(models_folder())


def _folders_in(folder: Path) -> list[Path]:
    try:
        return sorted(entry for entry in folder.iterdir() if entry.is_dir())
    except OSError:
        return []


def _files_in(folder: Path) -> list[Path]:
    """Weight files, an index in the place of its shards."""
    try:
        files = sorted(entry for entry in folder.iterdir() if entry.is_file())
    except OSError:
        return []
    indices = [file for file in files if file.name.endswith(INDEX_SUFFIX)]
    return [*indices, *(file for file in files if file.suffix.lower() in SUFFIXES)]


def _found(description: ModelDescription, rooms: list[Path], find: Callable[[Path], Path | None], what: str) -> Path:
    """The first of the rooms in which a part is. Raises Unavailable if it is in none."""
    for room in rooms:
        if (found := find(room)) is not None:
            return found
    raise Unavailable(f"{description.name} lacks {what}.", _REMEDY)


def _transformer_in(base: Path) -> Path:
    if found := _weights_in(base / "transformer"):
        return found
    files = {model_name(file): file for file in reversed(_files_in(base)) if not _is_other_part(file.name)}
    # Plain Wan lies in such a folder too; the file that is called Phantom is meant.
    models = {name: file for name, file in files.items() if "phantom" in name.lower()} or files
    if len(models) == 1:
        return next(iter(models.values()))
    if models:
        names = ", ".join(sorted(models))
        raise BadInput(f"The folder {base.name} holds several models: {names}.", "Choose the file of one of them.")
    raise BadInput(f"The folder {base.name} holds no Phantom-Wan model.", "Choose the folder or file that holds it.")


def _is_other_part(name: str) -> bool:
    lower = name.lower()
    return "vae" in lower or "t5" in lower or "clip" in lower


def _weights_in(folder: Path) -> Path | None:
    files = _files_in(folder)
    return files[0] if files else None


def _text_encoder_in(room: Path) -> Path | None:
    if found := _weights_in(room / "text_encoder"):
        return found
    return next((file for file in _files_in(room) if "t5" in file.name.lower()), None)


def _vae_in(room: Path) -> Path | None:
    if found := _weights_in(room / "vae"):
        return found
    return next((file for file in _files_in(room) if "vae" in file.name.lower()), None)


def _tokenizer_in(room: Path) -> Path | None:
    for folder in (room / "tokenizer", room / "google" / "umt5-xxl", room / "umt5-xxl"):
        if (folder / "tokenizer.json").is_file() or (folder / "spiece.model").is_file():
            return folder
    return None


# ---------------------------------------------------------------------------------------------- checks


def _part(part: Part, file: Path) -> PartFiles:
    weights = read_weights(file)
    rename = renaming(part, weights.shapes)
    shapes = {rename(name): shape for name, shape in weights.shapes.items()}
    return PartFiles(weights=weights, config=config_of(part, shapes, _told(file), file.name))


def _told(file: Path) -> dict[str, Any]:
    """The config.json beside a file; empty if there is none, or if it is not about this file."""
    beside = file.parent / "config.json"
    if not beside.is_file():
        return {}
    told = read_json(beside)
    return told if isinstance(told, dict) else {}


def _check_fit(plan: ClipModelPlan) -> None:
    """Parts of different models are told apart before they are loaded."""
    text, wanted = plan.text_encoder.config["d_model"], plan.transformer.config["text_dim"]
    if text != wanted:
        what = f"{plan.text_encoder.weights.name} speaks in {text} numbers a word, the transformer reads {wanted}."
        raise BadInput(what, "Use the text encoder that comes with Wan 2.1.")
    latent, wanted = plan.vae.config["z_dim"], plan.transformer.config["in_channels"]
    if latent != wanted:
        what = f"{plan.vae.weights.name} makes latents of {latent} channels, the transformer reads {wanted}."
        raise BadInput(what, "Use the autoencoder that comes with Wan 2.1.")
