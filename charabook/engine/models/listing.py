"""The models that can be chosen on this machine. Headers are read, weights are not. Torch-free."""

from pathlib import Path

from charabook.engine.models.places import models_folder
from charabook.engine.models.planning import plan_model
from charabook.engine.requests import DEMO_MODEL, ModelId
from charabook.engine.worker_messages import ModelFacts
from charabook.errors import KnownError

_SUFFIXES = {".safetensors", ".gguf", ".sft", ".toml"}


def offered_models() -> tuple[ModelFacts, ...]:
    """The demo model and every usable entry of the models folder. Broken entries are left out."""
    ids = [DEMO_MODEL, *(ModelId(str(path)) for path in _candidates(models_folder()))]
    return tuple(facts for facts in map(_usable, ids) if facts)


def _candidates(folder: Path) -> list[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return []
    return [entry for entry in entries if entry.suffix.lower() in _SUFFIXES or (entry / "model_index.json").is_file()]


def _usable(model: ModelId) -> ModelFacts | None:
    try:
        return facts_of(model)
    except KnownError:
        return None


def facts_of(model: ModelId) -> ModelFacts:
    """What is worth knowing about a model before it is chosen. Raises KnownError for one that cannot be used."""
    plan = plan_model(model)
    return ModelFacts(
        model=model,
        name=plan.description.name,
        licence=plan.licence.name,
        commercial=plan.licence.commercial,
        bytes_on_disk=sum(table.path.stat().st_size for table in plan.tables),
    )
