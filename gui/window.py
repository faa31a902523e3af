"""The main window: six modes in the middle, docks around them, one bar of modes, one line of status.

Only this module and `gui.app` wire parts together; every part gets what it needs in its constructor.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QShowEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from gui.actions import Actions
from gui.at_hand import AtHand
from gui.book_view import BookView
from gui.command_palette import CommandPalette, plain_name
from gui.commands import LAST_DOCK, add_commands, adopt_dock
from gui.desk import Desk
from gui.docks.docks import Docks
from gui.drawing_verbs import DrawingVerbs
from gui.fields import hand_over_typed
from gui.first_pictures import FirstPictures
from gui.memory import Memory
from gui.mode_bar import ModeBar
from gui.notices import Notice, NoticeBar
from gui.rooms import Mode, Rooms
from gui.said import in_our_words
from gui.selection_verbs import SelectionVerbs
from gui.status_line import StatusLine
from gui.team_verbs import TeamVerbs
from gui.theme import Theme
from gui.thumbnails import Thumbnails
from gui.wardrobe import wear
from projects.records import LetteringKind, LookId, PageId, PanelId, TakeId

if TYPE_CHECKING:
    from gui.canvas.paper_view import PaperView
    from gui.cast.cast_mode import CastMode
    from gui.export.export_mode import ExportMode
    from gui.films.film_room import FilmRoom
    from gui.pages.pages_mode import PagesMode
    from gui.story.story_mode import StoryMode


class MainWindow(QMainWindow):
    """One book in one window."""

    language_chosen = Signal(str)
    theme_chosen = Signal()
    open_asked = Signal()
    new_asked = Signal()
    sample_asked = Signal()
    checks_asked = Signal()
    closed = Signal()

    def __init__(self, desk: Desk, memory: Memory) -> None:
        super().__init__()
        self.setObjectName("window")
        self._memory = memory
        self.desk = desk
        self._has_come_back = False
        self.thumbnails = Thumbnails(desk.fetch, self)
        self.actions_ = Actions(self)
        self.notices = NoticeBar()
        self.rooms = Rooms(desk, self.thumbnails, memory, self)
        self.panels = self.rooms.panels
        self._lay_out()
        self.docks = Docks(self, desk, self.thumbnails, memory)
        self.book, self.inspector, self.shelf = self.docks.book, self.docks.inspector, self.docks.shelf
        self.takes, self.queue = self.docks.takes, self.docks.queue
        self.at_hand = AtHand(desk, self.rooms, self.docks, self.show_mode, self)
        self.drawing = DrawingVerbs(desk, self.panels, self.takes, self)
        self.team = TeamVerbs(desk, self)
        self.status = StatusLine(desk, self.statusBar())
        self.selection = SelectionVerbs(self.actions_, self.rooms, self)
        add_commands(self)
        self.bar = ModeBar(self.actions_, self.open_palette)
        self.addToolBar(self.bar)
        self._connect()
        self.retranslate()
        self.resize(1440, 900)
        geometry = memory.geometry()
        if geometry is not None:
            self.restoreGeometry(geometry)
        self.show_mode(Mode.PANELS)

    # ------------------------------------------------------------------ rooms that may still be empty

    @property
    def story(self) -> StoryMode:
        """Where the script is written."""
        return self.rooms.story

    @property
    def cast(self) -> CastMode:
        """Who plays."""
        return self.rooms.cast

    @property
    def pages(self) -> PagesMode:
        """The pages as they will be printed."""
        return self.rooms.pages

    @property
    def export(self) -> ExportMode:
        """What the book can become."""
        return self.rooms.export

    @property
    def films(self) -> FilmRoom:
        """The book as a film."""
        return self.rooms.films

    # ------------------------------------------------------------------ building

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notices)
        column.addWidget(self.rooms, 1)
        self.setCentralWidget(body)

    def _connect(self) -> None:
        self.rooms.furnished.connect(self._wire_room)
        self.docks.joined.connect(self._take_in)
        self.book.panel_chosen.connect(lambda panel: self.at_hand.show_panel(PanelId(panel)))
        self.book.page_chosen.connect(lambda page: self.at_hand.show_page(PageId(page)))
        self.takes.take_shown.connect(lambda take: self.panels.show_take(TakeId(take) if take else None))
        self.takes.take_shown.connect(self.inspector.show_take)
        self.takes.compare_asked.connect(self._compare)
        self.panels.take_chosen.connect(lambda take: self.takes.use(TakeId(take)))
        self.takes.vary_asked.connect(self.drawing.vary)
        self.takes.settings_asked.connect(self.drawing.ask_settings)
        self.panels.generate_asked.connect(self.drawing.generate)
        self.panels.page_asked.connect(lambda: self.pages.insert_page())  # noqa: PLW0108  its room may be empty
        self.panels.cancel_asked.connect(self.drawing.cancel_shown)
        self.panels.balloon_asked.connect(lambda figure: self.inspector.add_lettering(LetteringKind.BALLOON, figure))
        self.panels.facts_shown.connect(self.inspector.show_facts)
        self.panels.figures_chosen.connect(self.inspector.pick_figures)
        self.inspector.several.offer(self.selection)
        self.shelf.look_chosen.connect(lambda look: self.cast.show_look(LookId(look)))
        self.shelf.place_asked.connect(lambda look: self.panels.place(LookId(look)))
        self.queue.subject_chosen.connect(lambda panel: self.at_hand.open_panel(PanelId(panel)))
        self.desk.noticed.connect(self.tell)
        self.first_pictures = FirstPictures(self.desk, self.drawing.generate_empty, self)
        self.desk.book_changed.connect(self._show_book)
        self.desk.steps_changed.connect(self._show_steps)

    def _wire_room(self, mode: str, room: object) -> None:
        wires: dict[Mode, Callable[[Any], None]] = {
            Mode.CAST: self._wire_cast,
            Mode.PAGES: self._wire_pages,
            Mode.EXPORT: self._wire_export,
            Mode.FILM: self._wire_films,
        }
        if mode in wires:
            wires[Mode(mode)](room)

    def _wire_cast(self, cast: CastMode) -> None:
        cast.panel_opened.connect(lambda panel: self.at_hand.open_panel(PanelId(panel)))
        cast.panels_asked.connect(self.drawing.generate_panels)

    def _wire_pages(self, pages: PagesMode) -> None:
        pages.panel_picked.connect(lambda panel: self.at_hand.pick_panel(PanelId(panel)))
        pages.panel_opened.connect(lambda panel: self.at_hand.open_panel(PanelId(panel)))
        pages.lettering_picked.connect(self.inspector.pick_lettering)
        pages.letterings_selected.connect(self.at_hand.show_letterings)
        pages.page_shown.connect(self.book.select)
        self.selection.serve(Mode.PAGES, pages.letterings, pages.canvas)
        if self.at_hand.page is not None:
            pages.show_page(self.at_hand.page)

    def _wire_export(self, export: ExportMode) -> None:
        export.finding_chosen.connect(self.at_hand.show_finding)
        export.enlarge_asked.connect(self.drawing.enlarge_all)

    def _wire_films(self, films: FilmRoom) -> None:
        films.show_preview(is_large=False)
        self.docks.join(films.dock)

    def _take_in(self, dock: QDockWidget) -> None:
        adopt_dock(self, dock)
        self.actions_.put_behind("view", LAST_DOCK, f"dock {dock.objectName()}")

    # ------------------------------------------------------------------ words

    def changeEvent(self, event: QEvent) -> None:
        """Hear that the language changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.actions_.retranslate()
        self.selection.look()
        self.bar.retranslate()
        self.rooms.retranslate()
        self.docks.retranslate()
        self.status.retranslate()

    # ------------------------------------------------------------------ going places

    def mode(self) -> Mode:
        """The mode at hand."""
        return self.rooms.mode()

    def show_mode(self, mode: Mode) -> None:
        """Go to a mode; each remembers its docks."""
        if self.isVisible() and mode is self.mode():
            self.actions_[f"mode {mode}"].setChecked(True)
            return
        if self.isVisible():
            self.docks.keep(self.mode())
        focus = cast("QWidget | None", self.focusWidget())
        follows = focus is None or self.rooms.isAncestorOf(focus)
        self.docks.clear()
        self.rooms.enter(mode)
        if self.rooms.stands(Mode.FILM):
            self.films.show_preview(is_large=mode is Mode.FILM)
        self.actions_[f"mode {mode}"].setChecked(True)
        self.docks.arrange(mode)
        if follows:
            self.rooms.take_focus()

    def _compare(self, first: str, second: str) -> None:
        self.show_mode(Mode.PANELS)
        self.panels.compare_takes(TakeId(first), TakeId(second))

    # ------------------------------------------------------------------ doing things

    def generate_and_go_on(self) -> None:
        """Draw the panel at hand and go to the next."""
        self.drawing.generate()
        self.at_hand.open_next()

    def find_in_story(self) -> None:
        """Look for words in the script."""
        self.show_mode(Mode.STORY)
        self.story.find_bar.begin()

    def open_palette(self) -> None:
        """Find a command by name."""
        palette = CommandPalette((*self.actions_.every(), *self._tools()), self)
        palette.move(self.mapToGlobal(self.rect().center()) - palette.rect().center())
        palette.open()

    def _tools(self) -> list[QAction]:
        """What stands beside the canvas of the mode at hand and in no menu."""
        if self.mode() not in (Mode.PANELS, Mode.PAGES):
            return []
        tools = self.panels.tools if self.mode() is Mode.PANELS else self.pages.tools
        known = {plain_name(action) for action in self.actions_.every()}
        return [tool for tool in tools.actions() if plain_name(tool) not in known]

    def tell(self, notice: Notice) -> None:
        """Show a notice; one about a mistake of ours offers the diagnostics."""
        if notice.details and notice.act is None:
            notice = replace(notice, action=self.tr("Collect diagnostics…"), act=self.team.save_diagnostics)
        self.notices.show_notice(notice)

    def action(self, key: str) -> QAction:
        """An action by its key."""
        return self.actions_[key]

    def ask_settings(self) -> None:
        """Ask for what concerns the whole book."""
        from gui.book_settings import BookSettings  # noqa: PLC0415  dialogs are read when they open

        view = self.desk.view
        if view is not None:
            BookSettings(self.desk, view.book, self).open()

    def show_keys(self) -> None:
        """List every key."""
        from gui.keys import Keys  # noqa: PLC0415

        Keys(self.actions_.by_menu(), self.panels.tools.actions(), self).open()

    def show_about(self) -> None:
        """Say what this is, and which libraries it stands on."""
        from gui.about import About  # noqa: PLC0415

        About(self).open()

    def paper(self) -> PaperView:
        """The page, or else the panel, as it lies on the desk."""
        return self.pages.canvas if self.mode() is Mode.PAGES else self.panels.canvas

    def wear(self, theme: Theme) -> None:
        """Put on a palette, and remember it."""
        self._memory.theme = theme
        wear(theme)
        self.theme_chosen.emit()

    # ------------------------------------------------------------------ hearing things

    def _show_book(self, view: BookView) -> None:
        title = view.book.title or self.tr("Untitled book")
        path = self.desk.path
        self.setWindowTitle(f"{title} – {path.name}" if path is not None else title)
        if not self._has_come_back:
            self._has_come_back = True
            self._come_back(view)
        self.at_hand.keep_up(view)
        self.rooms.furnish()

    def _come_back(self, view: BookView) -> None:
        """Go to where the book was left, unless somebody has gone elsewhere already."""
        mode, panel = self._memory.place_in(self.desk.path) if self.desk.path is not None else ("", "")
        if panel in view.panels_by_id:
            self.at_hand.go_to_panel(PanelId(panel))
        if mode in set(Mode) and self.mode() is Mode.PANELS:
            self.show_mode(Mode(mode))

    def _show_steps(self, undo: str, redo: str) -> None:
        for key, step in (("undo", undo), ("redo", redo)):
            self.actions_[key].setEnabled(bool(step))
            self.actions_.add_detail(key, in_our_words(step))

    def showEvent(self, event: QShowEvent) -> None:
        """The docks get their sizes once more: a window that is resized before it is seen has forgotten them."""
        super().showEvent(event)
        if not event.spontaneous():
            QTimer.singleShot(0, self, lambda: self.docks.arrange(self.mode()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hand over what is being typed, and remember places; nothing else needs to be saved."""
        hand_over_typed()
        self._memory.keep_geometry(self.saveGeometry())
        if self.desk.path is not None:
            self._memory.keep_place(self.desk.path, self.mode(), self.panels.panel() or "")
        self.docks.keep(self.mode())
        if self.rooms.stands(Mode.FILM):
            self.films.finish()
        self.takes.clips.finish()
        self.thumbnails.finish()
        self.status.stop()
        super().closeEvent(event)
        self.closed.emit()
