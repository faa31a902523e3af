"""Carries a take to another panel without the mouse."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from gui.desk import Desk
from gui.takes.picture_drops import bring
from projects.records import PanelId, Take, TakeId


class TakeClipboard(QObject):
    """Remembers one take of the book."""

    def __init__(
        self, desk: Desk, at_hand: Callable[[], Take | None], panel: Callable[[], PanelId | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._at_hand = at_hand
        self._panel = panel
        self._copied: TakeId | None = None

    def copy(self) -> None:
        """Remember the take at hand."""
        take = self._at_hand()
        if take is not None:
            self._copied = take.id
            self._desk.notice(self.tr("Take copied. Go to another panel and use it there."))

    def paste(self) -> None:
        """Let it stand for the panel at hand."""
        panel = self._panel()
        if self._copied is not None and panel is not None:
            bring(self._desk, self._copied, panel)
