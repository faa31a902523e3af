"""A panel's picture in depth: the filled ground, the layers of figures, and what is drawn over the picture."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageChops
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPainterPath

from layouts.display_list import DisplayList, DrawImage, DrawOp
from layouts.motion.depth import filled, hole_of, soft_mask
from layouts.motion.rasters import Grid, Raster, from_pillow, to_pillow
from layouts.motion.sources import Cutout
from layouts.page import PanelId
from layouts.shapes import Outline, Point, Rect

_LEAST_SHARE, _MOST_SHARE = 0.015, 0.9  # of the panel that figures may cover and still stand out
_REACH = 0.014  # how far the nearest figure moves at most, in widths of the panel
_NEARER = 0.03  # how much larger it becomes
_FOLLOWS = 0.09  # of the camera's way
_EDGE = 0.02
_BEYOND_MM = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Figures that move together. Sides at which they are cut off by the picture do not come away from it.

    figures  their places among the panel's cutouts
    """

    figures: tuple[int, ...]
    raster: Raster
    nearness: float
    moves_across: bool
    moves_down: bool
    anchor: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A panel that can be seen in depth. `front` is what the page draws over the picture."""

    box: Rect
    clip: Outline
    ground: Raster
    layers: tuple[Layer, ...]
    front: Raster

    def placed(self, layer: Layer, swing: tuple[float, float], depth: float) -> Rect:
        """Where a layer lies while the camera stands `swing` mm off its middle place; `depth` 0 is flat.

        What the picture shows whole stays whole: where there is room, a layer neither grows nor moves out of the panel.
        """
        most = _REACH * self.box.width * layer.nearness * depth
        box, anchor, room = layer.raster.box, layer.anchor, self._room(layer)
        extents = (anchor.x - box.x, box.right - anchor.x, anchor.y - box.y, box.bottom - anchor.y)
        growth = _NEARER * layer.nearness * depth
        for free, extent in zip(room, extents, strict=True):
            if extent > 0:
                growth = min(growth, max(0.0, free - most) / extent)
        way = [min(max(-_FOLLOWS * depth * layer.nearness * one, -most), most) for one in swing]
        dx = min(max(way[0], -room[0]), room[1]) if layer.moves_across else 0.0
        dy = min(max(way[1], -room[2]), room[3]) if layer.moves_down else 0.0
        factor = 1 + growth
        left, top = anchor.x + (box.x - anchor.x) * factor + dx, anchor.y + (box.y - anchor.y) * factor + dy
        return Rect(left, top, box.width * factor, box.height * factor)

    def _room(self, layer: Layer) -> tuple[float, float, float, float]:
        """How far the layer is from the panel's left, right, top and bottom, mm; without end where it is cut off."""
        box, whole = layer.raster.box, self.box
        across = box.x - whole.x, whole.right - box.right
        down = box.y - whole.y, whole.bottom - box.bottom
        limits = [(room, _EDGE * whole.width) for room in across] + [(room, _EDGE * whole.height) for room in down]
        left, right, top, bottom = (room if room > edge else math.inf for room, edge in limits)
        return left, right, top, bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """A stage at a moment: the camera stands `swing` mm off the panel's middle; `depth` 0 is flat."""

    stage: Stage
    swing: tuple[float, float]
    depth: float

    def place(self, layer: Layer) -> Rect:
        """Where a layer lies, mm."""
        return self.stage.placed(layer, self.swing, self.depth)


def stage_of(
    drawing: DisplayList,
    ground: Sequence[DrawOp],
    panel_id: PanelId,
    cutouts: Sequence[Cutout],
    grid: Grid,
) -> Stage | None:
    """The stage of a panel; None if it has no picture, or nobody in it stands out from the ground."""
    found = picture_of(drawing, ground, panel_id)
    if found is None:
        return None
    at, picture = found
    if picture.clip is None or picture.alpha < 1:
        return None
    box = grid.snapped(picture.clip.bounds().kept_within(drawing.bleed_box))
    whole = to_pillow(grid.painted(drawing, (_unclipped(picture),), box)).convert("RGB")
    softs = [_mask(cutout, picture, drawing, box, grid) for cutout in cutouts]
    groups = _grouped(softs, [cutout.nearness for cutout in cutouts])
    layers = tuple(_layer(whole, group, box) for group in groups)
    hole = np.zeros(whole.size[::-1], dtype=bool)
    for group in groups:
        hole |= hole_of(group.soft)
    if not layers or not _LEAST_SHARE <= float(hole.mean()) <= _MOST_SHARE:
        return None
    return Stage(
        box=box,
        clip=picture.clip,
        ground=Raster.of(from_pillow(filled(whole, hole)), box),
        layers=tuple(sorted(layers, key=lambda layer: layer.nearness)),
        front=front_of(drawing, ground[at + 1 :], box, grid),
    )


