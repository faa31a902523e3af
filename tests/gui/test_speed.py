"""The window comes up before anything heavy is read, never holds the user up, and leaves nothing behind."""

import gc
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.bench_holds import Watchdog
from gui.rooms import Mode
from gui.theme import Theme
from gui.wardrobe import is_dressed
from gui.window import MainWindow
from projects.records import Panel
from tests.gui.conftest import settled, until

LIMIT_S = 0.05
SWITCHES = 60


HEAVY = {
    "torch": "draws, in a process of its own",
    "diffusers": "draws",
    "transformers": "draws",
    "sqlalchemy": "reads the project file, on the studio's thread",
    "shapely": "divides pages",
    "numpy": "measures masks",
    "PIL": "reads pictures",
    "fontTools": "reads typefaces",
    "uharfbuzz": "sets type",
    "av": "reads clips",
    "skia": "writes PDF",
    "reportlab": "writes reports",
    "psutil": "looks at the machine",
    "charabook.studio.studio": "does everything, on its own thread",
    "charabook.story.parser": "reads scripts",
    "layouts.compose": "composes pages",
    "gui.pages.pages_mode": "is furnished behind the window",
    "gui.films.reel": "is furnished behind the window",
}
"""What a window that comes up does not wait for, and what it is there for."""


def test_a_window_is_on_the_screen_before_anything_heavy_is_imported() -> None:
    code = f"""
import sys, gui.app
application = gui.app.make_application([])
gui.app.wear(gui.app.Theme.LIGHT)
window = gui.app.MainWindow(gui.app.Desk(lambda: None), gui.app.Memory())
window.show()
application.processEvents()
assert window.isVisible()
early = sorted(set({sorted(HEAVY)!r}) & set(sys.modules))
assert not early, early
sys.stdout.flush()
import os; os._exit(0)  # the desk was never opened: there is nothing to close
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120, env={**os.environ, "PYTHONPATH": "."})


@pytest.fixture
def slowness() -> float:
    """How much slower than a desktop computer this one is, by a short sum."""
    begun = time.thread_time()
    total = 0
    for number in range(400_000):
        total += number * number
    assert total
    return max(1.0, (time.thread_time() - begun) / 0.025)


@pytest.fixture
def settled_memory() -> Iterator[None]:
    """As in the application: what stands is not gone through again whenever Python looks for garbage."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def watchdog(qtbot: QtBot, window: MainWindow, settled_memory: None) -> Watchdog:
    """Watches a window whose rooms have all been seen: what happens once, the first time, does not count."""
    for mode in Mode:
        window.show_mode(mode)
        qtbot.wait(30)
    settled(qtbot, window)
    watchdog = Watchdog()
    qtbot.wait(20)
    watchdog.restart()
    return watchdog


def test_leafing_holds_nobody_up(qtbot: QtBot, window: MainWindow, slowness: float, watchdog: Watchdog) -> None:
    panels = [panel.id for panel in window.desk.view.panels]
    for mode in (Mode.PANELS, Mode.PAGES, Mode.PANELS):
        window.show_mode(mode)
        qtbot.wait(10)
    for panel in panels * 2:
        window.at_hand.show_panel(panel)
        qtbot.wait(10)
    settled(qtbot, window)
    assert watchdog.longest_s < LIMIT_S * slowness


@pytest.mark.parametrize("mode", Mode)
def test_an_edit_holds_nobody_up(
    qtbot: QtBot, window: MainWindow, slowness: float, watchdog: Watchdog, mode: Mode
) -> None:
    window.show_mode(mode)
    settled(qtbot, window)
    watchdog.restart()
    window.panels.place(next(iter(window.desk.view.looks)))
    settled(qtbot, window)
    qtbot.wait(50)
    assert watchdog.longest_s < LIMIT_S * slowness


@pytest.mark.parametrize("mode", [Mode.PANELS, Mode.PAGES])
def test_selecting_everything_and_lining_it_up_holds_nobody_up(
    qtbot: QtBot, window: MainWindow, slowness: float, watchdog: Watchdog, mode: Mode
) -> None:
    window.show_mode(mode)
    settled(qtbot, window)
    for verb in ("select all", "arrange left", "duplicate", "arrange top", "remove", "select none"):
        watchdog.restart()
        window.action(verb).trigger()
        settled(qtbot, window)
        qtbot.wait(50)
        assert watchdog.longest_s < LIMIT_S * slowness, verb


@pytest.mark.parametrize("mode", Mode)
def test_another_theme_or_language_holds_nobody_up(
    qtbot: QtBot, window: MainWindow, slowness: float, watchdog: Watchdog, mode: Mode
) -> None:
    window.show_mode(mode)
    for change in (
        partial(window.wear, Theme.DARK),
        partial(window.language_chosen.emit, "ja"),
        partial(window.wear, Theme.LIGHT),
        partial(window.language_chosen.emit, "en"),
    ):
        settled(qtbot, window)
        qtbot.wait(50)
        watchdog.restart()
        change()
        until(qtbot, is_dressed)
        settled(qtbot, window)
        qtbot.wait(50)
        assert watchdog.longest_s < LIMIT_S * slowness


def test_rooms_that_nobody_sees_wait_until_they_are_seen(
    qtbot: QtBot, window: MainWindow, watchdog: Watchdog, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.show_mode(Mode.EXPORT)
    asked: list[str] = []
    for part in (window.panels, window.pages, window.cast, window.story):
        monkeypatch.setattr(part._attention, "_refresh", partial(asked.append, type(part).__name__))
    panel = window.desk.view.panels[0].id
    for words in ("running", "sleeping"):
        window.desk.edit("Change", lambda edit, words=words: edit.update(Panel, panel, action=words))
        until(qtbot, lambda words=words: window.desk.view.panels_by_id[panel].action == words)
    assert asked == []
    for mode in (Mode.CAST, Mode.PAGES):
        window.show_mode(mode)
    assert asked == ["CastMode", "PagesMode"]


def test_a_film_is_scrubbed_and_played_without_holding_the_window_up(
    qtbot: QtBot, window: MainWindow, slowness: float, watchdog: Watchdog
) -> None:
    window.show_mode(Mode.FILM)
    reel = window.films.reel
    until(qtbot, lambda: reel.timeline is not None and reel.stills.are_painted)
    watchdog.restart()
    for step in range(40):
        reel.seek(reel.blocks.length_s * (step * 7 % 40) / 40)
        qtbot.wait(2)
    reel.seek(0.0)
    reel.play()
    qtbot.wait(300)
    reel.director.set_seconds(9.0)
    qtbot.wait(300)
    reel.pause()
    assert watchdog.longest_s < LIMIT_S * slowness


def test_switching_panels_leaves_no_widgets_behind(qtbot: QtBot, window: MainWindow) -> None:
    until(qtbot, lambda: all(window.rooms.stands(mode) for mode in Mode))  # rooms that come later are no leak
    panels = [panel.id for panel in window.desk.view.panels]

    def switch(times: int) -> int:
        for number in range(times):
            window.at_hand.show_panel(panels[number % len(panels)])
            qtbot.wait(1)
        settled(qtbot, window)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        return len(window.findChildren(QWidget))

    before = switch(len(panels) * 2)
    assert switch(SWITCHES) == before
