"""Pages: the book as it will be printed. Pick, move and letter, cut panels, flip through, language by language."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.attention import Attention
from gui.book_view import BookView
from gui.canvas.page_canvas import PageCanvas
from gui.canvas.page_hands import Hand
from gui.desk import Desk
from gui.invitation import Invitation
from gui.neighbours import nearest
from gui.pages.lettering_gestures import LetteringGestures
from gui.pages.page_bar import PageBar
from gui.pages.page_tools import PageTools
from gui.pages.page_verbs import PageVerbs
from gui.said import what_and_remedy
from gui.short_list import ShortList
from gui.takes.picture_drops import PictureDrops
from layouts.book import BookPage
from layouts.problems import Problem
from layouts.shapes import Point
from projects.records import PageId, PanelId

PROBLEMS_PX = 96
"""So high the list of problems may become."""


class PagesMode(QWidget):
    """One page at a time, with what composing found below it."""

    panel_picked = Signal(str)
    panel_opened = Signal(str)
    lettering_picked = Signal(str, str)
    """One piece was clicked: its words may be written, in the language of the edition that is shown."""
    letterings_selected = Signal(object)
    """The ids of all pieces at hand."""
    page_shown = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page: PageId | None = None
        self._coming: PageId | None = None
        """Added and to be shown, as soon as the book that is shown holds it."""
        self._row: tuple[PageId, ...] = ()
        self._attention = Attention(self, self._refresh)
        self._verbs = PageVerbs(desk, self)
        self.canvas = PageCanvas()
        self.letterings = LetteringGestures(desk, self.canvas, self)
        self._drops = PictureDrops(desk, self.canvas, self.canvas.panel_at)
        self.nothing = Invitation("pages", self.insert_page)
        self.nothing.hide()
        self.waiting = QLabel()
        self.waiting.setProperty("muted", True)
        self.waiting.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.tools, self.bar = PageTools(self.canvas), PageBar()
        self.problems = ShortList(PROBLEMS_PX)
        self.problems.hide()
        self.previous_action, self.next_action = QAction(self), QAction(self)
        self._lay_out()
        self.setFocusProxy(self.canvas)
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.tools.retranslate()
        self.bar.retranslate()
        self.waiting.setText(self.tr("The page is being laid out…"))
        self.nothing.say(self.tr("This book has no pages yet."), self.tr("Add a page"))
        self.problems.setAccessibleName(self.tr("What to look at on this page"))
        self.previous_action.setText(self.tr("Previous page"))
        self.next_action.setText(self.tr("Next page"))

    def show_page(self, page: PageId | None) -> None:
        """Show another page."""
        self._coming = None
        if page != self._page:
            self._page = page
            self._attention.call()

    def page(self) -> PageId | None:
        """The page at hand."""
        self._attention.catch_up()
        return self._page

    def show_language(self, language: str) -> None:
        """Show the edition in another language, if the book has it."""
        self.bar.choose_language(language)

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
        over = QVBoxLayout(self.canvas.viewport())
        over.addWidget(self.waiting, 0, Qt.AlignmentFlag.AlignCenter)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.tools)
        middle.addWidget(self.canvas, 1)
        middle.addWidget(self.nothing, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(self.problems)
        column.addWidget(self.bar)

    def _connect(self) -> None:
        self.previous_action.setShortcut(QKeySequence(Qt.Key.Key_PageUp))
        self.next_action.setShortcut(QKeySequence(Qt.Key.Key_PageDown))
        self.previous_action.triggered.connect(lambda: self.turn(-1))
        self.next_action.triggered.connect(lambda: self.turn(1))
        for action in (self.previous_action, self.next_action):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(action)
        self.tools.reset_asked.connect(self._reset_frames)
        self.bar.turned.connect(self.turn)
        self.bar.page_asked.connect(self.insert_page)
        self.bar.removal_asked.connect(self.delete_page)
        self.bar.language_chosen.connect(self._compose)
        self.bar.template.chosen.connect(self._set_template)
        self.canvas.panel_picked.connect(self.panel_picked)
        self.canvas.panel_picked.connect(self._show_sharpness)
        self.canvas.panel_opened.connect(self.panel_opened)
        self.canvas.lettering_picked.connect(lambda one: self.lettering_picked.emit(one, self.bar.language()))
        self.canvas.selection_changed.connect(self._tell_selection)
        self.canvas.side_asked.connect(lambda side: self.turn(self.bar.side_of(side)))
        self.canvas.panel_cut.connect(self._cut)
        self.canvas.edge_moved.connect(self._move_edge)
        self._drops.aimed.connect(self.canvas.aim)
        self.problems.itemClicked.connect(self._go_to)
        self._desk.follow(self._attention.call)

    # ------------------------------------------------------------------ showing

    def _refresh(self) -> None:
        view, before = self._desk.view, self._page
        if view is None:
            return
        self._page = self._page_at_hand(view)
        self._show(view)
        if self._page is not None and self._page != before:
            self.page_shown.emit(self._page)

    def _page_at_hand(self, view: BookView) -> PageId | None:
        """A page that has just been added; else the one that is shown; where that is gone, its neighbour."""
        page, row = self._page, self._row
        self._row = tuple(one.id for one in view.pages)
        if self._coming in view.pages_by_id:
            page, self._coming = self._coming, None
        if page in view.pages_by_id:
            return page
        neighbour = nearest(row, page, view.pages_by_id) if page is not None else None
        return neighbour or next(iter(self._row), None)

    def _show(self, view: BookView) -> None:
        page = view.pages_by_id.get(self._page) if self._page else None
        self.bar.show_page(view, page)
        self.canvas.setVisible(page is not None)
        self.nothing.setVisible(page is None)
        if page is None:
            self.canvas.show_page(None)
        else:
            self._compose()

    def _compose(self) -> None:
        page, language, moves = self._page, self.bar.language(), self.canvas.moves()
        if page is not None:
            self._desk.ask(
                lambda studio: studio.page(page, language), lambda composed: self._composed(page, composed, moves)
            )

    def _composed(self, page: PageId, composed: BookPage, moves: int) -> None:
        if page != self._page:
            return
        composition = composed.composition
        self.canvas.show_page(composition, moves)
        self.waiting.hide()
        self._show_sharpness(self.canvas.picked())
        self.problems.clear()
        for problem in composition.problems:
            item = QListWidgetItem(what_and_remedy(problem.what, problem.remedy))
            item.setData(Qt.ItemDataRole.UserRole, problem)
            self.problems.addItem(item)
        self.problems.setVisible(bool(composition.problems))

    def _show_sharpness(self, panel: str) -> None:
        composition = self.canvas.composition()
        placed = composition.panels if composition is not None else ()
        self.bar.show_sharpness(next((one.effective_dpi for one in placed if one.panel_id == panel), None))

    def _tell_selection(self) -> None:
        self.letterings_selected.emit(tuple(one.lettering_id for one in self.canvas.selected()))

    def _go_to(self, item: QListWidgetItem) -> None:
        problem: Problem = item.data(Qt.ItemDataRole.UserRole)
        self.canvas.pick(problem.subject_id)

    # ------------------------------------------------------------------ writing

    def insert_page(self) -> None:
        """Add a page with one panel behind the page at hand."""
        self._coming = self._verbs.insert_page(self._coming or self._page)

    def delete_page(self) -> None:
        """Remove the page at hand with its panels. One undo brings all of it back."""
        page = self._coming or self._page
        if page is not None:
            self._verbs.delete_page(page)

    def _set_template(self, template: str) -> None:
        if self._page is not None:
            self._verbs.set_template(self._page, template)

    def _reset_frames(self) -> None:
        if self._page is not None:
            self._verbs.reset_frames(self._page)

    def _cut(self, panel: str, start: Point, end: Point) -> None:
        composition = self.canvas.composition()
        if composition is not None and self._page is not None:
            self.tools.take(Hand.PICK)
            self._verbs.cut(self._page, composition, PanelId(panel), (start, end))

    def _move_edge(self, panel: str, edge: int, distance_mm: float) -> None:
        composition = self.canvas.composition()
        if composition is not None and self._page is not None:
            self._verbs.move_edge(self._page, composition, PanelId(panel), edge, distance_mm)
