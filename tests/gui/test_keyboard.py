"""The keyboard alone: Tab reaches everything in the order of reading, F6 goes on to the next part of the window."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QToolBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

import gui
from gui.reading_order import open_fields
from gui.rooms import Mode
from gui.window import MainWindow
from tests.gui.conftest import settled, tab_order, until

FIELDS = (
    *(QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox),
    *(QComboBox, QLineEdit, QPlainTextEdit),
)
TAB, SHIFT = Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier
MOST_KEYS = 200


def round_by_tab(begin: QWidget) -> list[QWidget]:
    """What has the focus, one key after the other, until it comes round."""
    begin.setFocus(Qt.FocusReason.TabFocusReason)
    found: list[QWidget] = []
    for _ in range(MOST_KEYS):
        at = QApplication.focusWidget()
        if at in found:
            return found
        found.append(at)
        QTest.keyClick(at, TAB)
    return found


def fields_in(part: QWidget) -> set[QWidget]:
    """What somebody could want to use there; tools and modes have keys of their own."""
    found = {one for kind in FIELDS for one in part.findChildren(kind) if one.isVisible() and one.isEnabled()}
    inner = {one for one in found if isinstance(one.parentWidget(), QAbstractSpinBox | QComboBox | QToolBar)}
    grouped = {one for one in found if isinstance(one, QAbstractButton) and one.group() and not one.isChecked()}
    return {one for one in found - inner - grouped if not isinstance(one, QScrollBar)}


@pytest.fixture
def furnished(qtbot: QtBot, window: MainWindow) -> MainWindow:
    until(qtbot, lambda: all(window.rooms.stands(mode) for mode in Mode))
    settled(qtbot, window)
    return window


@pytest.mark.parametrize("mode", [Mode.CAST, Mode.PANELS, Mode.PAGES, Mode.EXPORT, Mode.FILM])
def test_the_tab_key_reaches_everything_in_a_mode(qtbot: QtBot, furnished: MainWindow, mode: Mode) -> None:
    furnished.show_mode(mode)
    settled(qtbot, furnished)
    reached = set(round_by_tab(furnished.rooms.currentWidget().focusProxy()))
    missed = {one for part in (furnished.rooms, *furnished.docks.every()) for one in fields_in(part)} - reached
    assert [(type(one).__name__, one.accessibleName() or one.toolTip()) for one in missed] == []


def test_the_inspector_is_gone_through_from_top_to_bottom(qtbot: QtBot, furnished: MainWindow) -> None:
    for panel in reversed(furnished.desk.view.panels):  # cards come and go
        furnished.at_hand.open_panel(panel.id)
        settled(qtbot, furnished)
    body = furnished.inspector.area.widget()
    furnished.inspector.area.widget().layout().activate()
    places = [one.mapTo(body, one.rect().bottomLeft()).y() for one in tab_order(body)]
    assert len(places) > 20
    assert all(before <= behind + 8 for before, behind in pairwise(places)), places


@pytest.mark.parametrize("mode", Mode)
def test_f6_goes_round_the_parts_of_the_window_and_back(qtbot: QtBot, furnished: MainWindow, mode: Mode) -> None:
    furnished.show_mode(mode)
    settled(qtbot, furnished)
    parts = [part for part in (*furnished.rooms.parts(), *furnished.docks.every()) if part.isVisible()]
    parts = [part for part in parts if open_fields(part) or part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    begin = furnished.rooms.currentWidget().focusProxy()
    begin.setFocus()
    seen = []
    for _ in parts:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        seen.append(next(part for part in parts if part is focus or part.isAncestorOf(focus)))
    assert set(seen) == set(parts)
    assert QApplication.focusWidget() is begin
    QTest.keyClick(begin, Qt.Key.Key_F6, SHIFT)
    assert len(parts) == 1 or not parts[parts.index(seen[-1])].isAncestorOf(QApplication.focusWidget())


def test_from_the_script_where_tab_indents_the_keyboard_gets_to_its_buttons(furnished: MainWindow) -> None:
    furnished.show_mode(Mode.STORY)
    editor = furnished.story.editor
    editor.setFocus()
    before = editor.toPlainText()
    QTest.keyClick(editor, TAB)
    assert editor.toPlainText() != before
    reached = set()
    for _ in furnished.story.parts():
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        reached.add(QApplication.focusWidget())
    assert furnished.story.open_button in reached


def test_nobody_asks_qt_for_its_own_order_of_focus() -> None:
    """PySide then takes every widget for a part of the one before, and forgets it together with that one."""
    asked = re.compile(r"\.(next|previous)InFocusChain\(")
    assert [path.name for path in Path(gui.__file__).parent.rglob("*.py") if asked.search(path.read_text())] == []
