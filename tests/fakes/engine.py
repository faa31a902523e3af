"""An engine that draws small flat pictures at once: the protocol and nothing else."""

import io
import threading
import zlib
from collections import deque
from collections.abc import Callable

import numpy as np
from PIL import Image

from charabook.engine.moving.video import MIME, encoded
from charabook.engine.requests import (
    Clip,
    ClipRequest,
    Done,
    Event,
    Failed,
    FigureOutcome,
    IdentityRequest,
    JobId,
    PanelRequest,
    Queued,
    Request,
    Stepped,
    Stopped,
    SubjectKept,
)
from charabook.engine.wire import request_to_json


def flat_png(width_px: int, height_px: int, colour: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width_px, height_px), (colour & 255, colour >> 8 & 255, colour >> 16 & 255)).save(buffer, "PNG")
    return buffer.getvalue()


def mask_png() -> bytes:
    buffer = io.BytesIO()
    Image.new("L", (16, 16), 255).save(buffer, "PNG")
    return buffer.getvalue()


class FakeEngine:
    """Draws one colour per request. `answer` may return another final event; `hold` keeps jobs until released."""

    def __init__(self, answer: Callable[[JobId, Request], Event | None] | None = None) -> None:
        self.requests: list[Request] = []
        self.closed = False
        self.released = threading.Event()
        self.released.set()
        self.begun = threading.Event()
        self._answer = answer
        self._events: deque[Event] = deque()
        self._held: list[tuple[JobId, Request]] = []

    def hold(self) -> None:
        self.released.clear()

    def submit(self, job: JobId, request: Request) -> None:
        self.requests.append(request)
        self._events += [Queued(job=job), Stepped(job=job, stage="panel", step=1, steps=2)]
        self._held.append((job, request))
        self.begun.set()

    def cancel(self, job: JobId) -> None:
        self._held = [held for held in self._held if held[0] != job]
        self._events.append(Stopped(job=job))

    def next_event(self, timeout_s: float) -> Event | None:
        if self._events:
            return self._events.popleft()
        if self._held and self.released.wait(min(timeout_s, 0.01)):
            job, request = self._held.pop(0)
            return (self._answer(job, request) if self._answer else None) or drawn(job, request)
        return None

    def close(self) -> None:
        self.closed = True


def drawn(job: JobId, request: Request) -> Done:
    """The picture of a request: the same request gives the same pixels."""
    if isinstance(request, ClipRequest):
        return moved(job, request)
    assert isinstance(request, PanelRequest | IdentityRequest)
    size = request.sampling
    figures = request.figures if isinstance(request, PanelRequest) else ()
    return Done(
        job=job,
        image_png=flat_png(size.width_px, size.height_px, zlib.crc32(request_to_json(request).encode())),
        width_px=size.width_px,
        height_px=size.height_px,
        model_revision="fake",
        figures=tuple(
            FigureOutcome(look_id=one.identity.look_id, mask_png=mask_png(), matched=9, mean_similarity=0.8)
            for one in figures
        ),
    )


def moved(job: JobId, request: ClipRequest) -> Done:
    """A clip that grows brighter from frame to frame; its subjects are lost half-way."""
    frames = [np.full((32, 48, 3), 40 * number, np.uint8) for number in range(5)]
    kept = tuple(
        SubjectKept(look_id=one.look_id, kept=(0.9, 0.9, 0.5, 0.4), frames=(0, 1, 2, 3)) for one in request.subjects
    )
    first = io.BytesIO()
    Image.fromarray(frames[0]).save(first, "PNG")
    clip = Clip(video=encoded(frames, 8), mime=MIME, frames=5, frames_per_second=8, subjects=kept)
    return Done(job=job, image_png=first.getvalue(), width_px=48, height_px=32, model_revision="fake", clip=clip)


def failed(job: JobId, request: Request) -> Failed:
    """An answer for engines that never manage."""
    return Failed(job=job, what="The engine ran out of memory.", remedy="Choose a smaller picture.")
