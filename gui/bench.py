"""How fast the window is on this machine: `charabook bench window [--panels 500] [--switches 1000]`.

A long book is made in a temporary folder, opened in a real window (on no screen, if there is none), scrolled from
end to end, and its panels are shown one after the other. Times of the GUI thread are its own processor time.
"""

import argparse
import gc
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")) and sys.platform == "linux":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from charabook.studio import Studio
from gui.app import begin
from gui.bench_holds import Watchdog, longest_holds
from gui.rooms import Mode
from gui.window import MainWindow
from projects.editing import Edit
from projects.records import Panel, Take

PANELS_A_PAGE = 2
STARTS = 3
FRAME_MS = 1000 / 60
COLOURS = ("#e4572e", "#2e86ab", "#5b8e3e", "#9b5de5", "#d99a00")


class Moment(NamedTuple):
    """When something stood: milliseconds since the process was asked for, on the clock and of the processor."""

    clock_ms: float
    processor_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything in milliseconds, but for counts and MiB."""

    answers: Moment
    book_shown: Moment
    furnished: Moment
    scroll_worst_ms: float
    scroll_late: int
    scroll_frames: int
    switch_ms: float
    switch_worst_ms: float
    widgets_left: int
    grown_mib: float
    holds: dict[str, float]
    """What people do, and for how long that held the window up at most."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="charabook bench window", description=__doc__)
    parser.add_argument("--panels", type=int, default=500)
    parser.add_argument("--switches", type=int, default=1000)
    wanted = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        for name in ("DATA", "CACHE"):
            os.environ[f"CHARABOOK_{name}"] = str(Path(place) / name.lower())
        os.environ["CHARABOOK_SETTINGS"] = str(Path(place) / "settings.ini")
        book = Path(place) / "long.charabook"
        make_book(book, wanted.panels)
        _print(measure(book, wanted.switches), wanted.panels, wanted.switches)
    return 0


def make_book(path: Path, panels: int) -> None:
    """A book made from its script, with a cast of five and a picture in every panel."""
    with Studio.create(path, title="A long book") as studio:
        studio.import_script(_script(panels))
        studio.edit("Fill", lambda edit: _fill(edit, studio.records().panels()))
        studio.publish()


def _script(panels: int) -> str:
    names = [f"Somebody {number + 1}" for number in range(len(COLOURS))]
    lines = ["Title: A long book", "", "# Cast", ""]
    for name in names:
        lines += [f"## {name}", "look: a fox in a green sweater", ""]
    lines += ["# Settings", "", "meadow: a flower meadow", ""]
    for number in range(panels):
        if number % PANELS_A_PAGE == 0:
            lines += [f"# Page {number // PANELS_A_PAGE + 1}", ""]
        one, other = names[number % len(names)], names[(number + 1) % len(names)]
        lines += ["## Panel", "setting: meadow", "shot: full", f"> {one} left: waving", f"> {other} right: standing"]
        lines += [f"picture: Picture {number + 1} of a long book", f"{one}: Good day, {other}!", ""]
    return "\n".join(lines)


def _fill(edit: Edit, panels: Sequence[Panel]) -> None:
    for number, panel in enumerate(panels):
        asset = edit.add_asset(_picture(number), "image/png")
        edit.insert(Take(panel=panel.id, asset=asset, width_px=512, height_px=512, seed=number))


def _picture(number: int) -> bytes:
    """Pictures that differ, so that none is cached for another."""
    written = io.BytesIO()
    gradient = Image.linear_gradient("L").resize((512, 512)).rotate(number % 360)
    Image.merge("RGB", (gradient, gradient.point(lambda value: value * number % 256), gradient)).save(written, "PNG")
    return written.getvalue()


