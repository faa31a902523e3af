"""Lets pictures be dropped on panels, wherever panels are shown: takes, files, and what other programs hold."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractScrollArea

from gui.carrying import carries_picture
from gui.desk import Desk
from gui.takes.bringing import bring
from gui.takes.edge_scroll import EdgeScroll
from projects.records import PanelId


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
        if not carries_picture(event.mimeData()):
            return False
        self._weigh(event)
        return True

    def _weigh(self, event: QDropEvent) -> None:
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
            bring(self._desk, event.mimeData(), panel)
