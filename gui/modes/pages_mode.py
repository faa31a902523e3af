"""Pages: the book as it will be printed. Pick, move and letter; flip through pages; language by language."""

import json

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.book_view import BookView
from gui.canvas.page_canvas import Guides, PageCanvas
from gui.desk import Desk
from layouts.problems import Composition, Problem
from projects.records import Lettering, LetteringId, Page, PageId


class PagesMode(QWidget):
    """One page at a time, with what composing found below it."""

    panel_picked = Signal(str)
    panel_opened = Signal(str)
    page_shown = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page: PageId | None = None
        self.canvas = PageCanvas()
        self.language, self.template = QComboBox(), QComboBox()
        self.number = QLabel()
        self.back, self.forth = QPushButton("‹"), QPushButton("›")
        self.guides = QPushButton()
        self.guides.setCheckable(True)
        self.problems = QListWidget()
        self.problems.setMaximumHeight(110)
        self.previous_action, self.next_action = QAction(self), QAction(self)
        self._lay_out()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.language.setAccessibleName(self.tr("Language of the edition"))
        self.template.setAccessibleName(self.tr("Page template"))
        self.back.setAccessibleName(self.tr("Previous page"))
        self.forth.setAccessibleName(self.tr("Next page"))
        self.guides.setText(self.tr("Safe area"))
        self.problems.setAccessibleName(self.tr("What to look at on this page"))
        self.previous_action.setText(self.tr("Previous page"))
        self.next_action.setText(self.tr("Next page"))

    def show_page(self, page: PageId | None) -> None:
        """Show another page."""
        self._page = page
        if self._desk.view is not None:
            self._show(self._desk.view)

    def page(self) -> PageId | None:
        """The page at hand."""
        return self._page

    def turn(self, by: int) -> None:
        """Turn pages forth or back."""
        view = self._desk.view
        if view is None or not view.pages:
            return
        ids = [page.id for page in view.pages]
        at = ids.index(self._page) if self._page in ids else 0
        self.show_page(ids[min(len(ids) - 1, max(0, at + by))])
        self.page_shown.emit(self._page or "")

    # ------------------------------------------------------------------ building

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(10, 6, 10, 6)
        bar.addWidget(self.back)
        bar.addWidget(self.number)
        bar.addWidget(self.forth)
        bar.addStretch(1)
        bar.addWidget(self.template)
        bar.addWidget(self.language)
        bar.addWidget(self.guides)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.problems)
        column.addLayout(bar)

    def _connect(self) -> None:
        self.back.clicked.connect(lambda: self.turn(-1))
        self.forth.clicked.connect(lambda: self.turn(1))
        self.previous_action.setShortcut(QKeySequence(Qt.Key.Key_PageUp))
        self.next_action.setShortcut(QKeySequence(Qt.Key.Key_PageDown))
        self.previous_action.triggered.connect(lambda: self.turn(-1))
        self.next_action.triggered.connect(lambda: self.turn(1))
        for action in (self.previous_action, self.next_action):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(action)
        self.guides.toggled.connect(lambda on: self.canvas.show_guides(Guides.SHOWN if on else Guides.HIDDEN))
        self.language.activated.connect(lambda _: self._compose())
        self.template.activated.connect(lambda _: self._set_template(str(self.template.currentData())))
        self.canvas.panel_picked.connect(self.panel_picked)
        self.canvas.panel_opened.connect(self.panel_opened)
        self.canvas.lettering_moved.connect(self._move_lettering)
        self.problems.itemClicked.connect(self._go_to)
        self._desk.book_changed.connect(self._show)

    # ------------------------------------------------------------------ showing

    def _show(self, view: BookView) -> None:
        if self._page not in view.pages_by_id:
            self._page = view.pages[0].id if view.pages else None
        page = view.pages_by_id.get(self._page) if self._page else None
        self._offer_languages(view)
        if page is None:
            self.canvas.show_page(None)
            self.number.setText("")
            return
        self.number.setText(f"{view.page_number(page)} / {sum(2 if one.spread else 1 for one in view.pages)}")
        self._desk.ask(lambda studio: studio.templates(page.id), self._offer_templates)
        self._compose()

    def _compose(self) -> None:
        page, language = self._page, str(self.language.currentData() or "en")
        if page is not None:
            self._desk.ask(lambda studio: studio.page(page, language), lambda composed: self._composed(page, composed))

    def _composed(self, page: PageId, composition: Composition) -> None:
        if page != self._page:
            return
        self.canvas.show_page(composition)
        self.problems.clear()
        for problem in composition.problems:
            item = QListWidgetItem(f"{problem.what} {problem.remedy}")
            item.setData(Qt.ItemDataRole.UserRole, problem)
            self.problems.addItem(item)
        self.problems.setVisible(bool(composition.problems))

    def _go_to(self, item: QListWidgetItem) -> None:
        problem: Problem = item.data(Qt.ItemDataRole.UserRole)
        self.canvas.pick(problem.subject_id)

    def _offer_languages(self, view: BookView) -> None:
        chosen = self.language.currentData()
        self.language.clear()
        for language in view.book.languages:
            self.language.addItem(language, language)
        self.language.setCurrentIndex(max(0, self.language.findData(chosen)))
        self.language.setVisible(len(view.book.languages) > 1)

    def _offer_templates(self, names: tuple[str, ...]) -> None:
        view = self._desk.view
        page = view.pages_by_id.get(self._page) if view and self._page else None
        self.template.clear()
        self.template.addItem(self.tr("Automatic layout"), "")
        for name in names:
            self.template.addItem(name, name)
        self.template.setCurrentIndex(max(0, self.template.findData(page.template if page else "")))

    # ------------------------------------------------------------------ writing

    def _set_template(self, template: str) -> None:
        page = self._page
        if page is not None:
            self._desk.edit(self.tr("Change layout"), lambda edit: edit.update(Page, page, template=template))

    def _move_lettering(self, lettering: str, x_mm: float, y_mm: float) -> None:
        view = self._desk.view
        record = next((one for one in _letterings(view) if one.id == lettering), None) if view else None
        if record is None:
            return
        geometry = {**json.loads(record.geometry_json or "{}"), "place": [round(x_mm, 2), round(y_mm, 2)]}
        self._desk.edit(
            self.tr("Move lettering"),
            lambda edit: edit.update(Lettering, LetteringId(lettering), geometry_json=json.dumps(geometry)),
        )


def _letterings(view: BookView) -> list[Lettering]:
    groups = (*view.letterings_of_panel.values(), *view.letterings_of_page.values())
    return [lettering for group in groups for lettering in group]
