"""Part of a picture, as a picture of its own."""

import io

from PIL import Image, UnidentifiedImageError

from charabook.engine.requests import Box
from charabook.errors import BadInput

LEAST_PX = 32
"""Less shows no character."""


def cropped(picture: bytes, box: Box) -> bytes:
    """What lies within `box` (fractions of the picture), as PNG. Raises BadInput for hardly anything."""
    try:
        with Image.open(io.BytesIO(picture)) as opened:
            width, height = opened.size
            left, top = round(max(0.0, box.left) * width), round(max(0.0, box.top) * height)
            right = round(min(1.0, box.left + box.width) * width)
            bottom = round(min(1.0, box.top + box.height) * height)
            if min(right - left, bottom - top) < LEAST_PX:
                raise BadInput("That part of the picture is too small.", f"Choose at least {LEAST_PX} pixels each way.")
            part = opened.crop((left, top, right, bottom))
    except (OSError, UnidentifiedImageError, SyntaxError) as error:
        raise BadInput("The picture cannot be read.", "Choose another picture.") from error
    written = io.BytesIO()
    part.save(written, "PNG")
    return written.getvalue()
