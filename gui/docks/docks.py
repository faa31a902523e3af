"""What stands around the middle of the window, and which of it is seen in which mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDockWidget, QMainWindow

from gui.desk import Desk
from gui.docks.book_dock import BookDock
from gui.docks.cast_shelf import CastShelf
from gui.docks.dock_title import DockTitle
from gui.inspector.inspector import Inspector
from gui.memory import Memory
from gui.queue.queue_dock import QueueDock
from gui.rooms import Mode
from gui.takes.takes_dock import TakesDock
from gui.thumbnails import Thumbnails

if TYPE_CHECKING:
    from gui.films.film_dock import FilmDock

FILM_HEIGHT_PX = 270


class Docks(QObject):
    """Each mode remembers its docks. The film's timeline joins them when its room is furnished."""

    joined = Signal(QDockWidget)
    """A dock that was not there from the beginning."""

    def __init__(self, window: QMainWindow, desk: Desk, thumbnails: Thumbnails, memory: Memory) -> None:
        super().__init__(window)
        self._window = window
        self._memory = memory
        self.book, self.inspector = BookDock(desk, thumbnails), Inspector(desk)
        self.shelf, self.takes = CastShelf(desk, thumbnails), TakesDock(desk, thumbnails)
        self.queue = QueueDock(desk)
        self.film: FilmDock | None = None
        self._place()

    def every(self) -> tuple[QDockWidget, ...]:
        """All that there are now."""
        always = (self.book, self.inspector, self.shelf, self.takes, self.queue)
        return (*always, self.film) if self.film is not None else always

    def join(self, film: FilmDock) -> None:
        """Take in the film's timeline, where it was when it was seen last."""
        self.film = film
        self._dress(film)
        if not self._window.restoreDockWidget(film):
            film.hide()
            self._window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, film)
        self.joined.emit(film)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        for dock in (self.book, self.inspector, self.shelf, self.takes, self.queue):
            dock.retranslate()
        if self.film is not None:
            self.film.retranslate()

    def keep(self, mode: Mode) -> None:
        """Remember how the docks stand in a mode."""
        self._memory.keep_layout(mode, self._window.saveState())

    def clear(self) -> None:
        """Put all docks away before another room is entered: beside a wide one they would need more than a screen."""
        for dock in self.every():
            dock.hide()

    def arrange(self, mode: Mode) -> None:
        """Let the docks stand as they stood in a mode the last time."""
        if self.film is not None:
            self.film.hide()  # layouts kept by programs without it do not mention it
        state = self._memory.layout_of(mode)
        if state is None or not self._window.restoreState(state):
            self._arrange_anew(mode)

    def _arrange_anew(self, mode: Mode) -> None:
        wanted: dict[Mode, tuple[QDockWidget, ...]] = {
            Mode.PANELS: (self.book, self.inspector, self.shelf, self.takes, self.queue),
            Mode.PAGES: (self.book, self.inspector),
            Mode.FILM: (self.film,) if self.film is not None else (),
        }
        for dock in self.every():
            dock.setVisible(dock in wanted.get(mode, ()))
        resize = self._window.resizeDocks
        horizontal, vertical = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        resize([self.book, self.inspector], [256, 316], horizontal)
        resize([self.inspector, self.shelf], [540, 150], vertical)
        resize([self.takes, self.queue], [520, 320], horizontal)
        resize([self.takes, self.queue], [190, 190], vertical)
        if self.film is not None:
            resize([self.film], [FILM_HEIGHT_PX], vertical)

    def _place(self) -> None:
        window = self._window
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        bottom = Qt.DockWidgetArea.BottomDockWidgetArea
        window.setCorner(Qt.Corner.BottomLeftCorner, left)
        window.setCorner(Qt.Corner.BottomRightCorner, right)
        window.setDockOptions(QMainWindow.DockOption.AllowTabbedDocks | QMainWindow.DockOption.AllowNestedDocks)
        places = ((left, self.book), (right, self.inspector), (right, self.shelf), (bottom, self.takes))
        for area, dock in (*places, (bottom, self.queue)):
            window.addDockWidget(area, dock)
            self._dress(dock)
        window.splitDockWidget(self.takes, self.queue, Qt.Orientation.Horizontal)

    @staticmethod
    def _dress(dock: QDockWidget) -> None:
        dock.setTitleBarWidget(DockTitle(dock))
        dock.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetMovable | QDockWidget.DockWidgetFeature.DockWidgetClosable
        )
