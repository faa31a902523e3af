"""Where things are on a page or in a picture, as the project keeps it: points, heads, regions, crops."""

from collections.abc import Iterator, Sequence

from charabook.engine.requests import Box, Polygon, Region
from charabook.studio.mask_boxes import HEAD_SHARE, mask_box
from charabook.studio.stored import number, table
from layouts.page import Crop, Figure
from layouts.shapes import Point, Rect
from projects import records


def points_in(values: object) -> Iterator[Point]:
    """The (x, y) pairs of a list, skipping what is none."""
    for value in values if isinstance(values, list) else []:
        if isinstance(value, list) and len(value) == 2:
            x, y = number(value[0]), number(value[1])
            if x is not None and y is not None:
                yield Point(x, y)


def head_of(box: Rect) -> Rect:
    """Where the head is in a standing figure's box: the upper part of its middle."""
    width = box.width * 0.6
    return Rect(box.x + (box.width - width) / 2, box.y, width, box.height * HEAD_SHARE)


def box_of(region: Region) -> Rect:
    """The box round a region, in fractions of the picture."""
    if isinstance(region, Box):
        return Rect(region.left, region.top, region.width, region.height)
    if isinstance(region, Polygon):
        return Rect.around(region.points)
    return Rect(*(mask_box(region.png) or (0.0, 0.0, 1.0, 1.0)))


def crop_of(panel: records.Panel, figures: Sequence[Figure]) -> Crop:
    """How the picture sits in its frame: as somebody chose, else such that the faces stay in it."""
    crop, focus = table(panel.crop_json), table(panel.focus_json)
    point = next(points_in([[focus.get("x"), focus.get("y")]]), None) or _middle_of_interest(figures)
    return Crop(zoom=number(crop.get("zoom")) or 1.0, rotate_deg=number(crop.get("rotate_deg")) or 0.0, focus=point)


def _middle_of_interest(figures: Sequence[Figure]) -> Point | None:
    """Half-way between the middle of the heads and that of the whole figures: faces stay in, feet if there is room."""
    if not figures:
        return None
    heads = Rect.around(corner for figure in figures for corner in figure.head_box.corners)
    wholes = Rect.around(corner for figure in figures for corner in figure.box.corners)
    return heads.centre.towards(wholes.centre, 0.5)
