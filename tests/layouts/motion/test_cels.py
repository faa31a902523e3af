"""Ground and cels are the page, taken apart."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from layouts.display_list import DrawPath
from layouts.motion.cels import taken_apart
from layouts.motion.rasters import Grid, on_paper
from layouts.painter import paint_image
from layouts.shapes import MM_PER_INCH, Rect
from tests.layouts.motion.small_film import SmallFilm
from tests.layouts.sample_book import comic_page as slanted_page
from tests.layouts.sample_book import scripts_page


def pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return raw[:, : image.width(), :3].astype(int)


@pytest.mark.parametrize("name", ["title", "story", "comic", "manga"])
def test_put_together_again_they_are_the_page(film: SmallFilm, name: str) -> None:
    composition = film.pages[name].composition
    drawing, box = composition.display_list, composition.display_list.trim_box
    sources = {element.source_id for element in drawing.structure}
    parts = taken_apart(composition, sources)
    grid = Grid.over(box, 2.0)
    whole = on_paper(grid.painted(drawing, parts.ground, box))
    painter = QPainter(whole)
    for cel in parts.cels:
        painter.drawImage(0, 0, grid.painted(drawing, cel.ops, box))
    painter.end()
    together = on_paper(grid.painted(drawing, drawing.ops, box))
    assert np.abs(pixels(whole) - pixels(together)).max() <= 3  # rounding of soft edges, twice instead of once


def test_a_balloon_goes_with_its_words_and_the_paper_stays(film: SmallFilm) -> None:
    composition = film.pages["comic"].composition
    parts = taken_apart(composition, {one.lettering_id for one in composition.letterings})
    assert len(parts.cels) == 5
    for cel in parts.cels:
        assert isinstance(cel.ops[0], DrawPath), cel.source_id
    drawing = film.pages["story"].composition.display_list
    blocks = {str(block.id) for block in film.pages["story"].page.blocks}
    apart = taken_apart(film.pages["story"].composition, blocks)
    assert all(not isinstance(op, DrawPath) for cel in apart.cels for op in cel.ops)
    assert len(apart.ground) + sum(len(cel.ops) for cel in apart.cels) == len(drawing.ops)


def test_what_does_not_appear_stays_in_the_ground(film: SmallFilm) -> None:
    composition = film.pages["comic"].composition
    assert taken_apart(composition, ()).ground == composition.display_list.ops


@pytest.mark.parametrize("page", [slanted_page, scripts_page])
def test_every_cel_lies_in_its_box(page, tmp_path: Path) -> None:
    from layouts.compose import compose  # noqa: PLC0415 - beside its use
    from tests.layouts.sample_book import LOOK, SHELF  # noqa: PLC0415

    composition = compose(page(tmp_path), LOOK, SHELF)
    drawing = composition.display_list
    grid = Grid.over(drawing.trim_box, 2.0)
    box = grid.snapped(drawing.bleed_box)
    sources = {element.source_id for element in drawing.structure}
    for cel in taken_apart(composition, sources).cels:
        everywhere = grid.painted(drawing, cel.ops, box)
        alpha = np.frombuffer(everywhere.constBits(), np.uint8).reshape(everywhere.height(), -1, 4)[..., 3]
        down, across = np.nonzero(alpha)
        if len(down):
            assert cel.box.x <= box.x + across.min() * grid.across + 0.6
            assert cel.box.right >= box.x + across.max() * grid.across - 0.1
            assert cel.box.y <= box.y + down.min() * grid.down + 0.6
            assert cel.box.bottom >= box.y + down.max() * grid.down - 0.1


def test_the_ground_without_cels_is_painted_as_the_page_is(film: SmallFilm) -> None:
    drawing = film.pages["comic"].composition.display_list
    grid = Grid.over(drawing.trim_box, 2.0)
    ground = on_paper(grid.painted(drawing, drawing.ops, drawing.trim_box))
    page = paint_image(drawing, MM_PER_INCH / grid.across * 2)
    same = page.scaled(ground.size(), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    assert np.abs(pixels(same) - pixels(ground)).mean() < 4


def test_parts_of_a_page_share_its_pixels() -> None:
    page = Rect(0, 0, 168.3, 260.4)
    grid = Grid.over(page, 3.7)
    assert grid.snapped(page) == pytest.approx(page)
    box = grid.snapped(Rect(-3.1, 17.3, 40.0, 0.2))
    assert box.contains(Rect(-3.1, 17.3, 40.0, 0.2))
    for start, size, pixel in ((box.x, box.width, grid.across), (box.y, box.height, grid.down)):
        assert start / pixel / 16 == pytest.approx(round(start / pixel / 16))
        assert size / pixel / 16 == pytest.approx(round(size / pixel / 16))
    assert grid.snapped(box) == pytest.approx(box)
