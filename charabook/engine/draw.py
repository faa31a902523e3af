"""The engine's front door: one panel request in, one picture out; one identity request in, one identity out.

The caller (the engine process, a benchmark, a test) brings a loaded pipeline, a store of identity caches and a
watcher. No tensor leaves this module.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from PIL import Image

from charabook.engine.cache_store import CacheStore
from charabook.engine.requests import FigureOutcome, IdentityRequest, PanelRequest, Timing


class StepWatcher(Protocol):
    """Whoever waits for a picture."""

    def stepped(self, stage: str, step: int, steps: int, preview: Callable[[], Image.Image]) -> None:
        """Hear that `step` of `steps` of `stage` is done; `preview()` decodes a small picture, only if called."""

    def is_cancelled(self) -> bool:
        """Whether to stop before the next step; the call then raises `Cancelled`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedModel:
    """A pipeline in memory and the name of exactly these weights.

    `pipeline` is an unmodified `diffusers.FluxPipeline` (or one whose classes behave alike). `revision` is a hash
    over weights, LoRA files and their strengths, quantisation: whatever changes the numbers changes the revision.
    """

    pipeline: Any
    revision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One finished picture and what is worth keeping with it."""

    image: Image.Image
    figures: tuple[FigureOutcome, ...] = ()
    timings: tuple[Timing, ...] = ()
    notes: tuple[str, ...] = ()


def draw_panel(model: LoadedModel, request: PanelRequest, *, store: CacheStore, watch: StepWatcher) -> Drawn:
    """Draw one panel; identities that the store does not hold are made first.

    Raises `BadInput` for a request that no model can draw, `Cancelled` when the watcher says so. torch's
    out-of-memory errors pass through unchanged, with the model as it was before the call.
    """
    raise NotImplementedError


def make_identity(model: LoadedModel, request: IdentityRequest, *, store: CacheStore, watch: StepWatcher) -> Drawn:
    """Make (or find) the identity of one look; `figures[0].mask_png` shows what counts as the character."""
    raise NotImplementedError
