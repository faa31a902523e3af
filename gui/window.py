"""The main window: six modes in the middle, docks around them, one bar of actions, one line of status.

Only this module and `gui.app` wire parts together; every part gets what it needs in its constructor.
"""

from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QLabel,
    QMainWindow,
    QProgressBar,
    QSizePolicy,
    QStackedWidget,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from charabook.queue import Job, JobState
from gui import signs
from gui.about import About
from gui.actions import Actions
from gui.book_settings import BookSettings
from gui.book_view import BookView
from gui.command_palette import DOCK, CommandPalette
from gui.desk import Desk
from gui.docks.book_dock import BookDock
from gui.docks.cast_shelf import CastShelf
from gui.docks.dock_title import DockTitle
from gui.docks.inspector import Inspector
from gui.docks.queue_dock import QueueDock
from gui.docks.takes_dock import TakesDock
from gui.drawing_verbs import DrawingVerbs
from gui.films.film_room import FilmRoom
from gui.memory import Memory
from gui.modes.cast_mode import CastMode
from gui.modes.export_mode import ExportMode
from gui.modes.pages_mode import PagesMode
from gui.modes.panels_mode import PanelsMode
from gui.modes.story_mode import StoryMode
from gui.notices import Notice, NoticeBar
from gui.presence import REFRESH_S, Presence, Visitor
from gui.said import in_our_words
from gui.status_line import MachineLabel
from gui.team_verbs import TeamVerbs
from gui.theme import Theme, wear
from gui.thumbnails import Thumbnails
from projects.records import LetteringKind, LookId, PageId, PanelId, Rating, TakeId


