"""Find in the script: every match is marked, the next one is a key away, one or all of them can be replaced."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QShortcut, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTextEdit, QWidget

from gui.buttons import name_it, small
from gui.theme import shades

MOST = 2000
"""Matches that are marked and counted; a longer list helps nobody."""
FIELD_PX = 190


class FindBar(QWidget):
    """Stands below an editor while something is looked for there. Capital letters do not matter."""

    def __init__(self, editor: QPlainTextEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._matches: list[QTextCursor] = []
        self.setProperty("bar", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.needle, self.replacement, self.count = QLineEdit(), QLineEdit(), QLabel()
        self.count.setProperty("muted", True)
        self.previous_button = small("previous", self.find_previous)
        self.next_button = small("next", self.find_next)
        self.replace_button, self.replace_all_button = QPushButton(), QPushButton()
        self.close_button = small("close", self.leave)
        self._lay_out()
        self.needle.textChanged.connect(self._look_again)
        self.replacement.returnPressed.connect(self.replace)
        self.replace_button.clicked.connect(self.replace)
        self.replace_all_button.clicked.connect(self.replace_all)
        editor.textChanged.connect(self._refresh)
        editor.cursorPositionChanged.connect(self._tell)
        self.hide()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.needle.setPlaceholderText(self.tr("Find in the story"))
        self.needle.setAccessibleName(self.tr("Find in the story"))
        self.replacement.setPlaceholderText(self.tr("Replace with"))
        self.replacement.setAccessibleName(self.tr("Replace with"))
        name_it(self.previous_button, self.tr("Previous match (Shift+F3)"))
        name_it(self.next_button, self.tr("Next match (F3)"))
        name_it(self.close_button, self.tr("Close (Esc)"))
        self.replace_button.setText(self.tr("Replace"))
        self.replace_all_button.setText(self.tr("Replace all"))
        self._tell()

    def begin(self) -> None:
        """Come up, with the words that are selected in the editor."""
        self.show()
        selected = self._editor.textCursor().selectedText()
        if selected and "\u2029" not in selected:  # Qt's end of a line
            self.needle.setText(selected)
        self.needle.setFocus()
        self.needle.selectAll()
        self._refresh()

    def leave(self) -> None:
        """Go away; what was found stays selected."""
        self.hide()
        self._refresh()
        self._editor.setFocus()

    def find_next(self) -> None:
        """Go to the next match, behind the last one to the first."""
        end = self._editor.textCursor().selectionEnd()
        self._go_to(next((one for one in self._matches if one.selectionStart() >= end), None) or self._at(0))

    def find_previous(self) -> None:
        """Go to the match before, from the first one to the last."""
        start = self._editor.textCursor().selectionStart()
        before = [one for one in self._matches if one.selectionEnd() <= start]
        self._go_to(before[-1] if before else self._at(-1))

    def replace(self) -> None:
        """Replace the match at hand and go to the next; without one at hand, just go there."""
        if self._number():
            self._editor.textCursor().insertText(self.replacement.text())
        self.find_next()

    def replace_all(self) -> None:
        """Replace every match; one undo takes all of it back."""
        matches, words = list(self._matches), self.replacement.text()
        whole = QTextCursor(self._editor.document())
        whole.beginEditBlock()
        for match in reversed(matches):
            match.insertText(words)
        whole.endEditBlock()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, with Shift back; Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.needle.hasFocus():
            is_back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.find_previous if is_back else self.find_next)()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(4)
        for field in (self.needle, self.replacement):
            field.setFixedWidth(FIELD_PX)
            field.setClearButtonEnabled(True)
        self.count.setMinimumWidth(90)
        find: tuple[QWidget, ...] = (self.needle, self.previous_button, self.next_button, self.count)
        for widget in (*find, self.replacement, self.replace_button, self.replace_all_button):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.close_button)
        for key, act in (("F3", self.find_next), ("Shift+F3", self.find_previous)):
            for place in (self, self._editor):
                shortcut = QShortcut(QKeySequence(key), place)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(act)

    # ------------------------------------------------------------------ matches

    def _look_again(self) -> None:
        """Other words are looked for: from where the last match began."""
        self._refresh()
        start = self._editor.textCursor().selectionStart()
        self._go_to(next((one for one in self._matches if one.selectionStart() >= start), None) or self._at(0))

    def _refresh(self) -> None:
        """Find and mark every match anew."""
        self._matches = self._found() if not self.isHidden() else []
        marks = []
        for match in self._matches:
            mark = QTextEdit.ExtraSelection()
            mark.cursor, mark.format = match, QTextCharFormat()
            mark.format.setBackground(QColor(shades().selected))
            marks.append(mark)
        self._editor.setExtraSelections(marks)
        self._tell()

    def _found(self) -> list[QTextCursor]:
        words, document = self.needle.text(), self._editor.document()
        matches: list[QTextCursor] = []
        match = document.find(words) if words else QTextCursor()
        while not match.isNull() and len(matches) < MOST:
            matches.append(match)
            match = document.find(words, match)
        return matches

    def _at(self, place: int) -> QTextCursor | None:
        return self._matches[place] if self._matches else None

    def _go_to(self, match: QTextCursor | None) -> None:
        if match is not None:
            self._editor.setTextCursor(match)

    def _number(self) -> int:
        """Which match is selected, counted from one; 0 for none."""
        at = self._editor.textCursor()
        chosen = at.selectionStart(), at.selectionEnd()
        places = ((one.selectionStart(), one.selectionEnd()) for one in self._matches)
        return next((number for number, place in enumerate(places, start=1) if place == chosen), 0)

    def _tell(self) -> None:
        if self.isHidden():
            return
        found, number = len(self._matches), self._number()
        if not self.needle.text():
            self.count.setText("")
        elif not found:
            self.count.setText(self.tr("Not found"))
        else:
            said = self.tr("{number} of {all}") if number else self.tr("{all} found")
            self.count.setText(said.format(number=number, all=found))
        for button in (self.previous_button, self.next_button, self.replace_button, self.replace_all_button):
            button.setEnabled(bool(found))
