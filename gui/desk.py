"""The desk: the book that lies open, what may be done to it, and who hears of it.

Views hold a desk and nothing else. They show `desk.view`, ask for changes with one-line verbs, and redraw when
`book_changed` says so. All verbs run on the studio's thread and return at once.
"""

from collections.abc import Callable
from typing import TypeVar

from charabook.studio import Studio
from PySide6.QtCore import QObject, Signal

from charabook.errors import BugError, KnownError
from gui.book_view import BookView, read_book_view
from gui.notices import Notice, notice_of
from gui.studio_thread import StudioThread
from projects.changes import Changes
from projects.editing import Edit
from projects.records import AssetHash

T = TypeVar("T")


class Desk(QObject):
    """One open book in one window."""

    opened = Signal()
    book_changed = Signal(object)
    """The new `BookView`."""
    steps_changed = Signal(str, str)
    """What undo and redo would do, as their menu entries say it; empty for nothing."""
    noticed = Signal(object)
    """A `Notice` for the user."""

    def __init__(self, open_studio: Callable[[], Studio], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.view: BookView | None = None
        self._thread: StudioThread[Studio] = StudioThread(open_studio, lambda studio: studio.close(), self)
        self._thread.failed.connect(self._failed)
        self._thread.opened.connect(self._reload)
        self._thread.opened.connect(self.opened)

    def start(self) -> None:
        """Open the book."""
        self._thread.start()

    def finish(self) -> None:
        """Close the book. Nothing asks to be saved: every gesture is saved already."""
        self._thread.finish()

    def ask(self, verb: Callable[[Studio], T], then: Callable[[T], None] | None = None) -> None:
        """Run a verb that changes nothing in the book."""
        self._thread.ask(verb, then)

    def change(self, verb: Callable[[Studio], Changes]) -> None:
        """Run a verb that changes the book; views hear of it."""
        self._thread.ask(verb, self._changed)

    def edit(self, label: str, gesture: Callable[[Edit], object]) -> None:
        """One gesture of the user's, undone with one undo."""
        self.change(lambda studio: studio.edit(label, gesture))

    def undo(self) -> None:
        """Take the last gesture back."""
        self.change(lambda studio: studio.undo())

    def redo(self) -> None:
        """Do again what was undone."""
        self.change(lambda studio: studio.redo())

    def fetch(self, asset: AssetHash, then: Callable[[bytes], None]) -> None:
        """Get the bytes of a picture."""
        self._thread.ask(lambda studio: studio.asset(asset), then)

    def notice(self, text: str) -> None:
        """Tell the user something in passing."""
        self.noticed.emit(Notice(text=text))

    def _changed(self, changes: Changes) -> None:
        if changes.skipped:
            self.notice(self.tr("Some of it was left as it is: a teammate's copy has changed it since."))
        if changes:
            self._reload()

    def _reload(self) -> None:
        self._thread.ask(_read, self._show)

    def _show(self, answer: tuple[BookView, str, str]) -> None:
        self.view, undo, redo = answer
        self.book_changed.emit(self.view)
        self.steps_changed.emit(undo, redo)

    def _failed(self, problem: KnownError | BugError) -> None:
        self.noticed.emit(notice_of(problem))


def _read(studio: Studio) -> tuple[BookView, str, str]:
    undo, redo = studio.undo_labels()
    return read_book_view(studio.records()), undo, redo
