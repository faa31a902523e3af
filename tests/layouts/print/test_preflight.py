"""The preflight finds what would go wrong at the printer, says where, and is silent about a sound book."""

from dataclasses import replace
from pathlib import Path

import pytest

from layouts.book import Book, BookPage
from layouts.compose import compose
from layouts.display_list import BLACK, Colour, DisplayList, DrawGlyphs, DrawImage, DrawOp, DrawPath, Stroke
from layouts.page import Binding, Sheet
from layouts.print.findings import NOT_CERTIFIED, Finding, Rule, Severity
from layouts.print.moving import moved
from layouts.print.preflight import preflight
from layouts.print.presets import preset
from layouts.print.rules import GutterStep, PageNumbers, PageRules, Preset, TrimSizes
from layouts.problems import Problem, ProblemKind
from layouts.shapes import Affine, Outline, Point, Rect
from tests.layouts.sample_book import A5, LOOK, SHELF, comic_page, picture


def lenient(**changes: object) -> Preset:
    """A house that has nothing against the sample book."""
    sizes = TrimSizes(listed_mm=((A5.width_mm, A5.height_mm),))
    easy = replace(preset("us-comic"), trims=sizes, pages=PageRules(), min_dpi=50, outer_mm=2, head_foot_mm=2)
    gutters = (replace(easy.gutters[0], gutter_mm=2),)
    return replace(replace(easy, gutters=gutters, min_text_pt=5, min_line_pt=0.1), **changes)


def of_rule(findings: tuple[Finding, ...], rule: Rule) -> list[Finding]:
    return [finding for finding in findings if finding.rule is rule]


def one_page(book: Book, *ops: DrawOp, at: int = 0, **changes: object) -> Book:
    """A book of one page of the sample with more drawings on it."""
    page = book.pages[at]
    drawing = page.composition.display_list
    drawing = replace(drawing.with_ops((*drawing.ops, *ops)), **changes)
    return replace(book, pages=(replace(page, composition=replace(page.composition, display_list=drawing)),))


def test_a_sound_book_has_no_findings_but_good_to_know(book: Book):
    findings = preflight(book, lenient())
    assert [finding for finding in findings if finding.severity is not Severity.NOTE] == []


def test_it_never_calls_itself_a_certificate():
    assert "charabook's preflight" in NOT_CERTIFIED
    assert "certified" not in NOT_CERTIFIED


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (PageRules(least=24), "has 4 pages"),
        (PageRules(most=3), "has 4 pages"),
        (PageRules(multiple_of=8), "multiple of 8"),
    ],
)
def test_page_counts_that_cannot_be_bound_stop(book: Book, rules: PageRules, said: str):
    (finding,) = of_rule(preflight(book, replace(lenient(), pages=rules)), Rule.PAGE_COUNT)
    assert said in finding.what
    assert finding.severity is Severity.STOP


def test_a_size_that_is_not_offered_is_answered_with_the_nearest(book: Book):
    house = lenient(trims=TrimSizes(listed_mm=((100, 150), (152.4, 228.6))))
    (finding,) = of_rule(preflight(book, house), Rule.TRIM)
    assert "152.4 by 228.6" in finding.remedy


def test_a_binding_that_is_not_offered_stops(book: Book):
    assert of_rule(preflight(book, lenient(bindings=(Binding.RIGHT,))), Rule.BINDING)


def test_a_press_profile_that_is_gone_stops(book: Book, tmp_path: Path):
    assert of_rule(preflight(book, lenient(profile=str(tmp_path / "none.icc"))), Rule.COLOUR)


def test_coarse_pictures_are_named_with_their_panel_and_place(book: Book):
    findings = of_rule(preflight(book, lenient(min_dpi=300)), Rule.RESOLUTION)
    wide = next(finding for finding in findings if finding.subject_id == "wide")
    assert (wide.page_id, wide.page_number) == ("first", 1)
    assert wide.where is not None
    assert wide.where.width == pytest.approx(154, abs=1)
    assert "dpi" in wide.what


def test_far_too_coarse_pictures_stop_and_slightly_coarse_ones_warn(book: Book):
    severities = {
        finding.subject_id: finding.severity
        for finding in of_rule(preflight(book, lenient(min_dpi=240)), Rule.RESOLUTION)
    }
    assert severities["valley"] is Severity.STOP
    assert severities["wide"] is Severity.WARN


