"""Pictures as PDF stores them: a PNG's compressed rows and a JPEG's scans go in without being decoded."""

import io
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from charabook.errors import BugError

MOST_PIXELS = 400_000_000
SPACES = {"L": "DeviceGray", "1": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}
_PNG_MARK = b"\x89PNG\r\n\x1a\n"


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


def lossless(image: Image.Image) -> PictureStream:
    """A grey, black and white or RGB picture with PNG's row filters, which PDF knows too."""
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=4)
    stream = _png_rows(file.getvalue())
    if stream is None:
        raise BugError(f"no plain PNG came of a picture in mode {image.mode}")
    return stream


def passed_through(path: Path) -> PictureStream | None:
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
        elif kind in (b"tRNS", b"PLTE", b"BAD!") or (kind == b"iCCP" and not _png_profileis_srgb(body)):
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


def _png_profileis_srgb(body: bytes) -> bool:
    return body.startswith((b"sRGB", b"ICC Profile\0")) and b"sRGB" in body[:64]


def _jpeg_scans(file: bytes) -> PictureStream | None:
    """A JPEG in sRGB or grey as it is; None for anything that PDF would show otherwise than a viewer does."""
    try:
        with Image.open(io.BytesIO(file), formats=("JPEG",)) as image:
            profile = image.info.get("icc_profile")
            turned = image.getexif().get(0x0112, 1) != 1
            if turned or image.mode not in ("RGB", "L") or (profile and not is_srgb(profile)):
                return None
            image.load()  # a torn file is found here, not at the press
            size, space = image.size, SPACES[image.mode]
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return PictureStream(body=file, size=size, space=space, bits=8, filter="DCTDecode")


def is_srgb(profile: bytes) -> bool:
    """Whether an ICC profile is one of the many editions of sRGB."""
    return b"sRGB" in profile[:4096] or b"s\0R\0G\0B" in profile[:4096]
