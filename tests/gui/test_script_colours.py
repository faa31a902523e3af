"""The script in colours: what is typed at once, what is long in turns, and all of it in the end."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from gui.story.script_highlighter import AT_ONCE, ScriptHighlighter
from gui.story.script_outline import ScriptOutline
from gui.theme import DARK, LIGHT, Theme
from gui.wardrobe import wear
from tests.gui.conftest import until

LINES = ("# Page", "> Mina left: waving", "Mina: Hello!", "caption: Morning.", "")


@pytest.fixture
def page(qtbot: QtBot) -> QPlainTextEdit:
    page = QPlainTextEdit()
    qtbot.addWidget(page)
    return page


@pytest.fixture
def highlighter(page: QPlainTextEdit) -> ScriptHighlighter:
    highlighter = ScriptHighlighter(page.document())
    highlighter.know_cast({"Mina": "#2e86ab"})
    return highlighter


@pytest.fixture(autouse=True)
def light() -> Iterator[None]:
    wear(Theme.LIGHT)
    yield
    wear(Theme.LIGHT)


def colours(document: QTextDocument, line: int) -> list[tuple[int, int, str]]:
    formats = document.findBlockByNumber(line).layout().formats()
    return [(one.start, one.length, one.format.foreground().color().name()) for one in formats]


def plain_lines(page: QPlainTextEdit) -> list[str]:
    blocks = range(page.blockCount())
    texts = [page.document().findBlockByNumber(number).text() for number in blocks]
    return [text for number, text in enumerate(texts) if text and not colours(page.document(), number)]


def test_what_is_typed_is_coloured_at_once(page: QPlainTextEdit, highlighter: ScriptHighlighter) -> None:
    page.insertPlainText("# Page\nMina: Hello!")
    assert colours(page.document(), 0) == [(0, 6, LIGHT.chosen)]
    assert colours(page.document(), 1)[0][:2] == (0, 5)


def test_a_long_script_is_coloured_to_its_end(
    qtbot: QtBot, page: QPlainTextEdit, highlighter: ScriptHighlighter
) -> None:
    page.setPlainText("\n".join(LINES * AT_ONCE))
    assert not highlighter.is_coloured()
    until(qtbot, highlighter.is_coloured)
    assert plain_lines(page) == []


def test_lines_that_go_while_others_wait_leave_none_without_colours(
    qtbot: QtBot, page: QPlainTextEdit, highlighter: ScriptHighlighter
) -> None:
    page.setPlainText("\n".join(LINES * AT_ONCE))
    qtbot.waitUntil(lambda: bool(colours(page.document(), AT_ONCE + 1)))
    cursor = QTextCursor(page.document())
    cursor.movePosition(QTextCursor.MoveOperation.NextBlock, QTextCursor.MoveMode.KeepAnchor, AT_ONCE)
    cursor.removeSelectedText()
    until(qtbot, highlighter.is_coloured)
    assert plain_lines(page) == []


def test_another_theme_colours_every_line_anew(
    qtbot: QtBot, page: QPlainTextEdit, highlighter: ScriptHighlighter
) -> None:
    page.setPlainText("\n".join(LINES * AT_ONCE))
    until(qtbot, highlighter.is_coloured)
    wear(Theme.DARK)
    highlighter.colour_anew()
    until(qtbot, highlighter.is_coloured)
    headings = [number for number in range(page.blockCount()) if number % len(LINES) == 0 and number < 5 * AT_ONCE]
    assert {colours(page.document(), number)[0][2] for number in headings} == {DARK.chosen}


def test_colouring_is_no_step_to_undo(qtbot: QtBot, page: QPlainTextEdit, highlighter: ScriptHighlighter) -> None:
    page.setPlainText("\n".join(LINES * AT_ONCE))
    until(qtbot, highlighter.is_coloured)
    assert not page.document().isUndoAvailable()
    assert not page.document().isModified()


def test_what_an_input_method_marks_stays(page: QPlainTextEdit, highlighter: ScriptHighlighter) -> None:
    page.insertPlainText("Mina: Hello!")
    layout = page.document().firstBlock().layout()
    layout.setPreeditArea(0, "みな")
    highlighter.colour_anew()
    assert colours(page.document(), 0)[0][:2] == (2, 5)


def test_the_outline_follows_text_and_cursor(qtbot: QtBot, qapp: QApplication) -> None:
    outline = ScriptOutline()
    qtbot.addWidget(outline)
    outline.show_text("# Cast\n## Mina\n\n# Page 1\n## Panel")
    shown = [outline.model().index(row, 0).data() for row in range(outline.model().rowCount())]
    assert [words.strip() for words in shown] == ["Cast", "Mina", "Page 1", "Panel"]
    outline.show_line(3)
    assert outline.currentIndex().data() == "Page 1"
    with qtbot.waitSignal(outline.line_chosen) as told:
        outline.activated.emit(outline.model().index(1, 0))
    assert told.args == [1]
