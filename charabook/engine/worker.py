"""The engine process itself: `python -m charabook.engine.worker`. Reads jobs, does one at a time, tells events.

The main thread works; a second one listens, so that a cancel or a question is heard during a job; a third one says
every few seconds that the process is alive. The process ends with its pipe.
"""

import contextlib
import importlib
import os
import threading
import time
from collections.abc import Callable
from queue import SimpleQueue
from typing import Protocol

from charabook.engine.requests import Done, Event, Failed, JobId, Request, Stopped
from charabook.engine.worker_failures import failure_of
from charabook.engine.worker_messages import (
    Alive,
    Cancel,
    Describe,
    EngineFacts,
    Ready,
    Submit,
    ToWorker,
    read_message,
)
from charabook.engine.worker_pipes import Channel, leave, settle_in, take_pipes
from charabook.engine.worker_watch import JobWatch
from charabook.errors import Cancelled, KnownError

HEARTBEAT_S = 2.0


class Artist(Protocol):
    """Whoever does the jobs of this process."""

    def fulfil(self, job: JobId, request: Request, watch: JobWatch) -> Done:
        """Do one job. Raises KnownError for what the user can mend, Cancelled when the watch says so."""

    def facts(self) -> EngineFacts:
        """Describe the machine; called from another thread, also during a job."""


def main() -> None:
    """Run the engine process until its pipe closes."""
    channel = take_pipes()
    settle_in()
    serve(channel, _first_artist)


def _first_artist() -> Artist:
    # Imports torch: seconds. Everything else is up by then, so the window hears that the process lives.
    studio = importlib.import_module("charabook.engine.worker_jobs")
    artist: Artist = studio.ModelArtist()
    return artist


def serve(channel: Channel, make_artist: Callable[[], Artist]) -> None:
    """Work for whoever is at the other end of `channel`, until it ends."""
    Service(channel, make_artist).run()


class Service:
    """The threads of the process and what they share."""

    def __init__(self, channel: Channel, make_artist: Callable[[], Artist]) -> None:
        self._channel = channel
        self._make_artist = make_artist
        self._artist: Artist | None = None
        self._artist_lock = threading.Lock()
        self._jobs: SimpleQueue[tuple[Submit, JobWatch]] = SimpleQueue()
        self._watches: dict[JobId, JobWatch] = {}
        self._busy = threading.Event()

    def run(self) -> None:
        """Listen and work until the pipe ends; never returns."""
        threading.Thread(target=self._listen, name="listener", daemon=True).start()
        threading.Thread(target=self._beat, name="heartbeat", daemon=True).start()
        self._channel.send(Ready(pid=os.getpid()))
        self._busy.set()  # importing torch can take a minute on a slow disk
        self._warm_up()
        self._busy.clear()
        while True:
            self.fulfil_next()

    def fulfil_next(self) -> None:
        """Wait for a job, do it and tell how it ended."""
        submit, watch = self._jobs.get()
        self._busy.set()
        event = self._final_event(submit, watch)
        if self._watches.get(submit.job) is watch:  # not that of a job that came meanwhile under the same name
            del self._watches[submit.job]
        self._channel.send(event)
        self._busy.clear()

    def _warm_up(self) -> None:
        with contextlib.suppress(Exception):  # the first job meets the same error and reports it
            self.artist()

    def artist(self) -> Artist:
        """The one artist of the process; made on first use, from whichever thread comes first."""
        with self._artist_lock:
            if self._artist is None:
                self._artist = self._make_artist()
            return self._artist

    def _final_event(self, submit: Submit, watch: JobWatch) -> Event:
        try:
            if self._artist is None:
                watch.loading("Starting the engine", 0.0)
            watch.stop_if_cancelled()
            return self.artist().fulfil(submit.job, submit.request, watch)
        except Cancelled:
            return Stopped(job=submit.job)
        except Exception as error:  # noqa: BLE001 - the edge of the process: every job ends in a sentence
            return failure_of(submit.job, error)

    # ------------------------------------------------------------------------------------------ other threads

    def _listen(self) -> None:
        try:
            while (message := read_message(self._channel.incoming, ToWorker)) is not None:
                self._receive(message)
        except (KnownError, OSError):
            pass  # the other end is not in order; ending lets it start afresh
        leave()

    def _receive(self, message: ToWorker) -> None:
        match message:
            case Submit():
                watch = self._watches[message.job] = JobWatch(message.job, self._channel.send)
                self._jobs.put((message, watch))
            case Cancel(job=job):
                if running := self._watches.get(job):
                    running.cancel()
            case Describe():
                threading.Thread(target=self._describe, name="description", daemon=True).start()

    def _describe(self) -> None:
        try:
            self._channel.send(self.artist().facts())
        except Exception as error:  # noqa: BLE001 - a question must not end the process
            self._channel.send(no_facts(failure_of(JobId(""), error)))

    def _beat(self) -> None:
        while True:
            self._busy.wait()
            self._channel.send(Alive())
            time.sleep(HEARTBEAT_S)


def no_facts(failure: Failed) -> EngineFacts:
    """What can be said when nothing works: why."""
    problem = f"{failure.what} {failure.remedy}"
    return EngineFacts(
        device="",
        device_name="",
        memory_bytes=0,
        free_bytes=0,
        threads=0,
        torch="",
        diffusers="",
        problems=(problem,),
    )


if __name__ == "__main__":
    main()
