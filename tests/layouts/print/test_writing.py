"""The writer leaves whole files or none, says which page is to blame, stops when asked, and needs little memory."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import overload

import pikepdf
import pytest

from charabook.errors import BadInput, Cancelled, Unavailable
from layouts.book import Book, BookPage
from layouts.display_list import DrawGlyphs, DrawImage
from layouts.print import writer
from layouts.print.inspection import inspect_pdf
from layouts.print.presets import preset
from layouts.print.writer import export_pdf
from layouts.shapes import Affine

KDP = preset("kdp-paperback")


def with_pages(book: Book, *pages: BookPage) -> Book:
    return replace(book, pages=pages)


def with_ops_changed(page: BookPage, change: object) -> BookPage:
    drawing = page.composition.display_list
    ops = tuple(change(op) for op in drawing.ops)  # type: ignore[operator]
    return replace(page, composition=replace(page.composition, display_list=drawing.with_ops(ops)))


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class Told:
    """Hears progress, and cancels when told so many pages are done."""

    def __init__(self, cancel_after: float = float("inf")) -> None:
        self.heard: list[tuple[str, float, float]] = []
        self._cancel_after = cancel_after

    def advance(self, stage: str, done: float, total: float) -> None:
        self.heard.append((stage, done, total))

    def is_cancelled(self) -> bool:
        return len(self.heard) >= self._cancel_after


def test_progress_counts_every_page_and_the_writing(book: Book, tmp_path: Path):
    told = Told()
    report = export_pdf(book, tmp_path / "book.pdf", KDP, told)
    assert [done for stage, done, _ in told.heard if stage == "Drawing pages"] == [1, 2, 3, 4]
    assert told.heard[-1] == ("Writing the file", 1, 1)
    assert (report.pages, report.bytes) == (4, (tmp_path / "book.pdf").stat().st_size)


def test_cancelling_leaves_nothing_behind(book: Book, tmp_path: Path):
    with pytest.raises(Cancelled):
        export_pdf(book, tmp_path / "book.pdf", KDP, Told(cancel_after=2))
    assert left_over(tmp_path) == []


def test_an_earlier_file_survives_a_failed_export(book: Book, tmp_path: Path):
    target = tmp_path / "book.pdf"
    target.write_bytes(b"the good one")
    with pytest.raises(Cancelled):
        export_pdf(book, target, KDP, Told(cancel_after=1))
    assert target.read_bytes() == b"the good one"


def test_a_missing_picture_is_told_with_its_page(book: Book, tmp_path: Path):
    def lose(op: object) -> object:
        return replace(op, path=tmp_path / "gone.png") if isinstance(op, DrawImage) else op

    broken = with_pages(book, book.pages[0], with_ops_changed(book.pages[1], lose), book.pages[2])
    with pytest.raises(BadInput, match=r"Page 2: The picture gone\.png is missing"):
        export_pdf(broken, tmp_path / "book.pdf", KDP)
    assert left_over(tmp_path) == []


def test_a_missing_font_is_told_with_its_page(book: Book, tmp_path: Path):
    def lose(op: object) -> object:
        if not isinstance(op, DrawGlyphs):
            return op
        lost = [replace(run, font=replace(run.font, path=tmp_path / "x.ttf", sha256="0")) for run in op.runs]
        return replace(op, runs=tuple(lost))

    with pytest.raises(BadInput, match=r"Page 1: The font .* cannot be read"):
        export_pdf(with_pages(book, with_ops_changed(book.pages[0], lose)), tmp_path / "book.pdf", KDP)


def test_a_book_without_pages_is_refused(book: Book, tmp_path: Path):
    with pytest.raises(BadInput, match="no pages"):
        export_pdf(with_pages(book), tmp_path / "book.pdf", KDP)


def test_an_empty_page_is_a_white_page(book: Book, tmp_path: Path):
    empty = replace(book.pages[0].composition, display_list=book.pages[0].composition.display_list.with_ops(()))
    export_pdf(with_pages(book, replace(book.pages[0], composition=empty)), tmp_path / "book.pdf", KDP)
    with pikepdf.open(tmp_path / "book.pdf") as pdf:
        assert len(pdf.pages) == 1


def test_a_picture_squeezed_flat_draws_nothing(book: Book, tmp_path: Path):
    def flat(op: object) -> object:
        return replace(op, placing=Affine(0, 0, 0, 0, 5, 5)) if isinstance(op, DrawImage) else op

    export_pdf(with_pages(book, with_ops_changed(book.pages[0], flat)), tmp_path / "book.pdf", KDP)
    assert [one.what for one in inspect_pdf(tmp_path / "book.pdf", KDP)] == []


def test_a_folder_that_does_not_exist_is_told_before_the_work(book: Book, tmp_path: Path):
    told = Told()
    with pytest.raises(Unavailable, match="does not exist"):
        export_pdf(book, tmp_path / "no" / "where" / "book.pdf", KDP, told)
    assert told.heard == []


def test_a_folder_in_the_place_of_the_file_is_told(book: Book, tmp_path: Path):
    (tmp_path / "book.pdf").mkdir()
    with pytest.raises(Unavailable, match="is a folder"):
        export_pdf(book, tmp_path / "book.pdf", KDP)


DISK_FULL = """
import resource, sys
from pathlib import Path
import numpy as np
from PIL import Image
from charabook.errors import Unavailable
from layouts.book import Book, BookPage
from layouts.display_list import DisplayList, DrawImage
from layouts.page import PageFormat, Sheet
from layouts.print.presets import preset
from layouts.print.writer import export_pdf
from layouts.problems import Composition
from layouts.shapes import Affine, Insets, Rect
folder = Path(sys.argv[1])
(folder / "out").mkdir()
noise = np.random.default_rng(0).integers(0, 256, (400, 400, 3), dtype=np.uint8)
Image.fromarray(noise).save(folder / "noise.png")
image = DrawImage(path=folder / "noise.png", pixels=(400, 400), placing=Affine(90, 0, 0, 90, 5, 5))
drawing = DisplayList(width_mm=100, height_mm=100, bleed=Insets.even(3), safe=Rect(5, 5, 90, 90), ops=(image,))
page = BookPage(id="a", sheet=Sheet.RIGHT, composition=Composition(display_list=drawing))
book = Book(title="Full", format=PageFormat(name="square", width_mm=100, height_mm=100), pages=(page,))
# No file may grow beyond this: to the program that is a disk that is full.
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    export_pdf(book, folder / "out" / "book.pdf", preset("home-a4"))
except Unavailable as error:
    print(error.what)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_full_disk_leaves_no_half_file(tmp_path: Path):
    done = subprocess.run([sys.executable, "-c", DISK_FULL, tmp_path], capture_output=True, text=True, check=False)
    assert "disk became full" in done.stdout, done.stderr
    assert left_over(tmp_path / "out") == []


