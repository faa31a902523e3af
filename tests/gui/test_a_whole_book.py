"""A small book made from nothing, with clicks and keys alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from gui.app import Shell
from gui.new_book import NewBook
from gui.rooms import Mode
from gui.window import MainWindow
from projects.records import LetteringKind
from tests.gui.conftest import settled, until
from tests.gui.test_pages_mode import cut_in_two

LEFT = Qt.MouseButton.LeftButton

STORY = """# Cast

## Mina
look: a girl in a yellow dress

# Settings

meadow: a flower meadow

# Page 1

## Panel
setting: meadow
shot: full
"""


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, LEFT)


def drag_on_canvas(window: MainWindow, start: tuple[float, float], end: tuple[float, float]) -> None:
    canvas = window.panels.canvas

    def at(place: tuple[float, float]) -> QPoint:
        return canvas.mapFromScene(QPointF(place[0] * 1024, place[1] * 1024))

    QTest.mousePress(canvas.viewport(), LEFT, pos=at(start))
    QTest.mouseMove(canvas.viewport(), at(end))
    QTest.mouseRelease(canvas.viewport(), LEFT, pos=at(end))


def carry_from_the_cast(window: MainWindow, place: tuple[float, float]) -> None:
    """Let somebody from the cast shelf go over the canvas, as a drag with the mouse does."""
    canvas = window.panels.canvas
    carried = window.shelf.list.mimeData([window.shelf.list.item(0)])
    at = canvas.mapFromScene(QPointF(place[0] * 1024, place[1] * 1024))
    move, none = Qt.DropAction.MoveAction, Qt.KeyboardModifier.NoModifier
    canvas.dragEnterEvent(QDragEnterEvent(at, move, carried, LEFT, none))
    canvas.dropEvent(QDropEvent(QPointF(at), move, carried, LEFT, none))


def begin_a_book(qtbot: QtBot, shell: Shell, tmp_path: Path) -> MainWindow:
    welcome = shell.welcome()
    click(welcome.new_button)
    dialog = welcome.findChild(NewBook)
    QTest.keyClicks(dialog.book_title, "The Kite")
    dialog.path.selectAll()
    QTest.keyClicks(dialog.path, str(tmp_path / "own.charabook"))
    click(dialog.create_button)
    (window,) = shell.windows()
    settled(qtbot, window)
    assert window.mode() is Mode.STORY
    return window


def test_a_book_is_made_from_nothing_with_clicks_and_keys(
    qtbot: QtBot, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = begin_a_book(qtbot, shell, tmp_path)
    desk = window.desk

    window.story.editor.setFocus()
    for line in STORY.splitlines():
        QTest.keyClicks(window.story.editor, line)
        QTest.keyClick(window.story.editor, Qt.Key.Key_Return)
    until(qtbot, window.story.carry_button.isEnabled)
    click(window.story.carry_button)
    until(qtbot, lambda: bool(desk.view and desk.view.panels))

    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.mode() is Mode.CAST
    click(window.cast.identity.make_button)
    until(qtbot, lambda: bool(desk.view and desk.view.takes_of_look))

    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.mode() is Mode.PANELS
    window.panels.canvas.setFocus()
    QTest.keyClick(window.panels.canvas, Qt.Key.Key_F)
    drag_on_canvas(window, (0.2, 0.2), (0.6, 0.9))
    until(qtbot, lambda: bool(desk.view and desk.view.figures_of_panel))

    until(qtbot, window.panels.bar.button.isEnabled)
    click(window.panels.bar.button)
    until(qtbot, lambda: window.takes.count() == 1)
    carry_from_the_cast(window, (0.8, 0.5))
    until(qtbot, lambda: len(desk.view.figures_of_panel[desk.view.panels[0].id]) == 2)
    desk.undo()
    until(qtbot, lambda: len(desk.view.figures_of_panel[desk.view.panels[0].id]) == 1)

    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: window.takes.count() == 2)
    newest = window.takes.chosen()
    click(window.takes.buttons.compare)
    assert window.panels.middle.currentWidget() is window.panels.compare
    QTest.keyClick(window.panels.compare, Qt.Key.Key_Escape)
    assert window.panels.middle.currentWidget() is window.panels.canvas
    window.takes.list.setFocus()
    QTest.keyClick(window.takes.list, Qt.Key.Key_BracketRight)
    assert window.takes.chosen() != newest
    click(window.takes.buttons.use_button)
    until(qtbot, lambda: desk.view.panels[0].chosen_take == window.takes.chosen())

    click(window.inspector.letterings.add_balloon)
    until(qtbot, lambda: isinstance(window.focusWidget(), QWidget) and "Text" in window.focusWidget().accessibleName())
    QTest.keyClicks(window.focusWidget(), "It flies!")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    until(qtbot, lambda: bool(desk.view and desk.view.texts_of_lettering))
    (lettering,) = desk.view.letterings_of_panel[desk.view.panels[0].id]
    assert lettering.kind is LetteringKind.BALLOON
    assert desk.view.characters[lettering.speaker].name == "Mina"

    QTest.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: window.pages.canvas.composition() is not None)
    until(qtbot, lambda: bool(window.pages.canvas.composition().letterings))
    cut_in_two(qtbot, window)

    QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    click(window.export.check_button)
    until(qtbot, window.export.check_button.isEnabled)
    target = tmp_path / "kite.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    click(window.export.export_button)
    until(qtbot, target.is_file)
    assert target.read_bytes().startswith(b"%PDF")


def test_what_was_done_is_undone_and_done_again_with_the_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    desk = window.desk
    window.panels.place(next(iter(desk.view.looks)))
    before = sum(map(len, desk.view.figures_of_panel.values()))
    until(qtbot, lambda: sum(map(len, desk.view.figures_of_panel.values())) == before + 1)
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_Z, control)
    until(qtbot, lambda: sum(map(len, desk.view.figures_of_panel.values())) == before)
    QTest.keyClick(window, Qt.Key.Key_Z, control | shift)
    until(qtbot, lambda: sum(map(len, desk.view.figures_of_panel.values())) == before + 1)


def test_a_take_appears_on_the_canvas_when_it_is_drawn(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: window.takes.count() == 1)
    take = window.desk.view.takes_by_id[window.takes.chosen()]
    shown: list[bytes] = []
    window.desk.fetch(take.asset, shown.append)
    until(qtbot, lambda: bool(shown))
    wanted = QImage.fromData(shown[0]).pixelColor(5, 5)
    until(qtbot, lambda: window.panels.canvas.picture().toImage().pixelColor(5, 5) == wanted)
