"""What a composed page is made of: images, outlines and positioned glyphs, in paint order.

Every writer (screen, PNG, PDF, EPUB) draws this list and nothing else, so all of them show the same page.
The structure beside it says what the drawings mean: reading order, alt text, language. A drawing without a
structure element is decoration (an artifact for a screen reader).
"""

import math
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import NewType

from layouts.shapes import Affine, Insets, Outline, Rect

ElementId = NewType("ElementId", int)  # index into DisplayList.structure


@dataclass(frozen=True, slots=True, kw_only=True)
class Colour:
    """A colour as the screen shows it, and where it matters as the press prints it.

    rgb   three fractions 0 to 1, sRGB
    cmyk  four fractions 0 to 1, or None: the writer converts `rgb` with the output profile
    """

    rgb: tuple[float, float, float]
    cmyk: tuple[float, float, float, float] | None = None

    @property
    def is_pure_black(self) -> bool:
        """Whether this is black ink alone, which the press overprints."""
        return self.cmyk == (0.0, 0.0, 0.0, 1.0)

    @property
    def hex(self) -> str:
        """`#rrggbb`."""
        return "#" + "".join(f"{round(part * 255):02x}" for part in self.rgb)

    @classmethod
    def from_hex(cls, code: str) -> "Colour":
        """`#rrggbb`; pure black and white get their ink values. ValueError on anything else."""
        if len(code) != 7 or code[0] != "#":
            raise ValueError(code)
        red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (1, 3, 5))
        known = {(0.0, 0.0, 0.0): BLACK, (1.0, 1.0, 1.0): WHITE}
        return known.get((red, green, blue), cls(rgb=(red, green, blue)))


BLACK = Colour(rgb=(0.0, 0.0, 0.0), cmyk=(0.0, 0.0, 0.0, 1.0))
WHITE = Colour(rgb=(1.0, 1.0, 1.0), cmyk=(0.0, 0.0, 0.0, 0.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class FontRef:
    """A font file: a whole, static TrueType font. `sha256` is of the file's bytes; `name` is its PostScript name."""

    sha256: str
    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Glyph:
    """One shaped glyph: its id in the font and the page position of its origin (on the baseline)."""

    gid: int
    x: float
    y: float
    angle_deg: float = 0.0  # clockwise, about the origin


@dataclass(frozen=True, slots=True, kw_only=True)
class GlyphRun:
    """Glyphs of one font at one size (mm per em)."""

    font: FontRef
    size_mm: float
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A pen: solid, round joins and caps, centred on the outline. `dash_mm` is on, off, on, off ... or empty."""

    colour: Colour
    width_mm: float
    dash_mm: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawImage:
    """A picture file. `placing` maps its unit square (0,0 top left to 1,1 bottom right) to page millimetres."""

    path: Path
    pixels: tuple[int, int]
    placing: Affine
    clip: Outline | None = None
    alpha: float = 1.0
    element: ElementId | None = None

    @property
    def effective_dpi(self) -> float:
        """Pixels per inch of paper, the smaller of the two directions."""
        across = math.hypot(self.placing.a, self.placing.b)
        down = math.hypot(self.placing.c, self.placing.d)
        if across == 0 or down == 0:
            return 0.0
        return min(self.pixels[0] / across, self.pixels[1] / down) * 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawPath:
    """An outline, filled (non-zero winding), stroked, or both: fill first."""

    outline: Outline
    fill: Colour | None = None
    stroke: Stroke | None = None
    clip: Outline | None = None
    alpha: float = 1.0
    element: ElementId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawGlyphs:
    """One line or column of shaped text. `text` is what it says, in logical order, for extraction and search."""

    runs: tuple[GlyphRun, ...]
    colour: Colour
    text: str
    language: str  # BCP 47, such as "en" or "ja"
    clip: Outline | None = None
    alpha: float = 1.0
    element: ElementId | None = None


DrawOp = DrawImage | DrawPath | DrawGlyphs


class Role(Enum):
    """What a structure element is, by the names of PDF's standard structure types."""

    TITLE = "H1"
    HEADING = "H2"
    PARAGRAPH = "P"
    FIGURE = "Figure"


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureElement:
    """One thing a reader meets, in reading order. `source_id` is the id of the panel, lettering or block behind it."""

    role: Role
    source_id: str
    text: str = ""  # what a paragraph or heading says
    alt: str = ""  # what a figure shows
    language: str = ""
    bounds: Rect | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayList:
    """A composed page or spread.

    width_mm, height_mm  the trimmed size; the origin is its top left corner
    bleed                how far drawings reach beyond the trim on each side
    safe                 where text and faces are safe from the knife and the gutter
    ops                  drawings in paint order, over white paper
    structure            what they mean, in reading order
    """

    width_mm: float
    height_mm: float
    bleed: Insets
    safe: Rect
    ops: tuple[DrawOp, ...]
    structure: tuple[StructureElement, ...] = ()
    language: str = "en"

    @property
    def trim_box(self) -> Rect:
        """The trimmed page."""
        return Rect(0.0, 0.0, self.width_mm, self.height_mm)

    @property
    def bleed_box(self) -> Rect:
        """The page with its bleed."""
        return self.trim_box.inset(Insets(*(-side for side in self.bleed)))

    def fonts(self) -> tuple[FontRef, ...]:
        """Every font used, each once, in order of first use."""
        runs = (run for op in self.ops if isinstance(op, DrawGlyphs) for run in op.runs)
        return tuple(dict.fromkeys(run.font for run in runs))

    def with_ops(self, ops: tuple[DrawOp, ...]) -> "DisplayList":
        """The same page with other drawings."""
        return replace(self, ops=ops)
