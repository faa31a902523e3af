"""What composing found that the author should look at: the page is there, but not yet as it should be."""

from dataclasses import dataclass
from enum import Enum

from layouts.display_list import DisplayList
from layouts.shapes import Outline, Point, Rect


class ProblemKind(Enum):
    """What is wrong."""

    TEXT_OVERFLOW = "text overflow"
    MISSING_GLYPH = "missing glyph"
    NO_PICTURE = "no picture"
    PICTURE_UNREADABLE = "picture unreadable"
    BAD_FRAME = "bad frame"
    NO_SPEAKER = "no speaker"
    COVERS_FACE = "covers a face"
    OUTSIDE_SAFE = "outside the safe area"
    OTHER_LANGUAGE = "in another language"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding: what it is, what to do, and where to click (`where` in mm; a panel, lettering or block)."""

    kind: ProblemKind
    what: str
    remedy: str
    subject_id: str
    where: Rect


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedLettering:
    """Where a lettering came to lie: for clicking, dragging and checking.

    outline  the balloon with its tails; for words without a balloon, their box
    body     the box of the balloon without its tails: what the eye lines up with other balloons
    text     the box of the words
    tips     the ends of the tails
    """

    lettering_id: str
    outline: Outline
    body: Rect
    text: Rect
    tips: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedPanel:
    """Where a panel's picture came to lie. `outline` clips it; heads and `effective_dpi` are as seen on the page."""

    panel_id: str
    outline: Outline
    heads: tuple[tuple[str, Rect], ...]
    effective_dpi: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """A composed page: the display list, what lies where, and what should be looked at."""

    display_list: DisplayList
    panels: tuple[PlacedPanel, ...] = ()
    letterings: tuple[PlacedLettering, ...] = ()
    problems: tuple[Problem, ...] = ()
