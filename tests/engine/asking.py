"""Requests, stores and watchers for tests of the whole engine."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from charabook.engine.cache_store import CacheStore
from charabook.engine.requests import (
    Box,
    Figure,
    Identity,
    ModelId,
    PanelRequest,
    PromptSpans,
    Region,
    Sampling,
    Span,
)
from charabook.engine.session import LoadedModel
from tests.engine import tiny

WHOLE = Box(left=0, top=0, width=1, height=1)
LEFT = Box(left=0, top=0, width=0.5, height=1)
RIGHT = Box(left=0.5, top=0, width=0.5, height=1)
SIDE = 128
RECIPES = 2
"""What is kept of an identity: a recipe for balanced and gentle sharing, one for firm sharing."""
FEW = Sampling(steps=5, seed=7, width_px=SIDE, height_px=SIDE, guidance=2.0)


class Watch:
    """Counts what it is told and stops when it has had enough."""

    def __init__(self, patience: float = float("inf")) -> None:
        self.stages: list[str] = []
        self.previews: list[Callable[[], Image.Image]] = []
        self._patience = patience

    def stepped(self, stage: str, step: int, steps: int, preview: Callable[[], Image.Image] | None) -> None:
        self.stages.append(stage)
        self.previews += [preview] if preview else []

    def is_cancelled(self) -> bool:
        return len(self.stages) >= self._patience


def model(**kinds: Any) -> LoadedModel:
    return LoadedModel(pipeline=tiny.pipeline(**kinds), revision="tiny")


def identity(look: str = "fox", seed: int = 1) -> Identity:
    return Identity(look_id=look, character=f"a small {look}", seed=seed, width_px=SIDE, height_px=SIDE)


def figure(look: str = "fox", region: Region = WHOLE, seed: int = 1, z: int = 0) -> Figure:
    return Figure(identity=identity(look, seed), prompt=f"a small {look} waving", region=region, z=z)


def panel(*figures: Figure, sampling: Sampling = FEW, background: str = "in a forest", **further: Any) -> PanelRequest:
    text, spans = background, []
    for who in figures:
        spans.append(Span(start=len(text) + 2, end=len(text) + 2 + len(who.prompt)))
        text += f", {who.prompt}"
    prompt = PromptSpans(text=text, background=Span(start=0, end=len(background)), figures=tuple(spans))
    return PanelRequest(model=ModelId("tiny"), prompt=prompt, sampling=sampling, figures=figures, **further)


def store(folder: Path) -> CacheStore:
    return CacheStore(folder / "cache")
