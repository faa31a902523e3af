"""What a page is before it is composed: panels with pictures, lettering, text blocks.

The studio fills these records from the project file; `layouts.compose` turns them into a display list.
Places on the page are millimetres from the top left corner of the trim. Places in a picture (heads, boxes, focus)
are fractions of its width and height, so that they stay true when the picture is cropped, zoomed or made again.
"""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import NewType

from layouts.display_list import Colour
from layouts.shapes import Insets, Point, Rect

PanelId = NewType("PanelId", str)
LetteringId = NewType("LetteringId", str)
BlockId = NewType("BlockId", str)


class Binding(Enum):
    """The edge on which the book is bound: LEFT reads left to right, RIGHT reads right to left (manga, Arabic)."""

    LEFT = "left"
    RIGHT = "right"


class Sheet(Enum):
    """Which part of the open book a page is."""

    LEFT = "left"
    RIGHT = "right"
    SPREAD = "spread"  # two facing pages composed as one


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFormat:
    """The size of one page of the book.

    trim        width and height after cutting, mm
    bleed_mm    how far pictures reach beyond the trim
    outer_mm    safe distance from the three cut edges
    gutter_mm   safe distance from the bound edge
    """

    name: str
    width_mm: float
    height_mm: float
    bleed_mm: float = 3.0
    outer_mm: float = 9.5
    gutter_mm: float = 12.7
    binding: Binding = Binding.LEFT

    def sheet_width_mm(self, sheet: Sheet) -> float:
        """The trimmed width of a page, or of two for a spread."""
        return self.width_mm * (2 if sheet is Sheet.SPREAD else 1)

    def trim_box(self, sheet: Sheet) -> Rect:
        """The trimmed sheet."""
        return Rect(0.0, 0.0, self.sheet_width_mm(sheet), self.height_mm)

    def bleed_box(self, sheet: Sheet) -> Rect:
        """The sheet with bleed on all sides (the writer of a bound page drops the bleed at the spine)."""
        return self.trim_box(sheet).grown(self.bleed_mm)

    def safe_box(self, sheet: Sheet) -> Rect:
        """Where text is safe from the knife and the gutter."""
        left = self.gutter_mm if sheet is Sheet.RIGHT else self.outer_mm
        right = self.gutter_mm if sheet is Sheet.LEFT else self.outer_mm
        return self.trim_box(sheet).inset(Insets(left, self.outer_mm, right, self.outer_mm))

    def sheet_of_page(self, number: int) -> Sheet:
        """The side on which page `number` (from 1) falls: page 1 is on the right in a book bound left."""
        first_side, second_side = (
            (Sheet.RIGHT, Sheet.LEFT) if self.binding is Binding.LEFT else (Sheet.LEFT, Sheet.RIGHT)
        )
        return first_side if number % 2 else second_side


# ---------------------------------------------------------------- text


class Emphasis(Enum):
    """How loud a run of text is within its lettering."""

    PLAIN = "plain"
    STRONG = "strong"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRun:
    """A stretch of text of one emphasis. `ruby` is its reading, set small beside it (Japanese)."""

    text: str
    emphasis: Emphasis = Emphasis.PLAIN
    ruby: str = ""


def plain_text(runs: tuple[TextRun, ...]) -> str:
    """What the runs say, without readings."""
    return "".join(run.text for run in runs)


# ---------------------------------------------------------------- pictures and panels


@dataclass(frozen=True, slots=True, kw_only=True)
class Crop:
    """How a picture sits in its frame.

    zoom        1 covers the frame exactly, more shows a part, at most 20
    rotate_deg  clockwise, about the focus
    focus       the point of the picture (fractions) that stays visible and as near the frame's middle as it can
    """

    zoom: float = 1.0
    rotate_deg: float = 0.0
    focus: Point | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture file on disk and its size in pixels."""

    path: Path
    pixels: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Somebody in a picture. All places are fractions of the picture.

    name  the speaker's name, by which a lettering finds its head
    box   the whole figure
    head  the head; without one, the top of the box is taken
    """

    name: str
    box: Rect
    head: Rect | None = None

    @property
    def head_box(self) -> Rect:
        """The head, or the upper third of the figure's middle."""
        box = self.box
        return self.head or Rect(box.x + box.width * 0.2, box.y, box.width * 0.6, box.height * 0.33)


class Border(Enum):
    """What is drawn round a panel."""

    LINE = "line"
    NONE = "none"


