"""Story text whose first letter stands several lines tall."""

from dataclasses import replace

from uniseg.graphemecluster import grapheme_clusters

from layouts.lettering.breaking import MAX_LINES, Lines, best_lines, fewest_lines
from layouts.lettering.horizontal import SetLine, SetText, glyph_runs, optical_extents, set_column, set_lines
from layouts.lettering.passage import Passage, Type
from layouts.lettering.shaping import Shaper
from layouts.page import Align
from layouts.shapes import Point, Rect

_GAP_EM = 0.22


def set_with_initial(passage: Passage, type_: Type, width_mm: float, lines_tall: int) -> SetText | None:
    """Left-aligned story text, its first letter `lines_tall` lines tall; None if a word is wider than the column.

    Text that is too short for a tall letter, or is written from the right, is set without one.
    """
    ordinary = set_column(passage, type_, width_mm, Align.START)
    letter = next(iter(grapheme_clusters(passage.text)), "")
    if ordinary is None or len(ordinary.lines) < lines_tall or not letter.isalpha() or passage.base_level:
        return ordinary
    size = type_.size_mm
    big = _big_type(type_, lines_tall)
    initial = Shaper(replace(passage, text=letter, strong=(), rubies=()), big).line(0, len(letter))
    indent = initial.width * big.size_mm / size + _GAP_EM
    rest = _without_start(passage, len(letter))
    lines = _lines_round(rest, Shaper(rest, type_), width_mm / size, indent, lines_tall)
    if lines is None:
        return ordinary
    text = set_lines(rest, type_, lines, Align.START, width_mm)
    moved = [line.moved(indent * size if i < lines_tall else 0.0, 0.0) for i, line in enumerate(text.lines)]
    baseline = moved[lines_tall - 1].box.y + optical_extents(type_)[0] * size
    box = Rect(-width_mm / 2, moved[0].box.y, initial.width * big.size_mm, baseline - moved[0].box.y)
    tall = SetLine(runs=glyph_runs(initial, big.size_mm, Point(box.x, baseline)), text=letter, box=box)
    return replace(text, lines=(tall, *moved))


def _big_type(type_: Type, lines_tall: int) -> Type:
    """The type in which a capital reaches from the last of the lines to the top of the first."""
    cap = type_.fonts[0].cap_height
    return replace(type_, size_mm=type_.size_mm * ((lines_tall - 1) * type_.leading + cap) / cap)


def _without_start(passage: Passage, count: int) -> Passage:
    strong = tuple((max(0, a - count), b - count) for a, b in passage.strong if b > count)
    rubies = tuple(replace(r, start=r.start - count, end=r.end - count) for r in passage.rubies if r.start >= count)
    return replace(passage, text=passage.text[count:], strong=strong, rubies=rubies)


def _lines_round(passage: Passage, shaper: Shaper, room: float, indent: float, lines_tall: int) -> Lines | None:
    """The most even lines, the first ones shorter by the indent."""
    fewest = fewest_lines(passage, shaper, room)
    for count in range(fewest or 1, min(MAX_LINES, (fewest or 1) + 5)):
        lines = best_lines(passage, shaper, count, lambda line: room - indent if line < lines_tall else room)
        if lines:
            return lines
    return None
