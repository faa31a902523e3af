"""The column of signs beside a canvas: its tools, and how it is looked at."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QToolBar, QWidget

from gui import signs

SIGN_PX = 18


class ToolColumn(QToolBar):
    """Its keys belong to the canvas alone: in a text field they are letters."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__()
        self._canvas = canvas
        self.setObjectName("tools")
        self.setOrientation(Qt.Orientation.Vertical)
        self.setIconSize(QSize(SIGN_PX, SIGN_PX))

    def add_sign(self, sign: str, key: str = "") -> QAction:
        """One sign more, with its key if it has one."""
        action = QAction(self)
        if key:
            action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        signs.give(action, sign)
        self._canvas.addAction(action)
        self.addAction(action)
        return action

    def name(self, names: dict[QAction, str]) -> None:
        """Say what the signs mean, and by which keys they are reached."""
        for action, name in names.items():
            key = action.shortcut().toString()
            action.setText(name)
            action.setToolTip(f"{name} ({key})" if key else name)
