"""The window comes up before its rooms are furnished; nothing of that is seen, and every room works from the first."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui import typefaces
from gui.app import Shell
from gui.rooms import Mode
from gui.window import MainWindow
from layouts.typefaces import SHIPPED_FOLDER
from tests.gui.conftest import settled, until


class Doorkeeper(QObject):
    """Writes down which widgets come up as windows of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


READING = """
import sys
from importlib import import_module
import gui.window, gui.app, charabook.studio.studio
from gui.rooms import MODULES, READ_AHEAD

for mode, modules in MODULES.items():
    before = set(sys.modules)
    for name in READ_AHEAD[mode]:
        import_module(name)
    ours = [name for name in set(sys.modules) - before if name.split(".")[0] == "gui"]
    assert not ours, f"{ours} would be made on the studio's thread"
    before = set(sys.modules)
    for name in modules:
        import_module(name)
    theirs = [name for name in set(sys.modules) - before if name.split(".")[0] != "gui"]
    assert not theirs, f"the window would wait for {theirs}"
"""


def furnished(window: MainWindow) -> bool:
    return all(window.rooms.stands(mode) for mode in Mode)


def test_only_the_window_itself_ever_comes_up_as_one(
    qtbot: QtBot, shell: Shell, book: Path, qapp: QApplication
) -> None:
    keeper = Doorkeeper()
    qapp.installEventFilter(keeper)
    window = shell.open_book(book)
    until(qtbot, lambda: furnished(window))
    for mode in Mode:
        window.show_mode(mode)
    qapp.removeEventFilter(keeper)
    assert keeper.seen == ["MainWindow"]


def test_rooms_are_furnished_by_themselves_and_know_the_book_when_they_are_entered(
    qtbot: QtBot, shell: Shell, book: Path
) -> None:
    window = shell.open_book(book)
    assert [mode for mode in Mode if window.rooms.stands(mode)] == [Mode.PANELS]
    until(qtbot, lambda: furnished(window))
    assert window.mode() is Mode.PANELS
    assert window.pages.page() == window.desk.view.pages[0].id
    assert window.cast.look() in window.desk.view.looks
    for mode in Mode:
        window.show_mode(mode)
    assert window.story.editor.toPlainText() == window.desk.view.book.story
    assert [window.export.language.itemData(row) for row in range(2)] == ["en", "ja"]


@pytest.mark.parametrize("mode", Mode)
def test_a_room_that_is_entered_before_the_book_is_read_shows_it_later(
    qtbot: QtBot, shell: Shell, book: Path, mode: Mode
) -> None:
    window = shell.open_book(book)
    window.show_mode(mode)
    assert window.mode() is mode
    settled(qtbot, window)
    assert window.pages.page() in window.desk.view.pages_by_id


def test_the_timeline_is_found_in_the_view_menu_and_comes_back_where_it_was(
    qtbot: QtBot, shell: Shell, book: Path
) -> None:
    window = shell.open_book(book)
    until(qtbot, lambda: furnished(window))
    action = window.action("dock film")
    assert action in [one for menu in window.menuBar().actions() for one in menu.menu().actions()]
    action.trigger()
    assert window.films.dock.isVisible()
    window.close()
    until(qtbot, lambda: not shell.windows())
    again = shell.open_book(book)
    until(qtbot, lambda: furnished(again))
    assert again.films.dock.isVisible()


def test_the_window_finds_the_shipped_face_without_reading_typefaces() -> None:
    assert (typefaces.FOLDER / typefaces.JAPANESE).is_file()
    assert SHIPPED_FOLDER.resolve() == typefaces.FOLDER


def test_widgets_are_read_on_the_windows_thread_and_what_they_need_on_the_studios() -> None:
    subprocess.run([sys.executable, "-c", READING], check=True, timeout=120, env={**os.environ, "PYTHONPATH": "."})
