"""Enlarging for print: four times as large, same colours, no seams, no dark rims."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw

from charabook.engine import upscale
from charabook.engine.upscale import enlarge, opened
from charabook.errors import BadInput, Cancelled, Damaged


def drawing(width: int, height: int) -> Image.Image:
    """A scene with smooth edges, a gradient and flat colours, drawn large and made small."""
    picture = Image.radial_gradient("L").resize((width * 8, height * 8)).convert("RGB")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((width * 1.6, height * 0.8, width * 5.6, height * 6.4), fill="orange", outline="black", width=16)
    pen.line((0, height * 8, width * 8, 0), fill="teal", width=24)
    return picture.resize((width, height), Image.Resampling.BOX)


def png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize("size", [(1, 1), (5, 3), (64, 40)])
def test_a_picture_of_any_size_becomes_four_times_as_large(size: tuple[int, int]) -> None:
    assert enlarge(drawing(*size)).size == (size[0] * 4, size[1] * 4)


def test_the_enlarged_picture_is_the_same_picture() -> None:
    small = drawing(96, 64)
    back = enlarge(small).resize(small.size, Image.Resampling.BOX)
    difference = np.abs(np.asarray(back, float) - np.asarray(small, float))
    assert difference.mean() < 4


def test_edges_come_out_sharper_than_by_plain_resizing() -> None:
    small = drawing(64, 64)
    plain = small.resize((256, 256), Image.Resampling.BICUBIC)

    def sharpness(picture: Image.Image) -> float:
        return float(np.percentile(np.abs(np.diff(np.asarray(picture.convert("L"), float), axis=1)), 99))

    assert sharpness(enlarge(small)) > 1.3 * sharpness(plain)


@pytest.mark.parametrize("colour", [(200, 220, 240), (120, 60, 30), (255, 255, 255), (0, 0, 0)])
def test_flat_colours_stay_what_they_are(colour: tuple[int, int, int]) -> None:
    large = np.asarray(enlarge(Image.new("RGB", (48, 48), colour)), int)
    assert np.abs(large - colour).max() <= 3


def test_tiles_leave_no_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = drawing(90, 70)
    whole = np.asarray(enlarge(picture), int)
    monkeypatch.setattr(upscale, "_TILE_PX", 32)
    assert np.abs(np.asarray(enlarge(picture), int) - whole).max() <= 1


def test_progress_is_told_tile_by_tile_and_can_stop_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upscale, "_TILE_PX", 32)
    told: list[tuple[int, int]] = []
    enlarge(drawing(64, 32), tell=lambda done, tiles: told.append((done, tiles)))
    assert told == [(0, 2), (1, 2), (2, 2)]

    def stop(done: int, tiles: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        enlarge(drawing(64, 32), tell=stop)


def test_a_cut_out_figure_keeps_its_transparency_and_gets_no_dark_rim() -> None:
    figure = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    ImageDraw.Draw(figure).ellipse((16, 16, 48, 48), fill=(250, 240, 230, 255))
    large = np.asarray(enlarge(figure), int)
    assert large[4, 4, 3] == 0
    assert large[128, 128, 3] == 255
    assert large[..., :3][large[..., 3] > 0].min() > 200


def test_a_wholly_transparent_picture_stays_so() -> None:
    assert enlarge(Image.new("RGBA", (9, 9))).getextrema()[3] == (0, 0)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_pictures_of_every_mode_are_opened(mode: str) -> None:
    plain = Image.new("L", (8, 8), 100)
    picture = plain.convert("I").convert("I;16") if mode == "I;16" else plain.convert("RGB").convert(mode)
    file = io.BytesIO()
    picture.save(file, "TIFF" if mode == "CMYK" else "PNG")
    assert opened(file.getvalue()).mode in {"RGB", "RGBA"}


@pytest.mark.parametrize("content", [b"", b"no picture", png(Image.new("RGB", (64, 64)))[:60]])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        opened(content)


def test_a_picture_that_is_large_already_is_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upscale, "MAX_INPUT_PIXELS", 100)
    with pytest.raises(BadInput, match="too many"):
        opened(png(Image.new("RGB", (11, 10))))


def test_a_damaged_network_is_refused_by_its_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(upscale._SHA256, "animevideov3-x4.bin", "0" * 64)
    upscale._network.cache_clear()
    with pytest.raises(Damaged, match="damaged"):
        enlarge(Image.new("RGB", (8, 8)))
    upscale._network.cache_clear()
