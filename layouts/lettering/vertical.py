"""Vertical Japanese: columns from right to left, readings at their right, short numbers upright, Latin on its side.

Columns start at one height, as they do in manga. The pen runs down the middle of the column; lengths are ems.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate

from layouts.display_list import FontRef, Glyph, GlyphRun
from layouts.lettering.breaking import Lines
from layouts.lettering.horizontal import SetLine, SetText
from layouts.lettering.passage import Passage, Type
from layouts.lettering.shaping import ShapedLine, Shaper, shaped
from layouts.shapes import Rect
from layouts.typefaces import Typeface

_RUBY_SIZE = 0.5
_EMPHASIS_DOT = "・"  # beside each emphasised character, where Latin would be slanted
_ATOM = re.compile(
    r"(?P<combined>[0-9!?]{1,3})(?![0-9A-Za-z!?])|(?P<sideways>[A-Za-z0-9À-ɏ][A-Za-z0-9À-ɏ .,'’:&-]*)|\n|.", re.DOTALL
)
_SIDEWAYS_CENTRE = 0.36  # where the middle of Latin letters lies above their baseline


class _Stand(Enum):
    UPRIGHT = "upright"
    SIDEWAYS = "sideways"
    COMBINED = "combined"  # tate-chu-yoko: a few upright digits or marks in one square


@dataclass(frozen=True, slots=True)
class _Atom:
    """Characters that stay together in a column, and their reading."""

    start: int
    end: int
    stand: _Stand
    ruby: str
    length: float


@dataclass(frozen=True, slots=True)
class _Mark:
    """A glyph relative to the top middle of its column, in ems of the passage's size."""

    face: Typeface
    gid: int
    x: float
    y: float
    size: float
    angle_deg: float = 0.0


