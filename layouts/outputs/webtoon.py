"""The book as one long strip for the telephone, cut into slices where nothing is cut through."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from charabook.errors import BadInput
from charabook.progress import SILENT, Progress, checkpoint
from layouts.book import Book
from layouts.outputs.page_pictures import as_jpeg, page_name, pages_of, paint_to_width
from layouts.whole_files import written_into, written_whole

WIDTH_PX = 800
SLICE_PX = 1280
_LEAST_FILL = 0.6  # a slice may end early at a quiet row, but not before this part of its height
_QUIET = 6.0  # the most that grey values of a row may differ to count as empty


def export_webtoon(
    book: Book,
    folder: Path,
    *,
    width_px: int = WIDTH_PX,
    slice_px: int = SLICE_PX,
    progress: Progress = SILENT,
) -> tuple[Path, ...]:
    """Write all pages, one under the other, as slices `slice-001.jpg` ... of at most `slice_px` rows.

    Slices end in rows where nothing is drawn wherever there is one near. Each file appears whole or not at all.
    Raises BadInput for absurd sizes or no pages, Unavailable when the folder cannot be written to, Cancelled.
    """
    if not (64 <= width_px <= 4000 and 64 <= slice_px <= 20_000):
        raise BadInput(f"Slices of {width_px} by {slice_px} pixels are of no use.", "800 by 1280 suits most platforms.")
    pages_of(book)
    files: list[Path] = []
    with written_into(folder):
        for strip in _slices(_pages(book, width_px, progress), slice_px):
            files.append(folder / f"{page_name(len(files) + 1, 999).replace('page', 'slice')}.jpg")
            with written_whole(files[-1]) as made:
                made.write_bytes(as_jpeg(strip))
    return tuple(files)


def _pages(book: Book, width_px: int, progress: Progress) -> Iterator[Image.Image]:
    for number, page in enumerate(book.pages, start=1):
        checkpoint(progress)
        yield paint_to_width(page.composition.display_list, width_px)
        progress.advance("Painting pages", number, len(book.pages))


def _slices(pages: Iterator[Image.Image], slice_px: int) -> Iterator[Image.Image]:
    """Cut the strip as it grows; no more than a slice and a page are held at a time."""
    held: Image.Image | None = None
    for page in pages:
        held = page if held is None else _under(held, page)
        while held.height > slice_px:
            cut = quiet_row(held, slice_px)
            yield held.crop((0, 0, held.width, cut))
            held = held.crop((0, cut, held.width, held.height))
    if held is not None:
        yield held


def _under(upper: Image.Image, lower: Image.Image) -> Image.Image:
    joined = Image.new("RGB", (upper.width, upper.height + lower.height))
    joined.paste(upper, (0, 0))
    joined.paste(lower, (0, upper.height))
    return joined


def quiet_row(strip: Image.Image, slice_px: int) -> int:
    """The lowest row, at most `slice_px`, above which the strip can be cut: through nothing if possible."""
    first = int(slice_px * _LEAST_FILL)
    rows = np.asarray(strip.crop((0, first, strip.width, slice_px)).convert("L"), dtype=np.float32)
    spread = rows.max(axis=1) - rows.min(axis=1)
    # A cut between two rows is clean when both its neighbours are empty.
    clean = np.flatnonzero((spread[:-1] <= _QUIET) & (spread[1:] <= _QUIET))
    return slice_px if clean.size == 0 else first + int(clean[-1]) + 1
