"""Ctrl+K: every action of the window, found by typing a few letters of its name."""

import math
from collections.abc import Iterable, Sequence
from functools import cache

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QAction, QColor, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gui.theme import shades

ROW_PX = 30
DOCK = "dock"
"""The data of an action that shows and hides a dock: its bare name would be that of a mode."""
KEYS_ROLE = Qt.ItemDataRole.UserRole + 1


def match_score(query: str, name: str) -> int | None:
    """How well a query's letters occur in a name, in order; smaller is better, None is no match.

    Letters that start words cost nothing, others cost their distance from the letter before: "gn" finds
    "Generate next" before "Align".
    """
    text, letters = name.casefold(), query.casefold().replace(" ", "")

    @cache
    def cheapest(letter: int, behind: int) -> float:
        """The least cost of finding the letters from number `letter` on, behind a place in the text."""
        if letter == len(letters):
            return 0
        places = (at for at in range(behind + 1, len(text)) if text[at] == letters[letter])
        costs = ((0 if _starts_word(text, at) else at - behind) + cheapest(letter + 1, at) for at in places)
        return min(costs, default=math.inf)

    cost = cheapest(0, -1)
    return None if math.isinf(cost) else int(cost)


def _starts_word(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()


def ranked(query: str, actions: Iterable[QAction]) -> list[QAction]:
    """The enabled actions that match, best first; all of them for an empty query."""
    scored = [(match_score(query, plain_name(action)), plain_name(action), action) for action in actions]
    hits = [(score, name, action) for score, name, action in scored if score is not None and action.isEnabled()]
    return [action for _, _, action in sorted(hits, key=lambda hit: (hit[0], hit[1]))]


def plain_name(action: QAction) -> str:
    """An action's name as a person reads it, without the mnemonic mark."""
    name = action.text().replace("&", "").rstrip("…")
    if name and action.data() == DOCK:
        return QCoreApplication.translate("CommandPalette", "Show or hide: {dock}").format(dock=name)
    return name


class CommandDelegate(QStyledItemDelegate):
    """The name at the left, its keys at the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One command."""
        super().paint(painter, option, index)
        keys = str(index.data(KEYS_ROLE) or "")
        if keys:
            painter.save()
            painter.setPen(QColor(shades().muted))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(option.rect.adjusted(0, 0, -12, 0), right, keys)
            painter.restore()


class CommandPalette(QDialog):
    """A line to type in and the actions that match; Enter runs the first."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._actions = [action for action in actions if plain_name(action)]
        self.resize(560, 420)
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Type a command"))
        self.line.setAccessibleName(self.tr("Command"))
        self.line.textChanged.connect(self._refill)
        self.line.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Matching commands"))
        self.list.setItemDelegate(CommandDelegate(self.list))
        self.list.itemActivated.connect(self._run)
        self.list.itemClicked.connect(self._run)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.line)
        column.addWidget(self.list)
        self._refill("")
        self.line.setFocus()

    def names(self) -> list[str]:
        """What is listed now, best first."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys and Enter of the line steer the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow((self.list.currentRow() + step) % max(1, self.list.count()))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.count():
                self._run(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _refill(self, query: str) -> None:
        self.list.clear()
        for action in ranked(query, self._actions):
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            item = QListWidgetItem(plain_name(action))
            item.setSizeHint(QSize(0, ROW_PX))
            item.setData(KEYS_ROLE, keys)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{plain_name(action)} {keys}".strip())
            item.setData(Qt.ItemDataRole.UserRole, action)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _run(self, item: QListWidgetItem) -> None:
        action = item.data(Qt.ItemDataRole.UserRole)
        self.accept()
        action.trigger()
