"""One operating-system process of the engine, seen from outside: started, written to, listened to, ended."""

import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO, cast

from charabook.engine.engine_flag import ENGINE_FLAG
from charabook.engine.worker_messages import FromWorker, frame_of, read_message, skip_to_greeting
from charabook.errors import KnownError

"""First argument with which a frozen program starts itself as the engine process."""

LOG_LINES = 400
LOG_LINE_BYTES = 2000

Hear = Callable[["WorkerProcess", FromWorker | None], None]
"""Called from a reading thread with every message, and with None once when the process has ended."""


def worker_command() -> list[str]:
    """How this installation starts an engine process: with its own Python, or, frozen, with itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, ENGINE_FLAG]
    # -P: a file called torch.py in the current folder must not become our torch.
    return [sys.executable, "-P", "-m", "charabook.engine.worker"]


class WorkerProcess:
    """A running engine process.

    Start it from a thread that lives as long as the process may: Linux ends the process with the *thread* that
    started it. Raises OSError if the process cannot be started.
    """

    def __init__(self, command: Sequence[str], hear: Hear, *, environment: Mapping[str, str] | None = None) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter with fixed arguments
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(environment or {}),
            start_new_session=os.name == "posix",  # Ctrl-C in a terminal is for the program, which ends us in order
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._hear = hear
        self._hung = False
        self._frames: SimpleQueue[bytes | None] = SimpleQueue()
        self._lines: deque[str] = deque(maxlen=LOG_LINES)
        # Each pipe has a thread: a process that hangs must never block its owner.
        self._log_thread = self._start_thread(self._collect_log, "engine log")
        self._start_thread(self._write_frames, "engine writer")
        self._start_thread(self._read_messages, "engine reader")

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    def send(self, message: object) -> None:
        """Write one message; BadInput if it has no JSON form. Writing to an ended process is silently in vain."""
        self._frames.put(frame_of(message))

    def kill_hung(self) -> None:
        """End a process that does not answer any more; `hear(None)` follows."""
        self._hung = True
        self._process.kill()

    def end(self, grace_s: float = 0.5) -> None:
        """Close the pipe, so that the process ends by itself; kill it after `grace_s` seconds."""
        self._frames.put(None)
        try:
            self._process.wait(grace_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def log(self) -> str:
        """The last lines that the process and its libraries wrote."""
        return "\n".join(self._lines)

    def ending(self) -> str:
        """How the process ended, as the end of a sentence: "ended with code 3"."""
        code = self._process.poll()
        if self._hung or code is None:
            return "stopped answering"
        if code >= 0:
            return f"ended unexpectedly with code {code}"
        if -code == getattr(signal, "SIGKILL", 9):
            return "was ended by the system, most likely because memory ran out"
        return f"crashed ({_signal_name(-code)})"

    def _start_thread(self, work: Callable[[], None], name: str) -> threading.Thread:
        thread = threading.Thread(target=work, name=name, daemon=True)
        thread.start()
        return thread

    def _collect_log(self) -> None:
        stream = cast("BinaryIO", self._process.stderr)
        with stream:
            while line := stream.readline(LOG_LINE_BYTES):
                self._lines.append(line.decode("utf-8", "replace").rstrip())

    def _write_frames(self) -> None:
        stream = cast("BinaryIO", self._process.stdin)
        try:
            with stream:
                while (frame := self._frames.get()) is not None:
                    stream.write(frame)
                    stream.flush()
        except OSError:
            pass  # the process has ended; the reader sees it too and tells

    def _read_messages(self) -> None:
        stream = cast("BinaryIO", self._process.stdout)
        try:
            with stream:
                self._pass_on(stream)
        except (OSError, KnownError) as error:
            self._lines.append(f"engine pipe: {error}")
        self.end()
        self._log_thread.join(1.0)
        self._hear(self, None)

    def _pass_on(self, stream: BinaryIO) -> None:
        if not skip_to_greeting(stream):
            return
        while (message := read_message(stream, FromWorker)) is not None:
            self._hear(self, message)


def _environment(extra: Mapping[str, str]) -> dict[str, str]:
    home = str(Path(__file__).resolve().parents[2])
    paths = [home, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8", **extra}


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
