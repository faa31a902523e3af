"""Where a picture is calm: a small map of how much happens where, so that balloons cover sky rather than faces."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from layouts.shapes import Affine

_SIDE = 64  # pixels of the map's longer side: finer than any balloon
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class QuietMap:
    """Busyness summed from the top left corner: `sums` [rows + 1, columns + 1], and the way from page to picture.

    Busyness is 0 where nothing happens and 1 in the busiest part of the picture.
    """

    sums: Floats
    to_picture: Affine

    def busyness(self, xs: Floats, ys: Floats, width: float, height: float) -> Floats:
        """The mean busyness under boxes of one size with the given middles (mm)."""
        rows, columns = self.sums.shape[0] - 1, self.sums.shape[1] - 1
        left, top = self._cell(xs - width / 2, ys - height / 2, columns, rows)
        right, bottom = self._cell(xs + width / 2, ys + height / 2, columns, rows)
        right, bottom = np.maximum(right, left + 1), np.maximum(bottom, top + 1)
        total = self.sums[bottom, right] - self.sums[top, right] - self.sums[bottom, left] + self.sums[top, left]
        mean: Floats = total / ((right - left) * (bottom - top))
        return mean

    def _cell(self, xs: Floats, ys: Floats, columns: int, rows: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        to = self.to_picture
        u = to.a * xs + to.c * ys + to.e
        v = to.b * xs + to.d * ys + to.f
        column = np.clip(np.rint(u * columns), 0, columns - 1).astype(np.intp)
        row = np.clip(np.rint(v * rows), 0, rows - 1).astype(np.intp)
        return column, row


def quiet_map(path: Path, placing: Affine) -> QuietMap | None:
    """The quiet map of a picture that lies on the page by `placing`; None if the picture cannot be read."""
    try:
        return _mapped(str(path), path.stat().st_mtime_ns, placing)
    except (OSError, ValueError, ZeroDivisionError, Image.DecompressionBombError):
        return None


@lru_cache(512)
def _mapped(path: str, modified_ns: int, placing: Affine) -> QuietMap:
    """The same map for the same picture in the same place, so that lettering can be remembered by it."""
    return QuietMap(_busy_sums(path, modified_ns), placing.inverse())


@lru_cache(256)
def _busy_sums(path: str, _modified_ns: int) -> Floats:
    with Image.open(path) as picture:
        picture.draft("L", (_SIDE * 4, _SIDE * 4))
        grey = picture.convert("L")
    grey.thumbnail((_SIDE, _SIDE), Image.Resampling.BOX)
    light = np.asarray(grey, dtype=np.float64) / 255
    edges = np.zeros_like(light)
    edges[:, :-1] += np.abs(np.diff(light, axis=1))
    edges[:-1, :] += np.abs(np.diff(light, axis=0))
    busy = edges / max(float(np.quantile(edges, 0.97)), 0.02)
    return np.pad(np.minimum(busy, 1.0), ((1, 0), (1, 0))).cumsum(axis=0).cumsum(axis=1)
