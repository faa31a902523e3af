"""Pages: the book as it will be printed. Pick, move and letter, cut panels, flip through, language by language."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui import signs
from gui.attention import Attention
from gui.book_view import BookView
from gui.buttons import name_it, small
from gui.canvas.page_canvas import PageCanvas
from gui.canvas.page_hands import Hand
from gui.canvas.page_sheet import Guides
from gui.canvas.tool_column import ToolColumn
from gui.desk import Desk
from gui.invitation import Invitation
from gui.languages import language_name
from gui.neighbours import nearest
from gui.pages.lettering_gestures import LetteringGestures
from gui.pages.page_verbs import PageVerbs
from gui.pages.template_choice import TemplateChoice
from gui.said import what_and_remedy
from gui.short_list import ShortList
from gui.takes.picture_drops import PictureDrops
from layouts.book import BookPage
from layouts.problems import Problem
from layouts.shapes import Point
from projects.records import Direction, PageId, PanelId

SOFT_DPI = 200
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
        self._reads = Direction.LEFT_TO_RIGHT
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
        self.language = QComboBox()
        self.language.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.template = TemplateChoice()
        self.number, self.sharpness = QLabel(), QLabel()
        self._turning = QHBoxLayout()
        self.tools = ToolColumn(self.canvas)
        self.back, self.forth = small("previous", lambda: self.turn(-1)), small("next", lambda: self.turn(1))
        self.add_page = small("add", self.insert_page)
        self.remove_page = small("remove", self.delete_page)
        self.problems = ShortList(PROBLEMS_PX)
        self.problems.hide()
        self.previous_action, self.next_action = QAction(self), QAction(self)
        self.hands, self.guides_action, self.fit_action, self.reset_action = self._make_tools()
        self._lay_out()
        self.setFocusProxy(self.canvas)
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.tools.name(
            {
                self.hands[Hand.PICK]: self.tr("Select and move"),
                self.hands[Hand.KNIFE]: self.tr("Cut a panel"),
                self.guides_action: self.tr("Safe area"),
                self.fit_action: self.tr("Show the whole page"),
                self.reset_action: self.tr("Frames back to the template"),
            }
        )
        self.tools.setWindowTitle(self.tr("Page tools"))
        self.language.setAccessibleName(self.tr("Language of the edition"))
        self.language.setToolTip(self.tr("Language of the edition"))
        self.template.retranslate()
        self.waiting.setText(self.tr("The page is being laid out…"))
        self.nothing.say(self.tr("This book has no pages yet."), self.tr("Add a page"))
        name_it(self.back, self.tr("Previous page"))
        name_it(self.forth, self.tr("Next page"))
        name_it(self.add_page, self.tr("Add a page behind this one"))
        name_it(self.remove_page, self.tr("Remove this page"))
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
        row = self.language.findData(language)
        if row >= 0:
            self.language.setCurrentIndex(row)
            self._compose()

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

    def _make_tools(self) -> tuple[dict[Hand, QAction], QAction, QAction, QAction]:
        group = QActionGroup(self)
        hands = {}
        for hand, sign, key in ((Hand.PICK, "select", "V"), (Hand.KNIFE, "knife", "K")):
            action = self.tools.add_sign(sign, key)
            action.setCheckable(True)
            action.triggered.connect(lambda _, hand=hand: self.canvas.take(hand))
            group.addAction(action)
            hands[hand] = action
        hands[Hand.PICK].setChecked(True)
        reset = self.tools.add_sign("again")
        reset.triggered.connect(self._reset_frames)
        self.tools.addSeparator()
        guides, fit = self.tools.add_sign("guides", "W"), self.tools.add_sign("fit")
        guides.setCheckable(True)
        guides.toggled.connect(lambda on: self.canvas.show_guides(Guides.SHOWN if on else Guides.HIDDEN))
        fit.triggered.connect(self.canvas.fit)
        return hands, guides, fit, reset

    def _lay_out(self) -> None:
        self.sharpness.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.number.setMinimumWidth(68)
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        bar = QWidget()
        bar.setProperty("bar", True)
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 6, 12, 6)
        for widget in (self.back, self.number, self.forth):
            self._turning.addWidget(widget)
        row.addLayout(self._turning)
        row.addSpacing(12)
        row.addWidget(self.add_page)
        row.addWidget(self.remove_page)
        row.addSpacing(12)
        row.addWidget(self.sharpness, 1)
        row.addWidget(self.template)
        row.addWidget(self.language)
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
        column.addWidget(bar)

    def _connect(self) -> None:
        self.previous_action.setShortcut(QKeySequence(Qt.Key.Key_PageUp))
        self.next_action.setShortcut(QKeySequence(Qt.Key.Key_PageDown))
        self.previous_action.triggered.connect(lambda: self.turn(-1))
        self.next_action.triggered.connect(lambda: self.turn(1))
        for action in (self.previous_action, self.next_action):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(action)
        self.language.activated.connect(lambda _: self._compose())
        self.template.chosen.connect(self._set_template)
        self.canvas.panel_picked.connect(self.panel_picked)
        self.canvas.panel_picked.connect(self._show_sharpness)
        self.canvas.panel_opened.connect(self.panel_opened)
        self.canvas.lettering_picked.connect(lambda one: self.lettering_picked.emit(one, self._edition()))
        self.canvas.selection_changed.connect(self._tell_selection)
        self.canvas.side_asked.connect(self._turn_aside)
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
        self._offer_languages(view)
        self._point(view.book.direction)
        self.remove_page.setEnabled(page is not None)
        self.template.setEnabled(page is not None)
        self.canvas.setVisible(page is not None)
        self.nothing.setVisible(page is None)
        if page is None:
            self.canvas.show_page(None)
            self.number.setText("")
            return
        first, last = view.page_number(page), sum(2 if one.spread else 1 for one in view.pages)
        shown = f"{first}–{first + 1}" if page.spread else f"{first}"
        self.number.setText(f"{shown} / {last}")
        self.template.offer(view.book, page, len(view.panels_of_page.get(page.id, ())))
        self._compose()

    def _point(self, direction: Direction) -> None:
        """Every button points to where its page lies: in a book that is read to the left, the next one lies there."""
        if self._reads == direction:
            return
        self._reads = direction
        is_mirrored = direction is Direction.RIGHT_TO_LEFT
        ways = QHBoxLayout.Direction
        self._turning.setDirection(ways.RightToLeft if is_mirrored else ways.LeftToRight)
        signs.give(self.back, "next" if is_mirrored else "previous")
        signs.give(self.forth, "previous" if is_mirrored else "next")

    def _turn_aside(self, side: int) -> None:
        """Go to the page that lies at the left (-1) or at the right (1)."""
        self.turn(-side if self._reads is Direction.RIGHT_TO_LEFT else side)

    def _compose(self) -> None:
        page, language, moves = self._page, self._edition(), self.canvas.moves()
        if page is not None:
            self._desk.ask(
                lambda studio: studio.page(page, language), lambda composed: self._composed(page, composed, moves)
            )

    def _edition(self) -> str:
        """The language in which the page is shown."""
        return str(self.language.currentData() or "")

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
        """How fine the picked picture is on paper; below 200 dpi it looks soft in print."""
        composition = self.canvas.composition()
        placed = composition.panels if composition is not None else ()
        found = next((one.effective_dpi for one in placed if one.panel_id == panel), None)
        self.sharpness.setText(self.tr("{dpi} dpi on paper").format(dpi=round(found)) if found else "")
        self.sharpness.setProperty("warning", bool(found and found < SOFT_DPI))
        self.sharpness.setProperty("good", bool(found and found >= SOFT_DPI))
        self.sharpness.style().polish(self.sharpness)

    def _tell_selection(self) -> None:
        self.letterings_selected.emit(tuple(one.lettering_id for one in self.canvas.selected()))

    def _go_to(self, item: QListWidgetItem) -> None:
        problem: Problem = item.data(Qt.ItemDataRole.UserRole)
        self.canvas.pick(problem.subject_id)

    def _offer_languages(self, view: BookView) -> None:
        known = [self.language.itemData(row) for row in range(self.language.count())]
        if known == list(view.book.languages):
            return
        chosen = self.language.currentData()
        self.language.clear()
        for language in view.book.languages:
            self.language.addItem(language_name(language), language)
        self.language.setCurrentIndex(max(0, self.language.findData(chosen)))
        self.language.setVisible(len(view.book.languages) > 1)

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
            self.hands[Hand.PICK].trigger()
            self._verbs.cut(self._page, composition, PanelId(panel), (start, end))

    def _move_edge(self, panel: str, edge: int, distance_mm: float) -> None:
        composition = self.canvas.composition()
        if composition is not None and self._page is not None:
            self._verbs.move_edge(self._page, composition, PanelId(panel), edge, distance_mm)
