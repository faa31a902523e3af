"""From the project to pages as they are composed: pictures in frames, lettering, story text, in one language."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import overload

from charabook.engine.requests import Region
from charabook.story.script import Manner
from charabook.studio.arranging import ArrangedPage, PlacedPanel, arrange, sheets_of
from charabook.studio.editions import with_borrowed_words
from charabook.studio.extras import LOOK_OF_PAGES, TITLES, table_extra, text_extra
from charabook.studio.formats import page_format_of
from charabook.studio.page_shapes import box_of, crop_of, head_of, points_in
from charabook.studio.picture_shelf import PictureShelf
from charabook.studio.requesting import Requester
from charabook.studio.script_export import HEADLINE_STYLE, MANNER_STYLES
from charabook.studio.stored import number, table
from charabook.studio.takes import SeenFigure, print_asset, seen_figures, shown_take
from layouts.book import Book, BookPage
from layouts.compose import compose
from layouts.lettering.passage import parse_markup
from layouts.looks import Look, shipped_look, shipped_look_names
from layouts.page import (
    BlockId,
    BlockRole,
    Figure,
    Fit,
    Lettering,
    LetteringId,
    LetteringKind,
    Page,
    Panel,
    PanelId,
    Picture,
    TextBlock,
    TextRun,
    plain_text,
)
from layouts.problems import Composition
from layouts.template_records import TextPlace
from layouts.typefaces import FontShelf
from projects import records
from projects.reading import Reading
from projects.records import PageId

_KINDS = {
    records.LetteringKind.BALLOON: LetteringKind.SPEECH,
    records.LetteringKind.THOUGHT: LetteringKind.THOUGHT,
    records.LetteringKind.CAPTION: LetteringKind.CAPTION,
    records.LetteringKind.EFFECT: LetteringKind.SOUND,
}
_STYLES = {
    MANNER_STYLES[Manner.SHOUTS]: LetteringKind.SHOUT,
    MANNER_STYLES[Manner.WHISPERS]: LetteringKind.WHISPER,
    "narration": LetteringKind.NARRATION,
}
_DEFAULT_LOOK = "storybook"


class Quality(Enum):
    """Which pictures pages are made of."""

    SCREEN = "screen"  # as drawn
    PRINT = "print"  # enlarged where that was done


@dataclass(frozen=True, slots=True)
class _Words:
    """A lettering of the project with its words in the language of the edition."""

    record: records.Lettering
    runs: tuple[TextRun, ...]


class PageMaker:
    """Composes the pages of one project in one language. Reads anew at each call."""

    def __init__(self, project: Reading, pictures: PictureShelf, fonts: FontShelf, quality: Quality) -> None:
        self._project = project
        self._pictures = pictures
        self._fonts = fonts
        self._quality = quality

    def page(self, page_id: PageId, language: str = "") -> BookPage:
        """One page or spread, composed; what its author should look at is in its `composition.problems`."""
        drawn = self.drawn(page_id, language)
        composition = with_borrowed_words(self._project, page_id, drawn, self.composed(drawn))
        return BookPage(id=page_id, sheet=drawn.sheet, composition=composition)

    def drawn(self, page_id: PageId, language: str = "") -> Page:
        """One page or spread before it is composed: its panels, words and texts."""
        page = self._project.get(records.Page, page_id)  # first: whoever asks may not have heard that it is gone
        book = self._project.book()
        number, sheet = sheets_of(self._project.pages(), page_format_of(book))[page_id]
        return self._drawn(page, arrange(self._project, page, sheet), number, language or book.languages[0])

    def composed(self, page: Page) -> Composition:
        """A page composed in the look of the book."""
        return compose(page, self.look(), self._fonts)

    def book(self, language: str = "") -> Book:
        """The whole edition; each page is composed when it is asked for."""
        book = self._project.book()
        language = language or book.languages[0]
        return Book(
            title=self.title(language),
            pages=_LazyPages(self, [page.id for page in self._project.pages()], language),
            format=page_format_of(book),
            authors=tuple(filter(None, (book.author,))),
            language=language,
            identifier=f"charabook:{book.title}:{language}",
        )

    def look(self) -> Look:
        """The type and inks of the book's pages."""
        name = text_extra(self._project.book().settings_json, LOOK_OF_PAGES)
        return shipped_look(name if name in shipped_look_names() else _DEFAULT_LOOK)

    def title(self, language: str) -> str:
        """The book's title in a language."""
        book = self._project.book()
        return str(table_extra(book.settings_json, TITLES).get(language, "") or book.title)

    def words(self, lettering: records.Lettering, language: str) -> str:
        """What a lettering says in a language, without marks."""
        return plain_text(parse_markup(self._text(lettering, language)))

    # ------------------------------------------------------------------------------------------ one page

    def _drawn(self, page: records.Page, arranged: ArrangedPage, number: int, language: str) -> Page:
        panels = {one.panel.id: self._panel(one, language) for one in arranged.panels}
        words = {one.panel.id: self._words(self._project.letterings(one.panel.id), language) for one in arranged.panels}
        blocks, set_as_text = self._blocks(arranged, words, language)
        return Page(
            format=arranged.format,
            sheet=arranged.sheet,
            panels=tuple(panels.values()),
            letterings=tuple(
                self._lettering(one, panel)
                for panel, said in words.items()
                for one in said
                if one.record.id not in set_as_text
            )
            + tuple(
                self._lettering(one, None) for one in self._words(self._project.page_letterings(page.id), language)
            ),
            blocks=tuple(blocks),
            number=None if page.kind is not records.PageKind.STORY or number == 1 else number,
            language=language,
        )

    def _panel(self, placed: PlacedPanel, language: str) -> Panel:
        panel, place = placed.panel, placed.place
        take = shown_take(self._project, panel)
        figures = self._figures(panel, take)
        return Panel(
            id=PanelId(panel.id),
            frame=place.frame,
            picture=self._picture(take),
            crop=crop_of(panel, figures),
            figures=figures,
            alt=panel.alt_text or self._alt(panel),
            shape=place.shape,
            border=place.border,
            layer=place.layer,
        )

    def _picture(self, take: records.Take | None) -> Picture | None:
        if take is None:
            return None
        asset = print_asset(self._project, take) if self._quality is Quality.PRINT else take.asset
        if asset is None:
            return None
        info = self._project.asset_info(asset)
        path = self._pictures.path_of(asset)
        return Picture(path=path, pixels=(info.width_px or take.width_px, info.height_px or take.height_px))

    def _figures(self, panel: records.Panel, take: records.Take | None) -> tuple[Figure, ...]:
        figures = tuple(one for one in self._project.figures(panel.id) if one.look is not None)
        if not figures:
            return ()
        requester = Requester(self._project)
        aspect = take.width_px / take.height_px if take and take.height_px else requester.aspect(panel)
        regions = requester.regions(panel, figures, aspect)
        seen = {one.look: one for one in seen_figures(take)} if take else {}
        return tuple(
            self._figure(figure, seen.get(figure.look or records.LookId("")), region)
            for figure, region in zip(figures, regions, strict=True)
        )

    def _figure(self, figure: records.Figure, seen: SeenFigure | None, region: Region) -> Figure:
        """Where the engine saw a figure, else where it was asked to stand."""
        box = seen.box if seen else box_of(region)
        return Figure(name=self._speaker_of(figure), box=box, head=(seen.head if seen else None) or head_of(box))

    def _speaker_of(self, figure: records.Figure) -> str:
        look = self._project.find(records.Look, figure.look or "")
        return look.character if look else ""

    def _alt(self, panel: records.Panel) -> str:
        """A sentence for readers who cannot see the picture, from what the script says is in it."""
        setting = self._project.find(records.Setting, panel.setting) if panel.setting else None
        parts = [self._doing(figure) for figure in self._project.figures(panel.id)]
        where = f" ({setting.name})" if setting else ""
        return ("; ".join(filter(None, parts)) or panel.action) + where

    def _doing(self, figure: records.Figure) -> str:
        look = self._project.find(records.Look, figure.look or "")
        character = self._project.find(records.Character, look.character) if look else None
        return " ".join(part for part in (character.name if character else "", figure.action) if part)

    # ------------------------------------------------------------------------------------------ words

    def _words(self, letterings: Sequence[records.Lettering], language: str) -> list[_Words]:
        said = [(one, self._text(one, language)) for one in letterings]
        return [_Words(record=one, runs=parse_markup(text)) for one, text in said if text.strip()]

    def _text(self, lettering: records.Lettering, language: str) -> str:
        texts = {text.language: text.text for text in self._project.texts(lettering.id)}
        first = self._project.book().languages[0]
        return texts.get(language) or texts.get(first) or next((text for text in texts.values() if text), "")

    def _lettering(self, words: _Words, panel: records.PanelId | None) -> Lettering:
        record = words.record
        geometry = table(record.geometry_json)
        return Lettering(
            id=LetteringId(record.id),
            kind=LetteringKind.NARRATION if record.style == HEADLINE_STYLE else _kind(record),
            runs=words.runs,
            panel_id=PanelId(panel) if panel else None,
            speaker=record.speaker or "",
            tail_tips=tuple(points_in(table(record.tail_json).get("tips"))),
            place=next(points_in([geometry.get("place")]), None),
            max_width_mm=number(geometry.get("max_width_mm")),
            path=tuple(points_in(geometry.get("path"))),
            angle_deg=number(geometry.get("angle_deg")) or 0.0,
            scale=number(geometry.get("scale")) or (1.8 if record.style == HEADLINE_STYLE else 1.0),
        )

    def _blocks(
        self, arranged: ArrangedPage, words: dict[records.PanelId, list[_Words]], language: str
    ) -> tuple[list[TextBlock], set[str]]:
        """The template's text boxes filled, and which letterings went into them."""
        used: set[str] = set()
        blocks: list[TextBlock] = []
        every = [one for said in words.values() for one in said]
        bodies = [place for place in arranged.texts if place.role is BlockRole.BODY]
        captions = [
            one
            for one in every
            if one.record.kind is records.LetteringKind.CAPTION and one.record.style != HEADLINE_STYLE
        ]
        shares = _shared_out(captions, len(bodies))
        for index, place in enumerate(arranged.texts):
            runs: tuple[TextRun, ...] = ()
            if place.role is BlockRole.BODY:
                share = shares[bodies.index(place)]
                used |= {one.record.id for one in share}
                runs = _joined([one.runs for one in share])
            elif place.role is BlockRole.TITLE:
                headlines = [one for one in every if one.record.style == HEADLINE_STYLE]
                used |= {one.record.id for one in headlines}
                runs = _joined([one.runs for one in headlines]) or parse_markup(self.title(language))
            elif place.role in (BlockRole.SUBTITLE, BlockRole.SMALL) and not bodies:
                free = [one for one in captions if one.record.id not in used]
                used |= {one.record.id for one in free}
                runs = _joined([one.runs for one in free])
            elif place.role is BlockRole.BYLINE and self._project.book().author:
                runs = (TextRun(text=self._project.book().author),)
            if runs:
                blocks.append(_block(f"{place.role.value}-{index}", place, runs))
        return blocks, used


