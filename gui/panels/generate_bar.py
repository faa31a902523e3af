"""The line under the canvas: what drawing this panel would take, why it may not be drawn, and the button that does."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QProgressBar, QPushButton, QToolButton, QVBoxLayout, QWidget

from charabook.engine.requests import Likeness
from gui import signs
from gui.costs import say_cost
from gui.facts import PanelFacts
from gui.likeness import likeness_name
from gui.said import in_our_words


class GenerateBar(QWidget):
    """Shows facts and progress; tells when the user wants a picture."""

    generate_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: PanelFacts | None = None
        self._working, self._held = False, False
        self.setProperty("bar", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 1000)
        self.stage, self.reason = QLabel(), QLabel()
        self.stage.setProperty("muted", True)
        self.reason.setProperty("warning", True)
        self.button = QPushButton()
        self.button.setProperty("primary", True)
        self.more = QToolButton()
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self)
        self.more.setMenu(self.menu)
        signs.give(self.more, "up")
        self.cancel_button = QPushButton()
        self._lay_out()
        self.button.clicked.connect(self.generate_asked)
        self.cancel_button.clicked.connect(self.cancel_asked)
        self.show_progress("", 1.0)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.button.setText(self.tr("Generate"))
        self.cancel_button.setText(self.tr("Cancel"))
        self.more.setAccessibleName(self.tr("More ways to generate"))
        self.more.setToolTip(self.tr("More ways to generate"))
        self.progress.setAccessibleName(self.tr("Progress"))
        self._show()

    def offer(self, actions: Sequence[QAction]) -> None:
        """What the arrow beside the button offers."""
        self.menu.clear()
        self.menu.addActions(list(actions))

    def show_facts(self, facts: PanelFacts | None) -> None:
        """Show what drawing would take, or why it cannot be."""
        self._facts = facts
        self._show()

    def show_progress(self, stage: str, done: float) -> None:
        """How far the panel at hand is; 1.0 takes the line away."""
        self._working, self._held = done < 1.0, False
        self.progress.setValue(round(done * 1000) if self._working else 0)
        # The line keeps its place, so that the canvas does not jump when work begins.
        self.progress.setStyleSheet("" if self._working else "QProgressBar { background: transparent; }")
        self.cancel_button.setVisible(self._working)
        self._stage = in_our_words(stage)
        self._show()

    def show_coming(self) -> None:
        """This panel was asked for and is on its way into the queue: until it is there, the button waits."""
        self.show_progress(self.tr("Is being put into the queue…"), 0.0)
        self._held = True
        self._show()

    def why_not(self) -> tuple[str, ...]:
        """Why the panel cannot be drawn now."""
        return tuple(map(in_our_words, self._facts.reasons)) if self._facts is not None else ()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(12, 7, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.stage, 1)
        row.addWidget(self.reason, 1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.button)
        row.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.progress)
        column.addLayout(row)

    def _show(self) -> None:
        facts = self._facts
        reasons = self.why_not()
        can = facts is not None and not reasons
        self.button.setEnabled(can and not self._held)
        self.button.setToolTip("\n".join(reasons) if reasons else self.tr("Draw this panel (Ctrl+Enter)"))
        self.reason.setText(reasons[0] if reasons and not self._working else "")
        if self._working:
            self.stage.setText(self._stage)
        elif can and facts is not None:
            self.stage.setText(self._expectation(facts))
        else:
            self.stage.setText("")
        self.stage.setVisible(bool(self.stage.text()) or not self.reason.text())
        self.reason.setVisible(bool(self.reason.text()))
        self.stage.setToolTip("\n".join(facts.notes) if facts is not None else "")

    def _expectation(self, facts: PanelFacts) -> str:
        parts = []
        if facts.estimate is not None:
            parts.append(say_cost(facts.estimate))
            if not facts.estimate.fits:
                parts.append(self.tr("more than is free now: close other programs"))
        if facts.likeness is not Likeness.BALANCED:
            parts.append(self.tr("likeness: {name}").format(name=likeness_name(facts.likeness)))
        if facts.notes:
            parts.append(in_our_words(facts.notes[0]))
        return "  ·  ".join(filter(None, parts))
