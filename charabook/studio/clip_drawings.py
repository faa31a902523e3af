"""Drawings from the user's disk whose look a clip shall keep: checked, upright, on white, no larger than needed."""

import io
from pathlib import Path

from PIL import ImageOps

from charabook.engine.moving.cutouts import SMALLEST_PX, opaque, opened
from charabook.engine.requests import Drawing
from charabook.errors import BadInput, Unavailable

MOST_BYTES = 64 * 2**20
MOST_SIDE_PX = 1280
"""Clips are smaller; more of a drawing would only make the book larger."""


def drawing_from(path: Path) -> Drawing:
    """A picture file as a subject of a clip. Raises KnownError for what is no usable picture."""
    picture = opaque(opened(_content(path), path.name))
    if min(picture.size) < SMALLEST_PX:
        what = f"{path.name} is only {picture.width} x {picture.height} pixels."
        raise BadInput(what, f"Use a picture of at least {SMALLEST_PX} pixels on each side.")
    picture = ImageOps.contain(picture, (MOST_SIDE_PX, MOST_SIDE_PX)) if max(picture.size) > MOST_SIDE_PX else picture
    target = io.BytesIO()
    picture.save(target, "PNG")
    return Drawing(image=target.getvalue())


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadInput(f"{path.name} is larger than 64 MiB.", "Make it smaller in a picture editor first.")
        return path.read_bytes()
    except OSError as error:
        raise Unavailable(
            f"{path.name} cannot be read ({error.strerror}).", "Check where it is and try again."
        ) from error
