"""Where a figure and its head are in a picture, from the mask that the engine saw."""

import io

import numpy as np
import pytest
from PIL import Image

from charabook.studio.mask_boxes import mask_box, mask_boxes


def mask(*rectangles: tuple[int, int, int, int], size: int = 100) -> bytes:
    """A mask of `size` points a side, white in rectangles of left, top, right, bottom."""
    white = np.zeros((size, size), np.uint8)
    for left, top, right, bottom in rectangles:
        white[top:bottom, left:right] = 255
    file = io.BytesIO()
    Image.fromarray(white).save(file, "PNG")
    return file.getvalue()


def test_the_box_goes_round_the_white_part() -> None:
    assert mask_box(mask((20, 10, 60, 90))) == pytest.approx([0.2, 0.1, 0.4, 0.8], abs=0.021)


def test_a_stray_point_far_away_does_not_widen_the_box() -> None:
    figure = (20, 10, 60, 90)

    assert mask_box(mask(figure, (97, 50, 99, 52))) == pytest.approx([0.2, 0.1, 0.4, 0.8], abs=0.021)


def test_a_piece_that_hangs_on_by_a_bridge_does_not_count() -> None:
    figure, bridge, sky = (40, 40, 80, 100), (45, 10, 53, 40), (10, 0, 90, 10)

    assert (mask_box(mask(figure, bridge, sky)) or [])[1] == pytest.approx(0.3, abs=0.1)


def test_the_head_is_as_wide_as_the_upper_part_and_not_as_the_whole() -> None:
    boxes = mask_boxes(mask((30, 0, 70, 50), (10, 50, 90, 100)))
    assert boxes is not None
    left, top, width, height = boxes.head

    assert (left, top, width) == pytest.approx((0.3, 0.0, 0.4), abs=0.021)
    assert height == pytest.approx(0.42, abs=0.03)


@pytest.mark.parametrize("png", [mask(), b"", b"no picture"])
def test_nothing_white_has_no_box(png: bytes) -> None:
    assert mask_box(png) is None
    assert mask_boxes(png) is None
