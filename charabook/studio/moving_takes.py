"""Moving takes: what is stored of a clip beside its picture, and what it says about the subjects in it.

A moving take is a take whose `masks_json` also holds a table `clip`. Its picture is the clip's chosen frame, so that
pages, print and previews treat it like any other; its video is one of its `mask_assets`.
"""

import json
from dataclasses import dataclass
from typing import Any

from charabook.engine.requests import Clip
from projects.records import AssetHash, LookId, Take

_CLIP = "clip"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSubject:
    """How much of one subject's look the measured `frames` show; `look` is empty for what is no look of the book."""

    look: LookId
    kept: tuple[float, ...]
    frames: tuple[int, ...]

    @property
    def mean(self) -> float:
        """Over the whole clip, from 0 to 1."""
        return sum(self.kept) / len(self.kept) if self.kept else 0.0

    @property
    def drift(self) -> float:
        """How far the best and the worst part of the clip lie apart, from 0 to 1."""
        from charabook.engine.moving.keeping import drift  # noqa: PLC0415  few takes move, and it reads NumPy

        return drift(self.kept)

    @property
    def worst_frame(self) -> int:
        """Where the subject is least itself."""
        return self.frames[self.kept.index(min(self.kept))] if self.kept else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredClip:
    """A clip of the book; `still` is the frame that is its take's picture."""

    video: AssetHash
    mime: str
    frames: int
    frames_per_second: int
    still: int = 0
    subjects: tuple[KeptSubject, ...] = ()

    @property
    def length_s(self) -> float:
        """How long it plays."""
        return self.frames / self.frames_per_second

    @property
    def drift(self) -> float | None:
        """The drift of the subject that drifts most; None if nothing was measured."""
        return max((subject.drift for subject in self.subjects if subject.kept), default=None)

    @property
    def kept(self) -> float | None:
        """How much is seen of the subject that is kept least, on average; None if nothing was measured."""
        return min((subject.mean for subject in self.subjects if subject.kept), default=None)


def is_moving(take: Take) -> bool:
    """Whether a take is a clip."""
    return f'"{_CLIP}"' in take.masks_json and clip_of(take) is not None


def clip_of(take: Take) -> StoredClip | None:
    """The clip of a moving take; None for a still one."""
    try:
        table = json.loads(take.masks_json)[_CLIP]
        return StoredClip(
            video=AssetHash(_text(table["video"])),
            mime=_text(table["mime"]),
            frames=max(1, int(table["frames"])),
            frames_per_second=max(1, int(table["frames_per_second"])),
            still=int(table["still"]),
            subjects=tuple(_subject(one) for one in table["subjects"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return None


def _subject(one: dict[str, Any]) -> KeptSubject:
    kept = tuple(float(value) for value in one["kept"])
    frames = tuple(int(number) for number in one["frames"])
    return KeptSubject(look=LookId(_text(one["look"])), kept=kept[: len(frames)], frames=frames[: len(kept)])


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def clip_table(clip: Clip, video: AssetHash) -> dict[str, object]:
    """What a take keeps of a finished clip."""
    return {
        _CLIP: {
            "video": video,
            "mime": clip.mime,
            "frames": clip.frames,
            "frames_per_second": clip.frames_per_second,
            "still": 0,
            "subjects": [
                {"look": one.look_id, "kept": list(one.kept), "frames": list(one.frames)} for one in clip.subjects
            ],
        }
    }


def with_still(take: Take, number: int) -> str:
    """The `masks_json` of a moving take whose picture is another frame."""
    table = json.loads(take.masks_json)
    table[_CLIP]["still"] = number
    return json.dumps(table)
