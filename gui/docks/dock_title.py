"""The head of a dock: its name, and a button that puts it away. The View menu brings it back."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QToolButton, QWidget

from gui import signs


class DockTitle(QWidget):
    """Follows the dock's own title; the dock is still moved by its head."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self.name = QLabel(dock.windowTitle())
        self.name.setProperty("section", True)
        self.close_button = QToolButton()
        self.close_button.setIconSize(QSize(13, 13))
        self.close_button.setAutoRaise(True)
        signs.give(self.close_button, "close")
        self.close_button.clicked.connect(dock.close)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 6, 3)
        row.addWidget(self.name, 1)
        row.addWidget(self.close_button)
        dock.windowTitleChanged.connect(self._rename)
        self._rename(dock.windowTitle())

    def _rename(self, name: str) -> None:
        self.name.setText(name)
        said = self.tr("Hide {dock}; the View menu brings it back").format(dock=name)
        self.close_button.setToolTip(said)
        self.close_button.setAccessibleName(said)
