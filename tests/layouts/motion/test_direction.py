"""Wishes that can be filmed are kept, others are refused in words."""

from pathlib import Path

import pytest

from charabook.errors import BadInput
from layouts.motion.direction import FilmStyle, PanelDirection, PanelKey, frame_size
from layouts.motion.easing import Easing
from layouts.motion.kinds import FilmKind, film_kind_of
from layouts.motion.timeline import Move

BY_HAND = PanelDirection(
    move=Move.KEYFRAMES, keys=(PanelKey(at=0.25, x=0.1, zoom=2.0, easing=Easing.IN),), seconds=4.0, parallax=0.0
)


@pytest.mark.parametrize("direction", [PanelDirection(), PanelDirection(move=Move.SHAKE), BY_HAND])
def test_a_direction_survives_being_written_down(direction: PanelDirection) -> None:
    assert PanelDirection.from_json(direction.as_json()) == direction


def test_what_is_as_usual_is_not_written_down() -> None:
    assert PanelDirection().as_json() == {}


@pytest.mark.parametrize(
    "tree",
    [
        {"move": "dance"},
        {"move": "keyframes"},
        {"seconds": -1},
        {"parallax": 99},
        {"keys": [{"at": 2}]},
        {"keys": [{"at": 0.5, "zoom": 0}]},
        {"wish": 1},
        [],
    ],
)
def test_a_direction_that_nobody_can_film_is_refused(tree: object) -> None:
    with pytest.raises(BadInput):
        PanelDirection.from_json(tree)


def test_shapes_and_sizes_name_frames() -> None:
    assert frame_size("16:9") == (1280, 720)
    assert frame_size("9:16") == (720, 1280)
    assert frame_size("1920x1080") == (1920, 1080)


@pytest.mark.parametrize("size", ["", "big", "0x0", "1281x720", "10x10", "8000x8000", "99999x2"])
def test_frames_that_no_film_has_are_refused(size: str) -> None:
    with pytest.raises(BadInput):
        frame_size(size)


def test_an_odd_size_is_answered_with_the_next_even_one() -> None:
    with pytest.raises(BadInput, match="1282x720"):
        frame_size("1281x720")


@pytest.mark.parametrize("wrong", [{"rate": 25}, {"pace": 0.0}, {"pace": float("nan")}, {"parallax": -1.0}])
def test_styles_out_of_reach_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(BadInput):
        FilmStyle(**wrong)


def test_the_ending_says_the_kind_of_film() -> None:
    assert film_kind_of(Path("a.MP4")) is FilmKind.MP4
    with pytest.raises(BadInput, match=r"\.webm"):
        film_kind_of(Path("a.avi"))
