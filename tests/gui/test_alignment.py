"""Things are put in line and spread out by arithmetic alone: what must hold for any of them."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gui.canvas.alignment import (
    ALONG_LINES,
    EVENLY,
    SHARES,
    SIDEWAYS,
    Arrangement,
    Extent,
    Shift,
    Span,
    arranged,
    hull,
    least,
    spread,
)

steady = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""However busy the machine is."""
lengths = st.floats(min_value=0.5, max_value=60)
places = st.floats(min_value=-200, max_value=200)
spans = st.builds(Span, places, lengths)
extents = st.builds(Extent, spans, spans)


def things(at_least: int) -> st.SearchStrategy[dict[str, Extent]]:
    return st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), extents, min_size=at_least, max_size=8)


def moved(extent: Extent, shift: Shift) -> Extent:
    across, down = extent
    return Extent(Span(across.start + shift.dx, across.length), Span(down.start + shift.dy, down.length))


def after(before: dict[str, Extent], way: Arrangement) -> dict[str, Extent]:
    shifts = arranged(before, way)
    return {key: moved(extent, shifts[key]) for key, extent in before.items()}


def along(found: dict[str, Extent], way: Arrangement) -> list[Span]:
    return [extent.across if way in SIDEWAYS else extent.down for extent in found.values()]


@steady
@given(things(2), st.sampled_from(ALONG_LINES))
def test_what_is_aligned_lies_on_one_line_of_the_whole(before: dict[str, Extent], way: Arrangement) -> None:
    line = hull(along(before, way)).at(SHARES[way])
    assert [span.at(SHARES[way]) for span in along(after(before, way), way)] == pytest.approx([line] * len(before))


@steady
@given(things(2), st.sampled_from(Arrangement))
def test_nothing_is_moved_along_the_other_axis(before: dict[str, Extent], way: Arrangement) -> None:
    shifts = arranged(before, way).values()
    assert {shift.dy if way in SIDEWAYS else shift.dx for shift in shifts} == {0.0}


@steady
@given(things(2), st.sampled_from(ALONG_LINES))
def test_aligning_twice_is_aligning_once(before: dict[str, Extent], way: Arrangement) -> None:
    again = arranged(after(before, way), way).values()
    assert max(abs(part) for shift in again for part in shift) == pytest.approx(0.0, abs=1e-9)


@steady
@given(things(2), st.sampled_from(Arrangement))
def test_it_does_not_matter_in_which_order_things_were_selected(before: dict[str, Extent], way: Arrangement) -> None:
    middles = [span.at(0.5) for span in along(before, way)]
    assume(len(set(middles)) == len(middles))  # which of two in the same place comes first is decided by order
    reversed_ = arranged(dict(reversed(before.items())), way)
    for key, shift in arranged(before, way).items():
        assert reversed_[key] == pytest.approx(shift)


@steady
@given(things(3), st.sampled_from(EVENLY))
def test_gaps_are_equal_after_spreading_and_the_order_is_the_same(before: dict[str, Extent], way: Arrangement) -> None:
    order = sorted(range(len(before)), key=lambda at: along(before, way)[at].at(0.5))
    found = [along(after(before, way), way)[at] for at in order]
    gaps = [right.start - left.end for left, right in pairwise(found)]
    assert gaps == pytest.approx([gaps[0]] * len(gaps), abs=1e-6)


@steady
@given(st.lists(spans, min_size=3, max_size=8))
def test_spreading_keeps_the_first_edge_and_the_last(given_spans: list[Span]) -> None:
    steps = spread(given_spans)
    order = sorted(range(len(given_spans)), key=lambda at: given_spans[at].at(0.5))
    first, last = order[0], order[-1]
    assert given_spans[first].start + steps[first] == pytest.approx(hull(given_spans).start, abs=1e-6)
    assert given_spans[last].end + steps[last] == pytest.approx(hull(given_spans).end, abs=1e-6)


@steady
@given(st.lists(lengths, min_size=3, max_size=8), st.lists(st.floats(0, 30), min_size=8, max_size=8), places)
def test_things_that_stand_side_by_side_stay_at_the_ends(sizes: list[float], gaps: list[float], at: float) -> None:
    row = []
    for size, gap in zip(sizes, gaps, strict=False):
        row.append(Span(at, size))
        at += size + gap
    steps = spread(row)
    assert (steps[0], steps[-1]) == pytest.approx((0.0, 0.0), abs=1e-6)
    again = spread([Span(span.start + step, span.length) for span, step in zip(row, steps, strict=True)])
    assert again == pytest.approx([0.0] * len(row), abs=1e-6)


@steady
@given(things(0), st.sampled_from(Arrangement))
def test_too_few_things_stay_where_they_are(before: dict[str, Extent], way: Arrangement) -> None:
    few = dict(list(before.items())[: least(way) - 1])
    assert set(arranged(few, way).values()) <= {Shift(0.0, 0.0)}
