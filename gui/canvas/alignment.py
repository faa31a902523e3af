"""Several things on one sheet, put in line or spread out evenly: pure functions, in whatever unit the sheet has."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple


class Arrangement(StrEnum):
    """How several things are to lie, relative to the extent of all of them."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"
    ACROSS = "across"
    DOWN = "down"


ALONG_LINES = (
    *(Arrangement.LEFT, Arrangement.CENTRE, Arrangement.RIGHT),
    *(Arrangement.TOP, Arrangement.MIDDLE, Arrangement.BOTTOM),
)
"""One edge, or the middle, of each comes to lie on one line."""
EVENLY = (Arrangement.ACROSS, Arrangement.DOWN)
"""The gaps between neighbours become equal; where things overlap, the overlaps."""
SIDEWAYS = (Arrangement.LEFT, Arrangement.CENTRE, Arrangement.RIGHT, Arrangement.ACROSS)
SHARES = {
    Arrangement.LEFT: 0.0,
    Arrangement.CENTRE: 0.5,
    Arrangement.RIGHT: 1.0,
    Arrangement.TOP: 0.0,
    Arrangement.MIDDLE: 0.5,
    Arrangement.BOTTOM: 1.0,
}
"""How far along a thing, and along all of them, the line lies."""


class Span(NamedTuple):
    """What something takes up along one axis."""

    start: float
    length: float

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.start + self.length

    def at(self, share: float) -> float:
        """The place at a share of its length: 0 its start, 0.5 its middle, 1 its end."""
        return self.start + share * self.length


class Extent(NamedTuple):
    """What something takes up on the sheet."""

    across: Span
    down: Span


class Shift(NamedTuple):
    """How far something is to be moved."""

    dx: float
    dy: float


def least(way: Arrangement) -> int:
    """How many things there must be: two lie on a line, three have gaps to compare."""
    return 3 if way in EVENLY else 2


def arranged(extents: Mapping[str, Extent], way: Arrangement) -> dict[str, Shift]:
    """How far each thing must be moved; nothing for any of them where there are too few."""
    if len(extents) < least(way):
        return dict.fromkeys(extents, Shift(0.0, 0.0))
    is_sideways = way in SIDEWAYS
    spans = [extent.across if is_sideways else extent.down for extent in extents.values()]
    ways = spread(spans) if way in EVENLY else lined_up(spans, SHARES[way])
    return {key: Shift(step, 0.0) if is_sideways else Shift(0.0, step) for key, step in zip(extents, ways, strict=True)}


def lined_up(spans: Sequence[Span], share: float) -> list[float]:
    """How far each must be moved to lie with its share (0 start, 0.5 middle, 1 end) on that share of the hull."""
    line = hull(spans).at(share)
    return [line - span.at(share) for span in spans]


def spread(spans: Sequence[Span]) -> list[float]:
    """How far each must be moved for all gaps between neighbours to be equal; the hull stays where it is."""
    around = hull(spans)
    order = sorted(range(len(spans)), key=lambda at: spans[at].at(0.5))
    gap = (around.length - sum(span.length for span in spans)) / (len(spans) - 1)
    steps, place = [0.0] * len(spans), around.start
    for at in order:
        steps[at] = place - spans[at].start
        place += spans[at].length + gap
    return steps


def hull(spans: Sequence[Span]) -> Span:
    """The smallest span that holds all of these (at least one)."""
    start = min(span.start for span in spans)
    return Span(start, max(span.end for span in spans) - start)
