"""What every stage of one job shares: the model, the store, whoever watches, what there is to tell afterwards."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

import torch
from PIL import Image

from charabook.engine import pictures
from charabook.engine.cache_store import CacheStore
from charabook.engine.masks import Grid
from charabook.engine.requests import Timing
from charabook.engine.sampler import Heard
from charabook.engine.schedule import Method, NoiseSchedule, Step, method_for
from charabook.errors import Cancelled


class StepWatcher(Protocol):
    """Whoever waits for a picture."""

    def stepped(self, stage: str, step: int, steps: int, preview: Callable[[], Image.Image] | None) -> None:
        """Hear that `step` of `steps` of `stage` is done; `preview()`, where there is one, decodes a small picture."""

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

    @property
    def method(self) -> Method:
        """How identities are shared into this model's pictures unless a caller says otherwise."""
        config = self.pipeline.transformer.config
        return method_for(config.num_attention_heads * config.attention_head_dim)


@dataclass(slots=True, kw_only=True)
class Session:
    """One job at work."""

    model: LoadedModel
    store: CacheStore
    watch: StepWatcher
    method: Method
    timings: list[Timing] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def pipeline(self) -> Any:
        """The model's pipeline."""
        return self.model.pipeline

    @property
    def device(self) -> torch.device:
        """Where the transformer computes, also while its weights are elsewhere."""
        return torch.device(self.pipeline._execution_device)  # noqa: SLF001 - `device` says where the weights are

    def schedule(self, grid: Grid) -> NoiseSchedule:
        """The model's noise schedule for pictures of this size."""
        return NoiseSchedule(config=self.pipeline.scheduler.config, tokens=grid.tokens)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Note how long a stage takes."""
        started = time.perf_counter()
        yield
        self.timings.append(Timing(stage=stage, seconds=time.perf_counter() - started))

    def stop_if_asked(self) -> None:
        """Raise `Cancelled` if the watcher wants the job to stop."""
        if self.watch.is_cancelled():
            raise Cancelled

    def heard(self, stage: str, steps: int, grid: Grid) -> Heard:
        """A listener for `denoise` that tells the watcher and stops when asked."""

        def hear(step: Step, latents: torch.Tensor, towards: torch.Tensor) -> None:
            self.stop_if_asked()
            guess = latents - step.sigma * towards
            self.watch.stepped(stage, step.index + 1, steps, lambda: pictures.preview(self.pipeline, guess, grid))

        return hear

    def advance(self, stage: str, steps: int) -> Callable[[int], None]:
        """A listener for work without pictures."""

        def hear(done: int) -> None:
            self.stop_if_asked()
            self.watch.stepped(stage, done, steps, None)

        return hear
