"""A sheet to look at: each story's identity, then its panels, one row for each way."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from evaluate.drawing import Studio, identity_picture
from evaluate.stories import PANELS, Story
from evaluate.ways import ON, Way

_SIDE, _GAP = 144, 6


def picture_path(folder: Path, story: Story, number: int, way: Way) -> Path:
    """Where one panel's picture is kept."""
    return folder / "pictures" / f"{story.number:03d}-{number}-{way.name.replace(' ', '-')}.png"


def save_sheet(studio: Studio, told: Sequence[Story], ways: Sequence[Way], folder: Path, name: str = "sheet") -> None:
    """A row for each way of each story: the identity, then the panels."""
    rows = [(story, way) for story in told for way in ways]
    width = (_SIDE + _GAP) * (PANELS + 1) + _GAP
    sheet = Image.new("RGB", (width, (_SIDE + _GAP) * len(rows) + _GAP), "white")
    for down, (story, way) in enumerate(rows):
        panels = [Image.open(picture_path(folder, story, number, way)) for number in range(PANELS)]
        for right, picture in enumerate([identity_picture(studio, story, ON), *panels]):
            place = (_GAP + right * (_SIDE + _GAP), _GAP + down * (_SIDE + _GAP))
            sheet.paste(picture.convert("RGB").resize((_SIDE, _SIDE), Image.Resampling.LANCZOS), place)
    # the other methods of Pillow turn purple grey
    sheet.quantize(256, method=Image.Quantize.FASTOCTREE).save(folder / f"{name}.png", optimize=True)
