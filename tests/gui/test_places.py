"""Places in the book: it opens where it was left, and every part of the window calls a page by the same name."""

from pathlib import Path

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.app import Shell
from gui.fields import TextField
from gui.rooms import Mode
from gui.window import MainWindow
from projects.editing import Edit
from projects.records import Page, Panel
from tests.gui.conftest import settled, until


def test_a_book_opens_in_the_mode_and_at_the_panel_where_it_was_left(
    qtbot: QtBot, shell: Shell, book: Path, window: MainWindow
) -> None:
    last = window.desk.view.panels[-1].id
    window.at_hand.open_panel(last)
    window.show_mode(Mode.PAGES)
    settled(qtbot, window)
    window.close()
    until(qtbot, lambda: not shell.windows())
    again = shell.open_book(book)
    settled(qtbot, again)
    assert again.mode() is Mode.PAGES
    assert again.panels.panel() == last
    until(qtbot, lambda: again.pages.page() == again.desk.view.panels_by_id[last].page)


def test_words_that_are_being_typed_when_the_window_closes_are_in_the_book(
    qtbot: QtBot, shell: Shell, book: Path, window: MainWindow
) -> None:
    panel = window.panels.panel()
    field = next(one for one in window.inspector.findChildren(TextField) if one.accessibleName() == "What is seen")
    field.setFocus()
    QTest.keyClicks(field, "a windy morning")
    window.close()
    until(qtbot, lambda: not shell.windows())
    again = shell.open_book(book)
    settled(qtbot, again)
    assert again.desk.view.panels_by_id[panel].action == "a windy morning"


def test_a_panel_that_is_gone_meanwhile_is_not_looked_for(
    qtbot: QtBot, shell: Shell, book: Path, window: MainWindow
) -> None:
    window.close()
    until(qtbot, lambda: not shell.windows())
    window._memory.keep_place(book.resolve(), "no such mode", "no such panel")
    again = shell.open_book(book)
    settled(qtbot, again)
    assert again.mode() is Mode.PANELS
    assert again.panels.panel() == again.desk.view.panels[0].id


def test_the_keyboard_is_where_the_work_is_when_a_mode_is_entered(qtbot: QtBot, window: MainWindow) -> None:
    window.panels.canvas.setFocus()
    for mode in (Mode.STORY, Mode.CAST, Mode.PAGES, Mode.EXPORT, Mode.PANELS):
        window.show_mode(mode)
        places = {
            Mode.STORY: lambda: window.story.editor,
            Mode.CAST: lambda: window.cast.people.list,
            Mode.PAGES: lambda: window.pages.canvas,
            Mode.EXPORT: lambda: window.export.kind,
            Mode.PANELS: lambda: window.panels.canvas,
        }
        assert window.focusWidget() is places[mode]()


def test_whoever_types_in_a_dock_stays_there_when_the_mode_is_entered_again(qtbot: QtBot, window: MainWindow) -> None:
    field = next(one for one in window.inspector.findChildren(TextField) if one.accessibleName() == "What is seen")
    field.setFocus()
    window.show_mode(Mode.PANELS)
    assert window.focusWidget() is field


def test_a_spread_has_one_name_in_the_tree_the_inspector_and_above_the_canvas(qtbot: QtBot, window: MainWindow) -> None:
    page = window.desk.view.pages[1].id

    def widen(edit: Edit) -> None:
        edit.update(Page, page, spread=True)
        edit.insert(Panel(page=page))

    window.desk.edit("Widen", widen)
    until(qtbot, lambda: len(window.desk.view.panels) == 3)
    window.at_hand.open_panel(window.desk.view.panels[-1].id)
    until(qtbot, lambda: window.panels.top.where.text() == "Pages 2 and 3, panel 2")
    assert window.inspector.scene.title.text() == "Pages 2 and 3, panel 2"
    shown = window.book.tree.currentIndex()
    assert shown.parent().data() == "Pages 2 and 3"
