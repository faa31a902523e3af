"""What the two ends of the engine process say to each other, in frames of length and JSON over two pipes."""

import struct
from dataclasses import dataclass
from typing import Any, BinaryIO

from charabook.engine import wire
from charabook.engine.requests import Done, Failed, JobId, Loading, Queued, Request, Stepped, Stopped
from charabook.errors import Damaged

GREETING = b"\x00charabook engine\x01"
"""First bytes that the engine process writes: whatever a library printed before them is skipped."""

MAX_FRAME_BYTES = wire.MAX_CHARACTERS
_LENGTH = struct.Struct(">I")
_DAMAGED = Damaged("The engine process sent something unreadable.", "Try again.")


# ---------------------------------------------------------------------------------------------- to the process


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit:
    """Do this job now. The next one is sent after its final event."""

    job: JobId
    request: Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    """Stop this job before its next step."""

    job: JobId


@dataclass(frozen=True, slots=True, kw_only=True)
class Describe:
    """Tell about the machine; answered with `EngineFacts`, even during a job."""


ToWorker = Submit | Cancel | Describe


# ---------------------------------------------------------------------------------------------- from the process


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """The process listens; torch may still be on its way."""

    pid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Alive:
    """Sent every few seconds during a job."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFacts:
    """One model that can be chosen."""

    model: str
    name: str
    licence: str
    commercial: bool
    """Whether pictures and model may be used for paid work."""
    bytes_on_disk: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineFacts:
    """The engine process and its machine, for `charabook doctor`."""

    device: str
    """"cuda", "mps" or "cpu"."""
    device_name: str
    memory_bytes: int
    """Memory of the device in all."""
    free_bytes: int
    threads: int
    torch: str
    diffusers: str
    loaded_model: str = ""
    models: tuple[ModelFacts, ...] = ()
    problems: tuple[str, ...] = ()
    """Plain sentences about what will not work on this machine."""


FromWorker = Ready | Alive | EngineFacts | Queued | Loading | Stepped | Done | Failed | Stopped


# ---------------------------------------------------------------------------------------------- frames


def frame_of(message: object) -> bytes:
    """`message` as bytes for the pipe: four bytes of length, then its JSON."""
    text = wire.to_json(message).encode("ascii")
    return _LENGTH.pack(len(text)) + text


def read_message(stream: BinaryIO, kind: Any) -> Any:
    """The next message of class or union `kind`, or None at the end of the stream, even inside a frame."""
    head = _read_exactly(stream, _LENGTH.size)
    if head is None:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > MAX_FRAME_BYTES:
        raise _DAMAGED
    text = _read_exactly(stream, length)
    return None if text is None else wire.from_json(text.decode("ascii", "replace"), kind)


def skip_to_greeting(stream: BinaryIO) -> bool:
    """Read up to and including the greeting; False if the stream ends or chatters on without one."""
    seen = bytearray()
    while len(seen) < 2**16 and (byte := stream.read(1)):
        seen += byte
        if seen.endswith(GREETING):
            return True
    return False


def _read_exactly(stream: BinaryIO, count: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < count:
        part = stream.read(min(count - len(parts), 2**20))
        if not part:
            return None
        parts += part
    return bytes(parts)
