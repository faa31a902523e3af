"""What people do to pages; each verb is one step that can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui.desk import Desk
from gui.pages.frame_work import GUTTER_MM, cut_panel, moved_edge, reset_frames, written_frames
from layouts.problems import Composition
from layouts.shapes import Point
from projects.records import Page, PageId, PageKind, Panel, PanelId

if TYPE_CHECKING:
    from projects.editing import Edit


class PageVerbs(QObject):
    """Writes pages and the frames of their panels."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._newest: Page | None = None

    def insert_page(self, behind: PageId | None) -> PageId:
        """Add a page with one panel behind another, or as the first; its id."""
        current = self._known(behind)
        page = self._newest = Page(chapter=current.chapter if current else None, kind=PageKind.STORY)
        panel = Panel(page=page.id)

        def insert(edit: Edit) -> None:
            edit.insert(page)
            edit.insert(panel)
            if current is not None:
                edit.move(Page, page.id, after=current.id)

        self._desk.edit(self.tr("Add page"), insert)
        return page.id

    def delete_page(self, page: PageId) -> None:
        """Remove a page with its panels."""
        self._desk.edit(self.tr("Remove page"), lambda edit: edit.delete(Page, page))

    def set_template(self, page: PageId, template: str) -> None:
        """Lay a page out by another template."""
        panels = self._panels(page)

        def change(edit: Edit) -> None:
            edit.update(Page, page, template=template)
            reset_frames(edit, panels)

        self._desk.edit(self.tr("Change layout"), change)

    def reset_frames(self, page: PageId) -> None:
        """Let the frames of a page follow its template again."""
        panels = self._panels(page)
        self._desk.edit(self.tr("Frames back to the template"), lambda edit: reset_frames(edit, panels))

    def cut(self, page: PageId, composition: Composition, panel: PanelId, line: tuple[Point, Point]) -> None:
        """Cut a panel in two along a line."""
        panels = self._panels(page)
        self._desk.edit(self.tr("Cut panel"), lambda edit: cut_panel(edit, composition, panels, panel, line))

    def move_edge(self, page: PageId, composition: Composition, panel: PanelId, edge: int, distance_mm: float) -> None:
        """Move an edge of a panel, and those of the neighbours that share it."""
        panels = self._panels(page)

        def move(edit: Edit) -> None:
            written_frames(edit, panels, moved_edge(composition, panel, edge, distance_mm, GUTTER_MM))

        self._desk.edit(self.tr("Move edge"), move)

    def _known(self, page: PageId | None) -> Page | None:
        """A page of the book, or the one just added: it may not be in the view yet."""
        if self._newest is not None and self._newest.id == page:
            return self._newest
        view = self._desk.view
        return view.pages_by_id.get(page) if view is not None and page is not None else None

    def _panels(self, page: PageId) -> tuple[Panel, ...]:
        view = self._desk.view
        return view.panels_of_page.get(page, ()) if view is not None else ()
