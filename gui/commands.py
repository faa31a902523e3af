"""Every command of the window: its key, what it does, and the menu in which it stands."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDockWidget, QWidget

from gui.areas import go_on
from gui.canvas.paper_view import ZOOM_STEP
from gui.command_palette import DOCK
from gui.rooms import Mode
from gui.theme import Theme
from projects.records import Rating

if TYPE_CHECKING:
    from gui.window import MainWindow

THEMES = (Theme.LIGHT, Theme.DARK, Theme.SYSTEM)
Bindings = tuple[tuple[str, str, Callable[[], object]], ...]
"""Action, shortcut, what it does."""
PLUS = [QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")]
"""On many keyboards the plus is reached with Shift only: there the key without it does the same."""
LAST_DOCK = "dock queue"
"""Behind this one the docks stand that join later."""


def add_commands(window: MainWindow) -> None:
    """Make all actions of a window and put them into its menus."""
    _add_modes(window)
    _add_drawing(window)
    _add_book(window)
    _add_view(window)
    _add_canvas_keys(window)
    for dock in window.docks.every():
        adopt_dock(window, dock)
    _make_menus(window)
    window.panels.bar.offer(
        [
            window.action(key)
            for key in (
                *("generate next", "generate four", "generate likenesses"),
                *("generate empty", "generate stale", "generate chapter"),
            )
        ]
    )


def adopt_dock(window: MainWindow, dock: QDockWidget) -> None:
    """The action that shows and hides a dock; the dock names it."""
    dock.toggleViewAction().setData(DOCK)
    window.actions_.adopt(f"dock {dock.objectName()}", dock.toggleViewAction())


def _add_modes(window: MainWindow) -> None:
    for number, mode in enumerate(Mode, start=1):
        show = partial(window.show_mode, mode)
        action = window.actions_.add(f"mode {mode}", f"Ctrl+{number}", show, sign=mode.value)
        window.actions_.make_exclusive(action)


def _add_drawing(window: MainWindow) -> None:
    add, drawing = window.actions_.add, window.drawing
    add("generate", "Ctrl+Return", drawing.generate, sign="spark")
    add("generate next", "Ctrl+Shift+Return", window.generate_and_go_on)
    add("generate four", "", lambda: drawing.generate_many_takes(4))
    add("generate likenesses", "", drawing.generate_likenesses)
    add("generate empty", "", drawing.generate_empty)
    add("generate stale", "", drawing.generate_stale)
    add("generate chapter", "", drawing.generate_chapter)
    add("make move", "", lambda: window.films.make_move(window.panels.panel()))
    add("cancel", "Shift+Esc", window.queue.cancel_current)
    add("pause", "", window.queue.toggle_pause)
    add("enlarge", "", drawing.enlarge_all)
    add("identity from take", "", drawing.identity_from_take)


def _add_book(window: MainWindow) -> None:
    add, desk, team = window.actions_.add, window.desk, window.team
    add("undo", "Ctrl+Z", desk.undo, sign="undo")
    add("redo", "Ctrl+Shift+Z", desk.redo, sign="redo")
    add("find", "Ctrl+F", window.find_in_story)
    add("palette", "Ctrl+K", window.open_palette, sign="search")
    add("new", "Ctrl+N", window.new_asked.emit)
    add("open", "Ctrl+O", window.open_asked.emit)
    add("sample", "", window.sample_asked.emit)
    add("publish", "Ctrl+S", team.publish, sign="save")
    add("version", "", team.save_version)
    add("versions", "", team.show_versions)
    add("settings", "Ctrl+,", window.ask_settings)
    add("merge", "", team.ask_for_copy)
    add("recovered", "", team.show_recovered)
    add("light copy", "", team.save_light_copy)
    add("check", "", window.checks_asked.emit)
    add("diagnostics", "", team.save_diagnostics)
    add("keys", "F1", window.show_keys)
    add("about", "", window.show_about)
    add("close", "Ctrl+W", window.close)
    add("export film", "", lambda: window.films.ask_export())  # noqa: PLW0108  its room may be empty until then
    add("play film", "", lambda: window.films.reel.toggle_play())  # noqa: PLW0108


def _add_view(window: MainWindow) -> None:
    add = window.actions_.add
    add("fit", "Ctrl+0", lambda: window.paper().fit(), sign="fit")
    add("zoom in", "Ctrl++", lambda: window.paper().zoom(ZOOM_STEP)).setShortcuts(PLUS)
    add("zoom out", "Ctrl+-", lambda: window.paper().zoom(1 / ZOOM_STEP))
    add("next part", "F6", lambda: go_on(window.rooms, window.docks, 1))
    add("previous part", "Shift+F6", lambda: go_on(window.rooms, window.docks, -1))
    for theme in THEMES:
        add(theme.value, "", partial(window.wear, theme))
    add("english", "", lambda: window.language_chosen.emit("en"))
    add("japanese", "", lambda: window.language_chosen.emit("ja"))


def _add_canvas_keys(window: MainWindow) -> None:
    """Single keys work while the canvas or the takes have the focus, never in a text field."""
    takes, panels = window.takes, window.panels
    on_both: Bindings = (
        ("next take", "]", lambda: takes.step(1)),
        ("previous take", "[", lambda: takes.step(-1)),
        ("use take", "Return", takes.verbs.use),
        ("star take", ".", lambda: takes.verbs.rate(Rating.STAR)),
        ("reject take", "X", lambda: takes.verbs.rate(Rating.REJECT)),
        ("copy take", "Ctrl+Shift+C", takes.clipboard.copy),
        ("paste take", "Ctrl+Shift+V", takes.clipboard.paste),
    )
    on_canvas: Bindings = (
        ("figure nearer", "Ctrl+]", panels.figures.bring_nearer),
        ("figure farther", "Ctrl+[", panels.figures.move_farther),
        ("copy figures", "Ctrl+C", panels.figures.copy),
        ("paste figures", "Ctrl+V", panels.figures.paste),
    )
    _give_keys(window, on_both, panels.canvas, takes.list)
    _give_keys(window, on_canvas, panels.canvas)
    takes.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
    window.selection.serve(Mode.PANELS, panels.figures, panels.canvas, [window.action(key) for key, _, _ in on_canvas])
    for key, action in (
        ("clean", panels.tools.clean),
        ("masks", panels.tools.masks),
        ("onion", panels.tools.onion),
        ("balloon", panels.tools.balloon),
    ):
        window.actions_.adopt(key, action)


def _give_keys(window: MainWindow, keys: Bindings, *widgets: QWidget) -> None:
    for key, shortcut, act in keys:
        action = window.actions_.add(key, shortcut, act)
        window.actions_.leave_to_canvas(action)
        for widget in widgets:
            widget.addAction(action)


def _make_menus(window: MainWindow) -> None:
    """An empty name draws a line."""
    modes = tuple(f"mode {mode}" for mode in Mode)
    docks = tuple(f"dock {dock.objectName()}" for dock in window.docks.every())
    takes = ("use take", "star take", "reject take", "next take", "previous take", "", "copy take", "paste take")
    choosing = ("select all", "select none", "select next", "select previous", "select next too")
    ways = tuple(f"arrange {way}" for way in window.selection.ways)
    this = ("generate", "generate next", "generate four", "generate likenesses")
    sight = ("next part", "previous part", "", "fit", "zoom in", "zoom out", "", "clean", "masks", "onion")
    many = ("generate empty", "generate stale", "generate chapter", "enlarge")
    menus: dict[str, tuple[str, ...]] = {
        "book": (
            *("new", "open", "sample", "", "settings", "", "publish", "version", "versions", ""),
            *("merge", "recovered", "light copy", "", "export film", "", "close"),
        ),
        "edit": ("undo", "redo", "", "copy figures", "paste figures", "duplicate", "remove", "", "find", "palette"),
        "arrange": (*choosing, "", "figure nearer", "figure farther", "", *ways[:6], "", *ways[6:]),
        "draw": (*this, "", *many, "", "make move", "", "pause", "cancel"),
        "take": (*takes, "", "identity from take", "balloon"),
        "view": (*modes, "", *docks, "", *sight, "", *(theme.value for theme in THEMES)),
        "language": ("english", "japanese"),
        "help": ("keys", "check", "diagnostics", "", "about"),
    }
    for key, names in menus.items():
        window.actions_.add_menu(window.menuBar(), key, names)
