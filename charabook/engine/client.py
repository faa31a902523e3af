"""The engine process as the rest of the house sees it: jobs in, events out, whatever happens to the process.

    submit, cancel ──> inbox ──> conductor thread ──> outbox ──> next_event
                         ^          │
                         └── reader └──> engine process

One conductor thread owns all state, so there are no locks around it. It sends one job at a time: a crash can only
ever take the running job along, and the waiting ones go on in a fresh process.
"""

import contextlib
import logging
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from charabook.engine.requests import (
    FINAL_EVENTS,
    Event,
    Failed,
    JobId,
    Queued,
    Request,
    Stepped,
    Stopped,
)
from charabook.engine.worker_messages import Alive, Cancel, Describe, EngineFacts, FromWorker, Ready, Submit
from charabook.engine.worker_process import WorkerProcess, worker_command
from charabook.errors import KnownError, Unavailable

__all__ = ["EngineFacts", "EngineProcess", "Patience"]

_log = logging.getLogger(__name__)

MAX_UNREAD_EVENTS = 512
"""Beyond this many unread events, steps are dropped: nobody is looking. Final events never are."""

STARTS_BEFORE_GIVING_UP = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long the engine process may be silent, in seconds, before it is ended and started anew."""

    start_s: float = 120.0
    silence_s: float = 120.0
    """Heartbeats come from a thread of their own; only a hang inside native code stops them."""
    cancel_s: float = 30.0
    """A job that has not stopped so long after its cancelling takes the process along."""


class EngineProcess:
    """The `Engine` protocol over a spawned process. Cheap to make: the process starts with the first job."""

    def __init__(
        self,
        *,
        command: Sequence[str] | None = None,
        environment: Mapping[str, str] | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._outbox: SimpleQueue[Event] = SimpleQueue()
        self._inbox: SimpleQueue[_Happening] = SimpleQueue()
        conductor = _Conductor(
            command or worker_command(), environment or {}, patience or Patience(), self._inbox, self._outbox
        )
        self._closing = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=conductor.run, name="engine conductor", daemon=True)
        self._thread.start()

    def submit(self, job: JobId, request: Request) -> None:
        """Hand over one job. Exactly one final event follows, even if the engine process dies."""
        if not self._tell(Submit(job=job, request=request)):
            self._outbox.put(Stopped(job=job))

    def cancel(self, job: JobId) -> None:
        """Ask a job to stop within one step. Unknown or finished jobs are ignored."""
        self._tell(Cancel(job=job))

    def next_event(self, timeout_s: float) -> Event | None:
        """The next event of any job, or None after `timeout_s` seconds without one."""
        try:
            return self._outbox.get(timeout=max(timeout_s, 0.0))
        except Empty:
            return None

    def warm_up(self) -> None:
        """Start the process now and let it import what it needs, so that the first job begins sooner."""
        self._tell(_WarmUp())

    def describe(self, timeout_s: float = 120.0) -> EngineFacts:
        """What the process says about itself and the machine. Raises Unavailable if it cannot say."""
        answer: Future[EngineFacts] = Future()
        if not self._tell(_Ask(answer)):
            raise Unavailable("The engine is closed.", "Start charabook again.")
        try:
            return answer.result(timeout_s)
        except FutureTimeout as error:
            raise Unavailable("The engine does not answer.", "Try again when its current work is done.") from error

    def close(self) -> None:
        """End the engine process; unfinished jobs end as `Stopped`. Safe to call twice."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._inbox.put(_Close())
        self._thread.join(5.0)

    def _tell(self, happening: "_Happening") -> bool:
        # Under the lock nothing can be put behind the closing, where nobody would read it.
        with self._closing:
            if not self._closed:
                self._inbox.put(happening)
            return not self._closed


# ---------------------------------------------------------------------------------------------- the conductor


@dataclass(frozen=True, slots=True)
class _Heard:
    worker: WorkerProcess
    message: FromWorker | None


@dataclass(frozen=True, slots=True)
class _Ask:
    answer: "Future[EngineFacts]"


@dataclass(frozen=True, slots=True)
class _WarmUp:
    pass


@dataclass(frozen=True, slots=True)
class _Close:
    pass


_Happening = Submit | Cancel | _Heard | _Ask | _WarmUp | _Close


