"""Where figures stand in a picture when nobody has said it exactly, and how large the picture is. Pure functions."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from charabook.engine.requests import Box
from charabook.story.script import Depth, Shot, Side

MIN_ASPECT, MAX_ASPECT = 0.4, 2.5


class Stage(Enum):
    """Which part of a picture a model fills with its figures."""

    WHOLE = "whole"  # all of its width
    SQUARE = "square"  # a square as high as the picture, in its middle


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """The sizes that a model draws well: about `area_px` pixels, sides in whole steps of `step_px`.

    A model that was trained on few sizes names them in `sizes`; no other is used then.
    """

    area_px: int
    step_px: int = 16
    sizes: tuple[tuple[int, int], ...] = ()


def picture_size(aspect: float, canvas: Canvas) -> tuple[int, int]:
    """Width and height in pixels nearest to `aspect` (width over height), of about the canvas's area."""
    wanted = min(max(aspect, MIN_ASPECT), MAX_ASPECT)
    if canvas.sizes:
        return min(canvas.sizes, key=lambda size: abs(math.log(size[0] / size[1] / wanted)))
    ideal_height = math.sqrt(canvas.area_px / wanted) / canvas.step_px
    candidates = [
        (max(1, round(height * wanted)), height)
        for height in range(max(1, int(ideal_height) - 1), int(ideal_height) + 3)
    ]

    def badness(size: tuple[int, int]) -> float:
        width, height = size
        area = width * height * canvas.step_px**2
        return 2 * abs(math.log(width / height / wanted)) + abs(math.log(area / canvas.area_px))

    width, height = min(candidates, key=badness)
    return width * canvas.step_px, height * canvas.step_px


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One figure on the stage; `side` is settled."""

    side: Side
    depth: Depth = Depth.MIDDLE


def default_boxes(figures: Sequence[Standing], shot: Shot, aspect: float, stage: Stage) -> tuple[Box, ...]:
    """A box for each figure, in fractions of a picture of this aspect. Neighbours overlap a little at most.

    A figure alone fills a square stage: a small model draws what it does not find room for somewhere else.
    """
    if stage is Stage.SQUARE and len(figures) == 1:
        return (_alone(figures[0].side, aspect),)
    width = min(1.0, 1.0 / aspect) if stage is Stage.SQUARE else 1.0
    height = min(1.0, aspect) if stage is Stage.SQUARE else 1.0
    boxes = [_box(figure, len(figures), shot) for figure in figures]
    return tuple(_on_stage(box, width, height) for box in boxes)


_TOPS = {Shot.WIDE: 0.42, Shot.FULL: 0.12, Shot.MEDIUM: 0.06, Shot.CLOSE_UP: 0.02}
_BOTTOMS = {Shot.WIDE: 0.94, Shot.FULL: 0.97, Shot.MEDIUM: 1.0, Shot.CLOSE_UP: 1.0}
_WIDTH_ALONE = {Shot.WIDE: 0.36, Shot.FULL: 0.56, Shot.MEDIUM: 0.68, Shot.CLOSE_UP: 0.84}
_WIDTHS = {2: 0.49, 3: 0.36}
_MIDDLES = {Side.LEFT: 0.0, Side.CENTRE: 0.5, Side.RIGHT: 1.0}
_BACK_SCALE, _FRONT_SCALE = 0.62, 1.08


_ALONE_WIDTH, _ALONE_HEIGHT = 0.7, 0.92
"""How much of the stage a figure alone has in a picture that is not square; else a small model draws a second one."""
_NEARLY_SQUARE = 1.1


def _alone(side: Side, aspect: float) -> Box:
    """The whole of a square picture; elsewhere about as much as fits a figure, on its side of the picture."""
    if 1 / _NEARLY_SQUARE < aspect < _NEARLY_SQUARE:
        return Box(left=0.0, top=0.0, width=1.0, height=1.0)
    width = _ALONE_WIDTH * min(1.0, 1.0 / aspect)
    height = _ALONE_HEIGHT * min(1.0, aspect)
    left = (1.0 - width) * _MIDDLES.get(side, 0.5)
    return Box(left=round(left, 4), top=round(0.98 - height, 4), width=round(width, 4), height=round(height, 4))


def _box(figure: Standing, count: int, shot: Shot) -> Box:
    top, bottom = _TOPS[shot], _BOTTOMS[shot]
    width = _WIDTH_ALONE[shot] if count == 1 else min(_WIDTH_ALONE[shot], _WIDTHS.get(count, 0.34))
    if figure.depth is Depth.BACK:
        # further away is smaller and stands higher in the picture
        height, width = (bottom - top) * _BACK_SCALE, width * _BACK_SCALE
        bottom -= 0.1
        top = bottom - height
    elif figure.depth is Depth.FRONT:
        top, width = max(0.0, bottom - (bottom - top) * _FRONT_SCALE), min(1.0, width * _FRONT_SCALE)
    left = (1.0 - width) * _MIDDLES.get(figure.side, 0.5)
    return Box(left=left, top=top, width=width, height=bottom - top)


def _on_stage(box: Box, width: float, height: float) -> Box:
    """Shrink the unit stage to `width` by `height`, in the middle of the picture's foot."""
    left, top = (1.0 - width) / 2, 1.0 - height
    return Box(
        left=round(left + box.left * width, 4),
        top=round(top + box.top * height, 4),
        width=round(box.width * width, 4),
        height=round(box.height * height, 4),
    )


_NEARNESS = {Depth.BACK: -1, Depth.MIDDLE: 0, Depth.FRONT: 1}


def nearness(depth: Depth) -> int:
    """The z of a figure: larger is nearer."""
    return _NEARNESS[depth]
