"""Drawing the panels of one book: what can be drawn, what ought to be, what it costs, and the way into the queue."""

from collections.abc import Callable, Iterable
from itertools import islice

from charabook.engine.requests import IdentityRequest, JobId, PanelRequest
from charabook.errors import BadInput
from charabook.queue import JobKind, RenderQueue
from charabook.studio.estimates import Estimate, needed_memory
from charabook.studio.look_desk import LookDesk
from charabook.studio.machine import machine_facts
from charabook.studio.pace import estimated_seconds, step_pixels
from charabook.studio.remaking import Remake, further_seeds, other_likenesses, remade
from charabook.studio.requesting import Asked, Requester
from charabook.studio.takes import is_stale, shown_take
from charabook.studio.titles import panel_titles
from projects.project import Project
from projects.records import LookId, Panel, PanelId, Take


class DrawingDesk:
    """Has panels drawn, behind the identities that they need."""

    def __init__(self, project: Project, queue: RenderQueue, looks: LookDesk) -> None:
        self._project = project
        self._queue = queue
        self._looks = looks

    # ------------------------------------------------------------------------------------------ what can be drawn

    def why_not(self, panel: PanelId) -> tuple[str, ...]:
        """Why a panel cannot be drawn now, in plain sentences; empty if it can."""
        record = self._project.get(Panel, panel)
        reasons = []
        if record.locked:
            reasons.append("The panel is locked.")
        described = record.setting or record.action or record.prompt or self._project.figures(panel)
        if not described:
            reasons.append("Nothing says what is to be seen: choose a setting or put a figure into the panel.")
        return tuple(reasons)

    def prompt_of(self, panel: PanelId) -> Asked:
        """What the model would be asked, with remarks about what it does not know."""
        return Requester(self._project).panel(panel)

    def panels_without_picture(self) -> tuple[PanelId, ...]:
        """The panels that can be drawn, are not queued and have no usable take."""
        queued = {job.subject for job in self._queue.jobs() if not job.state.is_over}
        return tuple(
            panel.id
            for panel in self._project.panels()
            if panel.id not in queued and not self.why_not(panel.id) and shown_take(self._project, panel) is None
        )

    def stale_panels(self) -> tuple[PanelId, ...]:
        """The panels whose picture was made from other words, regions or looks than they have now. Not locked ones."""
        return self.stale_among(panel.id for panel in self._project.panels())

    def stale_among(self, panels: Iterable[PanelId]) -> tuple[PanelId, ...]:
        """Which of these panels are stale: for who knows that nothing else has changed."""
        requester = Requester(self._project)
        found = (self._project.find(Panel, panel) for panel in panels)
        return tuple(panel.id for panel in found if panel is not None and self._is_stale(panel, requester))

    # ------------------------------------------------------------------------------------------ drawing

    def generate(self, panel: PanelId) -> JobId:
        """Queue a new take of a panel, behind the identities that it needs."""
        return self.generate_many([panel])[0]

    def generate_many(self, panels: Iterable[PanelId]) -> tuple[JobId, ...]:
        """Queue a new take for each panel. Identities that do not exist yet are drawn first."""
        wanted = [self._drawable(panel) for panel in panels]
        requester = Requester(self._project)
        self._looks.queue_missing(self._looks_in(panel.id for panel in wanted), requester)
        titles = panel_titles(self._project, (panel.id for panel in wanted))
        return tuple(self._queue_panel(requester, panel, titles[panel.id]) for panel in wanted)

    def generate_missing(self) -> tuple[JobId, ...]:
        """Queue every panel that has no picture yet."""
        return self.generate_many(self.panels_without_picture())

    def generate_stale(self) -> tuple[JobId, ...]:
        """Queue every panel whose picture no longer shows what the story says."""
        return self.generate_many(self.stale_panels())

    def generate_takes(self, panel: PanelId, count: int) -> tuple[JobId, ...]:
        """Queue `count` takes of a panel, each with another seed."""

        def others(request: PanelRequest) -> Iterable[Remake]:
            taken = {one.seed for one in self._project.takes(panel)}
            return (Remake(seed=seed) for seed in islice(further_seeds(request.sampling.seed, taken), count - 1))

        return self._generate_with(panel, others)

    def generate_likenesses(self, panel: PanelId) -> tuple[JobId, ...]:
        """Queue one take of a panel for each likeness, all with one seed: to be laid side by side."""
        if not self._looks_in([panel]):
            raise BadInput("Nobody of the cast is in this panel.", "Put a figure into it first.")
        return self._generate_with(panel, other_likenesses)

    def _generate_with(self, panel: PanelId, others: Callable[[PanelRequest], Iterable[Remake]]) -> tuple[JobId, ...]:
        """Queue a panel, and the same request made otherwise."""
        first = self.generate(panel)
        waiting = next(job for job in self._queue.jobs() if job.id == first)
        request = waiting.request
        if not isinstance(request, PanelRequest):
            return (first,)
        wanted = [remade(request, remake) for remake in others(request)]
        return (first, *(self._queue.add(JobKind.PANEL, panel, waiting.title, one) for one in wanted))

    # ------------------------------------------------------------------------------------------ what it will cost

    def estimate(self, panels: Iterable[PanelId]) -> Estimate:
        """What drawing these panels will cost, identities that must be drawn first included. Not for the GUI thread."""
        requester = Requester(self._project)
        drawable = [panel for panel in panels if not self.why_not(panel)]
        looks = self._looks.without_identity(self._looks_in(drawable), requester)
        wanted: list[PanelRequest | IdentityRequest] = [requester.panel(panel).request for panel in drawable]
        wanted += [requester.look(look) for look in looks]
        if not wanted:
            return Estimate(pictures=0, seconds=0.0)
        model = wanted[0].model
        largest = max(one.sampling.width_px * one.sampling.height_px for one in wanted)
        memory, fits = needed_memory(model, largest, machine_facts())
        seconds = estimated_seconds(self._project.every(Take), model, sum(map(step_pixels, wanted)))
        return Estimate(pictures=len(wanted), seconds=seconds, memory_bytes=memory, fits=fits)

    # ------------------------------------------------------------------------------------------ how

    def _drawable(self, panel: PanelId) -> Panel:
        reasons = self.why_not(panel)
        if reasons:
            raise BadInput(reasons[0], "Correct that and generate again.")
        return self._project.get(Panel, panel)

    def _looks_in(self, panels: Iterable[PanelId]) -> tuple[LookId, ...]:
        """Each look once, in the order in which they come up."""
        figures = (figure for panel in panels for figure in self._project.figures(panel))
        return tuple(dict.fromkeys(figure.look for figure in figures if figure.look is not None))

    def _queue_panel(self, requester: Requester, panel: Panel, title: str) -> JobId:
        variation = 0 if panel.seed is not None else len(self._project.takes(panel.id))
        request = requester.panel(panel.id, variation).request
        return self._queue.add(JobKind.PANEL, panel.id, title, request)

    def _is_stale(self, panel: Panel, requester: Requester) -> bool:
        take = shown_take(self._project, panel)
        if take is None or panel.locked or self.why_not(panel.id):
            return False
        return is_stale(take, requester.panel(panel.id).request)
