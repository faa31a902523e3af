"""How much of a subject's look frames show: high where it is, low where another is, whatever size and place."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from charabook.engine.moving.cutouts import ink_of, opaque
from charabook.engine.moving.keeping import drift, kept, look_of

MEADOW = (150, 200, 120)


def figure(dress: str, hair: str, side: int = 96) -> Image.Image:
    """A doll on nothing: hair, face, dress, shoes."""
    doll = Image.new("RGBA", (side // 2, side), (0, 0, 0, 0))
    pen = ImageDraw.Draw(doll)
    width, height = doll.size
    pen.ellipse((width * 0.2, 0, width * 0.8, height * 0.34), fill=hair)
    pen.ellipse((width * 0.3, height * 0.1, width * 0.7, height * 0.32), fill="#f3cfb0")
    pen.polygon([(width * 0.5, height * 0.3), (width, height * 0.85), (0, height * 0.85)], fill=dress)
    pen.rectangle((width * 0.3, height * 0.85, width * 0.7, height), fill="#503020")
    return doll


def scene(doll: Image.Image, scale: float = 1.0, at: tuple[int, int] = (60, 20)) -> Image.Image:
    frame = Image.new("RGB", (224, 128), MEADOW)
    pen = ImageDraw.Draw(frame)
    pen.rectangle((0, 0, 224, 50), fill=(190, 220, 245))
    small = doll.resize((round(doll.width * scale), round(doll.height * scale)), Image.Resampling.BOX)
    frame.paste(small, at, small)
    return frame


MINA, OTHER = figure("#3050c0", "#c03020"), figure("#e0c020", "#302018")


@pytest.mark.parametrize("scale", [0.5, 0.8, 1.0, 1.2])
@pytest.mark.parametrize("at", [(0, 5), (90, 10), (170, 0)])
def test_a_subject_is_found_at_any_place_and_size(scale: float, at: tuple[int, int]) -> None:
    look = look_of(MINA)
    there = kept(look, scene(MINA, scale, at))
    assert there > 0.7
    assert there > kept(look, scene(OTHER, scale, at)) + 0.2


def test_a_mirrored_subject_is_the_same_subject() -> None:
    look = look_of(MINA)
    mirrored = MINA.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    assert kept(look, scene(mirrored)) == pytest.approx(kept(look, scene(MINA)), abs=0.1)


def test_an_empty_picture_shows_nobody() -> None:
    assert kept(look_of(MINA), Image.new("RGB", (64, 64), MEADOW)) < 0.2


def test_a_reference_on_white_is_as_good_as_one_on_nothing() -> None:
    flat = opaque(MINA)
    assert kept(look_of(flat), scene(MINA)) == pytest.approx(kept(look_of(MINA), scene(MINA)), abs=0.1)


def test_white_inside_a_subject_belongs_to_it() -> None:
    picture = Image.new("RGB", (40, 40), "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((10, 10, 30, 30), outline="black", width=3, fill="white")
    _, ink = ink_of(picture)
    assert ink.getpixel((20, 20)) == 255
    assert ink.getpixel((2, 2)) == 0


def test_drift_is_the_distance_between_the_best_and_the_worst_part() -> None:
    assert drift([0.9, 0.9, 0.9]) == 0
    assert drift([0.9, 0.9, 0.4, 0.4]) == pytest.approx(0.5)
    assert drift([0.9, 0.9, 0.4, 0.9, 0.9]) == pytest.approx(0.25), "a single frame counts half"
    assert drift([]) == drift([0.3]) == 0


def test_a_subject_that_changes_drifts_and_one_that_walks_does_not() -> None:
    look = look_of(MINA)
    walking = [kept(look, scene(MINA, 1.0, (10 * step, 15))) for step in range(8)]
    mixed = [MINA if step < 4 else OTHER for step in range(8)]
    changing = [kept(look, scene(doll, 1.0, (10 * step, 15))) for step, doll in enumerate(mixed)]
    assert drift(walking) < 0.1
    assert drift(changing) > 0.25


@pytest.mark.parametrize("size", [(16, 16), (1, 64), (300, 2), (17, 91)])
def test_odd_references_and_frames_are_measured_all_the_same(size: tuple[int, int]) -> None:
    dice = np.random.default_rng(0)
    noise = Image.fromarray(dice.integers(0, 256, (size[1], size[0], 3), dtype=np.uint8))
    assert 0 <= kept(look_of(noise), noise) <= 1.0001
    white = Image.new("RGB", size, "white")
    assert 0 <= kept(look_of(white), scene(MINA)) <= 1.0001
