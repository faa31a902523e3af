"""The desk: the book that lies open, what may be done to it, and who hears of it.

Views hold a desk and nothing else. They show `desk.view`, ask for changes with one-line verbs, and redraw when
`book_changed` says so. Quick verbs run on the studio's thread, long ones on a pool; all of them return at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from charabook.engine.requests import JobId
from charabook.errors import BugError, Cancelled, KnownError
from charabook.queue import Job, JobState
from gui.book_view import BookView, PanelState, read_book_view
from gui.facts import BookStates, StateReader
from gui.long_work import LongWork, WatchedWork
from gui.notices import Notice, notice_of
from gui.queue.wishes import Wishes
from gui.studio_thread import StudioThread, is_gone
from projects.changes import Changes
from projects.records import AssetHash, Panel

if TYPE_CHECKING:
    from charabook.studio import Studio
    from projects.editing import Edit

T = TypeVar("T")


def _nothing_more() -> None:
    """Nobody waits."""


JUDGE_AFTER_MS = 250
"""How long the book must lie still before its states are worked out."""
TELL_AFTER_MS = 30
"""News of the queue are told together: a long chapter brings hundreds at once."""


class Desk(QObject):
    """One open book in one window."""

    opened = Signal()
    refused = Signal(object)
    """The book could not be opened: the `KnownError`."""
    book_changed = Signal(object)
    """The new `BookView`."""
    states_changed = Signal()
    """`states` was worked out anew: what is stale, and how the identities are."""
    steps_changed = Signal(str, str)
    """What undo and redo would do, as their menu entries say it; empty for nothing."""
    jobs_changed = Signal()
    """`jobs` has other jobs or states than before."""
    job_stepped = Signal(object)
    """A running `Job` is a step further."""
    work_changed = Signal()
    """Long work began, advanced or ended."""
    noticed = Signal(object)
    """A `Notice` for the user."""
    closed = Signal()
    _news = Signal(object)

    def __init__(
        self, open_studio: Callable[[], Studio], path: Path | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.path = path
        self.view: BookView | None = None
        self.states = BookStates()
        self._state_reader = StateReader()
        self.jobs: tuple[Job, ...] = ()
        self.wishes = Wishes(self)
        self._turns = 0
        """How often a job has come, gone or changed its state."""
        self._has_begun, self._is_closing = False, False
        self._reading = False
        self._stale_read = False
        self._works: list[LongWork] = []
        self._judging: LongWork | None = None
        self._judge_timer = QTimer(self)
        self._judge_timer.setSingleShot(True)
        self._judge_timer.setInterval(JUDGE_AFTER_MS)
        self._judge_timer.timeout.connect(self._judge)
        self._jobs_timer = QTimer(self)
        self._jobs_timer.setSingleShot(True)
        self._jobs_timer.setInterval(TELL_AFTER_MS)
        self._jobs_timer.timeout.connect(self.jobs_changed)
        self._thread: StudioThread[Studio] = StudioThread(open_studio, self._close_studio, self)
        self._thread.failed.connect(self._failed)
        self._thread.refused.connect(self.refused)
        self._thread.opened.connect(self._begin)
        self._thread.finished.connect(self.closed)
        self._news.connect(self._hear)

    @property
    def is_closing(self) -> bool:
        """Whether the book is being cleared away; what was asked before is still done."""
        return self._is_closing

    def start(self) -> None:
        """Open the book, unless it has been closed before it could be."""
        if not self._is_closing:
            self._has_begun = True
            self._thread.start()

    def close(self) -> None:
        """Close the book; `closed` follows. Nothing asks to be saved: every gesture is saved already."""
        self._is_closing = True
        self._judge_timer.stop()
        self._jobs_timer.stop()
        for work in self._works:
            work.cancel()
        self._thread.finish()
        if not self._has_begun:
            self.closed.emit()

    def finish(self) -> None:
        """Close the book and wait until it is."""
        self.close()
        self._thread.wait()

    def _close_studio(self, studio: Studio) -> None:
        """On the studio's thread: nothing may still read the book when it is closed."""
        for work in (*self._works, self._judging):
            if work is not None:
                work.join()
        studio.close()

    def follow(self, show: Callable[[BookView], None]) -> None:
        """Let `show` see the book whenever it changes, and at once if it has been read."""
        self.book_changed.connect(show)
        if self.view is not None:
            show(self.view)

    # ------------------------------------------------------------------ asking

    def ask(
        self,
        verb: Callable[[Studio], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[KnownError | BugError], None] | None = None,
    ) -> None:
        """Run a verb that changes nothing in the book."""
        self._thread.ask(verb, then, failed)

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
        """Get the bytes of a picture; a picture that is gone is nobody's error."""
        self._thread.ask(lambda studio: studio.asset(asset), then, lambda _: None)

    def notice(self, text: str) -> None:
        """Tell the user something in passing."""
        self.noticed.emit(Notice(text=text))

    # ------------------------------------------------------------------ long work

    def work(self, verb: Callable[[Studio, WatchedWork], T], then: Callable[[T], None]) -> WatchedWork:
        """Run a long verb on a thread of its own; the result is its `WatchedWork`, which can cancel it."""
        work = LongWork()
        self._works.append(work)
        work.watch.advanced.connect(self.work_changed)
        self._begin_work(work, lambda studio: verb(studio, work.watch), lambda one: self._work_ended(work, one, then))
        self.work_changed.emit()
        return work.watch

    def works(self) -> tuple[WatchedWork, ...]:
        """The long work that goes on now."""
        return tuple(work.watch for work in self._works)

    def _work_ended(self, work: LongWork, answer: object, then: Callable[[T], None]) -> None:
        self._works.remove(work)
        work.watch.ended.emit()
        self.work_changed.emit()
        if isinstance(answer, Cancelled):
            self.notice(self.tr("Stopped. Nothing is lost."))
        elif isinstance(answer, KnownError | BugError):
            self._failed(answer)
        elif not is_gone(then):
            then(answer)  # type: ignore[arg-type]

    def _begin_work(self, work: LongWork, verb: Callable[[Studio], object], then: Callable[[Any], None]) -> None:
        """Begin on the studio's thread: what was asked before the book is closed has begun then, and is waited for."""
        self._thread.ask(lambda studio: work.begin(lambda: verb(studio), then))

    # ------------------------------------------------------------------ the queue

    def running_job(self) -> Job | None:
        """The job that is being made now."""
        return next((job for job in self.jobs if job.state is JobState.RUNNING), None)

    def tend(self, verb: Callable[[Studio], object]) -> None:
        """Run a verb that changes the queue, and look at the queue again."""
        self._thread.ask(verb, lambda _: self.look_at_queue())

    def look_at_queue(self, then: Callable[[], None] = _nothing_more) -> None:
        """Read the queue anew; `then` follows when it has been read."""
        turns = self._turns
        self._thread.ask(lambda studio: studio.queue.jobs(), lambda jobs: self._show_jobs(turns, jobs, then))

    def state(self, panel: Panel) -> PanelState:
        """How far a panel is, queue and staleness included."""
        if any(job.subject == panel.id and not job.state.is_over for job in self.jobs):
            return PanelState.QUEUED
        if panel.id in self.states.stale:
            return PanelState.STALE
        return self.view.state(panel) if self.view is not None else PanelState.EMPTY

    def _begin(self) -> None:
        self._thread.ask(self._join)
        self.look_at_queue()
        self.reload()
        self.opened.emit()

    def _join(self, studio: Studio) -> None:
        """On the studio's thread: hear of the queue from now on, and let it work."""
        studio.queue.listen(self._news.emit)
        studio.queue.start()

    @Slot(object)
    def _hear(self, job: object) -> None:
        """News from the queue's thread, now on this one."""
        if not isinstance(job, Job):
            return
        known = {one.id: one for one in self.jobs}
        is_step = job.id in known and known[job.id].state is job.state
        self._keep(job, known)
        if is_step:
            self.job_stepped.emit(job)
        else:
            self._turns += 1
            if not self._jobs_timer.isActive():
                self._jobs_timer.start()
            self._judge_timer.start()
        if job.state is JobState.FINISHED:
            self.reload()

    def _keep(self, job: Job, known: dict[JobId, Job]) -> None:
        if job.state is JobState.FINISHED:
            known.pop(job.id, None)
        elif job.preview_png is None and job.id in known and job.state is JobState.RUNNING:
            known[job.id] = replace(job, preview_png=known[job.id].preview_png)
        else:
            known[job.id] = job
        self.jobs = tuple(sorted(known.values(), key=lambda one: (one.place, one.id)))

    def _show_jobs(self, turns: int, jobs: tuple[Job, ...], then: Callable[[], None]) -> None:
        if turns != self._turns:
            # The queue went on while this answer was under way: it may hold jobs that are over by now.
            self.look_at_queue()
        else:
            self.jobs = tuple(jobs)
            self.jobs_changed.emit()
        then()

    # ------------------------------------------------------------------ showing

    def _changed(self, changes: Changes) -> None:
        if changes.skipped:
            self.notice(self.tr("Some of it was left as it is: a teammate's copy has changed it since."))
        if changes:
            self.reload()

    def reload(self) -> None:
        """Read the book again. While a reading is under way, one more follows it, however often it is asked for."""
        if self._reading:
            self._stale_read = True
            return
        self._reading = True
        self._thread.ask(_read, self._show, self._reading_failed)

    def _show(self, answer: tuple[BookView, str, str]) -> None:
        self._reading = False
        self.view, undo, redo = answer
        self.book_changed.emit(self.view)
        self.steps_changed.emit(undo, redo)
        self._judge_timer.start()
        if self._stale_read:
            self._stale_read = False
            self.reload()

    def _judge(self) -> None:
        """Work out on a thread of its own what is stale: for a long book that takes longer than a click may wait."""
        if self._judging is not None or self.view is None:
            self._judge_timer.start()
            return
        self._judging = LongWork()
        view, reader = self.view, self._state_reader
        self._begin_work(self._judging, lambda studio: reader.read(studio, view), self._judged)

    def _judged(self, answer: object) -> None:
        self._judging = None
        if isinstance(answer, BookStates) and answer != self.states:
            self.states = answer
            self.states_changed.emit()

    def _reading_failed(self, problem: KnownError | BugError) -> None:
        self._reading = False
        self._failed(problem)

    def _failed(self, problem: KnownError | BugError) -> None:
        self.noticed.emit(notice_of(problem))


def _read(studio: Studio) -> tuple[BookView, str, str]:
    undo, redo = studio.undo_labels()
    return read_book_view(studio.records()), undo, redo
