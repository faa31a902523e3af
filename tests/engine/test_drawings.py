"""An uploaded drawing becomes an identity."""

import io
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from charabook.engine.draw import Drawn, draw_panel, make_identity
from charabook.engine.lending import CachedLender
from charabook.engine.requests import Drawing, Identity, IdentityRequest, ModelId
from charabook.engine.script import BlockCall
from charabook.errors import BadInput
from tests.engine import asking
from tests.engine.asking import FEW, LEFT, RECIPES, Watch, figure, panel


def png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def fox(mode: str = "RGB", size: tuple[int, int] = (200, 100)) -> Image.Image:
    picture = Image.new(mode, size, (240, 230, 200, 0)[: len(mode)])
    ImageDraw.Draw(picture).rectangle((size[0] // 4, size[1] // 4, size[0] // 2, size[1]), fill=(200, 80, 30))
    return picture


def mask() -> Image.Image:
    picture = Image.new("L", (200, 100))
    ImageDraw.Draw(picture).rectangle((50, 25, 100, 100), fill=255)
    return picture


def identity(drawing: Drawing) -> Identity:
    return replace(asking.identity(), drawing=drawing)


def made(drawing: Drawing, folder: Path) -> Drawn:
    request = IdentityRequest(model=ModelId("tiny"), identity=identity(drawing), sampling=FEW)
    return make_identity(asking.model(), request, store=asking.store(folder), watch=Watch())


def white(outcome: Any) -> int:
    return int((np.asarray(Image.open(io.BytesIO(outcome.mask_png))) > 0).sum())


def test_the_drawing_itself_is_the_identitys_picture(tmp_path: Path) -> None:
    result = made(Drawing(image=png(fox()), mask_png=png(mask())), tmp_path)
    assert result.image.size == (asking.SIDE, asking.SIDE)
    assert result.image.getpixel((48, 70)) == (200, 80, 30)
    assert result.image.getpixel((60, 4)) == (240, 230, 200)  # padded with the paper's own colour


def test_the_users_mask_says_what_counts(tmp_path: Path) -> None:
    result = made(Drawing(image=png(fox()), mask_png=png(mask())), tmp_path)
    assert 2 <= white(result.figures[0]) <= 12


def test_transparency_serves_as_a_mask(tmp_path: Path) -> None:
    cut_out = fox("RGBA")
    assert white(made(Drawing(image=png(cut_out)), tmp_path / "a").figures[0]) == white(
        made(Drawing(image=png(fox()), mask_png=png(mask())), tmp_path / "b").figures[0]
    )


def test_without_a_mask_the_engine_looks_for_the_figure(tmp_path: Path) -> None:
    assert white(made(Drawing(image=png(fox())), tmp_path).figures[0]) > 0


def test_panels_borrow_from_a_drawing(tmp_path: Path) -> None:
    store = asking.store(tmp_path)
    who = replace(figure("fox", LEFT), identity=identity(Drawing(image=png(fox()), mask_png=png(mask()))))
    result = draw_panel(asking.model(), panel(who), store=store, watch=Watch())
    assert result.figures[0].matched > 0


def test_a_drawing_is_shared_for_longer_than_what_words_describe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[float] = set()
    lend = CachedLender.lend

    def heard(lender: CachedLender, call: BlockCall, sigma: float, tokens: Any) -> Any:
        asked.add(sigma)
        return lend(lender, call, sigma, tokens)

    monkeypatch.setattr(CachedLender, "lend", heard)
    described = figure("fox", LEFT)
    drawing = replace(described, identity=identity(Drawing(image=png(fox()), mask_png=png(mask()))))
    levels = []
    for who in (described, drawing):
        asked.clear()
        sampling = replace(FEW, steps=10)
        draw_panel(asking.model(), panel(who, sampling=sampling), store=asking.store(tmp_path), watch=Watch())
        levels.append(len(asked))
    assert levels == [1, 3]  # of ten steps: up to a fifth, and up to two fifths of the run


def test_another_drawing_is_another_identity(tmp_path: Path) -> None:
    store = asking.store(tmp_path)
    for size in ((200, 100), (100, 200)):
        request = IdentityRequest(
            model=ModelId("tiny"), identity=identity(Drawing(image=png(fox(size=size)))), sampling=FEW
        )
        make_identity(asking.model(), request, store=store, watch=Watch())
    assert len(store.files.keys()) == 2 * RECIPES


def test_a_palettes_transparency_serves_as_well(tmp_path: Path) -> None:
    cut_out, file = fox("RGBA").quantize(), io.BytesIO()
    cut_out.save(file, "PNG")
    assert white(made(Drawing(image=file.getvalue()), tmp_path / "a").figures[0]) == white(
        made(Drawing(image=png(fox("RGBA"))), tmp_path / "b").figures[0]
    )


def bomb() -> bytes:
    """A PNG file that claims to be 3.6 gigapixels."""
    header = b"IHDR" + (60_000).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4, "big") + header + zlib.crc32(header).to_bytes(4, "big")


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"not a picture", png(fox())[:60], bomb()])
def test_what_is_no_picture_is_refused_in_words(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not a readable picture"):
        made(Drawing(image=content), tmp_path)
