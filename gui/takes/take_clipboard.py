"""Takes and the clipboard: to another panel without the mouse, to another program, and from it."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication, QImage

from gui.carrying import TAKE_MIME, carries_picture, carrying_take
from gui.desk import Desk
from gui.takes.bringing import bring
from projects.records import PanelId, Take, TakeId


def leave_picture() -> None:
    """Before the program ends: what was copied stays a picture to others, and nothing of ours.

    Qt lets go of the clipboard when Python is gone already, and what Python has made would go with a crash.
    """
    clipboard = QGuiApplication.clipboard()
    copied = cast("QMimeData | None", clipboard.mimeData())  # nothing at all where nothing was ever copied
    if copied is not None and copied.hasFormat(TAKE_MIME):
        clipboard.setImage(QImage(copied.imageData()))


class TakeClipboard(QObject):
    """What is copied is a take to this book and a picture to everybody else."""

    def __init__(
        self, desk: Desk, at_hand: Callable[[], Take | None], panel: Callable[[], PanelId | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._at_hand = at_hand
        self._panel = panel

    def copy(self) -> None:
        """Take the take at hand along."""
        take = self._at_hand()
        if take is not None and take.asset is not None:
            self._desk.fetch(take.asset, lambda content: self._keep(take.id, content))

    def paste(self) -> None:
        """Let what was copied, here or in a drawing program, stand for the panel at hand."""
        panel, copied = self._panel(), QGuiApplication.clipboard().mimeData()
        if not carries_picture(copied):
            self._desk.notice(self.tr("No picture has been copied yet."))
        elif panel is not None:
            bring(self._desk, copied, panel)

    def _keep(self, take: TakeId, content: bytes) -> None:
        carried = carrying_take(take)
        carried.setImageData(QImage.fromData(content))
        QGuiApplication.clipboard().setMimeData(carried)
        self._desk.notice(self.tr("Take copied. Go to another panel and use it there."))
