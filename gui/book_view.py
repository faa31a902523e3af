"""The whole book as the window sees it: one frozen picture of the records, read at once on the studio's thread.

Records are small (pictures are named by hash and fetched when shown), so reading all of them costs milliseconds
even for a long book, and no view ever sees half of a change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from charabook.engine.requests import Box, Region
from charabook.engine.wire import from_json
from charabook.studio.standing import standing_take
from projects.records import (
    AssetHash,
    Book,
    Chapter,
    Character,
    CharacterId,
    Comment,
    Figure,
    Lettering,
    LetteringId,
    LetteringText,
    Look,
    LookId,
    Page,
    PageId,
    Panel,
    PanelId,
    Placement,
    Setting,
    SettingId,
    Take,
    TakeId,
)

if TYPE_CHECKING:
    from projects.reading import Reading

R = TypeVar("R")
K = TypeVar("K")


PLACES = {
    Placement.LEFT: Box(left=0.04, top=0.28, width=0.42, height=0.68),
    Placement.CENTRE: Box(left=0.27, top=0.24, width=0.46, height=0.72),
    Placement.RIGHT: Box(left=0.54, top=0.28, width=0.42, height=0.68),
    Placement.BACK: Box(left=0.36, top=0.22, width=0.28, height=0.42),
}
"""Where a figure is shown until the illustrator draws its region."""


class PanelState(StrEnum):
    """What the dot beside a panel says."""

    EMPTY = "empty"
    QUEUED = "queued"
    STALE = "stale"
    DRAFT = "draft"
    APPROVED = "approved"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookView:
    """Records by id, and children by parent. Tuples keep reading order."""

    book: Book
    chapters: tuple[Chapter, ...]
    pages: tuple[Page, ...]
    panels: tuple[Panel, ...]
    characters: Mapping[CharacterId, Character]
    looks: Mapping[LookId, Look]
    settings: Mapping[SettingId, Setting]
    panels_by_id: Mapping[PanelId, Panel]
    pages_by_id: Mapping[PageId, Page]
    page_numbers: Mapping[PageId, int]
    takes_by_id: Mapping[TakeId, Take]
    panels_of_page: Mapping[PageId, tuple[Panel, ...]]
    figures_of_panel: Mapping[PanelId, tuple[Figure, ...]]
    letterings_of_panel: Mapping[PanelId, tuple[Lettering, ...]]
    letterings_of_page: Mapping[PageId, tuple[Lettering, ...]]
    texts_of_lettering: Mapping[LetteringId, tuple[LetteringText, ...]]
    panels_of_look: Mapping[LookId, tuple[Panel, ...]]
    """Where a look appears, in reading order."""
    takes_of_panel: Mapping[PanelId, tuple[Take, ...]]
    takes_of_look: Mapping[LookId, tuple[Take, ...]]
    comments_of_panel: Mapping[PanelId, tuple[Comment, ...]]
    comments_of_page: Mapping[PageId, tuple[Comment, ...]]

    def state(self, panel: Panel) -> PanelState:
        """How far a panel is."""
        if panel.locked:
            return PanelState.LOCKED
        if panel.chosen_take is not None:
            return PanelState.APPROVED
        return PanelState.DRAFT if self.takes_of_panel.get(panel.id) else PanelState.EMPTY

    def picture(self, panel: Panel) -> AssetHash | None:
        """The picture that stands for a panel, in the window as on the page."""
        take = self.shown_take(panel)
        return None if take is None else take.asset

    def shown_take(self, panel: Panel) -> Take | None:
        """The take that stands for a panel."""
        return standing_take(panel.chosen_take, self.takes_of_panel.get(panel.id, ()))

    def portrait(self, look: Look) -> AssetHash | None:
        """The picture that stands for a look."""
        if look.identity_asset is not None:
            return look.identity_asset
        takes = [take for take in self.takes_of_look.get(look.id, ()) if take.asset is not None]
        if takes:
            return max(takes, key=lambda take: take.created_s).asset
        return look.reference_asset

    def is_portrait(self, asset: str) -> bool:
        """Whether a picture stands for a look."""
        return any(self.portrait(look) == asset for look in self.looks.values())

    def look_name(self, look: LookId | None) -> str:
        """Who a figure is, as the window says it: the character, and which look when there are several."""
        if look is None or look not in self.looks:
            return "?"
        record = self.looks[look]
        owner = self.characters.get(record.character)
        name = owner.name if owner else "?"
        has_others = any(one.character == record.character and one.id != look for one in self.looks.values())
        return f"{name} ({record.name})" if has_others and record.name and record.name != name else name

    def colour(self, look: LookId | None) -> str:
        """The colour of a look's character; a neutral one for nobody."""
        record = self.looks.get(look) if look is not None else None
        owner = self.characters.get(record.character) if record else None
        return owner.colour if owner and owner.colour else "#6d6875"

    def page_number(self, page: Page) -> int:
        """Counted from one; a spread counts for two."""
        return self.page_numbers[page.id]


