"""The script's headings as a list: where one is, and a click to be elsewhere."""

import re
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

HEADING = re.compile(r"^([#＃]{1,2})\s*(.+?)\s*$")
MOST_LETTERS = 60


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


class ScriptOutline(QListWidget):
    """Follows the text and the cursor."""

    line_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headings: tuple[Heading, ...] = ()
        self.setProperty("panel", True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._tell)
        self.itemActivated.connect(self._tell)

    def show_text(self, text: str) -> None:
        """List the headings of a text."""
        headings = headings_of(text)
        if headings == self._headings:
            return
        self._headings = headings
        self.clear()
        for heading in headings:
            item = QListWidgetItem(heading.words if heading.level == 1 else f"      {heading.words}")
            item.setData(Qt.ItemDataRole.UserRole, heading.line)
            item.setSizeHint(QSize(0, 26))
            font = item.font()
            font.setBold(heading.level == 1)
            item.setFont(font)
            self.addItem(item)

    def show_line(self, line: int) -> None:
        """Mark the heading that the cursor is under."""
        before = [row for row, heading in enumerate(self._headings) if heading.line <= line]
        self.setCurrentRow(before[-1] if before else -1)

    def _tell(self, item: QListWidgetItem) -> None:
        self.line_chosen.emit(int(item.data(Qt.ItemDataRole.UserRole)))
