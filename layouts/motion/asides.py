"""Words that have been read step aside where the camera, staying in their panel, would cut through them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from layouts.motion.timeline import Aside, Cue, Keyframe, Shot
from layouts.shapes import Rect

_HARDLY = 0.03  # of the words' box: so little in sight disturbs nobody
_AIR = 0.01  # of the view's width between its edge and words that are whole
_WORTH_S = 1.0


def with_asides(
    cues: Sequence[Cue], shots: Sequence[Shot], keys: Sequence[Keyframe], boxes: Mapping[str, Rect], aspect: float
) -> tuple[Cue, ...]:
    """The cues of a scene, told when their words (in `boxes`, mm on the page) are away; `aspect` is the frame's."""
    made = []
    for cue in cues:
        shot = next((one for one in shots if one.panel_id == cue.panel_id and one.at_s <= cue.at_s <= one.end_s), None)
        at_s = None if shot is None else _cut_from(boxes[cue.source_id], cue, shot, keys, aspect)
        if shot is None or at_s is None or shot.end_s - at_s < _WORTH_S:
            made.append(cue)
        else:
            made.append(replace(cue, aside=Aside(at_s=at_s, length_s=shot.end_s - at_s)))
    return tuple(made)


def _cut_from(box: Rect, cue: Cue, shot: Shot, keys: Sequence[Keyframe], aspect: float) -> float | None:
    """When the camera sets out for the first place from which only a part of the words would be seen."""
    for before, key in pairwise(keys):
        if cue.end_s < key.at_s <= shot.end_s and _is_cut(box, key.camera.view(aspect)):
            return max(before.at_s, cue.end_s)
    return None


def _is_cut(box: Rect, view: Rect) -> bool:
    share = box.overlap_area(view) / max(box.width * box.height, 1e-6)
    return share > _HARDLY and not view.grown(-_AIR * view.width).contains(box)
