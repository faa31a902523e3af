"""The book as a booklet for a printer at home: two pages on a side, in the order in which a folded stack is read.

Print on both sides, turning over the short edge; fold the stack in the middle, staple, cut along the marks.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from charabook.progress import SILENT, Progress
from layouts.book import Book
from layouts.display_list import DisplayList
from layouts.outputs.page_pictures import pages_of
from layouts.page import Binding
from layouts.print.moving import with_sides
from layouts.print.presets import preset
from layouts.print.rules import Preset
from layouts.print.sheets import sheet_for
from layouts.print.standards import DocumentFacts
from layouts.print.writer import ExportedPdf, PlacedPage, write_pdf
from layouts.shapes import Insets, Rect

_OVERLAP_MM = 0.1  # the left page reaches under the right one, so that no white hair shows at the fold


def export_booklet(book: Book, target: Path, *, paper: str = "home-a4", progress: Progress = SILENT) -> ExportedPdf:
    """Write the book two pages a side; blank pages at its end fill the last leaf. `paper` is a preset with a sheet.

    Raises BadInput for a book without pages or a picture that cannot be used, Unavailable, Cancelled.
    """
    pages_of(book)
    rules = preset(paper)
    pages = [page.drawing for page in book.single_pages()]
    sides = imposed(len(pages), book.binding)
    facts = DocumentFacts(title=book.title, authors=book.authors, language=book.language, binding=book.binding)
    placed = _placed(book, pages, sides, rules)
    return write_pdf(placed, len(sides), target, preset=rules, facts=facts, progress=progress)


def imposed(count: int, binding: Binding) -> list[tuple[int, int]]:
    """Page numbers on the left and right of every printed side; numbers beyond `count` are blank pages.

    Eight pages bound left are printed as 8 1, 2 7, 6 3, 4 5.
    """
    total = -(-count // 4) * 4
    sides: list[tuple[int, int]] = []
    for first in range(1, total // 2, 2):
        last = total + 1 - first
        sides += [(last, first), (first + 1, last - 1)]
    return sides if binding is Binding.LEFT else [(right, left) for left, right in sides]


def _placed(book: Book, pages: list[DisplayList], sides: list[tuple[int, int]], rules: Preset) -> Iterator[PlacedPage]:
    width, height, bleed = book.format.width_mm, book.format.height_mm, min(book.format.bleed_mm, rules.bleed_mm)
    opened = Rect(0.0, 0.0, 2 * width, height)
    sheet = replace(sheet_for(rules, opened.width, height, Insets.even(bleed)), folds=(width,))
    left = Rect(-bleed, -bleed, width + bleed + _OVERLAP_MM, height + 2 * bleed)
    right = Rect(width, -bleed, width + bleed, height + 2 * bleed)
    bare = DisplayList(
        width_mm=opened.width, height_mm=height, bleed=Insets.even(bleed), safe=opened, ops=(), language=book.language
    )
    for numbers in sides:
        shown = [
            (pages[number - 1], own) for number, own in zip(numbers, (left, right), strict=True) if number <= len(pages)
        ]
        label = " and ".join(str(number) for number in numbers)
        yield PlacedPage(drawing=with_sides(bare, shown), sheet=sheet, label=f"Pages {label}")
