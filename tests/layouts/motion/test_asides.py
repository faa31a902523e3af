"""Words that are read step aside where they would be cut through, and come back."""

from layouts.motion.asides import with_asides
from layouts.motion.timeline import ASIDE_RAMP_S, Camera, Cue, Keyframe, Move, Shot
from layouts.shapes import Rect

KEYS = (
    Keyframe(at_s=1.0, camera=Camera(50, 50, 100)),
    Keyframe(at_s=3.0, camera=Camera(50, 50, 100)),
    Keyframe(at_s=4.0, camera=Camera(25, 50, 50)),
    Keyframe(at_s=6.0, camera=Camera(25, 50, 50)),
    Keyframe(at_s=7.0, camera=Camera(50, 50, 100)),
)
SHOT = Shot(panel_id="p", move=Move.AUTO, at_s=0.5, length_s=5.5)


def told(box: Rect, cue_panel: str = "p") -> Cue:
    cue = Cue(source_id="w", panel_id=cue_panel, at_s=1.1, read_s=1.5, text="Oh")
    [made] = with_asides([cue], [SHOT], KEYS, {"w": box}, 1.0)
    return made


def test_words_that_would_be_cut_are_away_from_the_cameras_departure_until_the_shot_ends() -> None:
    cue = told(Rect(30, 40, 40, 10))
    assert (cue.aside.at_s, cue.aside.at_s + cue.aside.length_s) == (3.0, 6.0)
    assert cue.presence_at(2.9) == 1.0
    assert cue.presence_at(4.0) == 0.0
    assert cue.presence_at(6.0 + ASIDE_RAMP_S) == 1.0


def test_words_that_stay_whole_in_sight_or_leave_it_wholly_stay() -> None:
    assert told(Rect(5, 40, 40, 10)).presence_at(5.0) == 1.0
    assert told(Rect(55, 40, 40, 10)).presence_at(5.0) == 1.0


def test_words_of_another_panel_are_left_alone() -> None:
    assert told(Rect(30, 40, 40, 10), cue_panel="q").presence_at(5.0) == 1.0
