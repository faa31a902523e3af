"""Windows for tests: on no screen, with settings and books of their own, and an engine that draws at once."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from charabook.studio import Studio
from gui.app import Shell
from gui.garbage import GarbageRounds
from gui.languages import Languages
from gui.memory import Memory
from gui.reading_order import open_fields
from gui.takes.take_clipboard import leave_picture
from gui.theme import Theme
from gui.typefaces import dress_letters
from gui.wardrobe import wear
from gui.window import MainWindow
from tests.fakes.engine import FakeEngine

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SCRIPT = """Title: The Kite
Languages: en, ja

# Cast

## Mina
look: a girl in a yellow dress

## Pip
look: a fox in a green sweater

# Settings

meadow: a flower meadow

# Page 1

## Panel #start
setting: meadow
shot: full
> Mina left: standing
> Pip right: waving
caption: One windy day.
  ja: 風の強い日。
Pip: Let go!
  ja: はなして！

# Page 2

## Panel #end
setting: meadow
shot: full
> Pip centre: jumping
Pip: It flies!
  ja: とんだ！
"""


def pytest_configure(config: pytest.Config) -> None:
    # What the offscreen platform says of itself (it cannot raise windows, for one); no real platform does.
    config.addinivalue_line("qt_log_ignore", "This plugin does not support")


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHARABOOK_SETTINGS", str(tmp_path / "settings.ini"))
    monkeypatch.setenv("CHARABOOK_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CHARABOOK_CACHE", str(tmp_path / "cache"))


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    dress_letters(qapp)
    wear(Theme.LIGHT)
    languages = Languages()
    languages.speak("en")  # as in the program: the file of English holds the plurals
    yield
    leave_picture()


@pytest.fixture(scope="package", autouse=True)
def garbage_rounds(qapp: QApplication) -> Iterator[None]:
    """As in the program."""
    rounds = GarbageRounds(qapp)
    yield
    rounds.finish()


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def book(tmp_path: Path, engine: FakeEngine) -> Path:
    """A small book without pictures."""
    path = tmp_path / "kite.charabook"
    with Studio.create(path, title="The Kite", engine=lambda: engine) as studio:
        studio.import_script(SCRIPT)
        studio.publish()
    return path


@pytest.fixture
def shell(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, engine: FakeEngine) -> Iterator[Shell]:
    """The shell; every book that it opens or begins is drawn by the fake engine."""
    opened, created = Studio.open, Studio.create
    monkeypatch.setattr(Studio, "open", lambda path, **given: opened(path, **{**given, "engine": lambda: engine}))
    monkeypatch.setattr(Studio, "create", lambda path, **given: created(path, **{**given, "engine": lambda: engine}))
    languages = Languages()
    shell = Shell(Memory(), languages)
    yield shell
    shell.close_all()
    shell.put_away()
    languages.speak("en")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(qtbot: QtBot, shell: Shell, book: Path) -> MainWindow:
    """A window on the small book."""
    window = shell.open_book(book)
    settled(qtbot, window)
    return window


def until(qtbot: QtBot, condition: Callable[[], object]) -> None:
    """Wait for something that takes milliseconds on an idle machine, patiently."""
    qtbot.waitUntil(lambda: bool(condition()), timeout=60_000)


def tab_order(part: QWidget) -> tuple[QWidget, ...]:
    """What the Tab key reaches in a part of a window, in its order; the focus ends where it began."""
    begin = open_fields(part)[0]
    begin.setFocus(Qt.FocusReason.TabFocusReason)
    found = [begin]
    while part.window().focusNextChild() and (focus := part.window().focusWidget()) is not begin:
        if part.isAncestorOf(focus):
            found.append(focus)
    return tuple(found)


def settled(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the book is read and nothing is being asked."""
    until(qtbot, lambda: window.desk.view)
    answered: list[bool] = []
    window.desk.ask(lambda _: True, answered.append)
    until(qtbot, lambda: answered)


def judged(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until it is known what is stale in the book, and nothing that changes that is under way."""
    desk = window.desk
    settled(qtbot, window)
    until(qtbot, lambda: not desk._reading and not desk._judge_timer.isActive() and desk._judging is None)
