"""Long work: whoever asked for it may go; the thread ends by itself, and never works on a closed book."""

import threading

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from charabook.errors import BadInput, BugError
from gui.app import Shell
from gui.book_view import read_book_view
from gui.long_work import LongWork
from gui.window import MainWindow
from tests.gui.conftest import until


class Asker(QObject):
    """Somebody who waits for an answer."""

    def __init__(self, heard: list[object]) -> None:
        super().__init__()
        self._heard = heard

    def hear(self, answer: object) -> None:
        self._heard.append(answer)


def test_who_asked_may_go_while_the_work_goes_on(qtbot: QtBot) -> None:
    heard: list[object] = []
    begun, go_on, over = threading.Event(), threading.Event(), threading.Event()

    def call() -> None:
        begun.set()
        go_on.wait()
        over.set()

    asker = Asker(heard)
    LongWork().begin(call, asker.hear)
    until(qtbot, begun.is_set)
    asker.deleteLater()
    QCoreApplication.sendPostedEvents(asker, QEvent.Type.DeferredDelete)
    go_on.set()
    until(qtbot, over.is_set)
    last: list[object] = []
    LongWork().begin(lambda: "later", last.append)
    until(qtbot, lambda: last == ["later"])
    assert heard == []


def test_errors_are_answers(qtbot: QtBot) -> None:
    heard: list[object] = []
    problem = BadInput("No.", "Do something else.")

    def refuse() -> None:
        raise problem

    def break_down() -> None:
        raise ValueError("broken")

    LongWork().begin(refuse, heard.append)
    LongWork().begin(break_down, heard.append)
    until(qtbot, lambda: len(heard) == 2)
    assert problem in heard
    assert any(isinstance(one, BugError) and one.__cause__ for one in heard)


def test_work_asked_for_before_the_book_is_closed_is_done_before(shell: Shell, window: MainWindow) -> None:
    titles: list[str] = []
    desk = window.desk
    desk.work(lambda studio, _: titles.append(read_book_view(studio.records()).book.title), lambda _: None)
    desk.finish()
    assert titles == ["The Kite"]
