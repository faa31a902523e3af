"""Sets storybook text: titles, story text with a large first letter, small print, and the page number."""

from dataclasses import dataclass
from functools import lru_cache

from layouts.display_list import DrawOp, DrawPath, Role, StructureElement
from layouts.lettering.horizontal import SetText, set_column
from layouts.lettering.initials import set_with_initial
from layouts.lettering.passage import Passage, Type, passage_of
from layouts.looks import Look
from layouts.page import Align, Backing, BlockRole, Fit, Page, Sheet, TextBlock, TextRun, plain_text
from layouts.pieces import Depth, Piece, glyph_ops
from layouts.problems import Problem, ProblemKind
from layouts.shapes import POINTS_PER_MM, Affine, Point, Rect, ellipse
from layouts.typesetting import SMALLEST_PT, Typesetter
from layouts.vignettes import wave_band

_ROLES = {BlockRole.TITLE: Role.TITLE, BlockRole.SUBTITLE: Role.HEADING}
_COLOURED = {BlockRole.TITLE, BlockRole.SUBTITLE}
_SHRINK_STEP = 0.95
_BAND_CREST_MM = 7.0
_DISC_MARGIN_MM = 1.2


@dataclass(frozen=True, slots=True)
class _Choice:
    """A setting of a block and whether it fits its box."""

    text: SetText
    fits: bool


def block_pieces(block: TextBlock, page: Page, look: Look, typesetter: Typesetter) -> tuple[list[Piece], list[Problem]]:
    """The drawings of a text block and what is wrong with it."""
    passage = passage_of(block.runs, block.language or page.language)
    if not passage.text.strip():
        return [], []
    choice = _chosen(block, passage, typesetter)
    text = choice.text.placed(block.box.centre)
    colour = block.colour or (look.title.colour if block.role in _COLOURED else look.ink.text)
    element = StructureElement(
        role=_ROLES.get(block.role, Role.PARAGRAPH),
        source_id=block.id,
        text=passage.text,
        language=passage.language,
        bounds=text.box,
    )
    pieces = [Piece(ops=glyph_ops(text, colour, passage.language), depth=Depth.TEXT, element=element)]
    if block.backing is Backing.BAND:
        pieces.insert(0, Piece(ops=(_band(block, page, look),), depth=Depth.BAND))
    return pieces, _problems(block, choice)


@lru_cache(256)
def _chosen(block: TextBlock, passage: Passage, typesetter: Typesetter) -> _Choice:
    """The block at its size; or shrunk until it fits, where its author asked for that."""
    scale = block.scale
    while True:
        type_ = typesetter.block(block.role, passage.language, scale)
        text = _set(block, passage, type_)
        fits = text is not None and text.box.height <= block.box.height + 0.1
        next_pt = type_.size_mm * _SHRINK_STEP * POINTS_PER_MM
        if fits or block.fit is Fit.GROW or next_pt < SMALLEST_PT:
            return _Choice(text or _set_wide(block, passage, type_), fits)
        scale *= _SHRINK_STEP


def _set(block: TextBlock, passage: Passage, type_: Type) -> SetText | None:
    if block.initial_lines > 1 and block.align is Align.START:
        return set_with_initial(passage, type_, block.box.width, block.initial_lines)
    return set_column(passage, type_, block.box.width, block.align)


def _set_wide(block: TextBlock, passage: Passage, type_: Type) -> SetText:
    """A setting for a box that is narrower than a word: as wide as it takes."""
    width = block.box.width
    while (text := set_column(passage, type_, width, block.align)) is None:
        width = max(width, 1.0) * 1.5
    return text


def _band(block: TextBlock, page: Page, look: Look) -> DrawPath:
    """Paper that rises in a soft wave over the foot of the picture (or falls over its head), out to the bleed."""
    sheet, box = page.bleed_box, block.box
    if box.centre.y >= page.trim_box.centre.y:
        band = Rect(sheet.x, box.y - _BAND_CREST_MM, sheet.width, sheet.bottom - box.y + _BAND_CREST_MM)
        outline = wave_band(band, str(block.id), _BAND_CREST_MM)
    else:
        upside_down = Rect(sheet.x, -box.bottom - _BAND_CREST_MM, sheet.width, box.bottom + _BAND_CREST_MM - sheet.y)
        outline = wave_band(upside_down, str(block.id), _BAND_CREST_MM).transformed(Affine.scaling(1, -1))
    return DrawPath(outline=outline, fill=look.ink.paper)


def _problems(block: TextBlock, choice: _Choice) -> list[Problem]:
    found = []
    name = plain_text(block.runs).strip()[:40]
    if not choice.fits:
        found.append(
            Problem(
                kind=ProblemKind.TEXT_OVERFLOW,
                what=f"The text “{name}” is longer than its box.",
                remedy="Shorten it, make the box larger, or let the text shrink to fit.",
                subject_id=block.id,
                where=block.box,
            )
        )
    if choice.text.missing:
        chars = " ".join(sorted(choice.text.missing)[:8])
        found.append(
            Problem(
                kind=ProblemKind.MISSING_GLYPH,
                what=f"No font of this book draws {chars}.",
                remedy="Add a font that has them.",
                subject_id=block.id,
                where=block.box,
            )
        )
    return found


def number_piece(page: Page, look: Look, typesetter: Typesetter) -> Piece | None:
    """The page number at the foot of the page; on a picture it stands on a small disc of paper."""
    if page.number is None or page.sheet is Sheet.SPREAD:
        return None
    passage = passage_of((TextRun(text=str(page.number)),), "en")
    text = set_column(passage, typesetter.number(), 40.0)
    if text is None:
        return None
    middle = Point(page.trim_box.centre.x, page.safe_box.bottom - text.box.height / 2)
    ops: list[DrawOp] = list(glyph_ops(text.placed(middle), look.ink.text, "en"))
    if _lies_on_picture(middle, page):
        side = max(text.box.width, text.box.height) + 2 * _DISC_MARGIN_MM
        ops.insert(
            0,
            DrawPath(outline=ellipse(Rect(middle.x - side / 2, middle.y - side / 2, side, side)), fill=look.ink.paper),
        )
    return Piece(ops=tuple(ops), depth=Depth.NUMBER)


def _lies_on_picture(place: Point, page: Page) -> bool:
    has_band = any(block.backing is Backing.BAND and block.box.centre.y > place.y / 2 for block in page.blocks)
    return not has_band and any(Rect.around(panel.frame).holds(place) for panel in page.panels if panel.frame)
