"""How fast this machine draws, from what was drawn."""

import json
from collections.abc import Iterable

from charabook.engine.requests import ClipRequest, IdentityRequest, PanelRequest
from charabook.studio.takes import request_of
from projects import records

_LATEST = 5


def estimated_seconds(takes: Iterable[records.Take], model: str, size: int) -> float | None:
    """Seconds for a picture of `size` step pixels, by the median pace of the latest takes."""
    latest = sorted((take for take in takes if take.model == model), key=lambda take: take.created_s)[-_LATEST:]
    paces = sorted(pace for take in latest if (pace := _seconds_per_step_pixel(take)) is not None)
    return paces[len(paces) // 2] * size if paces else None


def step_pixels(request: PanelRequest | IdentityRequest) -> int:
    """How much work a picture is: width x height x steps."""
    sampling = request.sampling
    return sampling.width_px * sampling.height_px * sampling.steps


def estimated_clip_seconds(takes: Iterable[records.Take], request: ClipRequest) -> float | None:
    """Seconds for a clip, by the median pace of the latest clips of its model; None before there are any."""
    alike = sorted((take for take in takes if take.model == request.model), key=lambda take: take.created_s)[-_LATEST:]
    made = [(take, before) for take in alike if isinstance(before := request_of(take), ClipRequest)]
    paces = sorted(_seconds(take.timings_json) / _clip_size(before) for take, before in made)
    return paces[len(paces) // 2] * _clip_size(request) if paces else None


def _clip_size(request: ClipRequest) -> int:
    sampling = request.sampling
    return max(1, sampling.width_px * sampling.height_px * sampling.frames * sampling.steps)


def _seconds_per_step_pixel(take: records.Take) -> float | None:
    request = request_of(take)
    if not isinstance(request, PanelRequest | IdentityRequest):
        return None
    size = step_pixels(request)
    seconds = _seconds(take.timings_json)
    return seconds / size if size and seconds else None


def _seconds(timings_json: str) -> float:
    try:
        return sum(float(timing["seconds"]) for timing in json.loads(timings_json))
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return 0.0
