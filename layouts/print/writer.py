"""Writes the print PDF: page by page into parts on disk, then put together, so that long books need little memory."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from charabook.errors import BadInput, KnownError, Unavailable
from charabook.progress import SILENT, Progress, checkpoint
from layouts.book import Book, SinglePage
from layouts.display_list import DisplayList, DrawImage
from layouts.painter import paint_pillow
from layouts.print.colour import Inks, press
from layouts.print.drawing import DrawnPage, PageDrawer
from layouts.print.flatten import flattened
from layouts.print.fonts import FontBook
from layouts.print.pictures import PicturePress, Seen
from layouts.print.rules import Preset, Transparency
from layouts.print.sheets import PrintSheet, sheet_for
from layouts.print.standards import (
    PROGRAM,
    DocumentFacts,
    declare,
    registration_colour,
    save,
    transparency_group,
)
from layouts.print.stored_pictures import PictureStream
from layouts.print.tags import TaggedPage, add_structure
from layouts.shapes import Rect
from layouts.whole_files import written_whole

PART_BYTES = 48 * 1024 * 1024  # picture bytes held in memory before a part goes to disk
_BLEND_DPI = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedPage:
    """A page and the sheet that it is printed on."""

    drawing: DisplayList
    sheet: PrintSheet
    label: str  # how an error names it


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedPdf:
    """What was written."""

    path: Path
    pages: int
    bytes: int


def export_pdf(book: Book, target: Path, preset: Preset, progress: Progress = SILENT) -> ExportedPdf:
    """Write the inside of a book for a printing house; the target appears complete or not at all.

    Raises BadInput for a picture or font that cannot be used (it names the page), Unavailable when the target cannot
    be written, Cancelled when `progress` says so.
    """
    facts = DocumentFacts(title=book.title, authors=book.authors, language=book.language, binding=book.binding)
    placed = (_placed(page, preset) for page in book.single_pages())
    return write_pdf(placed, book.page_count(), target, preset=preset, facts=facts, progress=progress)


def write_pdf(
    pages: Iterable[PlacedPage],
    count: int,
    target: Path,
    *,
    preset: Preset,
    facts: DocumentFacts,
    progress: Progress = SILENT,
) -> ExportedPdf:
    """Write `count` pages as one PDF; errors as in `export_pdf`."""
    if count == 0:
        raise BadInput("The book has no pages.", "Add a page before exporting.")
    with written_whole(target) as made:
        parts = _Parts(preset, made.parent)
        for number, page in enumerate(pages, start=1):
            checkpoint(progress)
            parts.add(page)
            progress.advance("Drawing pages", number, count)
        parts.finish(made, facts, progress)
        size = made.stat().st_size
    return ExportedPdf(path=target, pages=count, bytes=size)


def _placed(page: SinglePage, preset: Preset) -> PlacedPage:
    drawing = page.drawing
    sheet = sheet_for(preset, drawing.width_mm, drawing.height_mm, preset.bleed(page.sheet))
    return PlacedPage(drawing=drawing, sheet=sheet, label=f"Page {page.number}")


class _Parts:
    """Pages gathered into part files; a part holds pictures and drawings, fonts and structure come at the end."""

    def __init__(self, preset: Preset, workshop: Path) -> None:
        self._preset = preset
        self._workshop = workshop
        self._press = press(preset.profile)
        inks = Inks(preset.colour, self._press, preset.ink_limit)
        self._fonts = FontBook()
        self._drawer = PageDrawer(inks, self._fonts, PicturePress(preset, inks), self._store)
        self._files: list[Path] = []
        self._drawn: list[DrawnPage] = []
        self._tagged: list[TaggedPage] = []
        self._begin_part()

    def _begin_part(self) -> None:
        self._part = pikepdf.new()
        self._held_bytes = 0
        self._stored: dict[tuple[Path, Seen], pikepdf.Object] = {}

    def add(self, page: PlacedPage) -> None:
        """Draw a page into the present part."""
        blends = self._workshop / "blends"
        blends.mkdir(exist_ok=True)
        try:
            drawing = self._printable(page.drawing, blends)
            drawn = self._drawer.draw(drawing, page.sheet, self._preset.marks)
        except KnownError as error:
            raise type(error)(f"{page.label}: {error.what}", error.remedy) from error
        self._part.pages.append(pikepdf.Page(self._page_object(page.sheet, drawn)))
        self._tagged.append(TaggedPage(structure=drawing.structure, marked=tuple(drawn.marked), sheet=page.sheet))
        drawn.content, drawn.images = b"", {}
        self._drawn.append(drawn)
        for blend in blends.iterdir():
            blend.unlink()
        if self._held_bytes > PART_BYTES:
            self._end_part()

    def _printable(self, drawing: DisplayList, blends: Path) -> DisplayList:
        if self._preset.transparency is Transparency.LIVE:
            return drawing
        return flattened(drawing, max(_BLEND_DPI, self._preset.min_dpi), blends, paint_pillow)

    def _store(self, drawn: DrawImage, seen: Seen, stream: PictureStream) -> pikepdf.Object:
        key = (drawn.path, seen)
        if key not in self._stored:
            self._stored[key] = stream.add_to(self._part)
            self._held_bytes += len(stream.body)
        return self._stored[key]

    def _page_object(self, sheet: PrintSheet, drawn: DrawnPage) -> pikepdf.Object:
        resources = Dictionary(XObject=Dictionary(drawn.images), ExtGState=Dictionary(dict(drawn.states)))
        page = Dictionary(
            Type=Name.Page,
            Resources=resources,
            Contents=self._part.make_stream(drawn.content),
            MediaBox=_box(sheet, sheet.media),
            BleedBox=_box(sheet, sheet.bleed),
            TrimBox=_box(sheet, sheet.trim),
        )
        group = transparency_group(self._preset)
        if group is not None:
            page.Group = group
        return self._part.make_indirect(page)

    def _end_part(self) -> None:
        path = self._workshop / f"part-{len(self._files)}.pdf"
        with path.open("wb") as file:
            self._part.save(file)
        self._part.close()
        self._files.append(path)
        self._begin_part()

    def finish(self, made: Path, facts: DocumentFacts, progress: Progress) -> None:
        """Put the parts together at `made`, with fonts, structure and the standard's marks."""
        self._end_part()
        with pikepdf.open(self._joined()) as book:
            self._link_resources(book)
            add_structure(book, self._tagged, facts.language)
            declare(book, self._preset, self._press, facts)
            checkpoint(progress)
            progress.advance("Writing the file", 0, 1)
            with made.open("wb") as whole:
                save(book, whole, self._preset.standard)
            progress.advance("Writing the file", 1, 1)

    def _joined(self) -> Path:
        """All parts in one file. qpdf streams from file to file, where copying pages would take them into memory."""
        joined = self._workshop / "joined.pdf"
        keep = ("--remove-unreferenced-resources=no", "--stream-data=preserve", "--object-streams=disable")
        parts = [str(file.absolute()) for file in self._files]
        try:
            pikepdf.Job([PROGRAM, "--empty", *keep, "--pages", *parts, "--", str(joined.absolute())]).run()
        except RuntimeError as error:
            what = f"The pages could not be put together ({error})."
            raise Unavailable(what, "Free some space or choose another disk, then try again.") from error
        for file in self._files:
            file.unlink()
        return joined

    def _link_resources(self, book: pikepdf.Pdf) -> None:
        fonts = self._fonts.embed(book)
        registration: pikepdf.Object | None = None
        for page, drawn in zip(book.pages, self._drawn, strict=True):
            page.obj.Resources.Font = Dictionary({name: fonts[name] for name in sorted(drawn.fonts)})
            if drawn.uses_registration_colour:
                registration = registration or registration_colour(book)
                page.obj.Resources.ColorSpace = Dictionary(Registration=registration)


def _box(sheet: PrintSheet, box: Rect) -> Array:
    return Array([round(side, 4) for side in sheet.box_points(box)])
