"""The bar below the page: which page of how many, its layout, the language of the edition, how sharp a picture is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from gui import signs
from gui.book_view import BookView
from gui.buttons import name_it, small
from gui.edition_choice import EditionChoice
from gui.pages.template_choice import TemplateChoice
from projects.records import Direction, Page

SOFT_DPI = 200


class PageBar(QWidget):
    """Tells what is wished of the pages."""

    turned = Signal(int)
    """So many pages on, or back."""
    page_asked = Signal()
    removal_asked = Signal()
    language_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._reads = Direction.LEFT_TO_RIGHT
        self.back = small("previous", lambda: self.turned.emit(-1))
        self.forth = small("next", lambda: self.turned.emit(1))
        self.add_page = small("add", self.page_asked.emit)
        self.remove_page = small("remove", self.removal_asked.emit)
        self.number, self.sharpness = QLabel(), QLabel()
        self.template = TemplateChoice()
        self.languages = EditionChoice()
        self.languages.setSizeAdjustPolicy(EditionChoice.SizeAdjustPolicy.AdjustToContents)
        self.languages.activated.connect(lambda _: self.language_chosen.emit())
        self._turning = QHBoxLayout()
        self._lay_out()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        name_it(self.back, self.tr("Previous page"))
        name_it(self.forth, self.tr("Next page"))
        name_it(self.add_page, self.tr("Add a page behind this one"))
        name_it(self.remove_page, self.tr("Remove this page"))
        self.languages.setAccessibleName(self.tr("Language of the edition"))
        self.languages.setToolTip(self.tr("Language of the edition"))
        self.template.retranslate()

    def language(self) -> str:
        """The language of the edition that is shown; empty if the book has none."""
        return self.languages.language()

    def choose_language(self, language: str) -> None:
        """Another edition, if the book has it."""
        row = self.languages.findData(language)
        if row >= 0:
            self.languages.setCurrentIndex(row)
            self.language_chosen.emit()

    def side_of(self, side: int) -> int:
        """How many pages on the page lies that is at the left (-1) or at the right (1)."""
        return -side if self._reads is Direction.RIGHT_TO_LEFT else side

    def show_page(self, view: BookView, page: Page | None) -> None:
        """Say which page it is, and offer what the book has."""
        self.languages.offer(view.book.languages)
        self.languages.setVisible(len(view.book.languages) > 1)
        self._point(view.book.direction)
        self.remove_page.setEnabled(page is not None)
        self.template.setEnabled(page is not None)
        if page is None:
            self.number.setText("")
            return
        first, last = view.page_number(page), sum(2 if one.spread else 1 for one in view.pages)
        shown = f"{first}–{first + 1}" if page.spread else f"{first}"
        self.number.setText(f"{shown} / {last}")
        self.template.offer(view.book, page, len(view.panels_of_page.get(page.id, ())))

    def show_sharpness(self, dpi: float | None) -> None:
        """How fine the picked picture is on paper; below 200 dpi it looks soft in print."""
        self.sharpness.setText(self.tr("{dpi} dpi on paper").format(dpi=round(dpi)) if dpi else "")
        self.sharpness.setProperty("warning", bool(dpi and dpi < SOFT_DPI))
        self.sharpness.setProperty("good", bool(dpi and dpi >= SOFT_DPI))
        self.sharpness.style().polish(self.sharpness)

    def _lay_out(self) -> None:
        self.setProperty("bar", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.sharpness.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.number.setMinimumWidth(68)
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout(self)
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
        row.addWidget(self.languages)

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
