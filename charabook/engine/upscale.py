"""Enlarging a picture four times for print, by the small animevideov3 network of Real-ESRGAN, on the CPU, in tiles.

The network (1.2 MB) ships in `upscaler/`; ncnn runs it. Colours and transparency go separate ways: the network sees
colours only, spread into the transparent parts first, so that no dark rim grows around cut-out figures. The network
brightens flat colours by a few steps; their broad tones are put back, so that print and screen agree.
"""

import hashlib
import io
import math
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from charabook.engine.worker_pipes import thread_count
from charabook.errors import BadInput, Damaged

FACTOR = 4
MAX_INPUT_PIXELS = 4096 * 4096
"""Sixteen times as many come out: 800 MB without compression."""

_TILE_PX = 256
_MARGIN_PX = 20
"""A pixel of the result looks 18 pixels far; with this margin, tiles leave no seam."""

_TONE_PX = 12
"""What is broader than this counts as a tone; finer things are the network's own business."""

_BLOB_IN, _BLOB_OUT = "data", "output"
_SHA256 = {
    "animevideov3-x4.param": "850a248e7c14c27e5bd8cf7265113a9441036a7db63963bb8aa5169d788a435e",
    "animevideov3-x4.bin": "548a36f9c3f4ab8da56cd3b13badf23968bee207b396dad14d04b830e5f2ab2d",
}

Pixels = NDArray[np.uint8]


def opened(image: bytes) -> Image.Image:
    """A stranger's picture file as RGB or RGBA. Raises BadInput for what is no picture, or too large a one."""
    try:
        picture = Image.open(io.BytesIO(image))
        if picture.width * picture.height > MAX_INPUT_PIXELS:
            what = f"The picture has {picture.width} × {picture.height} pixels, too many to enlarge four times."
            raise BadInput(what, "It is large enough for print as it is.")
        picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadInput("The picture cannot be read.", "Use an undamaged PNG or JPEG file.") from error
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def enlarge(picture: Image.Image, *, tell: Callable[[int, int], None] = lambda done, tiles: None) -> Image.Image:
    """`picture` (RGB or RGBA) four times as wide and high. `tell(done, tiles)` is called before each tile."""
    if picture.mode == "RGB":
        return Image.fromarray(_enlarged_colours(np.asarray(picture), tell))
    alpha = picture.getchannel("A")
    colours = _enlarged_colours(np.asarray(_spread_colours(picture).convert("RGB")), tell)
    result = Image.fromarray(colours)
    result.putalpha(alpha.resize(result.size, Image.Resampling.BICUBIC))
    return result


# ---------------------------------------------------------------------------------------------- transparency