class _Conductor:
    """All state of the client. Every method runs on the one thread that runs `run`."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        patience: Patience,
        inbox: "SimpleQueue[_Happening]",
        outbox: "SimpleQueue[Event]",
    ) -> None:
        self._command = command
        self._environment = environment
        self._patience = patience
        self._inbox = inbox
        self._outbox = outbox
        self._waiting: deque[Submit] = deque()
        self._running: Submit | None = None
        self._questions: deque[Future[EngineFacts]] = deque()
        self._worker: WorkerProcess | None = None
        self._ready = False
        self._wanted = False
        self._failed_starts = 0
        self._heard_at = 0.0
        self._cancelled_at: float | None = None

    def run(self) -> None:
        while True:
            happening = self._next_happening()
            if isinstance(happening, _Close):
                break
            if happening is not None:
                self._handle(happening)
            self._check_patience()
            self._advance()
        self._shut_down()

    def _next_happening(self) -> "_Happening | None":
        watching = self._worker is not None and (self._running is not None or not self._ready)
        try:
            return self._inbox.get(timeout=1.0 if watching else None)
        except Empty:
            return None

    def _handle(self, happening: "_Happening") -> None:
        match happening:
            case Submit():
                self._take(happening)
            case Cancel(job=job):
                self._cancel(job)
            case _Heard(worker=worker, message=message) if worker is self._worker:
                self._hear(message)
            case _Ask(answer=answer):
                self._questions.append(answer)
                if self._ready and self._worker:
                    self._worker.send(Describe())
            case _:
                self._wanted = True

    def _take(self, submit: Submit) -> None:
        known = {other.job for other in (*self._waiting, self._running) if other}
        if submit.job in known:
            _log.warning("job %s was submitted twice", submit.job)
            return
        self._waiting.append(submit)
        self._outbox.put(Queued(job=submit.job))

    def _cancel(self, job: JobId) -> None:
        if self._running and self._running.job == job:
            if self._worker and self._cancelled_at is None:
                self._cancelled_at = time.monotonic()
                self._worker.send(Cancel(job=job))
            return
        for submit in [waiting for waiting in self._waiting if waiting.job == job]:
            self._waiting.remove(submit)
            self._outbox.put(Stopped(job=job))

    # ------------------------------------------------------------------------------------------ the process speaks

    def _hear(self, message: FromWorker | None) -> None:
        self._heard_at = time.monotonic()
        match message:
            case None:
                self._worker_gone()
            case Ready():
                self._worker_ready()
            case Alive():
                pass
            case EngineFacts():
                if self._questions:
                    self._questions.popleft().set_result(message)
            case _:
                self._pass_on(message)

    def _worker_ready(self) -> None:
        self._ready = True
        self._wanted = False
        self._failed_starts = 0
        for _ in self._questions:
            self._send(Describe())

    def _pass_on(self, event: Event) -> None:
        if self._running is None or event.job != self._running.job:
            return
        if isinstance(event, FINAL_EVENTS):
            self._finish(event)
        elif not isinstance(event, Stepped) or self._outbox.qsize() < MAX_UNREAD_EVENTS:
            self._outbox.put(event)

    def _finish(self, event: Event) -> None:
        self._running = None
        self._cancelled_at = None
        self._outbox.put(event)

    def _worker_gone(self) -> None:
        worker, self._worker = self._worker, None
        was_ready, self._ready = self._ready, False
        assert worker is not None
        problem = Unavailable(
            f"The engine {worker.ending()}.",
            "It starts again by itself. Try again; if it happens again, close other programs or choose a smaller "
            "picture or model.",
        )
        if self._running:
            self._lose(self._running.job, problem, worker.log())
        elif not was_ready:
            self._failed_starts += 1
        if self._failed_starts >= STARTS_BEFORE_GIVING_UP:
            self._give_up(f"The engine cannot start: it {worker.ending()}.", worker.log())
        elif was_ready:
            self._refuse_questions(problem)

    def _lose(self, job: JobId, problem: KnownError, log: str) -> None:
        if self._cancelled_at is not None:
            self._finish(Stopped(job=job))
        else:
            self._finish(Failed(job=job, what=problem.what, remedy=problem.remedy, details=log))

    def _give_up(self, what: str, log: str) -> None:
        remedy = "Run “charabook doctor”; installing charabook again often helps."
        while self._waiting:
            job = self._waiting.popleft().job
            self._outbox.put(Failed(job=job, what=what, remedy=remedy, details=log))
        self._refuse_questions(Unavailable(what, remedy))
        self._wanted = False
        self._failed_starts = 0

    def _refuse_questions(self, problem: KnownError) -> None:
        while self._questions:
            self._questions.popleft().set_exception(problem)

    # ------------------------------------------------------------------------------------------ we speak

    def _advance(self) -> None:
        if self._worker is None and (self._waiting or self._questions or self._wanted):
            self._start()
        while self._ready and self._waiting and self._running is None:
            self._running = self._waiting.popleft()
            self._heard_at = time.monotonic()
            self._send(self._running)

    def _start(self) -> None:
        self._heard_at = time.monotonic()
        try:
            self._worker = WorkerProcess(self._command, self._listen, environment=self._environment)
        except OSError as error:
            self._give_up(f"The engine cannot start: {error.strerror}.", str(error))

    def _listen(self, worker: WorkerProcess, message: FromWorker | None) -> None:
        """Called by the reading thread of `worker`."""
        self._inbox.put(_Heard(worker, message))

    def _send(self, message: Submit | Describe) -> None:
        assert self._worker is not None
        try:
            self._worker.send(message)
        except KnownError as error:
            if self._running:
                self._finish(Failed(job=self._running.job, what=error.what, remedy=error.remedy))

    def _check_patience(self) -> None:
        if self._worker is None or (self._ready and self._running is None):
            return
        now = time.monotonic()
        silent_s = now - self._heard_at
        allowed_s = self._patience.silence_s if self._ready else self._patience.start_s
        overdue = self._cancelled_at is not None and now - self._cancelled_at > self._patience.cancel_s
        if silent_s > allowed_s or overdue:
            _log.warning("the engine process is ended after %.0f s of silence", silent_s)
            self._worker.kill_hung()

    def _shut_down(self) -> None:
        for submit in (self._running, *self._waiting):
            if submit:
                self._outbox.put(Stopped(job=submit.job))
        self._refuse_questions(Unavailable("The engine was closed.", "Start charabook again."))
        if self._worker:
            with contextlib.suppress(OSError):
                self._worker.end()
