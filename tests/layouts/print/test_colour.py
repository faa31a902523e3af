"""Colours reach the press as they should: ink limited, black pure, greys of the same lightness."""

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from charabook.errors import BadInput
from layouts.display_list import BLACK, WHITE, Colour
from layouts.print.colour import ICC_FOLDER, SRGB, Inks, press
from layouts.print.rules import ColourSpace

COATED = press("iso-coated-v2-300")
fractions = st.floats(min_value=0, max_value=1)


def noise() -> Image.Image:
    """Every kind of colour, the corners of the cube among them."""
    pixels = np.random.default_rng(0).integers(0, 256, (128, 128, 3), dtype=np.uint8)
    pixels[0, :8] = [[r, g, b] for r in (0, 255) for g in (0, 255) for b in (0, 255)]
    return Image.fromarray(pixels)


@pytest.mark.parametrize("limit", [200, 240, 300])
def test_no_pixel_takes_more_ink_than_the_limit(limit: int):
    inks = np.asarray(Inks(ColourSpace.CMYK, COATED, limit).picture(noise())).astype(int)
    assert inks.sum(axis=2).max() / 255 * 100 <= limit


def test_without_the_limit_dark_colours_would_take_more():
    inks = np.asarray(Inks(ColourSpace.CMYK, COATED, 400).picture(noise())).astype(int)
    assert inks.sum(axis=2).max() / 255 * 100 > 290


def test_pictures_agree_with_lcms_where_the_limit_does_not_bite():
    profiles = [ImageCms.ImageCmsProfile(io.BytesIO(icc)) for icc in (SRGB, COATED.icc)]
    transform = ImageCms.buildTransform(
        *profiles, "RGB", "CMYK", ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
    )
    theirs = np.asarray(ImageCms.applyTransform(noise(), transform)).astype(int)
    ours = np.asarray(Inks(ColourSpace.CMYK, COATED, 400).picture(noise())).astype(int)
    assert np.abs(ours - theirs).mean() < 1.0
    assert np.percentile(np.abs(ours - theirs), 99) <= 4


def test_white_paper_takes_no_ink():
    white = Image.new("RGB", (1, 1), "white")
    assert Inks(ColourSpace.CMYK, COATED, 300).picture(white).getpixel((0, 0)) == (0, 0, 0, 0)


@pytest.mark.parametrize("space", [ColourSpace.CMYK, ColourSpace.GREY])
def test_black_and_white_drawings_stay_pure(space: ColourSpace):
    inks = Inks(space, COATED, 240)
    assert inks.colour(BLACK) == (0, 0, 0, 1)
    assert inks.colour(WHITE) == (0, 0, 0, 0)


def test_letters_that_are_nearly_black_become_black_ink_and_coloured_ones_do_not():
    inks = Inks(ColourSpace.CMYK, COATED, 300)
    assert inks.drawing_colour(Colour.from_hex("#2b2622")) == BLACK
    navy = Colour.from_hex("#10104a")
    assert inks.drawing_colour(navy) == navy


def test_an_rgb_file_keeps_its_letters_as_they_are():
    brown = Colour.from_hex("#2b2622")
    assert Inks(ColourSpace.RGB, COATED, 400).drawing_colour(brown) == brown


@given(cmyk=st.tuples(fractions, fractions, fractions, fractions), limit=st.integers(150, 400))
def test_hand_set_inks_are_brought_under_the_limit_and_black_is_kept(
    cmyk: tuple[float, float, float, float], limit: int
):
    inks = Inks(ColourSpace.CMYK, COATED, limit).colour(Colour(rgb=(0.5, 0.5, 0.5), cmyk=cmyk))
    assert sum(inks) <= limit / 100 + 1e-6
    assert inks[3] == pytest.approx(cmyk[3])


def test_greys_get_darker_steadily():
    ramp = Image.fromarray(np.arange(256, dtype=np.uint8)[None, :])
    paper = np.asarray(Inks(ColourSpace.GREY, COATED, 100).picture(ramp))[0].astype(int)
    assert paper[0] == 0
    assert paper[-1] == 255
    assert (np.diff(paper) >= 0).all()


def test_a_grey_prints_as_light_as_it_looks():
    grey = Inks(ColourSpace.GREY, COATED, 100).picture(Image.new("RGB", (1, 1), (128, 128, 128)))
    ink = 255 - grey.getpixel((0, 0))
    printed = Image.new("CMYK", (1, 1), (0, 0, 0, ink))
    profiles = [ImageCms.ImageCmsProfile(io.BytesIO(COATED.icc)), ImageCms.createProfile("sRGB")]
    seen = ImageCms.profileToProfile(
        printed,
        *profiles,
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="RGB",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    # Black ink alone is no full black: the whole scale is a little lighter than on the screen.
    assert sum(seen.getpixel((0, 0))) / 3 == pytest.approx(128, abs=12)


def test_a_colour_turns_into_the_grey_of_its_lightness():
    inks = Inks(ColourSpace.GREY, COATED, 100)
    green, blue = (inks.colour(Colour(rgb=rgb))[3] for rgb in ((0.0, 1.0, 0.0), (0.0, 0.0, 1.0)))
    assert green < 0.35
    assert blue > 0.7


def test_a_display_profile_is_no_press(tmp_path: Path):
    with pytest.raises(BadInput, match="not a CMYK press"):
        press(str(ICC_FOLDER / "sRGB_icc22.icc"))


def test_garbage_is_no_profile(tmp_path: Path):
    (tmp_path / "own.icc").write_bytes(b"nothing of the kind" * 20)
    with pytest.raises(BadInput, match="cannot be read"):
        press(str(tmp_path / "own.icc"))


def test_a_users_own_press_profile_is_taken(tmp_path: Path):
    (tmp_path / "own.icc").write_bytes(COATED.icc)
    own = press(str(tmp_path / "own.icc"))
    assert "ISO Coated v2 300%" in own.condition
    assert own.registry == ""
