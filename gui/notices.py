"""Inline messages: one plain sentence, one action, details on demand. Never a dialog that must be clicked away."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from charabook.errors import BugError, KnownError
from gui.said import what_and_remedy
from gui.theme import shades


class Tone(StrEnum):
    """How loud a notice is."""

    INFORM = "inform"
    WARN = "warn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is said, what can be done about it, and what a curious reader may unfold."""

    text: str
    tone: Tone = Tone.INFORM
    action: str = ""
    act: Callable[[], None] | None = None
    details: str = ""
    topic: str = ""
    """A later notice of the same topic takes the place of the one before; one without text only takes it away."""


def notice_of(problem: KnownError | BugError) -> Notice:
    """An error in the window's words."""
    if isinstance(problem, KnownError):
        return Notice(text=what_and_remedy(problem.what, problem.remedy), tone=Tone.WARN)
    details = "".join(traceback.format_exception(problem))
    text = QCoreApplication.translate("Notice", "Something went wrong inside charabook. Your work is saved.")
    return Notice(text=text, tone=Tone.WARN, details=details)


class NoticeBar(QWidget):
    """A stack of notices above the work area. Informing ones leave by themselves; warnings stay until dismissed."""

    SHOWN_MS = 6000
    MOST = 3

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Messages"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 4, 8, 4)
        self._column.setSpacing(4)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Add a notice; the oldest leaves when there are too many."""
        for card in self._cards():
            if notice.topic and card.notice.topic == notice.topic:
                self._drop(card)
        if not notice.text:
            return
        if self._column.count() >= self.MOST:
            self._drop(self._cards()[0])
        card = _Card(notice, self._drop)
        self._column.addWidget(card)
        self.show()
        if notice.tone is Tone.INFORM and notice.act is None:
            QTimer.singleShot(self.SHOWN_MS, card, lambda: self._drop(card))

    def texts(self) -> tuple[str, ...]:
        """What is shown now, oldest first."""
        return tuple(card.notice.text for card in self._cards())

    def _cards(self) -> list["_Card"]:
        items = (self._column.itemAt(i) for i in range(self._column.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, _Card)]

    def _drop(self, card: "_Card") -> None:
        self._column.removeWidget(card)
        card.deleteLater()
        self.setVisible(self._column.count() > 0)


class _Card(QFrame):
    """One notice."""

    def __init__(self, notice: Notice, dismiss: Callable[["_Card"], None]) -> None:
        super().__init__()
        self.notice = notice
        self.setProperty("card", True)
        edge = shades().accent if notice.tone is Tone.WARN else shades().muted
        self.setStyleSheet(f"_Card {{ border-left: 4px solid {edge}; }}")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 6, 6)
        row = QHBoxLayout()
        label = QLabel(notice.text)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(label, 1)
        self._add_action(row, dismiss)
        close = QToolButton()
        close.setText("✕")
        close.setAutoRaise(True)
        close.setAccessibleName(self.tr("Dismiss"))
        close.clicked.connect(lambda: dismiss(self))
        column.addLayout(row)
        self._add_details(row, column)
        row.addWidget(close)

    def _add_action(self, row: QHBoxLayout, dismiss: Callable[["_Card"], None]) -> None:
        act = self.notice.act
        if act is None:
            return
        button = QPushButton(self.notice.action)
        button.clicked.connect(lambda: dismiss(self))
        button.clicked.connect(act)
        row.addWidget(button)

    def _add_details(self, row: QHBoxLayout, column: QVBoxLayout) -> None:
        if not self.notice.details:
            return
        details = QLabel(self.notice.details)
        details.setProperty("muted", True)
        details.hide()
        more = QPushButton(self.tr("Details"))
        more.clicked.connect(lambda: details.setVisible(not details.isVisible()))
        copy = QPushButton(self.tr("Copy"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.notice.details))
        row.addWidget(more)
        row.addWidget(copy)
        column.addWidget(details)
