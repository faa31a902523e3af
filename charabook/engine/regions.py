"""Where the figures of a panel are: boxes, outlines and painted masks become sets of image tokens."""

import io
from collections.abc import Sequence

import numpy as np
import torch
from PIL import Image, ImageDraw

from charabook.engine.masks import Grid
from charabook.engine.pictures import UNREADABLE
from charabook.engine.requests import Box, PaintedMask, Polygon, Region
from charabook.errors import BadInput

_FINE = 8
"""Outlines are drawn with so many dots to a token's side."""

_MAX_MASK_PIXELS = 64_000_000


def tokens_of(region: Region, grid: Grid) -> torch.Tensor:
    """The image tokens [N] bool that a region covers at least half.

    A region too small or thin for that still gets the tokens that it touches; one beside the picture gets none.
    Raises `BadInput` for an outline of fewer than three points or a mask that is no picture.
    """
    cover = _cover(region, grid)
    # cover: [h, w], from 0 to 1
    inside = cover >= 0.5
    if not inside.any():
        inside = cover > 0
    return torch.from_numpy(inside).flatten()


def _cover(region: Region, grid: Grid) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    fine = np.asarray(_drawn(region, grid), dtype=np.float64) / 255
    # fine: [h * _FINE, w * _FINE]
    cover: np.ndarray[tuple[int, int], np.dtype[np.float64]] = fine.reshape(grid.height, _FINE, grid.width, _FINE).mean(
        axis=(1, 3)
    )
    return cover


def _drawn(region: Region, grid: Grid) -> Image.Image:
    size = (grid.width * _FINE, grid.height * _FINE)
    if isinstance(region, PaintedMask):
        return _painted(region.png).resize(size, Image.Resampling.BOX).point(lambda grey: 255 if grey > 127 else 0)
    canvas = Image.new("L", size)
    if isinstance(region, Box):
        _fill_box(canvas, region)
    else:
        _fill_polygon(canvas, region)
    return canvas


def _fill_box(canvas: Image.Image, box: Box) -> None:
    left, top = round(box.left * canvas.width), round(box.top * canvas.height)
    right, bottom = (box.left + box.width) * canvas.width, (box.top + box.height) * canvas.height
    if right > left and bottom > top:
        ImageDraw.Draw(canvas).rectangle(
            (left, top, max(left, round(right) - 1), max(top, round(bottom) - 1)), fill=255
        )


def _fill_polygon(canvas: Image.Image, polygon: Polygon) -> None:
    if len(polygon.points) < 3:
        raise BadInput("An outline needs at least three points.", "Draw the figure's region again.")
    corners = [(x * canvas.width - 0.5, y * canvas.height - 0.5) for x, y in polygon.points]
    ImageDraw.Draw(canvas).polygon(corners, fill=255)


def _painted(png: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(png)) as mask:
            if mask.width * mask.height > _MAX_MASK_PIXELS:
                raise BadInput("The painted mask is too large.", "Paint the region again at the picture's own size.")
            return mask.convert("L")
    except UNREADABLE as wrong:
        raise BadInput("A painted mask is not a readable picture.", "Paint the region again.") from wrong


def owned(regions: Sequence[torch.Tensor], depths: Sequence[int]) -> list[torch.Tensor]:
    """Regions [N] without overlaps: a token belongs to the figure in front, the later one among equals."""
    order = sorted(range(len(regions)), key=lambda index: (depths[index], index), reverse=True)
    free = torch.ones_like(regions[0]) if regions else torch.empty(0, dtype=torch.bool)
    result = [torch.empty(0)] * len(regions)
    for index in order:
        result[index] = regions[index] & free
        free = free & ~regions[index]
    return result


def mask_picture(mask: torch.Tensor, grid: Grid) -> Image.Image:
    """A mask [N] as a greyscale picture at token resolution, white inside."""
    return Image.fromarray((mask.reshape(tuple(grid)).cpu().numpy() * 255).astype(np.uint8))
