"""Shaping: a stretch of a passage becomes glyphs with positions, in reading direction, with fallback fonts.

All lengths are ems of the passage's size; the pen starts at x = 0 on the baseline, y runs down.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import uharfbuzz as hb
from bidi import algorithm as bidi
from fontTools import unicodedata as scripts
from uniseg.graphemecluster import grapheme_clusters

from layouts.lettering.passage import Passage, Type, base_language
from layouts.typefaces import Typeface

_WORD = re.compile(r"\s+|\S+")
_NO_PICTURE_NEEDED = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\u00ad\n\ufe0e\ufe0f")


@dataclass(frozen=True, slots=True)
class ShapedGlyph:
    """A glyph at its pen position; `advance` is along the line (down the column for vertical text)."""

    gid: int
    x: float
    y: float
    advance: float


@dataclass(frozen=True, slots=True)
class ShapedRun:
    """Glyphs of one font, positions relative to the start of the line."""

    face: Typeface
    glyphs: tuple[ShapedGlyph, ...]


@dataclass(frozen=True, slots=True)
class ShapedLine:
    """A line in visual order from left to right, its width, and the characters that no font draws."""

    runs: tuple[ShapedRun, ...]
    width: float
    missing: frozenset[str]


class Shaper:
    """Shapes stretches of one passage in one type.

    Lines are shaped whole when they are drawn. While lines are sought, widths are added up from words that are
    shaped once: choosing among hundreds of line breaks would otherwise shape the text hundreds of times.
    """

    def __init__(self, passage: Passage, type_: Type) -> None:
        self._passage = passage
        self._type = type_
        self._language = base_language(passage.language)
        self._words: dict[int, float] = {}
        self._reach: dict[int, float] = {}

    def width(self, start: int, end: int, tail: str = "") -> float:
        """The width of a stretch in ems; `tail` is a hyphen that is set behind it."""
        hyphen = _line(((tail, self._type.fonts),), 0, self._language).width if tail else 0.0
        return self._reach_of(end) - self._reach_of(start) + hyphen

    def _reach_of(self, at: int) -> float:
        """The width of everything before the character at `at`."""
        if at not in self._reach:
            word = max(mark for mark in self._word_starts() if mark <= at)
            self._reach.setdefault(at, self._words[word] + (self.line(word, at).width if at > word else 0.0))
        return self._reach[at]

    def _word_starts(self) -> dict[int, float]:
        """Where words and the gaps between them begin, with the width of everything before."""
        if not self._words:
            reach = 0.0
            for word in _WORD.finditer(self._passage.text):
                self._words[word.start()] = reach
                reach += self.line(*word.span()).width
            self._words[len(self._passage.text)] = reach
            self._reach.update(self._words)
        return self._words

    def line(self, start: int, end: int, tail: str = "") -> ShapedLine:
        """The stretch as one line, in visual order."""
        pieces = []
        for a, b, is_strong in self._passage.emphasis_edges(start, end):
            chain = self._type.strong_fonts if is_strong else self._type.fonts
            pieces.append((self._passage.text[a:b] + (tail if b == end else ""), chain))
        return _line(tuple(pieces), self._passage.base_level, self._language)


@lru_cache(4096)
def _line(pieces: tuple[tuple[str, tuple[Typeface, ...]], ...], base_level: int, language: str) -> ShapedLine:
    text = "".join(piece for piece, _ in pieces)
    chains = [chain for piece, chain in pieces for _ in piece]
    missing: set[str] = set()
    x, runs = 0.0, []
    for level, start, end in visual_runs(text, base_level):
        items = _itemised(text[start:end], chains[start:end])
        for face, stretch in reversed(items) if level % 2 else items:
            glyphs, width = shaped(face, stretch, "rtl" if level % 2 else "ltr", language)
            runs.append(ShapedRun(face, tuple(ShapedGlyph(g.gid, g.x + x, g.y, g.advance) for g in glyphs)))
            missing.update(char for char in stretch if char not in _NO_PICTURE_NEEDED and not face.has(char))
            x += width
    return ShapedLine(tuple(runs), x, frozenset(missing))


@lru_cache(8192)
def shaped(
    face: Typeface, text: str, direction: str, language: str, features: tuple[tuple[str, int], ...] = ()
) -> tuple[tuple[ShapedGlyph, ...], float]:
    """Glyphs of `text` in one font and the length of the run in ems; `direction` is ltr, rtl or ttb."""
    if not text:
        return (), 0.0
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = direction
    buffer.language = language
    hb.shape(face.shaper, buffer, dict(features))
    pen, glyphs, em = 0.0, [], 1 / face.upem
    for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        along, x_offset, y_offset = (at.x_advance, at.x_offset * em, -at.y_offset * em)
        if direction == "ttb":
            along = -at.y_advance
            glyphs.append(ShapedGlyph(info.codepoint, x_offset, pen + y_offset, along * em))
        else:
            glyphs.append(ShapedGlyph(info.codepoint, pen + x_offset, y_offset, along * em))
        pen += along * em
    return tuple(glyphs), pen


def visual_runs(text: str, base_level: int) -> list[tuple[int, int, int]]:
    """Stretches of one direction in visual order from the left: (bidi level, start, end), by UAX 9."""
    if base_level == 0 and not any(bidi.bidirectional(char) in {"R", "AL", "AN"} for char in text):
        return [(0, 0, len(text))] if text else []
    levels = _levels(text, base_level)
    runs = []
    for level, group in groupby(range(len(text)), key=levels.__getitem__):
        places = list(group)
        runs.append((level, places[0], places[-1] + 1))
    for threshold in range(max(levels), 0, -1):
        runs = _reversed_where(runs, threshold)
    return runs


def _levels(text: str, base: int) -> list[int]:
    storage = bidi.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    # The library knows no direction for characters that Unicode has not assigned; they are taken as Latin.
    bidi.get_embedding_levels("".join(char if bidi.bidirectional(char) else "x" for char in text), storage)
    bidi.explicit_embed_and_overrides(storage)
    bidi.resolve_weak_types(storage)
    bidi.resolve_neutral_types(storage, debug=False)
    bidi.resolve_implicit_levels(storage, debug=False)
    return [char["level"] for char in storage["chars"]]


def _reversed_where(runs: list[tuple[int, int, int]], threshold: int) -> list[tuple[int, int, int]]:
    """Rule L2 on runs: every chain of runs at `threshold` or above is turned round."""
    ordered: list[tuple[int, int, int]] = []
    for is_high, group in groupby(runs, key=lambda run: run[0] >= threshold):
        chain = list(group)
        ordered.extend(reversed(chain) if is_high else chain)
    return ordered


def _itemised(text: str, chains: list[tuple[Typeface, ...]]) -> list[tuple[Typeface, str]]:
    """Stretches of one font and one script; graphemes stay whole, spaces and marks stay with what is before them."""
    items: list[tuple[Typeface, str, str]] = []
    at = 0
    for cluster in grapheme_clusters(text):
        chain = chains[at]
        face, script = _face_for(cluster, chain), _script(cluster)
        at += len(cluster)
        if items and script == "" and items[-1][0] in chain and _draws(items[-1][0], cluster):
            face = items[-1][0]
        if items and items[-1][0] is face and (script == "" or items[-1][2] in {script, ""}):
            items[-1] = (face, items[-1][1] + cluster, items[-1][2] or script)
        else:
            items.append((face, cluster, script))
    return [(face, stretch) for face, stretch, _ in items]


def _face_for(cluster: str, chain: tuple[Typeface, ...]) -> Typeface:
    return next((face for face in chain if _draws(face, cluster)), chain[0])


def _draws(face: Typeface, cluster: str) -> bool:
    return all(char in _NO_PICTURE_NEEDED or face.has(char) for char in cluster)


def _script(cluster: str) -> str:
    """The script's name, or an empty text for signs that every script uses."""
    script = scripts.script(cluster[0])
    return "" if script in {"Zyyy", "Zinh", "Zzzz"} else script
