"""A coarse mask finds the outline of its character; a fine one is believed."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw

from charabook.engine.moving.cutouts import cut_out, outline_png
from charabook.engine.moving.outlines import outlined

TOKEN_PX = 16


def meadow(side: int = 192) -> Image.Image:
    picture = Image.new("RGB", (side, side), (180, 215, 240))
    ImageDraw.Draw(picture).rectangle((0, side // 2, side, side), fill=(140, 195, 110))
    return picture


def figure(side: int = 192) -> tuple[Image.Image, np.ndarray]:
    """A fox-like figure in a meadow, and exactly where it is."""
    picture, mask = meadow(side), Image.new("L", (side, side), 0)
    for image, body, coat in ((picture, (225, 110, 30), (40, 110, 60)), (mask, 255, 255)):
        pen = ImageDraw.Draw(image)
        pen.polygon([(62, 20), (80, 60), (55, 62)], fill=body)
        pen.polygon([(128, 20), (112, 60), (137, 62)], fill=body)
        pen.ellipse((52, 45, 140, 120), fill=body)
        pen.rectangle((70, 115, 122, 170), fill=coat)
    return picture, np.asarray(mask) >= 128


def coarse(mask: np.ndarray) -> Image.Image:
    side = mask.shape[0] // TOKEN_PX
    seen = mask.reshape(side, TOKEN_PX, side, TOKEN_PX).mean(axis=(1, 3)) >= 0.5
    return Image.fromarray((seen * 255).astype(np.uint8))


def overlap(found: Image.Image, mask: np.ndarray) -> float:
    white = np.asarray(found) >= 128
    return float((white & mask).sum() / (white | mask).sum())


def test_a_coarse_mask_finds_the_outline() -> None:
    picture, mask = figure()
    seen = coarse(mask)
    assert overlap(seen.resize(picture.size, Image.Resampling.BILINEAR), mask) < 0.9
    assert overlap(outlined(seen, picture), mask) > 0.95


def test_the_ears_are_not_cut_off() -> None:
    picture, mask = figure()
    alone = cut_out(picture, coarse(mask))
    rows, columns = np.nonzero(mask)
    assert alone.height == pytest.approx(np.ptp(rows) + 1, abs=10)
    assert alone.width == pytest.approx(np.ptp(columns) + 1, abs=10)
    assert alone.getpixel((0, 0)) == (255, 255, 255)


def test_a_painted_mask_is_believed() -> None:
    picture, mask = figure()
    painted = Image.fromarray((mask * 255).astype(np.uint8))
    assert overlap(outlined(painted, picture), mask) == 1.0


@pytest.mark.parametrize("white", [0, 255])
def test_a_mask_of_nothing_or_everything_is_left_alone(white: int) -> None:
    found = outlined(Image.new("L", (12, 12), white), meadow())
    assert found.getextrema() == (white, white)


def test_a_figure_of_the_grounds_colour_keeps_the_mask() -> None:
    flat = Image.new("RGB", (192, 192), "grey")
    seen = coarse(figure()[1])
    assert overlap(outlined(seen, flat), np.asarray(seen.resize((192, 192), Image.Resampling.BILINEAR)) >= 128) > 0.85


@pytest.mark.parametrize("size", [(1, 1), (16, 300), (1000, 40)])
def test_odd_pictures_are_cut_all_the_same(size: tuple[int, int]) -> None:
    assert outlined(Image.new("L", (4, 4), 255), Image.new("RGB", size, "red")).size == size


def png_of(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def test_an_outline_is_a_mask_of_the_pictures_size() -> None:
    picture, mask = figure()
    made = Image.open(io.BytesIO(outline_png(png_of(coarse(mask)), png_of(picture))))
    assert (made.mode, made.size) == ("L", picture.size)
    assert overlap(made, mask) > 0.95


def test_a_mask_for_a_picture_that_cannot_be_read_is_left_as_it_is() -> None:
    assert outline_png(b"mask", b"no picture") == b"mask"
