"""What can be done to the figures of the panel at hand. Each is one step that can be undone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from charabook.engine.requests import Region
from charabook.engine.wire import to_json
from gui.canvas.panel_canvas import PanelCanvas
from gui.canvas.regions import bounds_of, remapped
from gui.canvas.shapes import moved_box
from gui.desk import Desk
from gui.panels.panel_at_hand import PanelAtHand
from projects.records import Figure, FigureId, LookId, PanelId, new_id

if TYPE_CHECKING:
    from projects.editing import Edit

BESIDE = 0.05
"""How far a second figure stands from the first, fraction of the picture."""


class FigureGestures(QObject):
    """Place, move, remove, double, bring nearer, copy and paste."""

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

    def duplicate(self) -> None:
        """Let whoever is selected stand beside themselves a second time, and select the second one."""
        shown, record = self._canvas.selected(), self._selected()
        if shown is None or record is None:
            return
        around = bounds_of(shown.region)
        beside = moved_box(around, BESIDE if around.left + around.width + BESIDE <= 1.0 else -BESIDE, 0.0)
        twin = _copied(record, record.panel, to_json(remapped(shown.region, beside)))
        self._canvas.select_figure(twin.id)
        self._desk.edit(self.tr("Duplicate figure"), lambda edit: edit.insert(twin))

    def bring_nearer(self) -> None:
        """Whoever is selected comes in front of others."""
        self._move_through(1, self.tr("Bring figure nearer"))

    def move_farther(self) -> None:
        """Whoever is selected goes behind others."""
        self._move_through(-1, self.tr("Move figure farther"))

    def _move_through(self, by: int, label: str) -> None:
        figure = self._selected()
        if figure is not None:
            self._desk.edit(label, lambda edit: edit.update(Figure, figure.id, z=figure.z + by))

    def _selected(self) -> Figure | None:
        """Who is selected; without anybody, the user hears what to do."""
        picked = self._canvas.selected_figure()
        figure = next((one for one in self._hand.figures() if one.id == picked), None)
        if figure is None:
            self._desk.notice(self.tr("Select a figure on the canvas first."))
        return figure

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
        fresh = [_copied(one, panel, one.region_json) for one in self._copied if one.look in view.looks]

        def paste(edit: Edit) -> None:
            for figure in fresh:
                edit.insert(figure)

        self._desk.edit(self.tr("Paste figures"), paste)


def _copied(figure: Figure, panel: PanelId, region_json: str | None) -> Figure:
    """The same figure a second time: who, where, doing what."""
    return replace(figure, id=FigureId(new_id()), panel=panel, region_json=region_json, rank="", key="")
