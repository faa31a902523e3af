"""What the arrow keys do to figures: a step, a leap, the way to the next guide, or its size."""

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from charabook.engine.requests import Box
from gui.canvas.guides import Guides
from gui.canvas.shapes import SMALLEST, box_of_all, moved_box

STEP, LEAP = 0.01, 0.05
"""Fractions of the picture."""

Direction = tuple[int, int]
"""Across and down, each -1, 0 or 1."""


class Stride(StrEnum):
    """Which key is held with the arrow."""

    STEP = "step"
    LEAP = "leap"
    GUIDE = "guide"
    SIZE = "size"


HELD_NAMES = {Stride.STEP: "", Stride.LEAP: "Shift+", Stride.GUIDE: "Ctrl+", Stride.SIZE: "Alt+"}
KEYS = {
    Stride.STEP: Qt.KeyboardModifier.NoModifier,
    Stride.LEAP: Qt.KeyboardModifier.ShiftModifier,
    Stride.GUIDE: Qt.KeyboardModifier.ControlModifier,
    Stride.SIZE: Qt.KeyboardModifier.AltModifier,
}
ARROWS: dict[Qt.Key, Direction] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_HELD = KEYS[Stride.LEAP] | KEYS[Stride.GUIDE] | KEYS[Stride.SIZE]


def stride_of(event: QKeyEvent) -> tuple[Stride, Direction] | None:
    """What a key asks for; None for any other key."""
    direction = ARROWS.get(Qt.Key(event.key()))
    held = event.modifiers() & _HELD  # the arrows of a keypad are arrows too
    stride = next((stride for stride, key in KEYS.items() if key == held), None)
    return (stride, direction) if stride is not None and direction is not None else None


def all_strode(boxes: Mapping[str, Box], stride: Stride, direction: Direction, guides: Guides) -> dict[str, Box]:
    """Several boxes after a key: they go the same way together, but each is sized for itself."""
    if stride is Stride.SIZE or not boxes:
        return {key: strode(box, stride, direction, guides) for key, box in boxes.items()}
    before = box_of_all(list(boxes.values()))
    after = strode(before, stride, direction, guides)
    return {key: moved_box(box, after.left - before.left, after.top - before.top) for key, box in boxes.items()}


def strode(box: Box, stride: Stride, direction: Direction, guides: Guides) -> Box:
    """The box after a key; it never leaves the picture."""
    across, down = direction
    if stride is Stride.SIZE:
        return _grown(box, across * STEP, -down * STEP)
    if stride is Stride.GUIDE:
        dx = guides.across.way_on(box.left, box.width, across) if across else 0.0
        dy = guides.down.way_on(box.top, box.height, down) if down else 0.0
        return moved_box(box, dx, dy)
    length = LEAP if stride is Stride.LEAP else STEP
    return moved_box(box, across * length, down * length)


def _grown(box: Box, wider: float, taller: float) -> Box:
    """Wider to both sides, taller upwards: the feet stay on the ground."""
    width = min(1.0, max(SMALLEST, box.width + wider))
    height = min(1.0, max(SMALLEST, box.height + taller))
    left, top = box.left + (box.width - width) / 2, box.top + box.height - height
    return moved_box(Box(left=left, top=top, width=width, height=height), 0.0, 0.0)
