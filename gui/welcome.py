"""What stands there when no book is open: open one, begin one, or go back to one of the last."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.memory import Memory
from gui.new_book import NewBook
from gui.notices import Notice, NoticeBar
from gui.rescue import Rescue

SIGN_PX = 72


class Welcome(QWidget):
    """The door."""

    open_asked = Signal(str)
    create_asked = Signal(object)
    """A `BookPlan`."""
    sample_asked = Signal()
    closed = Signal()

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self._memory = memory
        self.notices = NoticeBar()
        self.rescue = Rescue(self)
        self.rescue.failed.connect(self.show_notice)
        self.sign, self.title, self.about = QLabel(), QLabel("charabook"), QLabel()
        self.title.setProperty("title", True)
        self.about.setProperty("muted", True)
        self.about.setWordWrap(True)
        self.new_button, self.open_button, self.sample_button = QPushButton(), QPushButton(), QPushButton()
        self.new_button.setProperty("primary", True)
        self.recent_title = QLabel()
        self.recent_title.setProperty("section", True)
        self.recent, self.nothing_yet = QListWidget(), QLabel()
        self.nothing_yet.setProperty("muted", True)
        self.nothing_yet.setWordWrap(True)
        for name in ("framed", "roomy"):
            self.recent.setProperty(name, True)
        self._lay_out()
        self.new_button.clicked.connect(self._begin)
        self.open_button.clicked.connect(self._open)
        self.sample_button.clicked.connect(self.sample_asked)
        self.recent.itemActivated.connect(lambda item: self.open_asked.emit(item.data(Qt.ItemDataRole.UserRole)))
        self.retranslate()
        self.resize(820, 480)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setWindowTitle("charabook")
        self.about.setText(self.tr("Storybooks and comics in which everybody looks like themselves on every page."))
        self.new_button.setText(self.tr("New book…"))
        self.open_button.setText(self.tr("Open a book…"))
        self.sample_button.setText(self.tr("Open the sample book"))
        self.recent_title.setText(self.tr("Lately open"))
        self.recent.setAccessibleName(self.tr("Books that were open lately"))
        self.recent.clear()
        for path in self._memory.recent():
            if path.is_file():
                item = QListWidgetItem(f"{path.stem}\n{path.parent}")
                item.setData(Qt.ItemDataRole.UserRole, str(path))
                self.recent.addItem(item)
        self.nothing_yet.setText(self.tr("Books that you open are listed here."))
        self.nothing_yet.setVisible(self.recent.count() == 0)
        self.recent.setVisible(self.recent.count() > 0)

    def show_notice(self, notice: Notice) -> None:
        """Say why a book could not be opened."""
        self.notices.show_notice(notice)

    def changeEvent(self, event: QEvent) -> None:
        """Hear that the language changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the door is shut."""
        super().closeEvent(event)
        self.closed.emit()

    def _lay_out(self) -> None:
        self.sign.setPixmap(QIcon(self.windowIcon()).pixmap(SIGN_PX, SIGN_PX))
        self.sign.setMinimumHeight(SIGN_PX)
        left = QVBoxLayout()
        left.setSpacing(10)
        for widget in (self.sign, self.title, self.about):
            left.addWidget(widget)
        left.addSpacing(12)
        for button in (self.new_button, self.open_button, self.sample_button):
            left.addWidget(button)
        left.addStretch(1)
        right = QVBoxLayout()
        right.addWidget(self.recent_title)
        right.addWidget(self.nothing_yet, 1, Qt.AlignmentFlag.AlignTop)
        right.addWidget(self.recent, 1)
        row = QHBoxLayout()
        row.setContentsMargins(36, 32, 36, 28)
        row.setSpacing(36)
        row.addLayout(left, 2)
        row.addLayout(right, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.notices)
        column.addLayout(row, 1)

    def _open(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Open a book"), "", self.tr("Books (*.charabook)"))
        if path:
            self.open_asked.emit(str(Path(path)))

    def _begin(self) -> None:
        dialog = NewBook(self)
        dialog.chosen.connect(self.create_asked)
        dialog.open()
