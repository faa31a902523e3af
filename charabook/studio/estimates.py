"""What drawing will cost, before it is queued: time by what this machine has drawn, memory by the model's files."""

from dataclasses import dataclass
from functools import lru_cache

from charabook.engine.models.backends import backend_for
from charabook.engine.models.descriptions import Precision
from charabook.engine.models.memory import ModelSize, Need, estimate, first_that_fits, ladder
from charabook.engine.models.planning import plan_model
from charabook.engine.requests import ModelId
from charabook.errors import KnownError
from charabook.studio.machine import MachineFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """`seconds` is None until something of its kind was drawn; `memory_bytes` while the model cannot be read.

    `fits` says whether the engine will find a way to hold the model in the memory that is free now.
    """

    pictures: int
    seconds: float | None = None
    memory_bytes: int | None = None
    fits: bool = True


def needed_memory(model: ModelId, pixels: int, facts: MachineFacts) -> tuple[int | None, bool]:
    """The bytes that drawing takes at its peak on the device that draws, and whether they are free.

    The engine goes down the same ladder; the figure is that of the best rung that fits, or of the lowest one.
    """
    try:
        size = _size_of(model)
    except KnownError:
        return None, True
    machine = facts.machine

    def can_quantise(precision: Precision) -> bool:
        return backend_for(machine.kind, precision) is not None

    rungs = ladder(machine.kind, size, can_quantise=can_quantise)
    rung = first_that_fits(rungs, size, machine, pixels=pixels)
    need: Need = estimate(size, rung or rungs[-1], pixels=pixels)
    return need.device_bytes, rung is not None


@lru_cache(maxsize=32)
def _size_of(model: ModelId) -> ModelSize:
    """Read from the headers of the model's files, once: they do not change while the book is open."""
    return plan_model(model).size
