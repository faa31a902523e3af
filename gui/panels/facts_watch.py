"""What drawing the panel at hand would take, asked anew whenever the book or the panel changes."""

from PySide6.QtCore import QObject, Signal

from charabook.errors import BugError, KnownError
from gui.desk import Desk
from gui.facts import PanelFacts, read_panel_facts
from gui.notices import notice_of
from gui.panels.panel_at_hand import PanelAtHand


class FactsWatch(QObject):
    """One question is under way at a time: whoever leafs fast has it asked for the last panel only."""

    arrived = Signal(object)
    """The `PanelFacts` of the panel at hand."""

    def __init__(self, desk: Desk, hand: PanelAtHand, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._hand = hand
        self._is_asking, self._asks_again = False, False
        self.facts: PanelFacts | None = None

    def forget(self) -> None:
        """Another panel is at hand: nothing is known of it yet."""
        self.facts = None

    def ask(self) -> None:
        """Ask about the panel at hand."""
        panel = self._hand.id
        if self._is_asking or panel is None:
            self._asks_again = panel is not None
            return
        self._is_asking, self._asks_again = True, False
        self._desk.ask(lambda studio: read_panel_facts(studio, panel), self._arrive, self._fail)

    def _arrive(self, facts: PanelFacts) -> None:
        self._go_on()
        if facts.panel == self._hand.id:
            self.facts = facts
            self.arrived.emit(facts)

    def _fail(self, problem: KnownError | BugError) -> None:
        self._go_on()
        self._desk.noticed.emit(notice_of(problem))

    def _go_on(self) -> None:
        """That question is settled; ask what came up meanwhile."""
        self._is_asking = False
        if self._asks_again:
            self.ask()
