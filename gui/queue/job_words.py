"""What the queue says of a job: what it makes, and how far it is."""

from PySide6.QtCore import QObject

from charabook.engine.requests import PanelRequest
from charabook.queue import Job, JobKind, JobState
from gui.desk import Desk
from gui.places import place_name
from gui.said import in_our_words, what_and_remedy
from projects.records import LookId, PanelId, TakeId

PICTURE_STAGE = "panel"
"""What the engine calls the picture itself, as against the identities in it."""
IDENTITY_STAGE = "identity of "
"""How the engine's name of an identity begins; then come the words of the look, which nobody calls anybody by."""


class JobWords(QObject):
    """Speaks the language of the moment."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    def title_of(self, job: Job) -> str:
        """What a job makes, in the language of the moment."""
        view = self._desk.view
        if job.kind is JobKind.LOOK:
            name = view.look_name(LookId(job.subject)) if view is not None else ""
            return self.tr("Identity of {name}").format(name=name)
        take = view.takes_by_id.get(TakeId(job.subject)) if view is not None else None
        panel = take.panel if job.kind is JobKind.UPSCALE and take is not None else PanelId(job.subject)
        where = self._say_panel(panel)
        if job.kind is JobKind.CLIP:
            return self.tr("Moving: {where}").format(where=where)
        return self.tr("Enlarge: {where}").format(where=where) if job.kind is JobKind.UPSCALE else where

    def _say_panel(self, panel: PanelId | None) -> str:
        view = self._desk.view
        said = place_name(view, panel) if view is not None and panel is not None else ""
        return said or self.tr("A panel")

    def state_of(self, job: Job) -> str:
        """How far a job is, or why it is no further."""
        if job.state is JobState.RUNNING:
            return self._say_stage(job)
        if job.state is JobState.FAILED:
            return self.hint_of(job)
        names = {
            JobState.WAITING: self.tr("Waits"),
            JobState.CANCELLED: self.tr("Cancelled"),
            JobState.FINISHED: self.tr("Done"),
        }
        return names[job.state]

    def _say_stage(self, job: Job) -> str:
        if job.stage == PICTURE_STAGE or (job.stage and job.kind is JobKind.LOOK):
            return self.tr("Is being drawn")
        look = _whose_identity(job)
        if look is not None and self._desk.view is not None:
            return self.tr("Identity of {name}").format(name=self._desk.view.look_name(look))
        return in_our_words(job.stage) or self.tr("Beginning")

    @staticmethod
    def hint_of(job: Job) -> str:
        """What happened to a job, and what to do; empty while nothing did."""
        return what_and_remedy(job.what, job.remedy)


def _whose_identity(job: Job) -> LookId | None:
    """The look whose features are made on the way to a panel's picture."""
    figures = job.request.figures if isinstance(job.request, PanelRequest) else ()
    words = job.stage.removeprefix(IDENTITY_STAGE)
    is_one = job.stage.startswith(IDENTITY_STAGE)
    found = (one.identity for one in figures if is_one and one.identity.character.startswith(words))
    return next((LookId(identity.look_id) for identity in found), None)