def test_a_picture_on_the_second_half_of_a_spread_is_placed_on_the_spread(book: Book):
    findings = of_rule(preflight(book, lenient(min_dpi=300)), Rule.RESOLUTION)
    valley = [finding for finding in findings if finding.page_id == "spread"]
    assert len(valley) == 1  # one picture, one finding, though it is printed on two pages
    assert valley[0].where is not None
    assert valley[0].where.width == pytest.approx(302, abs=1)


def test_a_picture_that_ends_at_the_trim_lacks_bleed(book: Book):
    def stop_short(op: DrawOp) -> DrawOp:
        return replace(op, clip=Outline.rectangle(Rect(0, 0, 148, 93))) if isinstance(op, DrawImage) else op

    drawing = book.pages[0].composition.display_list
    short = one_page(book).pages[0]
    changed = drawing.with_ops(tuple(stop_short(op) for op in drawing.ops))
    cut = replace(book, pages=(replace(short, composition=replace(short.composition, display_list=changed)),))
    findings = of_rule(preflight(cut, lenient()), Rule.BLEED)
    assert findings
    assert {finding.severity for finding in findings} == {Severity.STOP}


def test_three_millimetres_pass_for_an_eighth_of_an_inch(book: Book):
    assert of_rule(preflight(book, lenient(bleed_mm=3.175)), Rule.BLEED) == []
    assert of_rule(preflight(book, lenient(bleed_mm=5.0)), Rule.BLEED)


def test_text_near_the_knife_warns_and_text_over_it_stops(book: Book):
    words = next(op for op in book.pages[0].composition.display_list.ops if isinstance(op, DrawGlyphs))
    left = min(glyph.x for run in words.runs for glyph in run.glyphs)
    near, over = moved(words, 3 - left, 0), moved(words, -1 - left, 0)
    house = lenient(gutters=(GutterStep(pages=999, gutter_mm=5),))
    severities = [
        of_rule(preflight(one_page(book, op), house), Rule.SAFE_AREA)[0].severity
        for op in (replace(near, element=None), replace(over, element=None))
    ]
    assert severities == [Severity.WARN, Severity.STOP]


def test_a_balloon_over_the_knife_or_the_fold_is_named(book: Book):
    page = book.pages[1]
    lettered = book.pages[0].composition.letterings[0]
    home = lettered.outline.bounds()
    over_edge, over_fold = (
        replace(lettered, outline=lettered.outline.transformed(by), text=lettered.text.moved(by.e, 0))
        for by in (Affine.translation(-5 - home.x, 0), Affine.translation(148 - lettered.text.centre.x, 0))
    )
    for placed, said in ((over_edge, "cut by the knife"), (over_fold, "across the fold")):
        changed = replace(page, composition=replace(page.composition, letterings=(placed,)))
        findings = of_rule(preflight(replace(book, pages=(book.pages[0], changed)), lenient()), Rule.CUT_BALLOON)
        assert [finding.subject_id for finding in findings] == [lettered.lettering_id]
        assert said in findings[0].what


def test_small_text_and_thin_lines_are_found(book: Book):
    hair = DrawPath(outline=Outline.polyline([(20, 20), (40, 40)]), stroke=Stroke(colour=BLACK, width_mm=0.05))
    findings = preflight(one_page(book, hair), lenient(min_line_pt=0.5, min_text_pt=60))
    assert "0.14 pt" in of_rule(findings, Rule.THIN_LINE)[0].what
    assert of_rule(findings, Rule.SMALL_TEXT)


def test_a_colour_over_the_ink_limit_is_told(book: Book):
    heavy = DrawPath(
        outline=Outline.rectangle(Rect(20, 20, 10, 10)), fill=Colour(rgb=(0.1, 0.1, 0.1), cmyk=(1, 1, 1, 0.5))
    )
    (finding,) = of_rule(preflight(one_page(book, heavy), lenient()), Rule.INK)
    assert "350% ink" in finding.what


def test_see_through_drawings_are_told_only_where_they_are_flattened(book: Book):
    assert of_rule(preflight(book, lenient()), Rule.TRANSPARENCY) == []
    flat = replace(lenient(), transparency=preset("ingramspark").transparency)
    assert [finding.page_number for finding in of_rule(preflight(book, flat), Rule.TRANSPARENCY)] == [4]


def test_a_missing_picture_file_stops(book: Book, tmp_path: Path):
    lost = DrawImage(path=tmp_path / "gone.png", pixels=(900, 900), placing=Affine(50, 0, 0, 50, 20, 20))
    (finding,) = of_rule(preflight(one_page(book, lost), lenient()), Rule.PICTURE)
    assert finding.severity is Severity.STOP


