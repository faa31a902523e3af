"""Words are found in the script, one after the other, and replaced."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.rooms import Mode
from gui.story.find_bar import FindBar
from gui.window import MainWindow


@pytest.fixture
def bar(qtbot: QtBot, window: MainWindow) -> FindBar:
    window.action("find").trigger()
    assert window.mode() is Mode.STORY
    window.story.editor.setPlainText("Mina runs.\nPip 🦊 sees mina.\nMINA!")
    return window.story.find_bar


def selected(window: MainWindow) -> tuple[int, str]:
    cursor = window.story.editor.textCursor()
    return cursor.blockNumber(), cursor.selectedText()


def test_every_match_is_counted_whatever_its_capitals(window: MainWindow, bar: FindBar) -> None:
    QTest.keyClicks(bar.needle, "mina")
    assert bar.count.text() == "1 of 3"
    assert len(window.story.editor.extraSelections()) == 3
    QTest.keyClicks(bar.needle, "x")
    assert bar.count.text() == "Not found"
    assert not bar.next_button.isEnabled()


def test_enter_goes_on_and_round_and_shift_enter_back(window: MainWindow, bar: FindBar) -> None:
    bar.needle.setText("mina")
    seen = []
    for _ in range(4):
        seen.append(selected(window))
        QTest.keyClick(bar.needle, Qt.Key.Key_Return)
    assert seen == [(0, "Mina"), (1, "mina"), (2, "MINA"), (0, "Mina")]
    QTest.keyClick(bar.needle, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert selected(window) == (0, "Mina")
    QTest.keyClick(bar.needle, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert selected(window) == (2, "MINA")


def test_esc_closes_the_bar_and_the_match_stays_selected(window: MainWindow, bar: FindBar) -> None:
    bar.needle.setText("pip")
    QTest.keyClick(bar.needle, Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert window.story.editor.extraSelections() == []
    assert selected(window) == (1, "Pip")


def test_all_matches_are_replaced_in_one_step_that_can_be_undone(window: MainWindow, bar: FindBar) -> None:
    before = window.story.editor.toPlainText()
    bar.needle.setText("mina")
    bar.replacement.setText("Mina Kato")
    bar.replace_all_button.click()
    assert window.story.editor.toPlainText() == "Mina Kato runs.\nPip 🦊 sees Mina Kato.\nMina Kato!"
    window.story.editor.undo()
    assert window.story.editor.toPlainText() == before


def test_one_match_is_replaced_and_the_next_one_is_at_hand(window: MainWindow, bar: FindBar) -> None:
    bar.needle.setText("mina")
    bar.replacement.setText("Kay")
    bar.replace_button.click()
    assert window.story.editor.toPlainText().startswith("Kay runs.")
    assert selected(window) == (1, "mina")


def test_the_bar_begins_with_what_is_selected(window: MainWindow, bar: FindBar) -> None:
    bar.needle.setText("pip")
    bar.leave()
    bar.needle.clear()
    window.action("find").trigger()
    assert bar.needle.text() == "Pip"
