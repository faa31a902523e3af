"""The takes of one book: choose, rate, make again, vary, enlarge."""

from itertools import islice

from charabook.engine.requests import ClipRequest, JobId, PanelRequest, UpscaleRequest
from charabook.errors import BadInput
from charabook.queue import JobKind, RenderQueue
from charabook.studio.remaking import Drawable, Remake, further_seeds, other_likenesses, remade
from charabook.studio.seeds import SEED_LIMIT
from charabook.studio.takes import request_of, shown_take
from charabook.studio.titles import take_title
from projects.changes import NOTHING, Changes
from projects.project import Project
from projects.records import Look, Panel, Rating, Take, TakeId


class TakeDesk:
    """What may be done to a take. None is ever deleted."""

    def __init__(self, project: Project, queue: RenderQueue) -> None:
        self._project = project
        self._queue = queue

    # ------------------------------------------------------------------------------------------ judging

    def choose(self, take: TakeId) -> Changes:
        """Let a take stand for its panel, or for its look."""
        record = self._project.get(Take, take)
        if record.panel is not None:
            with self._project.gesture("Use this take") as edit:
                edit.update(Panel, record.panel, chosen_take=take)
            return edit.changes
        if record.look is None:
            return NOTHING
        with self._project.gesture("Use this identity") as edit:
            edit.update(Look, record.look, identity_take=take)
        return edit.changes

    def rate(self, take: TakeId, rating: Rating) -> Changes:
        """Star or reject a take, or take that back. Rejected takes are hidden, never deleted."""
        with self._project.gesture("Rate a take") as edit:
            edit.update(Take, take, rating=rating)
        return edit.changes

    # ------------------------------------------------------------------------------------------ making again

    def regenerate(self, take: TakeId) -> JobId:
        """Queue a take again from what is stored with it: the same machine gives the same pixels."""
        record = self._project.get(Take, take)
        return self._queue_again(record, _readable_request(record))

    def vary(self, take: TakeId) -> JobId:
        """Queue a take again with another seed."""
        record = self._project.get(Take, take)
        seed = (_readable_request(record).sampling.seed + len(self._siblings(record))) % SEED_LIMIT
        return self.remake(take, Remake(seed=seed))

    def vary_many(self, take: TakeId, count: int) -> tuple[JobId, ...]:
        """Queue a take again `count` times, each time with a seed that no take of its kind has yet."""
        record = self._project.get(Take, take)
        taken = {one.seed for one in self._siblings(record)}
        seeds = islice(further_seeds(_readable_request(record).sampling.seed, taken), count)
        return tuple(self.remake(take, Remake(seed=seed)) for seed in seeds)

    def remake(self, take: TakeId, remake: Remake) -> JobId:
        """Queue a take again with other settings."""
        record = self._project.get(Take, take)
        return self._queue_again(record, remade(_readable_request(record), remake))

    def compare_likenesses(self, take: TakeId) -> tuple[JobId, ...]:
        """Queue a take's request in every other likeness, with its own seed; what was made before is not made again."""
        record = self._project.get(Take, take)
        request = _readable_request(record)
        if not isinstance(request, PanelRequest) or not request.figures:
            raise BadInput("Nobody of the cast is in this picture.", "Choose a take that shows somebody.")
        known = {request_of(one) for one in self._siblings(record)}
        known |= {job.request for job in self._queue.jobs() if not job.state.is_over}
        wanted = [one for one in (remade(request, how) for how in other_likenesses(request)) if one not in known]
        if not wanted:
            raise BadInput("This take is there gently, balanced and firmly.", "Compare the takes in the strip.")
        return tuple(self._queue_again(record, one) for one in wanted)

    def upscale(self, take: TakeId) -> JobId:
        """Queue a take to be enlarged four times for print."""
        record = self._project.get(Take, take)
        if record.asset is None:
            raise BadInput("This take has no picture.", "Generate the panel again.")
        request = UpscaleRequest(image=self._project.asset(record.asset))
        return self._queue.add(JobKind.UPSCALE, take, f"{take_title(self._project, record)}, enlarged", request)

    def upscale_missing(self) -> tuple[JobId, ...]:
        """Queue every shown take that was not enlarged yet."""
        shown = [shown_take(self._project, panel) for panel in self._project.panels()]
        return tuple(self.upscale(take.id) for take in shown if take and not self._project.take_edits(take.id))

    def _queue_again(self, take: Take, request: Drawable) -> JobId:
        title = take_title(self._project, take)
        if isinstance(request, ClipRequest):
            return self._queue.add(JobKind.CLIP, take.panel or "", f"clip of {title}", request)
        kind = JobKind.PANEL if take.panel else JobKind.LOOK
        return self._queue.add(kind, take.panel or take.look or "", title, request)

    def _siblings(self, take: Take) -> tuple[Take, ...]:
        if take.panel is not None:
            return self._project.takes(take.panel)
        return self._project.takes_of_look(take.look) if take.look else ()


def _readable_request(take: Take) -> Drawable:
    request = request_of(take)
    if not isinstance(request, Drawable):
        raise BadInput("This take does not say how it was made.", "Generate its panel anew.")
    return request
