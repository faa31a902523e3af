"""A book that is read from right to left, in the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from charabook.studio import Studio
from gui.app import Shell
from gui.canvas.page_places import path_of
from gui.rooms import Mode
from gui.window import MainWindow
from projects.records import BOOK, Book, Direction
from tests.gui.conftest import settled, until

SCRIPT = """Title: القمر
Languages: ar
Reads: right-to-left

# Cast

## Mina
look: a girl in a yellow dress

# Settings

meadow: a flower meadow

# Page 1: comic-four

## Panel
setting: meadow
> Mina: standing
Mina: مرحبا!

## Panel
setting: meadow
> Mina: waving
Mina: إلى اللقاء!

## Panel
setting: meadow
> Mina: sleeping

## Panel
setting: meadow
> Mina: sitting
"""


@pytest.fixture
def arabic(qtbot: QtBot, shell: Shell, tmp_path: Path) -> MainWindow:
    path = tmp_path / "moon.charabook"
    with Studio.create(path, title="القمر") as studio:
        studio.import_script(SCRIPT)
        studio.edit("Direction", lambda edit: edit.update(Book, BOOK, direction=Direction.RIGHT_TO_LEFT))
        studio.publish()
    window = shell.open_book(path)
    settled(qtbot, window)
    return window


def test_of_panels_side_by_side_the_right_one_is_read_first(qtbot: QtBot, arabic: MainWindow) -> None:
    arabic.show_mode(Mode.PAGES)
    until(qtbot, lambda: arabic.pages.canvas.composition() is not None)
    composition = arabic.pages.canvas.composition()
    places = {one.panel_id: path_of(one.outline).boundingRect() for one in composition.panels}
    first, second, third, _ = (places[panel.id] for panel in arabic.desk.view.panels)
    assert first.left() >= second.right()
    assert third.top() >= first.bottom()
    assert len(composition.letterings) == 2


def test_its_letters_are_written_in_the_inspector(qtbot: QtBot, arabic: MainWindow) -> None:
    field = next(iter(arabic.inspector.letterings.cards.every())).texts["ar"]
    assert field.toPlainText() == "مرحبا!"
    begins = field.cursorRect().x()
    field.moveCursor(QTextCursor.MoveOperation.End)
    assert field.cursorRect().x() < begins  # the exclamation mark too stands where it is read
    field.setFocus()
    field.selectAll()
    field.insertPlainText("أهلا")  # as an input method does
    QTest.keyClick(field, Qt.Key.Key_Tab)

    def written() -> list[str]:
        return [text.text for texts in arabic.desk.view.texts_of_lettering.values() for text in texts]

    until(qtbot, lambda: "أهلا" in written())


def test_the_next_page_lies_at_the_left_for_buttons_and_arrow_keys(qtbot: QtBot, arabic: MainWindow) -> None:
    arabic.show_mode(Mode.PAGES)
    pages = arabic.pages
    for count in (2, 3):
        QTest.mouseClick(pages.bar.add_page, Qt.MouseButton.LeftButton)
        until(qtbot, lambda count=count: len(arabic.desk.view.pages) == count)
    first, second, third = (page.id for page in arabic.desk.view.pages)
    until(qtbot, lambda: pages.page() == third)
    until(qtbot, lambda: pages.bar.forth.x() < pages.bar.number.x() < pages.bar.back.x())
    QTest.mouseClick(pages.bar.back, Qt.MouseButton.LeftButton)
    assert pages.page() == second
    QTest.keyClick(pages.canvas, Qt.Key.Key_Right)
    assert pages.page() == first
    QTest.keyClick(pages.canvas, Qt.Key.Key_Left)
    assert pages.page() == second
