"""What can be done to the figures of the panel at hand, one or several. Each is one step that can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from charabook.engine.requests import Box, Region
from charabook.engine.wire import to_json
from gui.canvas.alignment import Arrangement, Extent, Span, arranged
from gui.canvas.panel_canvas import PanelCanvas
from gui.canvas.regions import bounds_of, remapped
from gui.canvas.selection_gestures import SelectionGestures
from gui.canvas.shapes import box_of_all, moved_box
from gui.desk import Desk
from gui.panels.panel_at_hand import PanelAtHand
from projects.records import Figure, FigureId, LookId, PanelId, new_id

if TYPE_CHECKING:
    from projects.editing import Edit

BESIDE = 0.05
"""How far a second figure stands from the first, fraction of the picture."""


class FigureGestures(SelectionGestures):
    """Place, move, line up, remove, double, bring nearer, copy and paste."""

    def __init__(self, desk: Desk, hand: PanelAtHand, canvas: PanelCanvas, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._hand = hand
        self._canvas = canvas
        self._copied: tuple[Figure, ...] = ()
        self._led: dict[str, Region] = {}
        self._leading = 0
        canvas.region_changed.connect(lambda figure, region: self.change_regions({figure: region}))
        canvas.regions_changed.connect(self.change_regions)
        canvas.selection_changed.connect(self.selection_changed)

    def place(self, look: LookId, region: Region | None) -> None:
        """Put a cast member into the panel: where the region says, or where there is room.

        Somebody whom the story has brought, and who stands nowhere in particular yet, is not doubled but goes there.
        """
        panel = self._hand.id
        waiting = next((one for one in self._hand.figures() if one.look == look and not self._is_placed(one)), None)
        if region is not None and waiting is not None:
            self._stand(self.tr("Place figure"), {waiting.id: region})
        elif panel is not None:
            figure = Figure(panel=panel, look=look, region_json=to_json(region) if region is not None else None)
            self._desk.edit(self.tr("Place figure"), lambda edit: edit.insert(figure))

    def _is_placed(self, figure: Figure) -> bool:
        return figure.region_json is not None or figure.id in self._led

    def change_regions(self, regions: Mapping[str, Region]) -> None:
        """Let figures stand somewhere else."""
        self._stand(self.tr("Move figure"), regions)

    # ------------------------------------------------------------------ those who are selected

    def count(self) -> int:
        """How many figures are selected."""
        return len(self._canvas.selected())

    def say_count(self) -> str:
        """How many of what are selected, in the language of the moment."""
        return self.tr("%n figure(s) selected", "", self.count())

    def select_all(self) -> None:
        """Select everybody in the panel."""
        self._canvas.select_all()

    def select_none(self) -> None:
        """Put back who is being dragged, else select nobody."""
        self._canvas.let_go()

    def step(self, by: int) -> None:
        """Select the next figure (`by` 1) or the previous one (-1)."""
        self._canvas.step_figure(by)

    def add_next(self) -> None:
        """Select the next figure too."""
        self._canvas.add_next()

    def remove_selected(self) -> None:
        """Take whoever is selected out of the panel."""
        gone = [figure.id for figure in self._selected()]
        if gone:
            self._desk.edit(self.tr("Remove figure"), lambda edit: _delete(edit, gone))

    def duplicate(self) -> None:
        """Let whoever is selected stand beside themselves a second time, and select the twins."""
        records, regions = self._selected(), {one.id: one.region for one in self._canvas.selected()}
        if not records:
            return
        aside = _aside([bounds_of(region) for region in regions.values()])
        twins = [_twin(record, regions[record.id], aside) for record in records]
        self._canvas.select_figures(*(twin.id for twin in twins))
        self._desk.edit(self.tr("Duplicate figure"), lambda edit: _insert(edit, twins))

    def arrange(self, way: Arrangement) -> None:
        """Put whoever is selected in line, or spread them out evenly."""
        regions = {one.id: one.region for one in self._canvas.selected()}
        boxes = {figure: bounds_of(region) for figure, region in regions.items()}
        shifts = arranged({figure: _extent_of(box) for figure, box in boxes.items()}, way)
        moved = {one: remapped(region, moved_box(boxes[one], *shifts[one])) for one, region in regions.items()}
        self._stand(self.tr("Arrange figures"), {one: moved[one] for one in moved if moved[one] != regions[one]})

    def bring_nearer(self) -> None:
        """Whoever is selected comes in front of others."""
        self._move_through(1, self.tr("Bring figure nearer"))

    def move_farther(self) -> None:
        """Whoever is selected goes behind others."""
        self._move_through(-1, self.tr("Move figure farther"))

    def _move_through(self, by: int, label: str) -> None:
        depths = {figure.id: figure.z + by for figure in self._selected()}
        if depths:
            self._desk.edit(label, lambda edit: _set_depths(edit, depths))

    def region(self, figure: FigureId) -> Region | None:
        """Where a figure was asked to stand, until the book as it is read knows of it."""
        return self._led.get(figure)

    def _stand(self, label: str, regions: Mapping[str, Region]) -> None:
        texts = {FigureId(figure): to_json(region) for figure, region in regions.items()}
        if not texts:
            return
        # Keys come quicker than books are read: the next movement goes on from here, not from where it is written.
        self._led |= regions
        self._leading += 1
        self._canvas.lead(regions)
        self._desk.edit(label, lambda edit: _set_regions(edit, texts))
        self._desk.ask(lambda _: None, lambda _: self._written())

    def _written(self) -> None:
        """One movement more stands in the book: whatever is read from now on knows of it."""
        self._leading -= 1
        if not self._leading:
            self._led.clear()

    def _selected(self) -> list[Figure]:
        """Who is selected; without anybody, the user hears what to do."""
        picked = {one.id for one in self._canvas.selected()}
        figures = [one for one in self._hand.figures() if one.id in picked]
        if not figures:
            self._desk.notice(self.tr("Select a figure on the canvas first."))
        return figures

    # ------------------------------------------------------------------ from panel to panel

    def copy(self) -> None:
        """Remember the figures that are selected on the canvas, or all of the panel, to put them into another."""
        figures, picked = self._hand.figures(), {one.id for one in self._canvas.selected()}
        self._copied = tuple(one for one in figures if one.id in picked) or figures
        if self._copied:
            self._desk.notice(self.tr("%n figure(s) copied. Go to another panel and paste.", "", len(self._copied)))

    def paste(self) -> None:
        """Put what was copied into the panel at hand: who, where, doing what."""
        view, panel = self._desk.view, self._hand.id
        if view is None or panel is None or not self._copied:
            return
        fresh = [_copied(one, panel, one.region_json) for one in self._copied if one.look in view.looks]
        self._desk.edit(self.tr("Paste figures"), lambda edit: _insert(edit, fresh))


def _copied(figure: Figure, panel: PanelId, region_json: str | None) -> Figure:
    """The same figure a second time: who, where, doing what."""
    return replace(figure, id=FigureId(new_id()), panel=panel, region_json=region_json, rank="", key="")


def _twin(figure: Figure, region: Region, aside: float) -> Figure:
    """The same figure beside itself."""
    beside = moved_box(bounds_of(region), aside, 0.0)
    return _copied(figure, figure.panel, to_json(remapped(region, beside)))


def _aside(boxes: Sequence[Box]) -> float:
    """How far to the right twins stand, or to the left where there is no room at the right."""
    around = box_of_all(boxes)
    return BESIDE if around.left + around.width + BESIDE <= 1.0 else -BESIDE


def _extent_of(box: Box) -> Extent:
    """What a box takes up of the picture, fractions."""
    return Extent(Span(box.left, box.width), Span(box.top, box.height))


def _insert(edit: Edit, figures: Sequence[Figure]) -> None:
    for figure in figures:
        edit.insert(figure)


def _delete(edit: Edit, figures: Sequence[FigureId]) -> None:
    for figure in figures:
        edit.delete(Figure, figure)


def _set_regions(edit: Edit, texts: Mapping[FigureId, str]) -> None:
    for figure, text in texts.items():
        edit.update(Figure, figure, region_json=text)


def _set_depths(edit: Edit, depths: Mapping[FigureId, int]) -> None:
    for figure, z in depths.items():
        edit.update(Figure, figure, z=z)
