"""Pages, archive, e-book, strip, layers and contact sheet: each shows the book, whole or not at all."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from charabook.errors import BadInput, Cancelled, Unavailable
from layouts.book import Book
from layouts.outputs.cbz import export_cbz
from layouts.outputs.contact_sheet import export_contact_sheet
from layouts.outputs.epub import export_epub
from layouts.outputs.layers import export_ora, layers_of
from layouts.outputs.page_pictures import export_png, page_name, paint_to_width
from layouts.outputs.webtoon import export_webtoon, quiet_row
from layouts.page import Binding
from layouts.painter import Area, paint_pillow
from tests.layouts.others_tools import ask, ask_epubcheck
from tests.layouts.sample_book import LOOK, SHELF, SPREAD

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"


class CancelAtOnce:
    def advance(self, stage: str, done: float, total: float) -> None:
        """Hear nothing."""

    def is_cancelled(self) -> bool:
        return True


def from_right(book: Book) -> Book:
    return replace(book, format=replace(book.format, binding=Binding.RIGHT))


# ---------------------------------------------------------------- pages


def test_png_pages_are_the_painted_pages(book: Book, tmp_path: Path):
    files = export_png(book, tmp_path / "pages", dpi=60)
    assert [file.name for file in files] == [f"page-00{at}.png" for at in (1, 2, 3, 4)]
    for page, file in zip(book.single_pages(), files, strict=True):
        with Image.open(file) as picture:
            assert np.array_equal(np.asarray(picture), np.asarray(paint_pillow(page.drawing, 60)))
            assert picture.info["dpi"][0] == pytest.approx(60, abs=0.1)


def test_png_pages_with_bleed_are_larger(book: Book, tmp_path: Path):
    (first, *_) = export_png(book, tmp_path, dpi=30, area=Area.BLEED)
    with Image.open(first) as picture:
        assert picture.width == round(154 / 25.4 * 30)


def test_other_files_in_the_folder_are_left_alone(book: Book, tmp_path: Path):
    (tmp_path / "mine.txt").write_text("keep")
    export_png(book, tmp_path, dpi=20)
    assert (tmp_path / "mine.txt").read_text() == "keep"


@pytest.mark.parametrize("dpi", [0, -3, 5000, float("nan")])
def test_absurd_resolutions_are_refused(book: Book, tmp_path: Path, dpi: float):
    with pytest.raises(BadInput):
        export_png(book, tmp_path, dpi=dpi)


@given(count=st.integers(1, 12_000))
def test_page_names_sort_like_pages(count: int):
    assert page_name(1, count) < page_name(count, count) or count == 1


@pytest.mark.parametrize("export", [export_cbz, export_epub])
def test_cancelled_archives_leave_nothing(book: Book, tmp_path: Path, export: object):
    with pytest.raises(Cancelled):
        export(book, tmp_path / "book.zip", progress=CancelAtOnce())  # type: ignore[operator]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("export", [export_cbz, export_epub])
def test_a_target_that_cannot_be_written_is_told(book: Book, tmp_path: Path, export: object):
    with pytest.raises(Unavailable):
        export(book, tmp_path / "none" / "deep" / "book.zip")  # type: ignore[operator]


@pytest.mark.parametrize("export", [export_png, export_cbz, export_epub, export_webtoon])
def test_a_book_without_pages_is_refused(book: Book, tmp_path: Path, export: object):
    with pytest.raises(BadInput, match="no pages"):
        export(replace(book, pages=()), tmp_path / "out")  # type: ignore[operator]


# ---------------------------------------------------------------- comic archive


def test_a_comic_archive_holds_spreads_whole_and_tells_about_itself(book: Book, tmp_path: Path):
    export_cbz(book, tmp_path / "book.cbz", width_px=300)
    with zipfile.ZipFile(tmp_path / "book.cbz") as file:
        assert file.namelist() == ["page-001.jpg", "page-002.jpg", "page-003.jpg", "ComicInfo.xml"]
        info = ET.fromstring(file.read("ComicInfo.xml"))
        with Image.open(io.BytesIO(file.read("page-002.jpg"))) as spread:
            assert spread.width == 600
    assert info.findtext("Title") == "The Lighthouse"
    assert info.findtext("Writer") == "Ann Writer"
    assert info.findtext("Manga") == "No"
    pages = info.findall("Pages/Page")
    assert [page.get("DoublePage") for page in pages] == [None, "true", None]
    assert pages[0].get("Type") == "FrontCover"


def test_a_manga_archive_reads_from_the_right(book: Book, tmp_path: Path):
    export_cbz(from_right(book), tmp_path / "book.cbz", width_px=200)
    with zipfile.ZipFile(tmp_path / "book.cbz") as file:
        assert ET.fromstring(file.read("ComicInfo.xml")).findtext("Manga") == "YesAndRightToLeft"


def test_a_title_with_control_characters_and_angles_stays_readable_xml(book: Book, tmp_path: Path):
    export_cbz(replace(book, title="A\x00 <b>&\x1f B"), tmp_path / "book.cbz", width_px=200)
    with zipfile.ZipFile(tmp_path / "book.cbz") as file:
        assert ET.fromstring(file.read("ComicInfo.xml")).findtext("Title") == "A <b>& B"


# ---------------------------------------------------------------- e-book


@pytest.fixture(scope="session")
def epub(book: Book, exports: Path) -> Path:
    target = exports / "book.epub"
    export_epub(book, target, width_px=500)
    return target


def test_epubcheck_finds_no_fault(epub: Path):
    assert "No errors or warnings detected" in ask_epubcheck(epub)


def test_the_e_book_says_first_that_it_is_one(epub: Path):
    with zipfile.ZipFile(epub) as file:
        first = file.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_the_e_book_carries_words_descriptions_and_panels(epub: Path):
    with zipfile.ZipFile(epub) as file:
        pages = [ET.fromstring(file.read(f"EPUB/page-00{at}.xhtml")) for at in (1, 2, 3, 4)]
        panels = ET.fromstring(file.read("EPUB/panels.xhtml"))
    shown = [element.get("aria-label") for page in pages for element in page.iter(f"{XHTML}div")]
    said = " ".join(element.text or "" for page in pages for element in page.iter(f"{XHTML}p"))
    assert {"Ann on a hill", "The whole valley", "A town"} <= set(shown)
    assert SPREAD in said
    places = [link.get("href", "") for link in panels.iter(f"{XHTML}a")]
    assert "page-001.xhtml#xywh=percent:0,0,100,44.29" in places


def test_spreads_of_the_e_book_face_each_other(epub: Path):
    with zipfile.ZipFile(epub) as file:
        package = ET.fromstring(file.read("EPUB/package.opf"))
    spine = package.find(f"{OPF}spine")
    assert spine is not None
    assert [item.get("properties") for item in spine] == [
        "page-spread-right",
        "page-spread-left",
        "page-spread-right",
        "page-spread-left",
    ]
    assert spine.get("page-progression-direction") == "ltr"


# ---------------------------------------------------------------- strip


def test_slices_put_together_are_the_pages_and_none_is_too_tall(book: Book, tmp_path: Path):
    files = export_webtoon(book, tmp_path, width_px=200, slice_px=150)
    slices = [np.asarray(Image.open(file)) for file in files]
    assert max(part.shape[0] for part in slices) <= 150
    whole = np.concatenate([np.asarray(paint_to_width(page.composition.display_list, 200)) for page in book.pages])
    strip = np.concatenate(slices)
    assert strip.shape == whole.shape
    assert np.abs(strip.astype(int) - whole).mean() < 2


def test_the_strip_is_cut_where_nothing_is_drawn():
    rows = np.random.default_rng(0).integers(0, 256, (200, 50, 3), dtype=np.uint8)
    rows[120:130] = 255
    assert quiet_row(Image.fromarray(rows), 180) == 129


def test_a_strip_without_a_quiet_row_is_cut_at_the_slice():
    rows = np.random.default_rng(0).integers(0, 256, (200, 50, 3), dtype=np.uint8)
    assert quiet_row(Image.fromarray(rows), 180) == 180


# ---------------------------------------------------------------- layers


def test_layers_put_together_are_the_page(book: Book, tmp_path: Path):
    export_ora(book.pages[0], tmp_path / "page.ora", dpi=60)
    with zipfile.ZipFile(tmp_path / "page.ora") as file:
        assert file.namelist()[0] == "mimetype"
        assert file.read("mimetype") == b"image/openraster"
        stack = ET.fromstring(file.read("stack.xml"))
        names = [layer.get("name") for layer in stack.iter("layer")]
        built: Image.Image | None = None
        for layer in reversed(list(stack.iter("layer"))):
            with Image.open(io.BytesIO(file.read(layer.get("src", "")))) as opened:
                picture = opened.convert("RGBA")
            built = picture if built is None else Image.alpha_composite(built, picture)
        with Image.open(io.BytesIO(file.read("mergedimage.png"))) as merged:
            assert built is not None
            away = np.abs(np.asarray(built.convert("RGB")).astype(int) - np.asarray(merged.convert("RGB")))
    assert away.mean() < 0.2
    assert names[-1] == "Paper"
    assert {"Picture 1", "Picture 2", "Picture 3", "Balloons", "Text", "Frames"} <= set(names)


def test_layers_hold_every_drawing_once(book: Book):
    composition = book.pages[0].composition
    sorted_ops = [op for layer in layers_of(composition) for op in layer.ops]
    assert sorted(map(id, sorted_ops)) == sorted(map(id, composition.display_list.ops))


# ---------------------------------------------------------------- contact sheet


@pytest.mark.parametrize("turn", [lambda book: book, from_right])
def test_the_contact_sheet_shows_every_page_with_its_number(book: Book, tmp_path: Path, turn: object):
    made = turn(book)  # type: ignore[operator]
    assert export_contact_sheet(made, tmp_path / "sheet.pdf", look=LOOK, shelf=SHELF) == 1
    words = ask("pdftotext", tmp_path / "sheet.pdf", "-").split()
    assert {"1", "2", "3", "4"} <= set(words)
    with pikepdf.open(tmp_path / "sheet.pdf") as pdf:
        assert len(pdf.pages[0].Resources.XObject) == 4


def test_a_long_book_takes_several_sheets(book: Book, tmp_path: Path):
    long = replace(book, pages=book.pages[2:] * 40)
    assert export_contact_sheet(long, tmp_path / "sheet.pdf", look=LOOK, shelf=SHELF) == 2
