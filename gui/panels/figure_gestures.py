"""What can be done to the figures of the panel at hand. Each is one step that can be undone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from charabook.engine.requests import Region
from charabook.engine.wire import to_json
from gui.canvas.panel_canvas import PanelCanvas
from gui.desk import Desk
from gui.panels.panel_at_hand import PanelAtHand
from projects.records import Figure, FigureId, LookId, new_id

if TYPE_CHECKING:
    from projects.editing import Edit


class FigureGestures(QObject):
    """Place, move, remove, copy and paste."""

    def __init__(self, desk: Desk, hand: PanelAtHand, canvas: PanelCanvas, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._hand = hand
        self._canvas = canvas
        self._copied: tuple[Figure, ...] = ()
        canvas.region_changed.connect(self.change_region)
        canvas.removal_asked.connect(self.remove)

    def place(self, look: LookId, region: Region | None) -> None:
        """Put a cast member into the panel: where the region says, or where there is room."""
        panel = self._hand.id
        if panel is not None:
            figure = Figure(panel=panel, look=look, region_json=to_json(region) if region is not None else None)
            self._desk.edit(self.tr("Place figure"), lambda edit: edit.insert(figure))

    def change_region(self, figure: str, region: Region) -> None:
        """Let a figure stand somewhere else."""
        text = to_json(region)
        self._desk.edit(self.tr("Move figure"), lambda edit: edit.update(Figure, FigureId(figure), region_json=text))

    def remove(self, figure: str) -> None:
        """Take a figure out of the panel."""
        self._desk.edit(self.tr("Remove figure"), lambda edit: edit.delete(Figure, FigureId(figure)))

    def copy(self) -> None:
        """Remember the figure that is selected on the canvas, or all of the panel, to put them into another."""
        figures, picked = self._hand.figures(), self._canvas.selected_figure()
        self._copied = tuple(one for one in figures if one.id == picked) or figures
        if self._copied:
            self._desk.notice(self.tr("%n figure(s) copied. Go to another panel and paste.", "", len(self._copied)))

    def paste(self) -> None:
        """Put what was copied into the panel at hand: who, where, doing what."""
        view, panel = self._desk.view, self._hand.id
        if view is None or panel is None or not self._copied:
            return
        fresh = [
            replace(one, id=FigureId(new_id()), panel=panel, rank="", key="")
            for one in self._copied
            if one.look in view.looks
        ]

        def paste(edit: Edit) -> None:
            for figure in fresh:
                edit.insert(figure)

        self._desk.edit(self.tr("Paste figures"), paste)
