"""Where lines may end, and where they end best.

Breaks follow the Unicode line breaking algorithm (which knows kinsoku), Japanese prefers the ends of phrases, and
words may be hyphenated where that saves a bad line. The lines of a passage are chosen together, so that they come
out even: minimum raggedness over all lines, not line by line.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Protocol

import budoux
import pyphen
from uniseg.linebreak import line_break_boundaries

from layouts.lettering.passage import Passage, base_language

_HYPHEN_COST = 0.8  # a hyphen must save a lot of raggedness
_PHRASE_COST = 0.25
_STRANDED_COST = 0.25
_STRANDED = re.compile(r"(?:^|\s)\W*\w\s+$")  # a single letter, such as I or a, looks lost at the end of a line
_ROUNDING = 1e-6
MAX_LINES = 400
_MIN_WORD_TO_HYPHENATE = 7


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a line may end: before the character at `at`. `cost` is what it takes away from beauty."""

    at: int
    cost: float = 0.0
    tail: str = ""  # the hyphen that appears when the line ends here
    is_forced: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """A chosen set of lines: half-open stretches of the passage with their hyphens and widths in ems."""

    spans: tuple[tuple[int, int, str], ...]
    widths: tuple[float, ...]
    raggedness: float = 0.0  # squared shares of empty room, summed over the lines
    penalty: float = 0.0  # what the line ends in bad places cost

    @property
    def width(self) -> float:
        """The widest line."""
        return max(self.widths, default=0.0)


class Measure(Protocol):
    """Knows how long a stretch of the passage is when it is set: across for lines, down for columns."""

    def width(self, start: int, end: int, tail: str = "") -> float:
        """The length in ems of the characters from `start` to `end`, with the hyphen `tail` behind them."""


@dataclass(frozen=True, slots=True)
class _Way:
    """The best way to set everything up to a break in a number of lines; the last of them begins at break `begin`."""

    raggedness: float
    penalty: float
    begin: int

    @property
    def cost(self) -> float:
        return self.raggedness + self.penalty


def breaks_of(passage: Passage) -> tuple[Break, ...]:
    """Every place where a line of `passage` may end, the end of the text included; never inside a reading."""
    breaks = _breaks(passage.text, base_language(passage.language))
    if not passage.rubies:
        return breaks
    return tuple(stop for stop in breaks if not any(ruby.start < stop.at < ruby.end for ruby in passage.rubies))


@lru_cache(1024)
def _breaks(text: str, language: str) -> tuple[Break, ...]:
    allowed = [at for at in line_break_boundaries(text) if 0 < at < len(text)]
    phrase_ends = _phrase_ends(text) if language == "ja" else None
    found = {at: _ordinary(text, at, phrase_ends) for at in allowed}
    for at in _hyphenation_points(text, language):
        found.setdefault(at, Break(at, _HYPHEN_COST, tail="-"))
    return (*(found[at] for at in sorted(found)), Break(len(text), is_forced=True))


def _ordinary(text: str, at: int, phrase_ends: frozenset[int] | None) -> Break:
    if text[at - 1] == "\n":
        return Break(at, is_forced=True)
    if phrase_ends is not None:
        return Break(at, 0.0 if at in phrase_ends else _PHRASE_COST)
    return Break(at, _STRANDED_COST if _STRANDED.search(text, max(0, at - 5), at) else 0.0)


@cache
def _japanese_parser() -> budoux.Parser:
    return budoux.load_default_japanese_parser()


def _phrase_ends(text: str) -> frozenset[int]:
    ends, at = set(), 0
    for phrase in _japanese_parser().parse(text):
        at += len(phrase)
        ends.add(at)
    return frozenset(ends)


@cache
def _hyphenator(language: str) -> pyphen.Pyphen | None:
    known = pyphen.language_fallback(language)
    return pyphen.Pyphen(lang=known) if known else None


