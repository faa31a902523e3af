"""Shards: pictures drawn once, stored as latents with their captions, labels and figure maps.

A shard is two files: ``NAME.npz``-like raw arrays (``NAME.latents.npy`` half precision [N, 16, H/8, W/8] and
``NAME.figures.npy`` uint8 [N, 3, H/16, W/16], coverage of a token by each figure) and ``NAME.jsonl``
with one line per picture.
"""

from __future__ import annotations

import json
import random
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

MOST_FIGURES = 3
WORDINGS = 3
"""Captions kept per picture, worded differently."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """One wording of a picture: the whole caption, its background alone, and one phrase per figure."""

    text: str
    background: str
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One picture with everything that is known about it."""

    picture: np.ndarray
    figures: np.ndarray
    wordings: tuple[Worded, ...]
    labels: dict[str, Any]


def drawn_scenes(world_name: str, seed: int, count: int, width: int, height: int, *, held_out: int = 0) -> list[Drawn]:
    """Draw `count` pictures; with `held_out` figures each, combinations that training never sees."""
    from storybook import WORLDS, sample_held_out, sample_scene  # noqa: PLC0415  drawing needs skia, training does not

    world, chance = WORLDS[world_name], random.Random(seed)
    scenes = (
        sample_held_out(chance, world, held_out) if held_out else sample_scene(chance, world) for _ in range(count)
    )
    return [_drawn(scene, chance, world, width, height) for scene in scenes]


def _drawn(scene: Any, chance: random.Random, world: Any, width: int, height: int) -> Drawn:
    from storybook import attributes, caption, render  # noqa: PLC0415

    rendering = render(scene, width, height)
    captions = [caption(scene, chance, world) for _ in range(WORDINGS)]
    return Drawn(
        picture=rendering.image,
        figures=_coverage(rendering.masks, width, height),
        wordings=tuple(Worded(text=c.text, background=c.background, regions=c.region_prompts) for c in captions),
        labels=asdict(attributes(scene)),
    )


def _coverage(masks: tuple[np.ndarray, ...], width: int, height: int) -> np.ndarray:
    maps = np.zeros((MOST_FIGURES, height // 16, width // 16), np.uint8)
    for index, mask in enumerate(masks[:MOST_FIGURES]):
        maps[index] = mask.reshape(height // 16, 16, width // 16, 16).mean((1, 3)) * 255
        # [H/16, W/16]
    return maps


def write_shard(folder: Path, name: str, drawn: list[Drawn], latents: np.ndarray) -> None:
    """Write a shard; its text comes last, so that a shard with text is whole."""
    np.save(folder / f"{name}.latents.npy", latents.astype(np.float16))
    np.save(folder / f"{name}.figures.npy", np.stack([d.figures for d in drawn]))
    lines = [json.dumps({"wordings": [asdict(w) for w in d.wordings], "labels": d.labels}) for d in drawn]
    part = folder / f".{name}.part"
    part.write_text("\n".join(lines) + "\n", encoding="utf-8")
    part.replace(folder / f"{name}.jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """An open shard; its arrays stay on disk.

    `names[kind]` holds label numbers from 1, 0 where there is nothing to name: [N, 1] for the place, [N, 3] for
    labels of figures. `with_figures[n]` lists the pictures that show n figures.
    """

    latents: np.ndarray
    figures: np.ndarray
    wordings: list[tuple[Worded, ...]]
    labels: list[dict[str, Any]]
    names: dict[str, np.ndarray]
    with_figures: dict[int, np.ndarray]

    @classmethod
    def open(cls, text: Path, names: dict[str, list[str]]) -> Shard:
        """Open the shard whose text is `text`, numbering its labels by their position in `names`."""
        lines = [json.loads(line) for line in text.read_text(encoding="utf-8").splitlines()]
        labels = [line["labels"] for line in lines]
        counts = np.array([len(label["figures"]) for label in labels])
        stem = text.name.removesuffix(".jsonl")
        return cls(
            latents=np.load(text.with_name(f"{stem}.latents.npy"), mmap_mode="r"),
            figures=np.load(text.with_name(f"{stem}.figures.npy"), mmap_mode="r"),
            wordings=[tuple(_as_worded(worded) for worded in line["wordings"]) for line in lines],
            labels=labels,
            names={kind: _numbers(labels, kind, known) for kind, known in names.items()},
            with_figures={n: np.flatnonzero(counts == n) for n in range(MOST_FIGURES + 1)},
        )


def _as_worded(line: dict[str, Any]) -> Worded:
    return Worded(text=line["text"], background=line["background"], regions=tuple(line["regions"]))


def _numbers(labels: list[dict[str, Any]], kind: str, known: list[str]) -> np.ndarray:
    number = {name: index + 1 for index, name in enumerate(known)}
    if kind in labels[0]:
        return np.array([[number.get(label[kind], 0)] for label in labels])
        # [N, 1]
    numbers = np.zeros((len(labels), MOST_FIGURES), np.int64)
    for row, label in enumerate(labels):
        for place, figure in enumerate(label["figures"][:MOST_FIGURES]):
            numbers[row, place] = number.get(figure[kind], 0)
    return numbers
    # [N, 3]
