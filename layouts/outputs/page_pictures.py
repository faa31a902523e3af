"""Pages as pictures: a folder of PNG files, and the JPEGs that go into archives and e-books."""

import io
from pathlib import Path

from PIL import Image

from charabook.errors import BadInput
from charabook.progress import SILENT, Progress, checkpoint
from layouts.book import Book
from layouts.display_list import DisplayList
from layouts.painter import Area, paint_pillow, paint_png
from layouts.shapes import MM_PER_INCH
from layouts.whole_files import written_into

PRINT_DPI = 300.0
JPEG_QUALITY = 92
_LEAST_DPI, _MOST_DPI = 10.0, 1200.0


def export_png(
    book: Book,
    folder: Path,
    *,
    dpi: float = PRINT_DPI,
    area: Area = Area.TRIM,
    progress: Progress = SILENT,
) -> tuple[Path, ...]:
    """Write every single page as `page-001.png` ... into `folder`; returns the files in page order.

    Each file appears whole or not at all; cancelling keeps the finished ones. Files of other names are left alone.
    Raises BadInput for a resolution out of range, Unavailable when the folder cannot be written to, Cancelled.
    """
    if not _LEAST_DPI <= dpi <= _MOST_DPI:
        raise BadInput(f"Pages cannot be painted at {dpi:g} dpi.", f"Choose {_LEAST_DPI:g} to {_MOST_DPI:g}.")
    count = pages_of(book)
    files: list[Path] = []
    with written_into(folder):
        for page in book.single_pages():
            checkpoint(progress)
            files.append(folder / f"{page_name(page.number, count)}.png")
            paint_png(page.drawing, files[-1], dpi, area)
            progress.advance("Painting pages", page.number, count)
    return tuple(files)


def pages_of(book: Book) -> int:
    """How many single pages there are. BadInput for none."""
    count = book.page_count()
    if count == 0:
        raise BadInput("The book has no pages.", "Add a page before exporting.")
    return count


def page_name(number: int, count: int) -> str:
    """`page-007`, with as many digits as the last page needs (three at least), so that names sort like pages."""
    return f"page-{number:0{max(3, len(str(count)))}d}"


def paint_to_width(page: DisplayList, width_px: int) -> Image.Image:
    """The trimmed page, so many pixels wide."""
    painted = paint_pillow(page, width_px / page.width_mm * MM_PER_INCH)
    if painted.width == width_px:
        return painted
    return painted.resize((width_px, painted.height), Image.Resampling.LANCZOS)


def as_jpeg(picture: Image.Image) -> bytes:
    """The picture as a JPEG file without colour subsampling: letters stay crisp."""
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    return file.getvalue()
