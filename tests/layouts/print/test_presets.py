"""Presets say what the printing houses publish, and broken preset files are refused in words."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charabook.errors import BadInput
from layouts.page import Binding, Sheet
from layouts.print.presets import SHIPPED, load_preset, preset, presets
from layouts.print.rules import ColourSpace, Marks, Standard, Transparency
from layouts.shapes import Insets

INCH = 25.4


def written(folder: Path, **changes: object) -> Path:
    """A preset file like IngramSpark's with some fields changed; None takes a field out."""
    fields = json.loads((SHIPPED / "ingramspark.json").read_text())
    fields |= changes
    path = folder / "own.json"
    path.write_text(json.dumps({key: value for key, value in fields.items() if value is not None}))
    return path


def test_every_house_of_the_table_is_there():
    assert {found.id for found in presets()} == {
        "kdp-paperback",
        "kdp-paperback-grey",
        "ingramspark",
        "lulu-paperback",
        "us-comic",
        "doujin-b5",
        "doujin-b5-mono",
        "doujin-a5",
        "doujin-a5-mono",
        "home-a4",
        "home-letter",
    }


@pytest.mark.parametrize(("pages", "inches"), [(24, 0.375), (150, 0.375), (151, 0.5), (301, 0.625), (700, 0.75)])
def test_kdp_gutter_grows_with_the_book(pages: int, inches: float):
    assert preset("kdp-paperback").gutter_mm(pages) == pytest.approx(inches * INCH)


def test_kdp_has_bleed_on_the_three_cut_sides_only():
    bleed = 0.125 * INCH
    assert preset("kdp-paperback").bleed(Sheet.RIGHT) == Insets(0.0, bleed, bleed, bleed)
    assert preset("kdp-paperback").bleed(Sheet.LEFT) == Insets(bleed, bleed, 0.0, bleed)


def test_lulu_has_bleed_all_round():
    assert preset("lulu-paperback").bleed(Sheet.LEFT) == Insets.even(0.125 * INCH)


def test_ingramspark_wants_x1a_in_cmyk_under_240_per_cent():
    house = preset("ingramspark")
    assert (house.standard, house.colour, house.ink_limit) == (Standard.X1A, ColourSpace.CMYK, 240)
    assert house.transparency is Transparency.FLATTENED


def test_us_comic_keeps_text_within_six_by_nine_inches():
    house = preset("us-comic")
    safe = house.safe(Sheet.RIGHT, 24)
    width, height = house.trims.listed_mm[0]
    assert width - safe.left - safe.right == pytest.approx(6 * INCH, abs=0.01)
    assert height - safe.top - safe.bottom == pytest.approx(9 * INCH, abs=0.01)


def test_doujinshi_carry_register_marks_and_page_numbers_and_may_read_from_the_right():
    house = preset("doujin-b5")
    assert house.marks is Marks.TOMBO
    assert house.trims.listed_mm == ((182.0, 257.0),)
    assert house.pages.numbers.value == "required"
    assert house.bindings[0] is Binding.RIGHT


def test_a_size_between_smallest_and_largest_is_allowed_and_one_beyond_is_not():
    trims = preset("kdp-paperback").trims
    assert trims.allows(8.5 * INCH, 8.5 * INCH)
    assert trims.allows(170, 240)
    assert not trims.allows(230, 230)


def test_a_book_format_takes_bleed_and_margins_from_the_preset():
    made = preset("kdp-paperback").page_format(152.4, 228.6, 200, Binding.LEFT)
    assert (made.bleed_mm, made.gutter_mm) == (pytest.approx(3.175), pytest.approx(12.7))


def test_an_unknown_preset_is_answered_with_the_known_ones():
    with pytest.raises(BadInput, match="kdp-paperback"):
        preset("kinkos")


def test_a_users_own_preset_is_read(tmp_path: Path):
    assert preset(str(written(tmp_path, id="mine", ink_limit_percent=280))).ink_limit == 280


def test_a_profile_of_ones_own_lies_beside_the_preset(tmp_path: Path):
    assert load_preset(written(tmp_path, profile="JapanColor.icc")).profile == str(tmp_path / "JapanColor.icc")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"bleed_mm": "3"}, "must be a number"),
        ({"bleed_mm": True}, "must be a number"),
        ({"bleed_mm": float("nan")}, "must be a number"),
        ({"bleed_mm": 10**400}, "must be a number"),
        ({"bleed_mm": -1}, "from 0 to 20"),
        ({"bleed_mm": None}, "lacks the field “bleed_mm”"),
        ({"colour": "pink"}, "one of: rgb, cmyk, grey"),
        ({"colour": "rgb"}, "PDF/X with RGB"),
        ({"transparency": "live"}, "standard forbids"),
        ({"bleeds": 3}, "not known: “bleeds”"),
        ({"gutters": []}, "is empty"),
        ({"bindings": []}, "names nothing"),
        ({"pages": {"least": 9, "most": 8, "multiple_of": 1, "numbers": "free"}}, "more pages at least"),
        ({"trim": {"listed_mm": [[1, 2, 3]]}}, "width and height"),
        ({"jpeg_quality": 90.5}, "whole number"),
    ],
)
def test_a_broken_preset_is_refused_with_the_field(tmp_path: Path, changes: dict[str, object], reason: str):
    with pytest.raises(BadInput, match=reason) as refused:
        load_preset(written(tmp_path, **changes))
    assert "own.json" in refused.value.what


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, '"x"', "null"])
def test_a_file_that_is_no_object_is_refused(tmp_path: Path, text: str):
    path = tmp_path / "own.json"
    path.write_text(text)
    with pytest.raises(BadInput):
        load_preset(path)


def test_a_missing_file_is_refused(tmp_path: Path):
    with pytest.raises(BadInput, match="cannot be read"):
        load_preset(tmp_path / "none.json")


@given(pages=st.integers(1, 2000))
def test_the_gutter_never_shrinks_with_more_pages(pages: int):
    for house in presets():
        assert house.gutter_mm(pages) <= house.gutter_mm(pages + 1)
