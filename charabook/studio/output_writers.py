"""One function per kind of output. Imported when something is written: the writers are heavy."""

from collections.abc import Callable
from dataclasses import dataclass

from charabook.progress import Progress
from charabook.studio.output_kinds import OutputKind, OutputWish
from layouts.book import Book
from layouts.looks import Look
from layouts.outputs.cbz import export_cbz
from layouts.outputs.contact_sheet import export_contact_sheet
from layouts.outputs.epub import export_epub
from layouts.outputs.layers import export_ora
from layouts.outputs.page_pictures import export_png
from layouts.outputs.webtoon import export_webtoon
from layouts.print.cover import cover_of, export_cover
from layouts.print.presets import preset
from layouts.print.writer import export_pdf
from layouts.typefaces import FontShelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Everything that one output needs."""

    wish: OutputWish
    book: Book
    look: Look
    fonts: FontShelf
    progress: Progress


def write(task: Task) -> None:
    """Write the output."""
    _WRITERS[task.wish.kind](task)


def _pdf(task: Task) -> None:
    export_pdf(task.book, task.wish.target, preset(task.wish.preset), task.progress)


def _cover(task: Task) -> None:
    rules = preset(task.wish.preset)
    cover = cover_of(task.book, rules)
    export_cover(
        task.book,
        cover,
        task.wish.target,
        preset=rules,
        look=task.look,
        shelf=task.fonts,
        progress=task.progress,
    )


def _png(task: Task) -> None:
    export_png(task.book, task.wish.target, dpi=task.wish.dpi, progress=task.progress)


def _cbz(task: Task) -> None:
    export_cbz(task.book, task.wish.target, progress=task.progress)


def _epub(task: Task) -> None:
    export_epub(task.book, task.wish.target, progress=task.progress)


def _webtoon(task: Task) -> None:
    export_webtoon(task.book, task.wish.target, progress=task.progress)


def _ora(task: Task) -> None:
    for number, page in enumerate(task.book.pages, start=1):
        export_ora(page, task.wish.target / f"page-{number:03}.ora", dpi=task.wish.dpi)
        task.progress.advance("Layered pages", number, len(task.book.pages))


def _contact_sheet(task: Task) -> None:
    export_contact_sheet(task.book, task.wish.target, look=task.look, shelf=task.fonts, progress=task.progress)


_WRITERS: dict[OutputKind, Callable[[Task], None]] = {
    OutputKind.PDF: _pdf,
    OutputKind.COVER: _cover,
    OutputKind.PNG: _png,
    OutputKind.CBZ: _cbz,
    OutputKind.EPUB: _epub,
    OutputKind.WEBTOON: _webtoon,
    OutputKind.ORA: _ora,
    OutputKind.CONTACT_SHEET: _contact_sheet,
}
