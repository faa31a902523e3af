"""Brings the picture of a take onto the canvas, and the picture that is being made while it is made."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from gui.canvas.panel_canvas import PanelCanvas
from gui.desk import Desk
from projects.records import AssetHash, Take


class ShownPicture(QObject):
    """Fetches a picture once; while a preview is shown, no take comes in its way."""

    arrived = Signal()
    """The canvas shows a take of perhaps another shape."""

    def __init__(self, desk: Desk, canvas: PanelCanvas, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._canvas = canvas
        self._asset: AssetHash | None = None
        self._is_preview = False

    def show_take(self, take: Take | None, aspect: float) -> None:
        """Show a take, or an empty sheet of the given aspect (width / height)."""
        asset = take.asset if take is not None else None
        if self._is_preview:
            return
        if asset is None:
            self._asset = None
            self._canvas.show_blank(aspect)
        elif asset != self._asset:
            self._asset = asset
            self._fetch(asset)

    def show_preview(self, png: bytes) -> None:
        """Show a picture that is still being made."""
        picture = pixmap(png)
        if not picture.isNull():
            self._is_preview = True
            self._asset = None
            self._canvas.show_picture(picture)

    def end_preview(self) -> None:
        """Takes may be shown again."""
        self._is_preview = False

    def forget(self) -> None:
        """Another panel: whatever is still under way is not for it."""
        self._asset = None

    def _fetch(self, asset: AssetHash) -> None:
        # Whoever leafs fast has turned on when the studio comes to it: what nobody will see is not read.
        self._desk.ask(
            lambda studio: studio.asset(asset) if asset == self._asset else b"",
            lambda content: self._arrive(asset, content),
            lambda _: None,
        )

    def _arrive(self, asset: AssetHash, content: bytes) -> None:
        picture = pixmap(content)
        if asset == self._asset and not picture.isNull():
            self._canvas.show_picture(picture)
            self.arrived.emit()


def pixmap(content: bytes) -> QPixmap:
    """A stored picture, ready for the screen; a null one if it cannot be read."""
    return QPixmap.fromImage(QImage.fromData(content))
