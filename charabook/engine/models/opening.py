"""A model id becomes a pipeline in memory: checked, named, fitted into what memory there is. Always offline."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import torch
from diffusers import FluxPipeline

from charabook.engine.draw import LoadedModel
from charabook.engine.models.backends import backend_for
from charabook.engine.models.descriptions import Precision
from charabook.engine.models.device import forget_unused, machine_of
from charabook.engine.models.gaps import own_the_weights, refuse_gaps
from charabook.engine.models.loras import apply_loras
from charabook.engine.models.memory import DeviceKind, Machine, Placement, Rung, first_that_fits, ladder
from charabook.engine.models.planning import ModelPlan, plan_model
from charabook.engine.models.quantisation import is_quantised, pipeline_config
from charabook.engine.models.revision import revision_of
from charabook.engine.models.single_file import load_transformer
from charabook.engine.requests import ModelId
from charabook.engine.worker_failures import is_out_of_memory
from charabook.errors import Damaged, KnownError, Unavailable

_PIPELINE: Any = FluxPipeline
"""The library does not annotate its methods."""

Tell = Callable[[str, float], None]
"""Hears what is being made ready and how far it is, from 0 to 1; may raise Cancelled."""

_DTYPES = {Precision.FP32: torch.float32}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenModel:
    """A model in memory and everything worth saying about it."""

    id: ModelId
    loaded: LoadedModel
    plan: ModelPlan
    device: torch.device
    rung: Rung
    lower_rungs: tuple[Rung, ...]
    """What is left to try when memory runs out."""
    notes: tuple[str, ...] = ()
    """Plain sentences about steps down the ladder."""


def open_model(model: ModelId, *, device: torch.device, pixels: int, tell: Tell) -> OpenModel:
    """Load a model at the best rung of the memory ladder that fits pictures of `pixels` pixels."""
    tell("Checking the model", 0.0)
    plan = plan_model(model)
    rungs = _rungs(plan, device)
    machine = machine_of(device)
    rung = first_that_fits(rungs, plan.size, machine, pixels=pixels)
    if rung is None:
        raise _too_large(plan, machine)
    return load(model, plan, device, rungs[rungs.index(rung) :], tell=tell)


def step_down(model: OpenModel, *, tell: Tell) -> OpenModel:
    """Load the same model at least one rung lower. The caller has let go of the old pipeline.

    Raises Unavailable at the end of the ladder.
    """
    lower = load(model.id, model.plan, model.device, model.lower_rungs, tell=tell)
    return replace(lower, notes=(_stepped_down(model.rung, lower.rung),))


def load(model: ModelId, plan: ModelPlan, device: torch.device, rungs: tuple[Rung, ...], *, tell: Tell) -> OpenModel:
    """Load the weights at the first of `rungs` at which memory does not run out already now."""
    for index, rung in enumerate(rungs):
        loaded = _loaded_or_out_of_memory(plan, device, rung, tell)
        if loaded is not None:
            notes = (_stepped_down(rungs[0], rung),) if index else ()
            return OpenModel(
                id=model,
                loaded=loaded,
                plan=plan,
                device=device,
                rung=rung,
                lower_rungs=rungs[index + 1 :],
                notes=notes,
            )
        forget_unused()
    raise _too_large(plan, machine_of(device))


def _loaded_or_out_of_memory(plan: ModelPlan, device: torch.device, rung: Rung, tell: Tell) -> LoadedModel | None:
    try:
        return _load_at(plan, device, rung, tell)
    except Exception as error:
        if is_out_of_memory(error):
            return None
        raise


def _load_at(plan: ModelPlan, device: torch.device, rung: Rung, tell: Tell) -> LoadedModel:
    what = f"Loading {plan.description.name}"
    tell(what, 0.1)
    with _calm_errors(plan.description.name):
        pipeline = _pipeline(plan, device, rung)
    refuse_gaps(plan, pipeline)
    tell(what, 0.7)
    apply_loras(pipeline, plan.description.loras)
    _place(pipeline, device, rung)
    tell(what, 0.9)
    named = zip(plan.description.loras, plan.loras, strict=True)
    revision = revision_of(plan.tables, named, rung.precision)
    tell(what, 1.0)
    return LoadedModel(pipeline=pipeline, revision=revision)


def _stepped_down(before: Rung, after: Rung) -> str:
    return f"Memory ran out with the model at {before.in_words()}; it was loaded again at {after.in_words()}."


# ---------------------------------------------------------------------------------------------- memory


def _rungs(plan: ModelPlan, device: torch.device) -> tuple[Rung, ...]:
    kind = DeviceKind(device.type)

    def can_quantise(precision: Precision) -> bool:
        return backend_for(kind, precision) is not None

    return ladder(kind, plan.size, can_quantise=can_quantise, pinned=plan.description.precision)


def _too_large(plan: ModelPlan, machine: Machine) -> KnownError:
    free = machine.device_bytes / 2**30
    what = f"The model {plan.description.name} does not fit into the {free:.1f} GiB that are free on this machine."
    return Unavailable(
        what, "Close other programs, or choose a smaller model (a GGUF file with fewer bits, the demo model)."
    )


# ---------------------------------------------------------------------------------------------- loading


def _pipeline(plan: ModelPlan, device: torch.device, rung: Rung) -> Any:
    dtype = _DTYPES.get(rung.precision, torch.bfloat16)
    kind = DeviceKind(device.type)
    given: dict[str, Any] = {}
    parts: tuple[str, ...] = ("transformer", "text_encoder_2")
    if plan.transformer:
        given["transformer"] = load_transformer(
            plan.transformer, plan.shape, plan.folder.path, dtype=dtype, kind=kind, precision=rung.precision
        )
        parts = ("text_encoder_2",)
    if is_quantised(rung.precision):
        given["quantization_config"] = pipeline_config(kind, rung.precision, parts)
    return _PIPELINE.from_pretrained(
        str(plan.folder.path), dtype=dtype, local_files_only=True, use_safetensors=True, **given
    )


def _place(pipeline: Any, device: torch.device, rung: Rung) -> None:
    pipeline.set_progress_bar_config(disable=True)
    if rung.precision is Precision.FP32:
        own_the_weights(pipeline)
    match rung.placement:
        case Placement.DEVICE:
            pipeline.to(device)
        case Placement.TURNS:
            pipeline.vae.enable_tiling()
            pipeline.enable_model_cpu_offload(device=device)
        case Placement.STREAM:
            pipeline.vae.enable_tiling()
            pipeline.enable_group_offload(
                onload_device=device, offload_type="block_level", num_blocks_per_group=1, use_stream=True
            )


@contextmanager
def _calm_errors(name: str) -> Iterator[None]:
    """Errors of the libraries about weights that do not fit, in words. Out-of-memory passes through."""
    try:
        yield
    except torch.OutOfMemoryError:
        raise
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        what = f"The model {name} could not be loaded: its parts do not fit together."
        raise Damaged(what, "Download it again, or choose another version.") from error
