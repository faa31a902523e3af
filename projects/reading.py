"""Questions to a project. Every answer is a frozen record, or a tuple of them in reading order."""

import threading
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa

from charabook.errors import BadInput
from projects import assets
from projects.assets import AssetInfo
from projects.connection import raw
from projects.records import (
    BOOK,
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
    R,
    Setting,
    Take,
    TakeEdit,
    TakeId,
    Version,
)
from projects.tables import TABLES, record_from


class Reading:
    """The reading half of a project. Needs a connection and the lock that guards it."""

    _connection: sa.Connection
    _lock: threading.RLock

    # ------------------------------------------------------------------------------------ one record

    def get(self, kind: type[R], record: str) -> R:
        """The record of this kind and id. A deleted one is not found."""
        found = self.find(kind, record)
        if found is None:
            raise BadInput(f"This {kind.__name__.lower()} is no longer in the project.", "Reload the view.")
        return found

    def find(self, kind: type[R], record: str) -> R | None:
        """The record of this kind and id, or None."""
        rows = self._select(kind, "id", record)
        return rows[0] if rows else None

    def book(self) -> Book:
        """The book."""
        return self.get(Book, BOOK)

    def every(self, kind: type[R]) -> tuple[R, ...]:
        """All records of one kind by rank, whatever has become of their parents."""
        return self._select(kind)

    # ------------------------------------------------------------------------------------ the cast and the places

    def characters(self) -> tuple[Character, ...]:
        """The cast."""
        return self._select(Character)

    def looks(self, character: CharacterId | None = None) -> tuple[Look, ...]:
        """The looks of one character, or of the whole cast in its order."""
        if character is not None:
            return self._select(Look, "character", character)
        looks = self._select(Look)
        return tuple(look for member in self.characters() for look in looks if look.character == member.id)

    def settings(self) -> tuple[Setting, ...]:
        """All places."""
        return self._select(Setting)

    # ------------------------------------------------------------------------------------ pages

    def chapters(self) -> tuple[Chapter, ...]:
        """All chapters."""
        return self._select(Chapter)

    def pages(self) -> tuple[Page, ...]:
        """All pages in reading order."""
        return self._select(Page)

    def panels(self, page: PageId | None = None) -> tuple[Panel, ...]:
        """The panels of one page, or of the whole book in reading order."""
        if page is not None:
            return self._select(Panel, "page", page)
        panels, pages = TABLES[Panel], TABLES[Page]
        return self._rows(
            Panel,
            sa.select(panels)
            .join(pages, pages.c.id == panels.c.page)
            .where(~panels.c.deleted, ~pages.c.deleted)
            .order_by(pages.c.rank, pages.c.id, panels.c.rank, panels.c.id),
        )

    def figures(self, panel: PanelId) -> tuple[Figure, ...]:
        """The figures of a panel."""
        return self._select(Figure, "panel", panel)

    def letterings(self, panel: PanelId) -> tuple[Lettering, ...]:
        """The balloons, captions and effects of a panel."""
        return self._select(Lettering, "panel", panel)

    def page_letterings(self, page: PageId) -> tuple[Lettering, ...]:
        """The lettering that stands free on a page."""
        return self._select(Lettering, "page", page)

    def texts(self, lettering: LetteringId) -> tuple[LetteringText, ...]:
        """The words of one piece of lettering, by language."""
        return self._select(LetteringText, "lettering", lettering)

    # ------------------------------------------------------------------------------------ takes

    def takes(self, panel: PanelId) -> tuple[Take, ...]:
        """The takes of a panel, the oldest first."""
        return self._select(Take, "panel", panel)

    def takes_of_look(self, look: LookId) -> tuple[Take, ...]:
        """The identity pictures that were made for a look, the oldest first."""
        return self._select(Take, "look", look)

    def take_edits(self, take: TakeId) -> tuple[TakeEdit, ...]:
        """What was done to a take afterwards, in order."""
        return self._select(TakeEdit, "take", take)

    # ------------------------------------------------------------------------------------ people

    def comments(self, *, panel: PanelId | None = None, page: PageId | None = None) -> tuple[Comment, ...]:
        """The remarks on a panel or a page, the oldest first; without either, all of them."""
        if panel is not None:
            return self._select(Comment, "panel", panel)
        if page is not None:
            return self._select(Comment, "page", page)
        return self._select(Comment)

    def versions(self) -> tuple[Version, ...]:
        """The named versions, the oldest first."""
        return self._select(Version)

    # ------------------------------------------------------------------------------------ files

    def asset(self, sha256: AssetHash) -> bytes:
        """The bytes of a stored file; of a light copy, the small preview in its place.

        Raises `Unavailable` if this copy of the project holds neither.
        """
        with self._lock:
            return assets.read(raw(self._connection), sha256)

    def asset_info(self, sha256: AssetHash) -> AssetInfo:
        """What is known of a stored file."""
        with self._lock:
            return assets.info(raw(self._connection), sha256)

    # ------------------------------------------------------------------------------------ how

    def _select(self, kind: type[R], column: str = "", value: str = "") -> tuple[R, ...]:
        """All records of a kind, or those with this value in a column."""
        query = _query(TABLES[kind], column)
        return self._rows(kind, query, {column: value} if column else {})

    def _rows(
        self, kind: type[R], query: sa.Select[Any], given: Mapping[str, str] = MappingProxyType({})
    ) -> tuple[R, ...]:
        with self._lock:
            return tuple(record_from(kind, row) for row in self._connection.execute(query, given))


@cache  # to put a query together takes longer than to answer it
def _query(table: sa.Table, column: str) -> sa.Select[Any]:
    order = [table.c[name] for name in ("rank", "created_s", "id") if name in table.c]
    conditions = [table.c[column] == sa.bindparam(column)] if column else []
    return sa.select(table).where(~table.c.deleted, *conditions).order_by(*order)
