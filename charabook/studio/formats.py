"""Sizes of books by name, and the pages they give."""

import re

from charabook.errors import BadInput
from layouts.page import Binding, PageFormat
from projects.records import Book, Direction

BOOK_SIZES_MM: dict[str, tuple[float, float]] = {
    "square-210": (210.0, 210.0),
    "square-216": (215.9, 215.9),
    "portrait-a5": (148.0, 210.0),
    "portrait-a4": (210.0, 297.0),
    "landscape-a4": (297.0, 210.0),
    "trade-6x9": (152.4, 228.6),
    "us-comic": (168.3, 260.4),
    "manga-b5": (182.0, 257.0),
    "manga-b6": (128.0, 182.0),
    "letter": (215.9, 279.4),
}
DEFAULT_SIZE = "square-210"

_OWN_SIZE = re.compile(r"(\d{2,3}(?:\.\d+)?)\s*[x×]\s*(\d{2,3}(?:\.\d+)?)(?:\s*mm)?", re.IGNORECASE)
_SMALLEST_MM, _LARGEST_MM = 50.0, 600.0
_SMALL_PAGE_MM = 160.0


def book_size_mm(name: str) -> tuple[float, float]:
    """Width and height of a page of a format: a name of `BOOK_SIZES_MM`, or a size such as "200x250"."""
    if name in BOOK_SIZES_MM:
        return BOOK_SIZES_MM[name]
    match = _OWN_SIZE.fullmatch(name.strip())
    if match is None or not all(_SMALLEST_MM <= float(side) <= _LARGEST_MM for side in match.groups()):
        raise BadInput(
            f"'{name}' is not a format of a book.",
            f"Use one of {', '.join(BOOK_SIZES_MM)}, or a size in millimetres from 50x50 to 600x600.",
        )
    return float(match[1]), float(match[2])


def binding_of(book: Book) -> Binding:
    """The edge at which the book is bound."""
    return Binding.RIGHT if book.direction is Direction.RIGHT_TO_LEFT else Binding.LEFT


def page_format_of(book: Book) -> PageFormat:
    """The page that the book is laid out on. Small pages have small margins."""
    small = min(book.trim_width_mm, book.trim_height_mm) < _SMALL_PAGE_MM
    return PageFormat(
        name=book.page_format or DEFAULT_SIZE,
        width_mm=book.trim_width_mm,
        height_mm=book.trim_height_mm,
        outer_mm=7.0 if small else 9.5,
        gutter_mm=9.5 if small else 12.7,
        binding=binding_of(book),
    )
