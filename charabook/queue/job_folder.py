"""The queue on disk: one small file per job, each written whole or not at all."""

import contextlib
import json
import logging
from pathlib import Path

from charabook.engine.requests import JobId
from charabook.engine.wire import request_from_json, request_to_json
from charabook.errors import BadInput, Unavailable
from charabook.queue.jobs import Job, JobKind, JobState
from charabook.whole_file import write_for_good

_log = logging.getLogger(__name__)

FORMAT = 1
_SUFFIX = ".job"


class JobFolder:
    """Keeps jobs in a folder of this machine's application data."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self) -> list[Job]:
        """All jobs in order; a job that was running waits again. Files that cannot be read are set aside."""
        jobs = [job for path in sorted(self._folder.glob(f"*{_SUFFIX}")) if (job := self._read(path))]
        return sorted(jobs, key=lambda job: (job.place, job.id))

    def write(self, job: Job) -> None:
        """Keep a job. Raises `Unavailable` if the disk does not take it."""
        tree = {
            "format": FORMAT,
            "kind": job.kind,
            "subject": job.subject,
            "title": job.title,
            "place": job.place,
            "state": job.state,
            "what": job.what,
            "remedy": job.remedy,
            "request": request_to_json(job.request),
        }
        try:
            write_for_good(self._path(job.id), json.dumps(tree).encode())
        except OSError as error:
            raise Unavailable(
                f"The queue cannot be kept in {self._folder} ({error.strerror}).",
                "Free some space on that disk, then try again.",
            ) from error

    def remove(self, job: JobId) -> None:
        """Forget a job; it may be gone already."""
        with contextlib.suppress(OSError):
            self._path(job).unlink(missing_ok=True)

    def _path(self, job: JobId) -> Path:
        return self._folder / f"{job}{_SUFFIX}"

    def _read(self, path: Path) -> Job | None:
        try:
            tree = json.loads(path.read_bytes())
            if tree["format"] != FORMAT:
                return None  # a newer program's job: left for that program
            state = JobState(tree["state"])
            return Job(
                id=JobId(path.stem),
                kind=JobKind(tree["kind"]),
                subject=str(tree["subject"]),
                title=str(tree["title"]),
                place=float(tree["place"]),
                state=JobState.WAITING if state is JobState.RUNNING else state,
                what=str(tree["what"]),
                remedy=str(tree["remedy"]),
                request=request_from_json(tree["request"]),
            )
        except (OSError, ValueError, KeyError, TypeError, BadInput) as error:
            _log.warning("the queued job %s cannot be read: %s", path.name, error)
            with contextlib.suppress(OSError):
                path.rename(path.with_suffix(".unreadable"))
            return None
