"""The edge of the window: what nobody caught is logged and told calmly. The book is safe: every gesture is saved."""

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from charabook.errors import BugError, KnownError
from gui.notices import Notice, notice_of

_log = logging.getLogger(__name__)


def catch_crashes(tell: Callable[[Notice], None]) -> None:
    """From now on, tell of every error that nobody caught, on whatever thread."""

    def hook(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, problem, trace)
            return
        _log.error("nobody caught this", exc_info=(kind, problem, trace))
        tell(notice_of(problem if isinstance(problem, KnownError | BugError) else _bug(problem)))

    sys.excepthook = hook
    threading.excepthook = lambda found: hook(
        found.exc_type, found.exc_value or BugError("an unknown error on a thread"), found.exc_traceback
    )


def _bug(problem: BaseException) -> BugError:
    bug = BugError(f"{type(problem).__name__}: {problem}")
    bug.__cause__ = problem
    return bug
