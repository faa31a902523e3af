"""Which optional package holds weights in 8 or 4 bits: bitsandbytes on CUDA, torchao elsewhere. Torch-free."""

import importlib.util

from charabook.engine.models.descriptions import Precision
from charabook.engine.models.memory import DeviceKind


def backend_for(kind: DeviceKind, precision: Precision) -> str | None:
    """The installed package that quantises to `precision` on such a device, or None."""
    return next((package for package in packages_for(kind, precision) if importlib.util.find_spec(package)), None)


def packages_for(kind: DeviceKind, precision: Precision) -> tuple[str, ...]:
    """The packages that can do it, the better one first. Four bits have kernels on CUDA only."""
    if kind is DeviceKind.CUDA:
        return ("bitsandbytes", "torchao")
    return ("torchao",) if precision is Precision.INT8 else ()
