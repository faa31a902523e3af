"""Boxes, outlines and painted masks become tokens."""

import io

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from charabook.engine.masks import Grid
from charabook.engine.regions import mask_picture, owned, tokens_of
from charabook.engine.requests import Box, PaintedMask, Polygon, Region
from charabook.errors import BadInput

GRID = Grid(4, 6)


def shown(region: Region, grid: Grid = GRID) -> str:
    rows = tokens_of(region, grid).reshape(tuple(grid)).tolist()
    return " ".join("".join("#" if dot else "." for dot in row) for row in rows)


def painted(picture: Image.Image) -> PaintedMask:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return PaintedMask(png=out.getvalue())


def test_a_box_covers_its_tokens() -> None:
    assert shown(Box(left=0.5, top=0.25, width=0.5, height=0.5)) == "...... ...### ...### ......"


def test_a_token_counts_when_half_of_it_is_covered() -> None:
    assert shown(Box(left=0, top=0, width=0.75 / 6, height=1)) == "#..... #..... #..... #....."
    assert shown(Box(left=0, top=0, width=1.3 / 6, height=1)) == "#..... #..... #..... #....."


def test_a_region_smaller_than_a_token_still_has_one() -> None:
    assert shown(Box(left=0.52, top=0.3, width=0.04, height=0.04)).count("#") == 1


def test_a_region_beside_the_picture_has_none() -> None:
    assert "#" not in shown(Box(left=1.5, top=0, width=0.5, height=1))
    assert "#" not in shown(Box(left=0.5, top=0.5, width=0, height=0))


def test_an_outline_covers_what_lies_inside() -> None:
    assert shown(Polygon(points=((0, 0), (1, 0), (0, 1)))) == "#####. ####.. ##.... #....."


def test_a_painted_mask_of_any_size_fits() -> None:
    mask = Image.new("L", (300, 200))
    mask.paste(255, (150, 0, 300, 200))
    assert shown(painted(mask)) == "...### ...### ...### ...###"


@pytest.mark.parametrize("region", [Polygon(points=((0, 0), (1, 1))), PaintedMask(png=b"no picture")])
def test_what_is_no_region_is_refused(region: Region) -> None:
    with pytest.raises(BadInput):
        tokens_of(region, GRID)


def test_overlaps_belong_to_the_figure_in_front() -> None:
    whole, part = torch.ones(24, dtype=torch.bool), tokens_of(Box(left=0, top=0, width=0.5, height=1), GRID)
    behind, front = owned([whole, part], [0, 1])
    assert torch.equal(front, part)
    assert torch.equal(behind, ~part)
    assert not owned([whole, part], [2, 1])[1].any()
    assert torch.equal(owned([whole, part], [0, 0])[1], part)


@given(st.lists(st.tuples(st.floats(-0.5, 1.2), st.floats(-0.5, 1.2), st.floats(0, 1), st.integers(-3, 3)), max_size=6))
def test_owned_regions_never_overlap_and_lose_nothing(boxes: list[tuple[float, float, float, int]]) -> None:
    regions = [tokens_of(Box(left=x, top=y, width=s, height=s), GRID) for x, y, s, _ in boxes]
    shares = owned(regions, [z for *_, z in boxes])
    if shares:
        assert torch.stack(shares).sum(0).max() <= 1
        assert torch.equal(torch.stack(shares).any(0), torch.stack(regions).any(0))


def test_a_mask_becomes_a_picture_of_its_tokens() -> None:
    picture = mask_picture(tokens_of(Box(left=0.5, top=0, width=0.5, height=1), GRID), GRID)
    assert picture.size == (6, 4)
    assert (picture.getpixel((0, 0)), picture.getpixel((5, 3))) == (0, 255)
