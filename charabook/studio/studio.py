"""The studio: one open book and everything that may be done to it. Headless: window and command line stand on it.

Threads. Any thread may call any verb: the project makes edits take turns and the queue guards itself. Verbs return
quickly, except those that take a `progress`. Listeners of the queue run on its thread and must return quickly.
Verbs that edit return `Changes`: what was touched, so that views know what to read again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from charabook.engine.client import EngineProcess
from charabook.engine.requests import Engine
from charabook.progress import SILENT, Progress
from charabook.queue import RenderQueue
from charabook.queue.job_folder import JobFolder
from charabook.story import parse, script_of
from charabook.story.script import Story
from charabook.studio.arranging import arrange, sheets_of
from charabook.studio.bringing import BringingDesk
from charabook.studio.clips import ClipDesk
from charabook.studio.drawing_desk import DrawingDesk
from charabook.studio.formats import DEFAULT_SIZE, book_size_mm, page_format_of
from charabook.studio.look_desk import LookDesk
from charabook.studio.output_kinds import OutputWish
from charabook.studio.outputs import OutputDesk
from charabook.studio.pages import PageMaker, Quality
from charabook.studio.picture_shelf import PictureShelf
from charabook.studio.recording import TakeRecorder
from charabook.studio.requesting import Requester
from charabook.studio.script_export import StoryTeller
from charabook.studio.script_import import ImportReport, import_story
from charabook.studio.take_desk import TakeDesk
from layouts.book import Book as LaidOutBook
from layouts.book import BookPage
from layouts.print.findings import Finding
from layouts.typefaces import FontShelf
from projects.changes import Changes
from projects.comparing import Comparison
from projects.editing import Edit
from projects.project import Project
from projects.reading import Reading
from projects.records import BOOK, AssetHash, Book, PageId
from projects.workplace import workplace_of

if TYPE_CHECKING:
    from charabook.studio.films import FilmDesk


class Studio:
    """One open book. Use `open` or `create`; close it, or use it in a `with` block.

    What concerns one kind of thing lies on a desk of its own: `drawing`, `takes`, `bringing`, `looks`, and so on.
    """

    def __init__(self, project: Project, engine: Callable[[], Engine] | None = None) -> None:
        workplace = workplace_of(project.path)
        self._pictures = PictureShelf(project, workplace / "pictures")
        self._project = project
        self.queue = RenderQueue(JobFolder(workplace / "queue"), engine or EngineProcess, TakeRecorder(project))
        """What waits to be drawn. A job is finished when its picture is in the book."""
        self.takes = TakeDesk(project, self.queue)
        self.bringing = BringingDesk(project)
        self.looks = LookDesk(project, self.queue)
        self.drawing = DrawingDesk(project, self.queue, self.looks)

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
        self.queue.close()
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

    def set_model(self, model: str) -> Changes:
        """Choose the model that pictures are made with from now on; empty for the demo model."""
        return self.edit("Choose a model", lambda edit: edit.update(Book, BOOK, model=model))

    # ------------------------------------------------------------------------------------------ story

    def import_script(
        self, script: str, source: str = "script", drawings: Mapping[str, bytes] | None = None
    ) -> Changes:
        """Make the book tell what `script` tells; what it leaves out at its top stays as the book has it.

        Raises `ScriptError` with every mistake; then nothing changed.
        """
        told = StoryTeller(self._project).top()
        return self.import_story(parse(script, source, told), script, drawings).changes

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
        return ClipDesk(self._project, self._pictures, self.queue)

    @cached_property
    def _fonts(self) -> FontShelf:
        return FontShelf.shipped()

    def _pages(self, quality: Quality) -> PageMaker:
        return PageMaker(self._project, self._pictures, self._fonts, quality)

    def _outputs(self) -> OutputDesk:
        return OutputDesk(self._pages(Quality.PRINT), self._fonts)
