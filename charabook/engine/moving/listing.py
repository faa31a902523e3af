"""The clip models that can be chosen on this machine. Headers are read, weights are not. Torch-free."""

from pathlib import Path

from charabook.engine.models.places import models_folder
from charabook.engine.moving.parts import plan_clip_model
from charabook.engine.moving.weights import INDEX_SUFFIX, SUFFIXES
from charabook.engine.requests import ModelId
from charabook.engine.worker_messages import ModelFacts
from charabook.errors import KnownError


def offered_clip_models() -> tuple[ModelFacts, ...]:
    """Every entry of the models folder with which clips can be made. Others, and broken ones, are left out."""
    return tuple(facts for path in _candidates(models_folder()) if (facts := _usable(ModelId(str(path)))))


def _candidates(folder: Path) -> list[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return []
    suffixes = {*SUFFIXES, ".toml"}
    return [
        entry
        for entry in entries
        if entry.is_dir() or entry.suffix.lower() in suffixes or entry.name.endswith(INDEX_SUFFIX)
    ]


def _usable(model: ModelId) -> ModelFacts | None:
    try:
        return clip_facts_of(model)
    except KnownError:
        return None


def clip_facts_of(model: ModelId) -> ModelFacts:
    """What is worth knowing about a clip model before it is chosen. Raises KnownError for one that cannot be used."""
    plan = plan_clip_model(model)
    parts = (plan.transformer, plan.text_encoder, plan.vae)
    return ModelFacts(
        model=model,
        name=plan.name,
        licence=plan.licence.name,
        commercial=plan.licence.commercial,
        bytes_on_disk=sum(table.path.stat().st_size for part in parts for table in part.weights.tables),
    )
