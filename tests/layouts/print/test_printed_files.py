"""What other people's programs say of the finished PDFs."""

from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from layouts.book import Book
from layouts.display_list import Role
from layouts.painter import paint_pillow
from layouts.print.colour import ICC_FOLDER
from layouts.print.findings import Severity
from layouts.print.inspection import inspect_pdf
from layouts.print.presets import preset
from tests.layouts.others_tools import ask, rasterised, similarity
from tests.layouts.print.conftest import Printed
from tests.layouts.sample_book import ARABIC, ENGLISH, HINDI, JAPANESE, SPREAD

POINT = 72 / 25.4
KINDS = ("kdp-paperback", "us-comic", "ingramspark", "doujin-a5-mono")  # plain RGB, X-4, X-1a, X-1a in grey
RASTER_DPI = 110


@pytest.mark.parametrize("preset_id", KINDS)
def test_qpdf_finds_no_fault(printed: Printed, preset_id: str):
    assert "No syntax or stream encoding errors" in ask("qpdf", "--check", printed(preset_id))


@pytest.mark.parametrize("preset_id", KINDS)
def test_our_own_inspection_finds_nothing_that_must_be_corrected(printed: Printed, preset_id: str):
    findings = inspect_pdf(printed(preset_id), preset(preset_id))
    assert [finding.what for finding in findings if finding.severity is Severity.STOP] == []


@pytest.mark.parametrize("preset_id", KINDS)
def test_every_font_is_embedded_and_cut_down_to_its_used_glyphs(printed: Printed, preset_id: str):
    lines = ask("pdffonts", printed(preset_id)).splitlines()[2:]
    assert len(lines) >= 4
    for line in lines:
        assert line[6] == "+"
        embedded, subset, unicode = line.split()[-5:-2]
        assert (embedded, subset, unicode) == ("yes", "yes", "yes")


def test_the_boxes_are_those_of_the_preset(printed: Printed):
    said = ask("pdfinfo", "-box", "-f", "2", "-l", "2", printed("doujin-a5-mono"))
    boxes = {line.split()[2]: [float(part) for part in line.split()[3:]] for line in said.splitlines() if "Box" in line}
    trim, bleed, media = boxes["TrimBox:"], boxes["BleedBox:"], boxes["MediaBox:"]
    assert trim[2] - trim[0] == pytest.approx(148 * POINT, abs=0.02)
    assert trim[3] - trim[1] == pytest.approx(210 * POINT, abs=0.02)
    assert bleed[2] - bleed[0] == pytest.approx(154 * POINT, abs=0.02)
    assert media[2] > bleed[2]


def test_a_kdp_page_is_an_eighth_wider_and_a_quarter_taller_than_its_trim(printed: Printed):
    with pikepdf.open(printed("kdp-paperback")) as pdf:
        left, bottom, right, top = (float(side) for side in pdf.pages[0].mediabox)
    assert (right - left) / 72 == pytest.approx(148 / 25.4 + 0.125, abs=1e-3)
    assert (top - bottom) / 72 == pytest.approx(210 / 25.4 + 0.25, abs=1e-3)


def test_a_spread_becomes_two_pages(printed: Printed):
    with pikepdf.open(printed("us-comic")) as pdf:
        assert len(pdf.pages) == 4


def test_pictures_of_a_cmyk_book_are_cmyk_or_grey(printed: Printed):
    rows = [line.split() for line in ask("pdfimages", "-list", printed("ingramspark")).splitlines()[2:]]
    assert rows
    assert {row[5] for row in rows} <= {"cmyk", "gray"}


def test_pictures_of_a_grey_book_are_grey(printed: Printed):
    rows = [line.split() for line in ask("pdfimages", "-list", printed("doujin-a5-mono")).splitlines()[2:]]
    assert {row[5] for row in rows} == {"gray"}


def test_blended_pictures_have_the_resolution_that_the_house_asks_for(printed: Printed):
    rows = [line.split() for line in ask("pdfimages", "-list", printed("ingramspark")).splitlines()[2:]]
    last_page = [row for row in rows if row[0] == "4"]
    assert any(int(row[12]) == 300 and int(row[13]) == 300 for row in last_page)


@pytest.mark.parametrize("preset_id", ["kdp-paperback", "us-comic"])
def test_text_can_be_copied_out_in_every_script(printed: Printed, preset_id: str):
    text = " ".join(ask("pdftotext", printed(preset_id), "-").split())
    for passage in (ENGLISH.upper(), SPREAD, JAPANESE):
        assert passage.replace(" ", "") in text.replace(" ", "")
    for words in (ARABIC, HINDI):
        assert all(word in text for word in words.split())


def test_the_file_is_tagged_in_reading_order_with_descriptions(printed: Printed, book: Book):
    with pikepdf.open(printed("us-comic")) as pdf:
        document = pdf.Root.StructTreeRoot.K[0]
        elements = [element for section in document.K for element in section.K]
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
        roles = [str(element.S).lstrip("/") for element in elements]
        alts = [str(element.Alt) for element in elements if "/Alt" in element]
    first = book.pages[0].composition.display_list.structure
    assert roles[: len(first)] == [meaning.role.value for meaning in first]
    assert {"Ann on a hill", "The whole valley", "A town"} <= set(alts)
    assert alts.count("The whole valley") == 2  # its left half and its right half
    assert Role.FIGURE.value in roles