class VerticalShaper:
    """Measures and draws stretches of a passage as columns."""

    def __init__(self, passage: Passage, type_: Type) -> None:
        self._passage = passage
        self._type = type_
        self._flat = Shaper(passage, type_)
        self._atoms = tuple(self._cut())
        self._starts = [atom.start for atom in self._atoms]
        self._sums = [0.0, *accumulate(atom.length for atom in self._atoms)]
        self.missing: set[str] = set()

    @property
    def pitch(self) -> float:
        """The distance of columns in ems; readings need room."""
        has_ruby = any(atom.ruby for atom in self._atoms)
        return max(self._type.leading, 1.62 if has_ruby else 1.22)

    def width(self, start: int, end: int, tail: str = "") -> float:
        """How far down a stretch reaches, in ems."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self._sums[last] - self._sums[first]

    def column(self, start: int, end: int) -> list[_Mark]:
        """The glyphs of one column, from its top middle."""
        marks: list[_Mark] = []
        top = 0.0
        for atom in self._atoms[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            marks.extend(self._drawn(atom, top))
            top += atom.length
        return marks

    def _cut(self) -> Iterator[_Atom]:
        at, text = 0, self._passage.text
        rubies = {ruby.start: ruby for ruby in self._passage.rubies}
        edges = sorted(rubies)
        while at < len(text):
            if at in rubies:
                ruby = rubies[at]
                yield self._sized(ruby.start, max(ruby.end, at + 1), _Stand.UPRIGHT, ruby.reading)
                at = max(ruby.end, at + 1)
                continue
            stop = next((edge for edge in edges if edge > at), len(text))
            match = _ATOM.match(text, at, stop)
            end = match.end() if match else at + 1
            yield self._sized(at, end, _stand(match), "")
            at = end

    def _sized(self, start: int, end: int, stand: _Stand, ruby: str) -> _Atom:
        text = self._passage.text[start:end]
        is_strong = any(lo <= start < hi for lo, hi in self._passage.strong)
        if is_strong and not ruby and stand is _Stand.UPRIGHT and not text.isspace():
            ruby = _EMPHASIS_DOT
        if text == "\n":
            return _Atom(start, end, stand, "", 0.0)
        if stand is _Stand.COMBINED:
            return _Atom(start, end, stand, "", 1.0)
        if stand is _Stand.SIDEWAYS:
            return _Atom(start, end, stand, "", self._flat.width(start, end))
        length = shaped(self._face(text), text, "ttb", "ja")[1]
        reading = shaped(self._face(ruby), ruby, "ttb", "ja")[1] * _RUBY_SIZE if ruby else 0.0
        return _Atom(start, end, stand, ruby, max(length, reading))

    def _face(self, text: str) -> Typeface:
        fonts = self._type.fonts
        return next((face for face in fonts if all(map(face.has, text))), fonts[0])

    def _drawn(self, atom: _Atom, top: float) -> Iterator[_Mark]:
        text = self._passage.text[atom.start : atom.end]
        if text == "\n":
            return
        match atom.stand:
            case _Stand.UPRIGHT:
                yield from self._upright(text, top, atom.length)
                if atom.ruby:
                    yield from self._reading(atom, top)
            case _Stand.SIDEWAYS:
                yield from self._sideways(self._flat.line(atom.start, atom.end), top)
            case _Stand.COMBINED:
                yield from self._combined(self._flat.line(atom.start, atom.end), top)

    def _upright(self, text: str, top: float, length: float) -> Iterator[_Mark]:
        face = self._face(text)
        self.missing.update(char for char in text if not char.isspace() and not face.has(char))
        glyphs, own = shaped(face, text, "ttb", "ja")
        for glyph in glyphs:
            yield _Mark(face, glyph.gid, glyph.x, top + (length - own) / 2 + glyph.y, 1.0)

    def _reading(self, atom: _Atom, top: float) -> Iterator[_Mark]:
        """The reading at the right of its characters, spread evenly along them."""
        face = self._face(atom.ruby)
        glyphs, own = shaped(face, atom.ruby, "ttb", "ja")
        gap = max(0.0, atom.length - own * _RUBY_SIZE) / len(glyphs)
        for number, glyph in enumerate(glyphs):
            y = top + gap * (number + 0.5) + glyph.y * _RUBY_SIZE
            yield _Mark(face, glyph.gid, 0.5 + _RUBY_SIZE / 2 + glyph.x * _RUBY_SIZE, y, _RUBY_SIZE)

    def _sideways(self, line: ShapedLine, top: float) -> Iterator[_Mark]:
        self.missing.update(line.missing)
        for run in line.runs:
            for glyph in run.glyphs:
                yield _Mark(run.face, glyph.gid, -_SIDEWAYS_CENTRE - glyph.y, top + glyph.x, 1.0, 90.0)

    def _combined(self, line: ShapedLine, top: float) -> Iterator[_Mark]:
        self.missing.update(line.missing)
        size = min(1.0, 1.0 / line.width) if line.width else 1.0
        for run in line.runs:
            baseline = top + 0.5 + run.face.cap_height * size / 2
            for glyph in run.glyphs:
                yield _Mark(run.face, glyph.gid, (glyph.x - line.width / 2) * size, baseline + glyph.y * size, size)


def _stand(match: re.Match[str] | None) -> _Stand:
    if match and match["combined"]:
        return _Stand.COMBINED
    return _Stand.SIDEWAYS if match and match["sideways"] else _Stand.UPRIGHT


def set_columns(passage: Passage, type_: Type, shaper: VerticalShaper, lines: Lines) -> SetText:
    """The chosen columns as set text round its own middle."""
    size, pitch, count = type_.size_mm, shaper.pitch * type_.size_mm, len(lines.spans)
    height = lines.width * size
    block = (count - 1) * pitch + size
    columns = []
    for number, ((start, end, _), length) in enumerate(zip(lines.spans, lines.widths, strict=True)):
        centre = block / 2 - size / 2 - number * pitch
        runs = _runs(shaper.column(start, end), centre, -height / 2, size)
        box = Rect(centre - size / 2, -height / 2, size, length * size)
        columns.append(SetLine(runs=runs, text=passage.text[start:end], box=box))
    return SetText(lines=tuple(columns), missing=frozenset(shaper.missing))


def _runs(marks: list[_Mark], centre: float, top: float, size: float) -> tuple[GlyphRun, ...]:
    """Marks grouped by font and size, at their places."""
    groups: dict[tuple[FontRef, float], list[Glyph]] = {}
    for mark in marks:
        glyph = Glyph(mark.gid, centre + mark.x * size, top + mark.y * size, mark.angle_deg)
        groups.setdefault((mark.face.ref, mark.size), []).append(glyph)
    return tuple(
        GlyphRun(font=font, size_mm=scale * size, glyphs=tuple(glyphs)) for (font, scale), glyphs in groups.items()
    )
