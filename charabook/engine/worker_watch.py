"""Watching one job from inside: its progress outwards, its cancelling inwards."""

import io
import threading
import time
from collections.abc import Callable

from PIL import Image

from charabook.engine.requests import Event, JobId, Loading, Stepped
from charabook.errors import Cancelled

PREVIEW_SIDE_PX = 256
PREVIEW_PAUSE_S = 0.4
PREVIEW_SHARE = 0.1
"""Previews may take this part of the time; a slow decoder means fewer previews, not slower pictures."""


class JobWatch:
    """The `StepWatcher` of one job. `cancel` may be called from any thread."""

    def __init__(self, job: JobId, tell: Callable[[Event], None]) -> None:
        self.job = job
        self._tell = tell
        self._cancelled = threading.Event()
        self._next_preview_at = 0.0

    def cancel(self) -> None:
        """Ask the job to stop before its next step."""
        self._cancelled.set()

    def is_cancelled(self) -> bool:
        """Whether someone asked the job to stop."""
        return self._cancelled.is_set()

    def stop_if_cancelled(self) -> None:
        """Raise Cancelled if someone asked the job to stop."""
        if self._cancelled.is_set():
            raise Cancelled

    def loading(self, what: str, done: float) -> None:
        """Say what is being made ready, `done` from 0 to 1; raises Cancelled if the job should stop."""
        self.stop_if_cancelled()
        self._tell(Loading(job=self.job, what=what, done=min(max(done, 0.0), 1.0)))

    def stepped(self, stage: str, step: int, steps: int, preview: Callable[[], Image.Image] | None) -> None:
        """Say that a step is done, now and then with a small picture."""
        png = None
        # The finished picture follows the last step at once.
        if preview is not None and step < steps and time.monotonic() >= self._next_preview_at:
            png = self._preview_png(preview)
        self._tell(Stepped(job=self.job, stage=stage, step=step, steps=steps, preview_png=png))

    def _preview_png(self, preview: Callable[[], Image.Image]) -> bytes:
        started = time.monotonic()
        image = preview().convert("RGB")
        image.thumbnail((PREVIEW_SIDE_PX, PREVIEW_SIDE_PX))
        png = png_of(image, compress_level=1)
        took_s = time.monotonic() - started
        self._next_preview_at = time.monotonic() + max(PREVIEW_PAUSE_S, took_s / PREVIEW_SHARE)
        return png


def png_of(image: Image.Image, *, compress_level: int = 5) -> bytes:
    """`image` as a PNG file, losslessly."""
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=compress_level)
    return file.getvalue()
