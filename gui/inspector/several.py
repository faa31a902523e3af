"""Above the form, while several things are selected on a canvas: how many, and what can be done to all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from gui.selection_verbs import SelectionVerbs

SIGN_PX = 18


class SeveralStrip(QWidget):
    """Its buttons are the commands themselves: their names, tooltips and when they work are said in one place."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bar", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.count = QLabel()
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 6)
        column.setSpacing(4)
        for row in (self._first, self._second):
            row.setSpacing(2)
            column.addLayout(row)
        self._first.addWidget(self.count, 1)
        self.hide()

    def offer(self, selection: SelectionVerbs) -> None:
        """Offer what can be done, and say how many are selected from now on."""
        for key in ("duplicate", "remove"):
            self._first.addWidget(_button(selection.verbs[key]))
        for action in selection.ways.values():
            self._second.addWidget(_button(action))
        self._second.addStretch(1)
        selection.changed.connect(self._say)

    def _say(self, count: str) -> None:
        self.count.setText(count)
        self.setVisible(bool(count))


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setAutoRaise(True)
    button.setIconSize(QSize(SIGN_PX, SIGN_PX))
    button.setDefaultAction(action)
    return button
