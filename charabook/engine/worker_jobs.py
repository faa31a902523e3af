"""Doing the jobs: the model that a request wants, the request checked, the picture drawn, memory that runs out.

Imported once the process is up, because it imports torch.
"""

import gc
from dataclasses import replace

import diffusers
import torch
import transformers

from charabook.engine import upscale
from charabook.engine.cache_store import CacheStore
from charabook.engine.draw import Drawn, LoadedModel, draw_panel, make_identity
from charabook.engine.models.device import choose_device, device_name, forget_unused, machine_of, total_bytes
from charabook.engine.models.listing import offered_models
from charabook.engine.models.opening import OpenModel, open_model, step_down
from charabook.engine.models.places import identity_cache_folder
from charabook.engine.moving.maker import ClipMaker
from charabook.engine.requests import ClipRequest, Done, IdentityRequest, JobId, PanelRequest, Request, UpscaleRequest
from charabook.engine.worker_failures import is_out_of_memory
from charabook.engine.worker_limits import check_request
from charabook.engine.worker_messages import EngineFacts
from charabook.engine.worker_pipes import thread_count
from charabook.engine.worker_watch import JobWatch, png_of

DrawingRequest = PanelRequest | IdentityRequest


class ModelArtist:
    """The artist of the real engine process: keeps the last model in memory and draws with it."""

    def __init__(self) -> None:
        settle_torch()
        self._device = choose_device()
        self._store = CacheStore(identity_cache_folder())
        self._model: OpenModel | None = None
        self._clips = ClipMaker(self._device)

    def fulfil(self, job: JobId, request: Request, watch: JobWatch) -> Done:
        """Do one job; see `Artist`."""
        check_request(request)
        if isinstance(request, UpscaleRequest):
            return _enlarged(job, request, watch)
        if isinstance(request, ClipRequest):
            self._let_go()
            return self._clips.fulfil(job, request, watch)
        self._clips.let_go()
        drawn = self._drawn_or_out_of_memory(request, watch)
        if drawn is None:
            self._step_down(watch)
            drawn = self._draw(request, watch)
        return self._done(job, drawn)

    def facts(self) -> EngineFacts:
        """Describe the machine; see `Artist`."""
        model = self._model
        return EngineFacts(
            device=self._device.type,
            device_name=device_name(self._device),
            memory_bytes=total_bytes(self._device),
            free_bytes=machine_of(self._device).device_bytes,
            threads=torch.get_num_threads(),
            torch=torch.__version__,
            diffusers=diffusers.__version__,
            loaded_model=f"{model.plan.description.name}, {model.rung.in_words()}" if model else self._clips.loaded,
            models=offered_models(),
        )

    # ------------------------------------------------------------------------------------------ drawing

    def _drawn_or_out_of_memory(self, request: DrawingRequest, watch: JobWatch) -> Drawn | None:
        # The error ends with this call: its traceback holds the very tensors that filled the memory.
        try:
            return self._draw(request, watch)
        except Exception as error:
            if is_out_of_memory(error) and self._model is not None:
                return None
            raise

    def _draw(self, request: DrawingRequest, watch: JobWatch) -> Drawn:
        model = self._model_for(request, watch)
        if isinstance(request, PanelRequest):
            return draw_panel(model.loaded, request, store=self._store, watch=watch)
        return make_identity(model.loaded, request, store=self._store, watch=watch)

    def _model_for(self, request: DrawingRequest, watch: JobWatch) -> OpenModel:
        if self._model is None or self._model.id != request.model:
            self._let_go()
            self._model = open_model(request.model, device=self._device, pixels=_pixels(request), tell=watch.loading)
        return self._model

    def _step_down(self, watch: JobWatch) -> None:
        full = self._model
        assert full is not None
        rungs = replace(full, loaded=LoadedModel(pipeline=None, revision=""))
        del full
        self._let_go()
        self._model = step_down(rungs, tell=watch.loading)

    def _done(self, job: JobId, drawn: Drawn) -> Done:
        model = self._model
        assert model is not None
        self._model = replace(model, notes=())  # said once
        return Done(
            job=job,
            image_png=png_of(drawn.image),
            width_px=drawn.image.width,
            height_px=drawn.image.height,
            model_revision=model.loaded.revision,
            figures=drawn.figures,
            timings=drawn.timings,
            notes=(*model.notes, *drawn.notes),
        )

    def _let_go(self) -> None:
        self._model = None
        self._store.leave_device()
        gc.collect()
        forget_unused()


def settle_torch() -> None:
    """Threads for the cores that there are, the same pixels for the same request, and quiet libraries."""
    torch.set_num_threads(thread_count())
    torch.set_grad_enabled(mode=False)
    torch.backends.cudnn.benchmark = False
    torch.backends.cudnn.deterministic = True
    for library in (diffusers, transformers):
        library.utils.logging.disable_progress_bar()
        library.utils.logging.set_verbosity_error()


def _pixels(request: DrawingRequest) -> int:
    return request.sampling.width_px * request.sampling.height_px


def _enlarged(job: JobId, request: UpscaleRequest, watch: JobWatch) -> Done:
    def tiles_done(done: int, tiles: int) -> None:
        watch.stop_if_cancelled()
        watch.loading("Enlarging", done / tiles)

    image = upscale.enlarge(upscale.opened(request.image), tell=tiles_done)
    return Done(job=job, image_png=png_of(image), width_px=image.width, height_px=image.height)
