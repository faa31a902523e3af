"""A film as a value: what is seen when, and that it survives being written down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charabook.errors import BadInput
from layouts.motion.easing import Easing
from layouts.motion.timeline import Camera, Cue, Keyframe, Move, Scene, Shot, Timeline, Tremor

NUMBERS = st.floats(-500, 500)
CAMERAS = st.builds(Camera, NUMBERS, NUMBERS, st.floats(1, 500))


def two_scenes() -> Timeline:
    near, far = Camera(50, 50, 40), Camera(100, 80, 200)
    keys = (Keyframe(at_s=1.0, camera=far), Keyframe(at_s=3.0, camera=near, easing=Easing.LINEAR))
    first = Scene(page_id="a", frames=96, keys=keys, tremors=(Tremor(at_s=1.0, length_s=0.5, reach=0.1),))
    shots = (Shot(panel_id="p", move=Move.FIT, at_s=0.0, length_s=2.0),)
    cue = Cue(source_id="w", panel_id="p", at_s=0.5, read_s=1.0, text="Oh")
    second = Scene(page_id="b", frames=48, keys=(Keyframe(at_s=0.0, camera=far),), shots=shots, cues=(cue,))
    return Timeline(width=160, height=90, rate=24, scenes=(first, second))


def test_a_moment_belongs_to_the_scene_that_is_on() -> None:
    film = two_scenes()
    assert film.length_s == 6.0
    assert film.moment(3.99).index == 0
    assert (film.moment(4.0).index, film.moment(4.0).at_s) == (1, 0.0)
    assert film.moment(-5).index == 0
    assert film.moment(1e9).index == 1


def test_the_camera_rests_before_its_first_and_behind_its_last_keyframe() -> None:
    scene = two_scenes().scenes[0]
    assert scene.camera_at(0.0) == scene.camera_at(1.0) == Camera(100, 80, 200)
    assert scene.camera_at(99.0) == Camera(50, 50, 40)
    assert 40 < scene.camera_at(2.0).width < 200


@given(start=CAMERAS, end=CAMERAS, part=st.floats(0, 1))
def test_a_camera_on_its_way_stays_between_its_ends(start: Camera, end: Camera, part: float) -> None:
    here = start.towards(end, part)
    for name in ("x", "y", "width"):
        low, high = sorted((getattr(start, name), getattr(end, name)))
        assert low - 1e-6 <= getattr(here, name) <= high + 1e-6


def test_zooming_keeps_in_place_what_both_views_show_in_the_same_spot() -> None:
    start, end = Camera(0, 0, 100), Camera(30, 0, 50)  # x = 60 lies at the same spot of both frames
    spots = [(60 - here.x) / here.width for here in (start.towards(end, step / 10) for step in range(11))]
    assert max(spots) - min(spots) < 1e-9


def test_tremors_shake_only_while_they_last() -> None:
    scene = two_scenes().scenes[0]
    assert scene.shaken(0.9) == (0.0, 0.0)
    assert scene.shaken(1.05) != (0.0, 0.0)
    assert scene.shaken(1.6) == (0.0, 0.0)


def test_the_panel_that_is_read_is_in_focus() -> None:
    scene = two_scenes().scenes[1]
    assert scene.focus_at(1.5) == {"p": 1.0}
    assert scene.focus_at(2.7) == {}


def test_a_film_survives_being_written_down(timeline: Timeline) -> None:
    assert Timeline.from_json(timeline.as_json()) == timeline
    assert Timeline.from_json(two_scenes().as_json()) == two_scenes()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"width": 160, "height": 90, "rate": 24, "scenes": [{"page_id": "a"}]}',
        '{"width": 160, "height": 90, "rate": 24, "scenes": [{"page_id": "a", "frames": 3, "keys": []}]}',
        '{"width": 0, "height": 90, "rate": 24, "scenes": []}',
        '{"width": "x", "height": 90, "rate": 24, "scenes": []}',
    ],
)
def test_what_is_no_film_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadInput):
        Timeline.from_json(text)
