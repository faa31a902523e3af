"""Wires the parts of the film mode: the reel, the preview with its panels, the timeline dock, the export."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui.desk import Desk
from gui.films.export_film import ExportFilm
from gui.films.film_dock import FilmDock
from gui.films.film_mode import FilmMode, Side
from gui.films.make_move import MakeMove
from gui.films.reel import Reel
from projects.records import PanelId


class FilmRoom(QObject):
    """One film in one window."""

    def __init__(self, desk: Desk, parent: QWidget, place: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._window = parent
        self.reel = Reel(desk, self)
        self.dock = FilmDock(desk, self.reel)
        self.mode = FilmMode(desk, self.reel, self.dock.timeline.say_shot, place)
        self.dock.export_asked.connect(self.ask_export)
        self.dock.timeline.music_asked.connect(self._ask_music)
        self.mode.shot.move_asked.connect(lambda: self.make_move(self.reel.panel()))
        self.dock.timeline.shot_picked.connect(lambda: self.mode.show_side(Side.SHOT))

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.dock.retranslate()
        self.mode.retranslate()

    def show_preview(self, *, is_large: bool) -> None:
        """Where the picture is shown: large in the film mode, else small beside the timeline."""
        self.dock.screen_.setVisible(not is_large)

    def finish(self) -> None:
        """Before the book is closed."""
        self.reel.finish()

    def ask_export(self) -> ExportFilm | None:
        """Ask what the film becomes, then write it."""
        view = self._desk.view
        if view is None or not view.pages or self.dock.strip.is_busy:
            return None
        folder = self._desk.path.parent if self._desk.path is not None else Path.home()
        dialog = ExportFilm(view, self.reel.choices, folder, self._window)
        dialog.asked.connect(self.dock.strip.begin)
        dialog.asked.connect(lambda _: self.dock.show())
        dialog.open()
        return dialog

    def make_move(self, panel: PanelId | None) -> MakeMove | None:
        """Ask for a clip of a panel."""
        if panel is None or self._desk.view is None:
            return None
        dialog = MakeMove(self._desk, panel, self._window)
        dialog.open()
        return dialog

    def _ask_music(self) -> None:
        self.mode.show_side(Side.FILM)
        self.mode.film.ask_music()
