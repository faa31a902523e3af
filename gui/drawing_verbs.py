"""What the window can ask to be drawn: this panel, all empty ones, a chapter, variations of a take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog

from charabook.engine.requests import Likeness
from charabook.errors import BugError, KnownError
from gui.desk import Desk
from gui.facts import seen_masks
from gui.notices import notice_of
from gui.panels.panels_mode import PanelsMode
from gui.queue.wishes import Queueing, Wish
from gui.takes.takes_dock import TakesDock
from projects.records import Figure, LookId, PanelId, Take, TakeId

if TYPE_CHECKING:
    from charabook.studio import Studio
    from charabook.studio.estimates import Estimate
    from charabook.studio.remaking import Remake


class DrawingVerbs(QObject):
    """One line for each wish; the studio and its queue do the rest."""

    def __init__(self, desk: Desk, panels: PanelsMode, takes: TakesDock, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._panels = panels
        self._takes = takes

    def generate(self) -> None:
        """Draw the panel at hand."""
        panel = self._panels.panel()
        if panel is not None:
            self.generate_panels([panel])

    def generate_many_takes(self, count: int) -> None:
        """Draw the panel at hand several times, each time with another seed."""
        panel = self._panels.panel()
        if panel is not None:
            self._wish([panel], "takes", count, lambda studio: studio.drawing.generate_takes(panel, count))

    def generate_likenesses(self) -> None:
        """Draw the panel at hand gently, balanced and firmly, with one seed."""
        panel = self._panels.panel()
        if panel is not None:
            self._wish([panel], "likenesses", len(Likeness), lambda studio: studio.drawing.generate_likenesses(panel))

    def generate_panels(self, panels: Sequence[PanelId]) -> None:
        """Queue these panels."""
        self._wish(panels, "panels", len(panels), lambda studio: studio.drawing.generate_many(panels))

    def plan(self, which: Callable[[Studio], Sequence[PanelId]]) -> None:
        """Say what drawing these panels costs, and queue them when the user agrees.

        For a long book that takes a moment to work out: the dialog says so meanwhile.
        """
        from gui.queue.queue_plan import QueuePlan  # noqa: PLC0415  dialogs are read when they open

        def look(studio: Studio) -> tuple[Sequence[PanelId], Estimate]:
            panels = which(studio)
            return panels, studio.drawing.estimate(panels)

        dialog = QueuePlan(self._panels.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.confirmed.connect(self.generate_panels)
        dialog.open()
        self._desk.ask(
            look, lambda answer: dialog.show_plan(*answer), lambda problem: self._give_up_plan(dialog, problem)
        )

    def _give_up_plan(self, dialog: QDialog, problem: KnownError | BugError) -> None:
        dialog.reject()
        self._desk.noticed.emit(notice_of(problem))

    def generate_empty(self) -> None:
        """Queue every panel that has no picture yet."""
        self.plan(lambda studio: studio.drawing.panels_without_picture())

    def generate_stale(self) -> None:
        """Queue every panel whose picture no longer fits."""
        self.plan(lambda studio: studio.drawing.stale_panels())

    def generate_chapter(self) -> None:
        """Queue every panel of the chapter at hand that can be drawn."""
        view, panel = self._desk.view, self._panels.panel()
        if view is None or panel is None:
            return
        chapter = view.pages_by_id[view.panels_by_id[panel].page].chapter
        panels = [one.id for one in view.panels if view.pages_by_id[one.page].chapter == chapter and not one.locked]
        self.plan(lambda studio: tuple(one for one in panels if not studio.drawing.why_not(one)))

    def enlarge_all(self) -> None:
        """Queue every shown picture to be enlarged for print."""
        self._wish([], "enlarge", 0, lambda studio: studio.takes.upscale_missing())

    def cancel_shown(self) -> None:
        """Cancel what is being drawn for the panel at hand."""
        panel = self._panels.panel()

        def cancel(studio: Studio) -> None:
            for job in studio.queue.jobs():
                if job.subject == panel:
                    studio.queue.cancel(job.id)

        self._desk.tend(cancel)

    def vary(self, take: str, count: int) -> None:
        """Queue variations of a take: the same request with other seeds."""
        self._wish([take], "variations", count, lambda studio: studio.takes.vary_many(TakeId(take), count))

    def ask_settings(self, take: str) -> None:
        """Ask for other settings, then queue the take's request with them."""
        view = self._desk.view
        record = view.takes_by_id.get(TakeId(take)) if view is not None else None
        if view is None or record is None:
            return
        from gui.remake import RemakeDialog  # noqa: PLC0415

        dialog = RemakeDialog(view, record, self._takes)
        dialog.chosen.connect(lambda plan: self._remake(record.id, plan))
        dialog.open()

    def _remake(self, take: TakeId, plan: Remake) -> None:
        self._wish([take], repr(plan), 1, lambda studio: [studio.takes.remake(take, plan)])

    def _wish(self, subjects: Sequence[str], how: str, pictures: int, queue: Queueing) -> None:
        self._desk.wishes.make(Wish(subjects=tuple(subjects), how=how, pictures=pictures), queue)

    def identity_from_take(self) -> None:
        """Let the figure at hand, as the take at hand shows it, define its look."""
        view, take_id = self._desk.view, self._takes.chosen()
        figure = self._figure_at_hand()
        take = view.takes_by_id.get(take_id) if view is not None and take_id is not None else None
        if figure is None or figure.look is None or take is None or take.asset is None:
            self._desk.notice(self.tr("Select a figure on the canvas and a take first."))
            return
        self._use_as_identity(take, figure.look)

    def _use_as_identity(self, take: Take, look: LookId) -> None:
        asset = take.asset
        mask = next((one.mask for one in seen_masks(take) if one.look == look), None)
        if asset is not None:
            self._desk.change(
                lambda studio: studio.looks.use_drawing(
                    look, studio.asset(asset), studio.asset(mask) if mask is not None else None
                )
            )

    def _figure_at_hand(self) -> Figure | None:
        view, panel = self._desk.view, self._panels.panel()
        if view is None or panel is None:
            return None
        figures = view.figures_of_panel.get(panel, ())
        picked = self._panels.canvas.selected_figure()
        return next((one for one in figures if one.id == picked), figures[0] if len(figures) == 1 else None)
