"""The render queue: jobs wait on disk, run one after the other, and survive a restart of the program."""

from charabook.queue.jobs import Job, JobKind, JobNews, JobState
from charabook.queue.render_queue import RenderQueue

__all__ = ["Job", "JobKind", "JobNews", "JobState", "RenderQueue"]
