"""Covers are as wide as the book is thick, in the right order, and lettered where the spine is wide enough."""

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from charabook.errors import BadInput
from layouts.book import Book
from layouts.display_list import WHITE, Colour, DisplayList, DrawGlyphs, DrawPath
from layouts.page import Binding
from layouts.print.cover import SPINE, Cover, CoverSheet, cover_of, export_cover, lay_out_cover, preflight_cover
from layouts.print.findings import Rule, Severity
from layouts.print.inspection import inspect_pdf
from layouts.print.moving import bounds
from layouts.print.presets import preset
from layouts.print.rules import Preset
from layouts.print.spine import spine_mm
from layouts.shapes import Outline
from tests.layouts.others_tools import ask
from tests.layouts.sample_book import LOOK, SHELF

INCH = 25.4
TITLE = "The Lighthouse · Ann Writer"
KDP = preset("kdp-paperback")
DOUJIN = preset("doujin-a5")


def front(book: Book) -> DisplayList:
    return book.pages[0].composition.display_list


def laid_out(book: Book, house: Preset = KDP, **changes: object) -> CoverSheet:
    cover = Cover(front=front(book), paper_id=house.cover.papers[0].id, spine_mm=8, spine_text=TITLE)
    return lay_out_cover(book, replace(cover, **changes), house, LOOK, SHELF)


def words_on_spine(laid: CoverSheet) -> list[DrawGlyphs]:
    own = [at for at, element in enumerate(laid.drawing.structure) if element.source_id == SPINE]
    return [op for op in laid.drawing.ops if isinstance(op, DrawGlyphs) and op.element in own]


@pytest.mark.parametrize(
    ("preset_id", "paper", "pages", "inches"),
    [
        ("kdp-paperback", "white", 200, 0.4504),
        ("kdp-paperback", "cream", 200, 0.5),
        ("kdp-paperback", "premium-colour", 100, 0.2347),
        ("lulu-paperback", "standard", 222, 0.56),
    ],
)
def test_the_spine_is_as_wide_as_the_houses_say(preset_id: str, paper: str, pages: int, inches: float):
    assert spine_mm(preset(preset_id), paper, pages) == pytest.approx(inches * INCH, abs=0.01)


def test_a_japanese_spine_is_rounded_up_to_half_a_millimetre():
    assert spine_mm(DOUJIN, "uncoated-90kg", 36) == pytest.approx(2.5)  # 18 leaves of 0.12 mm are 2.16 mm


def test_an_unknown_paper_is_answered_with_the_known_ones():
    with pytest.raises(BadInput, match="cream"):
        spine_mm(KDP, "parchment", 100)


def test_a_house_without_covers_says_so():
    with pytest.raises(BadInput, match="makes no covers"):
        spine_mm(preset("home-a4"), "white", 100)


def test_the_cover_is_two_pages_and_a_spine_wide(book: Book):
    laid = laid_out(book)
    assert laid.drawing.width_mm == pytest.approx(2 * 148 + 8)
    assert laid.spine.x == pytest.approx(148)


@pytest.mark.parametrize(("binding", "middle"), [(Binding.LEFT, 148 + 8 + 74), (Binding.RIGHT, 74)])
def test_the_front_lies_right_in_western_books_and_left_in_japanese_ones(book: Book, binding: Binding, middle: float):
    bound = replace(book, format=replace(book.format, binding=binding))
    hill = next(one for one in laid_out(bound).drawing.structure if one.source_id == "wide")
    assert hill.bounds is not None
    assert hill.bounds.centre.x == pytest.approx(middle, abs=1)


def test_neither_side_reaches_over_the_spine(book: Book):
    laid = laid_out(book, back=front(book), spine_text="")
    inner = laid.spine.grown(-0.01)
    ground, *drawings = laid.drawing.ops
    assert bounds(ground).contains(laid.spine)
    assert [op for op in drawings if bounds(op).overlap_area(inner) > 0] == []


