"""A book to measure with: comic pages and picture book pages in turn, with pictures of print size."""

from collections.abc import Sequence
from pathlib import Path
from typing import overload

import numpy as np
from PIL import Image

from layouts.arranging import arranged
from layouts.book import Book, BookPage
from layouts.compose import compose
from layouts.lettering.passage import parse_markup
from layouts.looks import shipped_look
from layouts.page import (
    BlockId,
    BlockRole,
    Figure,
    Lettering,
    LetteringId,
    LetteringKind,
    Page,
    PageFormat,
    Panel,
    PanelId,
    Picture,
    TextBlock,
)
from layouts.shapes import Rect
from layouts.templates import shipped_templates
from layouts.typefaces import FontShelf

FORMAT = PageFormat(name="US comic", width_mm=168.275, height_mm=260.35, bleed_mm=3.175, outer_mm=7.95, gutter_mm=12.7)
PICTURE_PIXELS = (2048, 1536)
_TEMPLATES = ("comic-wide-top", "story-wave", "comic-slanted", "story-picture-over-text")
_SAYINGS = (
    "Did you hear that? Something *moved* behind the old trees!",
    "It was only the wind. Was it not?",
    "Then let us go home, before the moon is gone.",
)
_STORY = (
    "The wind had blown all night, and in the morning the whole valley was covered with leaves. "
    "Nobody could find the path any more, so they followed the river instead."
)


class BenchPages(Sequence[BookPage]):
    """The pages, each composed when it is asked for, as a long book's are."""

    def __init__(self, count: int, folder: Path) -> None:
        self._count = count
        self._pictures = [_picture(folder / f"picture-{seed}.jpg", seed) for seed in range(8)]
        self._shelf = FontShelf.shipped()

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> BookPage: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[BookPage]: ...
    def __getitem__(self, at: int | slice) -> BookPage | Sequence[BookPage]:
        """The page at a place."""
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(self._count))]
        if not 0 <= at < self._count:
            raise IndexError(at)
        page = self.page(at)
        look = shipped_look("comic" if page.letterings else "storybook")
        return BookPage(id=f"page-{at}", sheet=page.sheet, composition=compose(page, look, self._shelf))

    def page(self, at: int) -> Page:
        """The page before it is composed."""
        template = shipped_templates()[_TEMPLATES[at % len(_TEMPLATES)]]
        sheet = FORMAT.sheet_of_page(at + 1)
        arrangement = arranged(template, FORMAT, sheet)
        panels = tuple(
            Panel(
                id=PanelId(place.name),
                frame=place.frame,
                shape=place.shape,
                border=place.border,
                picture=self._pictures[(at + number) % len(self._pictures)],
                figures=(Figure(name="Pip", box=Rect(0.6, 0.4, 0.25, 0.6)),),
                alt="Hills and a figure",
            )
            for number, place in enumerate(arrangement.panels)
        )
        blocks = tuple(
            TextBlock(id=BlockId("story"), role=BlockRole.BODY, runs=parse_markup(_STORY), box=place.box)
            for place in arrangement.texts
        )
        letterings = () if blocks else tuple(_lettering(panel, at + n) for n, panel in enumerate(panels))
        return Page(format=FORMAT, sheet=sheet, panels=panels, letterings=letterings, blocks=blocks, number=at + 1)


def _lettering(panel: Panel, number: int) -> Lettering:
    return Lettering(
        id=LetteringId(f"{panel.id}-{number}"),
        kind=LetteringKind.SPEECH if number % 4 else LetteringKind.CAPTION,
        runs=parse_markup(_SAYINGS[number % len(_SAYINGS)]),
        panel_id=panel.id,
        speaker="Pip" if number % 4 else "",
    )


def bench_book(count: int, folder: Path) -> Book:
    """A book of `count` pages; its pictures are written into `folder`."""
    return Book(title="A book to measure with", pages=BenchPages(count, folder), format=FORMAT, language="en")


def _picture(path: Path, seed: int) -> Picture:
    """Soft hills with a little grain: neither as easy as flat colour nor as hard as noise."""
    width, height = PICTURE_PIXELS
    down, across = np.mgrid[0:height, 0:width].astype(np.float32) / width
    layers = [0.5 + 0.3 * np.sin(across * (3 + band) + seed) + 0.2 * np.cos(down * (7 - band)) for band in range(3)]
    grain = np.random.default_rng(seed).normal(0, 0.012, (height, width, 1)).astype(np.float32)
    pixels = np.clip(np.stack(layers, axis=-1) + grain, 0, 1) * 255
    Image.fromarray(pixels.astype(np.uint8)).save(path, quality=92)
    return Picture(path=path, pixels=PICTURE_PIXELS)
