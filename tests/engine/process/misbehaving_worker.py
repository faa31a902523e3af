"""A real engine process with an artist who does what the prompt says, also the worst. Torch-free, so it starts fast."""

import ctypes
import os
import signal
import sys
import threading

from PIL import Image

from charabook.engine.requests import Done, JobId, PanelRequest, Request
from charabook.engine.worker import serve
from charabook.engine.worker_messages import EngineFacts
from charabook.engine.worker_pipes import settle_in, take_pipes
from charabook.engine.worker_watch import JobWatch, png_of
from charabook.errors import BadInput, Cancelled

STEPS = 4


def square() -> Image.Image:
    return Image.new("RGB", (512, 256), "teal")


class MisbehavingArtist:
    def fulfil(self, job: JobId, request: Request, watch: JobWatch) -> Done:
        assert isinstance(request, PanelRequest)
        order, _, argument = request.prompt.text.partition(" ")
        getattr(self, order)(watch, argument)
        return Done(job=job, image_png=png_of(square()), width_px=512, height_px=256, notes=(str(os.getpid()),))

    def facts(self) -> EngineFacts:
        return EngineFacts(
            device="cpu",
            device_name="paper and pencil",
            memory_bytes=1,
            free_bytes=1,
            threads=1,
            torch="",
            diffusers="",
        )

    def draw(self, watch: JobWatch, _: str) -> None:
        watch.loading("Sharpening pencils", 0.5)
        for step in range(1, STEPS + 1):
            watch.stop_if_cancelled()
            watch.stepped("panel", step, STEPS, square)

    def wait(self, watch: JobWatch, _: str) -> None:
        """Step on until somebody cancels."""
        step = 0
        while not watch.is_cancelled():
            step += 1
            watch.stepped("panel", step, 1000, square)
            threading.Event().wait(0.005)
        raise Cancelled

    def ignore_cancel(self, watch: JobWatch, _: str) -> None:
        watch.stepped("panel", 1, 10, square)
        threading.Event().wait()

    def freeze(self, watch: JobWatch, _: str) -> None:
        """Stop every thread of the process, the heartbeat too."""
        os.kill(os.getpid(), signal.SIGSTOP)

    def complain(self, watch: JobWatch, _: str) -> None:
        raise BadInput("The fox is too big.", "Draw a smaller fox.")

    def trip(self, watch: JobWatch, _: str) -> None:
        raise ZeroDivisionError("over my own feet")

    def run_out_of_memory(self, watch: JobWatch, _: str) -> None:
        raise MemoryError

    def leave(self, watch: JobWatch, code: str) -> None:
        os._exit(int(code))

    def be_killed(self, watch: JobWatch, _: str) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def crash(self, watch: JobWatch, _: str) -> None:
        ctypes.string_at(0)

    def chatter(self, watch: JobWatch, _: str) -> None:
        """Print on every channel a library could print on."""
        sys.stdout.write("hello from Python\n")
        os.write(1, b"hello from C\n")
        os.system("echo hello from a child")
        os.write(2, b"x" * 100_000)


if __name__ == "__main__":
    os.write(1, b"a library greets before anything else\n")
    pipes = take_pipes()
    settle_in()
    serve(pipes, MisbehavingArtist)
