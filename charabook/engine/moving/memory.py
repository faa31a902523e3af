"""How much memory a clip wants, and what to do when there is less: the ladder. Torch-free arithmetic.

    all parts at once  ->  the text encoder first, then freed  ->  the rest takes turns, the clip decoded in tiles
                       ->  the transformer's blocks stream through the device (CUDA)

On the first rung the three evaluations of a step run together, below it in turn. Estimates come from file headers
before anything is loaded; a real out-of-memory steps one rung down, once.
"""

from dataclasses import dataclass
from enum import StrEnum

from charabook.engine.models.descriptions import Precision
from charabook.engine.models.memory import SMALL_MODEL_NUMBERS, DeviceKind, Machine, Need
from charabook.engine.requests import ClipRequest

_RUNTIME_BYTES = 600 * 2**20
_WORDS = 512
_DECODED_AT_ONCE = 4
"""Frames that the autoencoder decodes at a time; it carries features from one group to the next."""
_AUTOENCODER_COPIES = 12
"""Feature maps of full size that are alive at once while it decodes, the carried ones included."""
_TILE_PX = 256 * 256


class Stage(StrEnum):
    """How the parts share the device."""

    TOGETHER = "all parts at once"
    TEXT_FIRST = "text encoder first"
    TURNS = "parts taking turns, decoded in tiles"
    STREAM = "blocks streamed, decoded in tiles"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipModelSize:
    """The measures of a clip model: numbers of each part, and what its working memory depends on."""

    transformer: int
    text: int
    autoencoder: int
    width: int
    inner_width: int
    blocks: int
    autoencoder_width: int
    spatial: int = 8
    temporal: int = 4

    @property
    def numbers(self) -> int:
        """All parts together."""
        return self.transformer + self.text + self.autoencoder


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One way to hold a clip model in memory."""

    precision: Precision
    stage: Stage

    def in_words(self) -> str:
        """Such as "16 bit, text encoder first"."""
        return f"{'32' if self.precision is Precision.FP32 else '16'} bit, {self.stage}"


def ladder(kind: DeviceKind, size: ClipModelSize, pinned: Precision | None = None) -> tuple[Rung, ...]:
    """Every way to hold this model on such a device, best first."""
    precision = pinned or (Precision.FP32 if size.numbers <= SMALL_MODEL_NUMBERS else Precision.BF16)
    stages = [Stage.TOGETHER, Stage.TEXT_FIRST, Stage.TURNS]
    if kind is DeviceKind.CUDA:
        stages.append(Stage.STREAM)
    return tuple(Rung(precision=precision, stage=stage) for stage in stages)


def estimate(size: ClipModelSize, rung: Rung, request: ClipRequest) -> Need:
    """Bytes at the peak, from above rather than below."""
    value = 4.0 if rung.precision is Precision.FP32 else 2.0
    transformer, text, autoencoder = size.transformer * value, size.text * value, size.autoencoder * 4.0
    drawing = _drawing_bytes(size, rung, request)
    decoding = _decoding_bytes(size, rung, request)
    clip = _clip_bytes(request)
    match rung.stage:
        case Stage.TOGETHER:
            peak, host = transformer + text + autoencoder + max(drawing, decoding + clip), 0.0
        case Stage.TEXT_FIRST:
            peak, host = max(text, transformer + autoencoder + max(drawing, decoding + clip)), transformer
        case Stage.TURNS:
            peak, host = max(text, transformer + drawing, autoencoder + decoding + clip), max(transformer, text)
        case Stage.STREAM:
            streamed = 3 * transformer / max(size.blocks, 1)
            peak, host = max(streamed + drawing, autoencoder + decoding + clip), transformer + text
    return Need(device_bytes=round(peak + _RUNTIME_BYTES), host_bytes=round(host + clip))


def first_that_fits(
    rungs: tuple[Rung, ...], size: ClipModelSize, machine: Machine, request: ClipRequest
) -> Rung | None:
    """The best rung whose estimate fits this machine, or None."""
    return next((rung for rung in rungs if fits(estimate(size, rung, request), machine)), None)


def fits(need: Need, machine: Machine) -> bool:
    """Whether a machine has what a rung needs. On a CPU both figures mean the same memory."""
    if machine.kind is DeviceKind.CUDA:
        return need.device_bytes <= machine.device_bytes and need.host_bytes <= machine.host_bytes
    return need.device_bytes <= machine.device_bytes


def tokens_of(size: ClipModelSize, request: ClipRequest) -> int:
    """How long the sequence is that every block attends to: frames and references, in patches of two by two."""
    sampling = request.sampling
    frames = (sampling.frames - 1) // size.temporal + 1 + len(request.subjects)
    side = size.spatial * 2
    return frames * (sampling.height_px // side) * (sampling.width_px // side)


def _drawing_bytes(size: ClipModelSize, rung: Rung, request: ClipRequest) -> float:
    """While a block runs: hidden states and their float32 copies, queries, keys, values, the widened layer."""
    batch = 3 if rung.stage is Stage.TOGETHER else 1
    value = 4 if rung.precision is Precision.FP32 else 2
    each = 6 * size.width * value + 3 * size.width * 4 + 2 * size.inner_width * value
    latents = 8 * 16 * 4 * 4
    return batch * (tokens_of(size, request) + _WORDS) * (each + latents)


def _decoding_bytes(size: ClipModelSize, rung: Rung, request: ClipRequest) -> float:
    pixels = request.sampling.width_px * request.sampling.height_px
    at_once = pixels if rung.stage in (Stage.TOGETHER, Stage.TEXT_FIRST) else min(pixels, _TILE_PX)
    return at_once * _DECODED_AT_ONCE * size.autoencoder_width * 4.0 * _AUTOENCODER_COPIES


def _clip_bytes(request: ClipRequest) -> float:
    """The decoded frames: in float32 twice (groups, then joined), once in 8 bits."""
    sampling = request.sampling
    return sampling.width_px * sampling.height_px * sampling.frames * 3 * (4 + 4 + 1.0)
