"""Fonts: the ones that ship, the user's own after a check, and which font a language falls back to.

A typeface is a whole, static TrueType font. Other kinds (CFF, collections, variable fonts) cannot be embedded by
every writer, so they are refused with a word on how to convert them.
"""

import hashlib
import io
import struct
from functools import cached_property
from pathlib import Path

import uharfbuzz as hb
from fontTools.ttLib import TTFont, TTLibError

from charabook.errors import BadInput
from layouts.display_list import FontRef
from layouts.shapes import Close, Cubic, Line, Move, Outline, Point, Segment, quadratic

SHIPPED_FOLDER = Path(__file__).parent / "fonts"
SHIPPED = (
    "ComicNeue-Bold",
    "ComicNeue-BoldItalic",
    "PatrickHand-Regular",
    "Fredoka-SemiBold",
    "Bangers-Regular",
    "CharabookGothicJP-Medium",
    "Amiri-Bold",
    "NotoSansDevanagari-Medium",
)
FALLBACKS = ("CharabookGothicJP-Medium", "NotoSansDevanagari-Medium", "Amiri-Bold", "PatrickHand-Regular")

MAX_FONT_BYTES = 64 * 2**20
_MALFORMED = (TTLibError, KeyError, ValueError, EOFError, AssertionError, AttributeError, IndexError, struct.error)
_RESTRICTED, _NO_SUBSETTING, _BITMAP_ONLY = 0x0002, 0x0100, 0x0200  # OS/2.fsType bits


class Typeface:
    """An open font: metrics in fractions of an em, glyph outlines, and a HarfBuzz font for shaping."""

    def __init__(self, ref: FontRef) -> None:
        self.ref = ref
        face = hb.Face(hb.Blob.from_file_path(str(ref.path)))
        self.shaper = hb.Font(face)
        self.upem = int(face.upem)
        extents = self.shaper.get_font_extents("ltr")
        self.ascent = float(extents.ascender / self.upem)
        self.descent = float(-extents.descender / self.upem)
        self._outlines: dict[int, Outline] = {}

    def __repr__(self) -> str:
        return f"Typeface({self.ref.name})"

    def has(self, char: str) -> bool:
        """Whether the font draws `char`."""
        return bool(self.shaper.get_nominal_glyph(ord(char)))

    @cached_property
    def cap_height(self) -> float:
        """The height of a capital letter (of an ideograph's middle part where there are no capitals), in ems."""
        gid = self.shaper.get_nominal_glyph(ord("H"))
        extents = self.shaper.get_glyph_extents(gid) if gid else None
        return float(extents.y_bearing / self.upem) if extents else self.ascent * 0.75

    def advance(self, gid: int) -> float:
        """How far a glyph moves the pen in horizontal text, in ems."""
        return float(self.shaper.get_glyph_h_advance(gid) / self.upem)

    def outline(self, gid: int) -> Outline:
        """The contours of a glyph in ems, y down, origin on the baseline."""
        if gid not in self._outlines:
            pen = _OutlinePen(1 / self.upem)
            self.shaper.draw_glyph_with_pen(gid, pen)
            self._outlines[gid] = Outline(tuple(pen.segments))
        return self._outlines[gid]


class _OutlinePen:
    """Receives HarfBuzz's drawing calls (font units, y up) and keeps them as segments (ems, y down)."""

    def __init__(self, scale: float) -> None:
        self._scale = scale
        self._here = Point(0, 0)
        self.segments: list[Segment] = []

    def _point(self, raw: tuple[float, float]) -> Point:
        return Point(raw[0] * self._scale, -raw[1] * self._scale)

    def moveTo(self, to: tuple[float, float]) -> None:  # noqa: N802  the pen protocol's name
        self._here = self._point(to)
        self.segments.append(Move(self._here))

    def lineTo(self, to: tuple[float, float]) -> None:  # noqa: N802
        self._here = self._point(to)
        self.segments.append(Line(self._here))

    def qCurveTo(self, control: tuple[float, float], to: tuple[float, float]) -> None:  # noqa: N802
        end = self._point(to)
        self.segments.append(quadratic(self._here, self._point(control), end))
        self._here = end

    def curveTo(self, *raw: tuple[float, float]) -> None:  # noqa: N802
        control1, control2, end = map(self._point, raw)
        self.segments.append(Cubic(control1, control2, end))
        self._here = end

    def closePath(self) -> None:  # noqa: N802
        self.segments.append(Close())

    def endPath(self) -> None:  # noqa: N802
        """End an open contour; a filled glyph closes it anyway."""


