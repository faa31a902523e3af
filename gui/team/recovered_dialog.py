"""Choices that wait, and recovered items: what somebody went on editing while somebody else removed its home."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.desk import Desk
from gui.team.conflict_cards import ConflictCards
from projects.orphans import Orphan
from projects.records import Figure, Lettering, Page, Panel, Record, Take


class RecoveredDialog(QDialog):
    """Nothing that a teammate made is ever dropped; here is what needs a decision."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(self.tr("Recovered items and choices"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        choices = QLabel(self.tr("Changed differently by two people"))
        choices.setProperty("section", True)
        self.cards = ConflictCards(desk)
        recovered = QLabel(self.tr("Lost their home"))
        recovered.setProperty("section", True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Recovered items"))
        self.list.setMaximumHeight(150)
        self.list.setProperty("framed", True)
        self.nothing = QLabel(self.tr("Nothing has lost its home."))
        self.nothing.setProperty("muted", True)
        self.adopt_button = QPushButton(self.tr("Bring it back"))
        self.adopt_button.setEnabled(False)  # until something is there
        self.adopt_button.clicked.connect(self._adopt)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.accept)
        close.setDefault(True)
        self.adopt_button.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addWidget(self.adopt_button)
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        for widget in (choices, self.cards, recovered, self.list, self.nothing):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.resize(680, 560)
        self.cards.read()
        self._read()

    def _read(self) -> None:
        self._desk.ask(lambda studio: studio.project.orphans(), self._show)

    def _show(self, orphans: tuple[Orphan, ...]) -> None:
        self.list.clear()
        for orphan in orphans:
            item = QListWidgetItem(self._say(orphan))
            item.setData(Qt.ItemDataRole.UserRole, orphan)
            self.list.addItem(item)
        self.list.setVisible(bool(orphans))
        self.nothing.setVisible(not orphans)
        self.list.setCurrentRow(0)
        self.adopt_button.setEnabled(bool(orphans))

    def _say(self, orphan: Orphan) -> str:
        kinds: dict[type[Record], str] = {
            Page: self.tr("A page"),
            Panel: self.tr("A panel"),
            Figure: self.tr("A figure"),
            Lettering: self.tr("A piece of lettering"),
            Take: self.tr("A take"),
        }
        return kinds.get(orphan.kind, self.tr("An item"))

    def _adopt(self) -> None:
        orphan = self.list.currentIndex().data(Qt.ItemDataRole.UserRole)
        if isinstance(orphan, Orphan):
            view = self._desk.view
            page = view.pages[0].id if view is not None and view.pages else None
            home = page if orphan.kind in (Panel, Lettering) else None
            self._desk.change(lambda studio: studio.project.adopt(orphan, home))
            self._read()
