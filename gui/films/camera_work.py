"""What a hand on the camera rectangle means: keyframes set, moved and taken away. No Qt."""

from dataclasses import replace

from layouts.motion.direction import PanelDirection, PanelKey
from layouts.motion.easing import Easing
from layouts.motion.shots import Subject, panel_key
from layouts.motion.timeline import Camera, Keyframe, Move
from layouts.page import Binding
from layouts.problems import Composition
from layouts.shapes import Rect

SAME_PART = 0.015
"""Keyframes nearer than this are one."""
NEAREST, FARTHEST = 0.08, 1.3
"""How wide the camera's view may be, in widths of the view of the whole page."""


def panel_box(composition: Composition, panel_id: str) -> Rect | None:
    """The part of a panel that lies on the trimmed page, mm; None if the page has no such panel."""
    sheet = composition.display_list.trim_box
    found = next((one for one in composition.panels if one.panel_id == panel_id), None)
    return found.outline.bounds().kept_within(sheet) if found is not None else None


def with_key(direction: PanelDirection, key: PanelKey) -> PanelDirection:
    """The direction with one keyframe set; one at the same time is replaced, and keeps its easing."""
    near = next((one for one in direction.keys if abs(one.at - key.at) < SAME_PART), None)
    placed = replace(key, at=near.at, easing=near.easing) if near is not None else key
    others = [one for one in direction.keys if one is not near]
    keys = tuple(sorted((*others, placed), key=lambda one: one.at))
    return replace(direction, move=Move.KEYFRAMES, keys=keys)


def without_key(direction: PanelDirection, index: int) -> PanelDirection:
    """The direction with one keyframe less; without any the camera moves by itself again."""
    keys = tuple(one for number, one in enumerate(direction.keys) if number != index)
    return replace(direction, move=Move.KEYFRAMES if keys else Move.AUTO, keys=keys)


def with_key_moved(direction: PanelDirection, index: int, part: float) -> PanelDirection:
    """The direction with a keyframe at another part of the shot; one that stands there already gives way."""
    moving = replace(direction.keys[index], at=min(max(part, 0.0), 1.0))
    others = [one for n, one in enumerate(direction.keys) if n != index and abs(one.at - moving.at) >= SAME_PART]
    return replace(direction, keys=tuple(sorted((*others, moving), key=lambda one: one.at)))


def with_easing(direction: PanelDirection, index: int, easing: Easing) -> PanelDirection:
    """The direction with another manner of coming to a keyframe."""
    keys = tuple(replace(one, easing=easing) if n == index else one for n, one in enumerate(direction.keys))
    return replace(direction, keys=keys)


def key_at(direction: PanelDirection, part: float) -> int | None:
    """The number of the keyframe that stands at a part of the shot."""
    return next((n for n, one in enumerate(direction.keys) if abs(one.at - part) < SAME_PART), None)


def key_of(camera: Camera, part: float, box: Rect, page: Rect, aspect: float) -> PanelKey:
    """A camera on the page as a keyframe of a panel's shot."""
    subject = Subject(box=box, page=page, aspect=aspect, binding=Binding.LEFT)
    return panel_key(Keyframe(at_s=0.0, camera=camera), part, subject)


def moved(camera: Camera, right: float, down: float) -> Camera:
    """The camera moved by parts of its view's width."""
    return Camera(camera.x + right * camera.width, camera.y + down * camera.width, camera.width)


def widened(camera: Camera, factor: float, whole: Camera) -> Camera:
    """The camera seeing more or less about the same middle; `whole` sees all of the page."""
    width = min(max(camera.width * factor, whole.width * NEAREST), whole.width * FARTHEST)
    return Camera(camera.x, camera.y, width)
