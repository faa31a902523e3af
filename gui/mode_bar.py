"""The bar at the top: the modes, undo and redo, and the way to every command."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QToolBar, QToolButton, QWidget

from gui import signs
from gui.actions import Actions
from gui.rooms import Mode


class ModeBar(QToolBar):
    """Always in sight, always at the top."""

    def __init__(self, actions: Actions, find_command: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.finder = QToolButton()
        self.setObjectName("modes")
        self.setMovable(False)
        self.setIconSize(QSize(20, 18))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for mode in Mode:
            self.addAction(actions[f"mode {mode}"])
        stretch = QWidget()
        stretch.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(stretch)
        for key in ("undo", "redo"):
            self._add_sign(key)
        self._add_finder(find_command)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setWindowTitle(self.tr("Modes"))
        self.finder.setText("  " + self.tr("Find a command…").rstrip("…") + "   Ctrl+K")
        self.finder.setAccessibleName(self.tr("Find a command…"))
        self.finder.setToolTip(self._actions["palette"].toolTip())

    def _add_sign(self, key: str) -> None:
        self.addAction(self._actions[key])
        button = self.widgetForAction(self._actions[key])
        if isinstance(button, QToolButton):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def _add_finder(self, find_command: Callable[[], None]) -> None:
        self.finder.setProperty("finder", True)
        self.finder.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.finder.setIconSize(QSize(15, 15))
        self.finder.clicked.connect(find_command)
        signs.give(self.finder, "search")
        self.addWidget(self.finder)
