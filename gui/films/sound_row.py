"""One sound of the film: which file, how loud."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from gui.buttons import name_it, small
from gui.films.level import Level

LOUDEST = 1.5


class SoundRow(QWidget):
    """Shows a path; asks for another."""

    asked = Signal()
    folder_asked = Signal()
    removed = Signal()
    level_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asks_folder = False
        self._menu = QMenu(self)
        self.heading = QLabel()
        self.heading.setProperty("muted", True)
        self.button = QPushButton()
        self.remove_button = small("close", self.removed.emit)
        self.level = Level(LOUDEST)
        self.missing = QLabel()
        self.missing.setWordWrap(True)
        self.missing.setProperty("warning", True)
        self.missing.hide()
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.button, 1)
        row.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.heading)
        column.addLayout(row)
        column.addWidget(self.missing)
        column.addWidget(self.level)
        self.button.clicked.connect(self._ask)
        self.level.committed.connect(self.level_changed)

    def _ask(self) -> None:
        if not self._asks_folder:  # else its menu asks
            self.asked.emit()

    def offer_folder(self, one_file: str, folder: str) -> None:
        """Ask whether one file is meant, or a folder of files."""
        menu = self._menu
        menu.clear()
        menu.addAction(one_file, self.asked.emit)
        menu.addAction(folder, self.folder_asked.emit)
        self.button.setMenu(menu)
        self._asks_folder = True

    def name(self, name: str, level: str, remove: str) -> None:
        """Say what it is."""
        self.heading.setText(name)
        self.level.name(level)
        name_it(self.remove_button, remove)

    def tell(self, problem: str) -> None:
        """Say what is wrong with the file; nothing for an empty text."""
        self.missing.setText(problem)
        self.missing.setVisible(bool(problem))

    def show_sound(self, path: str, level: float, invitation: str) -> None:
        """Show what was chosen, or the invitation to choose."""
        name = Path(path).name if path else invitation
        room = self.button.fontMetrics().horizontalAdvance("m") * 15
        self.button.setText(self.button.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room))
        self.button.setToolTip(path)
        self.button.setAccessibleName(f"{self.heading.text()}: {name}")
        self.remove_button.setVisible(bool(path))
        self.level.setVisible(bool(path))
        self.level.show_value(level)
