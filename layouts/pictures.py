"""A picture in its frame: it always covers the frame, turned and zoomed as wished, and keeps its focus in view."""

import math
from collections.abc import Sequence

from layouts.page import Crop, Figure, Picture
from layouts.shapes import Affine, Point, Rect

MIN_ZOOM, MAX_ZOOM = 1.0, 20.0


def placing(picture: Picture, frame: Sequence[Point], crop: Crop, figures: Sequence[Figure] = ()) -> Affine:
    """The map from the picture's unit square to the page.

    The picture is turned by the crop, scaled to cover the frame times the zoom, and moved so that the focus comes as
    near to the middle of the frame as covering allows. Without a focus the faces are the focus, without faces the
    middle.
    """
    turned = Affine.rotation(-crop.rotate_deg)
    hole = Rect.around(turned.apply(corner) for corner in frame)
    across, down = max(1, picture.pixels[0]), max(1, picture.pixels[1])
    zoom = min(max(crop.zoom, MIN_ZOOM), MAX_ZOOM)
    scale = max(hole.width / across, hole.height / down) * zoom
    width, height = max(across * scale, 1e-6), max(down * scale, 1e-6)
    focus = crop.focus or face_focus(figures)
    left = _covering(hole.x, hole.width, width, focus.x)
    top = _covering(hole.y, hole.height, height, focus.y)
    return Affine(width, 0, 0, height, left, top).then(Affine.rotation(crop.rotate_deg))


def _covering(start: float, length: float, picture: float, focus: float) -> float:
    """Where a picture of length `picture` begins so that its focus is central and it still covers the hole."""
    wish = start + length / 2 - focus * picture
    return min(start, max(start + length - picture, wish))


def face_focus(figures: Sequence[Figure]) -> Point:
    """The middle of all heads (fractions of the picture), or a little above the middle without any."""
    if not figures:
        return Point(0.5, 0.48)
    heads = [figure.head_box for figure in figures]
    return Rect.around(corner for head in heads for corner in head.corners).centre


def on_page(box: Rect, place: Affine) -> Rect:
    """A box of the picture (fractions) as the upright box round it on the page (mm)."""
    return Rect.around(place.apply(corner) for corner in box.corners)


def effective_dpi(picture: Picture, place: Affine) -> float:
    """Pixels per inch of paper."""
    across, down = math.hypot(place.a, place.b), math.hypot(place.c, place.d)
    return min(picture.pixels[0] / across, picture.pixels[1] / down) * 25.4
