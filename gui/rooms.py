"""The middle of the window: a room for each mode.

The room in which a book opens stands at once. The others are furnished when somebody enters them, or a moment after
the book has come up, whichever is earlier: what they need of other parts of the house is imported on the studio's
thread, and each is read and built in turns of the event loop of its own. So the window answers long before everything
in it has been read from the disk.

The classes of widgets are made on the window's own thread only. PySide forgets now and then what it knows of a class
that another thread makes while this one is at work, and the first widget of that class ends the process.

Rooms are children of this stack from their first widget on: whatever comes under another parent is dressed anew with
all that is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from gui.attention import Attention
from gui.desk import Desk
from gui.memory import Memory
from gui.panels.panels_mode import PanelsMode
from gui.thumbnails import Thumbnails

if TYPE_CHECKING:
    from gui.cast.cast_mode import CastMode
    from gui.export.export_mode import ExportMode
    from gui.films.film_room import FilmRoom
    from gui.pages.pages_mode import PagesMode
    from gui.story.story_mode import StoryMode

R = TypeVar("R")


class Mode(StrEnum):
    """What the middle of the window is for."""

    STORY = "story"
    CAST = "cast"
    PANELS = "panels"
    PAGES = "pages"
    EXPORT = "export"
    FILM = "film"


MODULES = {
    Mode.PAGES: ("gui.canvas.page_canvas", "gui.pages.pages_mode"),
    Mode.CAST: ("gui.cast.look_form", "gui.cast.picture_choice", "gui.cast.cast_mode"),
    Mode.STORY: ("gui.story.script_highlighter", "gui.story.story_mode"),
    Mode.EXPORT: ("gui.export.export_mode",),
    Mode.FILM: (
        *("gui.films.projection", "gui.films.reel", "gui.films.timeline_view", "gui.films.film_dock"),
        *("gui.films.film_mode", "gui.films.make_move", "gui.films.film_room"),
    ),
}
"""What is read for a room, each in a turn of its own, the rooms that are entered most in front."""
READ_AHEAD = {
    Mode.PAGES: (
        *("charabook.studio.formats", "layouts.arranging", "layouts.book", "layouts.frames"),
        *("layouts.painter", "layouts.problems", "layouts.templates"),
    ),
    Mode.CAST: ("charabook.studio.mask_boxes", "PIL.ImageOps"),
    Mode.STORY: ("charabook.story.parser",),
    Mode.EXPORT: ("layouts.print.findings", "layouts.print.presets"),
    Mode.FILM: (
        *("charabook.studio.clip_drawings", "charabook.studio.extras", "charabook.studio.film_pages"),
        *("layouts.motion.direction", "layouts.motion.shots"),
    ),
}
"""What a room needs of the rest of the house, and what takes nearly all of the time: no class of Qt is among it."""


class Rooms(QStackedWidget):
    """Hands over the room of a mode, furnished by then."""

    furnished = Signal(str, object)
    """A `Mode`, and its room, which has just been built and waits to be wired."""
    completed = Signal()
    """Every room stands."""

    def __init__(self, desk: Desk, thumbnails: Thumbnails, memory: Memory, window: QMainWindow) -> None:
        super().__init__(window)
        self._desk = desk
        self._thumbnails = thumbnails
        self._window = window
        self._doors: dict[Mode, Callable[[], object]] = {
            Mode.STORY: lambda: self.story,
            Mode.CAST: lambda: self.cast,
            Mode.PANELS: lambda: self.panels,
            Mode.PAGES: lambda: self.pages,
            Mode.EXPORT: lambda: self.export,
            Mode.FILM: lambda: self.films,
        }
        self._places: dict[Mode, QWidget] = {}
        self._is_furnishing = False
        self._words: list[Attention] = []
        self.panels = PanelsMode(desk, memory)
        self.panels.setFocusProxy(self.panels.canvas)
        self._place(Mode.PANELS, self.panels, self.panels.retranslate)

    @cached_property
    def story(self) -> StoryMode:
        """Where the script is written."""
        from gui.story.story_mode import StoryMode  # noqa: PLC0415  rooms are read when they are entered: see above

        room = StoryMode(self._desk, self)
        return self._open(Mode.STORY, room, room, room.retranslate)

    @cached_property
    def cast(self) -> CastMode:
        """Who plays."""
        from gui.cast.cast_mode import CastMode  # noqa: PLC0415

        room = CastMode(self._desk, self._thumbnails, self)
        return self._open(Mode.CAST, room, room, room.retranslate)

    @cached_property
    def pages(self) -> PagesMode:
        """The pages as they will be printed."""
        from gui.pages.pages_mode import PagesMode  # noqa: PLC0415

        room = PagesMode(self._desk, self)
        return self._open(Mode.PAGES, room, room, room.retranslate)

    @cached_property
    def export(self) -> ExportMode:
        """What the book can become."""
        from gui.export.export_mode import ExportMode  # noqa: PLC0415

        room = ExportMode(self._desk, self)
        return self._open(Mode.EXPORT, room, room, room.retranslate)

    @cached_property
    def films(self) -> FilmRoom:
        """The book as a film; its timeline is a dock."""
        from gui.films.film_room import FilmRoom  # noqa: PLC0415

        room = FilmRoom(self._desk, self._window, self)
        room.retranslate()
        return self._open(Mode.FILM, room, room.mode, room.mode.retranslate)

    def enter(self, mode: Mode) -> None:
        """Show the room of a mode."""
        self._doors[mode]()
        self.setCurrentWidget(self._places[mode])
        self.updateGeometry()

    def take_focus(self) -> None:
        """The keyboard goes to where the work of the room that is seen is done."""
        seen = self.currentWidget()
        if seen is not None:
            seen.setFocus(Qt.FocusReason.OtherFocusReason)

    def parts(self) -> tuple[QWidget, ...]:
        """What the keyboard can go on to in the room that is seen."""
        seen = self.currentWidget()
        if self.mode() is Mode.STORY:
            return self.story.parts()
        return (seen,) if seen is not None else ()

    def minimumSizeHint(self) -> QSize:
        """Room for the room that is seen: one that needs more shall not push the docks of others off small screens."""
        seen = self.currentWidget()
        return seen.minimumSizeHint() if seen is not None else super().minimumSizeHint()

    def mode(self) -> Mode:
        """The mode whose room is shown."""
        return next(mode for mode, room in self._places.items() if room is self.currentWidget())

    def stands(self, mode: Mode) -> bool:
        """Whether a room has been furnished."""
        return mode in self._places

    def furnish(self) -> None:
        """Furnish what is still empty, one room after the other, without holding anybody up."""
        mode = next((mode for mode in MODULES if not self.stands(mode)), None)
        if mode is not None and not self._is_furnishing:
            self._is_furnishing = True
            # Importing waits its turn among the verbs, and the window goes on meanwhile.
            self._desk.ask(
                lambda _: list(map(import_module, READ_AHEAD[mode])), lambda _: self._read(mode, MODULES[mode])
            )

    def retranslate(self) -> None:
        """Say everything in the language of the moment: at once in the room that is seen, in others when they are."""
        for words in self._words:
            words.call()

    def _read(self, mode: Mode, modules: Sequence[str]) -> None:
        if not modules:
            self._furnish_one(mode)
            return
        import_module(modules[0])
        QTimer.singleShot(0, self, lambda: self._read(mode, modules[1:]))

    def _furnish_one(self, mode: Mode) -> None:
        self._is_furnishing = False
        self._doors[mode]()
        if all(self.stands(one) for one in MODULES):
            self.completed.emit()
        self.furnish()

    def _open(self, mode: Mode, room: R, place: QWidget, retranslate: Callable[[], None]) -> R:
        self._place(mode, place, retranslate)
        self.furnished.emit(mode, room)
        return room

    def _place(self, mode: Mode, place: QWidget, retranslate: Callable[[], None]) -> None:
        self.addWidget(place)
        self._places[mode] = place
        self._words.append(Attention(place, retranslate))
