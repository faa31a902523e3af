"""Runs jobs one after the other on an engine, keeps them on disk, and tells whoever listens.

One thread of its own talks to the engine and to the listeners. All verbs may be called from any thread and return at
once; listeners hear of what they changed a moment later, always on the queue's thread, where they must return quickly.
"""

import logging
import threading
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from charabook.engine.requests import Done, Engine, Event, Failed, JobId, Loading, Request, Stepped, Stopped
from charabook.errors import KnownError
from charabook.queue.job_folder import JobFolder
from charabook.queue.jobs import Job, JobKind, JobState

_log = logging.getLogger(__name__)


class Recorder(Protocol):
    """Keeps finished pictures for good."""

    def is_recorded(self, job: Job) -> bool:
        """Whether the picture of this job is kept already: the program may have died right behind it."""

    def record(self, job: Job, done: Done) -> None:
        """Keep a picture; only then is its job finished."""


Listener = Callable[[Job], None]

_POLL_S = 0.2


class RenderQueue:
    """The jobs of one project. `start` begins to work; `close` leaves what is not done for the next time."""

    def __init__(self, folder: JobFolder, engine: Callable[[], Engine], recorder: Recorder) -> None:
        self._folder = folder
        self._make_engine = engine
        self._engine: Engine | None = None
        self._recorder = recorder
        self._jobs: dict[JobId, Job] = {job.id: job for job in folder.read()}
        self._unrecorded: dict[JobId, Done] = {}
        self._listeners: list[Listener] = []
        self._news: deque[Job] = deque()
        self._paused = False
        self._closing = False
        self._changed = threading.Condition(threading.RLock())
        self._thread: threading.Thread | None = None

    # ------------------------------------------------------------------------------------------ verbs

    def start(self) -> None:
        """Begin to work on what waits. The engine process starts with the first job."""
        with self._changed:
            if self._thread is None and not self._closing:
                self._thread = threading.Thread(target=self._work, name="render queue", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Stop the running job and end the engine; everything unfinished waits for the next start."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()
        if self._engine is not None:
            self._engine.close()

    def jobs(self) -> tuple[Job, ...]:
        """All jobs in the order in which they run."""
        with self._changed:
            return tuple(sorted(self._jobs.values(), key=lambda job: (job.place, job.id)))

    def add(self, kind: JobKind, subject: str, title: str, request: Request) -> JobId:
        """Put a job at the end. A job that asks for exactly this already and still waits is returned instead."""
        with self._changed:
            for job in self._jobs.values():
                if not job.state.is_over and (job.kind, job.subject, job.request) == (kind, subject, request):
                    return job.id
            place = max((job.place for job in self._jobs.values()), default=0.0) + 1.0
            job = Job(id=JobId(uuid.uuid4().hex), kind=kind, subject=subject, title=title, request=request, place=place)
            self._put(job)
            return job.id

    def cancel(self, job_id: JobId) -> None:
        """Stop a running job within a step, or take a waiting one out."""
        with self._changed:
            job = self._jobs.get(job_id)
            if job is None or job.state.is_over:
                return
            if job.state is JobState.RUNNING and self._engine is not None:
                self._engine.cancel(job_id)
            else:
                self._put(replace(job, state=JobState.CANCELLED))

    def retry(self, job_id: JobId) -> None:
        """Let a failed or cancelled job wait again, in its old place."""
        with self._changed:
            job = self._jobs.get(job_id)
            if job is not None and job.state.is_over:
                self._put(job.waiting_again())

    def dismiss(self, job_id: JobId) -> None:
        """Forget a failed or cancelled job."""
        with self._changed:
            job = self._jobs.get(job_id)
            if job is not None and job.state.is_over:
                self._drop(job)

    def move(self, job_id: JobId, index: int) -> None:
        """Give a job another place among all jobs; the running one is not disturbed."""
        with self._changed:
            others = [job for job in self.jobs() if job.id != job_id]
            if job_id not in self._jobs:
                return
            index = min(max(index, 0), len(others))
            before = others[index - 1].place if index else (others[0].place - 2.0 if others else 0.0)
            behind = others[index].place if index < len(others) else before + 2.0
            self._put(replace(self._jobs[job_id], place=(before + behind) / 2))

    def pause(self) -> None:
        """Begin no further job; the running one is finished."""
        with self._changed:
            self._paused = True

    def resume(self) -> None:
        """Go on after a pause."""
        with self._changed:
            self._paused = False
            self._changed.notify_all()

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Hear of everything that happens to jobs from now on. Call the result to hear no more."""
        with self._changed:
            self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait until nothing waits or runs; False if that took longer than `timeout_s`."""
        with self._changed:
            return self._changed.wait_for(self._is_idle, timeout_s)

    # ------------------------------------------------------------------------------------------ state

    def _is_idle(self) -> bool:
        return all(job.state.is_over for job in self._jobs.values())

    def _put(self, job: Job) -> None:
        """Keep a job's new state on disk and let everybody know."""
        self._folder.write(job)
        self._show(job)

    def _show(self, job: Job) -> None:
        """Let everybody know of a state that need not survive a restart."""
        with self._changed:
            if job.state is JobState.FINISHED:
                self._jobs.pop(job.id, None)
            else:
                self._jobs[job.id] = job
            self._news.append(job)
            self._changed.notify_all()

    def _tell_listeners(self) -> None:
        while True:
            with self._changed:
                if not self._news:
                    return
                news = self._news.popleft()
                listeners = tuple(self._listeners)
            for listener in listeners:
                self._tell(listener, news)

    @staticmethod
    def _tell(listener: Listener, news: Job) -> None:
        try:
            listener(news)
        except Exception:  # noqa: BLE001 - the edge of this thread: a listener's mistake must not stop the queue
            _log.exception("a listener of the render queue failed")

    def _drop(self, job: Job) -> None:
        self._folder.remove(job.id)
        with self._changed:
            self._jobs.pop(job.id, None)
            self._unrecorded.pop(job.id, None)
            self._changed.notify_all()

    # ------------------------------------------------------------------------------------------ the thread

    def _work(self) -> None:
        while (job := self._next_job()) is not None:
            try:
                self._run(job)
            except KnownError as error:
                self._fail(job, error.what, error.remedy)
            except Exception as error:  # noqa: BLE001 - the edge of this thread: one broken job must not stop the others
                _log.exception("job %s failed", job.id)
                self._fail(job, f"charabook itself made a mistake ({error}).", "Try again, and report it if it stays.")
        self._tell_listeners()

    def _next_job(self) -> Job | None:
        """Wait for a job to run, telling listeners what verbs changed; None when the queue is closed."""
        while True:
            self._tell_listeners()
            with self._changed:
                if self._closing:
                    return None
                waiting = [job for job in self.jobs() if job.state is JobState.WAITING]
                if waiting and not self._paused:
                    return waiting[0]
                if not self._news:
                    self._changed.wait()

    def _run(self, job: Job) -> None:
        if job.id in self._unrecorded:
            self._finish(job, self._unrecorded[job.id])
            return
        if self._recorder.is_recorded(job):
            self._leave(job)
            return
        self._put(replace(job, state=JobState.RUNNING))
        engine = self._running_engine()
        engine.submit(job.id, job.request)
        asked_to_stop = False
        while True:
            self._tell_listeners()
            if self._closing and not asked_to_stop:
                engine.cancel(job.id)
                asked_to_stop = True
            event = engine.next_event(_POLL_S)
            if event is not None and event.job == job.id and self._hear(self._jobs[job.id], event):
                return

    def _running_engine(self) -> Engine:
        if self._engine is None:
            self._engine = self._make_engine()
        return self._engine

    def _hear(self, job: Job, event: Event) -> bool:
        """Pass one event on; True if it was the last of its job."""
        match event:
            case Loading(what=what, done=done):
                self._show(replace(job, stage=what, done=done))
            case Stepped(stage=stage, step=step, steps=steps, preview_png=preview):
                done = step / steps if steps else 0.0
                self._show(replace(job, stage=stage, done=done, preview_png=preview or job.preview_png))
            case Done():
                self._finish(job, event)
            case Failed(what=what, remedy=remedy, details=details):
                _log.warning("job %s failed: %s\n%s", job.id, what, details)
                self._fail(job, what, remedy)
            case Stopped():
                self._stopped(job)
            case _:
                return False
        return isinstance(event, Done | Failed | Stopped)

    def _finish(self, job: Job, done: Done) -> None:
        """Record the picture; if that fails, it is held until a retry succeeds."""
        self._unrecorded[job.id] = done
        self._recorder.record(job, done)
        self._leave(job)

    def _leave(self, job: Job) -> None:
        self._folder.remove(job.id)
        with self._changed:
            self._unrecorded.pop(job.id, None)
        self._show(replace(job, state=JobState.FINISHED, done=1.0, preview_png=None))

    def _fail(self, job: Job, what: str, remedy: str) -> None:
        failed = replace(job, state=JobState.FAILED, preview_png=None, what=what, remedy=remedy)
        try:
            self._put(failed)
        except KnownError:
            self._show(failed)  # a full disk must not hide what happened

    def _stopped(self, job: Job) -> None:
        if self._closing:
            self._put(job.waiting_again())
        else:
            self._put(replace(job, state=JobState.CANCELLED, preview_png=None))
