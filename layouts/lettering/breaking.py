"""Where lines may end, and where they end best.

Breaks follow the Unicode line breaking algorithm (which knows kinsoku), Japanese prefers the ends of phrases, and
words may be hyphenated where that saves a bad line. The lines of a passage are chosen together, so that they come
out even: minimum raggedness over all lines, not line by line.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Protocol

import budoux
import pyphen
from uniseg.linebreak import line_break_boundaries

from layouts.lettering.passage import Passage, base_language

_HYPHEN_COST = 2.5  # in lines of slack: a hyphen must save much raggedness
_PHRASE_COST = 2.0
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
    cost: float

    @property
    def width(self) -> float:
        """The widest line."""
        return max(self.widths, default=0.0)


class Measure(Protocol):
    """Knows how long a stretch of the passage is when it is set: across for lines, down for columns."""

    def width(self, start: int, end: int, tail: str = "") -> float:
        """The length in ems of the characters from `start` to `end`, with the hyphen `tail` behind them."""


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
    splits_phrase = phrase_ends is not None and at not in phrase_ends
    return Break(at, _PHRASE_COST if splits_phrase else 0.0)


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
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, -1)}]
    for line in range(count):
        best.append(_next_line(passage, measure, breaks, best[-1], room(line)))
        if not best[-1]:
            return None
    last = len(breaks) - 1
    if last not in best[count]:
        return None
    return _traced(passage, measure, breaks, best, last)


def _next_line(
    passage: Passage, measure: Measure, breaks: tuple[Break, ...], reached: dict[int, tuple[float, int]], room: float
) -> dict[int, tuple[float, int]]:
    """All breaks that one more line can reach from `reached`: break index -> (cost so far, break before)."""
    found: dict[int, tuple[float, int]] = {}
    for begin, (cost, _) in reached.items():
        for index in range(begin + 1, len(breaks)):
            stop = breaks[index]
            end = line_end(passage.text, breaks[begin].at, stop.at)
            width = measure.width(breaks[begin].at, end, stop.tail)
            if width > room + 1e-6:
                if not stop.tail:
                    break
                continue
            slack = (room - width) / max(room, 1e-6)
            total = cost + slack * slack + stop.cost / max(room, 1.0)
            if index not in found or total < found[index][0]:
                found[index] = (total, begin)
            if stop.is_forced:
                break
    return found


def _traced(
    passage: Passage,
    measure: Measure,
    breaks: tuple[Break, ...],
    best: list[dict[int, tuple[float, int]]],
    last: int,
) -> Lines:
    spans, widths, index = [], [], last
    cost = best[-1][last][0]
    for reached in reversed(best[1:]):
        begin = reached[index][1]
        start, stop = breaks[begin].at, breaks[index]
        end = line_end(passage.text, start, stop.at)
        spans.append((start, end, stop.tail))
        widths.append(measure.width(start, end, stop.tail))
        index = begin
    return Lines(tuple(reversed(spans)), tuple(reversed(widths)), cost)


def longest_word(passage: Passage, measure: Measure) -> float:
    """The width in ems below which no line setting exists (hyphens counted as chances)."""
    breaks, start, widest = breaks_of(passage), 0, 0.0
    for stop in breaks:
        end = line_end(passage.text, start, stop.at)
        widest = max(widest, measure.width(start, end, stop.tail))
        start = stop.at
    return widest


def fewest_lines(passage: Passage, measure: Measure, room: float) -> int | None:
    """The number of lines that filling each as far as it goes takes, or None where a word is wider than `room`."""
    breaks, count, start, reach = breaks_of(passage), 1, 0, 0
    for stop in breaks:
        end = line_end(passage.text, start, stop.at)
        if measure.width(start, end, stop.tail) > room + 1e-6:
            if stop.tail:
                continue
            if reach <= start:
                return None
            start, count = reach, count + 1
            if measure.width(start, line_end(passage.text, start, stop.at), stop.tail) > room + 1e-6:
                return None
        reach = stop.at
        if stop.is_forced and stop.at < len(passage.text):
            start, count = stop.at, count + 1
    return count