def test_spine_text_is_turned_to_read_from_head_to_foot_and_keeps_off_the_folds(book: Book):
    laid = laid_out(book)
    (line,) = words_on_spine(laid)
    glyphs = [glyph for run in line.runs for glyph in run.glyphs]
    assert {glyph.angle_deg for glyph in glyphs} == {90.0}
    assert [glyph.y for glyph in glyphs] == sorted(glyph.y for glyph in glyphs)
    clear = KDP.cover.spine_clear_mm
    assert all(laid.spine.x + clear <= glyph.x <= laid.spine.right - clear for glyph in glyphs)


def test_japanese_spine_text_stands_upright_in_one_column(book: Book):
    japanese = replace(book, language="ja", format=replace(book.format, binding=Binding.RIGHT))
    (line,) = words_on_spine(laid_out(japanese, DOUJIN, spine_text="灯台の夜"))
    glyphs = [glyph for run in line.runs for glyph in run.glyphs]
    assert len(glyphs) == 4
    assert {glyph.angle_deg for glyph in glyphs} == {0.0}


def test_a_long_title_shrinks_to_the_height_of_the_spine(book: Book):
    (line,) = words_on_spine(laid_out(book, spine_text="A very long title indeed " * 8))
    ends = [glyph.y for run in line.runs for glyph in run.glyphs]
    assert min(ends) > 5
    assert max(ends) < 205


def test_spine_text_on_a_thin_book_stops(book: Book):
    cover = Cover(front=front(book), paper_id="white", spine_text=TITLE)
    findings = [one for one in preflight_cover(book, cover, KDP, LOOK, SHELF) if one.rule is Rule.SPINE]
    assert any("from 79 pages on" in finding.what for finding in findings)
    assert any("mm wide" in finding.what for finding in findings)
    assert {finding.severity for finding in findings} == {Severity.STOP}


def test_a_plain_spine_is_never_too_thin(book: Book):
    cover = Cover(front=front(book), paper_id="white")
    assert [one for one in preflight_cover(book, cover, KDP, LOOK, SHELF) if one.rule is Rule.SPINE] == []


def test_a_cover_can_be_made_of_the_book_alone(book: Book):
    cover = cover_of(book, KDP)
    assert cover.front == front(book)
    assert cover.paper_id == "premium-colour"
    assert cover.spine_text == ""  # four pages make no spine to letter
    thick = replace(book, pages=book.pages * 25)
    lettered = cover_of(thick, KDP, "cream")
    assert (lettered.spine_text, lettered.paper_id) == ("Ann Writer · The Lighthouse", "cream")


def test_the_colour_of_the_front_goes_round_the_spine(book: Book):
    drawing = front(book)
    night = DrawPath(outline=Outline.rectangle(drawing.bleed_box), fill=Colour.from_hex("#102040"))
    dark = replace(book.pages[0].composition, display_list=drawing.with_ops((night,)))
    cover = cover_of(replace(book, pages=(replace(book.pages[0], composition=dark),)), KDP)
    assert cover.spine_colour.hex == "#102040"
    assert cover.text_colour == WHITE


def test_the_cover_file_has_bleed_all_round_fold_marks_and_text(book: Book, tmp_path: Path):
    cover = Cover(front=front(book), paper_id="comic", spine_mm=8, spine_text=TITLE)
    target = tmp_path / "cover.pdf"
    export_cover(book, cover, target, preset=DOUJIN, look=LOOK, shelf=SHELF)
    assert "No syntax" in ask("qpdf", "--check", target)
    assert [one.what for one in inspect_pdf(target, DOUJIN) if one.severity is Severity.STOP] == []
    with pikepdf.open(target) as pdf:
        trim, bleed = ([float(side) for side in box] for box in (pdf.pages[0].trimbox, pdf.pages[0].obj.BleedBox))
    assert (trim[2] - trim[0]) / 72 * INCH == pytest.approx(2 * 148 + 8, abs=0.01)
    assert [round((abs(a - b)) / 72 * INCH, 2) for a, b in zip(trim, bleed, strict=True)] == [3, 3, 3, 3]
    assert TITLE.split()[1] in ask("pdftotext", target, "-")
