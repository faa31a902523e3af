"""How much memory a model wants, and what to do when there is less: the ladder. Torch-free arithmetic.

    bf16  ->  8 bit  ->  4 bit  ->  4 bit, parts take turns on the device  ->  bf16, blocks stream through the device

Estimates are made from file headers before anything is loaded; a real out-of-memory steps one rung down.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from charabook.engine.models.descriptions import Precision

SMALL_MODEL_NUMBERS = 400_000_000
"""Models up to this size run in fp32 everywhere: exact, and on a CPU several times faster than bf16."""

_BYTES = {Precision.FP32: 4.0, Precision.BF16: 2.0, Precision.INT8: 1.06, Precision.INT4: 0.57}
"""Bytes a weight takes, scales of the quantisation included."""

_RUNTIME_BYTES = 600 * 2**20
"""What the device library itself keeps."""

_ACTIVATIONS_PER_TOKEN_AND_CHANNEL = 24
_AUTOENCODER_CHANNELS = 1024
"""Values alive at once for each pixel while the last layers of the FLUX autoencoder run."""

_TILE_PX = 512 * 512


class DeviceKind(StrEnum):
    """What does the arithmetic."""

    CUDA = "cuda"
    MPS = "mps"
    CPU = "cpu"


class Placement(StrEnum):
    """Where the weights wait."""

    DEVICE = "device"  # all on the device
    TURNS = "turns"  # each part moves to the device when its turn comes
    STREAM = "stream"  # the blocks of the transformer stream through the device


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One way to hold a model in memory."""

    precision: Precision
    placement: Placement

    def in_words(self) -> str:
        """Such as "8 bit" or "4 bit, parts taking turns"."""
        precision = {"fp32": "32 bit", "bf16": "16 bit", "int8": "8 bit", "int4": "4 bit"}[self.precision]
        return precision + {"device": "", "turns": ", parts taking turns", "stream": ", streamed"}[self.placement]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSize:
    """How many numbers each part holds. A quantised file fixes the bytes of the transformer, whatever the rung."""

    transformer: int
    text: int
    autoencoder: int
    width: int
    blocks: int
    fixed_transformer_bytes: int | None = None

    @property
    def numbers(self) -> int:
        """All parts together."""
        return self.transformer + self.text + self.autoencoder


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """The memory that a model may use, in bytes. On a CPU, and on Apple chips, both figures mean the same memory."""

    kind: DeviceKind
    device_bytes: int
    host_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Bytes wanted at the peak."""

    device_bytes: int
    host_bytes: int


def estimate(size: ModelSize, rung: Rung, *, pixels: int) -> Need:
    """The peak of memory for pictures of `pixels` pixels, from above rather than below."""
    parts = _part_bytes(size, rung.precision)
    working = _working_bytes(size, rung, pixels) + _RUNTIME_BYTES
    match rung.placement:
        case Placement.DEVICE:
            return Need(device_bytes=round(sum(parts) + working), host_bytes=0)
        case Placement.TURNS:
            return Need(device_bytes=round(max(parts) + working), host_bytes=round(sum(parts)))
        case Placement.STREAM:
            # Three blocks are on the device at once: one works, one arrives, one leaves.
            streamed = 3 * max(parts) / max(size.blocks, 1)
            return Need(device_bytes=round(streamed + working), host_bytes=round(sum(parts)))


def _part_bytes(size: ModelSize, precision: Precision) -> tuple[float, float, float]:
    each = _BYTES[precision]
    transformer = size.fixed_transformer_bytes or size.transformer * each
    # The autoencoder is small and suffers from few bits: it stays at 16 or more.
    return transformer, size.text * each, size.autoencoder * max(each, 2.0)


def _working_bytes(size: ModelSize, rung: Rung, pixels: int) -> float:
    value = 4 if rung.precision is Precision.FP32 else 2
    tokens = pixels / 256 + 512
    transformer = tokens * size.width * _ACTIVATIONS_PER_TOKEN_AND_CHANNEL * value
    decoded_at_once = pixels if rung.placement is Placement.DEVICE else min(pixels, _TILE_PX)
    return max(transformer, decoded_at_once * _AUTOENCODER_CHANNELS * value)


def ladder(
    kind: DeviceKind, size: ModelSize, *, can_quantise: Callable[[Precision], bool], pinned: Precision | None = None
) -> tuple[Rung, ...]:
    """Every way to hold this model on such a device, best first. `pinned` keeps the precision that the user chose."""
    if size.numbers <= SMALL_MODEL_NUMBERS and pinned is None and size.fixed_transformer_bytes is None:
        return (Rung(precision=Precision.FP32, placement=Placement.DEVICE),)
    precisions = [pinned] if pinned else _precisions(size, can_quantise)
    rungs = [Rung(precision=precision, placement=Placement.DEVICE) for precision in precisions]
    if kind is DeviceKind.CUDA:
        rungs.append(Rung(precision=precisions[-1], placement=Placement.TURNS))
        if precisions[0] in (Precision.BF16, Precision.FP32):
            rungs.append(Rung(precision=precisions[0], placement=Placement.STREAM))
    return tuple(rungs)


def _precisions(size: ModelSize, can_quantise: Callable[[Precision], bool]) -> list[Precision]:
    lower = [precision for precision in (Precision.INT8, Precision.INT4) if can_quantise(precision)]
    # A GGUF transformer keeps the bits of its file; only its text encoder could shrink further.
    return [Precision.BF16] if size.fixed_transformer_bytes is not None else [Precision.BF16, *lower]


def first_that_fits(rungs: Sequence[Rung], size: ModelSize, machine: Machine, *, pixels: int) -> Rung | None:
    """The best rung whose estimate fits this machine, or None."""
    for rung in rungs:
        need = estimate(size, rung, pixels=pixels)
        if need.device_bytes <= machine.device_bytes and need.host_bytes <= machine.host_bytes:
            return rung
    return None
