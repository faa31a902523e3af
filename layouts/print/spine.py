"""The spine of a book: how wide it is, and the words on it."""

import math

from charabook.errors import BadInput
from layouts.display_list import Colour, DrawGlyphs
from layouts.lettering.breaking import Lines
from layouts.lettering.horizontal import SetText, set_lines
from layouts.lettering.passage import Passage, Type, base_language, passage_of
from layouts.lettering.shaping import Shaper
from layouts.lettering.vertical import VerticalShaper, set_columns
from layouts.looks import Look
from layouts.page import Align, BlockRole, TextRun
from layouts.pieces import glyph_ops
from layouts.print.moving import turned
from layouts.print.rules import CoverRules, PaperStock, Preset
from layouts.shapes import POINTS_PER_MM, Affine, Point, Rect
from layouts.typefaces import FontShelf
from layouts.typesetting import Typesetter

_EM_OF_ROOM = 0.72  # letters take this part of the room between the folds
_MARGIN_MM = 12.0  # from the head and foot of the spine
_LARGEST_PT = 28.0


def cover_rules(preset: Preset) -> CoverRules:
    """The rules of a house that prints covers. BadInput for one that does not."""
    if preset.cover is None:
        raise BadInput(f"“{preset.name}” makes no covers.", "Choose a printer's preset, or print the front as a page.")
    return preset.cover


def paper_stock(preset: Preset, paper_id: str) -> PaperStock:
    """A paper of the house. BadInput names those on offer."""
    papers = {paper.id: paper for paper in cover_rules(preset).papers}
    if paper_id not in papers:
        raise BadInput(f"{preset.name} has no paper “{paper_id}”.", f"Choose one of: {', '.join(papers)}.")
    return papers[paper_id]


def spine_mm(preset: Preset, paper_id: str, page_count: int) -> float:
    """How thick a book of that many pages is on that paper, rounded as the house rounds."""
    rules = cover_rules(preset)
    exact = rules.base_mm + paper_stock(preset, paper_id).page_mm * page_count
    if rules.round_up_mm == 0:
        return exact
    return math.ceil(exact / rules.round_up_mm - 1e-6) * rules.round_up_mm


def spine_words(
    text: str, language: str, spine: Rect, clear_mm: float, *, look: Look, shelf: FontShelf, colour: Colour | None
) -> tuple[DrawGlyphs, ...]:
    """The words on the spine as one line: upright in Japanese, otherwise turned to be read from head to foot.

    Letters shrink until they fit between the folds and between head and foot.
    """
    passage = passage_of((TextRun(text=text),), language)
    if not passage.text.strip():
        return ()
    is_upright = base_language(language) == "ja"
    set_in = _set_upright if is_upright else _set_level
    typesetter = Typesetter(look, shelf)
    em_mm = min(_LARGEST_PT / POINTS_PER_MM, max(spine.width - 2 * clear_mm, 0.2) * _EM_OF_ROOM)
    words = set_in(passage, _type(typesetter, language, look, em_mm))
    length = words.box.height if is_upright else words.box.width
    room = spine.height - 2 * _MARGIN_MM
    if length > room:
        words = set_in(passage, _type(typesetter, language, look, em_mm * room / length))
    ink = colour or look.title.colour
    if is_upright:
        return glyph_ops(words.placed(spine.centre), ink, language)
    turn = Affine.rotation(90).then(Affine.translation(*spine.centre))
    level = glyph_ops(words.placed(Point(0.0, 0.0)), ink, language)
    return tuple(op for line in level if isinstance(op := turned(line, turn, 90.0), DrawGlyphs))


def _type(typesetter: Typesetter, language: str, look: Look, em_mm: float) -> Type:
    return typesetter.block(BlockRole.TITLE, language, em_mm * POINTS_PER_MM / look.title.size_pt)


def _set_level(passage: Passage, type_: Type) -> SetText:
    length = Shaper(passage, type_).width(0, len(passage.text))
    return set_lines(passage, type_, _one_line(passage, length), Align.CENTRE, 0.0)


def _set_upright(passage: Passage, type_: Type) -> SetText:
    shaper = VerticalShaper(passage, type_)
    length = shaper.width(0, len(passage.text))
    return set_columns(passage, type_, shaper, _one_line(passage, length))


def _one_line(passage: Passage, length: float) -> Lines:
    return Lines(spans=((0, len(passage.text), ""),), widths=(length,), raggedness=0.0, penalty=0.0)
