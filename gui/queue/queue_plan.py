"""Many pictures at once: what they cost is said before they are queued."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from gui.costs import say_cost
from gui.dialogs import Foot, dialog_column
from projects.records import PanelId

if TYPE_CHECKING:
    from charabook.studio.estimates import Estimate


class QueuePlan(QDialog):
    """Says how many, how long and how much memory, as soon as that is known; queues when it is confirmed."""

    confirmed = Signal(object)
    """The panels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panels: Sequence[PanelId] = ()
        self.setWindowTitle(self.tr("Draw several panels"))
        self.heading = QLabel(self.tr("Draw several panels"))
        self.heading.setProperty("heading", True)
        self.about = QLabel(self.tr("How many pictures, how long and how much memory is being worked out…"))
        self.about.setWordWrap(True)
        self.warning = QLabel(self.tr("That is more memory than is free now: close other programs first."))
        self.warning.setProperty("warning", True)
        self.warning.setWordWrap(True)
        self.warning.hide()
        self.calm = QLabel(
            self.tr("You can go on working. The queue survives a restart, and every job can be cancelled.")
        )
        self.calm.setProperty("muted", True)
        self.calm.setWordWrap(True)
        self.foot = Foot(self, self._finish, self.tr("Queue"), self.tr("Cancel"))
        self.queue_button = self.foot.go
        self.queue_button.setEnabled(False)
        column = dialog_column(self)
        for widget in (self.heading, self.about, self.warning, self.calm):
            column.addWidget(widget)
        column.addWidget(self.foot)
        self.setMinimumWidth(460)

    def show_plan(self, panels: Sequence[PanelId], cost: Estimate) -> None:
        """Say what drawing these panels takes."""
        if not panels:
            self._show_nothing()
            return
        self._panels = panels
        self.heading.setText(self.tr("%n panel(s) will be queued", "", len(panels)))
        self.about.setText("\n".join(filter(None, self._parts(len(panels), cost))))
        self.warning.setVisible(not cost.fits)
        self.queue_button.setEnabled(True)
        self.queue_button.setFocus()

    def _show_nothing(self) -> None:
        self.about.setText(self.tr("There is nothing to draw: every such panel has its picture."))
        self.calm.hide()
        self.queue_button.hide()
        self.foot.leave.setText(self.tr("Close"))

    def _parts(self, panels: int, cost: Estimate) -> list[str]:
        parts = [say_cost(cost)]
        if cost.seconds is None:
            parts.append(self.tr("How long it takes will be known after the first picture."))
        if cost.pictures > panels:
            parts.append(self.tr("%n identity picture(s) will be drawn first.", "", cost.pictures - panels))
        return parts

    def _finish(self) -> None:
        self.confirmed.emit(self._panels)
        self.accept()
