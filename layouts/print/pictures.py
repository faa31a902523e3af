"""Pictures in the file: passed through untouched where the press takes them as they are, otherwise made for it.

A PNG's compressed rows and a JPEG's scans are exactly what PDF stores, so a book in RGB costs no decoding at all and
loses nothing. For CMYK and grey a picture is read, cut to what is seen, brought to the press's inks and written anew.
"""

import io
import zlib
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

from charabook.errors import BadInput
from layouts.display_list import DrawImage
from layouts.painter import on_white
from layouts.print.colour import SRGB, Inks
from layouts.print.rules import ColourSpace, Preset
from layouts.print.stored_pictures import MOST_PIXELS, SPACES, PictureStream, is_srgb, lossless, passed_through
from layouts.shapes import Affine, Rect

_WORTH_CUTTING = 0.9  # a picture seen to more than this stays whole
_WORTH_SHRINKING = 1.3  # finer than allowed by less than this stays as it is
_WHOLE = Rect(0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The part of a picture that the page shows (fractions of it), and how many pixels of it paper can use."""

    part: Rect
    shrink: float  # 1 keeps the pixels


class PicturePress:
    """Makes image objects for one preset; the same picture in one file is stored once."""

    def __init__(self, preset: Preset, inks: Inks) -> None:
        self._preset = preset
        self._inks = inks

    def prepare(self, drawn: DrawImage, visible: Rect) -> tuple[Seen, PictureStream]:
        """The stored picture and which part of the original it holds. BadInput when the file is no picture."""
        seen = self.seen(drawn, visible)
        if self._inks.space is ColourSpace.RGB and seen.shrink == 1.0:
            passed = passed_through(drawn.path)
            if passed is not None:
                return Seen(part=_WHOLE, shrink=1.0), passed
        return seen, self._made(_cut(open_picture(drawn.path), seen))

    def seen(self, drawn: DrawImage, visible: Rect) -> Seen:
        """Which part of the picture lies within `visible` and its clip, and whether it is needlessly fine."""
        part = _part_seen(drawn, visible)
        most = self._preset.max_dpi
        dpi = drawn.effective_dpi
        shrink = 1.0 if most is None or dpi <= most * _WORTH_SHRINKING else most / dpi
        return Seen(part=part, shrink=shrink)

    def _made(self, image: Image.Image) -> PictureStream:
        return self._encoded(self._inks.picture(image))

    def _encoded(self, image: Image.Image) -> PictureStream:
        quality = self._preset.jpeg_quality
        if image.mode == "1" or (quality is None and image.mode != "CMYK"):
            return lossless(image)
        if quality is None:
            body = zlib.compress(image.tobytes(), 6)
            return PictureStream(body=body, size=image.size, space="DeviceCMYK", bits=8, filter="FlateDecode")
        file = io.BytesIO()
        image.save(file, "JPEG", quality=quality, subsampling=0)
        # Pillow writes CMYK the way Photoshop does: upside down.
        return PictureStream(
            body=file.getvalue(),
            size=image.size,
            space=SPACES[image.mode],
            bits=8,
            filter="DCTDecode",
            inverted=image.mode == "CMYK",
        )


def open_picture(path: Path) -> Image.Image:
    """A picture file in sRGB or grey (modes 1, L, RGB), as it looks on white paper. BadInput when it is none."""
    remedy = "Choose or make the picture again."
    try:
        with Image.open(path) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise BadInput(f"The picture {path.name} is too large ({opened.width} by {opened.height}).", remedy)
            opened.load()
            return _plain(ImageOps.exif_transpose(opened))
    except FileNotFoundError as error:
        raise BadInput(f"The picture {path.name} is missing.", remedy) from error
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadInput(f"The picture {path.name} cannot be read.", remedy) from error


def _plain(image: Image.Image) -> Image.Image:
    image = _in_srgb(image)
    if image.mode in ("1", "L", "RGB") and not image.has_transparency_data:
        return image.copy()
    return on_white(image).convert("L") if image.mode.startswith("I;16") else on_white(image)


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "CMYK") or is_srgb(profile):
        return image
    try:
        source, target = (ImageCms.ImageCmsProfile(io.BytesIO(icc)) for icc in (profile, SRGB))
        return ImageCms.profileToProfile(image, source, target, outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError):
        return image  # a broken profile says nothing about the colours: read them as sRGB


def _cut(image: Image.Image, seen: Seen) -> Image.Image:
    part = seen.part
    if part != _WHOLE:
        left, right = round(part.x * image.width), round(part.right * image.width)
        top, bottom = round(part.y * image.height), round(part.bottom * image.height)
        image = image.crop((left, top, right, bottom))
    if seen.shrink < 1.0 and image.mode != "1":
        size = max(1, round(image.width * seen.shrink)), max(1, round(image.height * seen.shrink))
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return image


def _part_seen(drawn: DrawImage, visible: Rect) -> Rect:
    """The seen part, grown to whole pixels and one more, so that nothing is missing at its edge."""
    shown = visible if drawn.clip is None else visible.shared(drawn.clip.bounds())
    try:
        back = drawn.placing.inverse()
    except ZeroDivisionError:
        return _WHOLE
    part = _WHOLE.shared(Rect.around(back.apply(corner) for corner in shown.corners))
    if part.width * part.height > _WORTH_CUTTING or part.width <= 0 or part.height <= 0:
        return _WHOLE
    return _to_pixels(part, drawn.pixels)


def _to_pixels(part: Rect, pixels: tuple[int, int]) -> Rect:
    wide, high = pixels
    left, top = max(0, int(part.x * wide) - 1), max(0, int(part.y * high) - 1)
    right, bottom = min(wide, int(part.right * wide) + 2), min(high, int(part.bottom * high) + 2)
    return Rect(left / wide, top / high, (right - left) / wide, (bottom - top) / high)


def placing_of_part(placing: Affine, part: Rect) -> Affine:
    """Where the cut part of a picture lies, when `placing` says where the whole does."""
    return Affine(part.width, 0, 0, part.height, part.x, part.y).then(placing)
