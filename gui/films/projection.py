"""Paints frames of the film away from the GUI thread. The newest wish wins; what was overtaken is never painted."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtGui import QImage

from charabook.errors import BugError, KnownError
from layouts.motion.timeline import Timeline


class Projecting(Protocol):
    """What paints frames: a `Projector`."""

    @property
    def timeline(self) -> Timeline:
        """What is shown."""

    def frame(self, number: int) -> QImage:
        """The picture of a frame."""


@dataclass(frozen=True, slots=True)
class _Plan:
    number: int
    make: Callable[[], Projecting]
    make_small: Callable[[], Projecting]


class ProjectionThread(QThread):
    """One projector on a thread of its own, and a small one for stills. Every answer names the plan it belongs to."""

    planned = Signal(int, object)
    """Plan, `Timeline`."""
    painted = Signal(int, int, QImage)
    """Plan, frame, picture."""
    still_painted = Signal(int, int, QImage)
    """The same, small, for the blocks of the timeline."""
    failed = Signal(int, object)
    """Plan, `KnownError` or `BugError`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wake = threading.Condition()
        self._plan: _Plan | None = None
        self._frames: deque[int] = deque()
        self._stills: deque[int] = deque()
        self._is_over, self._is_resting = False, False
        self._projector: tuple[int, Projecting] | None = None
        self._small: Callable[[], Projecting] | None = None

    def plan(self, number: int, make: Callable[[], Projecting], make_small: Callable[[], Projecting]) -> None:
        """Film anew; frames that were asked of the plan before are forgotten."""
        with self._wake:
            self._plan = _Plan(number, make, make_small)
            self._frames.clear()
            self._stills.clear()
            self._wake.notify()

    def ask(self, *frames: int) -> None:
        """Paint these next; whatever was asked before and is not begun is dropped."""
        with self._wake:
            self._frames = deque(frames)
            self._wake.notify()

    def ask_stills(self, frames: list[int]) -> None:
        """Paint these small, when nothing else is to be painted."""
        with self._wake:
            self._stills = deque(frames)
            self._wake.notify()

    def rest(self) -> None:
        """Nobody looks: stills wait."""
        with self._wake:
            self._is_resting = True

    def go_on(self) -> None:
        """Somebody looks again."""
        with self._wake:
            self._is_resting = False
            self._wake.notify()

    def finish(self) -> None:
        """End the thread and wait until it is: at most as long as one frame takes."""
        with self._wake:
            self._is_over = True
            self._wake.notify()
        self.wait()

    def run(self) -> None:
        """The thread's life."""
        while (work := self._next()) is not None:
            work()
        self._projector = self._small = None

    def _next(self) -> Callable[[], None] | None:
        with self._wake:
            while not (self._is_over or self._plan or self._frames or (self._stills and not self._is_resting)):
                self._wake.wait()
            if self._is_over:
                return None
            if self._plan is not None:
                plan, self._plan = self._plan, None
                return lambda: self._make(plan)
            if self._frames:
                frame = self._frames.popleft()
                return lambda: self._paint(frame)
            still = self._stills.popleft()
            return lambda: self._paint_still(still)

    def _make(self, plan: _Plan) -> None:
        self._projector = self._small = None
        try:
            projector = plan.make()
        except Exception as problem:  # noqa: BLE001  the thread's edge: whatever happens, the window stays alive
            self.failed.emit(plan.number, _told(problem))
            return
        self._projector = plan.number, projector
        self._small = cache(plan.make_small)
        self.planned.emit(plan.number, projector.timeline)

    def _paint(self, frame: int) -> None:
        if self._projector is None:
            return
        number, projector = self._projector
        try:
            self.painted.emit(number, frame, projector.frame(frame))
        except Exception as problem:  # noqa: BLE001  the thread's edge again
            self.failed.emit(number, _told(problem))

    def _paint_still(self, frame: int) -> None:
        if self._projector is None or self._small is None:
            return
        number, _ = self._projector
        try:
            self.still_painted.emit(number, frame, self._small().frame(frame))
        except Exception as problem:  # noqa: BLE001  and again
            self.failed.emit(number, _told(problem))


def _told(problem: Exception) -> KnownError | BugError:
    if isinstance(problem, KnownError | BugError):
        return problem
    bug = BugError(f"{type(problem).__name__}: {problem}")
    bug.__cause__ = problem
    return bug
