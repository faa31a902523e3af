"""In which forms a book leaves the studio."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

DEFAULT_PRESET = "home-a4"
SCREEN_DPI, PRINT_DPI = 110.0, 300.0


class OutputKind(StrEnum):
    """A form of the book."""

    PDF = "pdf"
    COVER = "cover"
    PNG = "png"
    CBZ = "cbz"
    EPUB = "epub"
    WEBTOON = "webtoon"
    ORA = "ora"
    CONTACT_SHEET = "contact-sheet"

    @property
    def is_folder(self) -> bool:
        """Whether many files are written into a folder rather than one file."""
        return self in (OutputKind.PNG, OutputKind.WEBTOON, OutputKind.ORA)

    @property
    def suffix(self) -> str:
        """How the file's name ends."""
        return f"-{self.value}.pdf" if self in (OutputKind.COVER, OutputKind.CONTACT_SHEET) else f".{self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputWish:
    """What to write, where, and how."""

    kind: OutputKind
    target: Path
    language: str = ""
    preset: str = DEFAULT_PRESET
    dpi: float = PRINT_DPI
