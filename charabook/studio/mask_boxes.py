"""Where a figure and its head are in a picture, read from the mask that the engine drew it with."""

import io
import logging
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

_log = logging.getLogger(__name__)

HEAD_SHARE = 0.42
"""How much of a standing storybook figure is head."""
STRAY_SHARE = 0.01
"""How much of a mask at either end of it may be stray."""
SLIM_SHARE = 0.35
"""What is slimmer than this share of a figure's mean width hangs on to it by chance, or is a limb."""

Box = list[float]
"""Left, top, width, height in fractions of the picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskBoxes:
    """The box of a figure, and of a standing figure's upper part, where its head is."""

    figure: Box
    head: Box


def mask_boxes(mask_png: bytes) -> MaskBoxes | None:
    """The boxes of a mask's white part; None if nothing is white.

    Only the largest piece counts: a mask follows attention, which wanders.
    """
    white = _largest_piece(_white(mask_png))
    if not white.any():
        return None
    top, bottom = _span(white.sum(axis=1))
    neck = top + max(1, round((bottom - top) * HEAD_SHARE))
    upper = np.zeros_like(white)
    upper[top:neck] = white[top:neck]
    return MaskBoxes(figure=_box_of(white), head=_box_of(upper))


def mask_box(mask_png: bytes) -> Box | None:
    """The box of the whole figure alone."""
    boxes = mask_boxes(mask_png)
    return boxes.figure if boxes else None


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


def _box_of(white: NDArray[np.bool_]) -> Box:
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
