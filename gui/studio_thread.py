"""The one thread on which the studio's verbs run, and the way their answers come back to the window.

The window asks; the answer arrives later on the GUI thread, so that no click ever waits for a disk. Quick verbs run
here one after the other, in the order of the clicks; long ones get a thread of their own (`gui.long_work`).
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from inspect import getclosurevars
from queue import SimpleQueue
from types import FunctionType
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QThread, Signal, Slot
from shiboken6 import isValid

from charabook.errors import BugError, KnownError

S = TypeVar("S")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question(Generic[S]):
    verb: Callable[[S], object]
    then: Callable[[object], None]
    failed: Callable[[KnownError | BugError], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    hearer: Callable[..., object]
    deliver: Callable[[], None]


class StudioThread(QThread, Generic[S]):
    """Opens a studio on its own thread and runs verbs on it, one after the other.

    `open_studio` and `close_studio` run on that thread too. Failures of a verb without a handler of its own
    arrive at `failed`.
    """

    opened = Signal()
    refused = Signal(object)
    """The studio could not be opened: the `KnownError`."""
    failed = Signal(object)
    _answered = Signal()

    def __init__(self, open_studio: Callable[[], S], close_studio: Callable[[S], None], parent: QObject | None) -> None:
        super().__init__(parent)
        self._open_studio = open_studio
        self._close_studio = close_studio
        self._questions: SimpleQueue[_Question[S] | None] = SimpleQueue()
        self._answers: deque[_Answer] = deque()
        self._answered.connect(self._deliver)

    def ask(
        self,
        verb: Callable[[S], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[KnownError | BugError], None] | None = None,
    ) -> None:
        """Run `verb` on the studio's thread; `then` or `failed` hears the answer on this thread."""
        self._questions.put(
            _Question(
                verb=verb,
                then=_ignore if then is None else then,  # type: ignore[arg-type]
                failed=self.failed.emit if failed is None else failed,
            )
        )

    def finish(self) -> None:
        """Answer what was asked so far, close the studio and end the thread; `finished` follows."""
        self._questions.put(None)

    def run(self) -> None:
        """The thread's life: open, answer questions until told to finish, close."""
        try:
            studio = self._open_studio()
        except KnownError as problem:
            self.refused.emit(problem)
            return
        except Exception as problem:  # noqa: BLE001  the thread's edge: a broken start must be told, not swallowed
            bug = BugError(f"{type(problem).__name__}: {problem}")
            bug.__cause__ = problem
            self.refused.emit(bug)
            return
        self.opened.emit()
        try:
            while self._answer_next(studio):
                self._answered.emit()
        finally:
            self._close_studio(studio)

    def _answer_next(self, studio: S) -> bool:
        """Answer the next question, and keep nothing of it: what belongs to windows must end on their own thread."""
        question = self._questions.get()
        if question is not None:
            self._answers.append(_answer(studio, question))
        return question is not None

    @Slot()
    def _deliver(self) -> None:
        answer = self._answers.popleft()
        if not is_gone(answer.hearer):
            answer.deliver()


def is_gone(hearer: Callable[..., object]) -> bool:
    """Whether the window or dialog that asked has been closed since: then nobody wants the answer."""
    while isinstance(hearer, partial):
        hearer = hearer.func
    held = [getattr(hearer, "__self__", None)]
    if isinstance(hearer, FunctionType):
        held.extend(getclosurevars(hearer).nonlocals.values())
    return any(isinstance(one, QObject) and not isValid(one) for one in held)


def _ignore(_: object) -> None:
    """Nobody waits for this answer."""


def _answer(studio: S, question: _Question[S]) -> _Answer:
    try:
        result = question.verb(studio)
    except KnownError as problem:
        known = problem
        return _Answer(hearer=question.failed, deliver=lambda: question.failed(known))
    except Exception as problem:  # noqa: BLE001  the thread's edge: whatever a verb does, the window stays alive
        bug = BugError(f"{type(problem).__name__}: {problem}")
        bug.__cause__ = problem
        return _Answer(hearer=question.failed, deliver=lambda: question.failed(bug))
    return _Answer(hearer=question.then, deliver=lambda: question.then(result))
