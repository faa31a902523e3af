"""What this machine is good at: where to compute, in which arithmetic, how much at once. Measured, not assumed."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import torch


class Device(StrEnum):
    """Where a training runs."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A place to compute: `batch_factor` times the batches of a CPU core; compiled where compiling pays."""

    device: torch.device
    arithmetic: torch.dtype
    batch_factor: int

    @property
    def is_cpu(self) -> bool:
        """Tell whether this is the processor itself, where compiling takes longer than it saves."""
        return self.device.type == "cpu"

    def mixed(self) -> AbstractContextManager[object]:
        """Compute in the fast arithmetic inside; weights stay float32."""
        if self.arithmetic is torch.float32:
            return nullcontext()
        return torch.autocast(self.device.type, self.arithmetic)

    def faster(self, module: torch.nn.Module) -> torch.nn.Module:
        """Compile in place on a GPU."""
        if not self.is_cpu:
            module.compile(dynamic=False)
        return module


def machine(wanted: Device = Device.AUTO, threads: int = 1) -> Machine:
    """The machine for `wanted`; on a CPU it uses `threads` cores."""
    if wanted is Device.CUDA or (wanted is Device.AUTO and torch.cuda.is_available()):
        return Machine(device=torch.device("cuda"), arithmetic=fast_type("cuda"), batch_factor=24)
    torch.set_num_threads(threads)
    return Machine(device=torch.device("cpu"), arithmetic=fast_type("cpu"), batch_factor=1)


@cache
def fast_type(device: str = "cpu") -> torch.dtype:
    """bfloat16 where its matrix products beat those of float32 by a fifth, else float32."""
    if device == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float32
    return torch.bfloat16 if _seconds(torch.bfloat16) * 1.2 < _seconds(torch.float32) else torch.float32


def _seconds(kind: torch.dtype) -> float:
    left, right = torch.randn(2048, 256).to(kind), torch.randn(256, 768).to(kind)
    times = []
    for _ in range(6):
        start = time.perf_counter()
        torch.mm(left, right)
        times.append(time.perf_counter() - start)
    return min(times)
