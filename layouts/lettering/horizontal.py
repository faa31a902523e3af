"""Horizontal setting: text in the shape that a balloon wants, or in a column of even width."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from layouts.display_list import Glyph, GlyphRun
from layouts.lettering.breaking import Lines, best_lines, fewest_lines, longest_word
from layouts.lettering.passage import Passage, Type
from layouts.lettering.shaping import ShapedLine, Shaper
from layouts.page import Align
from layouts.shapes import Point, Rect

MAX_LINES = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLine:
    """One line or column: positioned glyphs, what it says, and its box."""

    runs: tuple[GlyphRun, ...]
    text: str
    box: Rect

    def moved(self, dx: float, dy: float) -> "SetLine":
        """The line `dx` to the right and `dy` down."""
        runs = tuple(
            replace(run, glyphs=tuple(Glyph(g.gid, g.x + dx, g.y + dy, g.angle_deg) for g in run.glyphs))
            for run in self.runs
        )
        return replace(self, runs=runs, box=self.box.moved(dx, dy))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetText:
    """Set text round its own middle, the point (0, 0); `missing` holds characters that no font draws."""

    lines: tuple[SetLine, ...]
    missing: frozenset[str]

    @property
    def box(self) -> Rect:
        """The box round all lines."""
        if not self.lines:
            return Rect(0.0, 0.0, 0.0, 0.0)
        return Rect.around(corner for line in self.lines for corner in line.box.corners)

    def placed(self, middle: Point) -> "SetText":
        """The text moved so that its middle lies at `middle`."""
        return replace(self, lines=tuple(line.moved(middle.x, middle.y) for line in self.lines))


def set_column(passage: Passage, type_: Type, width_mm: float, align: Align = Align.CENTRE) -> SetText | None:
    """Text in a column of `width_mm`, in as few and as even lines as it takes; None if a word is wider than that."""
    shaper, room = Shaper(passage, type_), width_mm / type_.size_mm
    count = fewest_lines(passage, shaper, room) if passage.text.strip() else None
    if count is None or count > MAX_LINES:
        return None
    for lines_count in range(count, count + 3):
        lines = best_lines(passage, shaper, lines_count, lambda _: room)
        if lines:
            return _built(passage, type_, lines, align, width_mm)
    return None


@lru_cache(512)
def balloon_settings(passage: Passage, type_: Type, max_width_mm: float) -> tuple[SetText, ...]:
    """The good ways to set text for a balloon, best first: lens shapes of different numbers of lines.

    Empty if a word is wider than `max_width_mm` or there is no text.
    """
    if not passage.text.strip():
        return ()
    shaper, limit = Shaper(passage, type_), max_width_mm / type_.size_mm
    fewest = fewest_lines(passage, shaper, limit)
    if fewest is None:
        return ()
    found = []
    for count in range(fewest, min(MAX_LINES, max(fewest + 3, _square_count(passage, shaper, type_) + 3)) + 1):
        lines = _lens_lines(passage, shaper, count, limit)
        if lines:
            found.append((_ugliness(lines, type_), lines))
    found.sort(key=lambda pair: pair[0])
    return tuple(_built(passage, type_, lines, Align.CENTRE, 0.0) for _, lines in found[:3])


def _square_count(passage: Passage, shaper: Shaper, type_: Type) -> int:
    total = shaper.width(0, len(passage.text)) if "\n" not in passage.text else len(passage.text) * 0.5
    return max(1, round(math.sqrt(total / type_.leading / 1.6)))


def _lens_lines(passage: Passage, shaper: Shaper, count: int, limit: float) -> Lines | None:
    """Text in `count` lines, the middle ones longest; the narrowest lens that holds it."""
    low, high = longest_word(passage, shaper) * 0.98, limit
    best = best_lines(passage, shaper, count, lambda line: limit * _lens(line, count))
    best = best or best_lines(passage, shaper, count, lambda _: limit)
    if best is None:
        return None
    for _ in range(7):
        width = (low + high) / 2
        lines = best_lines(passage, shaper, count, lambda line, width=width: width * _lens(line, count))  # type: ignore[misc]
        if lines:
            best, high = lines, width
        else:
            low = width
    return best


def _lens(line: int, count: int) -> float:
    """The share of the full width that a line of a lens may take."""
    if count < 3:
        return 1.0
    off_middle = abs(line + 0.5 - count / 2) / (count / 2)
    return math.sqrt(1 - (0.82 * off_middle) ** 2)


def _ugliness(lines: Lines, type_: Type) -> float:
    """How far the text is from the shape that looks good in a balloon: a little wider than high, ends tapering."""
    count = len(lines.widths)
    aspect = lines.width / (count * type_.leading)
    stretched = abs(math.log(aspect / 1.75))
    hyphens = sum(1 for *_, tail in lines.spans if tail)
    orphan = 0.5 if count > 1 and lines.widths[-1] < 0.28 * lines.width else 0.0
    hollow = sum(max(0.0, min(a, c) - b) for a, b, c in _triples(lines.widths)) / max(lines.width, 1e-6)
    return stretched + hyphens * 0.7 + orphan + hollow + lines.cost / count * 0.5


def _triples(widths: tuple[float, ...]) -> Iterator[tuple[float, float, float]]:
    """Each inner line between its neighbours."""
    return zip(widths, widths[1:], widths[2:], strict=False)


def _built(passage: Passage, type_: Type, lines: Lines, align: Align, column_mm: float) -> SetText:
    shaper = Shaper(passage, type_)
    shaped = [shaper.line(*span) for span in lines.spans]
    size, count = type_.size_mm, len(shaped)
    ascent, descent = optical_extents(type_)
    pitch = type_.leading * size
    height = (count - 1) * pitch + (ascent + descent) * size
    width = column_mm or lines.width * size
    set_lines = []
    for number, (line, span) in enumerate(zip(shaped, lines.spans, strict=True)):
        x = _line_start(line.width * size, width, align, passage)
        baseline = -height / 2 + ascent * size + number * pitch
        box = Rect(x, baseline - ascent * size, line.width * size, (ascent + descent) * size)
        text = passage.text[span[0] : span[1]]
        set_lines.append(SetLine(runs=glyph_runs(line, size, Point(x, baseline)), text=text, box=box))
    missing = frozenset().union(*(line.missing for line in shaped))
    return SetText(lines=tuple(set_lines), missing=missing)


def _line_start(line_mm: float, column_mm: float, align: Align, passage: Passage) -> float:
    if align is Align.CENTRE:
        return -line_mm / 2
    return column_mm / 2 - line_mm if passage.is_right_to_left else -column_mm / 2


def optical_extents(type_: Type) -> tuple[float, float]:
    """How far letters reach above and below the baseline to the eye, in ems: less than the font's own metrics."""
    face = type_.fonts[0]
    return max(face.cap_height, 0.5) + 0.06, min(0.24, face.descent)


def glyph_runs(line: ShapedLine, size_mm: float, origin: Point) -> tuple[GlyphRun, ...]:
    """The line's glyphs at their places on the page, the pen starting at `origin`."""
    return tuple(
        GlyphRun(
            font=run.face.ref,
            size_mm=size_mm,
            glyphs=tuple(Glyph(g.gid, origin.x + g.x * size_mm, origin.y + g.y * size_mm) for g in run.glyphs),
        )
        for run in line.runs
        if run.glyphs
    )
