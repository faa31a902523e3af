"""A new book: its title, size, reading direction and languages, and the file that it lives in."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from charabook.studio import Studio
from charabook.studio.formats import BOOK_SIZES_MM, DEFAULT_SIZE
from gui.dialogs import Foot, dialog_column
from gui.file_names import file_name
from gui.languages import spoken
from gui.page_sizes import size_name
from gui.presence import person_here
from projects.records import BOOK, Book, Direction

ENDING = ".charabook"
LANGUAGE_CHOICES = ("en", "ja", "en, ja", "ja, en", "de", "fr", "es", "ar", "hi")


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPlan:
    """What a book begins as."""

    path: Path
    title: str
    author: str
    size: str
    direction: Direction
    languages: tuple[str, ...]


def begin_book(plan: BookPlan) -> Studio:
    """Make the book's file and open it. Raises `KnownError` when the file cannot be."""
    studio = Studio.create(plan.path, title=plan.title, size=plan.size, person=person_here())
    studio.edit(
        "New book",
        lambda edit: edit.update(Book, BOOK, author=plan.author, direction=plan.direction, languages=plan.languages),
    )
    return studio


class NewBook(QDialog):
    """Asks what must be known before the first page; everything but the file can be changed later."""

    chosen = Signal(object)
    """A `BookPlan`."""

    def __init__(self, parent: QWidget | None = None, folder: Path | None = None) -> None:
        super().__init__(parent)
        self._folder = folder or Path(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        )
        if not self._folder.is_dir():
            self._folder = Path.home()
        self._path_is_own = False
        self.book_title, self.author, self.path = QLineEdit(), QLineEdit(), QLineEdit()
        self.page_size, self.direction, self.languages = QComboBox(), QComboBox(), QComboBox()
        self.problem = QLabel()
        self.problem.setProperty("warning", True)
        self.problem.setWordWrap(True)
        self.foot = Foot(self, self._finish, self.tr("Begin"), self.tr("Cancel"))
        self.create_button = self.foot.go
        self._offer()
        self._lay_out()
        self.book_title.textChanged.connect(self._follow_title)
        self.path.textEdited.connect(self._own_path)
        self.path.textChanged.connect(lambda _: self._check())
        self._follow_title("")

    def plan(self) -> BookPlan:
        """What was asked for."""
        text = self.path.text().strip()
        languages = tuple(part.strip() for part in str(self.languages.currentText()).split(",") if part.strip())
        return BookPlan(
            path=Path(text if text.endswith(ENDING) else text + ENDING),
            title=self.book_title.text().strip(),
            author=self.author.text().strip(),
            size=str(self.page_size.currentData()),
            direction=Direction(self.direction.currentData()),
            languages=languages or ("en",),
        )

    def _offer(self) -> None:
        for name, (width, height) in BOOK_SIZES_MM.items():
            self.page_size.addItem(f"{size_name(name)}  {width:g} × {height:g} mm", name)
        self.page_size.setCurrentIndex(self.page_size.findData(DEFAULT_SIZE))
        self.direction.addItem(self.tr("Left to right"), Direction.LEFT_TO_RIGHT)
        self.direction.addItem(self.tr("Right to left (manga, Arabic)"), Direction.RIGHT_TO_LEFT)
        self.languages.addItems(LANGUAGE_CHOICES)
        self.languages.setEditable(True)
        self.languages.setCurrentText(spoken())
        self.languages.setToolTip(self.tr("Language tags with commas between them; the first one is written first"))

    def _lay_out(self) -> None:
        self.setWindowTitle(self.tr("New book"))
        form = QFormLayout()
        form.setSpacing(9)
        browse = QPushButton(self.tr("Choose…"))
        browse.clicked.connect(self._browse)
        place = QHBoxLayout()
        place.addWidget(self.path, 1)
        place.addWidget(browse)
        for label, field in (
            (self.tr("Title"), self.book_title),
            (self.tr("Author"), self.author),
            (self.tr("Page size"), self.page_size),
            (self.tr("Read from"), self.direction),
            (self.tr("Languages"), self.languages),
        ):
            field.setAccessibleName(label)
            form.addRow(label, field)
        self.path.setAccessibleName(self.tr("File"))
        form.addRow(self.tr("File"), place)
        column = dialog_column(self)
        column.addLayout(form)
        column.addWidget(self.problem)
        column.addWidget(self.foot)
        self.setMinimumWidth(520)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def _follow_title(self, title: str) -> None:
        if not self._path_is_own:
            name = file_name(title, self.tr("New book"))
            self.path.setText(str(self._folder / f"{name}{ENDING}"))
        self._check()

    def _own_path(self, _: str) -> None:
        self._path_is_own = True

    def _check(self) -> None:
        path = self.plan().path
        trouble = ""
        if path.exists():
            trouble = self.tr("There is already a book with this file name. Choose another.")
        elif not path.parent.is_dir():
            trouble = self.tr("This folder does not exist: {folder}").format(folder=path.parent)
        self.problem.setText(trouble)
        self.problem.setVisible(bool(trouble))
        self.create_button.setEnabled(not trouble)

    def _browse(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Where the book shall be"), self.path.text(), self.tr("Books (*.charabook)")
        )
        if path:
            self._path_is_own = True
            self.path.setText(path)

    def _finish(self) -> None:
        self.chosen.emit(self.plan())
        self.accept()
