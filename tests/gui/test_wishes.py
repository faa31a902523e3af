"""What was asked for answers at once, however long the way into the queue is, and goes there only once."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from charabook.queue import JobKind, JobState
from gui.queue.job_words import JobWords
from gui.window import MainWindow
from projects.records import Panel
from tests.fakes.engine import FakeEngine
from tests.gui.conftest import settled, until

COMING = "Putting 1 picture into the queue…"
"""Tests speak the source language, which knows no plural."""


@pytest.fixture
def held(window: MainWindow, engine: FakeEngine) -> Iterator[threading.Event]:
    """The studio's thread does nothing until this is set, and nothing is drawn to the end."""
    let_go = threading.Event()
    engine.hold()
    yield let_go
    let_go.set()
    engine.released.set()


def hold_studio(qtbot: QtBot, window: MainWindow, let_go: threading.Event) -> None:
    until(qtbot, window.panels.bar.button.isEnabled)
    window.desk.ask(lambda _: let_go.wait())


def test_pressing_generate_is_answered_before_the_studio_comes_to_it(
    qtbot: QtBot, window: MainWindow, held: threading.Event
) -> None:
    hold_studio(qtbot, window, held)
    bar = window.panels.bar
    QTest.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    assert window.status.busy.text() == COMING
    assert window.queue.empty.words.text() == COMING
    assert bar.stage.text() == "Is being put into the queue…"
    assert not bar.button.isEnabled()
    held.set()
    until(qtbot, bar.button.isEnabled)
    assert window.queue.coming.isHidden()
    assert COMING not in window.status.busy.text()
    assert any(job.kind is JobKind.PANEL for job in window.desk.jobs)


def test_a_wish_that_is_on_its_way_is_not_made_twice(qtbot: QtBot, window: MainWindow, held: threading.Event) -> None:
    hold_studio(qtbot, window, held)
    calls: list[object] = []
    panel = window.panels.panel()
    assert panel is not None
    for _ in range(3):
        window.drawing.generate_panels([panel])
    window.desk.ask(lambda studio: calls.extend(job for job in studio.queue.jobs() if job.subject == panel))
    held.set()
    until(qtbot, lambda: calls)
    settled(qtbot, window)
    assert len(calls) == 1
    assert "That is in the queue already." not in window.notices.texts()


def test_what_waits_already_is_told_when_it_is_asked_for_again(
    qtbot: QtBot, window: MainWindow, held: threading.Event
) -> None:
    until(qtbot, window.panels.bar.button.isEnabled)
    window.action("generate").trigger()
    until(qtbot, lambda: window.queue.list.model().rowCount() == 3)  # two identities, then the panel
    until(qtbot, window.panels.bar.button.isEnabled)
    window.action("generate").trigger()
    until(qtbot, lambda: "That is in the queue already." in window.notices.texts())
    assert window.queue.list.model().rowCount() == 3


def test_a_wish_that_fails_says_why_and_gives_the_button_back(
    qtbot: QtBot, window: MainWindow, held: threading.Event
) -> None:
    until(qtbot, window.panels.bar.button.isEnabled)
    panel = window.panels.panel()
    assert panel is not None
    window.desk.ask(lambda studio: studio.edit("Lock", lambda edit: edit.update(Panel, panel, locked=True)))
    QTest.mouseClick(window.panels.bar.button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: any("The panel is locked." in text for text in window.notices.texts()))
    assert window.desk.wishes.said() == ""
    assert not window.desk.jobs


def test_cancelling_also_reaches_what_is_still_on_its_way(
    qtbot: QtBot, window: MainWindow, held: threading.Event
) -> None:
    hold_studio(qtbot, window, held)
    bar = window.panels.bar
    QTest.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(bar.cancel_button, Qt.MouseButton.LeftButton)
    held.set()
    panel = window.panels.panel()
    until(qtbot, lambda: [job.state.is_over for job in window.desk.jobs if job.subject == panel] == [True])


def test_before_the_engine_says_anything_the_line_under_the_canvas_does(
    qtbot: QtBot, window: MainWindow, held: threading.Event
) -> None:
    until(qtbot, window.panels.bar.button.isEnabled)
    window.action("generate").trigger()
    until(qtbot, lambda: any(job.kind is JobKind.PANEL for job in window.desk.jobs))
    until(qtbot, lambda: not window.desk.wishes.said())
    panel = next(job for job in window.desk.jobs if job.kind is JobKind.PANEL)
    window.desk.jobs = (replace(panel, state=JobState.RUNNING),)
    window.desk.jobs_changed.emit()
    assert window.panels.bar.stage.text() == "Beginning"


def test_an_identity_on_the_way_to_a_panel_bears_the_name_of_who_it_is(
    qtbot: QtBot, window: MainWindow, held: threading.Event
) -> None:
    until(qtbot, window.panels.bar.button.isEnabled)
    window.action("generate").trigger()
    until(qtbot, lambda: any(job.kind is JobKind.PANEL for job in window.desk.jobs))
    panel = next(job for job in window.desk.jobs if job.kind is JobKind.PANEL)
    step = replace(panel, state=JobState.RUNNING, stage="identity of a fox in a green sweater")
    assert JobWords(window.desk).state_of(step) == "Identity of Pip"
