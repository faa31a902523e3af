"""Film: a large preview, and beside it what the camera does in this shot, or what concerns the whole film."""

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gui.desk import Desk
from gui.films.blocks import ShotBlock
from gui.films.camera_stage import CameraStage
from gui.films.film_panel import FilmPanel
from gui.films.reel import Reel
from gui.films.screen import FilmScreen, steer
from gui.films.shot_panel import ShotPanel
from gui.plain_scroll import PlainScroll
from gui.reading_order import follow

SIDE_PX = 324


class Side(IntEnum):
    """What the panel at the side is about."""

    SHOT = 0
    FILM = 1


class FilmMode(QWidget):
    """The middle of the window in the Film mode; the timeline is a dock below it."""

    def __init__(
        self, desk: Desk, reel: Reel, say_shot: Callable[[ShotBlock], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reel = reel
        self.middle, self.tabs, self.sides = QStackedWidget(), QTabBar(), QStackedWidget()
        self._lay_out()
        self.screen_ = FilmScreen(reel, QSize(240, 160))
        self.stage = CameraStage(reel)
        for part in (self.screen_, self.stage):
            self.middle.addWidget(part)
        self.shot = ShotPanel(reel, say_shot)
        self._areas[Side.SHOT].setWidget(self.shot)
        self._film: FilmPanel | None = None
        self.setFocusProxy(self.screen_)
        follow(self.screen_, (self.stage, self.tabs))
        self._connect()

    @property
    def film(self) -> FilmPanel:
        """What concerns the whole film; furnished when somebody looks for it."""
        if self._film is None:
            self._film = self._furnish_film()
        return self._film

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.tabs.setTabText(Side.SHOT, self.tr("This shot"))
        self.tabs.setTabText(Side.FILM, self.tr("The film"))
        self.tabs.setAccessibleName(self.tr("What is shown beside the preview"))
        for part in (self.screen_, self.stage, self.shot, self._film):
            if part is not None:
                part.retranslate()

    def show_side(self, side: Side) -> None:
        """Show the fields of the shot, or of the film."""
        self.tabs.setCurrentIndex(side)

    def _lay_out(self) -> None:
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(True)
        self._areas = [_scrolled() for _ in Side]
        for area in self._areas:
            self.tabs.addTab("")
            self.sides.addWidget(area)
        side = QVBoxLayout()
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addWidget(self.tabs)
        side.addWidget(self.sides, 1)
        panel = QWidget()
        panel.setLayout(side)
        panel.setFixedWidth(SIDE_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.middle, 1)
        row.addWidget(panel)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._show_side)
        self.shot.camera_toggled.connect(self._toggle_camera)
        self.stage.placed.connect(self._reel.director.place_camera)
        self.stage.left.connect(lambda: self.shot.camera_button.setChecked(False))
        key = QShortcut(QKeySequence("C"), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.shot.camera_button.toggle)

    def _show_side(self, side: int) -> None:
        if side == Side.FILM and self._film is None:
            self._film = self._furnish_film()
        self.sides.setCurrentIndex(side)

    def _furnish_film(self) -> FilmPanel:
        panel = FilmPanel(self._desk, self._reel)
        self._areas[Side.FILM].setWidget(panel)
        panel.retranslate()
        return panel

    def _toggle_camera(self, on: bool) -> None:  # noqa: FBT001  a Qt signal's argument
        shown = self.stage if on else self.screen_
        self.middle.setCurrentWidget(shown)
        self.setFocusProxy(shown)
        if on:
            self._reel.want_ground()
        else:
            self._reel.forget_ground()
        shown.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """The film is seen."""
        super().showEvent(event)
        self._reel.wake(self)
        (self.stage if self.shot.camera_button.isChecked() else self.screen_).setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """The film is not seen here any more."""
        super().hideEvent(event)
        self._reel.rest(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays wherever nothing else wants it."""
        if not steer(self._reel, event):
            super().keyPressEvent(event)


def _scrolled() -> PlainScroll:
    area = PlainScroll()
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
