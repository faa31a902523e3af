"""Doing the clip jobs of the engine process: the model that a request wants, the clip made, memory that runs out."""

from dataclasses import dataclass

import torch

from charabook.engine.moving.clips import MadeClip, make_clip
from charabook.engine.moving.memory import Rung
from charabook.engine.moving.opening import OpenClipModel, collect, open_clip_model
from charabook.engine.moving.parts import plan_clip_model
from charabook.engine.requests import ClipRequest, Done, JobId
from charabook.engine.worker_failures import is_out_of_memory
from charabook.engine.worker_watch import JobWatch, png_of


@dataclass(slots=True)
class ClipMaker:
    """Keeps the last clip model in memory and makes clips with it."""

    device: torch.device
    _model: OpenClipModel | None = None

    def fulfil(self, job: JobId, request: ClipRequest, watch: JobWatch) -> Done:
        """Make one clip; when memory runs out, once more one rung lower."""
        made = self._made_or_out_of_memory(request, watch)
        if made is None:
            self._open(request, watch, above=self._forgotten_rung())
            made = self._made(request, watch)
        return self._done(job, made)

    @property
    def loaded(self) -> str:
        """The model that is in memory, in words; empty for none."""
        return f"{self._model.plan.name}, {self._model.rung.in_words()}" if self._model else ""

    def let_go(self) -> None:
        """Free all memory."""
        if self._model is not None:
            self._model = None
            collect()

    def _made_or_out_of_memory(self, request: ClipRequest, watch: JobWatch) -> MadeClip | None:
        # The error ends with this call: its traceback holds the very tensors that filled the memory.
        try:
            return self._made(request, watch)
        except Exception as error:
            if is_out_of_memory(error) and self._model is not None and self._model.lower_rungs:
                return None
            raise

    def _made(self, request: ClipRequest, watch: JobWatch) -> MadeClip:
        if self._model is None or not self._model.suits(request):
            self.let_go()
            self._open(request, watch)
        assert self._model is not None
        self._model.tell = watch.loading
        return make_clip(self._model, request, watch)

    def _open(self, request: ClipRequest, watch: JobWatch, *, above: Rung | None = None) -> None:
        watch.loading("Checking the model", 0.0)
        plan = plan_clip_model(request.model)
        self._model = open_clip_model(request, plan, device=self.device, tell=watch.loading, above=above)

    def _forgotten_rung(self) -> Rung:
        assert self._model is not None
        rung = self._model.rung
        self.let_go()
        return rung

    def _done(self, job: JobId, made: MadeClip) -> Done:
        model = self._model
        assert model is not None
        notes, model.notes = tuple(model.notes), []
        return Done(
            job=job,
            image_png=png_of(made.still),
            width_px=made.still.width,
            height_px=made.still.height,
            model_revision=model.revision,
            timings=made.timings,
            notes=(*notes, *made.notes),
            clip=made.clip,
        )
