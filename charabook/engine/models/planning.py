"""Everything about a model that its files tell before a weight is read. Torch-free."""

from dataclasses import dataclass, replace

from charabook.engine.models import licences
from charabook.engine.models.descriptions import ModelDescription, describe
from charabook.engine.models.family import FluxShape, Variant, flux_shape, licence_of, shape_of_config
from charabook.engine.models.folders import PipelineFolder, check_folder
from charabook.engine.models.headers import TensorTable, read_table
from charabook.engine.models.licences import Licence
from charabook.engine.models.loras import check_lora
from charabook.engine.models.memory import ModelSize
from charabook.engine.requests import DEMO_MODEL, ModelId


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelPlan:
    """What is known about a model before a single weight is read."""

    description: ModelDescription
    folder: PipelineFolder
    shape: FluxShape
    transformer: TensorTable | None
    """The single file that replaces the folder's transformer."""
    loras: tuple[TensorTable, ...]
    variant: Variant
    licence: Licence
    size: ModelSize

    @property
    def tables(self) -> tuple[TensorTable, ...]:
        """Every weight file, LoRA files aside."""
        inside = [table for part in sorted(self.folder.weights) for table in self.folder.weights[part]]
        return (*inside, *([self.transformer] if self.transformer else []))


def plan_model(model: ModelId) -> ModelPlan:
    """Check a model's files without reading its weights. Raises KnownError for whatever is wrong with them."""
    description = _demo_description() if model == DEMO_MODEL else describe(model)
    single = read_table(description.transformer) if description.transformer else None
    folder = check_folder(description.base, without=frozenset({"transformer"} if single else ()))
    shape = flux_shape(single) if single else shape_of_config(folder.transformer_config, folder.path.name)
    variant = folder.variant or shape.variant
    return ModelPlan(
        description=description,
        folder=folder,
        shape=shape,
        transformer=single,
        loras=tuple(check_lora(lora) for lora in description.loras),
        variant=variant,
        licence=_licence(model, description, variant),
        size=_size(folder, single, shape),
    )


def _demo_description() -> ModelDescription:
    from charabook.engine.demo_model import verified_folder  # noqa: PLC0415 - verifies tens of megabytes

    return ModelDescription(name="the demo model", base=verified_folder())


def _licence(model: ModelId, description: ModelDescription, variant: Variant) -> Licence:
    if model == DEMO_MODEL:
        return licences.OWN
    known = licence_of(variant)
    if not description.licence:
        return known
    if description.licence.lower() == "apache-2.0":
        return licences.APACHE
    return replace(licences.UNKNOWN, name=description.licence)


def _size(folder: PipelineFolder, single: TensorTable | None, shape: FluxShape) -> ModelSize:
    tables = (single,) if single else folder.weights["transformer"]
    is_gguf = single is not None and single.path.suffix.lower() == ".gguf"
    fixed = is_gguf or "quantization_config" in folder.transformer_config
    return ModelSize(
        transformer=sum(table.numbers for table in tables),
        text=folder.numbers("text_encoder") + folder.numbers("text_encoder_2"),
        autoencoder=folder.numbers("vae"),
        width=shape.width,
        blocks=shape.double_blocks + shape.single_blocks,
        fixed_transformer_bytes=sum(table.size for table in tables) if fixed else None,
    )
