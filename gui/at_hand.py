"""The page and the panel at hand: whoever goes to another one takes every part of the window along."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from gui.book_view import BookView
from gui.desk import Desk
from gui.docks.docks import Docks
from gui.neighbours import nearest
from gui.rooms import Mode, Rooms
from projects.records import PageId, PanelId


class AtHand(QObject):
    """Where in the book we are."""

    def __init__(
        self, desk: Desk, rooms: Rooms, docks: Docks, show_mode: Callable[[Mode], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rooms = rooms
        self._docks = docks
        self._show_mode = show_mode
        self._last_view: BookView | None = None
        self.page: PageId | None = None
        """The page that was chosen last; a room that is furnished later begins there."""

    def panel(self) -> PanelId | None:
        """The panel at hand."""
        return self._rooms.panels.panel()

    # ------------------------------------------------------------------ going to panels

    def pick_panel(self, panel: PanelId | None) -> None:
        """Let everything show this panel, and whoever goes to the pages now find it there."""
        record = self._desk.view.panels_by_id.get(panel) if self._desk.view and panel is not None else None
        if record is not None and record.page != self.page:
            self._turn_to(record.page)
        self._rooms.panels.show_panel(panel)
        self._docks.takes.show_panel(panel)
        self._docks.inspector.show_panel(panel)

    def show_panel(self, panel: PanelId) -> None:
        """Let everything show this panel, in the mode at hand."""
        self.pick_panel(panel)
        record = self._desk.view.panels_by_id.get(panel) if self._desk.view else None
        if record is not None and self._rooms.mode() is Mode.PAGES:
            self._rooms.pages.show_page(record.page)
            self._rooms.pages.canvas.pick(panel)

    def go_to_panel(self, panel: PanelId) -> None:
        """Pick this panel, in the tree of the book too."""
        self.pick_panel(panel)
        self._docks.book.select(panel)

    def open_panel(self, panel: PanelId) -> None:
        """Show this panel on the canvas."""
        self._show_mode(Mode.PANELS)
        self.go_to_panel(panel)

    def open_next(self) -> None:
        """Show the panel behind the one at hand on the canvas; behind the last one there is none."""
        ids = [one.id for one in self._desk.view.panels] if self._desk.view else []
        panel = self.panel()
        if panel in ids[:-1]:
            self.open_panel(ids[ids.index(panel) + 1])

    # ------------------------------------------------------------------ going to pages

    def show_page(self, page: PageId) -> None:
        """Show this page, and its first panel unless the one at hand stands on it."""
        self._turn_to(page)
        panels = [one.id for one in self._desk.view.panels_of_page.get(page, ())] if self._desk.view else []
        if panels and self._rooms.mode() in (Mode.PANELS, Mode.PAGES) and self.panel() not in panels:
            self.pick_panel(panels[0])

    def show_finding(self, page: str, subject: str) -> None:
        """Show what is to be looked at on a page."""
        self._show_mode(Mode.PAGES)
        self.show_page(PageId(page))
        self._rooms.pages.canvas.pick(subject)

    def show_letterings(self, letterings: Sequence[str]) -> None:
        """Let everything show a panel to which some of this lettering belongs: the one at hand, if that is so."""
        view = self._desk.view
        panels = view.letterings_of_panel.items() if view is not None else ()
        homes = [panel for panel, found in panels if any(one.id in letterings for one in found)]
        if homes and self.panel() not in homes:
            self.pick_panel(homes[-1])
        self._docks.inspector.pick_letterings(letterings)

    def _turn_to(self, page: PageId) -> None:
        self.page = page
        if self._rooms.stands(Mode.PAGES):
            self._rooms.pages.show_page(page)

    # ------------------------------------------------------------------ when the book changes

    def keep_up(self, view: BookView) -> None:
        """Where the panel at hand is gone, go to its neighbour."""
        gone, before = self.panel(), self._last_view
        self._last_view = view
        if gone in view.panels_by_id:
            return
        found = _neighbour(before, gone, view) or next((one.id for one in view.panels), None)
        if found is not None:
            self.go_to_panel(found)
        else:
            self.pick_panel(None)


def _neighbour(before: BookView | None, gone: PanelId | None, view: BookView) -> PanelId | None:
    """Who stood nearest to a panel that is gone: on its page, else in the book."""
    record = before.panels_by_id.get(gone) if before is not None and gone is not None else None
    if before is None or record is None:
        return None
    rows = ([one.id for one in panels] for panels in (before.panels_of_page[record.page], before.panels))
    return next(filter(None, (nearest(row, record.id, view.panels_by_id) for row in rows)), None)