def _spread_colours(picture: Image.Image) -> Image.Image:
    """The colours of the visible parts, continued into the transparent ones: each scale fills the gaps of the finer."""
    if picture.size == (1, 1):
        return picture.convert("RGB").convert("RGBA")
    half = (max(picture.width // 2, 1), max(picture.height // 2, 1))
    behind = _spread_colours(picture.resize(half, Image.Resampling.BOX))
    filled = behind.resize(picture.size, Image.Resampling.BILINEAR)
    filled.alpha_composite(picture)
    return filled


# ---------------------------------------------------------------------------------------------- tiles


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tile:
    """The part of the picture that one run makes, in pixels of the input."""

    left: int
    top: int
    right: int
    bottom: int


def _tiles(width: int, height: int) -> Iterator[_Tile]:
    for top in range(0, height, _TILE_PX):
        for left in range(0, width, _TILE_PX):
            yield _Tile(left=left, top=top, right=min(left + _TILE_PX, width), bottom=min(top + _TILE_PX, height))


def _enlarged_colours(colours: Pixels, tell: Callable[[int, int], None]) -> Pixels:
    height, width, _ = colours.shape
    result = np.empty((height * FACTOR, width * FACTOR, 3), np.uint8)
    tiles = list(_tiles(width, height))
    # The network takes what lies outside for black; continued borders keep the rim of the picture clean.
    padded = np.pad(colours, ((_MARGIN_PX, _MARGIN_PX), (_MARGIN_PX, _MARGIN_PX), (0, 0)), mode="edge")
    for number, tile in enumerate(tiles):
        tell(number, len(tiles))
        _fill(result, padded, tile)
    _put_tones_back(result, colours, tiles)
    tell(len(tiles), len(tiles))
    return result


def _put_tones_back(result: Pixels, colours: Pixels, tiles: list[_Tile]) -> None:
    """Add to every channel of the result what its broad tones have lost against the input."""
    height, width, _ = colours.shape
    coarse = (max(width // _TONE_PX, 1), max(height // _TONE_PX, 1))
    for channel in range(3):
        before = _coarse(colours[..., channel], coarse)
        lost = Image.fromarray(before - _coarse(result[..., channel], coarse))
        for tile in tiles:
            part = result[_large(tile.top, tile.bottom), _large(tile.left, tile.right), channel]
            added = lost.resize(part.shape[::-1], Image.Resampling.BILINEAR, _scaled(tile, coarse, width, height))
            part[...] = (part + np.asarray(added)).clip(0, 255).round().astype(np.uint8)


def _coarse(channel: Pixels, size: tuple[int, int]) -> NDArray[np.float32]:
    # In floats: an average of 8 bit numbers would be rounded to 8 bits.
    return np.asarray(Image.fromarray(channel).convert("F").resize(size, Image.Resampling.BOX))


def _scaled(tile: _Tile, size: tuple[int, int], width: int, height: int) -> tuple[float, float, float, float]:
    across, down = size[0] / width, size[1] / height
    return (tile.left * across, tile.top * down, tile.right * across, tile.bottom * down)


def _large(start: int, end: int) -> slice:
    return slice(start * FACTOR, end * FACTOR)


def _fill(result: Pixels, padded: Pixels, tile: _Tile) -> None:
    seen = padded[tile.top : tile.bottom + 2 * _MARGIN_PX, tile.left : tile.right + 2 * _MARGIN_PX]
    large = _run(np.ascontiguousarray(seen))
    inner = slice(_MARGIN_PX * FACTOR, -_MARGIN_PX * FACTOR)
    result[_large(tile.top, tile.bottom), _large(tile.left, tile.right)] = large[inner, inner]


# ---------------------------------------------------------------------------------------------- the network


@cache
def _network() -> Any:
    import ncnn  # noqa: PLC0415 - only those who enlarge pay for it

    network = ncnn.Net()
    network.opt.num_threads = thread_count()
    network.opt.use_vulkan_compute = False
    with _weights("animevideov3-x4.param") as param, _weights("animevideov3-x4.bin") as weights:
        if network.load_param(str(param)) or network.load_model(str(weights)):
            raise Damaged("The enlarging network cannot be loaded.", "Install charabook again.")
    return network


def _weights(name: str) -> Any:
    file = resources.files("charabook.engine") / "upscaler" / name
    if hashlib.sha256(file.read_bytes()).hexdigest() != _SHA256[name]:
        raise Damaged("The enlarging network that came with charabook is damaged.", "Install charabook again.")
    return resources.as_file(file)


_one_at_a_time = threading.Lock()


def _run(seen: Pixels) -> Pixels:
    """[h, w, 3] -> [4h, 4w, 3]."""
    import ncnn  # noqa: PLC0415 - as above

    height, width, _ = seen.shape
    with _one_at_a_time:
        extractor = _network().create_extractor()
        picture = ncnn.Mat.from_pixels(seen, ncnn.Mat.PixelType.PIXEL_RGB, width, height)
        picture.substract_mean_normalize([], [1 / 255] * 3)
        extractor.input(_BLOB_IN, picture)
        failed, blob = extractor.extract(_BLOB_OUT)
        if failed:
            raise MemoryError
        values = np.array(blob.clone())  # [3, 4h, 4w]; the blob's memory belongs to the extractor
    if not math.isfinite(float(values.sum())):
        raise Damaged("The enlarging network gave no sensible picture.", "Try again.")
    return (values.transpose(1, 2, 0).clip(0, 1) * 255).round().astype(np.uint8)
