"""The preflight list in the window, and the invitation to draw a book of which nothing is drawn yet."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gui.queue.queue_plan import QueuePlan
from gui.rooms import Mode
from gui.theme import Theme
from gui.window import MainWindow
from tests.gui.conftest import settled, until


@pytest.fixture
def dressed_again(window: MainWindow) -> Iterator[MainWindow]:
    yield window
    window.wear(Theme.LIGHT)


def sign(window: MainWindow) -> QImage:
    return window.export.findings.item(0).icon().pixmap(QSize(18, 18)).toImage()


def test_signs_of_findings_wear_the_theme(qtbot: QtBot, dressed_again: MainWindow) -> None:
    window = dressed_again
    window.show_mode(Mode.EXPORT)
    window.export.check()
    until(qtbot, window.export.findings.count)
    before = sign(window)
    window.wear(Theme.DARK)
    until(qtbot, lambda: sign(window) != before)


def test_a_book_of_which_nothing_is_drawn_offers_to_draw_it_once(qtbot: QtBot, window: MainWindow) -> None:
    assert [text for text in window.notices.texts() if "wait to be drawn" in text]
    (button,) = (one for one in window.notices.findChildren(QPushButton) if one.text() == "Draw them…")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: window.findChild(QueuePlan))
    plan = window.findChild(QueuePlan)
    until(qtbot, plan.queue_button.isEnabled)
    plan.queue_button.click()
    until(qtbot, lambda: len(window.desk.view.takes_of_panel) == 2)
    settled(qtbot, window)
    assert window.notices.texts() == ()


def test_that_pictures_wait_is_said_no_more_when_one_is_drawn_otherwise(qtbot: QtBot, window: MainWindow) -> None:
    assert [text for text in window.notices.texts() if "wait to be drawn" in text]
    window.action("generate").trigger()
    until(qtbot, lambda: not [text for text in window.notices.texts() if "wait to be drawn" in text])
