"""Story: the script as text, checked while it is written, and carried into the book with one click."""

import re
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from charabook.story.parser import parse
from charabook.story.problems import Problem, ScriptError
from charabook.story.script import Story
from gui.attention import Attention
from gui.book_view import BookView
from gui.desk import Desk
from gui.said import what_and_remedy
from gui.short_list import ShortList
from gui.story.find_bar import FindBar
from gui.story.script_draft import ScriptDraft
from gui.story.script_file import read_script, write_script
from gui.story.script_help import EXAMPLE, ScriptHelp, lines_for
from gui.story.script_highlighter import ScriptHighlighter
from gui.story.script_outline import ScriptOutline

CHECK_AFTER_MS = 400
COLUMN_PX = 680
"""How wide a line of the script may be: longer lines are hard to read."""
OUTLINE_PX = 232
PROBLEMS_PX = 140
"""So high the list of problems may become."""


class ScriptPage(QPlainTextEdit):
    """An editor whose column stands in the middle, as on paper."""

    def __init__(self) -> None:
        super().__init__()
        font = self.font()
        font.setPointSizeF(max(11.5, font.pointSizeF() * 1.2))
        self.setFont(font)
        self.setProperty("page", True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setTabStopDistance(2 * self.fontMetrics().horizontalAdvance("n"))
        self.setCenterOnScroll(True)

    def first_line(self) -> int:
        """The first line that is seen."""
        return self.firstVisibleBlock().blockNumber()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle."""
        margin = max(28, (self.width() - COLUMN_PX) // 2)
        self.setViewportMargins(margin, 22, margin, 0)
        super().resizeEvent(event)


class StoryMode(QWidget):
    """An editor, its problems, and the way into the book."""

    dirty_changed = Signal(bool)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._imported = ""
        self._languages = Story().languages
        self._draft = ScriptDraft(desk.path)
        self._asked_for_draft, self._knows_draft = False, False
        self._attention = Attention(self, self._refresh)
        self.editor, self.outline, self.help = ScriptPage(), ScriptOutline(), ScriptHelp()
        self._highlighter = ScriptHighlighter(self.editor.document())
        self.find_bar = FindBar(self.editor)
        self.problems, self.foot = ShortList(PROBLEMS_PX), QWidget()
        self.problems.hide()
        self.problems.itemActivated.connect(self._go_to)
        self.problems.itemClicked.connect(self._go_to)
        self.verdict = QLabel()
        self.verdict.setProperty("muted", True)
        self.open_button, self.save_button, self.carry_button = QPushButton(), QPushButton(), QPushButton()
        self.help_button, self.example_button = QPushButton(), QPushButton()
        self.example_button.setProperty("primary", True)
        self.help_button.setCheckable(True)
        self.help_button.setChecked(True)
        self.carry_button.setProperty("primary", True)
        self.carry_button.setEnabled(False)  # until the script has been checked
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CHECK_AFTER_MS)
        self._timer.timeout.connect(self.check)
        self._timer.timeout.connect(self._keep_draft)
        self.editor.textChanged.connect(self._timer.start)
        self.open_button.clicked.connect(self._open_file)
        self.save_button.clicked.connect(self._save_file)
        self.help_button.toggled.connect(self.help.setVisible)
        self.help.snippet_asked.connect(self.put_in)
        self.example_button.clicked.connect(self._begin_with_example)
        self.editor.cursorPositionChanged.connect(self._follow_cursor)
        self.editor.textChanged.connect(self._follow_text)
        self.outline.line_chosen.connect(self._go_to_line)
        self.carry_button.clicked.connect(self.carry_into_book)
        self._lay_out()
        self.setFocusProxy(self.editor)
        self.retranslate()
        desk.follow(self._attention.call)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.editor.setAccessibleName(self.tr("Story script"))
        self.editor.setPlaceholderText(self.tr("Write your story here, or open a script."))
        self.problems.setAccessibleName(self.tr("Problems in the script"))
        self.open_button.setText(self.tr("Open script…"))
        self.save_button.setText(self.tr("Save script as…"))
        self.carry_button.setText(self.tr("Carry into the book"))
        self.help_button.setText(self.tr("How to write"))
        self.example_button.setText(self.tr("Begin with an example"))
        self.outline.setAccessibleName(self.tr("Headings of the script"))
        self.help.retranslate()
        self.find_bar.retranslate()
        self.carry_button.setToolTip(self.tr("Cast, settings, pages and panels follow the script; takes are kept"))
        self.check()

    def parts(self) -> tuple[QWidget, ...]:
        """What the keyboard can go on to: in the script the Tab key indents."""
        return (self.outline, self.editor, self.problems, self.help, self.foot)

    def carry_into_book(self) -> None:
        """Let the book follow the script. Panels that did not change keep their takes."""
        text = self.editor.toPlainText()
        self._desk.change(lambda studio: studio.import_script(text))

    def put_in(self, kind: str) -> None:
        """Put a kind of line in at the cursor, on lines of its own."""
        cursor = self.editor.textCursor()
        if cursor.block().text().strip():
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            cursor.insertText("\n")
        cursor.insertText(lines_for(kind, self.editor.toPlainText()))
        self.editor.setTextCursor(cursor)
        self.editor.setFocus()

    def _begin_with_example(self) -> None:
        """The example shows that a script may say the title at its top: the one that the book has."""
        title = self._desk.view.book.title if self._desk.view is not None else ""
        self.editor.insertPlainText(f"Title: {title}\n\n{EXAMPLE}" if title else EXAMPLE)
        self.editor.setFocus()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.help_button)
        buttons.addWidget(self.example_button)
        buttons.addWidget(self.verdict, 1)
        buttons.addWidget(self.carry_button)
        self.verdict.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        buttons.setContentsMargins(12, 7, 12, 8)
        self.foot.setProperty("bar", True)
        self.foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.foot.setLayout(buttons)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.outline.setFixedWidth(OUTLINE_PX)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.outline)
        middle.addWidget(self.editor, 1)
        middle.addWidget(self.help)
        column.addLayout(middle, 1)
        column.addWidget(self.find_bar)
        column.addWidget(self.problems)
        column.addWidget(self.foot)

    def _refresh(self) -> None:
        if self._desk.view is not None:
            self._show(self._desk.view)

    def _show(self, view: BookView) -> None:
        """Show the book's script, unless the writer is in the middle of changing it."""
        colours = {one.name: one.colour for one in view.characters.values() if one.name and one.colour}
        self._highlighter.know_cast(colours)
        if not self._asked_for_draft:
            self._asked_for_draft = True
            self._desk.ask(lambda _: self._draft.read(), self._take_up)
        if view.book.languages != self._languages:
            self._languages = view.book.languages
            self.check()
        if view.book.story == self._imported:
            return
        if self.editor.toPlainText() in ("", self._imported):
            self.editor.setPlainText(view.book.story)
        self._imported = view.book.story
        self._keep_draft()
        self.check()

    def _take_up(self, draft: str) -> None:
        """Go on where the writer was when the book was closed, unless something is being written already."""
        self._knows_draft = True
        if draft and self.editor.toPlainText() == self._imported:
            self.editor.setPlainText(draft)

    def _keep_draft(self) -> None:
        if not self._knows_draft:
            return
        text, imported = self.editor.toPlainText(), self._imported
        self._desk.ask(lambda _: _put_down(self._draft, text, imported))

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever comes here wants to write."""
        super().showEvent(event)
        if not event.spontaneous():
            self.editor.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """The last words before the window closes are kept at once: nobody may be there to keep them later."""
        if self._timer.isActive() and self.editor.toPlainText() != self._imported:
            self._draft.keep(self.editor.toPlainText())
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """The script is coloured anew for another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._highlighter.colour_anew(self.editor.first_line())

    def _follow_text(self) -> None:
        text = self.editor.toPlainText()
        self.outline.show_text(text)
        self.example_button.setVisible(not text.strip())
        self._follow_cursor()

    def _follow_cursor(self) -> None:
        self.outline.show_line(self.editor.textCursor().blockNumber())

    def _go_to_line(self, line: int) -> None:
        self.editor.setTextCursor(QTextCursor(self.editor.document().findBlockByNumber(line)))
        self.editor.setFocus()

    def check(self) -> None:
        """Look for mistakes, off the GUI thread: a long script takes a while to read."""
        text, told = self.editor.toPlainText(), Story(languages=self._languages)
        self._desk.ask(lambda _: _problems(text, told), lambda found: self._checked(text, found))

    def _checked(self, text: str, found: tuple[Problem, ...]) -> None:
        if text != self.editor.toPlainText():
            return
        self.problems.clear()
        for problem in found:
            item = QListWidgetItem(
                self.tr("Line {line}: {said}").format(
                    line=problem.line, said=what_and_remedy(problem.what, problem.remedy)
                )
            )
            item.setData(Qt.ItemDataRole.UserRole, problem)
            self.problems.addItem(item)
        self.problems.setVisible(bool(found))
        is_new = text != self._imported
        self.carry_button.setEnabled(bool(text.strip()) and not found and is_new)
        self.verdict.setText(self._verdict(text, len(found), is_new=is_new))
        self.dirty_changed.emit(is_new)

    def _verdict(self, text: str, problems: int, *, is_new: bool) -> str:
        if not text.strip():
            return ""
        if problems:
            return self.tr("%n problem(s)", "", problems)
        return self.tr("Ready to be carried into the book") if is_new else self.tr("The book follows this script")

    def _go_to(self, item: QListWidgetItem) -> None:
        problem = item.data(Qt.ItemDataRole.UserRole)
        block = self.editor.document().findBlockByNumber(problem.line - 1)
        cursor = QTextCursor(block)
        cursor.movePosition(
            QTextCursor.MoveOperation.Right,
            QTextCursor.MoveMode.MoveAnchor,
            min(problem.column - 1, max(0, block.length() - 1)),
        )
        self.editor.setTextCursor(cursor)
        self.editor.setFocus()

    def _open_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Open script"), "", self.tr("Story scripts (*.story *.txt)")
        )
        if path:
            self._desk.ask(lambda _: read_script(Path(path)), self.editor.setPlainText)

    def _save_file(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save script"), "", self.tr("Story scripts (*.story)"))
        if path:
            text = self.editor.toPlainText()
            target = Path(path) if Path(path).suffix else Path(path).with_suffix(".story")
            self._desk.ask(lambda _: write_script(target, text))


def _put_down(draft: ScriptDraft, text: str, imported: str) -> None:
    if text == imported:
        draft.drop()
    else:
        draft.keep(text)


def _problems(text: str, told: Story) -> tuple[Problem, ...]:
    if not re.search(r"\S", text):
        return ()
    try:
        parse(text, told=told)
    except ScriptError as error:
        return error.problems
    return ()
