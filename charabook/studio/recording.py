"""Keeps finished pictures in the project: the picture, its masks and everything that is needed to make it again."""

import io
import json
import logging
import time
from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from charabook.engine.requests import ClipRequest, Done, FigureOutcome, IdentityRequest, PanelRequest
from charabook.engine.wire import request_to_json
from charabook.queue.jobs import Job, JobKind
from charabook.studio.moving_takes import clip_table
from projects import records
from projects.changes import NOTHING, Changes
from projects.editing import Edit
from projects.project import Project
from projects.records import AssetHash, LookId, PanelId, TakeEditId, TakeId

_log = logging.getLogger(__name__)

UPSCALE = "upscale"
"""The kind of a `TakeEdit` that holds a take's picture enlarged for print."""

HEAD_SHARE = 0.42
"""How much of a standing storybook figure is head."""
STRAY_SHARE = 0.01
"""How much of a mask at either end of it may be stray."""
SLIM_SHARE = 0.35
"""What is slimmer than this share of a figure's mean width hangs on to it by chance, or is a limb."""


class TakeRecorder:
    """Writes what the engine has drawn into one project. A take bears its job's id, so none is recorded twice."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def is_recorded(self, job: Job) -> bool:
        """Whether the picture of this job is in the project."""
        kind = records.TakeEdit if job.kind is JobKind.UPSCALE else records.Take
        return self._project.find(kind, job.id) is not None

    def record(self, job: Job, done: Done) -> Changes:
        """Keep a picture with its asset in one step, even if its panel or look is gone by now."""
        if self.is_recorded(job):
            return NOTHING
        with self._project.aside(f"Draw {job.title}") as edit:
            if job.kind is JobKind.UPSCALE:
                self._insert_enlarged(edit, job, done)
            else:
                self._insert_take(edit, job, done)
        return edit.changes

    def _insert_take(self, edit: Edit, job: Job, done: Done) -> None:
        assert isinstance(job.request, PanelRequest | IdentityRequest | ClipRequest)
        seen = [(figure, edit.add_asset(figure.mask_png)) for figure in done.figures]
        kept: dict[str, object] = {"figures": [_seen(figure, mask) for figure, mask in seen]}
        beside = [mask for _, mask in seen]
        if done.clip is not None:
            video = edit.add_asset(done.clip.video, done.clip.mime)
            kept |= clip_table(done.clip, video)
            beside.append(video)
        edit.insert(
            records.Take(
                id=TakeId(job.id),
                panel=PanelId(job.subject) if job.kind in (JobKind.PANEL, JobKind.CLIP) else None,
                look=LookId(job.subject) if job.kind is JobKind.LOOK else None,
                asset=edit.add_asset(done.image_png),
                masks_json=json.dumps(kept),
                mask_assets=tuple(dict.fromkeys(beside)),
                request_json=request_to_json(job.request),
                model=job.request.model,
                model_revision=done.model_revision,
                seed=job.request.sampling.seed,
                width_px=done.width_px,
                height_px=done.height_px,
                timings_json=json.dumps([asdict(timing) for timing in done.timings]),
                notes="\n".join(done.notes),
                created_s=time.time(),
            )
        )

    def _insert_enlarged(self, edit: Edit, job: Job, done: Done) -> None:
        edit.insert(
            records.TakeEdit(
                id=TakeEditId(job.id),
                take=TakeId(job.subject),
                kind=UPSCALE,
                asset=edit.add_asset(done.image_png),
                created_s=time.time(),
            )
        )


def _seen(figure: FigureOutcome, mask: AssetHash) -> dict[str, object]:
    return {
        "look": figure.look_id,
        "mask": mask,
        "matched": figure.matched,
        "mean_similarity": figure.mean_similarity,
        "box": mask_box(figure.mask_png),
        "head": head_box(figure.mask_png),
    }


def mask_box(mask_png: bytes) -> list[float] | None:
    """Left, top, width, height of a mask's white part in fractions of the picture; None if nothing is white.

    Only the largest piece counts: a mask follows attention, which wanders.
    """
    white = _largest_piece(_white(mask_png))
    return _box_of(white) if white.any() else None


def head_box(mask_png: bytes) -> list[float] | None:
    """The box of a standing figure's upper part, where its head is; None if nothing is white."""
    white = _largest_piece(_white(mask_png))
    if not white.any():
        return None
    top, bottom = _span(white.sum(axis=1))
    neck = top + max(1, round((bottom - top) * HEAD_SHARE))
    upper = np.zeros_like(white)
    upper[top:neck] = white[top:neck]
    return _box_of(upper) if upper.any() else None


def _white(mask_png: bytes) -> NDArray[np.bool_]:
    """Where a mask is white, [H, W]; a single black point for what is no picture."""
    try:
        with Image.open(io.BytesIO(mask_png), formats=("PNG",)) as picture:
            return np.asarray(picture.convert("L")) >= 128
    except (OSError, UnidentifiedImageError, SyntaxError):
        _log.warning("a mask of the engine is not a PNG picture")
        return np.zeros((1, 1), dtype=bool)


def _largest_piece(white: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The largest connected part of a mask, once everything much slimmer than the whole is cut off."""
    from scipy import ndimage  # noqa: PLC0415 - slow to load, and only pictures that arrive need it

    side = max(3, 2 * round(SLIM_SHARE * float(white.sum()) ** 0.5 / 2) + 1)
    square = np.ones((side, side), dtype=bool)
    opened = ndimage.binary_opening(white, square)
    numbers, count = ndimage.label(opened if opened.any() else white)
    if count == 0:
        return white
    largest = numbers == 1 + int(np.argmax(np.bincount(numbers.ravel())[1:]))
    return np.asarray(ndimage.binary_dilation(largest, square) & white)


def _box_of(white: NDArray[np.bool_]) -> list[float]:
    height, width = white.shape
    top, bottom = _span(white.sum(axis=1))
    left, right = _span(white.sum(axis=0))
    sides = (left / width, top / height, (right - left) / width, (bottom - top) / height)
    return [round(side, 4) for side in sides]


def _span(weights: NDArray[np.int_]) -> tuple[int, int]:
    """First and one past the last place, once the stray weight at either end is left out."""
    reached = np.cumsum(weights) / weights.sum()
    first = int(np.searchsorted(reached, STRAY_SHARE, side="right"))
    last = int(np.searchsorted(reached, 1 - STRAY_SHARE, side="left"))
    return first, last + 1
