"""What a template file says, as records; and what it comes to on a certain page."""

from dataclasses import dataclass
from enum import Enum

from layouts.frames import Frame, Side
from layouts.page import Align, Backing, BlockRole, Border, FrameShape
from layouts.shapes import Rect


class Kind(Enum):
    """What sort of book a template is for."""

    STORYBOOK = "storybook"
    COMIC = "comic"
    MANGA = "manga"
    WEBTOON = "webtoon"


class Area(Enum):
    """What the shares of a box are shares of."""

    LIVE = "live"
    TRIM = "trim"
    BLEED = "bleed"


class Span(Enum):
    """Whether a template is for one page or for two facing pages."""

    SINGLE = "single"
    SPREAD = "spread"


class Mirrored(Enum):
    """Whether a template is turned round in a book that is bound at the right."""

    RIGHT_BOUND = "right bound"
    NEVER = "never"


Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelEntry:
    """A panel as a box: left, top, width, height in shares of `on`."""

    name: str
    box: Box
    on: Area = Area.LIVE
    shape: FrameShape = FrameShape.STRAIGHT
    border: Border = Border.LINE
    layer: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEntry:
    """A block of story text as a box in shares of `on`."""

    role: BlockRole
    box: Box
    on: Area = Area.LIVE
    align: Align = Align.CENTRE
    backing: Backing = Backing.NONE
    initial_lines: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GridEntry:
    """Panels drawn with letters, one string for each row; widths and heights are relative."""

    rows: tuple[str, ...]
    on: Area = Area.LIVE
    gutter_mm: tuple[float, float] = (4.0, 4.0)  # between columns, between rows
    column_widths: tuple[float, ...] = ()
    row_heights: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CutEntry:
    """A knife cut through a panel, from and to in shares of the panel's box; pieces are named `A1`, `A2` ..."""

    panel: str
    start: tuple[float, float]
    end: tuple[float, float]
    gutter_mm: float = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BleedEntry:
    """Edges of a panel that reach off the page."""

    panel: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template as its file says it."""

    name: str
    kind: Kind
    about: str = ""
    span: Span = Span.SINGLE
    mirrored: Mirrored = Mirrored.RIGHT_BOUND
    strip_aspect: float = 0.0  # webtoon strips: height of the page in widths; 0 for pages of a book
    grid: GridEntry | None = None
    panel: tuple[PanelEntry, ...] = ()
    cut: tuple[CutEntry, ...] = ()
    bleed: tuple[BleedEntry, ...] = ()
    text: tuple[TextEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelPlace:
    """Where a template puts a panel on a certain page, mm."""

    name: str
    frame: Frame
    shape: FrameShape = FrameShape.STRAIGHT
    border: Border = Border.LINE
    layer: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPlace:
    """Where a template puts a block of story text, mm."""

    role: BlockRole
    box: Rect
    align: Align
    backing: Backing
    initial_lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """A template on a page format."""

    panels: tuple[PanelPlace, ...]
    texts: tuple[TextPlace, ...]
