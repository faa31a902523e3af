"""The verbs for what is selected, on whichever canvas is at hand: one command each, with one name and one key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from gui.actions import Actions
from gui.canvas.alignment import ALONG_LINES, EVENLY, Arrangement, least
from gui.canvas.paper_view import PaperView
from gui.canvas.selection_gestures import SelectionGestures
from gui.rooms import Mode, Rooms

Verb = Callable[[SelectionGestures], object]
ON_SELECTION: tuple[tuple[str, str, str, Verb], ...] = (
    ("select all", "Ctrl+A", "", lambda gestures: gestures.select_all()),
    ("select none", "Esc", "", lambda gestures: gestures.select_none()),
    ("select next", "N", "", lambda gestures: gestures.step(1)),
    ("select previous", "Shift+N", "", lambda gestures: gestures.step(-1)),
    ("select next too", "Ctrl+Shift+N", "", lambda gestures: gestures.add_next()),
    ("duplicate", "Ctrl+D", "duplicate", lambda gestures: gestures.duplicate()),
    ("remove", "Del", "remove", lambda gestures: gestures.remove_selected()),
)
"""Action, shortcut, sign, what it does."""
REMOVING = [QKeySequence(Qt.Key.Key_Delete), QKeySequence(Qt.Key.Key_Backspace)]


class SelectionVerbs(QObject):
    """Knows which canvas is at hand, and what can be done to what is selected there."""

    changed = Signal(str)
    """How many of what are selected, in the language of the moment; empty for one or none."""

    def __init__(self, actions: Actions, rooms: Rooms, window: QMainWindow) -> None:
        super().__init__(window)
        self._rooms = rooms
        self._gestures: dict[Mode, SelectionGestures] = {}
        self.verbs = {key: self._add(actions, key, keys, sign, verb) for key, keys, sign, verb in ON_SELECTION}
        self.verbs["remove"].setShortcuts(REMOVING)
        self.ways = {way: self._add_way(actions, way) for way in (*ALONG_LINES, *EVENLY)}
        self.line_up = LineUpMenu(window)
        self.line_up.retranslate()
        self.line_up.addActions([self.ways[way] for way in ALONG_LINES])
        self.line_up.addSeparator()
        self.line_up.addActions([self.ways[way] for way in EVENLY])
        rooms.currentChanged.connect(self.look)

    def serve(self, mode: Mode, gestures: SelectionGestures, canvas: PaperView, own: Sequence[QAction] = ()) -> None:
        """Work on the canvas of a mode too, which has verbs of its own."""
        self._gestures[mode] = gestures
        verbs = self.verbs
        for action in verbs.values():  # of the canvas alone: in a text field these keys mean something else
            canvas.addAction(action)
        canvas.offer([verbs["duplicate"], *own], [self.line_up.menuAction()], [verbs["select all"], verbs["remove"]])
        gestures.selection_changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Another canvas is at hand, something else is selected on it, or another language is spoken."""
        gestures = self._at_hand()
        count = gestures.count() if gestures is not None else 0
        for way, action in self.ways.items():
            action.setEnabled(count >= least(way))
        self.line_up.menuAction().setEnabled(count > 1)
        for action in self.verbs.values():
            action.setEnabled(gestures is not None)
        self.changed.emit(gestures.say_count() if gestures is not None and count > 1 else "")

    def _at_hand(self) -> SelectionGestures | None:
        return self._gestures.get(self._rooms.mode())

    def _do(self, verb: Verb) -> None:
        gestures = self._at_hand()
        if gestures is not None:
            verb(gestures)

    def _add(self, actions: Actions, key: str, shortcut: str, sign: str, verb: Verb) -> QAction:
        action = actions.add(key, shortcut, lambda: self._do(verb), sign)
        actions.leave_to_canvas(action)
        return action

    def _add_way(self, actions: Actions, way: Arrangement) -> QAction:
        return actions.add(
            f"arrange {way}", "", lambda: self._do(lambda gestures: gestures.arrange(way)), f"line {way}"
        )


class LineUpMenu(QMenu):
    """What puts several things in line, one click away in the menu of the right button."""

    def changeEvent(self, event: QEvent) -> None:
        """Say what it is for in the language of the moment."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say what it is for."""
        self.setTitle(self.tr("Line up"))
