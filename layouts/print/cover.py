"""The cover: back, spine and front side by side on one sheet, as wide as the book is thick."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import ImageStat

from charabook.errors import BadInput
from charabook.progress import SILENT, Progress
from layouts.book import Book, SinglePage
from layouts.display_list import (
    BLACK,
    WHITE,
    Colour,
    DisplayList,
    DrawGlyphs,
    DrawPath,
    ElementId,
    Role,
    StructureElement,
)
from layouts.looks import Look
from layouts.page import Binding, Sheet
from layouts.painter import paint_pillow
from layouts.print.findings import Finding, Rule, Severity
from layouts.print.moving import with_sides
from layouts.print.page_checks import check_page
from layouts.print.rules import BleedSides, GutterStep, Preset
from layouts.print.sheets import sheet_for
from layouts.print.spine import cover_rules, paper_stock, spine_mm, spine_words
from layouts.print.standards import DocumentFacts
from layouts.print.writer import ExportedPdf, PlacedPage, write_pdf
from layouts.shapes import POINTS_PER_MM, Insets, Outline, Rect
from layouts.typefaces import FontShelf

_EDGE_DPI = 20.0
_DARK = 1.6  # the sum of three fractions under which white letters read better than black ones
SPINE = "spine"  # the source id of what stands on the spine


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What a cover is made of.

    front, back   composed pages of the book's format; without a back, the spine's colour goes on
    paper_id      one of the preset's papers: it decides how thick the book is
    spine_mm      the width from the printer's own template; None computes it
    spine_text    usually author and title; empty leaves the spine plain
    """

    front: DisplayList
    paper_id: str
    back: DisplayList | None = None
    spine_mm: float | None = None
    spine_text: str = ""
    spine_colour: Colour = WHITE
    text_colour: Colour | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverSheet:
    """A laid out cover: one wide page, and where its spine lies."""

    drawing: DisplayList
    spine: Rect


def cover_of(book: Book, preset: Preset, paper_id: str = "") -> Cover:
    """A cover made of the book alone: its first page in front, the colour of that page's edge round the back.

    Author and title stand on the spine where the house prints any. Without `paper_id`, the house's first paper.
    Raises BadInput for a book without pages, a house without covers, or an unknown paper.
    """
    rules = cover_rules(preset)
    paper = paper_stock(preset, paper_id or rules.papers[0].id)
    if not len(book.pages):
        raise BadInput("The book has no pages.", "Add a page before making its cover.")
    front = next(book.single_pages()).drawing
    edge = _edge_colour(front, book.binding)
    is_lettered = book.page_count() >= rules.spine_text_from
    words = " · ".join((*book.authors, book.title)) if is_lettered else ""
    on_dark = sum(edge.rgb) < _DARK
    return Cover(
        front=front,
        paper_id=paper.id,
        spine_text=words,
        spine_colour=edge,
        text_colour=WHITE if on_dark else BLACK,
    )