def region_of(figure: Figure) -> Region:
    """Where a figure stands: the region that was drawn, else a box where the story says."""
    if figure.region_json:
        region: Region = from_json(figure.region_json, Region)
        return region
    return PLACES[figure.placement]


def read_book_view(records: Reading) -> BookView:
    """Read everything that the window shows."""
    panels = records.panels()
    pages = records.pages()
    takes = records.every(Take)
    characters = records.every(Character)
    letterings = records.every(Lettering)
    comments = records.every(Comment)
    figures_of_panel = _grouped(records.every(Figure), lambda one: one.panel)
    return BookView(
        book=records.book(),
        chapters=records.every(Chapter),
        pages=pages,
        panels=panels,
        characters=_by(characters, lambda one: one.id),
        looks=_by(_in_order_of_cast(records.every(Look), characters), lambda one: one.id),
        settings=_by(records.every(Setting), lambda one: one.id),
        panels_by_id=_by(panels, lambda one: one.id),
        pages_by_id=_by(pages, lambda one: one.id),
        page_numbers=_numbers(pages),
        takes_by_id=_by(takes, lambda one: one.id),
        panels_of_page=_grouped(panels, lambda one: one.page),
        figures_of_panel=figures_of_panel,
        panels_of_look=_appearances(panels, figures_of_panel),
        letterings_of_panel=_grouped(letterings, lambda one: one.panel),
        letterings_of_page=_grouped(letterings, lambda one: one.page),
        texts_of_lettering=_grouped(records.every(LetteringText), lambda one: one.lettering),
        takes_of_panel=_grouped(takes, lambda one: one.panel),
        takes_of_look=_grouped(takes, lambda one: one.look),
        comments_of_panel=_grouped(comments, lambda one: one.panel),
        comments_of_page=_grouped(comments, lambda one: one.page),
    )


def _in_order_of_cast(looks: Iterable[Look], characters: Iterable[Character]) -> list[Look]:
    """Character by character, as the story names them; those whose character is gone come last."""
    places: dict[CharacterId, int] = {one.id: place for place, one in enumerate(characters)}
    return sorted(looks, key=lambda look: places.get(look.character, len(places)))


def _appearances(
    panels: Iterable[Panel], figures: Mapping[PanelId, tuple[Figure, ...]]
) -> Mapping[LookId, tuple[Panel, ...]]:
    found: dict[LookId, list[Panel]] = defaultdict(list)
    for panel in panels:
        for look in dict.fromkeys(figure.look for figure in figures.get(panel.id, ())):
            if look is not None:
                found[look].append(panel)
    return MappingProxyType({look: tuple(among) for look, among in found.items()})


def _numbers(pages: Iterable[Page]) -> Mapping[PageId, int]:
    numbers, number = {}, 1
    for page in pages:
        numbers[page.id] = number
        number += 2 if page.spread else 1
    return MappingProxyType(numbers)


def _by(records: Iterable[R], key: Callable[[R], K]) -> Mapping[K, R]:
    return MappingProxyType({key(record): record for record in records})


def _grouped(records: Iterable[R], key: Callable[[R], K | None]) -> Mapping[K, tuple[R, ...]]:
    groups: dict[K, list[R]] = defaultdict(list)
    for record in records:
        parent = key(record)
        if parent is not None:
            groups[parent].append(record)
    return MappingProxyType({parent: tuple(children) for parent, children in groups.items()})
