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
    """Says how many, how long and how much memory; queues when it is confirmed."""

    confirmed = Signal()

    def __init__(self, panels: Sequence[PanelId], cost: Estimate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Draw several panels"))
        title = QLabel(self.tr("%n panel(s) will be queued", "", len(panels)))
        title.setProperty("heading", True)
        more = cost.pictures - len(panels)
        parts = [say_cost(cost)]
        if cost.seconds is None:
            parts.append(self.tr("How long it takes will be known after the first picture."))
        if more > 0:
            parts.append(self.tr("%n identity picture(s) will be drawn first.", "", more))
        self.about = QLabel("\n".join(filter(None, parts)))
        self.about.setWordWrap(True)
        self.warning = QLabel(self.tr("That is more memory than is free now: close other programs first."))
        self.warning.setProperty("warning", True)
        self.warning.setWordWrap(True)
        self.warning.setVisible(not cost.fits)
        calm = QLabel(self.tr("You can go on working. The queue survives a restart, and every job can be cancelled."))
        calm.setProperty("muted", True)
        calm.setWordWrap(True)
        foot = Foot(self, self._finish, self.tr("Queue"), self.tr("Cancel"))
        self.queue_button = foot.go
        column = dialog_column(self)
        for widget in (title, self.about, self.warning, calm):
            column.addWidget(widget)
        column.addWidget(foot)
        self.setMinimumWidth(460)

    def _finish(self) -> None:
        self.confirmed.emit()
        self.accept()
