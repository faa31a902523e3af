"""The queue: what could not be drawn is told once for all of it, and waits again with one click."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from charabook.queue import JobState
from gui.app import Shell
from gui.window import MainWindow
from tests.fakes.engine import FakeEngine, failed
from tests.gui.conftest import until


def failures(window: MainWindow) -> list[str]:
    return [text for text in window.notices.texts() if "could not be drawn" in text]


def test_failed_jobs_are_told_in_one_message_whose_button_tries_all_again(
    qtbot: QtBot, window: MainWindow, engine: FakeEngine
) -> None:
    engine._answer = failed
    window.drawing.generate_panels([panel.id for panel in window.desk.view.panels])
    both_looks_and_both_panels = [JobState.FAILED] * 4
    until(qtbot, lambda: [job.state for job in window.desk.jobs] == both_looks_and_both_panels)
    until(qtbot, lambda: failures(window) and failures(window)[0].startswith("4 "))  # news are told together
    (said,) = failures(window)
    assert window.desk.jobs[-1].what in said
    engine._answer = None
    again = [one for one in window.notices.findChildren(QPushButton) if one.text() == "Try again"][-1]
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: len(window.desk.view.takes_of_panel) == len(window.desk.view.panels))
    assert failures(window) == []


def test_enter_opens_the_panel_of_a_job(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    engine.hold()
    first, last = window.desk.view.panels
    window.at_hand.open_panel(first.id)
    window.drawing.generate_panels([last.id])
    titles = window.queue.list.model()
    until(qtbot, lambda: titles.rowCount() == 2)  # the identity, then the panel
    window.queue.list.setCurrentIndex(titles.index(titles.rowCount() - 1, 0))
    window.queue.list.setFocus()
    QTest.keyClick(window.queue.list, Qt.Key.Key_Return)
    until(qtbot, lambda: window.panels.panel() == last.id)
    engine.released.set()


def test_many_jobs_are_told_together_and_only_rows_that_changed_are_written(
    qtbot: QtBot, window: MainWindow, engine: FakeEngine
) -> None:
    engine.hold()
    panels = [panel.id for panel in window.desk.view.panels]
    window.drawing.generate_panels(panels)
    titles = window.queue.list.model()
    until(qtbot, lambda: titles.rowCount() == 4 and not window.desk.wishes.said())
    written: list[int] = []
    titles.itemChanged.connect(lambda item: written.append(item.row()))
    window.desk.jobs_changed.emit()
    assert written == []
    first, *others = window.desk.jobs
    window.desk.jobs = (replace(first, done=0.5), *others)
    window.desk.jobs_changed.emit()
    assert set(written) == {0}
    engine.released.set()


def test_the_queue_speaks_the_language_of_the_moment(
    qtbot: QtBot, shell: Shell, window: MainWindow, engine: FakeEngine
) -> None:
    engine.hold()
    window.drawing.generate_panels([window.desk.view.panels[0].id])
    titles = window.queue.list.model()
    until(qtbot, lambda: titles.rowCount() == 3)
    window.language_chosen.emit("ja")
    until(qtbot, lambda: titles.item(2).text() == "1ページ")
    engine.released.set()


def test_a_paused_queue_says_so(qtbot: QtBot, window: MainWindow) -> None:
    window.action("pause").trigger()
    assert "Paused" in window.queue.empty.words.text()
    window.action("pause").trigger()
    assert "Paused" not in window.queue.empty.words.text()
