"""A clip model in memory, at one rung of the ladder: which part is where, and when it is brought and freed."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import torch

from charabook.engine.models.descriptions import Precision
from charabook.engine.models.device import forget_unused, machine_of
from charabook.engine.models.memory import DeviceKind, Machine
from charabook.engine.models.revision import revision_of
from charabook.engine.moving.loading import Tell, load_part, load_tokenizer, stream_blocks
from charabook.engine.moving.loras import melt_in
from charabook.engine.moving.memory import Rung, Stage, first_that_fits, ladder, tokens_of
from charabook.engine.moving.parts import ClipModelPlan, PartFiles
from charabook.engine.moving.phantom import Batching
from charabook.engine.moving.wan_names import Part
from charabook.engine.moving.words import embed
from charabook.engine.requests import ClipRequest, ModelId
from charabook.errors import Unavailable

_CPU = torch.device("cpu")
_SAID_AT_ONCE = 16
"""Embeddings of so many texts are kept; each takes 4 MB."""


@dataclass(slots=True, kw_only=True)
class OpenClipModel:
    """A clip model at one rung. Parts come into memory when they are first needed."""

    id: ModelId
    plan: ClipModelPlan
    device: torch.device
    rung: Rung
    lower_rungs: tuple[Rung, ...]
    """What is left to try when memory runs out."""
    revision: str
    tokens: int
    """The longest clip that the rung was chosen for, in places of the sequence."""
    tell: Tell
    notes: list[str] = field(default_factory=list)
    _tokenizer: Any = None
    _text_encoder: Any = None
    _transformer: Any = None
    _vae: Any = None
    _said: dict[str, torch.Tensor] = field(default_factory=dict)

    @property
    def batching(self) -> Batching:
        """How the three evaluations of a step run."""
        return Batching.TOGETHER if self.rung.stage is Stage.TOGETHER else Batching.IN_TURN

    def suits(self, request: ClipRequest) -> bool:
        """Whether this model, at this rung, is the one for a request."""
        return self.id == request.model and tokens_of(self.plan.size, request) <= self.tokens

    # ------------------------------------------------------------------------------------------ words

    def embeddings(self, texts: tuple[str, ...]) -> list[torch.Tensor]:
        """Embeddings [1, 512, D] of texts. Below the first rung the encoder comes alone and is freed afterwards."""
        if any(text not in self._said for text in texts):
            with self._encoder() as encoder:
                for text in texts:
                    self._said[text] = embed(self._tokenizer, encoder, text).to(_CPU)
        found = [self._said[text] for text in texts]
        self._said = dict(list(self._said.items())[-_SAID_AT_ONCE:])
        return found

    @contextmanager
    def _encoder(self) -> Iterator[Any]:
        keeps = self.rung.stage is Stage.TOGETHER
        if not keeps:
            self._let_go_of_drawing()
        if self._tokenizer is None:
            self._tokenizer = load_tokenizer(self.plan.tokenizer)
        if self._text_encoder is None:
            # A streamed model is too large for the device already; its words are read in host memory.
            device = _CPU if self.rung.stage is Stage.STREAM else self.device
            self._text_encoder = self._load(Part.TEXT_ENCODER, self.plan.text_encoder, self._dtype, device)
        try:
            yield self._text_encoder
        finally:
            if not keeps:
                self._text_encoder = None
                collect()

    def _let_go_of_drawing(self) -> None:
        self._transformer = self._vae = None
        collect()

    # ------------------------------------------------------------------------------------------ drawing

    @contextmanager
    def transformer(self) -> Iterator[Any]:
        """The transformer, ready to draw on the device."""
        if self._transformer is None:
            streams = self.rung.stage is Stage.STREAM
            place = _CPU if streams else self.device
            self._transformer = self._load(Part.TRANSFORMER, self.plan.transformer, self._dtype, place)
            melt_in(self._transformer, [lora for lora, _ in self.plan.loras])
            if streams:
                stream_blocks(self._transformer, self.device)
        elif self.rung.stage is Stage.TURNS:
            self._transformer.to(self.device)
        yield self._transformer

    @contextmanager
    def vae(self) -> Iterator[Any]:
        """The autoencoder, in fp32: it is small, and fewer bits show as bands."""
        if self._vae is None:
            self._vae = self._load(Part.VAE, self.plan.vae, torch.float32, self.device)
            if self.rung.stage in (Stage.TURNS, Stage.STREAM):
                self._vae.enable_tiling()
        yield self._vae

    def make_room(self) -> None:
        """Before decoding: where parts take turns, the transformer leaves the device."""
        if self.rung.stage is Stage.TURNS and self._transformer is not None and self.device.type == "cuda":
            self._transformer.to(_CPU)
            forget_unused()

    @property
    def _dtype(self) -> torch.dtype:
        return torch.float32 if self.rung.precision is Precision.FP32 else torch.bfloat16

    def _load(self, part: Part, files: PartFiles, dtype: torch.dtype, device: torch.device) -> Any:
        self.tell(f"Loading {files.weights.name}", 0.0)
        module = load_part(part, files, dtype=dtype, device=device)
        self.tell(f"Loading {files.weights.name}", 1.0)
        return module


def open_clip_model(
    request: ClipRequest, plan: ClipModelPlan, *, device: torch.device, tell: Tell, above: Rung | None = None
) -> OpenClipModel:
    """A clip model at the best rung that fits this machine; `above` is a rung at which memory ran out already.

    Nothing is loaded yet. Raises Unavailable if no rung fits, or none is left.
    """
    rungs = ladder(DeviceKind(device.type), plan.size, plan.precision)
    machine = machine_of(device)
    if above is None:
        rung = first_that_fits(rungs, plan.size, machine, request)
    else:
        rung = next(iter(rungs[rungs.index(above) + 1 :]), None)
    if rung is None:
        raise _too_large(plan, machine)
    opened = OpenClipModel(
        id=request.model,
        plan=plan,
        device=device,
        rung=rung,
        lower_rungs=rungs[rungs.index(rung) + 1 :],
        revision=revision(plan, rung),
        tokens=tokens_of(plan.size, request),
        tell=tell,
    )
    if above is not None:
        opened.notes.append(f"Memory ran out with {above.in_words()}; the clip was made with {rung.in_words()}.")
    return opened


def revision(plan: ClipModelPlan, rung: Rung) -> str:
    """The name of exactly these weights."""
    tables = [table for part in (plan.transformer, plan.text_encoder, plan.vae) for table in part.weights.tables]
    return revision_of(tables, plan.loras, rung.precision)


def collect() -> None:
    """Give back what nothing uses any more."""
    gc.collect()
    forget_unused()


def _too_large(plan: ClipModelPlan, machine: Machine) -> Unavailable:
    free = machine.device_bytes / 2**30
    what = f"A clip of this size with {plan.name} does not fit into the {free:.1f} GiB that are free on this machine."
    return Unavailable(what, "Make the clip smaller or shorter, close other programs, or choose the 1.3B model.")