def test_a_picture_without_description_is_told(book: Book):
    drawing = book.pages[0].composition.display_list
    silent = tuple(replace(element, alt="") for element in drawing.structure)
    assert len(of_rule(preflight(one_page(book, structure=silent), lenient()), Rule.ALT_TEXT)) == 3


def test_missing_page_numbers_are_told_where_the_house_wants_them(book: Book):
    house = lenient(pages=PageRules(numbers=PageNumbers.REQUIRED))
    assert [finding.page_id for finding in of_rule(preflight(book, house), Rule.PAGE_NUMBERS)] == ["spread"]


def test_a_spread_that_begins_on_a_right_hand_page_stops(book: Book):
    shifted = replace(book, pages=book.pages[1:])
    (finding,) = [one for one in of_rule(preflight(shifted, lenient()), Rule.LAYOUT) if one.page_id == "spread"]
    assert finding.severity is Severity.STOP


def test_a_page_laid_out_for_the_other_side_warns(book: Book):
    wrong = replace(book, pages=(replace(book.pages[0], sheet=Sheet.LEFT),))
    assert of_rule(preflight(wrong, lenient()), Rule.LAYOUT)[0].severity is Severity.WARN


def test_a_page_of_another_size_stops(book: Book):
    odd = one_page(book, width_mm=120.0)
    assert "120 by 210" in of_rule(preflight(odd, lenient()), Rule.TRIM)[0].what


@pytest.mark.parametrize(
    ("kind", "rule", "severity"),
    [
        (ProblemKind.TEXT_OVERFLOW, Rule.TEXT, Severity.STOP),
        (ProblemKind.MISSING_GLYPH, Rule.FONT, Severity.STOP),
        (ProblemKind.NO_PICTURE, Rule.PICTURE, Severity.STOP),
        (ProblemKind.COVERS_FACE, Rule.FACE, Severity.WARN),
    ],
)
def test_what_composing_noticed_is_part_of_the_list(book: Book, kind: ProblemKind, rule: Rule, severity: Severity):
    page = book.pages[1]
    problem = Problem(kind=kind, what="So.", remedy="Do.", subject_id="valley", where=Rect(200, 10, 5, 5))
    noticed = replace(page, composition=replace(page.composition, problems=(problem,)))
    both = replace(book, pages=(book.pages[0], noticed, book.pages[2]))
    (finding,) = of_rule(preflight(both, lenient()), rule)
    assert (finding.severity, finding.subject_id, finding.page_number) == (severity, "valley", 3)


def test_every_kind_of_problem_has_its_rule(book: Book):
    for kind in ProblemKind:
        problem = Problem(kind=kind, what="So.", remedy="Do.", subject_id="x", where=Rect(0, 0, 1, 1))
        page = book.pages[0]
        noticed = replace(page, composition=replace(page.composition, problems=(problem,)))
        assert any(one.what == "So." for one in preflight(replace(book, pages=(noticed,)), lenient()))


def test_the_worst_comes_first(book: Book):
    order = {Severity.STOP: 0, Severity.WARN: 1, Severity.NOTE: 2}
    ranks = [order[finding.severity] for finding in preflight(book, preset("ingramspark"))]
    assert ranks == sorted(ranks)


def test_a_panel_without_picture_is_found_from_the_page_to_the_list(book: Book, tmp_path: Path):
    page = comic_page(tmp_path)
    bare = replace(page, panels=(replace(page.panels[0], picture=None), *page.panels[1:]))
    made = BookPage(id="bare", sheet=Sheet.RIGHT, composition=compose(bare, LOOK, SHELF))
    findings = of_rule(preflight(replace(book, pages=(made,)), lenient()), Rule.PICTURE)
    assert [finding.subject_id for finding in findings] == ["wide"]


def test_a_thousand_panels_are_checked(book: Book, tmp_path: Path):
    one = picture(tmp_path, "small", 60, 60)
    images = tuple(
        DrawImage(
            path=one.path,
            pixels=one.pixels,
            placing=Affine(4, 0, 0, 4, 10 + at % 25 * 5, 10 + at // 25 * 4.5),
            clip=Outline.polygon([Point(10, 10), Point(140, 10), Point(140, 200)]),
        )
        for at in range(1000)
    )
    blank = DisplayList(
        width_mm=148,
        height_mm=210,
        bleed=book.pages[0].composition.display_list.bleed,
        safe=Rect(8, 8, 130, 190),
        ops=images,
    )
    page = replace(book.pages[0], composition=replace(book.pages[0].composition, display_list=blank, problems=()))
    assert of_rule(preflight(replace(book, pages=(page,)), lenient(min_dpi=1000)), Rule.RESOLUTION)
