"""Ctrl+K finds commands by a few letters of their names."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.command_palette import CommandPalette, match_score
from gui.rooms import Mode
from gui.window import MainWindow
from tests.gui.conftest import settled


def test_letters_that_begin_words_count_most() -> None:
    assert match_score("gn", "Generate next") == 0
    assert match_score("xyz", "Generate next") is None
    assert match_score("gen", "Generate") < match_score("gen", "Strange engine")


def test_a_command_is_found_and_run_with_the_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    window.open_palette()
    palette = window.findChildren(CommandPalette)[-1]
    QTest.keyClicks(palette.line, "export")
    assert palette.names()[0].startswith("Export")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert window.mode() is Mode.EXPORT


@pytest.mark.parametrize(
    ("mode", "tool"), [(Mode.PANELS, "Figure: brush"), (Mode.PAGES, "Frames back to the template")]
)
def test_the_tools_of_the_canvas_are_commands_too(qtbot: QtBot, window: MainWindow, mode: Mode, tool: str) -> None:
    window.show_mode(mode)
    settled(qtbot, window)
    window.open_palette()
    palette = window.findChildren(CommandPalette)[-1]
    assert tool in palette.names()
    assert len(palette.names()) == len(set(palette.names()))
    palette.reject()
