"""Checkpoints as a folder of small files: no piece is larger than 15 MiB, and a kill never leaves half a checkpoint.

``state.json`` holds the shape of the state with every tensor replaced by its name; the tensors lie in
``NNN.safetensors``. A new checkpoint is written beside the old one and takes its place when it is whole.
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import torch
from safetensors.torch import load_file, save_file

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 15 * 1024 * 1024
ROOM_FOR_HEADERS = 256 * 1024


def save_pieces(state: Any, folder: Path) -> None:
    """Write nested dictionaries and lists of tensors and plain values."""
    part, old = folder.with_name(folder.name + ".part"), folder.with_name(folder.name + ".old")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    tensors: dict[str, torch.Tensor] = {}
    (part / "state.json").write_text(json.dumps(_without_tensors(state, "", tensors)), encoding="utf-8")
    for index, piece in enumerate(_piles(tensors)):
        save_file(piece, part / f"{index:03d}.safetensors")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    part.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def load_pieces(folder: Path) -> Any | None:
    """Read what `save_pieces` wrote; None where there is no checkpoint."""
    folder = folder if folder.exists() else folder.with_name(folder.name + ".old")
    if not folder.exists():
        return None
    tensors: dict[str, torch.Tensor] = {}
    for path in sorted(folder.glob("*.safetensors")):
        tensors |= load_file(path)
    tree = json.loads((folder / "state.json").read_text(encoding="utf-8"))
    return _with_tensors(tree, _joined(tensors))


def _without_tensors(tree: Any, name: str, tensors: dict[str, torch.Tensor]) -> Any:
    if isinstance(tree, torch.Tensor):
        tensors[name] = tree.detach().cpu().contiguous()
        return {"tensor": name, "shape": list(tree.shape)}
    if isinstance(tree, dict):
        pairs = [[key, _without_tensors(value, f"{name}/{key}", tensors)] for key, value in tree.items()]
        return {"pairs": pairs}  # keys may be numbers, which JSON objects would turn into text
    if isinstance(tree, list | tuple):
        return [_without_tensors(value, f"{name}/{index}", tensors) for index, value in enumerate(tree)]
    return tree


def _with_tensors(tree: Any, tensors: dict[str, torch.Tensor]) -> Any:
    if isinstance(tree, list):
        return [_with_tensors(value, tensors) for value in tree]
    if not isinstance(tree, dict):
        return tree
    if "tensor" in tree:
        return tensors[tree["tensor"]].view(tree["shape"])
    return {key: _with_tensors(value, tensors) for key, value in tree["pairs"]}


def _piles(tensors: dict[str, torch.Tensor]) -> list[dict[str, torch.Tensor]]:
    """Piles of at most `MOST_BYTES`; a tensor that is larger is cut into flat slices."""
    piles: list[dict[str, torch.Tensor]] = [{}]
    room = MOST_BYTES - ROOM_FOR_HEADERS
    left = room
    for name, tensor in tensors.items():
        count = max(1, (room // 2) // max(1, tensor.element_size()))
        # copies: tensors that share memory may not be written into one file
        slices = [part.clone() for part in tensor.flatten().split(count)] or [tensor.flatten()]
        for index, part in enumerate(slices):
            size = part.numel() * part.element_size()
            if size > left:
                piles.append({})
                left = room
            piles[-1][f"{name}#{index:03d}"] = part
            left -= size
    return piles


def _joined(slices: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    parts: dict[str, list[torch.Tensor]] = {}
    for key in sorted(slices):
        parts.setdefault(key.rpartition("#")[0], []).append(slices[key])
    return {name: torch.cat(found) for name, found in parts.items()}
