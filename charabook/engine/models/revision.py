"""The name of exactly these weights: whatever changes the numbers of a picture changes the revision.

Reading 24 GB to hash them takes a minute; so files above `WHOLE_FILE_BYTES` are hashed by their table (every name,
shape and place) and by samples from the start, the middle and the end of every tensor. A fine-tune changes nearly
every number of the tensors that it touches, so no honest difference goes unseen.
"""

import hashlib
from collections.abc import Iterable
from typing import BinaryIO, Protocol

from charabook.engine.models.descriptions import LoraFile, Precision
from charabook.engine.models.headers import TensorEntry, TensorTable

WHOLE_FILE_BYTES = 64 * 2**20
SAMPLE_BYTES = 4096


class _Hash(Protocol):
    def update(self, piece: bytes, /) -> None: ...


def revision_of(
    tables: Iterable[TensorTable], loras: Iterable[tuple[LoraFile, TensorTable]], precision: Precision
) -> str:
    """Twenty hexadecimal digits over weights, LoRA files with their strengths, and precision."""
    digest = hashlib.sha256(f"charabook weights 1 {precision}".encode())
    for table in tables:
        _add_file(digest, table)
    for lora, table in loras:
        digest.update(f"lora {lora.strength!r}".encode())
        _add_file(digest, table)
    return digest.hexdigest()[:20]


def _add_file(digest: _Hash, table: TensorTable) -> None:
    size = table.path.stat().st_size
    digest.update(f"{size} {len(table.tensors)}".encode())
    with table.path.open("rb") as file:
        if size <= WHOLE_FILE_BYTES:
            while piece := file.read(2**20):
                digest.update(piece)
            return
        for name, entry in sorted(table.tensors.items()):
            digest.update(f"{name} {entry}".encode())
            _add_samples(digest, file, entry)


def _add_samples(digest: _Hash, file: BinaryIO, entry: TensorEntry) -> None:
    last = max(entry.size - SAMPLE_BYTES, 0)
    for offset in sorted({0, last // 2, last}):
        file.seek(entry.start + offset)
        digest.update(file.read(min(SAMPLE_BYTES, entry.size)))
