"""Watches the render queue until it is done, with bars or, where nobody watches, a line for each picture."""

import time
from dataclasses import dataclass, field

from charabook.cli.screen import Screen, ScreenProgress
from charabook.queue import Job, JobState
from charabook.studio import Studio

_LOOK_S = 0.2
_NOW = "now"


@dataclass(slots=True)
class Tally:
    """How the jobs ended: titles of finished ones, and why the others failed."""

    finished: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    def reasons(self) -> dict[str, list[str]]:
        """The failed titles by the reason that they share."""
        grouped: dict[str, list[str]] = {}
        for title, why in self.failed.items():
            grouped.setdefault(why, []).append(title)
        return grouped


def tell_failures(tally: Tally, screen: Screen) -> None:
    """Say what was not done and why, each reason once."""
    for why, titles in tally.reasons().items():
        what = titles[0] if len(titles) == 1 else f"{titles[0]} and {len(titles) - 1} more"
        screen.say(f"Not done: {what}. {why}", style="red")


def draw(studio: Studio, screen: Screen, stage: str = "Pictures") -> Tally:
    """Work on everything that waits in the queue. Ctrl-C leaves the rest for the next time."""
    total = sum(not job.state.is_over for job in studio.queue.jobs())
    tally, began = Tally(), time.monotonic()
    if not total:
        return tally
    with screen.bars() as bars:
        watcher = _Watcher(screen, bars, tally, stage, total)
        stop_listening = studio.queue.listen(watcher.hear)
        bars.advance(stage, 0, total)
        studio.queue.start()
        while not studio.queue.wait(_LOOK_S):
            pass
        stop_listening()
        bars.hide(_NOW)
    tally.seconds = time.monotonic() - began
    return tally


@dataclass(slots=True)
class _Watcher:
    """Hears of jobs on the queue's thread and moves the bars."""

    screen: Screen
    bars: ScreenProgress
    tally: Tally
    stage: str
    total: int

    def hear(self, job: Job) -> None:
        if job.state is JobState.RUNNING:
            title = f"  {job.title}: {job.stage}" if job.stage and job.stage != job.title else f"  {job.title}"
            self.bars.show(_NOW, round(job.done * 100), 100, title)
        elif job.state is JobState.FINISHED:
            self.tally.finished.append(job.title)
            self._line(f"  drawn: {job.title}")
        elif job.state is JobState.FAILED:
            self.tally.failed[job.title] = f"{job.what} {job.remedy}"
        if job.state.is_over:
            over = len(self.tally.finished) + len(self.tally.failed)
            self.bars.advance(self.stage, over, max(self.total, over))

    def _line(self, words: str) -> None:
        if not self.screen.is_live:
            self.screen.say(words)
