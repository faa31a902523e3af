"""Movements start and end where they should."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts.motion.easing import Easing, decaying_tremor, eased, popped, ramp

PARTS = st.floats(0, 1)


@pytest.mark.parametrize("easing", Easing)
def test_a_movement_begins_at_its_start_and_ends_at_its_end(easing: Easing) -> None:
    assert eased(easing, 0.0) == pytest.approx(0.0)
    assert eased(easing, 1.0) == pytest.approx(1.0)
    assert eased(easing, -3.0) == pytest.approx(0.0)
    assert eased(easing, 7.0) == pytest.approx(1.0)


@given(easing=st.sampled_from(Easing), first=PARTS, second=PARTS)
def test_a_movement_never_goes_back(easing: Easing, first: float, second: float) -> None:
    low, high = sorted((first, second))
    assert eased(easing, low) <= eased(easing, high) + 1e-12


def test_a_soft_movement_has_no_speed_at_its_ends() -> None:
    assert eased(Easing.SMOOTH, 0.01) < 1e-4
    assert eased(Easing.SMOOTH, 0.99) > 1 - 1e-4


def test_what_pops_up_grows_once_beyond_its_size_and_comes_to_rest() -> None:
    sizes = [popped(step / 50, 0.2) for step in range(51)]
    assert max(sizes) > 1.02
    assert sizes[-1] == pytest.approx(1.0)
    assert sizes[0] == pytest.approx(0.0)


def test_a_ramp_of_no_length_is_a_step() -> None:
    assert [ramp(at, 2.0, 0.0) for at in (1.9, 2.0, 2.1)] == [0.0, 1.0, 1.0]


@given(at=st.floats(-1, 3))
def test_a_tremor_stays_in_reach_and_dies_out(at: float) -> None:
    across, down = decaying_tremor(at, 0.5)
    assert abs(across) <= 1
    assert abs(down) <= 1
    if not 0 <= at < 0.5:
        assert (across, down) == (0.0, 0.0)
