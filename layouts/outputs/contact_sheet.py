"""The whole book at a glance: facing pages side by side, numbered, on sheets that any printer prints."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from charabook.progress import SILENT, Progress, checkpoint
from layouts.book import Book, SinglePage
from layouts.compose import compose
from layouts.display_list import Colour, DisplayList, DrawPath, Stroke
from layouts.looks import Look
from layouts.outputs.page_pictures import pages_of, paint_to_width
from layouts.page import (
    Binding,
    BlockId,
    BlockRole,
    Border,
    Fit,
    Page,
    PageFormat,
    Panel,
    PanelId,
    Picture,
    Sheet,
    TextBlock,
    TextRun,
)
from layouts.print.presets import preset
from layouts.print.rules import Marks, Preset
from layouts.print.sheets import sheet_for
from layouts.print.standards import DocumentFacts
from layouts.print.writer import PlacedPage, write_pdf
from layouts.shapes import MM_PER_INCH, Insets, Outline, Rect
from layouts.typefaces import FontShelf

SHEET_MM = (210.0, 297.0)
THUMBNAIL_DPI = 200.0
_MARGIN_MM = 14.0
_HEAD_MM = 16.0
_GAP_MM = 6.0
_LABEL_MM = 6.0
_ACROSS = 3  # openings in a row
_HAIR_LINE = Stroke(colour=Colour.from_hex("#9a9a9a"), width_mm=0.15)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Thumbnail:
    number: int
    sheet: Sheet
    picture: Picture
    alt: str


def export_contact_sheet(book: Book, target: Path, *, look: Look, shelf: FontShelf, progress: Progress = SILENT) -> int:
    """Write all pages, small, as a PDF of A4 sheets; returns how many sheets it took.

    Raises BadInput for a book without pages, Unavailable when the target cannot be written, Cancelled.
    """
    pages_of(book)
    grid = _Grid(book)
    with tempfile.TemporaryDirectory(prefix="charabook-") as folder:
        thumbnails = list(_thumbnails(book, grid, Path(folder), progress))
        openings = [tuple(pages) for _, pages in groupby(thumbnails, key=lambda one: one.number // 2)]
        many = grid.openings_a_sheet
        sheets = [grid.sheet(openings[at : at + many]) for at in range(0, len(openings), many)]
        rules = replace(preset("home-a4"), marks=Marks.NONE, paper_mm=None)
        facts = DocumentFacts(title=book.title, authors=book.authors, language=book.language, binding=book.binding)
        placed = (_placed(_framed(page, look, shelf), rules) for page in sheets)
        write_pdf(placed, len(sheets), target, preset=rules, facts=facts)
    return len(sheets)


def _thumbnails(book: Book, grid: "_Grid", folder: Path, progress: Progress) -> Iterator[_Thumbnail]:
    width_px = round(grid.page_mm[0] / MM_PER_INCH * THUMBNAIL_DPI)
    count = book.page_count()
    for page in book.single_pages():
        checkpoint(progress)
        path = folder / f"{page.number}.png"
        small = paint_to_width(page.drawing, width_px)
        small.save(path, "PNG", compress_level=1)
        picture = Picture(path=path, pixels=small.size)
        yield _Thumbnail(number=page.number, sheet=page.sheet, picture=picture, alt=_alt(page))
        progress.advance("Painting pages", page.number, count)


def _alt(page: SinglePage) -> str:
    shown = [element.alt for element in page.drawing.structure if element.alt]
    return f"Page {page.number}: {'; '.join(shown)}" if shown else f"Page {page.number}"


class _Grid:
    """Where everything lies on a sheet; openings run in the book's direction of reading."""

    def __init__(self, book: Book) -> None:
        self._book = book
        room = SHEET_MM[0] - 2 * _MARGIN_MM - (_ACROSS - 1) * _GAP_MM
        width = room / _ACROSS / 2
        self.page_mm = (width, width / book.format.width_mm * book.format.height_mm)
        down = SHEET_MM[1] - 2 * _MARGIN_MM - _HEAD_MM + _GAP_MM
        self._rows = max(1, int(down // self._row_mm))
        self.openings_a_sheet = self._rows * _ACROSS

    @property
    def _row_mm(self) -> float:
        return self.page_mm[1] + _LABEL_MM + _GAP_MM

    def sheet(self, openings: list[tuple[_Thumbnail, ...]]) -> Page:
        """One sheet with its openings."""
        panels: list[Panel] = []
        blocks = [self._title()]
        for at, pages in enumerate(openings):
            for page in pages:
                box = self._page_box(at, page.sheet)
                panels.append(_panel(page, box))
                blocks.append(_label(page, box))
        format_ = PageFormat(
            name="contact sheet", width_mm=SHEET_MM[0], height_mm=SHEET_MM[1], bleed_mm=0, outer_mm=0, gutter_mm=0
        )
        language = self._book.language
        return Page(
            format=replace(format_, binding=self._book.binding),
            panels=tuple(panels),
            blocks=tuple(blocks),
            language=language,
            order=tuple(panel.id for panel in panels),
        )

    def _page_box(self, at: int, side: Sheet) -> Rect:
        row, column = divmod(at, _ACROSS)
        if self._book.binding is Binding.RIGHT:
            column = _ACROSS - 1 - column
        width, height = self.page_mm
        x = _MARGIN_MM + column * (2 * width + _GAP_MM) + (width if side is Sheet.RIGHT else 0.0)
        return Rect(x, _MARGIN_MM + _HEAD_MM + row * self._row_mm, width, height)

    def _title(self) -> TextBlock:
        box = Rect(_MARGIN_MM, _MARGIN_MM - 4, SHEET_MM[0] - 2 * _MARGIN_MM, _HEAD_MM)
        text = TextRun(text=self._book.title)
        return TextBlock(id=BlockId("title"), role=BlockRole.TITLE, runs=(text,), box=box, fit=Fit.SHRINK, scale=0.5)


def _panel(page: _Thumbnail, box: Rect) -> Panel:
    return Panel(
        id=PanelId(f"page-{page.number}"), frame=box.corners, picture=page.picture, alt=page.alt, border=Border.LINE
    )


def _label(page: _Thumbnail, box: Rect) -> TextBlock:
    return TextBlock(
        id=BlockId(f"label-{page.number}"),
        role=BlockRole.SMALL,
        runs=(TextRun(text=str(page.number)),),
        box=Rect(box.x, box.bottom, box.width, _LABEL_MM),
        scale=0.75,
        language="en",
    )


def _framed(sheet: Page, look: Look, shelf: FontShelf) -> DisplayList:
    """The composed sheet with a hair line round every page: white pages must not melt into the paper."""
    drawing = compose(sheet, look, shelf).display_list
    frames = (DrawPath(outline=Outline.polygon(panel.frame), stroke=_HAIR_LINE) for panel in sheet.panels)
    return drawing.with_ops((*drawing.ops, *frames))


def _placed(drawing: DisplayList, rules: Preset) -> PlacedPage:
    sheet = sheet_for(rules, drawing.width_mm, drawing.height_mm, Insets.even(0.0))
    return PlacedPage(drawing=drawing, sheet=sheet, label="The contact sheet")
