"""What windows leave behind ends on their own thread, whichever thread makes the most objects."""

import threading
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gui.garbage import RARELY
from gui.studio_thread import StudioThread
from tests.gui.conftest import until


class Left(QObject):
    """Knows itself, so that only a look for garbage ends it; or is known by one closure only."""

    def __init__(self, ended: list[int]) -> None:
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: ended.append(threading.get_ident()))


def test_garbage_is_looked_for_on_the_windows_thread_only(qtbot: QtBot) -> None:
    ended: list[int] = []
    Left(ended)
    made: list[list[int]] = []
    maker = threading.Thread(target=lambda: made.extend([number] for number in range(20 * RARELY[0])))
    maker.start()
    maker.join()
    assert ended == []
    until(qtbot, lambda: ended)
    assert ended == [threading.get_ident()]


def test_what_only_a_question_knows_ends_on_the_windows_thread(qtbot: QtBot) -> None:
    ended: list[int] = []
    thread: StudioThread[None] = StudioThread(lambda: None, lambda _: None, None)
    with qtbot.waitSignal(thread.opened):
        thread.start()
    for _ in range(200):
        asker = Left(ended)
        asker.itself = None
        thread.ask(lambda _: None, lambda _, asker=asker: None)
        del asker
    until(qtbot, lambda: len(ended) == 200)
    thread.finish()
    thread.wait()
    assert set(ended) == {threading.get_ident()}
