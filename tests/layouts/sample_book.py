"""A small real book for the tests of print and outputs: comic page, spread, and a page in four scripts."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from layouts.book import Book, BookPage
from layouts.compose import compose
from layouts.display_list import Colour, DrawPath
from layouts.looks import shipped_look
from layouts.page import (
    Backing,
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
    Sheet,
    TextBlock,
    TextRun,
)
from layouts.problems import Composition
from layouts.shapes import Outline, Point, Rect
from layouts.typefaces import FontShelf

A5 = PageFormat(name="A5", width_mm=148, height_mm=210, bleed_mm=3, outer_mm=8, gutter_mm=12)
LOOK = shipped_look("comic")
SHELF = FontShelf.shipped()

ENGLISH = "Did you hear that? It came from the old lighthouse!"
SPREAD = "They walked on through the valley until the sun went down."
JAPANESE = "魔法が使えるの"
ARABIC = "مرحبا هل أنت مستعد"
HINDI = "उस रात हिन्दी में कहा"
CAPTION_ALPHA = 0.8


def picture(folder: Path, name: str, width: int, height: int) -> Picture:
    """A picture with soft colour, hard edges and some grain, the same for the same name."""
    path = folder / f"{name}.png"
    if not path.exists():
        random = np.random.default_rng(sum(name.encode()))
        down, across = np.mgrid[0:height, 0:width] / max(width, height)
        waves = [0.55 + 0.3 * np.sin(3 * across * (c + 1) + c) + 0.15 * np.cos(5 * down * (c + 1)) for c in range(3)]
        pixels = np.stack(waves, axis=-1)
        for _ in range(8):
            x, y, radius = random.random(3) * (1, 1, 0.15)
            pixels[(across - x) ** 2 + (down - y) ** 2 < radius**2] *= 0.5
        pixels = np.clip(pixels * 255 + random.normal(0, 1, (height, width, 1)), 0, 255)
        Image.fromarray(pixels.astype(np.uint8)).save(path)
    return Picture(path=path, pixels=(width, height))


def box(x: float, y: float, width: float, height: float) -> tuple[Point, ...]:
    """A rectangular frame."""
    return Rect(x, y, width, height).corners


def comic_page(folder: Path) -> Page:
    """A bleeding panel over two slanted ones, with balloon, caption, thought and sound."""
    wide = Panel(
        id=PanelId("wide"),
        frame=box(-3, -3, 154, 96),
        picture=picture(folder, "hill", 1100, 700),
        figures=(Figure(name="Ann", box=Rect(0.3, 0.3, 0.2, 0.6)),),
        alt="Ann on a hill",
    )
    left = Panel(
        id=PanelId("left"),
        frame=(Point(12, 98), Point(80, 94), Point(74, 190), Point(12, 190)),
        picture=picture(folder, "laugh", 500, 700),
        alt="Ann laughs",
    )
    right = Panel(
        id=PanelId("right"),
        frame=(Point(85, 94), Point(138, 96), Point(138, 190), Point(79, 190)),
        picture=picture(folder, "hide", 500, 700),
        alt="Bo hides",
    )
    words = (
        (LetteringKind.SPEECH, ENGLISH, "wide"),
        (LetteringKind.CAPTION, "Later that night", "left"),
        (LetteringKind.THOUGHT, "I should never have come", "right"),
    )
    letterings = tuple(
        Lettering(
            id=LetteringId(f"words-{panel}"),
            kind=kind,
            runs=(TextRun(text=text),),
            panel_id=PanelId(panel),
            speaker="Ann" if panel == "wide" else "",
        )
        for kind, text, panel in words
    )
    return Page(format=A5, sheet=Sheet.RIGHT, panels=(wide, left, right), letterings=letterings, number=1)


def spread_page(folder: Path) -> Page:
    """A picture across two pages with text on a band."""
    valley = Panel(
        id=PanelId("valley"),
        frame=box(-3, -3, 302, 216),
        picture=picture(folder, "valley", 1200, 850),
        alt="The whole valley",
    )
    text = TextBlock(
        id=BlockId("story"),
        role=BlockRole.BODY,
        runs=(TextRun(text=SPREAD),),
        box=Rect(14, 165, 110, 30),
        backing=Backing.BAND,
    )
    return Page(format=A5, sheet=Sheet.SPREAD, panels=(valley,), blocks=(text,))


def scripts_page(folder: Path) -> Page:
    """Japanese, Arabic and Hindi over a picture."""
    panel = Panel(
        id=PanelId("town"), frame=box(20, 15, 108, 70), picture=picture(folder, "town", 600, 400), alt="A town"
    )
    blocks = tuple(
        TextBlock(
            id=BlockId(language),
            role=BlockRole.BODY,
            runs=(TextRun(text=text),),
            box=Rect(14, top, 120, 25),
            language=language,
        )
        for language, text, top in (("ja", JAPANESE, 95), ("ar", ARABIC, 125), ("hi", HINDI, 155))
    )
    return Page(format=A5, sheet=Sheet.LEFT, panels=(panel,), blocks=blocks, number=4)


def sample_book(folder: Path) -> Book:
    """Four pages: a comic page, a spread, and a page of three scripts with a see-through box on it."""
    first, second, third = (
        compose(page, LOOK, SHELF) for page in (comic_page(folder), spread_page(folder), scripts_page(folder))
    )
    pages = (
        BookPage(id="first", sheet=Sheet.RIGHT, composition=first),
        BookPage(id="spread", sheet=Sheet.SPREAD, composition=second),
        BookPage(id="scripts", sheet=Sheet.LEFT, composition=with_glass(third)),
    )
    return Book(title="The Lighthouse", authors=("Ann Writer",), summary="A night by the sea.", format=A5, pages=pages)


def with_glass(composition: Composition) -> Composition:
    """The page with a see-through yellow box laid under its text and over its picture."""
    glass = DrawPath(
        outline=Outline.rectangle(Rect(40, 60, 60, 50)), fill=Colour.from_hex("#fff0b0"), alpha=CAPTION_ALPHA
    )
    drawing = composition.display_list
    texts = next(at for at, op in enumerate(drawing.ops) if hasattr(op, "text"))
    return replace(composition, display_list=drawing.with_ops((*drawing.ops[:texts], glass, *drawing.ops[texts:])))
