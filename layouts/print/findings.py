"""What a check found, and where to click to see it."""

from dataclasses import dataclass
from enum import Enum

from layouts.shapes import Rect

NOT_CERTIFIED = (
    "Checked by charabook's preflight against what the printer publishes. "
    "This is no certificate: look at the printer's own proof before the whole run is printed."
)


class Severity(Enum):
    """How much a finding matters."""

    STOP = "must be corrected"
    WARN = "look at it"
    NOTE = "good to know"


class Rule(Enum):
    """What was checked."""

    PAGE_COUNT = "page count"
    TRIM = "page size"
    BINDING = "binding"
    PAGE_NUMBERS = "page numbers"
    RESOLUTION = "resolution"
    PICTURE = "picture"
    BLEED = "bleed"
    SAFE_AREA = "safe area"
    CUT_BALLOON = "balloon at the knife"
    FACE = "balloon over a face"
    TEXT = "text fit"
    SMALL_TEXT = "small text"
    THIN_LINE = "thin line"
    FONT = "font"
    INK = "ink"
    TRANSPARENCY = "transparency"
    ALT_TEXT = "alt text"
    LAYOUT = "layout"
    LANGUAGE = "language of the edition"
    SPINE = "spine"
    COLOUR = "colour"
    STRUCTURE = "file structure"
    FILE_SIZE = "file size"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding.

    page_number  the single page as it is bound, from 1; None for the whole book
    page_id      the page or spread of the book that it lies on
    subject_id   the panel, lettering or block behind it; empty for none
    where        mm on that page or spread; None for no place in particular
    """

    rule: Rule
    severity: Severity
    what: str
    remedy: str
    page_number: int | None = None
    page_id: str = ""
    subject_id: str = ""
    where: Rect | None = None

    @property
    def place(self) -> str:
        """Where it is, in words."""
        return "book" if self.page_number is None else f"page {self.page_number}"
