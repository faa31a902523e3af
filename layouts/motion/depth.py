"""Figures lifted off their picture: what moves before the ground, and the ground filled in where they stood.

The figure's layer is the picture itself wherever the mask (a little widened) is white and fades out around it, and the
ground is filled only where the layer hides it. So with nothing moved the two together are the picture, to the pixel.
"""

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Pixels = NDArray[np.float32]
Grey = NDArray[np.float32]

_WIDENED = 0.007  # of the picture's larger side: a drawn line belongs to its figure, and so does what it fades into
_FEATHER = 0.006
_SMOOTHED = 0.005
_MOST_PIXELS = 1_000_000
_HARDLY = 0.25  # of a pixel known: too little to say its colour


def soft_mask(mask: Image.Image) -> Image.Image:
    """How opaque a figure's layer is: 255 on the figure and a little around it, fading out beyond; mode L."""
    side = max(mask.size)
    smooth = mask.convert("L").filter(ImageFilter.GaussianBlur(side * _SMOOTHED))
    core = smooth.point(lambda grey: 255 if grey >= 112 else 0)
    wide = core.filter(ImageFilter.GaussianBlur(side * _WIDENED)).point(lambda grey: 255 if grey >= 16 else 0)
    faded = wide.filter(ImageFilter.GaussianBlur(side * _FEATHER))
    # The fade lies outside: within the widened mask the layer hides the ground wholly.
    return faded.point(lambda grey: min(255, grey * 2))


def hole_of(soft: Image.Image) -> NDArray[np.bool_]:
    """Where a layer hides the ground wholly, and so where the ground may be made up; shape (height, width)."""
    return np.asarray(soft) >= 250


def filled(picture: Image.Image, hole: NDArray[np.bool_]) -> Image.Image:
    """The picture (RGB) with the hole filled from its surroundings, smoothly.

    Push and pull (Gortler et al., The Lumigraph, 1996): averages of what is known are pushed up a pyramid until
    nothing is unknown, and pulled down again into the hole. What is made up is soft, so large pictures need not be
    worked on at their full size.
    """
    width, height = picture.size
    factor = max(1, math.ceil(math.sqrt(width * height / _MOST_PIXELS)))
    unknown = Image.fromarray(hole)
    known = np.asarray(unknown.convert("L").point(lambda grey: 255 - grey).reduce(factor), np.float32) / 255
    blacked = Image.composite(Image.new("RGB", picture.size), picture.convert("RGB"), unknown).reduce(factor)
    averages = np.asarray(blacked, np.float32) / np.maximum(known, _HARDLY)[..., None]  # (height, width, 3) / factor
    soft = _push_pull(averages.astype(np.float32), np.asarray(known >= _HARDLY, np.float32))
    made = Image.fromarray(np.clip(np.rint(soft), 0, 255).astype(np.uint8))
    whole = made.resize((made.width * factor, made.height * factor), Image.Resampling.BILINEAR)
    return Image.composite(whole.crop((0, 0, width, height)), picture.convert("RGB"), unknown)


def _push_pull(pixels: Pixels, known: Grey) -> Pixels:
    height, width = known.shape
    if known.min() >= 1.0 or max(height, width) <= 1:
        return pixels.copy()
    total = _halved(known)  # (height/2, width/2)
    sums = _halved(pixels * known[..., None])
    averages = sums / np.maximum(total, 1e-6)[..., None]
    coarse = _push_pull(averages.astype(np.float32), np.minimum(total, 1.0))
    return pixels * known[..., None] + _doubled(coarse, (height, width)) * (1 - known)[..., None]


def _halved(values: Pixels) -> Pixels:
    """Sums of 2 x 2 neighbours; odd edges stand alone."""
    height, width = values.shape[:2]
    even = np.pad(values, [(0, height % 2), (0, width % 2), *[(0, 0)] * (values.ndim - 2)])
    return even[0::2, 0::2] + even[1::2, 0::2] + even[0::2, 1::2] + even[1::2, 1::2]


def _doubled(values: Pixels, size: tuple[int, int]) -> Pixels:
    """Twice as large, smoothly, cut to `size` (height, width)."""
    height, width = size
    planes = [
        Image.fromarray(np.ascontiguousarray(values[..., band])).resize(
            (values.shape[1] * 2, values.shape[0] * 2), Image.Resampling.BILINEAR
        )
        for band in range(values.shape[2])
    ]
    return np.stack([np.asarray(plane) for plane in planes], axis=-1)[:height, :width]
