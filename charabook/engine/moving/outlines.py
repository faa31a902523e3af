"""From the engine's coarse mask of a character to its outline in the picture. Torch-free.

The engine sees characters in tokens, sixteen pixels wide. What is well inside the mask shows how the character is
coloured, what is well outside shows its surroundings; in the band between, each pixel goes to whom its colour fits, as
long as it hangs together with the inside.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

COARSE = 4
"""A mask with pixels at least so many times as wide as the picture's is coarse."""

_INSIDE, _OUTSIDE = 0.9, 1.6
"""How far from the mask's rim, in its own pixels, a place is surely inside or outside."""
_LEVELS = 16
_DOUBT = 0.1
"""How likely the mask is wrong about a place in the band."""
_SMOOTH_SHARE = 0.12
_SIDE_PX = 512

Floats = NDArray[np.float32]
Truth = NDArray[np.bool_]


def outlined(mask: Image.Image, picture: Image.Image) -> Image.Image:
    """A mask of the picture's size (L) that follows the character's outline; fine masks are only resized."""
    soft = mask.convert("L").resize(picture.size, Image.Resampling.BILINEAR)
    if picture.width < COARSE * mask.width:
        return soft
    size = _working_size(picture)
    token_px = size[0] / mask.width
    white = _true(soft.resize(size, Image.Resampling.BILINEAR))
    inside = ~_widened(~white, round(_INSIDE * token_px))
    reach = _widened(white, round(_OUTSIDE * token_px))
    if not inside.any() or reach.all():
        return soft
    before: Floats = np.asarray(soft.resize(size, Image.Resampling.BILINEAR), dtype=np.float32) / np.float32(255)
    likely = _likely(picture.convert("RGB").resize(size, Image.Resampling.BOX), inside, reach, before)
    found = _connected(_smooth(likely, token_px) >= 0.5, inside) & reach
    outline = Image.fromarray((found * 255).astype(np.uint8)).filter(ImageFilter.MedianFilter(5))
    return outline.filter(ImageFilter.GaussianBlur(0.8)).resize(picture.size, Image.Resampling.BICUBIC)


def _working_size(picture: Image.Image) -> tuple[int, int]:
    scale = min(1.0, _SIDE_PX / max(picture.size))
    return max(1, round(picture.width * scale)), max(1, round(picture.height * scale))


def _widened(mask: Truth, radius: int) -> Truth:
    """The mask and everything within `radius` pixels of it, along both axes."""
    for axis in (0, 1):
        edge = [(0, 0), (0, 0)]
        edge[axis] = (radius + 1, radius)
        total = np.pad(mask, edge).cumsum(axis=axis)
        count = total.shape[axis]
        mask = total.take(range(2 * radius + 1, count), axis) > total.take(range(count - 2 * radius - 1), axis)
    return mask


def _true(mask: Image.Image) -> Truth:
    white: Truth = np.asarray(mask) >= 128
    return white


def _likely(picture: Image.Image, inside: Truth, reach: Truth, before: Floats) -> Floats:
    """How likely each pixel belongs to the character, by its colour and by the mask: certain inside, never beyond."""
    bins = (np.asarray(picture.filter(ImageFilter.GaussianBlur(1)), dtype=np.int32) * _LEVELS) // 256
    ours, theirs = _share(bins[inside]), _share(bins[~reach])
    there = tuple(np.moveaxis(bins, 2, 0))
    told = before.clip(_DOUBT, 1 - _DOUBT)
    yes, no = ours[there] * told, theirs[there] * (1 - told)
    likely: Floats = yes / (yes + no)
    likely[inside] = 1.0
    likely[~reach] = 0.0
    return likely


def _share(colours: NDArray[np.int32]) -> Floats:
    """How often each colour occurs, neighbouring colours and a little doubt included."""
    flat = np.ravel_multi_index(tuple(colours.T), (_LEVELS,) * 3)
    counts: Floats = np.bincount(flat, minlength=_LEVELS**3).astype(np.float32).reshape((_LEVELS,) * 3)
    for axis in range(3):
        counts = counts + np.float32(0.5) * (_shifted(counts, 1, axis) + _shifted(counts, -1, axis))
    shares: Floats = counts / counts.sum() + np.float32(1e-5)
    return shares


def _shifted(counts: Floats, step: int, axis: int) -> Floats:
    moved = np.roll(counts, step, axis)
    rim = [slice(None)] * 3
    rim[axis] = slice(0, 1) if step > 0 else slice(-1, None)
    moved[tuple(rim)] = 0
    return moved


def _smooth(likely: Floats, token_px: float) -> Floats:
    picture = Image.fromarray((likely * 255).astype(np.uint8))
    blurred = picture.filter(ImageFilter.GaussianBlur(max(0.5, _SMOOTH_SHARE * token_px)))
    smooth: Floats = np.asarray(blurred, dtype=np.float32) / np.float32(255)
    return smooth


def _connected(candidates: Truth, seeds: Truth) -> Truth:
    """The candidates that hang together with the seeds."""
    grown = seeds.copy()
    while True:
        wider = (_widened(grown, 2) & candidates) | seeds
        if (wider == grown).all():
            return grown
        grown = wider
