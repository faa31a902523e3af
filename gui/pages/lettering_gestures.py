"""What can be done to the lettering that is selected on a page. Each is one step that can be undone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui.canvas.alignment import Arrangement
from gui.canvas.page_canvas import PageCanvas
from gui.canvas.selection_gestures import SelectionGestures
from gui.desk import Desk
from layouts.shapes import Point
from projects.records import Lettering, LetteringId, LetteringText, new_id, text_id

if TYPE_CHECKING:
    from projects.editing import Edit

BESIDE_MM = 6.0
"""How far a twin lies from its original, across and down."""

Twin = tuple[Lettering, tuple[LetteringText, ...]]
"""A piece of lettering with its words in every language."""


class LetteringGestures(SelectionGestures):
    """Move, line up, double and remove balloons, captions and sounds."""

    def __init__(self, desk: Desk, canvas: PageCanvas, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._canvas = canvas
        canvas.selection_changed.connect(self.selection_changed)
        canvas.letterings_moved.connect(self.move)

    def count(self) -> int:
        """How many pieces are selected."""
        return len(self._canvas.selected())

    def say_count(self) -> str:
        """How many of what are selected, in the language of the moment."""
        return self.tr("%n piece(s) of lettering selected", "", self.count())

    def select_all(self) -> None:
        """Select all lettering of the page."""
        self._canvas.pick_all()

    def select_none(self) -> None:
        """Let go of what is being dragged, else select nothing."""
        self._canvas.let_go()

    def step(self, by: int) -> None:
        """Select the next piece in reading order (`by` 1) or the previous one (-1)."""
        self._canvas.step(by)

    def add_next(self) -> None:
        """Select the next piece too."""
        self._canvas.pick_next_too()

    def move(self, middles: Mapping[str, Point]) -> None:
        """Put lettering elsewhere on its page: the new middles of its texts, mm."""
        self._place(self.tr("Move lettering"), middles)

    def arrange(self, way: Arrangement) -> None:
        """Put what is selected in line, or spread it out evenly."""
        self._place(self.tr("Arrange lettering"), self._canvas.arranged(way))

    def duplicate(self) -> None:
        """Put everything that is selected there a second time, a little aside, and select the twins."""
        twins = [self._twin(record) for record in self._selected()]
        if not twins:
            return
        self._canvas.pick(*(record.id for record, _ in twins))
        self._desk.edit(self.tr("Duplicate lettering"), lambda edit: _insert(edit, twins))

    def remove_selected(self) -> None:
        """Take away what is selected, its words too."""
        gone = [record.id for record in self._selected()]
        if gone:
            self._desk.edit(self.tr("Remove lettering"), lambda edit: _delete(edit, gone))

    def _place(self, label: str, middles: Mapping[str, Point]) -> None:
        places = {key: _placed(record, middles[key]) for key, record in self._records().items() if key in middles}
        if places:
            self._canvas.lead({key: middles[key] for key in places})
            self._desk.edit(label, lambda edit: _move(edit, places))

    def _twin(self, record: Lettering) -> Twin:
        view, twin = self._desk.view, LetteringId(new_id())
        words = view.texts_of_lettering.get(record.id, ()) if view is not None else ()
        middle = next(one.text.centre for one in self._canvas.selected() if one.lettering_id == record.id)
        place = _placed(record, middle.moved(BESIDE_MM, BESIDE_MM))
        return replace(record, id=twin, geometry_json=place, rank="", key=""), tuple(
            replace(one, id=text_id(twin, one.language), lettering=twin) for one in words
        )

    def _selected(self) -> list[Lettering]:
        """The records of what is selected; without any, the user hears what to do."""
        known = self._records()
        ids = (LetteringId(one.lettering_id) for one in self._canvas.selected())
        found = [known[one] for one in ids if one in known]
        if not found:
            self._desk.notice(self.tr("Select lettering on the page first."))
        return found

    def _records(self) -> dict[LetteringId, Lettering]:
        view = self._desk.view
        groups = (*view.letterings_of_panel.values(), *view.letterings_of_page.values()) if view is not None else ()
        return {one.id: one for group in groups for one in group}


def _placed(record: Lettering, middle: Point) -> str:
    """Where a piece stands, as it is stored, with its text round another middle."""
    return json.dumps({**json.loads(record.geometry_json or "{}"), "place": [round(middle.x, 2), round(middle.y, 2)]})


def _move(edit: Edit, places: Mapping[LetteringId, str]) -> None:
    for lettering, place in places.items():
        edit.update(Lettering, lettering, geometry_json=place)


def _insert(edit: Edit, twins: Sequence[Twin]) -> None:
    for record, words in twins:
        edit.insert(record)
        for one in words:
            edit.insert(one)


def _delete(edit: Edit, gone: Sequence[LetteringId]) -> None:
    for lettering in gone:
        edit.delete(Lettering, lettering)
