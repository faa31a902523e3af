"""The panel before lies faintly over the panel at hand, when somebody asks for it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.canvas.panel_canvas import PanelCanvas
from gui.memory import Memory
from gui.window import MainWindow
from tests.gui.conftest import until
from tests.gui.test_panels_mode import draw


def filled(width: int, height: int, colour: str) -> QPixmap:
    picture = QPixmap(width, height)
    picture.fill(QColor(colour))
    return picture


def colour_at(canvas: PanelCanvas, x: float, y: float) -> QColor:
    place = canvas.mapFromScene(x * 1024, y * 1024)
    return canvas.viewport().grab().toImage().pixelColor(place)


def test_what_lies_over_keeps_its_shape_and_lets_the_picture_through(qtbot: QtBot) -> None:
    canvas = PanelCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(640, 640)
    with qtbot.waitExposed(canvas):
        canvas.show()
    canvas.show_picture(filled(64, 64, "white"))
    canvas.set_onion_opacity(0.5)
    canvas.show_onion(filled(32, 64, "black"))
    assert 120 < colour_at(canvas, 0.5, 0.5).red() < 136
    assert colour_at(canvas, 0.1, 0.5).red() == 255
    canvas.show_onion(QPixmap())
    assert colour_at(canvas, 0.5, 0.5).red() == 255


def test_a_key_lays_the_panel_before_over_this_one_and_puts_it_away(qtbot: QtBot, window: MainWindow) -> None:
    draw(qtbot, window)
    first, last = window.desk.view.panels[0], window.desk.view.panels[-1]
    shown: list[bool] = []
    window.panels.canvas.show_onion = lambda picture: shown.append(not picture.isNull())
    window.at_hand.open_panel(last.id)
    window.panels.canvas.setFocus()
    assert window.panels.onion.isHidden()
    QTest.keyClick(window.panels.canvas, Qt.Key.Key_O)
    until(qtbot, lambda: shown and shown[-1])
    assert window.panels.onion.whose.text() == "Page 1"
    window.at_hand.open_panel(first.id)
    assert shown[-1] is False
    assert window.panels.onion.whose.text() == "No panel before this one"
    window.panels.canvas.setFocus()
    QTest.keyClick(window.panels.canvas, Qt.Key.Key_O)
    assert window.panels.onion.isHidden()


def test_how_strong_it_is_is_remembered(window: MainWindow) -> None:
    window.panels.onion.strength.setValue(70)
    assert Memory().onion_percent == 70
