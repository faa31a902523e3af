"""What nobody sees can wait: a part of the window hears of changes while it is shown, and of the rest when it comes up.

This is the one place where that is decided. Whoever needs to know more than what is seen asks for `catch_up` first.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class Attention(QObject):
    """Calls `refresh` at once while `widget` is shown; what was due before is made up for when it is shown again."""

    def __init__(self, widget: QWidget, refresh: Callable[[], None]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._refresh = refresh
        self._is_due = False
        self._follows_theme = False
        widget.installEventFilter(self)

    def follow_theme(self) -> None:
        """Another theme is a change too, for what draws pictures of its own in its colours."""
        self._follows_theme = True

    def call(self, *_: object) -> None:
        """Something has changed; takes whatever a signal brings along."""
        self._is_due = True
        if self._widget.isVisible():
            self.catch_up()

    def catch_up(self) -> None:
        """Make up for what is due, seen or not."""
        if self._is_due:
            self._is_due = False
            self._refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look out for the moment in which the widget comes up, and for another theme."""
        if event.type() == QEvent.Type.Show:
            self.catch_up()
        elif self._follows_theme and event.type() == QEvent.Type.PaletteChange:
            self.call()
        return super().eventFilter(watched, event)
