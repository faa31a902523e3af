"""How much of a subject's look each frame of a clip still shows: the figures behind a clip's drift score. Torch-free.

The look of a subject is a small bag of words: what its reference picture shows around single points (colours in CIE
L*a*b*, averaged over a small, a middle and a large neighbourhood), summed up by the words that differ most. A frame
shows the subject where one window of the subject's shape, at one of several scales, answers most of these words.

    kept   the mean answer of that window, weighted by how much of the subject each word covers; 1 is the reference
    drift  the highest kept of the clip less the lowest

The measure knows nothing of what is drawn: it needs no trained judge, works for every model and for motion comics, and
takes milliseconds. It is blind to shape (a subject whose parts change places keeps its words), a subject that leaves
the picture counts as lost, and a background of the subject's own colours can stand in for it.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from charabook.engine.moving.cutouts import ink_of

Floats = NDArray[np.float32]

SUBJECT_PX = 48
"""The subject's longer side while its words are collected, and while it is looked for."""
WORDS = 24
NEAR = 9.0
"""Distance in L*a*b* at which a word counts as answered by e**-1."""

_SCALES = (1.0, 1.4, 2.0, 2.8, 4.0)
"""How many times the subject's longer side goes into the frame's shorter one."""
_WIDTHS = (3, 7, 15)
_CELL_PX = 4


class Look(NamedTuple):
    """A subject's words, [WORDS, 9]; how much of it each covers, [WORDS]; and its window in pixels (width, height)."""

    words: Floats
    shares: Floats
    window: tuple[int, int]


def look_of(subject: Image.Image) -> Look:
    """The look of a reference picture: a subject alone, on white or on nothing."""
    opaque, ink = ink_of(subject)
    box = ink.getbbox() or (0, 0, *ink.size)
    scale = SUBJECT_PX / max(box[2] - box[0], box[3] - box[1])
    size = (max(4, round((box[2] - box[0]) * scale)), max(4, round((box[3] - box[1]) * scale)))
    inside: Floats = np.asarray(ink.resize(size, Image.Resampling.BOX, box), dtype=np.float32) / np.float32(255)
    features = _features(_lab(opaque.resize(size, Image.Resampling.BOX, box)), inside)
    solid = features[inside >= 0.5]
    # [points, 9]
    words, shares = _words(solid if len(solid) else features.reshape(-1, features.shape[-1]))
    return Look(words, shares, size)


def kept(look: Look, frame: Image.Image) -> float:
    """How much of a look a frame shows, from 0 to 1: the best window at the best scale."""
    shorter = min(frame.size)
    best = 0.0
    for scale in _SCALES:
        factor = SUBJECT_PX * scale / shorter
        size = (max(8, round(frame.width * factor)), max(8, round(frame.height * factor)))
        small = _lab(frame.convert("RGB").resize(size, Image.Resampling.BOX))
        best = max(best, _best_window(look, _features(small, np.ones(small.shape[:2], np.float32))))
    return best


def drift(values: Sequence[float]) -> float:
    """How far the measured frames of a clip lie apart; single frames that stand alone count half."""
    if len(values) < 2:
        return 0.0
    pairs = [(left + right) / 2 for left, right in pairwise(values)]
    return max(pairs) - min(pairs)


# ---------------------------------------------------------------------------------------------- words


def _words(points: Floats) -> tuple[Floats, Floats]:
    """The points that differ most (each new one is the farthest from all before), and how many points are near each."""
    middle = points.mean(axis=0)
    chosen = [int(((points - middle) ** 2).sum(axis=1).argmin())]
    distance = ((points - points[chosen[0]]) ** 2).mean(axis=1)
    while len(chosen) < WORDS and distance.max() > (NEAR / 2) ** 2:
        chosen.append(int(distance.argmax()))
        distance = np.minimum(distance, ((points - points[chosen[-1]]) ** 2).mean(axis=1))
    words = points[chosen]
    nearest = ((points[:, None] - words[None]) ** 2).mean(axis=2).argmin(axis=1)
    shares = np.bincount(nearest, minlength=len(words)).astype(np.float32)
    return words, shares / shares.sum()


def _best_window(look: Look, features: Floats) -> float:
    height, width, depth = features.shape
    flat = features.reshape(-1, depth)
    # [pixels, words]
    squared = (flat**2).mean(axis=1)[:, None] + (look.words**2).mean(axis=1)[None] - 2 / depth * flat @ look.words.T
    answers = np.exp(-np.maximum(squared, 0) / NEAR**2).reshape(height, width, -1)
    cells = _pooled(answers)
    across, down = (max(1, round(side / _CELL_PX)) for side in look.window)
    best = _window_max(_window_max(cells, down, 0), across, 1)
    # [cells down, cells across, words]
    return float((best @ look.shares).max())


def _pooled(answers: Floats) -> Floats:
    """The best answer in every cell."""
    height, width, words = answers.shape
    down, across = -(-height // _CELL_PX), -(-width // _CELL_PX)
    padded = np.zeros((down * _CELL_PX, across * _CELL_PX, words), np.float32)
    padded[:height, :width] = answers
    pooled: Floats = padded.reshape(down, _CELL_PX, across, _CELL_PX, words).max(axis=(1, 3))
    return pooled


def _window_max(cells: Floats, length: int, axis: int) -> Floats:
    """The maximum over `length` neighbours along an axis; a window may stand out of the picture."""
    result = cells.copy()
    for shift in range(1, min(length, cells.shape[axis])):
        ahead = [slice(None)] * 3
        behind = [slice(None)] * 3
        ahead[axis], behind[axis] = slice(None, -shift), slice(shift, None)
        np.maximum(result[tuple(ahead)], cells[tuple(behind)], out=result[tuple(ahead)])
    return result


# ---------------------------------------------------------------------------------------------- colours


def _features(lab: Floats, inside: Floats) -> Floats:
    """Every pixel's neighbourhoods, [H, W, 9]; what is not inside the subject does not count."""
    return np.concatenate([_mean(lab, inside, width) for width in _WIDTHS], axis=2)


def _mean(lab: Floats, inside: Floats, width: int) -> Floats:
    weight = _box(inside[..., None], width)
    mean = _box(lab * inside[..., None], width) / np.maximum(weight, 1e-3)
    return mean.astype(np.float32)


def _box(values: Floats, width: int) -> Floats:
    """Sums over squares of `width` pixels; the border is repeated."""
    for axis in (0, 1):
        edge = [(0, 0)] * values.ndim
        edge[axis] = (width // 2 + 1, width // 2)
        total = np.pad(values, edge, mode="edge").astype(np.float64).cumsum(axis=axis)
        total = np.take(total, range(width, total.shape[axis]), axis) - np.take(
            total, range(total.shape[axis] - width), axis
        )
        values = total.astype(np.float32)
    return values


_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]], np.float32)
_WHITE_XYZ = np.array([0.9505, 1.0, 1.089], np.float32)


def _lab(picture: Image.Image) -> Floats:
    """CIE L*a*b* of an sRGB picture (IEC 61966-2-1, D65), [H, W, 3]."""
    srgb = np.asarray(picture, dtype=np.float32) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    xyz = linear @ _TO_XYZ.T / _WHITE_XYZ
    root = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    x, y, z = np.moveaxis(root, 2, 0)
    lab: Floats = np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=2).astype(np.float32)
    return lab
