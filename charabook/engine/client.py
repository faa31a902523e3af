"""The engine process as the rest of the house sees it: jobs in, events out, whatever happens to the process.

    submit, cancel ──> inbox ──> conductor thread ──> outbox ──> next_event
                         ^          │
                         └── reader └──> engine process

One conductor thread owns all state, so there are no locks around it. It sends one job at a time: a crash can only
ever take the running job along, and the waiting ones go on in a fresh process.
"""

import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from queue import Empty, SimpleQueue

from charabook.engine.client_conductor import Ask, Close, Conductor, Happening, Patience
from charabook.engine.requests import Event, JobId, Request, Stopped
from charabook.engine.worker_messages import Cancel, EngineFacts, Submit
from charabook.engine.worker_process import worker_command
from charabook.errors import Unavailable

__all__ = ["EngineFacts", "EngineProcess", "Patience"]


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
        self._inbox: SimpleQueue[Happening] = SimpleQueue()
        conductor = Conductor(
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

    def describe(self, timeout_s: float = 120.0) -> EngineFacts:
        """What the process says about itself and the machine. Raises Unavailable if it cannot say."""
        answer: Future[EngineFacts] = Future()
        if not self._tell(Ask(answer)):
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
                self._inbox.put(Close())
        self._thread.join(5.0)

    def _tell(self, happening: Happening) -> bool:
        # Under the lock nothing can be put behind the closing, where nobody would read it.
        with self._closing:
            if not self._closed:
                self._inbox.put(happening)
            return not self._closed