def picture_of(drawing: DisplayList, ops: Sequence[DrawOp], panel_id: PanelId) -> tuple[int, DrawImage] | None:
    """The picture of a panel among some drawings, with its place in paint order."""
    for at, op in enumerate(ops):
        if not isinstance(op, DrawImage) or op.element is None:
            continue
        if drawing.structure[op.element].source_id == panel_id:
            return at, op
    return None


def front_of(drawing: DisplayList, over: Sequence[DrawOp], box: Rect, grid: Grid) -> Raster:
    """What the page draws over a picture that lies in `box`.

    It reaches a little beyond: its soft edge must not fall together with the picture's, or a hair line would be seen.
    """
    return grid.raster(drawing, over, box.grown(_BEYOND_MM))


def _unclipped(picture: DrawImage) -> DrawImage:
    return DrawImage(path=picture.path, pixels=picture.pixels, placing=picture.placing)


def _mask(cutout: Cutout, picture: DrawImage, drawing: DisplayList, box: Rect, grid: Grid) -> Image.Image:
    """The mask laid over the picture, as the opacity of the figure's layer. An unreadable one is empty."""
    try:
        with Image.open(cutout.mask) as opened:
            pixels = opened.size
    except (OSError, ValueError, Image.DecompressionBombError):
        return Image.new("L", (1, 1))
    laid = DrawImage(path=cutout.mask, pixels=pixels, placing=picture.placing)
    return soft_mask(to_pillow(grid.painted(drawing, (laid,), box)).convert("L"))


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    """Figures that touch, and their layer's opacity."""

    figures: tuple[int, ...]
    soft: Image.Image
    nearness: float


def _grouped(softs: Sequence[Image.Image], nearness: Sequence[float]) -> list[_Group]:
    """Figures that touch move as one: parted, the seam between them would be seen."""
    groups: list[_Group] = []
    for figure, soft in enumerate(softs):
        if soft.getbbox() is None:
            continue
        touching = [one for one in groups if ImageChops.multiply(_any(one.soft), _any(soft)).getbbox() is not None]
        groups = [one for one in groups if one not in touching]
        joined = _Group((figure,), soft, nearness[figure])
        for one in touching:
            joined = _Group(
                one.figures + joined.figures,
                ImageChops.lighter(one.soft, joined.soft),
                max(one.nearness, joined.nearness),
            )
        groups.append(joined)
    return groups


def _any(soft: Image.Image) -> Image.Image:
    """White wherever a layer is not wholly clear."""
    return soft.point(lambda grey: 255 if grey else 0)


def _layer(whole: Image.Image, group: _Group, box: Rect) -> Layer:
    soft = group.soft
    bounds = soft.getbbox()
    assert bounds is not None
    left, top, right, bottom = bounds
    width, height = whole.size
    cut = whole.crop(bounds)
    cut.putalpha(soft.crop(bounds))
    x_mm, y_mm = box.width / width, box.height / height
    place = Rect(box.x + left * x_mm, box.y + top * y_mm, (right - left) * x_mm, (bottom - top) * y_mm)
    meets_left, meets_right = left <= _EDGE * width, right >= (1 - _EDGE) * width
    meets_bottom, meets_top = bottom >= (1 - _EDGE) * height, top <= _EDGE * height
    anchor_x = place.x if meets_left and not meets_right else place.right if meets_right and not meets_left else None
    return Layer(
        figures=group.figures,
        raster=Raster.of(from_pillow(cut), place),
        nearness=group.nearness,
        moves_across=not (meets_left or meets_right),
        moves_down=not (meets_bottom or meets_top),
        anchor=Point(place.centre.x if anchor_x is None else anchor_x, place.y if meets_top else place.bottom),
    )


def draw_stage(painter: QPainter, clip: QPainterPath, pose: Pose) -> None:
    """Draw the picture in depth over the flat one, within `clip`. The painter's unit is the millimetre."""
    painter.save()
    painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
    pose.stage.ground.draw(painter)
    for layer in pose.stage.layers:
        layer.raster.draw(painter, pose.place(layer))
    painter.restore()
    pose.stage.front.draw(painter)
