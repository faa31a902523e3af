"""The line below everything: saved or not, what goes on, who else is here, what draws and how much memory it has."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLabel

from charabook.studio.machine import MachineFacts, machine_facts
from gui.desk import Desk

LOOK_EVERY_MS = 15_000
GB = 1e9


class MachineLabel(QObject):
    """Keeps a label up to date with the card and its free memory; looks on the studio's thread."""

    def __init__(self, desk: Desk, label: QLabel) -> None:
        super().__init__(label)
        self._desk = desk
        self._label = label
        self._facts: MachineFacts | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        desk.opened.connect(self.look)
        desk.opened.connect(self._timer.start)

    def look(self) -> None:
        """Ask how much memory is free now."""
        self._desk.ask(lambda _: machine_facts(), self._show)

    def stop(self) -> None:
        """Look no more: the book is being closed."""
        self._timer.stop()

    def retranslate(self) -> None:
        """Say it in the language of the moment."""
        facts = self._facts
        if facts is None:
            return
        name = facts.card or self.tr("Processor")
        free = self.tr("{free} of {all} GB free").format(
            free=f"{facts.free_bytes / GB:.1f}", all=f"{facts.memory_bytes / GB:.0f}"
        )
        self._label.setText(f"{name}: {free}")

    def _show(self, facts: MachineFacts) -> None:
        self._facts = facts
        self.retranslate()
