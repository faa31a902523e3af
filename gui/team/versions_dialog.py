"""The versions that were kept: look at the list, go back to one. Going back is one undo away from being undone."""

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.desk import Desk
from gui.invitation import Invitation
from projects.records import Version


class VersionsDialog(QDialog):
    """Keep, and go back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(self.tr("Versions"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        about = QLabel(self.tr("A version is the whole book under a name. Going back can be undone."))
        about.setProperty("muted", True)
        about.setWordWrap(True)
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Name of a new version"))
        self.name.setAccessibleName(self.tr("Name of a new version"))
        self.keep_button = QPushButton(self.tr("Keep"))
        self.keep_button.clicked.connect(self._keep)
        self.name.returnPressed.connect(self._keep)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Versions"))
        for name in ("framed", "roomy"):
            self.list.setProperty(name, True)
        self.nothing = Invitation("history")
        self.nothing.say(self.tr("No version is kept yet. Name one before you try something bold."))
        self.back_button = QPushButton(self.tr("Go back to this version"))
        self.back_button.setEnabled(False)  # until one is there to go back to
        self.back_button.clicked.connect(self._restore)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.accept)
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self.keep_button)
        bottom = QHBoxLayout()
        bottom.addWidget(self.back_button)
        bottom.addStretch(1)
        bottom.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        column.addWidget(about)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1)
        column.addLayout(bottom)
        self.resize(460, 420)
        self._read()

    def _read(self) -> None:
        self._desk.ask(lambda studio: studio.records().every(Version), self._show)

    def _show(self, versions: tuple[Version, ...]) -> None:
        self.list.clear()
        for version in sorted(versions, key=lambda one: one.created_s, reverse=True):
            when = QDateTime.fromSecsSinceEpoch(int(version.created_s))
            said = QLocale().toString(when, QLocale.FormatType.ShortFormat)
            by = f" · {version.author}" if version.author else ""
            item = QListWidgetItem(f"{version.name}\n{said}{by}")
            item.setData(Qt.ItemDataRole.UserRole, version)
            self.list.addItem(item)
        self.list.setVisible(bool(versions))
        self.nothing.setVisible(not versions)
        self.list.setCurrentRow(0)
        self.back_button.setEnabled(self.list.count() > 0)

    def _keep(self) -> None:
        name = self.name.text().strip()
        if name:
            self.name.clear()
            self._desk.ask(lambda studio: studio.project.save_version(name), lambda _: self._read())
            self._desk.reload()

    def _restore(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            version: Version = item.data(Qt.ItemDataRole.UserRole)
            self._desk.change(lambda studio: studio.project.restore_version(version))
            said = self.tr("The book is again as it was in “{name}”. Undo takes that back.")
            self._desk.notice(said.format(name=version.name))
            self.accept()  # the book is to be seen, and undo to be in reach