class _LazyPages(Sequence[BookPage]):
    """The pages of an edition, composed one by one: a long book needs the memory of one page."""

    def __init__(self, maker: PageMaker, pages: list[PageId], language: str) -> None:
        self._maker = maker
        self._pages = pages
        self._language = language

    def __len__(self) -> int:
        return len(self._pages)

    @overload
    def __getitem__(self, index: int) -> BookPage: ...

    @overload
    def __getitem__(self, index: slice) -> list[BookPage]: ...

    def __getitem__(self, index: int | slice) -> BookPage | list[BookPage]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(len(self)))]
        return self._maker.page(self._pages[index], self._language)

    def __iter__(self) -> Iterator[BookPage]:
        return (self._maker.page(page, self._language) for page in self._pages)


def _block(name: str, place: TextPlace, runs: tuple[TextRun, ...]) -> TextBlock:
    return TextBlock(
        id=BlockId(name),
        role=place.role,
        runs=runs,
        box=place.box,
        align=place.align,
        backing=place.backing,
        fit=Fit.SHRINK,
        initial_lines=place.initial_lines,
    )


def _kind(record: records.Lettering) -> LetteringKind:
    return _STYLES.get(record.style, _KINDS[record.kind])


def _shared_out(captions: list[_Words], places: int) -> list[list[_Words]]:
    """The captions in order over `places` boxes, as evenly as they come."""
    if not places:
        return []
    size = math.ceil(len(captions) / places) or 1
    return [captions[index * size : (index + 1) * size] for index in range(places)]


def _joined(passages: list[tuple[TextRun, ...]]) -> tuple[TextRun, ...]:
    runs: list[TextRun] = []
    for passage in passages:
        if runs:
            runs.append(TextRun(text="\n"))
        runs.extend(passage)
    return tuple(runs)
