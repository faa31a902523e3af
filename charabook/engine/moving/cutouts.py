"""Subjects alone on white: cut out by their masks, from pictures of any size and mode. Torch-free."""

import io

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageOps, UnidentifiedImageError

from charabook.engine.moving.outlines import outlined
from charabook.engine.requests import Drawing
from charabook.errors import BadInput

WHITE = (255, 255, 255)
SMALLEST_PX = 16
LARGEST_PIXELS = 64_000_000
FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF")
"""Of pictures only: some other formats are programs, or are read by programs."""
_NEARLY_WHITE = 12
"""Of 255: how far a background may be from white to count as such."""


def cut_out(picture: Image.Image, mask: Image.Image) -> Image.Image:
    """The subject alone on white, cropped to its mask. Raises `BadInput` for an empty mask.

    A mask that is much coarser than the picture only says about where the subject is; its outline is then looked for.
    """
    mask = outlined(mask, opaque(picture))
    box = mask.point(lambda value: 255 if value >= 128 else 0).getbbox()
    if box is None:
        raise BadInput("The mask of this reference picture is empty.", "Paint over the character, or use no mask.")
    alone = Image.composite(opaque(picture), Image.new("RGB", picture.size, WHITE), mask)
    return alone.crop(box)


def on_white(picture: Image.Image, width_px: int, height_px: int) -> Image.Image:
    """The whole picture, as large as fits, in the middle of a white sheet of the clip's size.

    Takes every mode: transparency becomes white, EXIF rotation is applied.
    """
    if min(picture.size) < SMALLEST_PX:
        raise BadInput(
            f"A reference picture of {picture.width} x {picture.height} pixels is too small.",
            f"Use one of at least {SMALLEST_PX} pixels on each side.",
        )
    upright = opaque(ImageOps.exif_transpose(picture))
    return ImageOps.pad(upright, (width_px, height_px), Image.Resampling.LANCZOS, color=WHITE)


def opaque(picture: Image.Image) -> Image.Image:
    """The picture in RGB; transparency becomes white, deep greys are brought to 8 bits."""
    if picture.mode.startswith(("I", "F")):
        picture = _eight_bits(picture)
    layered = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layered.size, (*WHITE, 255)), layered).convert("RGB")


def _eight_bits(picture: Image.Image) -> Image.Image:
    values = np.nan_to_num(np.asarray(picture, dtype=np.float64))
    most = values.max(initial=0)
    span = 65535.0 if most > 255 else 1.0 if picture.mode == "F" and most <= 1 else 255.0
    return Image.fromarray((values / span * 255).clip(0, 255).round().astype(np.uint8))


def ink_of(subject: Image.Image) -> tuple[Image.Image, Image.Image]:
    """A subject on white or on nothing, in RGB, and the mask of the subject itself, in L.

    What is white counts as background where it reaches the rim, so that a white shirt stays part of its wearer.
    """
    plain = opaque(subject)
    if subject.has_transparency_data:
        return plain, subject.convert("RGBA").getchannel("A")
    framed = ImageOps.expand(plain, 1, WHITE)
    off_white = ImageChops.difference(framed, Image.new("RGB", framed.size, WHITE)).convert("L")
    sheet = off_white.point(lambda value: 255 if value > _NEARLY_WHITE else 0)
    ImageDraw.floodfill(sheet, (0, 0), 128)
    ink = sheet.point(lambda value: 0 if value == 128 else 255)
    return plain, ink.crop((1, 1, framed.width - 1, framed.height - 1))


def subject_of(drawing: Drawing) -> Image.Image:
    """The subject of a request as a picture alone on white. Raises `BadInput` for what is no picture."""
    picture = opened(drawing.image, "A reference picture")
    return cut_out(picture, opened(drawing.mask_png, "A mask")) if drawing.mask_png else picture


def outline_png(mask: bytes, picture: bytes) -> bytes:
    """A figure's mask drawn along its outline in the picture, as PNG (L, of the picture's size).

    A mask or picture that cannot be read has no outline: the mask is given back as it is.
    """
    try:
        found = outlined(opened(mask, "A mask"), opaque(opened(picture, "A picture")))
    except BadInput:
        return mask
    target = io.BytesIO()
    found.save(target, "PNG", compress_level=1)
    return target.getvalue()


def opened(content: bytes, what: str) -> Image.Image:
    """A stranger's picture, upright and read to its end; `what` begins the sentence that refuses it."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > LARGEST_PIXELS:
                raise BadInput(f"{what} is too large.", "Make it smaller than 64 megapixels.")
            upright = ImageOps.exif_transpose(picture)
            upright.load()
            return upright
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as wrong:
        raise BadInput(f"{what} is not a readable picture.", "Use a PNG or JPEG file.") from wrong
