"""Balloons find quiet places: off faces, off each other, inside the panel, in reading order."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from layouts.page import Binding
from layouts.placement import Hold, Surroundings, find_place, place_beside
from layouts.quiet import quiet_map
from layouts.shapes import Affine, Point, Rect

PANEL = Rect(0, 0, 100, 80)
SIZE = (30.0, 18.0)
AROUND = Surroundings(region=PANEL, corners=PANEL.corners)


def box_at(middle: Point, size: tuple[float, float] = SIZE) -> Rect:
    return Rect(middle.x - size[0] / 2, middle.y - size[1] / 2, *size)


@given(st.floats(5, 80), st.floats(25, 62), st.floats(8, 22))
def test_a_balloon_never_covers_a_face_where_there_is_room(x: float, y: float, side: float) -> None:
    head = Rect(x, y, min(side, 100 - x), side)
    place = find_place(SIZE, replace(AROUND, heads=(head,)), head)
    assert box_at(place.middle).overlap_area(head) == 0
    assert PANEL.contains(box_at(place.middle))


@given(st.lists(st.sampled_from([Rect(10, 40, 15, 18), Rect(75, 45, 15, 18)]), min_size=2, max_size=3))
def test_balloons_do_not_lie_on_each_other(speakers: list[Rect]) -> None:
    around = replace(AROUND, heads=(Rect(10, 40, 15, 18), Rect(75, 45, 15, 18)))
    for speaker in speakers:
        size = (24.0, 12.0)
        box = box_at(find_place(size, around, speaker).middle, size)
        assert all(box.overlap_area(other) == 0 for other in around.taken)
        around = replace(around, taken=(*around.taken, box))


@pytest.mark.parametrize("binding", list(Binding))
def test_the_second_speaker_is_read_second(binding: Binding) -> None:
    around = replace(AROUND, binding=binding)
    first = find_place(SIZE, around).middle
    second = find_place(SIZE, replace(around, taken=(box_at(first),))).middle
    along = 1 if binding is Binding.LEFT else -1
    assert second.y > first.y + 5 or (second.x - first.x) * along > 0


def test_a_balloon_stays_inside_a_slanted_panel() -> None:
    corners = (Point(0, 0), Point(100, 0), Point(55, 80), Point(0, 80))
    place = find_place(SIZE, replace(AROUND, corners=corners, heads=(Rect(5, 5, 50, 40),)))
    assert place.middle.x + 15 < 100 - (place.middle.y / 80) * 45 + 6


def test_a_quiet_sky_is_preferred_to_a_busy_crowd(tmp_path: Path) -> None:
    picture = Image.effect_noise((120, 96), 120).convert("RGB")
    picture.paste((120, 180, 240), (0, 48, 60, 96))
    picture.save(tmp_path / "crowd.png")
    quiet = quiet_map(tmp_path / "crowd.png", Affine(100, 0, 0, 80, 0, 0))
    middle = find_place(SIZE, replace(AROUND, quiet=quiet)).middle
    assert middle.x < 50
    assert middle.y > 40


def test_a_picture_that_cannot_be_read_has_no_quiet_map(tmp_path: Path) -> None:
    (tmp_path / "no.png").write_bytes(b"no picture")
    assert quiet_map(tmp_path / "no.png", Affine()) is None
    assert quiet_map(tmp_path / "nowhere.png", Affine()) is None


def test_captions_keep_to_the_edges() -> None:
    first = find_place(SIZE, AROUND, hold=Hold.TOP_EDGE).middle
    last = find_place(SIZE, AROUND, hold=Hold.BOTTOM_EDGE).middle
    assert first.y == pytest.approx(9.0)
    assert last.y == pytest.approx(71.0)


def test_something_larger_than_the_panel_is_put_in_its_middle() -> None:
    place = find_place((400.0, 300.0), AROUND)
    assert place.middle == PANEL.centre
    assert place.cost > 5


def test_a_joined_balloon_overlaps_its_partner_a_little() -> None:
    partner = Rect(10, 5, 30, 18)
    middle = place_beside(SIZE, partner, AROUND).middle
    shared = box_at(middle).overlap_area(partner)
    assert 0 < shared < 0.3 * 30 * 18


def test_nothing_is_put_on_the_fold() -> None:
    fold = Rect(40, 0, 20, 80)
    place = find_place(SIZE, replace(AROUND, forbidden=(fold,)))
    assert box_at(place.middle).overlap_area(fold) == 0