class FontShelf:
    """The fonts that a book may use, by PostScript name. Files are opened when they are first needed."""

    def __init__(self, files: dict[str, Path]) -> None:
        self._files = dict(files)
        self._open: dict[str, Typeface] = {}

    @classmethod
    def shipped(cls) -> "FontShelf":
        """The fonts that come with charabook."""
        return cls({name: SHIPPED_FOLDER / f"{name}.ttf" for name in SHIPPED})

    def with_user_font(self, path: Path) -> "FontShelf":
        """A shelf that also holds the font file at `path`.

        Raises BadInput if the file is no font, may not be embedded, or has no TrueType outlines.
        """
        name = check_font(path)
        shelf = FontShelf(self._files | {name: path})
        shelf._open.update(self._open)
        return shelf

    def names(self) -> tuple[str, ...]:
        """The PostScript names of all fonts on the shelf."""
        return tuple(self._files)

    def typeface(self, name: str) -> Typeface:
        """The open font of that name. Raises BadInput if the shelf does not hold it or the file is gone."""
        if name not in self._open:
            self._open[name] = self._opened(name)
        return self._open[name]

    def open(self, ref: FontRef) -> Typeface:
        """The open font behind a reference of a display list."""
        known = self._open.get(ref.name)
        return known if known and known.ref.sha256 == ref.sha256 else Typeface(ref)

    def chain(self, *names: str) -> tuple[Typeface, ...]:
        """The named fonts and after them the fallbacks for scripts that they lack."""
        wanted = dict.fromkeys((*names, *FALLBACKS))
        return tuple(self.typeface(name) for name in wanted if name in self._files)

    def _opened(self, name: str) -> Typeface:
        path = self._files.get(name)
        if path is None:
            raise BadInput(f"The font {name} is not here.", "Add its file to the book's fonts or choose another font.")
        try:
            content = path.read_bytes()
        except OSError as error:
            raise BadInput(
                f"The font file {path} cannot be read: {error.strerror}.", "Put it back or choose another font."
            ) from error
        return Typeface(FontRef(sha256=hashlib.sha256(content).hexdigest(), path=path, name=name))


def check_font(path: Path) -> str:
    """The PostScript name of a user's font, after making sure that a book may be printed with it.

    Raises BadInput if the file is unreadable, too large, no TrueType font, variable, or not allowed to be embedded.
    """
    try:
        if path.stat().st_size > MAX_FONT_BYTES:
            raise BadInput(f"{path.name} is larger than 64 MB.", "Choose a smaller font file.")
        content = path.read_bytes()
        with TTFont(io.BytesIO(content), lazy=True) as font:
            _check_whole(font, len(content), path)
            return _checked_name(font, path)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.", "Check the path and its permissions.") from error
    except _MALFORMED as error:
        raise BadInput(f"{path.name} is not a usable font ({error}).", "Choose a TrueType font (.ttf).") from error


def _check_whole(font: TTFont, size: int, path: Path) -> None:
    """Every table that drawing needs lies within the file."""
    if any(table.offset + table.length > size for table in font.reader.tables.values()):
        raise BadInput(f"{path.name} is not a usable font (a part of the file is missing).", "Get a whole copy of it.")


def _checked_name(font: TTFont, path: Path) -> str:
    convert = "Convert it to a static TrueType font (.ttf) or choose another."
    if "glyf" not in font:
        raise BadInput(f"{path.name} has no TrueType outlines.", convert)
    if "fvar" in font:
        raise BadInput(f"{path.name} is a variable font.", convert)
    rights = font["OS/2"].fsType
    if rights & _RESTRICTED and not rights & 0x000C:
        raise BadInput(f"The maker of {path.name} forbids embedding it.", "Choose a font that may be embedded.")
    if rights & (_NO_SUBSETTING | _BITMAP_ONLY):
        raise BadInput(f"The maker of {path.name} forbids embedding a part of it.", "Choose another font.")
    name = font["name"].getDebugName(6)
    if not name or not font.getBestCmap():
        raise BadInput(f"{path.name} names no font or no characters.", "Choose another font.")
    return str(name)
