"""What concerns the whole book: title, author, languages, page size, direction, and how its pictures are drawn."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from charabook.engine.models.listing import offered_models
from charabook.engine.requests import ModelId
from charabook.engine.worker_messages import ModelFacts
from charabook.studio.formats import BOOK_SIZES_MM
from charabook.studio.models import drawing_settings, model_of, with_drawing
from gui.desk import Desk
from gui.dialogs import Foot, dialog_column
from gui.drawing_form import DrawingForm
from gui.fields import add_rows
from gui.page_sizes import size_name
from gui.plain_scroll import PlainScroll
from projects.records import BOOK, Book, Direction

AROUND_PX = 58
"""Margins and spaces of the dialog."""
TITLE_PX = 60
"""What a desktop puts around a dialog: where the screen is too low for all rows, they scroll."""


class BookSettings(QDialog):
    """Changes nothing until it is confirmed; then all of it is one step that can be undone."""

    def __init__(self, desk: Desk, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._book = book
        self.setWindowTitle(self.tr("Book settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.book_title, self.author = QLineEdit(book.title), QLineEdit(book.author)
        self.languages = QLineEdit(", ".join(book.languages))
        self.style_prompt = QPlainTextEdit(book.style_prompt)
        self.style_prompt.setFixedHeight(64)
        self.style_prompt.setTabChangesFocus(True)
        self.page_size, self.direction, self.model = QComboBox(), QComboBox(), QComboBox()
        self._offer()
        self.drawing = DrawingForm(drawing_settings(book), self)
        self.drawing.show_model(model_of(book))
        self.model.activated.connect(lambda _: self.drawing.show_model(self._chosen_model()))
        rows, area = QWidget(), PlainScroll()
        rows.setLayout(self._rows())
        area.setWidget(rows)
        foot = Foot(self, self._finish, self.tr("Change"), self.tr("Cancel"))
        column = dialog_column(self)
        column.addWidget(area, 1)
        column.addWidget(foot)
        self.setMinimumWidth(max(500, rows.sizeHint().width() + AROUND_PX))
        whole_px = rows.sizeHint().height() + foot.sizeHint().height() + AROUND_PX
        self.resize(self.minimumWidth(), min(whole_px, self.screen().availableGeometry().height() - TITLE_PX))
        desk.ask(lambda _: offered_models(), self._offer_models)

    def _rows(self) -> QFormLayout:
        form = QFormLayout()
        form.setSpacing(9)
        form.setContentsMargins(0, 0, 0, 0)
        book = (
            (self.tr("Title"), self.book_title),
            (self.tr("Author"), self.author),
            (self.tr("Languages"), self.languages),
            (self.tr("Page size"), self.page_size),
            (self.tr("Read from"), self.direction),
        )
        add_rows(form, book)
        heading = QLabel(self.tr("Drawing"))
        heading.setProperty("section", True)
        heading.setContentsMargins(0, 10, 0, 0)
        form.addRow(heading)
        add_rows(form, ((self.tr("Style of all pictures"), self.style_prompt), (self.tr("Model"), self.model)))
        self.drawing.add_to(form)
        return form

    def _chosen_model(self) -> ModelId:
        return model_of(replace(self._book, model=str(self.model.currentData() or "")))

    def _offer(self) -> None:
        for name, (width, height) in BOOK_SIZES_MM.items():
            self.page_size.addItem(f"{size_name(name)}  {width:g} × {height:g} mm", name)
        if self.page_size.findData(self._book.page_format) < 0:
            own = f"{self._book.trim_width_mm:g}x{self._book.trim_height_mm:g}"
            self.page_size.addItem(f"{own} mm", self._book.page_format or own)
        self.page_size.setCurrentIndex(max(0, self.page_size.findData(self._book.page_format)))
        self.direction.addItem(self.tr("Left to right"), Direction.LEFT_TO_RIGHT)
        self.direction.addItem(self.tr("Right to left (manga, Arabic)"), Direction.RIGHT_TO_LEFT)
        self.direction.setCurrentIndex(self.direction.findData(self._book.direction))
        self.model.addItem(self.tr("The embedded model"), "")
        if self._book.model:
            self.model.addItem(self._book.model, self._book.model)
            self.model.setCurrentIndex(1)

    def _offer_models(self, models: tuple[ModelFacts, ...]) -> None:
        for model in models[1:]:
            row = self.model.findData(model.model)
            if row < 0:
                self.model.addItem(model.name, model.model)
            else:
                self.model.setItemText(row, model.name)

    def _finish(self) -> None:
        languages = tuple(part.strip() for part in self.languages.text().split(",") if part.strip())
        size = str(self.page_size.currentData())
        width, height = BOOK_SIZES_MM.get(size, (self._book.trim_width_mm, self._book.trim_height_mm))

        # Read here: the gesture itself runs on the studio's thread, where no widget may be touched.
        fields = {
            "title": self.book_title.text().strip(),
            "author": self.author.text().strip(),
            "languages": languages or self._book.languages,
            "direction": Direction(self.direction.currentData()),
            "style_prompt": self.style_prompt.toPlainText().strip(),
            "model": str(self.model.currentData()),
            "settings_json": with_drawing(self._stored(), self.drawing.wish()),
            "page_format": size,
            "trim_width_mm": width,
            "trim_height_mm": height,
        }
        self._desk.edit(self.tr("Book settings"), lambda edit: edit.update(Book, BOOK, **fields))
        self.accept()

    def _stored(self) -> str:
        """The book's other settings as they are by now."""
        view = self._desk.view
        return (view.book if view is not None else self._book).settings_json
