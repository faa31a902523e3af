"""Where figures stand, and how large pictures are."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charabook.story.script import Depth, Shot, Side
from charabook.studio.staging import Canvas, Stage, Standing, default_boxes, picture_size

SIDES = [Side.LEFT, Side.CENTRE, Side.RIGHT]
standings = st.builds(Standing, side=st.sampled_from(SIDES), depth=st.sampled_from(Depth))


def test_a_square_frame_gets_a_square_picture() -> None:
    assert picture_size(1.0, Canvas(area_px=256 * 256)) == (256, 256)
    assert picture_size(1.0, Canvas(area_px=1024 * 1024)) == (1024, 1024)


def test_a_model_of_few_sizes_draws_the_one_nearest_in_shape() -> None:
    canvas = Canvas(area_px=256 * 256, sizes=((256, 256), (320, 192), (192, 320)))
    assert picture_size(2.1, canvas) == (320, 192)
    assert picture_size(1.1, canvas) == (256, 256)
    assert picture_size(0.5, canvas) == (192, 320)


@given(st.floats(0.1, 10), st.sampled_from([256**2, 1024**2]))
def test_pictures_keep_the_frame_s_shape_and_the_model_s_size(aspect: float, area: int) -> None:
    width, height = picture_size(aspect, Canvas(area_px=area))
    assert width % 16 == 0
    assert height % 16 == 0
    assert 0.8 < width * height / area < 1.25
    assert abs(math.log(width / height / min(max(aspect, 0.4), 2.5))) < 0.1


@given(st.lists(standings, min_size=1, max_size=6), st.sampled_from(Shot), st.floats(0.4, 2.5), st.sampled_from(Stage))
def test_everybody_stands_inside_the_picture(figures: list[Standing], shot: Shot, aspect: float, stage: Stage) -> None:
    for box in default_boxes(figures, shot, aspect, stage):
        assert box.width > 0.05
        assert box.height > 0.1
        assert -1e-6 <= box.left <= box.left + box.width <= 1 + 1e-3
        assert -1e-6 <= box.top <= box.top + box.height <= 1 + 1e-3


def test_two_figures_stand_side_by_side() -> None:
    left, right = default_boxes([Standing(side=Side.LEFT), Standing(side=Side.RIGHT)], Shot.FULL, 1.0, Stage.WHOLE)
    assert left.left < right.left
    assert left.left + left.width - right.left < 0.1


def test_who_is_further_back_is_smaller_and_higher() -> None:
    back, middle = default_boxes(
        [Standing(side=Side.LEFT, depth=Depth.BACK), Standing(side=Side.RIGHT)], Shot.FULL, 1.0, Stage.WHOLE
    )
    assert back.height < middle.height
    assert back.top + back.height < middle.top + middle.height


def test_one_alone_fills_a_square_stage_on_its_side_of_the_picture() -> None:
    (whole,) = default_boxes([Standing(side=Side.LEFT)], Shot.WIDE, 1.0, Stage.SQUARE)
    (left,) = default_boxes([Standing(side=Side.LEFT)], Shot.WIDE, 1.5, Stage.SQUARE)
    (right,) = default_boxes([Standing(side=Side.RIGHT)], Shot.WIDE, 1.5, Stage.SQUARE)

    assert (whole.width, whole.height) == (1.0, 1.0)
    assert left.left == 0.0
    assert left.width == right.width < 0.5
    assert right.left + right.width == pytest.approx(1.0)
