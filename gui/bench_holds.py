"""What holds the window up longest: a tour through all modes, with what people do there."""

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QTextCursor

from gui.rooms import Mode
from gui.theme import Theme
from gui.window import MainWindow
from projects.records import Panel

REST_MS = 300


class Watchdog:
    """Beats every few milliseconds on the GUI thread and remembers how much processor time passed between beats.

    Processor time of this thread, not time on the wall: a busy machine is nobody's fault, work on the GUI thread is.
    """

    def __init__(self) -> None:
        self.longest_s = 0.0
        self._last = time.thread_time()
        self._timer = QTimer()
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def restart(self) -> None:
        """Forget what was before."""
        self._last = time.thread_time()
        self.longest_s = 0.0

    def _beat(self) -> None:
        now = time.thread_time()
        self.longest_s = max(self.longest_s, now - self._last)
        self._last = now


def longest_holds(window: MainWindow) -> dict[str, float]:
    """For each thing that people do, the milliseconds for which it held the window up at most, over all modes."""
    tour = _Tour(window)
    return {
        "the first look at a room": max(tour.held(tour.going_to(mode)) for mode in Mode),
        "another mode": max(tour.held(tour.going_to(mode)) for mode in Mode),
        "an edit": tour.worst(_editor(window)),
        "a key in the script": tour.held_in(Mode.STORY, partial(_type, window), partial(_type, window)),
        "another language": tour.worst(*(partial(window.language_chosen.emit, tag) for tag in ("ja", "en"))),
        "another theme": tour.worst(*(partial(window.wear, theme) for theme in (Theme.DARK, Theme.LIGHT))),
    }


class _Tour:
    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._watchdog = Watchdog()

    def going_to(self, mode: Mode) -> Callable[[], None]:
        """The way into a room."""
        return partial(self._window.show_mode, mode)

    def worst(self, *acts: Callable[[], None]) -> float:
        """The longest that these hold the window up, in whatever mode."""
        return max(self.held_in(mode, *acts) for mode in Mode)

    def held_in(self, mode: Mode, *acts: Callable[[], None]) -> float:
        """The longest that these hold the window up in one mode."""
        self._window.show_mode(mode)
        return max(self.held(act) for act in acts)

    def held(self, act: Callable[[], None]) -> float:
        """How many milliseconds an act holds the window up, what follows from it included."""
        _rest()
        self._watchdog.restart()
        act()
        answered: list[bool] = []
        self._window.desk.ask(lambda _: True, answered.append)
        while not answered:
            _rest()
        _rest()
        return 1000 * self._watchdog.longest_s


def _editor(window: MainWindow) -> Callable[[], None]:
    view = window.desk.view
    panel = view.panels[len(view.panels) // 2].id if view is not None else None

    def edit() -> None:
        if panel is not None:
            words = str(time.monotonic())
            window.desk.edit("Change", lambda edit: edit.update(Panel, panel, action=words))

    return edit


def _type(window: MainWindow) -> None:
    """In the middle of the script, where people write."""
    editor = window.story.editor
    cursor = QTextCursor(editor.document().findBlockByNumber(editor.blockCount() // 2))
    editor.setTextCursor(cursor)
    cursor.insertText("x")


def _rest() -> None:
    loop = QEventLoop()
    QTimer.singleShot(REST_MS, loop.quit)
    loop.exec()
