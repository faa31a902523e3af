"""Everything fits a small laptop's screen, in both languages, and no word is cut off there."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton, QComboBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gui.rooms import Mode
from gui.window import MainWindow
from projects.records import Character, Setting
from tests.gui.conftest import settled, until

SMALL = QSize(1280, 720)
LEAST = QSize(1024, 700)
EDGES_PX = 6


def too_narrow(window: QWidget) -> list[str]:
    """The buttons of a window whose words do not fit."""
    seen = [one for one in window.findChildren(QAbstractButton) if one.isVisible() and one.text()]
    words = [one for one in seen if not (isinstance(one, QToolButton) and not one.icon().isNull())]
    return [one.text() for one in words if one.width() < one.fontMetrics().horizontalAdvance(one.text()) + EDGES_PX]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("mode", Mode)
def test_a_mode_with_its_docks_fits_a_small_screen(qtbot: QtBot, window: MainWindow, mode: Mode, language: str) -> None:
    window.language_chosen.emit(language)
    window.show_mode(Mode.STORY)
    settled(qtbot, window)
    window.resize(SMALL)
    for one in (*Mode, mode):
        window.show_mode(one)
        settled(qtbot, window)
    assert window.minimumSizeHint().boundedTo(LEAST) == window.minimumSizeHint()
    assert window.size() == SMALL
    assert too_narrow(window) == []
    window.resize(LEAST)
    settled(qtbot, window)
    assert window.size() == LEAST
    assert too_narrow(window) == []


def test_the_cast_page_ends_where_its_last_appearance_does(qtbot: QtBot, window: MainWindow) -> None:
    window.show_mode(Mode.CAST)
    window.resize(SMALL)
    settled(qtbot, window)
    sheet = window.cast.sheet
    until(qtbot, sheet.buttons)
    page = sheet.parentWidget()
    last = sheet.buttons()[-1]
    below = page.height() - last.mapTo(page, last.rect().bottomLeft()).y()
    assert page.height() <= window.rooms.height() or below < 60


def test_a_small_window_stays_as_small_through_all_modes(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(SMALL)
    window.export.check()
    until(qtbot, lambda: window.export.findings.count() > 0)
    for mode in (*Mode, *reversed(Mode), Mode.EXPORT, Mode.PANELS):
        window.show_mode(mode)
        qtbot.wait(1)
        assert window.size() == SMALL, mode


@pytest.mark.parametrize("mode", [Mode.PANELS, Mode.PAGES])
def test_every_tool_is_in_sight(qtbot: QtBot, window: MainWindow, mode: Mode) -> None:
    window.resize(SMALL)
    window.show_mode(mode)
    settled(qtbot, window)
    for notice in window.notices.findChildren(QToolButton):
        notice.click()
    until(qtbot, window.notices.isHidden)
    qtbot.wait(1)
    tools = (window.panels if mode is Mode.PANELS else window.pages).tools
    assert [one.text() for one in tools.actions() if not tools.widgetForAction(one).isVisible()] == []


@pytest.mark.parametrize("mode", [Mode.PANELS, Mode.PAGES])
def test_however_long_names_are_the_inspector_is_not_cut_off(qtbot: QtBot, window: MainWindow, mode: Mode) -> None:
    view = window.desk.view
    longest = "Maximilian Bartholomew of the Seven Hills"
    names = [(Character, one.id) for one in view.characters.values()] + [(Setting, one) for one in view.settings]
    window.show_mode(mode)
    window.resize(SMALL)
    window.desk.edit("Rename", lambda edit: [edit.update(kind, record, name=longest) for kind, record in names])
    until(qtbot, lambda: all(one.name == longest for one in window.desk.view.characters.values()))
    settled(qtbot, window)
    inspector = window.inspector
    until(qtbot, lambda: longest in [box.currentText() for box in inspector.findChildren(QComboBox)])
    assert inspector.area.widget().minimumSizeHint().width() <= inspector.area.viewport().width()
    assert window.size() == SMALL
