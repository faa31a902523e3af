"""Horizontal setting: chosen lines become positioned glyphs; story text goes into a column of even width."""

from dataclasses import dataclass, replace

from layouts.display_list import Glyph, GlyphRun
from layouts.lettering.breaking import MAX_LINES, Lines, best_lines, fewest_lines
from layouts.lettering.passage import Passage, Type
from layouts.lettering.shaping import ShapedLine, Shaper
from layouts.page import Align
from layouts.shapes import Point, Rect


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
    """Set text round its own middle, the point (0, 0).

    missing   characters that no font draws
    ugliness  how far its lines are from a good shape, without unit; 0 where nobody judged
    """

    lines: tuple[SetLine, ...]
    missing: frozenset[str]
    ugliness: float = 0.0

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
            return set_lines(passage, type_, lines, align, width_mm)
    return None


def set_lines(passage: Passage, type_: Type, lines: Lines, align: Align, column_mm: float) -> SetText:
    """The chosen lines as set text round its own middle; `column_mm` is 0 where lines align among themselves."""
    shaper = Shaper(passage, type_)
    shaped = [shaper.line(*span) for span in lines.spans]
    size, count = type_.size_mm, len(shaped)
    ascent, descent = optical_extents(type_)
    pitch = type_.leading * size
    height = (count - 1) * pitch + (ascent + descent) * size
    width = column_mm or lines.width * size
    done = []
    for number, (line, span) in enumerate(zip(shaped, lines.spans, strict=True)):
        x = _line_start(line.width * size, width, align, passage)
        baseline = -height / 2 + ascent * size + number * pitch
        box = Rect(x, baseline - ascent * size, line.width * size, (ascent + descent) * size)
        text = passage.text[span[0] : span[1]]
        done.append(SetLine(runs=glyph_runs(line, size, Point(x, baseline)), text=text, box=box))
    missing = frozenset().union(*(line.missing for line in shaped))
    return SetText(lines=tuple(done), missing=missing)


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
