"""Ground and cels are the page, taken apart."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from layouts.display_list import DrawPath
from layouts.motion.cels import taken_apart
from layouts.motion.rasters import on_paper, painted
from layouts.painter import paint_image
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
    whole = on_paper(painted(drawing, parts.ground, box, 2.0))
    painter = QPainter(whole)
    for cel in parts.cels:
        painter.drawImage(0, 0, painted(drawing, cel.ops, box, 2.0))
    painter.end()
    together = on_paper(painted(drawing, drawing.ops, box, 2.0))
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
    drawing, box = composition.display_list, composition.display_list.bleed_box
    sources = {element.source_id for element in drawing.structure}
    for cel in taken_apart(composition, sources).cels:
        everywhere = painted(drawing, cel.ops, box, 2.0)
        alpha = np.frombuffer(everywhere.constBits(), np.uint8).reshape(everywhere.height(), -1, 4)[..., 3]
        down, across = np.nonzero(alpha)
        if len(down):
            assert cel.box.x <= box.x + across.min() / 2 + 0.6
            assert cel.box.right >= box.x + across.max() / 2 - 0.1
            assert cel.box.y <= box.y + down.min() / 2 + 0.6
            assert cel.box.bottom >= box.y + down.max() / 2 - 0.1


def test_the_ground_without_cels_is_painted_as_the_page_is(film: SmallFilm) -> None:
    drawing = film.pages["comic"].composition.display_list
    page = paint_image(drawing, 50.8)
    ground = on_paper(painted(drawing, drawing.ops, drawing.trim_box, 2.0))
    assert abs(page.width() - ground.width()) <= 1
    shared = (slice(0, min(page.height(), ground.height())), slice(0, min(page.width(), ground.width())))
    assert np.abs(pixels(page)[shared] - pixels(ground)[shared]).mean() < 2
