"""F6 goes on to the next part of the window: the parts of the room that is seen, then the docks, then round again."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from gui.docks.docks import Docks
from gui.reading_order import open_fields
from gui.rooms import Rooms


def go_on(rooms: Rooms, docks: Docks, by: int) -> None:
    """Give the keyboard to another part, where it was in it the last time; `by` is 1, or -1 to go back."""
    parts = [part for part in (*rooms.parts(), *docks.every()) if part.isVisible()]
    focus = QApplication.focusWidget()
    at = next((place for place, part in enumerate(parts) if _holds(part, focus)), -1 if by > 0 else 0)
    for step in range(1, len(parts) + 1):
        field = _way_in(parts[(at + by * step) % len(parts)])
        if field is not None:
            field.setFocus(Qt.FocusReason.TabFocusReason)
            return


def _holds(part: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and (part is focus or part.isAncestorOf(focus))


def _way_in(part: QWidget) -> QWidget | None:
    fields = open_fields(part)
    fields = (part, *fields) if part.focusPolicy() & Qt.FocusPolicy.TabFocus else fields
    wished = (part.focusWidget(), part.focusProxy(), *fields)
    return next((one for one in wished if one in fields), None)
