"""Contact sheets: many small pictures of a world side by side."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
from PIL import Image

from storybook.render import render
from storybook.sampling import sample_scene
from storybook.world import World


def contact_sheet(world: World, *, columns: int, rows: int, cell_px: int, seed: int) -> Image.Image:
    """Draw columns x rows random scenes of `world`, each `cell_px` wide and high."""
    rng = random.Random(seed)
    sheet = np.zeros((rows * cell_px, columns * cell_px, 3), np.uint8)  # (H, W, 3)
    for row in range(rows):
        for column in range(columns):
            picture = render(sample_scene(rng, world), cell_px, cell_px).image
            top, left = row * cell_px, column * cell_px
            sheet[top : top + cell_px, left : left + cell_px] = picture
    return Image.fromarray(sheet)


def save_small(sheet: Image.Image, path: Path) -> None:
    """Save a sheet as a palette PNG, which suits flat colours."""
    sheet.quantize(colors=256, kmeans=2, dither=Image.Dither.NONE).save(path, optimize=True)
