"""Which pictures show a look as it was before, what drawing them again costs, and one button that does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui import signs
from gui.book_view import BookView
from gui.costs import say_cost
from gui.desk import Desk
from gui.places import place_name
from gui.theme import shades
from projects.records import LookId, PanelId

if TYPE_CHECKING:
    from charabook.studio.estimates import Estimate

MOST_NAMES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """The panels of a look that show it as it was before, and how many locked ones stay as they are."""

    stale: tuple[PanelId, ...] = ()
    locked: int = 0


def affected_by(view: BookView, stale: frozenset[PanelId], look: LookId) -> Affected:
    """What a change of this look has made stale."""
    panels = view.panels_of_look.get(look, ())
    return Affected(
        stale=tuple(panel.id for panel in panels if panel.id in stale),
        locked=sum(panel.locked for panel in panels),
    )


class AffectedPanels(QFrame):
    """Shown only while there is something to draw again."""

    panels_asked = Signal(object)
    """The panel ids that shall be drawn again."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._affected = Affected()
        self._cost = ""
        self.setProperty("card", True)
        self.sign, self.title, self.names = QLabel(), QLabel(), QLabel()
        self.title.setProperty("subheading", True)
        self.names.setProperty("muted", True)
        self.names.setWordWrap(True)
        self.button = QPushButton()
        self.button.setProperty("primary", True)
        self.button.clicked.connect(lambda: self.panels_asked.emit(list(self._affected.stale)))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.names)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 14, 12)
        row.setSpacing(14)
        row.addWidget(self.sign)
        row.addLayout(words, 1)
        row.addWidget(self.button)
        self.hide()

    def show_look(self, view: BookView, look: LookId) -> None:
        """Show what another look has made stale."""
        affected = affected_by(view, self._desk.states.stale, look)
        if affected != self._affected:
            self._affected, self._cost = affected, ""
            self._ask_cost(affected.stale)
        self.setVisible(bool(affected.stale))
        if affected.stale:
            self._say(view)

    def panels(self) -> tuple[PanelId, ...]:
        """What the button would queue."""
        return self._affected.stale

    def _say(self, view: BookView) -> None:
        count = len(self._affected.stale)
        sign = signs.drawn("warning", shades().warning, 2 * 22)
        sign.setDevicePixelRatio(2.0)
        self.sign.setPixmap(sign)
        self.sign.setFixedSize(QSize(22, 22))
        self.title.setText(self.tr("%n picture(s) show this look as it was before", "", count))
        names = [place_name(view, panel) for panel in self._affected.stale[:MOST_NAMES]]
        said = [" · ".join(names) + (" …" if count > MOST_NAMES else "")]
        if self._affected.locked:
            said.append(self.tr("%n locked panel(s) stay as they are.", "", self._affected.locked))
        self.names.setText("  ".join(said))
        self.button.setText(self.tr("Draw just these again"))
        self.button.setToolTip(self._cost)

    def _ask_cost(self, panels: Sequence[PanelId]) -> None:
        if panels:
            self._desk.ask(lambda studio: studio.drawing.estimate(panels), lambda cost: self._show_cost(panels, cost))

    def _show_cost(self, panels: Sequence[PanelId], cost: Estimate) -> None:
        if tuple(panels) == self._affected.stale:
            self._cost = say_cost(cost)
            self.button.setToolTip(self._cost)
