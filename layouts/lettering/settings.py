"""The ways to set a text for a balloon, best first: across in a lens of lines, or down in columns of one height."""

import math
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from layouts.lettering.breaking import MAX_LINES, Lines, Measure, best_lines, breaks_of, fewest_lines, longest_word
from layouts.lettering.horizontal import SetText, set_lines
from layouts.lettering.passage import Passage, Type
from layouts.lettering.shaping import Shaper
from layouts.lettering.vertical import VerticalShaper, set_columns
from layouts.page import Align

_KEPT = 3
_COUNTS_TRIED, _NARROWINGS = 4, 6
_LONG_TEXT_BREAKS = 60
_LENS_ASPECT, _BOX_ASPECT, _COLUMNS_ASPECT = 1.75, 2.6, 1.35  # length of lines to height of the pile


@lru_cache(512)
def across(passage: Passage, type_: Type, max_width_mm: float) -> tuple[SetText, ...]:
    """Horizontal settings for a balloon, no wider than `max_width_mm`; empty if a word is wider or there is no text."""
    return _across(passage, type_, max_width_mm, _Form(type_.leading, _LENS_ASPECT, _lens))


@lru_cache(512)
def boxed(passage: Passage, type_: Type, max_width_mm: float) -> tuple[SetText, ...]:
    """Horizontal settings for a box, flatter and with even lines; empty as for `across`."""
    return _across(passage, type_, max_width_mm, _Form(type_.leading, _BOX_ASPECT, _even))


def _across(passage: Passage, type_: Type, max_width_mm: float, form: "_Form") -> tuple[SetText, ...]:
    chosen = _chosen(passage, Shaper(passage, type_), max_width_mm / type_.size_mm, form)
    return tuple(
        replace(set_lines(passage, type_, lines, Align.CENTRE, 0.0), ugliness=_ugliness(lines, form))
        for lines in chosen
    )


@lru_cache(512)
def down(passage: Passage, type_: Type, max_height_mm: float) -> tuple[SetText, ...]:
    """Vertical settings no higher than `max_height_mm`; empty if a word is longer or there is no text."""
    shaper = VerticalShaper(passage, type_)
    form = _Form(shaper.pitch, _COLUMNS_ASPECT, _even)
    return tuple(
        replace(set_columns(passage, type_, shaper, lines), ugliness=_ugliness(lines, form))
        for lines in _chosen(passage, shaper, max_height_mm / type_.size_mm, form)
    )


class _Form:
    """The shape that lines shall make: their distance (ems), the wished aspect, and the room of each line."""

    def __init__(self, pitch: float, aspect: float, profile: Callable[[int, int], float]) -> None:
        self.pitch = pitch
        self.aspect = aspect
        self.profile = profile


def _lens(line: int, count: int) -> float:
    """The share of the full width that a line of a lens may take: the middle ones are longest."""
    if count < 3:
        return 1.0
    off_middle = abs(line + 0.5 - count / 2) / (count / 2)
    return math.sqrt(1 - (0.82 * off_middle) ** 2)


def _even(_line: int, _count: int) -> float:
    """Columns all have the same room."""
    return 1.0


def _chosen(passage: Passage, measure: Measure, limit: float, form: _Form) -> list[Lines]:
    """The shapeliest lines of a few likely counts. The longer the text, the less it is worth trying."""
    if not passage.text.strip():
        return []
    fewest = fewest_lines(passage, measure, limit)
    if fewest is None:
        return []
    is_long = len(breaks_of(passage)) > _LONG_TEXT_BREAKS
    tried, narrowings = (1, 0) if is_long else (_COUNTS_TRIED, _NARROWINGS)
    ideal = max(fewest, _square_count(passage, measure, form))
    counts = range(max(fewest, ideal - tried + 1), min(ideal + tried, MAX_LINES + 1))
    found = [_shaped_lines(passage, measure, (count, narrowings), limit, form) for count in counts]
    ranked = sorted((lines for lines in found if lines), key=lambda lines: _ugliness(lines, form))
    return ranked[:_KEPT]


def _square_count(passage: Passage, measure: Measure, form: _Form) -> int:
    """About how many lines the wished aspect takes."""
    total = sum(measure.width(start, end) for start, end in _stretches(passage.text))
    return max(1, round(math.sqrt(total / form.pitch / form.aspect)))


def _stretches(text: str) -> list[tuple[int, int]]:
    """The parts of a text between forced line ends."""
    stretches, start = [], 0
    for part in text.split("\n"):
        stretches.append((start, start + len(part)))
        start += len(part) + 1
    return stretches


def _shaped_lines(
    passage: Passage, measure: Measure, effort: tuple[int, int], limit: float, form: _Form
) -> Lines | None:
    """Text in a number of lines, in the narrowest form that holds it without worse line ends.

    effort  the number of lines, and how often a narrower form is tried
    Even lines where the form is too tight for the words.
    """
    count, narrowings = effort

    def within(width: float) -> Lines | None:
        return best_lines(passage, measure, count, lambda line: width * form.profile(line, count))

    best = within(limit)
    if best is None:
        return best_lines(passage, measure, count, lambda _: limit)
    low, high = longest_word(passage, measure) * 0.98, limit
    for _ in range(narrowings):
        width = (low + high) / 2
        lines = within(width)
        if lines and lines.penalty <= best.penalty + 1e-9:
            best, high = lines, width
        else:
            low = width
    return best


def _ugliness(lines: Lines, form: _Form) -> float:
    """How far lines are from the shape that looks good in a balloon."""
    count = len(lines.widths)
    stretched = abs(math.log(max(lines.width, 1e-6) / (count * form.pitch) / form.aspect))
    orphan = 0.5 if count > 1 and lines.widths[-1] < 0.28 * lines.width else 0.0
    triples = zip(lines.widths, lines.widths[1:], lines.widths[2:], strict=False)
    hollow = sum(max(0.0, min(a, c) - b) for a, b, c in triples) / max(lines.width, 1e-6)
    return stretched + lines.penalty * 2 + orphan + hollow + lines.raggedness / count * 0.5
