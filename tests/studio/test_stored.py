"""What records keep as JSON is read as if a stranger had written it."""

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charabook.studio import stored
from charabook.studio.held import held_in
from charabook.studio.page_shapes import crop_of, points_in
from charabook.studio.takes import identity_mask, seen_figures
from projects import records

TAKE = records.Take(id=records.TakeId("take"))
PANEL = records.Panel(page=records.PageId("page"))
ENDLESS = 10**400

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.just(ENDLESS) | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(
            st.sampled_from(["figures", "look", "box", "head", "mask", "likeness", "x", "y", "zoom"]), inner
        )
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("value", [True, None, "1", [1], float("nan"), float("inf"), ENDLESS, -ENDLESS])
def test_only_finite_numbers_are_numbers(value: object) -> None:
    assert stored.number(value) is None


@pytest.mark.parametrize("text", [None, "", "{", "[1]", "7", "[" * 100_000])
def test_what_is_no_table_holds_nothing(text: str | None) -> None:
    assert stored.table(text) == {}


def test_a_box_has_four_finite_sides() -> None:
    assert stored.box([0, 0.5, 1, 1]) == (0.0, 0.5, 1.0, 1.0)
    assert stored.box([0, 0.5, 1]) is None
    assert stored.box([0, 0.5, 1, ENDLESS]) is None
    assert stored.box("0011") is None


def test_points_that_are_none_are_skipped() -> None:
    assert list(points_in([[1, 2], [1], "ab", [3, ENDLESS], [3, 4.5]])) == [(1, 2), (3, 4.5)]


@given(told=anything)
def test_whatever_a_take_holds_is_read_without_complaint(told: object) -> None:
    text = json.dumps({"figures": told})
    take = replace(TAKE, masks_json=text)
    for read in (seen_figures, held_in):
        assert isinstance(read(take), tuple)
    assert identity_mask(take) is None


@given(told=anything)
def test_whatever_a_crop_holds_a_panel_can_be_cropped(told: object) -> None:
    crop = crop_of(replace(PANEL, crop_json=json.dumps({"zoom": told}), focus_json=json.dumps(told)), ())
    assert math.isfinite(crop.zoom)
    assert crop.focus is None or all(map(math.isfinite, crop.focus))
