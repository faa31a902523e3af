"""An uploaded drawing at the identity's size, and the mask that came with it."""

import numpy as np
import torch
from PIL import Image

from charabook.engine import pictures
from charabook.engine.masks import Grid
from charabook.engine.regions import tokens_of
from charabook.engine.requests import Drawing, PaintedMask


def given_mask(drawing: Drawing, size: tuple[int, int], grid: Grid) -> torch.Tensor | None:
    """The character's tokens [N] bool as painted, or by the drawing's own transparency; None without either.

    `size` is the identity's, in pixels. Raises `BadInput` for a mask that is no picture.
    """
    if drawing.mask_png is not None:
        painted = pictures.opened(drawing.mask_png).convert("L")
    else:
        picture = pictures.opened(drawing.image)
        if "A" not in picture.getbands() or np.asarray(picture.getchannel("A")).min() > 127:
            return None
        painted = picture.getchannel("A")
    fitted = pictures.fitted(painted, size, 0)
    mask = tokens_of(PaintedMask(png=pictures.png(fitted)), grid)
    return mask if mask.any() else None


def fitted_drawing(drawing: Drawing, size: tuple[int, int]) -> Image.Image:
    """The drawing in `size` pixels, on its own border's colour where it does not fill them.

    Raises `BadInput` for a drawing that is no picture.
    """
    picture = pictures.opened(drawing.image)
    if "A" in picture.getbands():
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture.convert("RGBA"))
    picture = picture.convert("RGB")
    return pictures.fitted(picture, size, _border_colour(picture))


def _border_colour(picture: Image.Image) -> str:
    pixels = np.asarray(picture)
    edge = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    red, green, blue = np.median(edge, axis=0).astype(int)
    return f"#{red:02x}{green:02x}{blue:02x}"
