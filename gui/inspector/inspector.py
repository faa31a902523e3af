"""Right: the panel that is selected, as a form."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QCheckBox, QDockWidget, QVBoxLayout, QWidget

from gui.attention import Attention
from gui.book_view import BookView
from gui.desk import Desk
from gui.facts import PanelFacts
from gui.fields import hand_over_typed, quiet
from gui.inspector.advanced import AdvancedSection
from gui.inspector.card import Card
from gui.inspector.comments import CommentsSection
from gui.inspector.figures import FiguresSection
from gui.inspector.letterings import LetteringsSection
from gui.inspector.scene import SceneSection
from gui.inspector.several import SeveralStrip
from gui.plain_scroll import PlainScroll
from projects.records import LetteringKind, Panel, PanelId, TakeId

LEAST_PX = 316
NEAR_PX = 50
"""What is brought up comes with so much of what stands above and below it."""


class Inspector(QDockWidget):
    """Follows the selection; hands the panel at hand to its sections."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self._desk = desk
        self._panel: PanelId | None = None
        self._attention = Attention(self, self._refresh)
        self.scene, self.figures = SceneSection(desk), FiguresSection(desk)
        self.letterings, self.comments = LetteringsSection(desk), CommentsSection(desk)
        self.several = SeveralStrip()
        self.locked, self.advanced = QCheckBox(), AdvancedSection(desk)
        self._sections = (self.scene, self.figures, self.letterings, self.comments, self.advanced)
        self._lay_out()
        self.letterings.written.connect(self.pick_lettering)
        self.locked.toggled.connect(lambda on: self.scene.change(self.tr("Lock panel"), locked=on))
        desk.book_changed.connect(self._attention.call)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setWindowTitle(self.tr("Inspector"))
        self.locked.setText(self.tr("Locked: keep this panel as it is"))
        for section in self._sections:
            section.retranslate()
        self._refresh()

    def show_panel(self, panel: PanelId | None) -> None:
        """Show another panel, or nothing; what was typed belongs to the one that was shown before."""
        if panel != self._panel:
            hand_over_typed()
        self._panel = panel
        self._attention.call()

    def show_take(self, take: str) -> None:
        """Know which take is at hand: comments may speak of it."""
        self.comments.take = TakeId(take) if take else None

    def show_facts(self, facts: PanelFacts) -> None:
        """Show what the model would be asked."""
        if facts.panel == self._panel:
            self.advanced.asked.setText(facts.prompt)

    def add_lettering(self, kind: LetteringKind, figure: str = "") -> None:
        """Add a balloon, caption or sound, spoken by a figure, and go to its text."""
        self._attention.catch_up()
        self.letterings.add(kind, figure)

    def pick_figures(self, figures: Sequence[str]) -> None:
        """Show who is selected on the canvas."""
        self._attention.catch_up()
        self._bring_up(self.figures.cards.pick(figures))

    def pick_letterings(self, letterings: Sequence[str]) -> None:
        """Show which lettering is selected on the page."""
        self._attention.catch_up()
        self._bring_up(self.letterings.cards.pick(letterings))

    def pick_lettering(self, lettering: str, language: str = "") -> None:
        """Go to the end of what a piece of lettering says in a language, or else in the one the book is written in."""
        self._attention.catch_up()
        card = self.letterings.cards.find(lettering)
        if card is not None and card.texts:
            self.letterings.unfold()
            text = card.texts.get(language) or next(iter(card.texts.values()))
            text.setFocus()
            text.moveCursor(QTextCursor.MoveOperation.End)
            self.area.ensureWidgetVisible(card, 0, NEAR_PX)

    def _bring_up(self, cards: Sequence[Card]) -> None:
        if cards:
            self.area.ensureWidgetVisible(cards[-1], 0, NEAR_PX)

    def _lay_out(self) -> None:
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(12, 6, 12, 12)
        column.setSpacing(8)
        for part in (self.scene, self.figures, self.letterings, self.comments, self.locked, self.advanced):
            column.addWidget(part)
        column.addStretch(1)
        self.area = PlainScroll()
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self._body)
        whole = QWidget()
        over = QVBoxLayout(whole)
        over.setContentsMargins(0, 0, 0, 0)
        over.setSpacing(0)
        over.addWidget(self.several)
        over.addWidget(self.area, 1)
        self.setWidget(whole)
        self.setMinimumWidth(LEAST_PX)

    def _refresh(self) -> None:
        view = self._desk.view
        panel = view.panels_by_id.get(self._panel) if view is not None and self._panel is not None else None
        self._body.setEnabled(panel is not None)
        if view is not None and panel is not None:
            self._show(view, panel)

    def _show(self, view: BookView, panel: Panel) -> None:
        with quiet(self.locked):
            self.locked.setChecked(panel.locked)
        for section in self._sections:
            section.show_panel(view, panel)
