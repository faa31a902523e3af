"""What a printing house asks for: sizes, bleed, margins, colour, ink, resolution, pages and cover.

A preset is a JSON file; those that ship lie in `layouts/presets/`, users may add their own (docs/print.md).
Lengths are millimetres, type and lines are points, paper is millimetres a page (half a leaf).
"""

from dataclasses import dataclass
from enum import Enum

from layouts.page import Binding, PageFormat, Sheet
from layouts.shapes import Insets


class ColourSpace(Enum):
    """What the pictures and drawings in the file are made of."""

    RGB = "rgb"
    CMYK = "cmyk"
    GREY = "grey"


class Standard(Enum):
    """The structure that the file follows."""

    PLAIN = "plain"
    X4 = "pdf/x-4"
    X1A = "pdf/x-1a:2001"

    @property
    def is_pdf_x(self) -> bool:
        """Whether the press's colours must be declared in the file."""
        return self is not Standard.PLAIN


class Transparency(Enum):
    """What becomes of drawings that one can see through."""

    LIVE = "live"  # kept, the press blends them
    FLATTENED = "flattened"  # blended here, into opaque pictures


class BleedSides(Enum):
    """Which edges of an inside page carry bleed."""

    ALL = "all"
    CUT = "cut"  # the three cut edges, none at the spine


class Marks(Enum):
    """Lines outside the page that show where it is cut."""

    NONE = "none"
    CROP = "crop"
    TOMBO = "tombo"  # Japanese register marks: double corners and centres


class PageNumbers(Enum):
    """Whether every page must carry its number."""

    FREE = "free"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrimSizes:
    """The sizes on offer, and the range of others when the house cuts to measure."""

    listed_mm: tuple[tuple[float, float], ...]
    smallest_mm: tuple[float, float] | None = None
    largest_mm: tuple[float, float] | None = None

    def allows(self, width_mm: float, height_mm: float, slack_mm: float = 0.5) -> bool:
        """Whether a page of this size can be printed."""
        if any(abs(width_mm - w) <= slack_mm and abs(height_mm - h) <= slack_mm for w, h in self.listed_mm):
            return True
        if self.smallest_mm is None or self.largest_mm is None:
            return not self.listed_mm
        fits = zip((width_mm, height_mm), self.smallest_mm, self.largest_mm, strict=True)
        return all(low - slack_mm <= size <= high + slack_mm for size, low, high in fits)


@dataclass(frozen=True, slots=True, kw_only=True)
class GutterStep:
    """The safe distance from the spine in books of up to `pages` pages."""

    pages: int
    gutter_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRules:
    """How many pages a book may have."""

    least: int = 1
    most: int = 10_000
    multiple_of: int = 1
    numbers: PageNumbers = PageNumbers.FREE


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperStock:
    """A paper and how thick one page of it is (half the thickness of a leaf)."""

    id: str
    name: str
    page_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverRules:
    """How the cover is built round the book.

    base_mm          thickness that the cover itself adds to the spine
    round_up_mm      the spine is rounded up to a multiple of this; 0 leaves it exact
    spine_text_from  pages from which the spine may carry text
    spine_clear_mm   distance that spine text keeps from both folds
    """

    bleed_mm: float
    safe_mm: float
    papers: tuple[PaperStock, ...]
    base_mm: float = 0.0
    round_up_mm: float = 0.0
    spine_text_from: int = 80
    spine_clear_mm: float = 1.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """Everything that one printing house asks of a file.

    outer_mm         how far text keeps from the outer edge, `head_foot_mm` from the top and the bottom
    profile          the press: one of `layouts.print.colour.PROFILES`, or a file beside the preset
    paper_mm         a sheet that every page is centred on (a printer at home); None: the page decides
    ink_limit        the most ink in one place, percent of one full ink (400 would be all four)
    jpeg_quality     for pictures that must be written anew; None keeps them lossless
    max_dpi          pictures finer than this are made smaller; None never
    """

    id: str
    name: str
    note: str
    trims: TrimSizes
    bleed_mm: float
    bleed_sides: BleedSides
    outer_mm: float
    head_foot_mm: float
    gutters: tuple[GutterStep, ...]
    colour: ColourSpace
    standard: Standard
    transparency: Transparency
    profile: str
    ink_limit: float
    marks: Marks
    min_dpi: float
    max_dpi: float | None
    jpeg_quality: int | None
    min_text_pt: float
    min_line_pt: float
    max_file_mb: float | None
    pages: PageRules
    bindings: tuple[Binding, ...]
    cover: CoverRules | None
    paper_mm: tuple[float, float] | None = None

    def gutter_mm(self, page_count: int) -> float:
        """The safe distance from the spine in a book of `page_count` pages."""
        return next((step.gutter_mm for step in self.gutters if page_count <= step.pages), self.gutters[-1].gutter_mm)

    def page_format(self, width_mm: float, height_mm: float, page_count: int, binding: Binding) -> PageFormat:
        """The format in which to lay out a book for this house."""
        return PageFormat(
            name=self.name,
            width_mm=width_mm,
            height_mm=height_mm,
            bleed_mm=self.bleed_mm,
            outer_mm=max(self.outer_mm, self.head_foot_mm),
            gutter_mm=self.gutter_mm(page_count),
            binding=binding,
        )

    def bleed(self, sheet: Sheet) -> Insets:
        """How far the file's pages reach beyond the trim on each side; none at the spine where the house wants none."""
        if self.bleed_sides is BleedSides.ALL:
            return Insets.even(self.bleed_mm)
        left = 0.0 if sheet is Sheet.RIGHT else self.bleed_mm
        right = 0.0 if sheet is Sheet.LEFT else self.bleed_mm
        return Insets(left, self.bleed_mm, right, self.bleed_mm)

    def safe(self, sheet: Sheet, page_count: int) -> Insets:
        """How far text keeps from each edge."""
        gutter = self.gutter_mm(page_count)
        left = gutter if sheet is Sheet.RIGHT else self.outer_mm
        right = gutter if sheet is Sheet.LEFT else self.outer_mm
        return Insets(left, self.head_foot_mm, right, self.head_foot_mm)