def _hyphenation_points(text: str, language: str) -> Iterator[int]:
    hyphenator = _hyphenator(language)
    if hyphenator is None:
        return
    for start, word in _words(text):
        if len(word) >= _MIN_WORD_TO_HYPHENATE and not word.isupper():
            yield from (start + point for point in hyphenator.positions(word))


def _words(text: str) -> Iterator[tuple[int, str]]:
    start = None
    for at, char in enumerate(text + " "):
        if char.isalpha():
            start = at if start is None else start
        elif start is not None:
            yield start, text[start:at]
            start = None


def line_end(text: str, start: int, end: int) -> int:
    """Where the visible part of a line ends: spaces at its end hang over."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def best_lines(passage: Passage, measure: Measure, count: int, room: Callable[[int], float]) -> Lines | None:
    """The most even way to set `passage` in exactly `count` lines, or None if it does not fit.

    room  the width that line i (from 0) may take, in ems
    """
    breaks = (Break(0), *breaks_of(passage))
    best: list[dict[int, _Way]] = [{0: _Way(0.0, 0.0, -1)}]
    for line in range(count):
        best.append(_next_line(passage, measure, breaks, best[-1], room(line)))
        if not best[-1]:
            return None
    last = len(breaks) - 1
    if last not in best[count]:
        return None
    return _traced(passage, measure, breaks, best, last)


def _next_line(
    passage: Passage, measure: Measure, breaks: tuple[Break, ...], reached: dict[int, _Way], room: float
) -> dict[int, _Way]:
    """The best ways to all breaks that one more line can reach from `reached`."""
    found: dict[int, _Way] = {}
    for begin, way in reached.items():
        start = breaks[begin].at
        for index in _reachable(passage, measure, breaks, begin, room):
            stop = breaks[index]
            width = measure.width(start, line_end(passage.text, start, stop.at), stop.tail)
            slack = (room - width) / max(room, _ROUNDING)
            longer = _Way(way.raggedness + slack * slack, way.penalty + stop.cost, begin)
            if index not in found or longer.cost < found[index].cost:
                found[index] = longer
    return found


def _traced(
    passage: Passage, measure: Measure, breaks: tuple[Break, ...], best: list[dict[int, _Way]], last: int
) -> Lines:
    spans, widths, index = [], [], last
    whole = best[-1][last]
    for reached in reversed(best[1:]):
        begin = reached[index].begin
        start, stop = breaks[begin].at, breaks[index]
        end = line_end(passage.text, start, stop.at)
        spans.append((start, end, stop.tail))
        widths.append(measure.width(start, end, stop.tail))
        index = begin
    return Lines(tuple(reversed(spans)), tuple(reversed(widths)), whole.raggedness, whole.penalty)


def longest_word(passage: Passage, measure: Measure) -> float:
    """The width in ems below which no line setting exists (hyphens counted as chances)."""
    breaks, start, widest = breaks_of(passage), 0, 0.0
    for stop in breaks:
        end = line_end(passage.text, start, stop.at)
        widest = max(widest, measure.width(start, end, stop.tail))
        start = stop.at
    return widest


def fewest_lines(passage: Passage, measure: Measure, room: float) -> int | None:
    """The smallest number of lines that holds the passage, or None where a word is wider than `room`."""
    breaks = (Break(0), *breaks_of(passage))
    counts: dict[int, int] = {0: 0}
    for begin in range(len(breaks) - 1):
        if begin not in counts:
            continue
        for index in _reachable(passage, measure, breaks, begin, room):
            counts[index] = min(counts.get(index, MAX_LINES), counts[begin] + 1)
    return counts.get(len(breaks) - 1)


def _reachable(passage: Passage, measure: Measure, breaks: tuple[Break, ...], begin: int, room: float) -> Iterator[int]:
    """The breaks at which a line that begins at `begin` may end."""
    start = breaks[begin].at
    for index in range(begin + 1, len(breaks)):
        stop = breaks[index]
        if measure.width(start, line_end(passage.text, start, stop.at), stop.tail) <= room + _ROUNDING:
            yield index
        elif not stop.tail:  # without its hyphen the next place may fit again
            return
        if stop.is_forced:
            return
