"""The engine process takes its place: its own pipes, a bounded number of threads, and an end with its parent."""

import contextlib
import ctypes
import faulthandler
import os
import signal
import sys
import threading
from typing import BinaryIO

from charabook.engine.worker_messages import GREETING, frame_of

_PR_SET_PDEATHSIG = 1


class Channel:
    """The process's end of the two pipes. Any thread may send."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO) -> None:
        self.incoming = incoming
        self._outgoing = outgoing
        self._lock = threading.Lock()
        self._outgoing.write(GREETING)
        self._outgoing.flush()

    def send(self, message: object) -> None:
        """Write one message. If nobody reads any more, the process ends: there is no one left to work for."""
        frame = frame_of(message)
        try:
            with self._lock:
                self._outgoing.write(frame)
                self._outgoing.flush()
        except OSError:
            leave()


def leave() -> None:
    """End the process at once, without the slow farewell of a Python full of tensors."""
    os._exit(0)


def take_pipes() -> Channel:
    """Keep standard input and output for messages; whatever libraries print goes to the error log instead."""
    incoming = os.fdopen(os.dup(0), "rb", buffering=2**16)
    outgoing = os.fdopen(os.dup(1), "wb", buffering=2**16)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - exists there only

        for stream in (incoming, outgoing):
            msvcrt.setmode(stream.fileno(), os.O_BINARY)
    return Channel(incoming, outgoing)


def settle_in() -> None:
    """Prepare the process before torch is imported: crash traces, end with the parent, threads, no network."""
    faulthandler.enable(2)
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    os.environ.setdefault("OMP_NUM_THREADS", str(thread_count()))
    # Threads that wait by spinning make a picture 20 times slower as soon as another program wants a core.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")  # the same request gives the same pixels on CUDA
    os.environ.setdefault("PYTORCH_CUDA_ALLOC_CONF", "expandable_segments:True")
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    for name in ("HF_HUB_OFFLINE", "HF_HUB_DISABLE_TELEMETRY", "DIFFUSERS_OFFLINE", "TRANSFORMERS_OFFLINE"):
        os.environ[name] = "1"


def end_with_parent() -> None:
    """Let Linux end this process with its parent; elsewhere, and always, the end of the pipe does."""
    if not sys.platform.startswith("linux"):
        return
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)


def thread_count() -> int:
    """What OMP_NUM_THREADS says, or the physical cores that this process may use.

    Two threads on one core only wait for each other.
    """
    wanted = os.environ.get("OMP_NUM_THREADS", "")
    if wanted.isdigit() and int(wanted) > 0:
        return int(wanted)
    import psutil  # noqa: PLC0415 - not needed to start

    logical = psutil.cpu_count() or 1
    physical = psutil.cpu_count(logical=False) or logical
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else logical
    return max(1, min(physical, allowed))
