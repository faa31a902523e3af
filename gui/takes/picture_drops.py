"""Lets pictures be dropped on panels, wherever panels are shown: takes of the book, and files from the desktop."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractScrollArea

from gui.carrying import CarriedPicture, carried_picture
from gui.desk import Desk
from gui.takes.edge_scroll import EdgeScroll
from projects.records import PanelId

MOST_SIDE_PX = 4096
"""A page of 13 inches at 300 dots per inch; what is larger is made smaller."""


class PictureDrops(QObject):
    """Watches a view; what is let go over one of its panels stands there from then on."""

    aimed = Signal(str)
    """The panel under what is carried, or an empty string."""

    def __init__(self, desk: Desk, view: QAbstractScrollArea, panel_at: Callable[[QPoint], PanelId | None]) -> None:
        super().__init__(view)
        self._desk = desk
        self._panel_at = panel_at
        self._scroll = EdgeScroll(view)
        view.viewport().setAcceptDrops(True)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is a picture; anything else is the view's own."""
        if event.type() == QEvent.Type.DragLeave:
            self._scroll.stop()
            self.aimed.emit("")
            return False
        if not isinstance(event, QDropEvent):  # entering and moving are kinds of it
            return False
        picture = carried_picture(event.mimeData())
        if picture is None:
            return False
        self._weigh(event, picture)
        return True

    def _weigh(self, event: QDropEvent, picture: CarriedPicture) -> None:
        place, is_drop = event.position().toPoint(), event.type() == QEvent.Type.Drop
        panel = self._panel_at(place)
        if is_drop:
            self._scroll.stop()
        else:
            self._scroll.follow(place)
        self.aimed.emit("" if panel is None or is_drop else panel)
        # Whoever refuses a picture at its edge is not asked again when it is carried on to a panel.
        if panel is None and event.type() != QEvent.Type.DragEnter:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if is_drop and panel is not None:
            bring(self._desk, picture, panel)


def bring(desk: Desk, picture: CarriedPicture, panel: PanelId) -> None:
    """Let a picture stand for a panel: a take, or a file, which is checked before it enters the book."""
    if isinstance(picture, Path):
        desk.change(lambda studio: studio.bringing.bring_picture(panel, _read(picture), picture.name))
    else:
        desk.change(lambda studio: studio.bringing.bring_take(picture, panel))


def _read(file: Path) -> bytes:
    from gui.pictures import read_picture  # noqa: PLC0415  not when the window opens

    return read_picture(file, MOST_SIDE_PX)