def measure(book: Path, switches: int) -> Report:
    """Open the book, scroll it, go through its panels."""
    start = _start(book)
    application, shell = begin([str(book)])
    (window,) = shell.windows()
    watchdog = Watchdog()
    _wait_for(lambda: window.desk.view is not None and all(window.rooms.stands(mode) for mode in Mode))
    holds = {"opening the book": 1000 * watchdog.longest_s, **longest_holds(window)}
    # Entering the film has begun to plan it on another thread; what that keeps is not left behind by panels.
    _wait_for(lambda: window.films.reel.timeline is not None)
    window.show_mode(Mode.PANELS)
    worst, late, frames = _scroll(application, window)
    switch, switch_worst, widgets, grown = _switch(application, window, switches)
    shell.close_all()
    return Report(
        answers=start["answers"],
        book_shown=start["book"],
        furnished=start["furnished"],
        scroll_worst_ms=worst,
        scroll_late=late,
        scroll_frames=frames,
        switch_ms=switch,
        switch_worst_ms=switch_worst,
        widgets_left=widgets,
        grown_mib=grown,
        holds=holds,
    )


def _start(book: Path) -> dict[str, Moment]:
    """The fastest of a few starts in processes of their own: the first one reads the disk."""
    starts = [_start_once(book) for _ in range(STARTS)]
    return min(starts, key=lambda marks: marks["answers"].clock_ms)


def _start_once(book: Path) -> dict[str, Moment]:
    command = [sys.executable, "-m", "gui.bench_start", str(book), repr(time.time())]
    asked = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    marks = json.loads(asked.stdout.splitlines()[-1])
    return {name: Moment(1000 * clock, 1000 * processor) for name, (clock, processor) in marks.items()}


def _scroll(application: QApplication, window: MainWindow) -> tuple[float, int, int]:
    """From the top to the bottom by a third of a row at a time: the slowest frame, late ones, all of them."""
    bar = window.book.tree.verticalScrollBar()
    frames: list[float] = []
    for place in range(0, bar.maximum(), 16):
        begun = time.thread_time()
        bar.setValue(place)
        application.processEvents()
        frames.append(1000 * (time.thread_time() - begun))
    return max(frames), sum(one > FRAME_MS for one in frames), len(frames)


def _switch(application: QApplication, window: MainWindow, switches: int) -> tuple[float, float, int, float]:
    """Panels one after the other: mean and worst time, widgets that stayed, memory that stayed."""
    view = window.desk.view
    panels = [panel.id for panel in view.panels] if view is not None else []

    def go(times: int) -> list[float]:
        spent = []
        for number in range(times):
            begun = time.thread_time()
            window.at_hand.show_panel(panels[number % len(panels)])
            application.processEvents()
            # A running event loop does this by itself between two clicks; processEvents never does.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            spent.append(1000 * (time.thread_time() - begun))
        answered: list[bool] = []
        window.desk.ask(lambda _: True, answered.append)
        _wait_for(lambda: bool(answered))
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        return spent

    go(switches)  # caches are full then
    widgets, memory = len(window.findChildren(QWidget)), _memory_mib()
    spent = go(switches)
    grown = _memory_mib() - memory
    return sum(spent) / len(spent), max(spent), len(window.findChildren(QWidget)) - widgets, grown


def _memory_mib() -> float:
    return float(psutil.Process().memory_info().rss) / 2**20


def _wait_for(condition: Callable[[], bool]) -> None:
    while True:
        loop = QEventLoop()
        QTimer.singleShot(300, loop.quit)
        loop.exec()
        if condition():
            return


def _say(moment: Moment) -> str:
    return f"{moment.clock_ms:.0f} ms on the clock, {moment.processor_ms:.0f} ms of the processor"


def _print(report: Report, panels: int, switches: int) -> None:
    lines = (
        ("start until the window answers", _say(report.answers)),
        (f"start until a book of {panels} is shown", _say(report.book_shown)),
        ("start until all rooms are furnished", _say(report.furnished)),
        ("scrolling, slowest frame", f"{report.scroll_worst_ms:.1f} ms"),
        ("scrolling, frames over 1/60 s", f"{report.scroll_late} of {report.scroll_frames}"),
        ("showing a panel", f"{report.switch_ms:.1f} ms, at most {report.switch_worst_ms:.1f} ms"),
        (f"left after {switches} panels", f"{report.widgets_left} widgets, {report.grown_mib:.1f} MiB"),
        *((f"held up at most by {what}", f"{held_ms:.1f} ms") for what, held_ms in report.holds.items()),
    )
    for what, found in lines:
        sys.stdout.write(f"{what:44}{found}\n")


if __name__ == "__main__":
    sys.exit(main())
