"""What of this machine draws, found out without starting the engine: the graphics card, and the memory that is free."""

import shutil
import subprocess
import time
from dataclasses import dataclass
from functools import lru_cache

import psutil

from charabook.engine.models.memory import DeviceKind, Machine

_MIB = 2**20
_ANSWERS_WITHIN_S = 5.0
_GOOD_FOR_S = 8.0
_QUESTION = ("--query-gpu=name,memory.total,memory.free", "--format=csv,noheader,nounits")


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineFacts:
    """`card` is empty without a graphics card of NVIDIA's; then the figures are those of the computer's own memory."""

    card: str
    memory_bytes: int
    free_bytes: int
    host_free_bytes: int

    @property
    def machine(self) -> Machine:
        """The same in the words of the memory ladder."""
        kind = DeviceKind.CUDA if self.card else DeviceKind.CPU
        return Machine(kind=kind, device_bytes=self.free_bytes, host_bytes=self.host_free_bytes)


def machine_facts() -> MachineFacts:
    """Ask the driver and the system, at most every few seconds. Takes a tenth of a second: not for the GUI thread."""
    return _facts_at(int(time.monotonic() / _GOOD_FOR_S))


@lru_cache(maxsize=1)
def _facts_at(moment: int) -> MachineFacts:
    """The facts of one moment of a few seconds."""
    del moment
    memory = psutil.virtual_memory()
    found = _read(_ask_driver())
    if found is None:
        name, total, free = "", memory.total, memory.available
    else:
        name, total, free = found
    return MachineFacts(card=name, memory_bytes=total, free_bytes=free, host_free_bytes=memory.available)


def _ask_driver() -> str:
    """What NVIDIA's own tool says of the first card; nothing where there is none."""
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return ""
    try:
        asked = subprocess.run(  # noqa: S603  the driver's own tool, with words of our own
            [tool, *_QUESTION], capture_output=True, text=True, timeout=_ANSWERS_WITHIN_S, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return asked.stdout


def _read(answer: str) -> tuple[str, int, int] | None:
    """Name, memory and free memory in bytes; None for anything that is no such answer."""
    parts = [part.strip() for part in answer.partition("\n")[0].split(",")]
    if len(parts) != 3 or not (parts[1].isdecimal() and parts[2].isdecimal()):
        return None
    return parts[0], int(parts[1]) * _MIB, int(parts[2]) * _MIB
