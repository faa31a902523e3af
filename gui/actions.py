"""All actions of a window by their keys: names in two languages, shortcuts, signs, menus, and the command palette."""

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

from gui import signs
from gui.fields import hand_over_typed

MNEMONIC = re.compile(r"\(&\w\)|&")
"""The mark of the letter that opens a menu; Japanese puts the letter behind the name."""


class Actions(QObject):
    """Looks an action up by its key, and names them all anew when the language changes."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._known: dict[str, QAction] = {}
        self._details: dict[str, str] = {}
        self._menus: dict[str, QMenu] = {}
        self._exclusive = QActionGroup(self)

    def __getitem__(self, key: str) -> QAction:
        return self._known[key]

    def add(self, key: str, shortcut: str, act: Callable[[], object], sign: str = "") -> QAction:
        """Make an action; what is being typed anywhere is handed over before it is done."""
        action = QAction(self._window)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(hand_over_typed)
        action.triggered.connect(lambda *_: act())
        if sign:
            signs.give(action, sign)
        self._known[key] = action
        self._window.addAction(action)
        return action

    def leave_to_canvas(self, action: QAction) -> None:
        """Its key works only while a widget that knows the action has the focus, never in a text field."""
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._window.removeAction(action)

    def adopt(self, key: str, action: QAction) -> None:
        """Know an action that somebody else made and names."""
        self._known[key] = action

    def make_exclusive(self, action: QAction) -> None:
        """Of these actions exactly one is checked."""
        action.setCheckable(True)
        self._exclusive.addAction(action)

    def add_menu(self, bar: QMenuBar, key: str, names: Sequence[str]) -> None:
        """A menu of actions; an empty name draws a line."""
        menu = bar.addMenu("")
        for name in names:
            if name:
                menu.addAction(self._known[name])
            else:
                menu.addSeparator()
        self._menus[key] = menu

    def put_behind(self, menu: str, before: str, key: str) -> None:
        """Put an action that came later into a menu, behind another one."""
        shown = self._menus[menu].actions()
        place = shown.index(self._known[before]) + 1
        self._menus[menu].insertAction(shown[place], self._known[key])

    def by_menu(self) -> list[tuple[str, list[QAction]]]:
        """The title of each menu with its actions."""
        return [(MNEMONIC.sub("", menu.title()), menu.actions()) for menu in self._menus.values()]

    def every(self) -> list[QAction]:
        """All of them, for the command palette."""
        return list(self._known.values())

    def add_detail(self, key: str, detail: str) -> None:
        """Say more about an action behind its name, such as what undo would undo."""
        self._details[key] = detail
        self._name(key, self._names()[key])

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        for key, name in self._names().items():
            self._name(key, name)
        for key, name in self._menu_names().items():
            self._menus[key].setTitle(name)

    def _name(self, key: str, name: str) -> None:
        detail = self._details.get(key, "")
        action = self._known[key]
        action.setText(f"{name}: {detail}" if detail else name)
        action.setIconText(name)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        shown = action.text().rstrip("…")
        action.setToolTip(f"{shown} ({keys})" if keys else shown)

    def _menu_names(self) -> dict[str, str]:
        return {
            "book": self.tr("&Book"),
            "edit": self.tr("&Edit"),
            "arrange": self.tr("&Arrange"),
            "draw": self.tr("&Draw"),
            "take": self.tr("&Take"),
            "view": self.tr("&View"),
            "language": self.tr("&Language"),
            "help": self.tr("&Help"),
        }

    def _names(self) -> dict[str, str]:
        return {
            "mode story": self.tr("Story"),
            "mode cast": self.tr("Cast"),
            "mode panels": self.tr("Panels"),
            "mode pages": self.tr("Pages"),
            "mode export": self.tr("Export"),
            "mode film": self.tr("Film"),
            "play film": self.tr("Play or pause the film"),
            "export film": self.tr("Export film…"),
            "generate": self.tr("Generate"),
            "generate next": self.tr("Generate and go to the next panel"),
            "generate four": self.tr("Generate four takes"),
            "generate likenesses": self.tr("Generate gentle, balanced and firm"),
            "generate empty": self.tr("Generate all empty panels"),
            "generate stale": self.tr("Generate all stale panels"),
            "generate chapter": self.tr("Generate this whole chapter"),
            "make move": self.tr("Make it move…"),
            "cancel": self.tr("Cancel the current job"),
            "pause": self.tr("Pause or resume the queue"),
            "enlarge": self.tr("Enlarge all pictures for print"),
            "identity from take": self.tr("Make this figure its character's identity"),
            "undo": self.tr("Undo"),
            "redo": self.tr("Redo"),
            "palette": self.tr("Find a command…"),
            "find": self.tr("Find in the story…"),
            "new": self.tr("New book…"),
            "open": self.tr("Open a book…"),
            "sample": self.tr("Open the sample book"),
            "settings": self.tr("Book settings…"),
            "publish": self.tr("Save to the shared file"),
            "version": self.tr("Keep this version…"),
            "versions": self.tr("Versions…"),
            "merge": self.tr("Merge another copy…"),
            "recovered": self.tr("Recovered items and choices…"),
            "light copy": self.tr("Save a small copy for mailing…"),
            "check": self.tr("Check this computer…"),
            "diagnostics": self.tr("Collect diagnostics…"),
            "keys": self.tr("Keys…"),
            "about": self.tr("About charabook"),
            "close": self.tr("Close"),
            "fit": self.tr("Fit"),
            "zoom in": self.tr("Zoom in"),
            "zoom out": self.tr("Zoom out"),
            "next part": self.tr("Next part of the window"),
            "previous part": self.tr("Previous part of the window"),
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
            "system": self.tr("Light or dark as the system"),
            "english": "English",
            "japanese": "日本語",
            "next take": self.tr("Next take"),
            "previous take": self.tr("Previous take"),
            "use take": self.tr("Use take"),
            "star take": self.tr("Star take"),
            "reject take": self.tr("Reject take"),
            "select all": self.tr("Select all"),
            "select none": self.tr("Select nothing"),
            "select next": self.tr("Select the next one"),
            "select previous": self.tr("Select the previous one"),
            "select next too": self.tr("Select the next one too"),
            "duplicate": self.tr("Duplicate what is selected"),
            "remove": self.tr("Remove what is selected"),
            "arrange left": self.tr("Align left edges"),
            "arrange centre": self.tr("Align centres"),
            "arrange right": self.tr("Align right edges"),
            "arrange top": self.tr("Align top edges"),
            "arrange middle": self.tr("Align middles"),
            "arrange bottom": self.tr("Align bottom edges"),
            "arrange across": self.tr("Distribute horizontally"),
            "arrange down": self.tr("Distribute vertically"),
            "figure nearer": self.tr("Bring the figure nearer"),
            "figure farther": self.tr("Move the figure farther"),
            "copy take": self.tr("Copy the take"),
            "paste take": self.tr("Use the copied picture here"),
            "copy figures": self.tr("Copy figures"),
            "paste figures": self.tr("Paste figures"),
        }