def test_every_marked_content_finds_its_element(printed: Printed):
    with pikepdf.open(printed("us-comic")) as pdf:
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        for page in pdf.pages:
            marks = [step for step in pikepdf.parse_content_stream(page, "BDC") if "/MCID" in step.operands[1]]
            owners = numbers[numbers.index(int(page.obj.StructParents)) + 1]
            assert len(owners) == len(marks)
            for owner, mark in zip(owners, marks, strict=True):
                assert str(mark.operands[0]) == str(owner.S)


def test_x4_and_x1a_name_themselves(printed: Printed):
    with pikepdf.open(printed("us-comic")) as pdf:
        assert pdf.open_metadata()["{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"] == "PDF/X-4"
        assert pdf.pdf_version == "1.6"
    assert "PDF/X-1" in ask("pdfinfo", printed("ingramspark"))
    with pikepdf.open(printed("ingramspark")) as pdf:
        assert pdf.pdf_version == "1.3"
        assert str(pdf.docinfo["/GTS_PDFXConformance"]) == "PDF/X-1a:2001"
        assert str(pdf.docinfo["/Trapped"]) == "/False"
        assert str(pdf.Root.OutputIntents[0].OutputConditionIdentifier) == "FOGRA39"


def test_a_file_for_a_printer_is_not_taken_for_another_kind(printed: Printed):
    wrong = inspect_pdf(printed("kdp-paperback"), preset("ingramspark"))
    said = " ".join(finding.what for finding in wrong)
    assert "printing conditions instead of one" in said
    assert "RGB left" in said
    assert "PDF 1.3" in said


def test_live_transparency_is_found_where_it_is_forbidden(printed: Printed):
    wrong = inspect_pdf(printed("us-comic"), preset("ingramspark"))
    assert any("transparency left" in finding.what for finding in wrong)


def test_black_text_prints_over_everything_in_black_ink_alone(printed: Printed):
    with pikepdf.open(printed("us-comic")) as pdf:
        page = pdf.pages[0]
        steps = [(str(step.operator), list(map(str, step.operands))) for step in pikepdf.parse_content_stream(page)]
        over = page.Resources.ExtGState["/Kover"]
        assert over.OP
        assert over.op
        assert int(over.OPM) == 1
    begins = [at for at, (operator, _) in enumerate(steps) if operator == "BT"]
    before = steps[begins[0] - 4 : begins[0]]
    assert ("k", ["0", "0", "0", "1"]) in before
    assert ("gs", ["/Kover"]) in before


@pytest.mark.parametrize("number", [1, 4])
def test_the_rgb_pdf_looks_like_the_png(printed: Printed, book: Book, tmp_path: Path, number: int):
    page = next(page for page in book.single_pages() if page.number == number)
    ours = paint_pillow(page.drawing, RASTER_DPI)
    theirs = rasterised(printed("kdp-paperback"), number, RASTER_DPI, tmp_path).resize(ours.size)
    assert similarity(ours, theirs) >= 0.98


def proof(pdf: Path, page: int, dpi: int, folder: Path, device: str) -> Image.Image:
    """A page as Ghostscript separates or proofs it with the press's profile."""
    target = folder / f"{device}-{pdf.stem}.tif"
    ask(
        "gs",
        "-q",
        "-dNOPAUSE",
        "-dBATCH",
        f"-sDEVICE={device}",
        f"-r{dpi}",
        f"-dFirstPage={page}",
        f"-dLastPage={page}",
        "-dUseTrimBox",
        "-dTextAlphaBits=4",
        "-dGraphicsAlphaBits=4",
        f"-sDefaultCMYKProfile={ICC_FOLDER / 'ISOcoated_v2_300_bas.icc'}",
        *([f"-sOutputICCProfile={ICC_FOLDER / 'ISOcoated_v2_300_bas.icc'}"] if device == "tiff32nc" else []),
        f"-sOutputFile={target}",
        pdf,
    )
    return Image.open(target)


def test_the_proof_of_the_cmyk_pdf_looks_like_the_png(printed: Printed, book: Book, tmp_path: Path):
    page = next(book.single_pages())
    ours = paint_pillow(page.drawing, RASTER_DPI)
    theirs = proof(printed("ingramspark"), 1, RASTER_DPI, tmp_path, "tiff24nc").resize(ours.size)
    assert similarity(ours, theirs) >= 0.97
    means = [np.asarray(picture, dtype=float).mean(axis=(0, 1)) for picture in (ours, theirs)]
    assert np.abs(means[0] - means[1]).max() < 14  # paper cannot show all the colours of the screen


def test_no_place_on_the_page_takes_more_ink_than_allowed(printed: Printed, tmp_path: Path):
    plates = proof(printed("ingramspark"), 4, 72, tmp_path, "tiff32nc")
    assert plates.mode == "CMYK"
    inks = np.asarray(plates).astype(int).sum(axis=2) / 255 * 100
    # JPEG rings by a step or two beside hard edges.
    assert np.percentile(inks, 99.9) <= 240
    assert inks.max() <= 246


def test_ink_coverage_of_a_grey_book_is_black_alone(printed: Printed):
    lines = ask("gs", "-q", "-o", "-", "-r36", "-sDEVICE=inkcov", printed("doujin-a5-mono")).splitlines()
    rows = [line.split()[:4] for line in lines if line.strip().endswith("OK")]
    assert len(rows) == 4
    for cyan, magenta, yellow, black in rows:
        assert (float(cyan), float(magenta), float(yellow)) == (0, 0, 0)
        assert float(black) > 0.01
