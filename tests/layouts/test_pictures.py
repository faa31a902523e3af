"""Pictures in frames: always covered, turned, zoomed, focus kept in view."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts.page import Crop, Figure, Picture
from layouts.pictures import effective_dpi, face_focus, on_page, placing
from layouts.shapes import Point, Rect

frames = st.builds(Rect, st.floats(-20, 50), st.floats(-20, 50), st.floats(10, 200), st.floats(10, 200))
pictures = st.builds(
    lambda w, h: Picture(path=Path("x.png"), pixels=(w, h)), st.integers(16, 4000), st.integers(16, 4000)
)
crops = st.builds(
    lambda zoom, angle, x, y: Crop(zoom=zoom, rotate_deg=angle, focus=Point(x, y)),
    st.floats(0.1, 30),
    st.floats(-180, 180),
    st.floats(0, 1),
    st.floats(0, 1),
)


@given(frames, pictures, crops)
def test_the_picture_covers_its_frame_however_it_is_turned(frame: Rect, picture: Picture, crop: Crop) -> None:
    back = placing(picture, frame.corners, crop).inverse()
    for corner in frame.corners:
        share = back.apply(corner)
        assert -1e-6 <= share.x <= 1 + 1e-6
        assert -1e-6 <= share.y <= 1 + 1e-6


@given(frames, pictures, st.floats(0, 1), st.floats(0, 1), st.floats(1, 8))
def test_the_focus_stays_in_view_when_the_frame_changes(
    frame: Rect, picture: Picture, x: float, y: float, zoom: float
) -> None:
    place = placing(picture, frame.corners, Crop(focus=Point(x, y), zoom=zoom))
    assert frame.grown(1e-6).holds(place.apply((x, y)))


@given(frames, pictures)
def test_a_picture_is_not_distorted(frame: Rect, picture: Picture) -> None:
    place = placing(picture, frame.corners, Crop())
    assert place.a / place.d == pytest.approx(picture.pixels[0] / picture.pixels[1])


def test_faces_stay_in_frame_when_it_becomes_narrow() -> None:
    figure = Figure(name="Pip", box=Rect(0.7, 0.3, 0.2, 0.7), head=Rect(0.74, 0.3, 0.12, 0.2))
    picture = Picture(path=Path("x.png"), pixels=(1000, 500))
    for frame in (Rect(0, 0, 30, 100), Rect(0, 0, 200, 30), Rect(0, 0, 60, 60)):
        place = placing(picture, frame.corners, Crop(), [figure])
        assert frame.holds(on_page(figure.head_box, place).centre)


def test_without_faces_the_middle_is_the_focus() -> None:
    assert face_focus([]).x == 0.5


def test_a_figure_without_a_marked_head_has_one_at_its_top() -> None:
    figure = Figure(name="Mo", box=Rect(0.2, 0.1, 0.4, 0.8))
    assert Rect(0.2, 0.1, 0.4, 0.3).contains(figure.head_box)


def test_the_resolution_on_paper_is_known() -> None:
    picture = Picture(path=Path("x.png"), pixels=(1200, 1200))
    frame = Rect(0, 0, 101.6, 101.6)
    assert effective_dpi(picture, placing(picture, frame.corners, Crop())) == pytest.approx(300)
    assert effective_dpi(picture, placing(picture, frame.corners, Crop(zoom=2))) == pytest.approx(150)