class FrameShape(Enum):
    """How the frame's polygon is drawn: with straight edges, rounded, as an ellipse, or as a soft vignette."""

    STRAIGHT = "straight"
    ROUNDED = "rounded"
    ELLIPSE = "ellipse"
    VIGNETTE = "vignette"


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A frame on the page and what it shows.

    frame     corners in mm, in order round the panel; may reach into the bleed
    picture   None draws an honest "no picture yet" frame
    figures   who is where in the picture, for tails and for keeping balloons off faces
    alt       what the picture shows, for readers who cannot see it
    layer     paint order; an inset lies on a higher layer
    """

    id: PanelId
    frame: tuple[Point, ...]
    picture: Picture | None = None
    crop: Crop = Crop()
    figures: tuple[Figure, ...] = ()
    alt: str = ""
    shape: FrameShape = FrameShape.STRAIGHT
    border: Border = Border.LINE
    layer: int = 0


# ---------------------------------------------------------------- lettering


class LetteringKind(Enum):
    """What sort of lettering, which decides its shape."""

    SPEECH = "speech"
    THOUGHT = "thought"
    SHOUT = "shout"
    WHISPER = "whisper"
    CAPTION = "caption"  # a box at the panel's edge
    NARRATION = "narration"  # words without a box, or on a soft band
    SOUND = "sound"  # a sound effect along a path, with an outline


class Fit(Enum):
    """What gives way when text and balloon do not fit: the balloon grows, or (when asked) the text shrinks."""

    GROW = "grow"
    SHRINK = "shrink"


class Writing(Enum):
    """The direction of lines. AUTO: vertical for Japanese balloons in a book bound right, else horizontal."""

    AUTO = "auto"
    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering:
    """Words in a panel.

    panel_id    the panel it belongs to; None for a lettering of the page itself
    speaker     a figure's name: the tail is aimed at its head
    tail_tips   extra tails at fixed places in mm (a voice from off the page, two speakers)
    place       the middle of the text in mm; None finds a quiet place
    max_width_mm  the width that the text may take; None lets the style decide
    joined_to   the lettering whose balloon this one is fused with
    angle_deg   for a sound without a path: how it is turned
    path        for a sound: the curve that it runs along in mm (two or more points)
    scale       size of the letters relative to the style
    language    BCP 47; empty takes the page's
    """

    id: LetteringId
    kind: LetteringKind
    runs: tuple[TextRun, ...]
    panel_id: PanelId | None = None
    speaker: str = ""
    tail_tips: tuple[Point, ...] = ()
    place: Point | None = None
    max_width_mm: float | None = None
    joined_to: LetteringId | None = None
    path: tuple[Point, ...] = ()
    angle_deg: float = 0.0
    scale: float = 1.0
    fit: Fit = Fit.GROW
    writing: Writing = Writing.AUTO
    language: str = ""
    colour: Colour | None = None


class BlockRole(Enum):
    """What a text block is, which decides its type."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    BODY = "body"
    SMALL = "small"  # dedication, imprint


class Align(Enum):
    """Where short lines stand in their box. START is left for Latin, right for Arabic."""

    START = "start"
    CENTRE = "centre"


class Backing(Enum):
    """What lies under a text block: nothing, or a soft light band that keeps text legible on a picture."""

    NONE = "none"
    BAND = "band"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """Storybook text in a box of its own.

    box     mm; the text is centred in its height
    scale   size of the letters relative to the style
    initial_lines  how many lines tall the first letter stands; 0 or 1 for an ordinary one
    """

    id: BlockId
    role: BlockRole
    runs: tuple[TextRun, ...]
    box: Rect
    align: Align = Align.CENTRE
    backing: Backing = Backing.NONE
    fit: Fit = Fit.GROW
    scale: float = 1.0
    initial_lines: int = 0
    language: str = ""
    colour: Colour | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page (or spread) of a book, ready to be composed.

    number   printed at the foot; None prints none
    language BCP 47 of the whole page; it also decides the direction of reading together with the binding
    """

    format: PageFormat
    sheet: Sheet = Sheet.RIGHT
    panels: tuple[Panel, ...] = ()
    letterings: tuple[Lettering, ...] = ()
    blocks: tuple[TextBlock, ...] = ()
    number: int | None = None
    language: str = "en"
    paper: Colour | None = None  # a tint that covers the sheet; None leaves the paper white
    order: tuple[PanelId, ...] = ()  # the reading order by hand; empty derives it from the frames

    @property
    def trim_box(self) -> Rect:
        """The trimmed sheet."""
        return self.format.trim_box(self.sheet)

    @property
    def bleed_box(self) -> Rect:
        """The sheet with its bleed."""
        return self.format.bleed_box(self.sheet)

    @property
    def safe_box(self) -> Rect:
        """Where text is safe."""
        return self.format.safe_box(self.sheet)
