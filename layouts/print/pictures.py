"""Pictures in the file: passed through untouched where the press takes them as they are, otherwise made for it.

A PNG's compressed rows and a JPEG's scans are exactly what PDF stores, so a book in RGB costs no decoding at all and
loses nothing. For CMYK and grey a picture is read, cut to what is seen, brought to the press's inks and written anew.
"""

import io
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageCms, ImageOps

from charabook.errors import BadInput, BugError
from layouts.display_list import DrawImage
from layouts.painter import on_white
from layouts.print.colour import SRGB, Inks
from layouts.print.rules import ColourSpace, Preset
from layouts.shapes import Affine, Rect

MOST_PIXELS = 400_000_000
_PNG_MARK = b"\x89PNG\r\n\x1a\n"
_WORTH_CUTTING = 0.9  # a picture seen to more than this stays whole
_WORTH_SHRINKING = 1.3  # finer than allowed by less than this stays as it is
_WHOLE = Rect(0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureStream:
    """An image as PDF stores it: compressed bytes and how to read them."""

    body: bytes
    size: tuple[int, int]
    space: str  # DeviceGray, DeviceRGB or DeviceCMYK
    bits: int
    filter: str
    columns: int = 0  # for a PNG's predictor: pixels a row
    colours: int = 0
    inverted: bool = False

    def add_to(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """The image object in `pdf`."""
        stream = pikepdf.Stream(pdf, self.body)
        stream.Type, stream.Subtype = Name.XObject, Name.Image
        stream.Width, stream.Height = self.size
        stream.ColorSpace, stream.BitsPerComponent = Name(f"/{self.space}"), self.bits
        stream.Filter = Name(f"/{self.filter}")
        if self.colours:
            stream.DecodeParms = Dictionary(
                Predictor=15, Colors=self.colours, BitsPerComponent=self.bits, Columns=self.columns
            )
        if self.inverted:
            stream.Decode = Array([1, 0] * 4)
        return pdf.make_indirect(stream)


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
            passed = _passed_through(drawn.path)
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
            return _lossless(image)
        if quality is None:
            body = zlib.compress(image.tobytes(), 6)
            return PictureStream(body=body, size=image.size, space="DeviceCMYK", bits=8, filter="FlateDecode")
        file = io.BytesIO()
        image.save(file, "JPEG", quality=quality, subsampling=0)
        # Pillow writes CMYK the way Photoshop does: upside down.
        return PictureStream(
            body=file.getvalue(),
            size=image.size,
            space=_SPACES[image.mode],
            bits=8,
            filter="DCTDecode",
            inverted=image.mode == "CMYK",
        )


_SPACES = {"L": "DeviceGray", "1": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}


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
    if not profile or image.mode not in ("RGB", "CMYK") or _is_srgb(profile):
        return image
    try:
        source, target = (ImageCms.ImageCmsProfile(io.BytesIO(icc)) for icc in (profile, SRGB))
        return ImageCms.profileToProfile(image, source, target, outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError):
        return image  # a broken profile says nothing about the colours: read them as sRGB


def _is_srgb(profile: bytes) -> bool:
    return b"sRGB" in profile[:4096] or b"s\0R\0G\0B" in profile[:4096]


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
    shown = visible if drawn.clip is None else _common(visible, drawn.clip.bounds())
    try:
        back = drawn.placing.inverse()
    except ZeroDivisionError:
        return _WHOLE
    part = _common(_WHOLE, Rect.around(back.apply(corner) for corner in shown.corners))
    if part.width * part.height > _WORTH_CUTTING or part.width <= 0 or part.height <= 0:
        return _WHOLE
    return _to_pixels(part, drawn.pixels)


def _to_pixels(part: Rect, pixels: tuple[int, int]) -> Rect:
    wide, high = pixels
    left, top = max(0, int(part.x * wide) - 1), max(0, int(part.y * high) - 1)
    right, bottom = min(wide, int(part.right * wide) + 2), min(high, int(part.bottom * high) + 2)
    return Rect(left / wide, top / high, (right - left) / wide, (bottom - top) / high)


def _common(one: Rect, other: Rect) -> Rect:
    x, y = max(one.x, other.x), max(one.y, other.y)
    return Rect(x, y, max(0.0, min(one.right, other.right) - x), max(0.0, min(one.bottom, other.bottom) - y))


def placing_of_part(placing: Affine, part: Rect) -> Affine:
    """Where the cut part of a picture lies, when `placing` says where the whole does."""
    return Affine(part.width, 0, 0, part.height, part.x, part.y).then(placing)


# ---------------------------------------------------------------- stored as they are


def _lossless(image: Image.Image) -> PictureStream:
    """A grey, black and white or RGB picture with PNG's row filters, which PDF knows too."""
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=4)
    stream = _png_rows(file.getvalue())
    if stream is None:
        raise BugError(f"no plain PNG came of a picture in mode {image.mode}")
    return stream


def _passed_through(path: Path) -> PictureStream | None:
    """The file's own compressed picture when PDF can show it as it is, else None."""
    try:
        file = path.read_bytes()
    except OSError:
        return None  # opening it again tells why
    return _png_rows(file) if file.startswith(_PNG_MARK) else _jpeg_scans(file)


def _png_rows(file: bytes) -> PictureStream | None:
    """The rows of a plain PNG: grey or RGB, not interlaced, no transparency, in sRGB; every checksum right."""
    header: tuple[int, int, int, int, int, int, int] | None = None
    rows: list[bytes] = []
    for kind, body in _png_chunks(file):
        if kind == b"IHDR" and len(body) == 13:
            header = struct.unpack(">IIBBBBB", body)
        elif kind == b"IDAT":
            rows.append(body)
        elif kind in (b"tRNS", b"PLTE", b"BAD!") or (kind == b"iCCP" and not _png_profile_is_srgb(body)):
            return None
    if header is None or not rows:
        return None
    width, height, bits, colour_type, _, _, interlaced = header
    channels = {0: 1, 2: 3}.get(colour_type)
    if channels is None or interlaced or bits == 16 or width * height > MOST_PIXELS:
        return None
    return PictureStream(
        body=b"".join(rows),
        size=(width, height),
        space="DeviceGray" if channels == 1 else "DeviceRGB",
        bits=bits,
        filter="FlateDecode",
        columns=width,
        colours=channels,
    )


def _png_chunks(file: bytes) -> "list[tuple[bytes, bytes]]":
    """Every chunk; a broken one reads BAD!, and a file that stops before its end has one at its end."""
    chunks: list[tuple[bytes, bytes]] = []
    at = len(_PNG_MARK)
    while at + 12 <= len(file):
        length, kind = struct.unpack(">I4s", file[at : at + 8])
        body = file[at + 8 : at + 8 + length]
        sum_at = at + 8 + length
        if len(file) < sum_at + 4 or zlib.crc32(body, zlib.crc32(kind)) != struct.unpack_from(">I", file, sum_at)[0]:
            break
        chunks.append((kind, body))
        at = sum_at + 4
        if kind == b"IEND":
            return chunks
    return [*chunks, (b"BAD!", b"")]


def _png_profile_is_srgb(body: bytes) -> bool:
    return body.startswith((b"sRGB", b"ICC Profile\0")) and b"sRGB" in body[:64]


def _jpeg_scans(file: bytes) -> PictureStream | None:
    """A JPEG in sRGB or grey as it is; None for anything that PDF would show otherwise than a viewer does."""
    try:
        with Image.open(io.BytesIO(file), formats=("JPEG",)) as image:
            profile = image.info.get("icc_profile")
            turned = image.getexif().get(0x0112, 1) != 1
            if turned or image.mode not in ("RGB", "L") or (profile and not _is_srgb(profile)):
                return None
            image.load()  # a torn file is found here, not at the press
            size, space = image.size, _SPACES[image.mode]
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return PictureStream(body=file, size=size, space=space, bits=8, filter="DCTDecode")
