"""A small book to film: a comic page, a manga page, a picture book page and a title, with figures that stand out."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageDraw

from layouts.compose import compose
from layouts.looks import shipped_look
from layouts.motion.direction import FilmStyle, PanelDirection
from layouts.motion.sources import Cutout, FilmPage
from layouts.page import Lettering, LetteringKind, Page, PanelId, Picture
from layouts.typefaces import FontShelf
from tests.layouts.sample_pages import COMIC, FIGURES, MANGA, SQUARE, draw_picture, page_of, say

SMALL = FilmStyle(width=160, height=90, pace=5.0)
SHELF = FontShelf.shipped()
LOOK = shipped_look("comic")


class SmallFilm:
    """A source of pages that are composed once and can be exchanged."""

    def __init__(self, *pages: FilmPage) -> None:
        self.pages = {page.id: page for page in pages}
        self.asked: list[str] = []

    def ids(self) -> Iterable[str]:
        return tuple(self.pages)

    def page(self, page_id: str) -> FilmPage:
        self.asked.append(page_id)
        return self.pages[page_id]

    def __iter__(self):
        return iter(self.pages.values())


def film_page(
    name: str, page: Page, mask: Path | None = None, directions: dict[PanelId, PanelDirection] | None = None
) -> FilmPage:
    cutouts = {panel.id: (Cutout(mask=mask),) for panel in page.panels} if mask else {}
    composition = compose(page, LOOK, SHELF)
    return FilmPage(id=name, page=page, composition=composition, cutouts=cutouts, directions=directions or {})


def figure_mask(folder: Path) -> Path:
    """White where `draw_picture` draws its figures."""
    path = folder / "mask.png"
    mask = Image.new("L", (60, 45))
    pen = ImageDraw.Draw(mask)
    for figure in FIGURES:
        box = figure.box
        pen.rectangle((box.x * 60, box.y * 45, box.right * 60, box.bottom * 45), fill=255)
    mask.save(path)
    return path


def picture(folder: Path) -> Picture:
    return draw_picture(folder / "meadow.png")


def comic_page(folder: Path) -> Page:
    """Three panels with a caption, two balloons, a shout and a sound."""
    page = page_of("comic-wide-top", COMIC, picture(folder))
    names = [panel.id for panel in page.panels]
    words: tuple[Lettering, ...] = (
        say(1, LetteringKind.CAPTION, "In the morning.", panel=names[0]),
        say(2, LetteringKind.SPEECH, "Did you hear that, behind the hill?", panel=names[0], speaker="Pip"),
        say(1, LetteringKind.SPEECH, "It was the wind.", panel=names[1], speaker="Mo"),
        say(1, LetteringKind.SHOUT, "RUN!", panel=names[2], speaker="Pip"),
        say(2, LetteringKind.SOUND, "BOOM", panel=names[2]),
    )
    return replace(page, letterings=words)


def manga_page(folder: Path) -> Page:
    """The same panels in a book that is read from right to left."""
    page = page_of("comic-wide-top", MANGA, picture(folder))
    words = tuple(say(1, LetteringKind.SPEECH, "Yes.", panel=panel.id, speaker="Mo") for panel in page.panels)
    return replace(page, letterings=words, language="ja")


def story_page(folder: Path) -> Page:
    """A picture over a story text, with a balloon."""
    page = page_of("story-wave", SQUARE, picture(folder))
    return replace(page, letterings=(say(1, LetteringKind.SPEECH, "Look!", panel=page.panels[0].id, speaker="Mo"),))


def title_page(folder: Path) -> Page:
    return page_of("story-title", SQUARE, picture(folder))


def small_film(folder: Path) -> SmallFilm:
    mask = figure_mask(folder)
    return SmallFilm(
        film_page("title", title_page(folder), mask),
        film_page("story", story_page(folder), mask),
        film_page("comic", comic_page(folder), mask),
        film_page("manga", manga_page(folder), mask),
    )
