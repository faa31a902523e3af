"""The render queue: jobs wait on disk, run one after the other, and survive a restart of the program."""

from charabook.queue.jobs import Job, JobKind, JobState
from charabook.queue.render_queue import RenderQueue

__all__ = ["Job", "JobKind", "JobState", "RenderQueue"]