def _edge_colour(front: DisplayList, binding: Binding) -> Colour:
    """The mean colour of the front where it meets the spine, so that the picture seems to go round the book."""
    painted = paint_pillow(front, _EDGE_DPI)
    width = max(1, painted.width // 40)
    left = 0 if binding is Binding.LEFT else painted.width - width
    red, green, blue = ImageStat.Stat(painted.crop((left, 0, left + width, painted.height))).mean
    return Colour(rgb=(red / 255, green / 255, blue / 255))


def lay_out_cover(book: Book, cover: Cover, preset: Preset, look: Look, shelf: FontShelf) -> CoverSheet:
    """The whole cover from the left edge to the right. Raises BadInput for an unknown paper."""
    rules = cover_rules(preset)
    width, height = book.format.width_mm, book.format.height_mm
    thick = spine_mm(preset, cover.paper_id, book.page_count()) if cover.spine_mm is None else cover.spine_mm
    total, spine = Rect(0.0, 0.0, 2 * width + thick, height), Rect(width, 0.0, thick, height)
    ground = DrawPath(outline=Outline.rectangle(total.grown(rules.bleed_mm)), fill=cover.spine_colour)
    bare = DisplayList(
        width_mm=total.width,
        height_mm=height,
        bleed=Insets.even(rules.bleed_mm),
        safe=total.inset(Insets.even(rules.safe_mm)),
        ops=(ground,),
        language=book.language,
    )
    drawing = with_sides(bare, _sides(book, cover, total, spine, rules.bleed_mm))
    words = spine_words(
        cover.spine_text,
        book.language,
        spine,
        rules.spine_clear_mm,
        look=look,
        shelf=shelf,
        colour=cover.text_colour,
    )
    return CoverSheet(drawing=_with_spine_words(drawing, words, cover.spine_text, spine), spine=spine)


def _with_spine_words(drawing: DisplayList, words: tuple[DrawGlyphs, ...], text: str, spine: Rect) -> DisplayList:
    if not words:
        return drawing
    said = StructureElement(role=Role.PARAGRAPH, source_id=SPINE, text=text, language=drawing.language, bounds=spine)
    number = ElementId(len(drawing.structure))
    ops = (*drawing.ops, *(replace(line, element=number) for line in words))
    return replace(drawing, ops=ops, structure=(*drawing.structure, said))


def _sides(book: Book, cover: Cover, total: Rect, spine: Rect, bleed_mm: float) -> Iterator[tuple[DisplayList, Rect]]:
    """Front and back with the part of the sheet that is theirs: into the bleed at three edges, not over the spine."""
    left = Rect(-bleed_mm, -bleed_mm, spine.x + bleed_mm, total.height + 2 * bleed_mm)
    right = Rect(spine.right, -bleed_mm, total.right - spine.right + bleed_mm, total.height + 2 * bleed_mm)
    front, back = (right, left) if book.binding is Binding.LEFT else (left, right)
    yield cover.front, front
    if cover.back is not None:
        yield cover.back, back


def export_cover(
    book: Book,
    cover: Cover,
    target: Path,
    *,
    preset: Preset,
    look: Look,
    shelf: FontShelf,
    progress: Progress = SILENT,
) -> ExportedPdf:
    """Write the cover as one sheet with bleed all round; errors as in `export_pdf`."""
    laid = lay_out_cover(book, cover, preset, look, shelf)
    rules = cover_rules(preset)
    wrapped = replace(preset, bleed_mm=rules.bleed_mm, bleed_sides=BleedSides.ALL)
    sheet = sheet_for(wrapped, laid.drawing.width_mm, laid.drawing.height_mm, Insets.even(rules.bleed_mm))
    folded = replace(sheet, folds=(laid.spine.x, laid.spine.right))
    placed = PlacedPage(drawing=laid.drawing, sheet=folded, label="The cover")
    facts = DocumentFacts(title=book.title, authors=book.authors, language=book.language, binding=book.binding)
    return write_pdf([placed], 1, target, preset=wrapped, facts=facts, progress=progress)


def preflight_cover(book: Book, cover: Cover, preset: Preset, look: Look, shelf: FontShelf) -> tuple[Finding, ...]:
    """What to look at before the cover goes to the printer. Raises BadInput for an unknown paper."""
    rules = cover_rules(preset)
    as_page = replace(
        preset,
        bleed_mm=rules.bleed_mm,
        outer_mm=rules.safe_mm,
        head_foot_mm=rules.safe_mm,
        gutters=(GutterStep(pages=1, gutter_mm=rules.safe_mm),),
    )
    front_sheet, back_sheet = (Sheet.RIGHT, Sheet.LEFT) if book.binding is Binding.LEFT else (Sheet.LEFT, Sheet.RIGHT)
    found = [*_spine_findings(book, cover, preset, lay_out_cover(book, cover, preset, look, shelf))]
    for name, drawing, sheet in (("front", cover.front, front_sheet), ("back", cover.back, back_sheet)):
        if drawing is not None:
            found += check_page(SinglePage(number=1, sheet=sheet, page_id=name, drawing=drawing), as_page, 1)
    return tuple(found)


def _spine_findings(book: Book, cover: Cover, preset: Preset, laid: CoverSheet) -> Iterator[Finding]:
    rules, count = cover_rules(preset), book.page_count()
    words = [op for op in laid.drawing.ops if isinstance(op, DrawGlyphs) and _is_on_spine(op, laid)]
    if words and count < rules.spine_text_from:
        yield Finding(
            rule=Rule.SPINE,
            severity=Severity.STOP,
            what=f"{preset.name} prints text on the spine from {rules.spine_text_from} pages on; the book has {count}.",
            remedy="Leave the spine plain.",
            page_id=SPINE,
            where=laid.spine,
        )
    smallest_pt = min((run.size_mm * POINTS_PER_MM for op in words for run in op.runs), default=preset.min_text_pt)
    if smallest_pt < preset.min_text_pt - 0.05:
        yield Finding(
            rule=Rule.SPINE,
            severity=Severity.STOP,
            what=f"The spine is {laid.spine.width:.1f} mm wide: its letters would be {smallest_pt:.1f} pt.",
            remedy="Shorten the text or leave the spine plain.",
            page_id=SPINE,
            where=laid.spine,
        )


def _is_on_spine(op: DrawGlyphs, laid: CoverSheet) -> bool:
    return op.element is not None and laid.drawing.structure[op.element].source_id == SPINE
