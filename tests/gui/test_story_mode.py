"""The script: what is written is never lost, and an example does not rename the book."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.app import Shell
from gui.rooms import Mode
from gui.story.script_draft import DRAFT_NAME
from gui.story.story_mode import PROBLEMS_PX
from gui.window import MainWindow
from projects.records import BOOK, Book
from projects.workplace import workplace_of
from tests.gui.conftest import settled, until


def write(window: MainWindow, words: str) -> None:
    window.show_mode(Mode.STORY)
    window.story.editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(window.story.editor, words)


def closed(qtbot: QtBot, shell: Shell, window: MainWindow) -> None:
    window.close()
    until(qtbot, lambda: not shell.windows())


def test_what_was_not_carried_into_the_book_is_there_when_it_opens_again(
    qtbot: QtBot, shell: Shell, book: Path, window: MainWindow
) -> None:
    write(window, "Mina: Half a tho")
    closed(qtbot, shell, window)
    again = shell.open_book(book)
    settled(qtbot, again)
    again.show_mode(Mode.STORY)
    until(qtbot, lambda: again.story.editor.toPlainText().endswith("Mina: Half a tho"))
    until(qtbot, again.story.carry_button.isEnabled)


def test_the_draft_is_on_the_disk_while_the_window_is_open(qtbot: QtBot, book: Path, window: MainWindow) -> None:
    write(window, "Mina: Hold on.")
    kept = workplace_of(book.resolve()) / DRAFT_NAME
    until(qtbot, lambda: kept.is_file() and kept.read_text("utf-8").endswith("Mina: Hold on."))


def test_no_draft_is_left_of_what_the_book_has(qtbot: QtBot, book: Path, window: MainWindow) -> None:
    kept = workplace_of(book.resolve()) / DRAFT_NAME
    write(window, "Mina: Hold on.")
    until(qtbot, kept.is_file)
    until(qtbot, window.story.carry_button.isEnabled)
    window.story.carry_button.click()
    until(qtbot, lambda: not kept.exists())


def test_the_example_leaves_the_book_its_title(qtbot: QtBot, window: MainWindow) -> None:
    window.show_mode(Mode.STORY)
    window.desk.edit("Rename", lambda edit: edit.update(Book, BOOK, title="The Boat"))
    until(qtbot, lambda: window.desk.view.book.title == "The Boat")
    window.story.editor.clear()
    window.story.example_button.click()
    until(qtbot, window.story.carry_button.isEnabled)
    window.story.carry_button.click()
    until(qtbot, lambda: len(window.desk.view.pages) == 1)
    assert window.desk.view.book.title == "The Boat"
    assert window.story.editor.toPlainText().startswith("Title: The Boat\n\n# Cast")


def test_a_script_without_a_top_is_written_in_the_languages_of_the_book(qtbot: QtBot, window: MainWindow) -> None:
    window.show_mode(Mode.STORY)
    story = window.story
    settled(qtbot, window)
    story.editor.setPlainText("# Page 1\n\n## Panel\ncaption: Wind.\n  ja: Kaze.\n")
    until(qtbot, story.carry_button.isEnabled)
    story.editor.setPlainText("# Page 1\n\n## Panel\ncaption: Wind.\n  ko: Baram.\n")
    until(qtbot, lambda: story.problems.count() == 1)
    window.desk.edit("Languages", lambda edit: edit.update(Book, BOOK, languages=("en", "ko")))
    until(qtbot, lambda: story.problems.count() == 0)
    assert story.carry_button.isEnabled()


def test_the_list_of_problems_is_as_high_as_its_rows(qtbot: QtBot, window: MainWindow) -> None:
    window.show_mode(Mode.STORY)
    story = window.story
    settled(qtbot, window)
    wrong = "## Panel\ncaption: Wind.\n  ko: Baram.\n"
    story.editor.setPlainText(f"# Page 1\n{wrong}")
    until(qtbot, lambda: story.problems.count() == 1)
    until(qtbot, lambda: 0 < story.problems.height() < 3 * story.problems.sizeHintForRow(0))
    story.editor.setPlainText("# Page 1\n" + 30 * wrong)
    until(qtbot, lambda: story.problems.count() == 30)
    until(qtbot, lambda: story.problems.height() == PROBLEMS_PX)


def test_buttons_alone_write_a_script_that_can_be_carried(qtbot: QtBot, window: MainWindow) -> None:
    window.show_mode(Mode.STORY)
    story = window.story
    settled(qtbot, window)
    story.editor.clear()
    for kind in ("character", "character", "setting", "panel", "figure", "caption", "panel"):
        QTest.mouseClick(story.help.buttons[kind], Qt.MouseButton.LeftButton)
    text = story.editor.toPlainText()
    assert [text.count(heading) for heading in ("# Cast", "# Settings", "# Page")] == [1, 1, 1]
    story.editor.setPlainText(text.replace("## Name", "## Twin", 1))
    until(qtbot, story.carry_button.isEnabled)