class Repeated(Sequence[BookPage]):
    """The same page many times, made when it is asked for."""

    def __init__(self, page: BookPage, times: int) -> None:
        self._page = page
        self._times = times

    def __len__(self) -> int:
        return self._times

    @overload
    def __getitem__(self, at: int) -> BookPage: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[BookPage]: ...
    def __getitem__(self, at: int | slice) -> BookPage | Sequence[BookPage]:
        if isinstance(at, slice) or not 0 <= at < self._times:
            raise IndexError(at)
        return self._page

    def __iter__(self) -> Iterator[BookPage]:
        return (self._page for _ in range(self._times))


def test_pictures_leave_memory_while_a_long_book_is_written(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(writer, "PART_BYTES", 1)  # every page goes to disk at once
    long = replace(book, pages=Repeated(book.pages[0], 12))
    export_pdf(long, tmp_path / "long.pdf", KDP)
    with pikepdf.open(tmp_path / "long.pdf") as pdf:
        assert len(pdf.pages) == 12
        fonts = {page.Resources.Font["/F1"].objgen for page in pdf.pages}
    assert len(fonts) == 1
    assert left_over(tmp_path) == ["long.pdf"]


def test_the_same_picture_in_one_part_is_stored_once(book: Book, tmp_path: Path):
    export_pdf(replace(book, pages=Repeated(book.pages[0], 5)), tmp_path / "five.pdf", KDP)
    export_pdf(replace(book, pages=Repeated(book.pages[0], 1)), tmp_path / "one.pdf", KDP)
    assert (tmp_path / "five.pdf").stat().st_size < 1.2 * (tmp_path / "one.pdf").stat().st_size


def test_a_book_bound_right_opens_from_the_right(book: Book, tmp_path: Path):
    right = replace(book, format=replace(book.format, binding=type(book.binding).RIGHT))
    export_pdf(right, tmp_path / "book.pdf", preset("doujin-a5"))
    with pikepdf.open(tmp_path / "book.pdf") as pdf:
        assert str(pdf.Root.ViewerPreferences.Direction) == "/R2L"
        # The right half of the spread comes first.
        second, third = (float(page.trimbox[0]) for page in list(pdf.pages)[1:3])
    assert second == third
    pages = list(right.single_pages())
    assert [page.sheet.value for page in pages] == ["left", "right", "left", "right"]
    assert pages[1].dx_mm == pytest.approx(148)
