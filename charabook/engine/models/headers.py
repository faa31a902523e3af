"""The tables of contents of weight files: names, shapes and sizes, without reading a single weight.

safetensors and GGUF only. Pickled formats (.ckpt, .pt, .bin) can run code when opened and are refused unread.
"""

import json
import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from charabook.errors import BadInput, Damaged, KnownError, Unavailable

MAX_HEADER_BYTES = 100 * 2**20
_BITS = {
    "F64": 64,
    "I64": 64,
    "U64": 64,
    "F32": 32,
    "I32": 32,
    "U32": 32,
    "F16": 16,
    "BF16": 16,
    "I16": 16,
    "U16": 16,
    "F8_E4M3": 8,
    "F8_E5M2": 8,
    "F8_E8M0": 8,
    "I8": 8,
    "U8": 8,
    "BOOL": 8,
    "F4": 4,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TensorEntry:
    """One tensor of a file: `start` and `size` are bytes within the file."""

    dtype: str
    shape: tuple[int, ...]
    start: int
    size: int

    @property
    def numbers(self) -> int:
        """How many numbers the tensor holds."""
        return math.prod(self.shape)


@dataclass(frozen=True, slots=True, kw_only=True)
class TensorTable:
    """What one weight file holds."""

    path: Path
    tensors: Mapping[str, TensorEntry]

    @property
    def numbers(self) -> int:
        """How many numbers the file holds in all."""
        return sum(entry.numbers for entry in self.tensors.values())

    @property
    def size(self) -> int:
        """Bytes of all tensors."""
        return sum(entry.size for entry in self.tensors.values())


def read_table(path: Path) -> TensorTable:
    """The table of a safetensors or GGUF file. Raises BadInput for other files, Damaged for partial ones."""
    start = _first_bytes(path)
    _refuse_what_is_not_weights(path, start)
    if start.startswith(b"GGUF"):
        return _gguf_table(path)
    return _safetensors_table(path)


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(512)
    except IsADirectoryError as error:
        raise BadInput(f"{path.name} is a folder, not a file.", "Choose the file inside it.") from error
    except OSError as error:
        raise Unavailable(
            f"{path.name} cannot be read: {error.strerror}.", "Check the path and its permissions."
        ) from (error)


def _refuse_what_is_not_weights(path: Path, start: bytes) -> None:
    name = path.name
    if start.startswith(b"version https://git-lfs"):
        what = f"{name} is only a placeholder of Git LFS; its weights were never fetched."
        raise Damaged(what, "Run “git lfs pull” in that folder, or download the model again.")
    if start.lstrip()[:1] == b"<" or start.startswith((b"Access to", b"Invalid ", b"Entry not")):
        what = f"{name} is a web page, not a model: the site refused the download."
        raise Damaged(what, "Sign in where the model is offered, accept its licence there, and download it again.")
    if start.startswith((b"PK\x03\x04", b"\x80\x02", b"\x80\x03", b"\x80\x04")) or path.suffix in {".ckpt", ".pt"}:
        what = f"{name} is a pickled file, which could run a stranger's program when opened."
        raise BadInput(what, "Use the safetensors or GGUF version of this model.")


def _safetensors_table(path: Path) -> TensorTable:
    file_size = path.stat().st_size
    head, base = _safetensors_header(path, file_size)
    tensors: dict[str, TensorEntry] = {}
    for name, entry in head.items():
        if name != "__metadata__":
            tensors[name] = _safetensors_entry(path, entry, base)
    end = max((entry.start + entry.size for entry in tensors.values()), default=base)
    if end > file_size:
        raise _partial(path, file_size, end)
    return TensorTable(path=path, tensors=tensors)


def _safetensors_header(path: Path, file_size: int) -> tuple[dict[str, Any], int]:
    with path.open("rb") as file:
        prefix = file.read(8)
        length = struct.unpack("<Q", prefix)[0] if len(prefix) == 8 else 0
        if not 2 <= length <= MAX_HEADER_BYTES:
            raise _unknown(path)
        if length + 8 > file_size:
            raise _partial(path, file_size, length + 8)
        text = file.read(length)
    try:
        head = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _unknown(path) from error
    if not isinstance(head, dict):
        raise _unknown(path)
    return head, 8 + length


def _safetensors_entry(path: Path, entry: Any, base: int) -> TensorEntry:
    try:
        begin, end = entry["data_offsets"]
        shape = tuple(entry["shape"])
        bits = _BITS[entry["dtype"]] * math.prod(shape)
        sound = all(isinstance(part, int) and part >= 0 for part in (begin, end, *shape)) and bits == (end - begin) * 8
    except (KeyError, TypeError, ValueError) as error:
        raise _unknown(path) from error
    if not sound:
        raise _unknown(path)
    return TensorEntry(dtype=entry["dtype"], shape=shape, start=base + begin, size=end - begin)


def _gguf_table(path: Path) -> TensorTable:
    try:
        from gguf import GGUFReader  # noqa: PLC0415 - an optional package
    except ModuleNotFoundError as error:
        raise missing_package("gguf", "read GGUF files") from error
    try:
        reader = GGUFReader(path)
        tensors = {
            tensor.name: TensorEntry(
                dtype=tensor.tensor_type.name,
                shape=tuple(int(part) for part in reversed(tensor.shape.tolist())),
                start=int(tensor.data_offset),
                size=int(tensor.n_bytes),
            )
            for tensor in reader.tensors
        }
    except (ValueError, IndexError, KeyError, OverflowError, UnicodeDecodeError, MemoryError) as error:
        raise Damaged(f"{path.name} is a damaged or partial GGUF file.", "Download it again.") from error
    return TensorTable(path=path, tensors=tensors)


def missing_package(package: str, purpose: str) -> KnownError:
    """The error for an optional package that is not installed."""
    return Unavailable(
        f"The Python package “{package}” is needed to {purpose}, and it is not installed.",
        f"Install it with “pip install {package}” in charabook's environment.",
    )


def _partial(path: Path, size: int, expected: int) -> Damaged:
    what = f"{path.name} is incomplete: {size:,} of {expected:,} bytes are there."
    return Damaged(what, "Download it again; the download goes on where it stopped.")


def _unknown(path: Path) -> BadInput:
    return BadInput(f"{path.name} is not a safetensors or GGUF file, or is damaged.", "Download it again.")
