"""The script's headings as a list: where one is, and a click to be elsewhere."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

HEADING = re.compile(r"^([#＃]{1,2})\s*(.+?)\s*$")
MOST_LETTERS = 60
ROW_PX = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One heading of the script; lines are counted from 0."""

    line: int
    level: int
    words: str


def headings_of(text: str) -> tuple[Heading, ...]:
    """Every heading, in order."""
    found = ((line, HEADING.match(words)) for line, words in enumerate(text.splitlines()))
    return tuple(
        Heading(line=line, level=len(match[1]), words=match[2][:MOST_LETTERS]) for line, match in found if match
    )


class _Rows(QAbstractListModel):
    """Headings as rows; only those that are seen are asked for."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.headings: tuple[Heading, ...] = ()
        self._bold = QFont()
        self._bold.setBold(True)

    def show_headings(self, headings: tuple[Heading, ...]) -> None:
        self.beginResetModel()
        self.headings = headings
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        heading = self.headings[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return heading.words if heading.level == 1 else f"      {heading.words}"
        if role == Qt.ItemDataRole.FontRole and heading.level == 1:
            return self._bold
        return QSize(0, ROW_PX) if role == Qt.ItemDataRole.SizeHintRole else None


class ScriptOutline(QListView):
    """Follows the text and the cursor."""

    line_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _Rows(self)
        self.setModel(self._rows)
        self.setProperty("panel", True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._tell)
        self.activated.connect(self._tell)

    def show_text(self, text: str) -> None:
        """List the headings of a text."""
        headings = headings_of(text)
        if headings != self._rows.headings:
            self._rows.show_headings(headings)

    def show_line(self, line: int) -> None:
        """Mark the heading that the cursor is under."""
        row = bisect_right(self._rows.headings, line, key=lambda heading: heading.line) - 1
        if row != self.currentIndex().row():
            self.setCurrentIndex(self._rows.index(row, 0) if row >= 0 else QModelIndex())

    def _tell(self, index: QModelIndex) -> None:
        self.line_chosen.emit(self._rows.headings[index.row()].line)
