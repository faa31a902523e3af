"""The main window: five modes in the middle, docks around them, one bar of actions, one line of status.

Only this module and `gui.app` wire parts together; every part gets what it needs in its constructor.
"""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QDockWidget,
    QLabel,
    QMainWindow,
    QSizePolicy,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from gui.book_view import BookView
from gui.command_palette import CommandPalette
from gui.desk import Desk
from gui.docks.book_dock import BookDock
from gui.docks.cast_shelf import CastShelf
from gui.docks.inspector import Inspector
from gui.docks.queue_dock import QueueDock
from gui.docks.takes_dock import TakesDock
from gui.memory import Memory
from gui.modes.cast_mode import CastMode
from gui.modes.export_mode import ExportMode
from gui.modes.pages_mode import PagesMode
from gui.modes.panels_mode import PanelsMode
from gui.modes.story_mode import StoryMode
from gui.notices import NoticeBar
from gui.theme import Theme, wear
from gui.thumbnails import Thumbnails
from projects.records import Figure, LookId, PageId, PanelId, Rating, TakeId


class Mode(StrEnum):
    """What the middle of the window is for."""

    STORY = "story"
    CAST = "cast"
    PANELS = "panels"
    PAGES = "pages"
    EXPORT = "export"


class MainWindow(QMainWindow):
    """One book in one window."""

    language_chosen = Signal(str)

    def __init__(self, desk: Desk, memory: Memory) -> None:
        super().__init__()
        self.setObjectName("window")
        self._desk = desk
        self._memory = memory
        self._actions: dict[str, QAction] = {}
        self._named: list[tuple[Callable[[], str], Callable[[str], None]]] = []
        self.thumbnails = Thumbnails(desk.fetch, self)
        self._make_parts()
        self._make_docks()
        self._make_actions()
        self._make_bars()
        self._connect()
        self.retranslate()
        self.resize(1360, 860)
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
        self.middle = QStackedWidget()
        for part in (self.story, self.cast, self.panels, self.pages, self.export):
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
        self.book, self.inspector = BookDock(thumbnails), Inspector(desk)
        self.shelf, self.takes = CastShelf(desk, thumbnails), TakesDock(desk, thumbnails)
        self.queue = QueueDock(desk)
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self.book)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.inspector)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.shelf)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.takes)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.queue)
        self.tabifyDockWidget(self.takes, self.queue)
        self.takes.raise_()
        self.resizeDocks([self.book, self.inspector], [250, 320], Qt.Orientation.Horizontal)
        self.resizeDocks([self.inspector, self.shelf], [560, 200], Qt.Orientation.Vertical)
        self.resizeDocks([self.takes], [190], Qt.Orientation.Vertical)

    def _make_actions(self) -> None:
        add = self._add_action
        self._modes = QActionGroup(self)
        for number, mode in enumerate(Mode, start=1):
            action = add(f"mode {mode}", self._mode_namer(mode), f"Ctrl+{number}", self._mode_opener(mode))
            action.setCheckable(True)
            self._modes.addAction(action)
        add("generate", lambda: self.tr("Generate"), "Ctrl+Return", self.generate)
        add("generate next", lambda: self.tr("Generate and go on"), "Ctrl+Shift+Return", self.generate_and_go_on)
        add("generate empty", lambda: self.tr("Generate all empty panels"), "", self.generate_empty)
        add("cancel", lambda: self.tr("Cancel the current job"), "Shift+Esc", self.queue.cancel_current)
        add("undo", lambda: self.tr("Undo"), "Ctrl+Z", self._desk.undo)
        add("redo", lambda: self.tr("Redo"), "Ctrl+Shift+Z", self._desk.redo)
        add("palette", lambda: self.tr("Find a command…"), "Ctrl+K", self.open_palette)
        add("publish", lambda: self.tr("Save to the shared file"), "Ctrl+S", self._publish)
        add("fit", lambda: self.tr("Fit"), "Ctrl+0", self._fit)
        add("light", lambda: self.tr("Light"), "", lambda: self._wear(Theme.LIGHT))
        add("dark", lambda: self.tr("Dark"), "", lambda: self._wear(Theme.DARK))
        add("english", lambda: "English", "", lambda: self.language_chosen.emit("en"))
        add("japanese", lambda: "日本語", "", lambda: self.language_chosen.emit("ja"))
        self._make_canvas_actions()

    def _make_canvas_actions(self) -> None:
        """Single keys work while the canvas or the takes have the focus, never in a text field."""
        keys: tuple[tuple[str, Callable[[], str], str, Callable[[], object]], ...] = (
            ("next take", lambda: self.tr("Next take"), "]", lambda: self.takes.step(1)),
            ("previous take", lambda: self.tr("Previous take"), "[", lambda: self.takes.step(-1)),
            ("use take", lambda: self.tr("Use take"), "Return", self.takes.use),
            ("star take", lambda: self.tr("Star take"), ".", lambda: self.takes.rate(Rating.STAR)),
            ("reject take", lambda: self.tr("Reject take"), "X", lambda: self.takes.rate(Rating.REJECT)),
            ("clean", lambda: self.tr("Show the picture alone"), "W", self.panels.toggle_clean),
        )
        for key, name, shortcut, act in keys:
            action = self._add_action(key, name, shortcut, act)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.removeAction(action)
            for widget in (self.panels.canvas, self.takes.list):
                widget.addAction(action)

    def _add_action(self, key: str, name: Callable[[], str], shortcut: str, act: Callable[[], object]) -> QAction:
        action = QAction(self)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(lambda *_: act())
        self._actions[key] = action
        self._named.append((name, action.setText))
        self.addAction(action)
        return action

    def _make_bars(self) -> None:
        bar = QToolBar()
        bar.setObjectName("modes")
        bar.setMovable(False)
        for mode in Mode:
            bar.addAction(self._actions[f"mode {mode}"])
        stretch = QWidget()
        stretch.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(stretch)
        for key in ("undo", "redo", "palette"):
            bar.addAction(self._actions[key])
        self._named.append((lambda: self.tr("Modes"), bar.setWindowTitle))
        self.addToolBar(bar)
        self.saved, self.busy = QLabel(), QLabel()
        self.statusBar().addWidget(self.saved)
        self.statusBar().addPermanentWidget(self.busy)
        self._make_menus()

    def _make_menus(self) -> None:
        menus: tuple[tuple[Callable[[], str], tuple[str, ...]], ...] = (
            (lambda: self.tr("&Book"), ("publish",)),
            (lambda: self.tr("&Edit"), ("undo", "redo", "palette")),
            (lambda: self.tr("&Generate"), ("generate", "generate next", "generate empty", "cancel")),
            (lambda: self.tr("&View"), (*(f"mode {mode}" for mode in Mode), "fit", "clean", "light", "dark")),
            (lambda: self.tr("&Language"), ("english", "japanese")),
        )
        for name, keys in menus:
            menu = self.menuBar().addMenu("")
            menu.addActions([self._actions[key] for key in keys])
            self._named.append((name, menu.setTitle))

    def _connect(self) -> None:
        self.book.panel_chosen.connect(lambda panel: self.show_panel(PanelId(panel)))
        self.book.page_chosen.connect(lambda page: self.show_page(PageId(page)))
        self.takes.take_shown.connect(lambda take: self.panels.show_take(TakeId(take) if take else None))
        self.panels.generate_asked.connect(lambda _: self.generate())
        self.panels.cancel_asked.connect(self.queue.cancel_current)
        self.pages.panel_picked.connect(lambda panel: self._select_panel(PanelId(panel)))
        self.pages.panel_opened.connect(lambda panel: self.open_panel(PanelId(panel)))
        self.cast.panel_opened.connect(lambda panel: self.open_panel(PanelId(panel)))
        self.cast.identity_asked.connect(lambda look: self._desk.ask(lambda studio: studio.make_identity(look)))
        self.cast.panels_asked.connect(self.generate_panels)
        self.shelf.look_chosen.connect(lambda look: self.cast.show_look(LookId(look)))
        self.shelf.place_asked.connect(lambda look: self._place(LookId(look)))
        self._desk.noticed.connect(self.notices.show_notice)
        self._desk.book_changed.connect(self._show_book)
        self._desk.steps_changed.connect(self._show_steps)
        self.queue.progressed.connect(self._show_progress)

    # ------------------------------------------------------------------ words

    def changeEvent(self, event: QEvent) -> None:
        """Hear that the language changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        for name, show in self._named:
            show(name())
        for part in (
            self.story,
            self.cast,
            self.panels,
            self.pages,
            self.export,
            self.book,
            self.inspector,
            self.shelf,
            self.takes,
            self.queue,
        ):
            part.retranslate()
        self.saved.setText(self.tr("Every step is saved on this computer"))

    def _mode_namer(self, mode: Mode) -> Callable[[], str]:
        names: dict[Mode, Callable[[], str]] = {
            Mode.STORY: lambda: self.tr("Story"),
            Mode.CAST: lambda: self.tr("Cast"),
            Mode.PANELS: lambda: self.tr("Panels"),
            Mode.PAGES: lambda: self.tr("Pages"),
            Mode.EXPORT: lambda: self.tr("Export"),
        }
        return names[mode]

    def _mode_opener(self, mode: Mode) -> Callable[[], None]:
        return lambda: self.show_mode(mode)

    # ------------------------------------------------------------------ going places

    def mode(self) -> Mode:
        """The mode at hand."""
        return list(Mode)[self.middle.currentIndex()]

    def show_mode(self, mode: Mode) -> None:
        """Go to a mode; each remembers its docks."""
        if self.isVisible():
            self._memory.keep_layout(self.mode(), self.saveState())
        self.middle.setCurrentIndex(list(Mode).index(mode))
        self._actions[f"mode {mode}"].setChecked(True)
        state = self._memory.layout_of(mode)
        if state is None or not self.restoreState(state):
            self._default_docks(mode)

    def _default_docks(self, mode: Mode) -> None:
        wanted: dict[Mode, tuple[QDockWidget, ...]] = {
            Mode.STORY: (),
            Mode.CAST: (self.queue,),
            Mode.PANELS: (self.book, self.inspector, self.shelf, self.takes, self.queue),
            Mode.PAGES: (self.book, self.inspector),
            Mode.EXPORT: (),
        }
        for dock in (self.book, self.inspector, self.shelf, self.takes, self.queue):
            dock.setVisible(dock in wanted[mode])

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

    # ------------------------------------------------------------------ doing things

    def generate(self) -> None:
        """Draw the panel at hand."""
        panel = self.panels.panel()
        if panel is not None:
            self.generate_panels([panel])

    def generate_and_go_on(self) -> None:
        """Draw the panel at hand and go to the next."""
        self.generate()
        view, panel = self._desk.view, self.panels.panel()
        ids = [one.id for one in view.panels] if view else []
        if panel in ids and ids.index(panel) + 1 < len(ids):
            self.open_panel(ids[ids.index(panel) + 1])

    def generate_empty(self) -> None:
        """Draw every panel that has no picture yet."""
        view = self._desk.view
        if view is not None:
            self.generate_panels([panel.id for panel in view.panels if not view.takes_of_panel.get(panel.id)])

    def generate_panels(self, panels: list[PanelId]) -> None:
        """Queue these panels."""
        self._desk.ask(lambda studio: studio.generate_many(panels))

    def open_palette(self) -> None:
        """Find a command by name."""
        palette = CommandPalette(list(self._actions.values()), self)
        palette.move(self.mapToGlobal(self.rect().center()) - palette.rect().center())
        palette.open()

    def action(self, key: str) -> QAction:
        """An action by its key."""
        return self._actions[key]

    def _place(self, look: LookId) -> None:
        panel = self.panels.panel()
        if panel is not None:
            figure = Figure(panel=panel, look=look)
            self._desk.edit(self.tr("Place figure"), lambda edit: edit.insert(figure))

    def _publish(self) -> None:
        self._desk.change(lambda studio: studio.publish())

    def _fit(self) -> None:
        self.panels.canvas.fit()
        self.pages.canvas.fit()

    def _wear(self, theme: Theme) -> None:
        self._memory.theme = theme
        wear(theme)

    # ------------------------------------------------------------------ hearing things

    def _show_book(self, view: BookView) -> None:
        self.book.show_book(view)
        self.setWindowTitle(view.book.title or self.tr("Untitled book"))
        if self.panels.panel() not in view.panels_by_id and view.panels:
            self._select_panel(view.panels[0].id)
            self.book.select(view.panels[0].id)

    def _show_steps(self, undo: str, redo: str) -> None:
        for key, step, plain in (("undo", undo, self.tr("Undo")), ("redo", redo, self.tr("Redo"))):
            self._actions[key].setEnabled(bool(step))
            self._actions[key].setText(f"{plain}: {step}" if step else plain)
            self._actions[key].setIconText(plain)

    def _show_progress(self, panel: str, stage: str, done: float, preview: bytes) -> None:
        self.busy.setText(stage if done < 1.0 else "")
        if panel == (self.panels.panel() or ""):
            self.panels.show_progress(stage, done)
            if preview:
                self.panels.show_preview(preview)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember places; nothing needs to be saved."""
        self._memory.keep_geometry(self.saveGeometry())
        self._memory.keep_layout(self.mode(), self.saveState())
        self.thumbnails.finish()
        super().closeEvent(event)
