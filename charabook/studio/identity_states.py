"""Finds out how it stands with the identity of a look."""

from collections.abc import Iterable

from charabook.queue.jobs import Job, JobKind
from charabook.studio.identities import IdentityStanding, IdentityState
from charabook.studio.requesting import Requester
from charabook.studio.takes import identity_take, is_stale
from projects import records
from projects.reading import Reading
from projects.records import LookId


def identity_state(project: Reading, jobs: Iterable[Job], look: LookId) -> IdentityState:
    """Whether a look's identity is missing, being made, ready, or made from something else than the look now says."""
    if any(job.kind is JobKind.LOOK and job.subject == look and not job.state.is_over for job in jobs):
        return IdentityState(standing=IdentityStanding.BUILDING)
    take = identity_take(project, project.get(records.Look, look))
    if take is None:
        return IdentityState(standing=IdentityStanding.NONE)
    if is_stale(take, Requester(project).look(look)):
        return IdentityState(
            standing=IdentityStanding.STALE, reason="The look, its drawing, or the model has changed since it was made."
        )
    return IdentityState(standing=IdentityStanding.READY)