class Mode(StrEnum):
    """What the middle of the window is for."""

    STORY = "story"
    CAST = "cast"
    PANELS = "panels"
    PAGES = "pages"
    EXPORT = "export"
    FILM = "film"


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
        self._desk = desk
        self._memory = memory
        self._published = True
        self._presence = Presence(desk.path) if desk.path is not None else None
        self._people_timer = QTimer(self)
        self._people_timer.setInterval(round(1000 * REFRESH_S))
        self._people_timer.timeout.connect(self._look_for_people)
        self.thumbnails = Thumbnails(desk.fetch, self)
        self.actions_ = Actions(self)
        self._make_parts()
        self._make_docks()
        self.drawing = DrawingVerbs(desk, self.panels, self.takes, self)
        self.team = TeamVerbs(desk, self)
        self._make_actions()
        self._make_bars()
        self._connect()
        self.retranslate()
        self.resize(1440, 900)
        geometry = memory.geometry()
        if geometry is not None:
            self.restoreGeometry(geometry)
        self.show_mode(Mode.PANELS)

    # ------------------------------------------------------------------ building

    def _make_parts(self) -> None:
        desk, thumbnails = self._desk, self.thumbnails
        self.notices = NoticeBar()
        self.story, self.cast = StoryMode(desk), CastMode(desk, thumbnails)
        self.panels, self.pages, self.export = PanelsMode(desk), PagesMode(desk), ExportMode(desk)
        self.films = FilmRoom(desk, self)
        self.middle = QStackedWidget()
        for part in (self.story, self.cast, self.panels, self.pages, self.export, self.films.mode):
            self.middle.addWidget(part)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notices)
        column.addWidget(self.middle, 1)
        body = QWidget()
        body.setLayout(column)
        self.setCentralWidget(body)

    def _make_docks(self) -> None:
        desk, thumbnails = self._desk, self.thumbnails
        self.book, self.inspector = BookDock(desk, thumbnails), Inspector(desk)
        self.shelf, self.takes = CastShelf(desk, thumbnails), TakesDock(desk, thumbnails)
        self.queue = QueueDock(desk)
        self.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        self.setDockOptions(QMainWindow.DockOption.AllowTabbedDocks | QMainWindow.DockOption.AllowNestedDocks)
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self.book)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.inspector)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.shelf)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.takes)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.queue)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.films.dock)
        self.splitDockWidget(self.takes, self.queue, Qt.Orientation.Horizontal)
        for dock in self.docks():
            dock.setTitleBarWidget(DockTitle(dock))
            dock.setFeatures(
                QDockWidget.DockWidgetFeature.DockWidgetMovable | QDockWidget.DockWidgetFeature.DockWidgetClosable
            )

    @property
    def desk(self) -> Desk:
        """The book that lies open in this window."""
        return self._desk

    def docks(self) -> tuple[QDockWidget, ...]:
        """What stands around the middle."""
        return self.book, self.inspector, self.shelf, self.takes, self.queue, self.films.dock

    def _make_actions(self) -> None:
        add = self.actions_.add
        for number, mode in enumerate(Mode, start=1):
            action = add(f"mode {mode}", f"Ctrl+{number}", partial(self.show_mode, mode), sign=mode.value)
            self.actions_.make_exclusive(action)
        drawing, team = self.drawing, self.team
        add("generate", "Ctrl+Return", drawing.generate, sign="spark")
        add("generate next", "Ctrl+Shift+Return", self.generate_and_go_on)
        add("generate four", "", lambda: drawing.generate_many_takes(4))
        add("generate empty", "", drawing.generate_empty)
        add("generate stale", "", drawing.generate_stale)
        add("generate chapter", "", drawing.generate_chapter)
        add("make move", "", lambda: self.films.make_move(self.panels.panel()))
        add("cancel", "Shift+Esc", self.queue.cancel_current)
        add("pause", "", self.queue.toggle_pause)
        add("enlarge", "", drawing.enlarge_all)
        add("identity from take", "", drawing.identity_from_take)
        add("undo", "Ctrl+Z", self._desk.undo, sign="undo")
        add("redo", "Ctrl+Shift+Z", self._desk.redo, sign="redo")
        add("palette", "Ctrl+K", self.open_palette, sign="search")
        add("new", "Ctrl+N", self.new_asked.emit)
        add("open", "Ctrl+O", self.open_asked.emit)
        add("sample", "", self.sample_asked.emit)
        add("publish", "Ctrl+S", team.publish, sign="save")
        add("version", "", team.save_version)
        add("versions", "", team.show_versions)
        add("settings", "Ctrl+,", self._ask_settings)
        add("merge", "", team.ask_for_copy)
        add("recovered", "", team.show_recovered)
        add("light copy", "", team.save_light_copy)
        add("check", "", self.checks_asked.emit)
        add("diagnostics", "", team.save_diagnostics)
        add("about", "", lambda: About(self).open())
        add("close", "Ctrl+W", self.close)
        add("export film", "", self.films.ask_export)
        add("play film", "", self.films.reel.toggle_play)
        add("fit", "Ctrl+0", self._fit, sign="fit")
        add("light", "", lambda: self._wear(Theme.LIGHT))
        add("dark", "", lambda: self._wear(Theme.DARK))
        add("system", "", lambda: self._wear(Theme.SYSTEM))
        add("english", "", lambda: self.language_chosen.emit("en"))
        add("japanese", "", lambda: self.language_chosen.emit("ja"))
        for dock in self.docks():
            dock.toggleViewAction().setData(DOCK)
            self.actions_.adopt(f"dock {dock.objectName()}", dock.toggleViewAction())
        self._make_canvas_actions()

    def _make_canvas_actions(self) -> None:
        """Single keys work while the canvas or the takes have the focus, never in a text field."""
        keys = (
            ("next take", "]", lambda: self.takes.step(1)),
            ("previous take", "[", lambda: self.takes.step(-1)),
            ("use take", "Return", self.takes.use),
            ("star take", ".", lambda: self.takes.rate(Rating.STAR)),
            ("reject take", "X", lambda: self.takes.rate(Rating.REJECT)),
        )
        for key, shortcut, act in keys:
            action = self.actions_.add(key, shortcut, act)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.removeAction(action)
            for widget in (self.panels.canvas, self.takes.list):
                widget.addAction(action)
        for key, action in (
            ("clean", self.panels.clean_action),
            ("masks", self.panels.mask_action),
            ("balloon", self.panels.balloon_action),
        ):
            self.actions_.adopt(key, action)

    def _make_bars(self) -> None:
        self.bar = QToolBar()
        self.bar.setObjectName("modes")
        self.bar.setMovable(False)
        self.bar.setIconSize(QSize(20, 18))
        self.bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for mode in Mode:
            self.bar.addAction(self.actions_[f"mode {mode}"])
        stretch = QWidget()
        stretch.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.bar.addWidget(stretch)
        for key in ("undo", "redo"):
            self.bar.addAction(self.actions_[key])
            button = self.bar.widgetForAction(self.actions_[key])
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)  # type: ignore[attr-defined]
        self.finder = QToolButton()
        self.finder.setProperty("finder", True)
        self.finder.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.finder.setIconSize(QSize(15, 15))
        self.finder.clicked.connect(self.open_palette)
        signs.give(self.finder, "search")
        self.bar.addWidget(self.finder)
        self.addToolBar(self.bar)
        self.saved, self.busy, self.engine, self.people = QLabel(), QLabel(), QLabel(), QLabel()
        self.memory_left = QLabel()
        self.machine = MachineLabel(self._desk, self.memory_left)
        self.busy_bar = QProgressBar()
        self.busy_bar.setTextVisible(False)
        self.busy_bar.setFixedWidth(110)
        self.busy_bar.setRange(0, 1000)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addWidget(self.saved)
        for widget in (self.busy, self.busy_bar, self.people, self.memory_left, self.engine):
            self.statusBar().addPermanentWidget(widget)
        self._make_menus()

    def _make_menus(self) -> None:
        takes = ("use take", "star take", "reject take", "next take", "previous take")
        modes = tuple(f"mode {mode}" for mode in Mode)
        docks = tuple(f"dock {dock.objectName()}" for dock in self.docks())
        menus: dict[str, tuple[str, ...]] = {
            "book": (
                "new",
                "open",
                "sample",
                "",
                "settings",
                "",
                "publish",
                "version",
                "versions",
                "",
                "merge",
                "recovered",
                "light copy",
                "",
                "export film",
                "",
                "close",
            ),
            "edit": ("undo", "redo", "", "palette"),
            "draw": (
                "generate",
                "generate next",
                "generate four",
                "",
                "generate empty",
                "generate stale",
                "generate chapter",
                "enlarge",
                "",
                "make move",
                "",
                "pause",
                "cancel",
            ),
            "take": (*takes, "", "identity from take", "balloon"),
            "view": (*modes, "", *docks, "", "fit", "clean", "masks", "", "light", "dark", "system"),
            "language": ("english", "japanese"),
            "help": ("check", "diagnostics", "", "about"),
        }
        for key, names in menus.items():
            self.actions_.add_menu(self.menuBar(), key, names)
        generate = [
            self.actions_[key]
            for key in ("generate next", "generate four", "generate empty", "generate stale", "generate chapter")
        ]
        self.panels.bar.offer(generate)

    def _connect(self) -> None:
        self.book.panel_chosen.connect(lambda panel: self.show_panel(PanelId(panel)))
        self.book.page_chosen.connect(lambda page: self.show_page(PageId(page)))
        self.takes.take_shown.connect(lambda take: self.panels.show_take(TakeId(take) if take else None))
        self.takes.take_shown.connect(self.inspector.show_take)
        self.takes.compare_asked.connect(self._compare)
        self.takes.vary_asked.connect(self.drawing.vary)
        self.takes.settings_asked.connect(self.drawing.ask_settings)
        self.panels.generate_asked.connect(self.drawing.generate)
        self.panels.page_asked.connect(self.pages.insert_page)
        self.panels.cancel_asked.connect(self.drawing.cancel_shown)
        self.panels.balloon_asked.connect(lambda figure: self.inspector.add_lettering(LetteringKind.BALLOON, figure))
        self.panels.facts_shown.connect(self.inspector.show_facts)
        self.pages.panel_picked.connect(lambda panel: self._select_panel(PanelId(panel)))
        self.pages.panel_opened.connect(lambda panel: self.open_panel(PanelId(panel)))
        self.pages.lettering_picked.connect(self._pick_lettering)
        self.pages.page_shown.connect(self.book.select)
        self.cast.panel_opened.connect(lambda panel: self.open_panel(PanelId(panel)))
        self.cast.panels_asked.connect(self.drawing.generate_panels)
        self.shelf.look_chosen.connect(lambda look: self.cast.show_look(LookId(look)))
        self.shelf.place_asked.connect(lambda look: self.panels.place(LookId(look)))
        self.export.finding_chosen.connect(self._show_finding)
        self.export.enlarge_asked.connect(self.drawing.enlarge_all)
        self.queue.subject_chosen.connect(lambda panel: self.open_panel(PanelId(panel)))
        self._desk.noticed.connect(self.tell)
        self._desk.book_changed.connect(self._show_book)
        self._desk.steps_changed.connect(self._show_steps)
        self._desk.jobs_changed.connect(self._show_busy)
        self._desk.job_stepped.connect(lambda _: self._show_busy())
        self._desk.work_changed.connect(self._show_busy)
        self._desk.opened.connect(self._look_for_people)
        self._desk.opened.connect(self._people_timer.start)

    # ------------------------------------------------------------------ words

    def changeEvent(self, event: QEvent) -> None:
        """Hear that the language changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.actions_.retranslate()
        self.bar.setWindowTitle(self.tr("Modes"))
        self.finder.setText("  " + self.tr("Find a command…").rstrip("…") + "   Ctrl+K")
        self.finder.setAccessibleName(self.tr("Find a command…"))
        self.finder.setToolTip(self.actions_["palette"].toolTip())
        for part in (self.story, self.cast, self.panels, self.pages, self.export):
            part.retranslate()
        self.book.retranslate()
        self.inspector.retranslate()
        self.shelf.retranslate()
        self.takes.retranslate()
        self.queue.retranslate()
        self.films.retranslate()
        self.busy_bar.setAccessibleName(self.tr("Progress"))
        self.machine.retranslate()
        self._show_saved()
        self._show_busy()
        if self._desk.view is not None:
            self._show_model(self._desk.view)

    # ------------------------------------------------------------------ going places

    def mode(self) -> Mode:
        """The mode at hand."""
        return list(Mode)[self.middle.currentIndex()]

    def show_mode(self, mode: Mode) -> None:
        """Go to a mode; each remembers its docks."""
        if self.isVisible():
            self._memory.keep_layout(self.mode(), self.saveState())
        self.films.dock.hide()  # layouts kept by programs without it do not mention it
        self.films.show_preview(is_large=mode is Mode.FILM)
        self.middle.setCurrentIndex(list(Mode).index(mode))
        self.actions_[f"mode {mode}"].setChecked(True)
        state = self._memory.layout_of(mode)
        if state is None or not self.restoreState(state):
            self._default_docks(mode)

    def _default_docks(self, mode: Mode) -> None:
        wanted: dict[Mode, tuple[QDockWidget, ...]] = {
            Mode.STORY: (),
            Mode.CAST: (),
            Mode.PANELS: (self.book, self.inspector, self.shelf, self.takes, self.queue),
            Mode.PAGES: (self.book, self.inspector),
            Mode.EXPORT: (),
            Mode.FILM: (self.films.dock,),
        }
        for dock in self.docks():
            dock.setVisible(dock in wanted[mode])
        horizontal, vertical = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        self.resizeDocks([self.book, self.inspector], [256, 316], horizontal)
        self.resizeDocks([self.inspector, self.shelf], [540, 150], vertical)
        self.resizeDocks([self.takes, self.queue], [520, 320], horizontal)
        self.resizeDocks([self.takes, self.queue, self.films.dock], [190, 190, 270], vertical)

    def show_panel(self, panel: PanelId) -> None:
        """Let everything show this panel, in the mode at hand."""
        self._select_panel(panel)
        record = self._desk.view.panels_by_id.get(panel) if self._desk.view else None
        if record is not None and self.mode() is Mode.PAGES:
            self.pages.show_page(record.page)
            self.pages.canvas.pick(panel)

    def open_panel(self, panel: PanelId) -> None:
        """Show this panel on the canvas."""
        self.show_mode(Mode.PANELS)
        self._select_panel(panel)
        self.book.select(panel)

    def show_page(self, page: PageId) -> None:
        """Show this page; in the panels mode, its first panel."""
        self.pages.show_page(page)
        panels = self._desk.view.panels_of_page.get(page, ()) if self._desk.view else ()
        if panels and self.mode() is Mode.PANELS:
            self._select_panel(panels[0].id)

    def _select_panel(self, panel: PanelId) -> None:
        self.panels.show_panel(panel)
        self.takes.show_panel(panel)
        self.inspector.show_panel(panel)

    def _pick_lettering(self, lettering: str) -> None:
        view = self._desk.view
        panels = view.letterings_of_panel.items() if view is not None else ()
        home = next((panel for panel, found in panels if any(one.id == lettering for one in found)), None)
        if home is not None:
            self._select_panel(home)
            self.inspector.pick_lettering(lettering)

    def _show_finding(self, page: str, subject: str) -> None:
        self.show_mode(Mode.PAGES)
        self.pages.show_page(PageId(page))
        self.pages.canvas.pick(subject)

    def _compare(self, first: str, second: str) -> None:
        self.show_mode(Mode.PANELS)
        self.panels.compare_takes(TakeId(first), TakeId(second))

    # ------------------------------------------------------------------ doing things

    def generate_and_go_on(self) -> None:
        """Draw the panel at hand and go to the next."""
        self.drawing.generate()
        view, panel = self._desk.view, self.panels.panel()
        ids = [one.id for one in view.panels] if view else []
        if panel in ids and ids.index(panel) + 1 < len(ids):
            self.open_panel(ids[ids.index(panel) + 1])

    def open_palette(self) -> None:
        """Find a command by name."""
        palette = CommandPalette(self.actions_.every(), self)
        palette.move(self.mapToGlobal(self.rect().center()) - palette.rect().center())
        palette.open()

    def tell(self, notice: Notice) -> None:
        """Show a notice; one about a mistake of ours offers the diagnostics."""
        if notice.details and notice.act is None:
            notice = replace(notice, action=self.tr("Collect diagnostics…"), act=self.team.save_diagnostics)
        self.notices.show_notice(notice)

    def action(self, key: str) -> QAction:
        """An action by its key."""
        return self.actions_[key]

    def _ask_settings(self) -> None:
        view = self._desk.view
        if view is not None:
            BookSettings(self._desk, view.book, self).open()

    def _fit(self) -> None:
        self.panels.canvas.fit()
        self.pages.canvas.fit()

    def _wear(self, theme: Theme) -> None:
        self._memory.theme = theme
        wear(theme)
        signs.redraw()
        self.theme_chosen.emit()

    # ------------------------------------------------------------------ hearing things

    def _show_book(self, view: BookView) -> None:
        self.book.show_book(view)
        self._show_busy()
        title = view.book.title or self.tr("Untitled book")
        path = self._desk.path
        self.setWindowTitle(f"{title} – {path.name}" if path is not None else title)
        if self.panels.panel() not in view.panels_by_id:
            first = view.panels[0].id if view.panels else None
            if first is not None:
                self._select_panel(first)
                self.book.select(first)
            else:
                self.panels.show_panel(None)
                self.takes.show_panel(None)
                self.inspector.show_panel(None)
        self._show_model(view)
        self._desk.ask(lambda studio: studio.is_published(), self._keep_published)

    def _show_model(self, view: BookView) -> None:
        name = Path(view.book.model).stem if view.book.model else self.tr("embedded model")
        self.engine.setText(self.tr("Draws with: {model}").format(model=name))

    def _look_for_people(self) -> None:
        """Say that this window is here, and see who else is; off the GUI thread, since the disk may be far away."""
        presence = self._presence
        if presence is not None:
            self._desk.ask(lambda _: presence.refresh(), self._show_people)

    def _show_people(self, visitors: tuple[Visitor, ...]) -> None:
        names = ", ".join(f"{one.person} ({one.machine})" for one in visitors)
        self.people.setText(self.tr("Also open at: {names}").format(names=names) if visitors else "")
        self.people.setToolTip(self.tr("Work on: what you both change is merged when you save."))

    def _keep_published(self, is_published: bool) -> None:  # noqa: FBT001  a verb's answer
        self._published = is_published
        self._show_saved()

    def _show_saved(self) -> None:
        self.saved.setText(
            self.tr("Every step is saved")
            if self._published
            else self.tr("Every step is saved on this computer; Ctrl+S saves to the shared file")
        )

    def _show_steps(self, undo: str, redo: str) -> None:
        for key, step in (("undo", undo), ("redo", redo)):
            self.actions_[key].setEnabled(bool(step))
            self.actions_.add_detail(key, in_our_words(step))

    def _show_busy(self) -> None:
        """One line about what goes on: long work before jobs."""
        works = self._desk.works()
        job = self._desk.running_job()
        waiting = sum(one.state is JobState.WAITING for one in self._desk.jobs)
        share = 0.0
        text = self.tr("Opening the book…") if self._desk.view is None else ""
        if works:
            text, share = in_our_words(works[0].stage), works[0].share
        elif job is not None:
            text, share = self._say_job(job, waiting), job.done
        self.busy.setText(text)
        self.busy_bar.setVisible(bool(works) or job is not None)
        self.busy_bar.setValue(round(1000 * share))

    def _say_job(self, job: Job, waiting: int) -> str:
        name = self.queue.title_of(job)
        return self.tr("{name}, %n more wait(s)", "", waiting).format(name=name) if waiting else name

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember places; nothing needs to be saved."""
        self._memory.keep_geometry(self.saveGeometry())
        self._memory.keep_layout(self.mode(), self.saveState())
        self.films.finish()
        self.takes.clips.finish()
        self.thumbnails.finish()
        self._people_timer.stop()
        self.machine.stop()
        presence = self._presence
        if presence is not None:
            self._desk.ask(lambda _: presence.leave())
        super().closeEvent(event)
        self.closed.emit()
