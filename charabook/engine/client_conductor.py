"""The thread that owns the engine process: starts it, feeds it one job at a time, buries it, starts it anew."""

import contextlib
import logging
import time
from collections import deque
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from charabook.engine.requests import FINAL_EVENTS, Event, Failed, JobId, Loading, Queued, Stepped, Stopped
from charabook.engine.worker_messages import Alive, Cancel, Describe, EngineFacts, FromWorker, Ready, Submit
from charabook.engine.worker_process import WorkerProcess
from charabook.errors import KnownError, Unavailable

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


@dataclass(frozen=True, slots=True)
class Heard:
    """A process said something, or ended (None)."""

    worker: WorkerProcess
    message: FromWorker | None


@dataclass(frozen=True, slots=True)
class Ask:
    """Somebody wants to know about the engine."""

    answer: Future[EngineFacts]


@dataclass(frozen=True, slots=True)
class Close:
    """The last thing that happens."""


Happening = Submit | Cancel | Heard | Ask | Close


class Conductor:
    """All state of the client. Every method runs on the one thread that runs `run`."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        patience: Patience,
        inbox: SimpleQueue[Happening],
        outbox: SimpleQueue[Event],
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
        self._failed_starts = 0
        self._heard_at = 0.0
        self._cancelled_at: float | None = None

    def run(self) -> None:
        """Conduct until `Close` happens."""
        while not isinstance(happening := self._next_happening(), Close):
            try:
                self._react(happening)
            except Exception:  # noqa: BLE001 - the edge of the thread: without it, every job would wait for ever
                _log.exception("the engine's conductor stumbled over %r", happening)
        self._shut_down()

    def _react(self, happening: Happening | None) -> None:
        if happening is not None:
            self._handle(happening)
        self._check_patience()
        self._advance()

    def _next_happening(self) -> Happening | None:
        watching = self._worker is not None and (self._running is not None or not self._ready)
        try:
            return self._inbox.get(timeout=1.0 if watching else None)
        except Empty:
            return None

    def _handle(self, happening: Happening) -> None:
        match happening:
            case Submit():
                self._take(happening)
            case Cancel(job=job):
                self._cancel(job)
            case Heard(worker=worker, message=message) if worker is self._worker:
                self._hear(message)
            case Ask(answer=answer):
                self._questions.append(answer)
                if self._ready and self._worker:
                    self._worker.send(Describe())
            case _:
                pass  # a process that was given up speaks its last words

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
        self._failed_starts = 0

    def _refuse_questions(self, problem: KnownError) -> None:
        while self._questions:
            self._questions.popleft().set_exception(problem)

    # ------------------------------------------------------------------------------------------ we speak

    def _advance(self) -> None:
        if self._worker is None and (self._waiting or self._questions):
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
            return
        for waiting in self._waiting:
            self._outbox.put(Loading(job=waiting.job, what="Starting the engine", done=0.0))

    def _listen(self, worker: WorkerProcess, message: FromWorker | None) -> None:
        """Called by the reading thread of `worker`."""
        self._inbox.put(Heard(worker, message))

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
