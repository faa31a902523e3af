"""What waits in the queue, and how it is written down."""

from dataclasses import dataclass, replace
from enum import StrEnum

from charabook.engine.requests import JobId, Request


class JobKind(StrEnum):
    """What a job makes; `subject` is the id of that panel, look or take. A clip is a moving take of a panel."""

    PANEL = "panel"
    LOOK = "look"
    UPSCALE = "upscale"
    CLIP = "clip"


class JobState(StrEnum):
    """How far a job is. Finished jobs leave the queue; failed and cancelled ones stay until they are dismissed."""

    WAITING = "waiting"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens by itself."""
        return self in (JobState.FINISHED, JobState.FAILED, JobState.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One picture to be made. `id` also becomes the id of its take, so no job is ever recorded twice.

    `place` orders the queue; `title` says in words what is made; `stage`, `done` (0..1) and `preview_png` tell how far
    a running job is; `what` and `remedy` why a failed one failed.
    """

    id: JobId
    kind: JobKind
    subject: str
    title: str
    request: Request
    place: float = 0.0
    state: JobState = JobState.WAITING
    stage: str = ""
    done: float = 0.0
    preview_png: bytes | None = None
    what: str = ""
    remedy: str = ""

    def waiting_again(self) -> "Job":
        """The same job as if it had never been tried."""
        return replace(self, state=JobState.WAITING, stage="", done=0.0, preview_png=None, what="", remedy="")
