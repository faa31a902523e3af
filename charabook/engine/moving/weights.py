"""Weight files of Wan models: safetensors, GGUF, or the original release's .pth; whole, or in shards. Torch-free."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from charabook.engine.models.family import plain_name
from charabook.engine.models.folders import read_json
from charabook.engine.models.headers import TensorTable, read_table
from charabook.engine.moving.archives import is_archive, read_archive
from charabook.errors import Damaged

SUFFIXES = frozenset({".safetensors", ".pth", ".sft", ".gguf"})
INDEX_SUFFIX = ".index.json"
WEIGHT_SCALES = (".scale_weight", ".weight_scale")
"""Endings of the numbers by which the fp8 weights beside them are to be multiplied."""

_OTHER_SCALES = (".scale_input", ".input_scale")  # of fp8 arithmetic, which is not done here

_NUMBERED = re.compile(r"(.+)-(\d{5})-of-(\d{5})(\.\w+)")
"""How shards are called: which of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """All tensors of one part, in one file or several; names are without the prefixes of other programs.

    What belongs to the quantisation of an fp8 file is left out: its weights are brought back when they are loaded.
    """

    name: str
    shapes: Mapping[str, tuple[int, ...]]
    tables: tuple[TensorTable, ...]

    @property
    def numbers(self) -> int:
        """How many numbers the part holds."""
        return sum(map(math.prod, self.shapes.values()))


def read_weights(path: Path) -> Weights:
    """The weights of a file, or of the shards that an index names. Raises KnownError for whatever is wrong."""
    files = _shards(path) if path.name.endswith(INDEX_SUFFIX) else _numbered(path)
    shapes: dict[str, tuple[int, ...]] = {}
    tables = []
    for file in files:
        table, inside = _opened(file)
        tables.append(table)
        shapes |= {plain_name(name): shape for name, shape in inside.items() if not is_scale(plain_name(name))}
    return Weights(name=path.name, shapes=shapes, tables=tuple(tables))


def is_gguf(path: Path) -> bool:
    """Whether a weight file is in GGUF."""
    return path.suffix.lower() == ".gguf"


def is_scale(name: str) -> bool:
    """Whether a tensor of a scaled fp8 file says how others are scaled, rather than being a weight."""
    return name.endswith((*WEIGHT_SCALES, *_OTHER_SCALES)) or name == "scaled_fp8"


def _opened(path: Path) -> tuple[TensorTable, dict[str, tuple[int, ...]]]:
    if is_archive(path):
        return read_archive(path)
    table = read_table(path)
    return table, {name: entry.shape for name, entry in table.tensors.items()}


def _shards(index: Path) -> list[Path]:
    tree = read_json(index)
    named = tree.get("weight_map") if isinstance(tree, dict) else None
    if not isinstance(named, dict) or not named or not all(_is_plain(name) for name in named.values()):
        raise Damaged(f"{index.name} is damaged.", "Download the model again.")
    return _all_there([index.parent / name for name in sorted(set(named.values()))])


def _numbered(path: Path) -> list[Path]:
    """A file, with all others of its kind if it is one of several."""
    match = _NUMBERED.fullmatch(path.name)
    if match is None:
        return [path]
    stem, _, count, suffix = match.groups()
    return _all_there([path.with_name(f"{stem}-{part:05}-of-{count}{suffix}") for part in range(1, int(count) + 1)])


def _all_there(shards: list[Path]) -> list[Path]:
    for shard in shards:
        if not shard.is_file():
            raise Damaged(f"The model is incomplete: {shard.name} is missing.", "Download that file again.")
    return shards


def model_name(path: Path) -> str:
    """What a weight file is called, without its suffix or the number of its shard: "Phantom_Wan_14B"."""
    if match := _NUMBERED.fullmatch(path.name):
        return match[1]
    name = path.name.removesuffix(INDEX_SUFFIX)
    return next((name.removesuffix(suffix) for suffix in SUFFIXES if name.endswith(suffix)), name)


def _is_plain(name: Any) -> bool:
    return isinstance(name, str) and PurePosixPath(name).name == name and "\\" not in name and name != ".."
