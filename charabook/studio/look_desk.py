"""The looks of one book: what defines each of them, and the identity pictures made from that."""

from charabook.engine.requests import Box, JobId
from charabook.errors import BadInput
from charabook.queue import JobKind, RenderQueue
from charabook.studio.cropping import cropped
from charabook.studio.identities import IdentityState
from charabook.studio.identity_states import identity_state
from charabook.studio.requesting import Requester
from charabook.studio.takes import identity_take, is_stale
from charabook.studio.titles import look_title
from projects.changes import Changes
from projects.project import Project
from projects.records import Look, LookId


class LookDesk:
    """Defines looks and has their identities drawn."""

    def __init__(self, project: Project, queue: RenderQueue) -> None:
        self._project = project
        self._queue = queue

    # ------------------------------------------------------------------------------------------ definition

    def use_drawing(self, look: LookId, picture: bytes, mask_png: bytes | None = None) -> Changes:
        """Let a drawing define a look; with a mask, only its white part is the figure."""
        with self._project.gesture("Use a drawing") as edit:
            mask = edit.add_asset(mask_png) if mask_png else None
            edit.update(Look, look, reference_asset=edit.add_asset(picture), mask_asset=mask)
        return edit.changes

    def crop(self, look: LookId, box: Box) -> Changes:
        """Let a part of the picture that defines a look define it from now on: of its drawing, else of its identity."""
        record = self._project.get(Look, look)
        take = identity_take(self._project, record)
        asset = record.reference_asset or (take.asset if take is not None else None)
        if asset is None:
            raise BadInput("This look has no picture yet.", "Make its identity first, or give it a drawing.")
        mask = self._project.asset(record.mask_asset) if record.reference_asset and record.mask_asset else None
        picture = cropped(self._project.asset(asset), box)
        return self.use_drawing(look, picture, cropped(mask, box) if mask is not None else None)

    # ------------------------------------------------------------------------------------------ identity

    def make_identity(self, look: LookId) -> JobId:
        """Queue an identity picture of a look; a further one gets another seed."""
        return self._queue_identity(Requester(self._project), look, len(self._project.takes_of_look(look)))

    def rebuild_identity(self, look: LookId) -> JobId:
        """Queue the identity picture of a look again from what the look now says, with the seed that it has."""
        return self._queue_identity(Requester(self._project), look, 0)

    def queue_missing(self, looks: tuple[LookId, ...], requester: Requester) -> None:
        """Queue the identities of those that have none, or one that is stale."""
        for look in self.without_identity(looks, requester):
            self._queue_identity(requester, look, 0)

    def without_identity(self, looks: tuple[LookId, ...], requester: Requester) -> tuple[LookId, ...]:
        """Which of these looks have no identity, or one that is stale."""
        return tuple(look for look in looks if not self._has_identity(look, requester))

    def identity_state(self, look: LookId) -> IdentityState:
        """Whether the identity of a look is made, being made, missing or stale, and why."""
        return identity_state(self._project, self._queue.jobs(), look)

    def _has_identity(self, look: LookId, requester: Requester) -> bool:
        take = identity_take(self._project, self._project.get(Look, look))
        return take is not None and not is_stale(take, requester.look(look))

    def _queue_identity(self, requester: Requester, look: LookId, variation: int) -> JobId:
        title = look_title(self._project, look)
        return self._queue.add(JobKind.LOOK, look, title, requester.look(look, variation))
