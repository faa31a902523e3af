"""A region of any kind, box, polygon or painted: where it lies, and the same region somewhere else."""

from functools import lru_cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from charabook.engine.requests import Box, PaintedMask, Polygon, Region
from gui.canvas.painting import empty_mask, mask_image, mask_png, painted_bounds
from gui.canvas.shapes import bounds


def bounds_of(region: Region) -> Box:
    """The smallest box around a region; an empty one at the origin if nothing is painted."""
    return _painted_bounds(region.png) if isinstance(region, PaintedMask) else bounds(region)


def remapped(region: Region, to: Box) -> Region:
    """The region moved and stretched so that `to` is the box around it."""
    if isinstance(region, Box):
        return to
    around = bounds_of(region)
    if around == to or around.width == 0 or around.height == 0:
        return region
    if isinstance(region, PaintedMask):
        return PaintedMask(png=mask_png(_repainted(mask_image(region.png), around, to)))
    across, down = to.width / around.width, to.height / around.height
    return Polygon(
        points=tuple((to.left + (x - around.left) * across, to.top + (y - around.top) * down) for x, y in region.points)
    )


@lru_cache(maxsize=64)
def _painted_bounds(png: bytes) -> Box:
    """Reading a mask is dear, and a key that is held asks for the same ones again and again."""
    return painted_bounds(mask_image(png))


def _repainted(mask: QImage, around: Box, to: Box) -> QImage:
    moved = empty_mask(mask.size())
    painter = QPainter(moved)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(_pixels(to, mask), mask, _pixels(around, mask))
    painter.end()
    return moved


def _pixels(box: Box, mask: QImage) -> QRectF:
    width, height = mask.width(), mask.height()
    return QRectF(box.left * width, box.top * height, box.width * width, box.height * height)
