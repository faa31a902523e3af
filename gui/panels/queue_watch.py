"""How far the picture of the panel at hand is, as the queue tells it."""

from PySide6.QtCore import QObject, Signal

from charabook.queue import Job, JobState
from gui.desk import Desk
from gui.panels.panel_at_hand import PanelAtHand
from gui.queue.job_words import JobWords

NEARLY = 0.999
"""A running job is never shown as done: that is for the queue to say."""


class QueueWatch(QObject):
    """Hears of all jobs and tells of one panel's."""

    coming, waiting, ended = Signal(), Signal(), Signal()
    stepped = Signal(str, float)
    """What is being done, and how much of it, 0 to 1."""
    previewed = Signal(bytes)
    """The picture so far, PNG."""

    def __init__(self, desk: Desk, hand: PanelAtHand, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._hand = hand
        self._words = JobWords(desk, self)
        desk.jobs_changed.connect(self.look)
        desk.wishes.changed.connect(self.look)
        desk.job_stepped.connect(self._follow)

    def look(self) -> None:
        """Find out what goes on for the panel at hand."""
        job = next((one for one in self._desk.jobs if one.subject == self._hand.id and not one.state.is_over), None)
        if self._desk.wishes.concern(self._hand.id):
            self.coming.emit()
        elif job is None:
            self.ended.emit()
        elif job.state is JobState.RUNNING:
            self._follow(job)
        else:
            self.waiting.emit()

    def _follow(self, job: Job) -> None:
        if job.subject != self._hand.id:
            return
        self.stepped.emit(self._words.state_of(job), min(job.done, NEARLY))
        if job.preview_png is not None:
            self.previewed.emit(job.preview_png)
