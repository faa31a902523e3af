"""The studio: one open book and everything that may be done to it. Headless: window and command line stand on it.

Threads. Any thread may call any verb: the project makes edits take turns and the queue guards itself. Verbs return
quickly, except those that take a `progress`. Listeners are called on the queue's thread (see `listen`).
Verbs that edit return `Changes`: what was touched, so that views know what to read again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Self

from charabook.engine.client import EngineProcess
from charabook.engine.requests import Box, ClipRequest, Engine, IdentityRequest, JobId, PanelRequest, UpscaleRequest
from charabook.errors import BadInput
from charabook.progress import SILENT, Progress
from charabook.queue import Job, JobKind, JobNews, RenderQueue
from charabook.queue.job_folder import JobFolder
from charabook.story import parse, script_of
from charabook.story.script import Story
from charabook.studio.arranging import arrange, sheets_of
from charabook.studio.clips import ClipDesk
from charabook.studio.cropping import cropped
from charabook.studio.estimates import Estimate, needed_memory
from charabook.studio.extras import SEED, with_extras
from charabook.studio.formats import DEFAULT_SIZE, book_size_mm, page_format_of
from charabook.studio.identities import IdentityState
from charabook.studio.identity_states import identity_state
from charabook.studio.machine import MachineFacts, machine_facts
from charabook.studio.models import AREA, GUIDANCE, STEPS
from charabook.studio.output_kinds import OutputWish
from charabook.studio.outputs import OutputDesk
from charabook.studio.pace import estimated_seconds
from charabook.studio.pages import PageMaker, Quality
from charabook.studio.picture_shelf import PictureShelf
from charabook.studio.recording import TakeRecorder
from charabook.studio.remaking import Drawable, Remake, further_seeds, remade
from charabook.studio.requesting import Asked, Requester
from charabook.studio.script_export import StoryTeller
from charabook.studio.script_import import ImportReport, import_story
from charabook.studio.seeds import SEED_LIMIT
from charabook.studio.takes import identity_take, is_stale, panels_with, request_of, shown_take
from layouts.book import Book as LaidOutBook
from layouts.book import BookPage
from layouts.print.findings import Finding
from layouts.typefaces import FontShelf
from projects.changes import NOTHING, Changes
from projects.comparing import Comparison
from projects.editing import Edit
from projects.project import Project
from projects.reading import Reading
from projects.records import (
    BOOK,
    AssetHash,
    Book,
    Character,
    Look,
    LookId,
    PageId,
    Panel,
    PanelId,
    Rating,
    Take,
    TakeId,
)
from projects.workplace import workplace_of

if TYPE_CHECKING:
    from charabook.studio.films import FilmDesk

Listener = Callable[[JobNews], None]


class Studio:
    """One open book. Use `open` or `create`; close it, or use it in a `with` block."""

    def __init__(self, project: Project, engine: Callable[[], Engine] | None = None) -> None:
        self._project = project
        workplace = workplace_of(project.path)
        self._pictures = PictureShelf(project, workplace / "pictures")
        self._queue = RenderQueue(JobFolder(workplace / "queue"), engine or EngineProcess, TakeRecorder(project))

    # ------------------------------------------------------------------------------------------ begin and end

    @classmethod
    def open(
        cls, path: Path, *, person: str = "", engine: Callable[[], Engine] | None = None, progress: Progress = SILENT
    ) -> Self:
        """Open a project file. Raises KnownError if it cannot be: missing, newer, damaged, open elsewhere."""
        return cls(Project.open(path, person=person, progress=progress), engine)

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        title: str = "",
        size: str = DEFAULT_SIZE,
        person: str = "",
        engine: Callable[[], Engine] | None = None,
    ) -> Self:
        """Begin a new book in a file that does not exist yet."""
        width, height = book_size_mm(size)
        book = Book(title=title, page_format=size, trim_width_mm=width, trim_height_mm=height)
        return cls(Project.create(path, book, person=person), engine)

    def close(self) -> None:
        """Stop drawing (unfinished jobs wait for the next time) and leave the project. Nothing is lost."""
        self._queue.close()
        self._project.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ------------------------------------------------------------------------------------------ reading

    @property
    def path(self) -> Path:
        """The shared file."""
        return self._project.path

    @property
    def project(self) -> Project:
        """The open project itself, for its own verbs: versions, conflicts, light copies."""
        return self._project

    def records(self) -> Reading:
        """Every record of the book, for reading."""
        return self._project

    def asset(self, sha256: AssetHash) -> bytes:
        """The bytes of a stored picture."""
        return self._project.asset(sha256)

    def notices(self) -> tuple[str, ...]:
        """What the user should know about how the book was opened."""
        return self._project.notices

    # ------------------------------------------------------------------------------------------ editing

    def edit(self, label: str, gesture: Callable[[Edit], object]) -> Changes:
        """One gesture of the user's: all of it happens or nothing, and one undo takes it back."""
        with self._project.gesture(label) as edit:
            gesture(edit)
        return edit.changes

    def undo(self) -> Changes:
        """Take the last gesture back."""
        return self._project.undo()

    def redo(self) -> Changes:
        """Do again what was undone last."""
        return self._project.redo()

    def undo_labels(self) -> tuple[str, str]:
        """What undo and redo would do, as their menu entries say it; empty for nothing."""
        undo, redo = self._project.next_undo(), self._project.next_redo()
        return undo.label if undo else "", redo.label if redo else ""

    def set_size(self, size: str) -> Changes:
        """Give the book another page size."""
        width, height = book_size_mm(size)
        return self.edit(
            "Change the page size",
            lambda edit: edit.update(Book, BOOK, page_format=size, trim_width_mm=width, trim_height_mm=height),
        )

    def set_seed(self, seed: int) -> Changes:
        """Give the book another seed: pictures made from now on differ, those that are there stay."""
        stored = with_extras(self._project.book().settings_json, **{SEED: seed})
        return self.edit("Change the seed", lambda edit: edit.update(Book, BOOK, settings_json=stored))

    def set_model(self, model: str) -> Changes:
        """Choose the model that pictures are made with from now on; empty for the demo model."""
        return self.edit("Choose a model", lambda edit: edit.update(Book, BOOK, model=model))

    def set_sampling(self, *, steps: int = 0, guidance: float | None = None, area_px: int = 0) -> Changes:
        """Choose steps, guidance and the area of pictures; what is left out is the model's own again."""
        own = {STEPS: steps or None, GUIDANCE: guidance, AREA: area_px or None}
        stored = with_extras(self._project.book().settings_json, **own)
        return self.edit("Change the sampling", lambda edit: edit.update(Book, BOOK, settings_json=stored))

    # ------------------------------------------------------------------------------------------ story

    def import_script(
        self, script: str, source: str = "script", drawings: Mapping[str, bytes] | None = None
    ) -> Changes:
        """Make the book tell what `script` tells. Raises `ScriptError` with every mistake; then nothing changed."""
        return self.import_story(parse(script, source), script, drawings).changes

    def import_story(self, story: Story, script: str = "", drawings: Mapping[str, bytes] | None = None) -> ImportReport:
        """The same for a story that is read already; says panel by panel what was kept."""
        size = story.format or self._project.book().page_format or DEFAULT_SIZE
        width, height = book_size_mm(size)
        with self._project.gesture("Import the story") as edit:
            report = import_story(self._project, story, script, drawings)
            edit.update(Book, BOOK, trim_width_mm=width, trim_height_mm=height)
        return replace(report, changes=edit.changes)

    def script(self) -> str:
        """The book as a story script."""
        return script_of(StoryTeller(self._project).story())

    # ------------------------------------------------------------------------------------------ takes

    def choose_take(self, take: TakeId) -> Changes:
        """Let a take stand for its panel, or for its look."""
        record = self._project.get(Take, take)
        if record.panel is not None:
            panel = record.panel
            return self.edit("Use this take", lambda edit: edit.update(Panel, panel, chosen_take=take))
        look = record.look
        if look is None:
            return NOTHING
        return self.edit("Use this identity", lambda edit: edit.update(Look, look, identity_take=take))

    def rate_take(self, take: TakeId, rating: Rating) -> Changes:
        """Star or reject a take, or take that back. Rejected takes are hidden, never deleted."""
        return self.edit("Rate a take", lambda edit: edit.update(Take, take, rating=rating))

    def use_drawing(self, look: LookId, picture: bytes, mask_png: bytes | None = None) -> Changes:
        """Let a drawing define a look; with a mask, only its white part is the figure."""

        def gesture(edit: Edit) -> None:
            mask = edit.add_asset(mask_png) if mask_png else None
            edit.update(Look, look, reference_asset=edit.add_asset(picture), mask_asset=mask)

        return self.edit("Use a drawing", gesture)

    def crop_identity(self, look: LookId, box: Box) -> Changes:
        """Let a part of the picture that defines a look define it from now on: of its drawing, else of its identity."""
        record = self._project.get(Look, look)
        take = identity_take(self._project, record)
        asset = record.reference_asset or (take.asset if take is not None else None)
        if asset is None:
            raise BadInput("This look has no picture yet.", "Make its identity first, or give it a drawing.")
        mask = self._project.asset(record.mask_asset) if record.reference_asset and record.mask_asset else None
        picture = cropped(self._project.asset(asset), box)
        return self.use_drawing(look, picture, cropped(mask, box) if mask is not None else None)

    # ------------------------------------------------------------------------------------------ drawing

    def start_drawing(self) -> None:
        """Begin to work on the queue; what waits from the last time comes first."""
        self._queue.start()

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

    def generate(self, panel: PanelId) -> JobId:
        """Queue a new take of a panel, behind the identities that it needs."""
        return self.generate_many([panel])[0]

    def generate_many(self, panels: Iterable[PanelId]) -> tuple[JobId, ...]:
        """Queue a new take for each panel. Identities that do not exist yet are drawn first."""
        wanted = [self._drawable(panel) for panel in panels]
        requester = Requester(self._project)
        for look in dict.fromkeys(look for panel in wanted for look in self._looks_in(panel.id)):
            if not self._has_identity(look, requester):
                self._make_identity(requester, look, 0)
        return tuple(self._queue_panel(requester, panel) for panel in wanted)

    def generate_missing(self) -> tuple[JobId, ...]:
        """Queue every panel that has no picture yet."""
        return self.generate_many(self.panels_without_picture())

    def generate_stale(self) -> tuple[JobId, ...]:
        """Queue every panel whose picture no longer shows what the story says."""
        return self.generate_many(self.stale_panels())

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

    def panels_with(self, look: LookId) -> tuple[PanelId, ...]:
        """The panels in which a look appears."""
        return panels_with(self._project, look)

    def make_identity(self, look: LookId) -> JobId:
        """Queue an identity picture of a look; a further one gets another seed."""
        made = len(self._project.takes_of_look(look))
        return self._make_identity(Requester(self._project), look, made)

    def rebuild_identity(self, look: LookId) -> JobId:
        """Queue the identity picture of a look again from what the look now says, with the seed that it has."""
        return self._make_identity(Requester(self._project), look, 0)

    def identity_state(self, look: LookId) -> IdentityState:
        """Whether the identity of a look is made, being made, missing or stale, and why."""
        return identity_state(self._project, self._queue.jobs(), look)

    def regenerate(self, take: TakeId) -> JobId:
        """Queue a take again from what is stored with it: the same machine gives the same pixels."""
        record = self._project.get(Take, take)
        return self._queue_again(record, self._readable_request(record))

    def vary(self, take: TakeId) -> JobId:
        """Queue a take again with another seed."""
        record = self._project.get(Take, take)
        request = self._readable_request(record)
        seed = (request.sampling.seed + len(self._siblings(record))) % SEED_LIMIT
        return self._queue_again(record, remade(request, Remake(seed=seed)))

    def vary_many(self, take: TakeId, count: int) -> tuple[JobId, ...]:
        """Queue a take again `count` times, each time with a seed that no take of its kind has yet."""
        record = self._project.get(Take, take)
        request = self._readable_request(record)
        seeds = islice(further_seeds(request.sampling.seed, {one.seed for one in self._siblings(record)}), count)
        return tuple(self._queue_again(record, remade(request, Remake(seed=seed))) for seed in seeds)

    def remake(self, take: TakeId, remake: Remake) -> JobId:
        """Queue a take again with other settings."""
        record = self._project.get(Take, take)
        return self._queue_again(record, remade(self._readable_request(record), remake))

    def generate_takes(self, panel: PanelId, count: int) -> tuple[JobId, ...]:
        """Queue `count` takes of a panel, each with another seed."""
        first = self.generate(panel)
        waiting = next(job.request for job in self._queue.jobs() if job.id == first)
        if not isinstance(waiting, PanelRequest):
            return (first,)
        record = self._drawable(panel)
        taken = {one.seed for one in self._project.takes(panel)}
        seeds = islice(further_seeds(waiting.sampling.seed, taken), count - 1)
        title = self._panel_title(record)
        return (
            first,
            *(self._queue.add(JobKind.PANEL, panel, title, remade(waiting, Remake(seed=seed))) for seed in seeds),
        )

    def upscale(self, take: TakeId) -> JobId:
        """Queue a take to be enlarged four times for print."""
        record = self._project.get(Take, take)
        if record.asset is None:
            raise BadInput("This take has no picture.", "Generate the panel again.")
        request = UpscaleRequest(image=self._project.asset(record.asset))
        return self._queue.add(JobKind.UPSCALE, take, f"{self._title_of(record)}, enlarged", request)

    def upscale_missing(self) -> tuple[JobId, ...]:
        """Queue every shown take that was not enlarged yet."""
        shown = [shown_take(self._project, panel) for panel in self._project.panels()]
        return tuple(self.upscale(take.id) for take in shown if take and not self._project.take_edits(take.id))

    def machine(self) -> MachineFacts:
        """What draws here, and how much of its memory is free now."""
        return machine_facts()

    def estimate_s(self, panel: PanelId) -> float | None:
        """About how many seconds a panel will take, from the takes made so far; None before there are any."""
        request = Requester(self._project).panel(panel).request
        size = request.sampling.width_px * request.sampling.height_px * request.sampling.steps
        return estimated_seconds(self._project.every(Take), request.model, size)

    def estimate(self, panels: Iterable[PanelId]) -> Estimate:
        """What drawing these panels will cost, identities that must be drawn first included. Not for the GUI thread."""
        requester = Requester(self._project)
        drawable = [panel for panel in panels if not self.why_not(panel)]
        looks = dict.fromkeys(look for panel in drawable for look in self._looks_in(panel))
        wanted: list[PanelRequest | IdentityRequest] = [requester.panel(panel).request for panel in drawable]
        wanted += [requester.look(look) for look in looks if not self._has_identity(look, requester)]
        if not wanted:
            return Estimate(pictures=0, seconds=0.0)
        model = wanted[0].model
        sizes = [one.sampling.width_px * one.sampling.height_px for one in wanted]
        work = sum(pixels * one.sampling.steps for pixels, one in zip(sizes, wanted, strict=True))
        memory, fits = needed_memory(model, max(sizes), machine_facts())
        seconds = estimated_seconds(self._project.every(Take), model, work)
        return Estimate(pictures=len(wanted), seconds=seconds, memory_bytes=memory, fits=fits)

    # ------------------------------------------------------------------------------------------ queue

    def jobs(self) -> tuple[Job, ...]:
        """All jobs in the order in which they run."""
        return self._queue.jobs()

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Hear of everything that happens to jobs; call the result to stop.

        The listener runs on the queue's thread and must return quickly. The news of a finished job carries the
        `Changes` of recording it as `outcome`.
        """
        return self._queue.listen(listener)

    def cancel(self, job: JobId) -> None:
        """Stop a job within one step."""
        self._queue.cancel(job)

    def retry(self, job: JobId) -> None:
        """Let a failed or cancelled job wait again."""
        self._queue.retry(job)

    def dismiss(self, job: JobId) -> None:
        """Forget a failed or cancelled job."""
        self._queue.dismiss(job)

    def move(self, job: JobId, index: int) -> None:
        """Give a waiting job another place."""
        self._queue.move(job, index)

    def pause(self) -> None:
        """Begin no further job."""
        self._queue.pause()

    def resume(self) -> None:
        """Go on after a pause."""
        self._queue.resume()

    def is_paused(self) -> bool:
        """Whether no further job is begun."""
        return self._queue.is_paused()

    def wait_for_jobs(self, timeout_s: float | None = None) -> bool:
        """Wait until nothing waits or runs; False after `timeout_s`."""
        return self._queue.wait(timeout_s)

    # ------------------------------------------------------------------------------------------ pages and outputs

    def page(self, page: PageId, language: str = "") -> BookPage:
        """A composed page for the screen; `composition.problems` lists what its author should look at."""
        return self._pages(Quality.SCREEN).page(page, language)

    def remarks(self) -> tuple[str, ...]:
        """What will not be as the story asks: words that the model does not know, templates that are not there."""
        requester = Requester(self._project)
        said = [note for panel in self._project.panels() for note in requester.panel(panel.id).notes]
        sheets = sheets_of(self._project.pages(), page_format_of(self._project.book()))
        for page in self._project.pages():
            said.extend(arrange(self._project, page, sheets[page.id][1]).notes)
        return tuple(dict.fromkeys(said))

    def book(self, language: str = "") -> LaidOutBook:
        """The whole edition for print; pages are composed when they are asked for."""
        return self._pages(Quality.PRINT).book(language)

    def preflight(self, preset: str, language: str = "", progress: Progress = SILENT) -> tuple[Finding, ...]:
        """What stands in the way of printing with a preset."""
        return self._outputs().preflight(preset, language, progress)

    def write_preflight_report(self, findings: Sequence[Finding], preset: str, target: Path) -> None:
        """Write what a preflight found as a PDF that can be mailed."""
        self._outputs().write_preflight_report(findings, preset, target)

    def export(self, wish: OutputWish, progress: Progress = SILENT) -> Path:
        """Write one output; nothing half-written is left if that fails."""
        return self._outputs().write(wish, progress)

    @cached_property
    def films(self) -> "FilmDesk":
        """Films of the book: timelines, frames to look at, the author's wishes, files."""
        from charabook.studio.films import FilmDesk  # noqa: PLC0415 - reads what only films need

        workplace = workplace_of(self._project.path)
        return FilmDesk(self._project, self._pages(Quality.PRINT), self._pictures, workplace)

    # ------------------------------------------------------------------------------------------ team

    def publish(self, progress: Progress = SILENT) -> Changes:
        """Save to the shared file, merging what teammates saved meanwhile."""
        return self._project.publish(progress)

    def is_published(self) -> bool:
        """Whether the shared file holds everything."""
        return self._project.is_published()

    def compare(self, path: Path, progress: Progress = SILENT) -> Comparison:
        """What merging another copy would bring."""
        return self._project.compare(path, progress)

    def merge(self, path: Path, progress: Progress = SILENT) -> Changes:
        """Bring another copy's edits in. Nothing is dropped; `project.conflicts()` lists what both changed."""
        return self._project.merge(path, progress)

    # ------------------------------------------------------------------------------------------ how

    @cached_property
    def clips(self) -> ClipDesk:
        """Moving takes: made from panels, measured, shown frame by frame."""

        def title_of(panel: PanelId) -> str:
            return self._panel_title(self._project.get(Panel, panel))

        return ClipDesk(self._project, self._pictures, self._queue.add, title_of)

    @cached_property
    def _fonts(self) -> FontShelf:
        return FontShelf.shipped()

    def _pages(self, quality: Quality) -> PageMaker:
        return PageMaker(self._project, self._pictures, self._fonts, quality)

    def _outputs(self) -> OutputDesk:
        return OutputDesk(self._pages(Quality.PRINT), self._fonts)

    def _drawable(self, panel: PanelId) -> Panel:
        reasons = self.why_not(panel)
        if reasons:
            raise BadInput(reasons[0], "Correct that and generate again.")
        return self._project.get(Panel, panel)

    def _looks_in(self, panel: PanelId) -> list[LookId]:
        return [figure.look for figure in self._project.figures(panel) if figure.look is not None]

    def _queue_panel(self, requester: Requester, panel: Panel) -> JobId:
        variation = 0 if panel.seed is not None else len(self._project.takes(panel.id))
        request = requester.panel(panel.id, variation).request
        return self._queue.add(JobKind.PANEL, panel.id, self._panel_title(panel), request)

    def _make_identity(self, requester: Requester, look: LookId, variation: int) -> JobId:
        return self._queue.add(JobKind.LOOK, look, self._look_title(look), requester.look(look, variation))

    def _has_identity(self, look: LookId, requester: Requester) -> bool:
        take = identity_take(self._project, self._project.get(Look, look))
        return take is not None and not is_stale(take, requester.look(look))

    def _is_stale(self, panel: Panel, requester: Requester) -> bool:
        take = shown_take(self._project, panel)
        if take is None or panel.locked or self.why_not(panel.id):
            return False
        return is_stale(take, requester.panel(panel.id).request)

    def _readable_request(self, take: Take) -> Drawable:
        request = request_of(take)
        if not isinstance(request, Drawable):
            raise BadInput("This take does not say how it was made.", "Generate its panel anew.")
        return request

    def _queue_again(self, take: Take, request: Drawable) -> JobId:
        title = self._title_of(take)
        if isinstance(request, ClipRequest):
            return self._queue.add(JobKind.CLIP, take.panel or "", f"clip of {title}", request)
        kind = JobKind.PANEL if take.panel else JobKind.LOOK
        return self._queue.add(kind, take.panel or take.look or "", title, request)

    def _siblings(self, take: Take) -> tuple[Take, ...]:
        if take.panel is not None:
            return self._project.takes(take.panel)
        return self._project.takes_of_look(take.look) if take.look else ()

    def _title_of(self, take: Take) -> str:
        panel = self._project.find(Panel, take.panel) if take.panel else None
        if panel is not None:
            return self._panel_title(panel)
        return self._look_title(take.look) if take.look else "a picture"

    def _panel_title(self, panel: Panel) -> str:
        """ "panel 2 of page 4" """
        number = 1
        for page in self._project.pages():
            if page.id == panel.page:
                among = [one.id for one in self._project.panels(page.id)]
                where = f"pages {number}-{number + 1}" if page.spread else f"page {number}"
                return f"panel {among.index(panel.id) + 1} of {where}" if len(among) > 1 else where
            number += 2 if page.spread else 1
        return "a panel"

    def _look_title(self, look: LookId) -> str:
        record = self._project.find(Look, look)
        character = self._project.find(Character, record.character) if record else None
        if record is None or character is None:
            return "identity"
        first = self._project.looks(character.id)[0].id == look
        return f"identity of {character.name}" if first else f"identity of {character.name} ({record.name})"
