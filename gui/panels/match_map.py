"""What the engine took for whom: its masks over the picture, how alike they are, and the button that keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from charabook.engine.wire import to_json
from charabook.errors import KnownError
from gui.canvas.painting import as_region
from gui.canvas.panel_canvas import PanelCanvas
from gui.desk import Desk
from gui.facts import SeenMask, seen_masks
from gui.panels.panel_at_hand import PanelAtHand
from projects.records import Figure, LookId, Take, TakeId

if TYPE_CHECKING:
    from charabook.studio import Studio
    from projects.editing import Edit


class MatchMap(QWidget):
    """Lies over the canvas while it is asked for; says in one line what is seen there."""

    adopted = Signal()
    """The masks are regions now, and can be edited as such."""

    def __init__(self, desk: Desk, hand: PanelAtHand, canvas: PanelCanvas) -> None:
        super().__init__()
        self._desk = desk
        self._hand = hand
        self._canvas = canvas
        self._take: TakeId | None = None
        """Whose masks are seen, or on their way."""
        self._masks: Mapping[LookId, bytes] = {}
        self.likeness, self.adopt_button = QLabel(), QPushButton()
        self.likeness.setProperty("muted", True)
        self.adopt_button.hide()
        self.adopt_button.clicked.connect(self.adopt)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.likeness, 1)
        row.addWidget(self.adopt_button)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.adopt_button.setText(self.tr("Make this the figure's region"))

    def show_take(self, take: Take | None) -> None:
        """Lay what the engine left with a take over the picture."""
        self.put_away()
        masks = seen_masks(take) if take is not None else ()
        if take is None or not masks:
            self.likeness.setText(self.tr("This take has no masks."))
            return
        self._take = take.id
        self._desk.ask(partial(_read_masks, masks), partial(self._arrive, take.id, masks))

    def put_away(self) -> None:
        """Show the picture without it."""
        self._take = None
        self._masks = {}
        self._canvas.show_masks([])
        self.likeness.setText("")
        self.adopt_button.hide()

    def adopt(self) -> None:
        """Let the regions of this panel's figures be what the engine took for them."""
        figures = [one for one in self._hand.figures() if one.look in self._masks]
        regions = {one.id: to_json(as_region(self._masks[one.look])) for one in figures if one.look is not None}
        if not regions:
            return

        def adopt(edit: Edit) -> None:
            for figure, region in regions.items():
                edit.update(Figure, figure, region_json=region)

        self._desk.edit(self.tr("Adopt the masks"), adopt)
        self.adopted.emit()

    def _arrive(self, take: TakeId, masks: Sequence[SeenMask], found: Mapping[LookId, bytes]) -> None:
        view = self._desk.view
        if view is None or take != self._take:
            return
        self._masks = found
        self._canvas.show_masks([(mask, view.colour(look)) for look, mask in self._masks.items()])
        said = (
            self.tr("{name} {percent} %").format(name=view.look_name(one.look), percent=round(100 * one.similarity))
            for one in masks
        )
        self.likeness.setText(self.tr("Likeness: {list}").format(list=", ".join(said)))
        self.adopt_button.setVisible(bool(found))


def _read_masks(masks: Sequence[SeenMask], studio: Studio) -> dict[LookId, bytes]:
    """On the studio's thread: all that can be read; a mask that is gone is nobody's error."""
    found = {}
    for seen in masks:
        with suppress(KnownError):
            found[seen.look] = studio.asset(seen.mask)
    return found
