"""Another theme is another palette: nothing keeps a colour of the one before, and nobody waits for it."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.rooms import Mode
from gui.style_sheet import style_sheet
from gui.theme import DARK, LIGHT, ROLES, Theme, palette_of
from gui.wardrobe import is_dressed, wear
from gui.window import MainWindow
from tests.gui.conftest import judged, until


def test_the_style_sheet_knows_no_colour_but_those_of_the_palette() -> None:
    sheet = style_sheet()
    assert "@" not in sheet
    assert not re.findall(r"#[0-9a-f]{3,8}\b|rgb|hsl", sheet)


def test_no_two_shades_live_in_one_role() -> None:
    assert len(set(ROLES.values())) == len(ROLES)
    for tones in (LIGHT, DARK):
        palette = palette_of(tones)
        assert {shade: palette.color(role).name() for shade, role in ROLES.items()} == {
            shade: getattr(tones, shade) for shade in ROLES
        }


@pytest.fixture(autouse=True)
def still_caret(qapp: QApplication) -> Iterator[None]:
    before = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    yield
    qapp.setCursorFlashTime(before)
    wear(Theme.LIGHT)


@pytest.mark.parametrize("mode", [Mode.PANELS, Mode.PAGES, Mode.CAST, Mode.EXPORT])
def test_a_theme_leaves_no_trace_in_the_next(qtbot: QtBot, window: MainWindow, mode: Mode) -> None:
    window.show_mode(mode)
    worn = {theme: _pictured(qtbot, window, theme) for theme in (Theme.LIGHT, Theme.DARK)}
    assert worn[Theme.LIGHT].pixelColor(2, 2).name() == LIGHT.window
    assert worn[Theme.DARK].pixelColor(2, 2).name() == DARK.window
    assert _pictured(qtbot, window, Theme.LIGHT) == worn[Theme.LIGHT]
    assert _pictured(qtbot, window, Theme.DARK) == worn[Theme.DARK]


def test_a_room_that_nobody_saw_meanwhile_is_dressed_as_well(qtbot: QtBot, window: MainWindow) -> None:
    window.show_mode(Mode.CAST)
    light = _pictured(qtbot, window, Theme.LIGHT)
    window.show_mode(Mode.PAGES)
    _pictured(qtbot, window, Theme.DARK)
    _pictured(qtbot, window, Theme.LIGHT)
    window.show_mode(Mode.CAST)
    assert _pictured(qtbot, window, Theme.LIGHT) == light


def _pictured(qtbot: QtBot, window: MainWindow, theme: Theme) -> QImage:
    """The room and the docks when everything has come: two looks in a row see the same."""
    window.wear(theme)
    until(qtbot, is_dressed)
    looks: list[QImage] = []

    def is_still() -> bool:
        judged(qtbot, window)
        qtbot.wait(50)
        looks.append(_look_at(window))
        return len(looks) > 1 and looks[-2] == looks[-1]

    until(qtbot, is_still)
    return looks[-1]


def _look_at(window: MainWindow) -> QImage:
    """All but the line of status, which counts free memory."""
    whole = window.grab().toImage()
    return whole.copy(0, 0, whole.width(), whole.height() - window.statusBar().height())
