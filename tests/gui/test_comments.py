"""Comments speak of a panel, of one of its takes, or of the page; everybody who looks at the panel sees them."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.inspector.comment_pins import About, take_of
from gui.window import MainWindow
from projects.records import Comment
from tests.gui.conftest import until


def write(qtbot: QtBot, window: MainWindow, about: About, words: str) -> Comment:
    inspector = window.inspector
    inspector.comments.about.show_value(about)
    inspector.comments.words.setFocus()
    QTest.keyClicks(inspector.comments.words, words)
    QTest.keyClick(inspector.comments.words, Qt.Key.Key_Return)

    def found() -> Comment | None:
        view = window.desk.view
        groups = (*view.comments_of_panel.values(), *view.comments_of_page.values())
        return next((one for group in groups for one in group if one.text == words), None)

    until(qtbot, found)
    return found()


def said(window: MainWindow) -> list[str]:
    return [row.author.text() for row in window.inspector.comments.cards.every()]


def test_a_comment_on_the_page_is_seen_beside_each_of_its_panels(qtbot: QtBot, window: MainWindow) -> None:
    comment = write(qtbot, window, About.PAGE, "more sky, please")
    panel = window.desk.view.panels_by_id[window.panels.panel()]
    assert (comment.page, comment.panel) == (panel.page, None)
    until(qtbot, lambda: any("on the page" in line for line in said(window)))


def test_a_comment_on_a_take_names_it(qtbot: QtBot, window: MainWindow) -> None:
    window.action("generate").trigger()
    until(qtbot, lambda: window.takes.count() == 1)
    take = window.desk.view.takes_by_id[window.takes.chosen()]
    comment = write(qtbot, window, About.TAKE, "her left hand")
    assert take_of(comment) == take.id
    until(qtbot, lambda: any(str(take.seed) in line for line in said(window)))


def test_a_comment_on_the_panel_names_no_take(qtbot: QtBot, window: MainWindow) -> None:
    comment = write(qtbot, window, About.PANEL, "lovely")
    assert take_of(comment) is None
    assert comment.panel == window.panels.panel()


@pytest.mark.parametrize("pin", [None, "", "[]", "{", '{"take": 3}', '{"x": 0.5}', json.dumps({"take": ""})])
def test_a_strange_pin_is_no_take(pin: str | None) -> None:
    assert take_of(Comment(pin_json=pin)) is None
