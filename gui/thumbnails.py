"""Small pictures for lists and trees: fetched on the studio's thread, decoded on spare ones, cached by hash.

A picture is immutable, so what is cached never goes stale. Nothing here blocks the GUI thread.
"""

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QObject, QRunnable, QSize, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

from projects.records import AssetHash

LONG_SIDE_PX = 192
MOST = 2000
"""Decoded thumbnails kept in memory: about 150 kB each at most."""

Fetch = Callable[[AssetHash, Callable[[bytes], None]], None]
"""Gets the bytes of an asset, later, on the GUI thread."""


class Thumbnails(QObject):
    """Ask with `get`; what is not there yet arrives with `ready`."""

    ready = Signal(str)

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._known: OrderedDict[AssetHash, QPixmap] = OrderedDict()
        self._awaited: set[AssetHash] = set()
        self._is_over = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

    def get(self, asset: AssetHash | None) -> QPixmap | None:
        """The thumbnail if it is known; otherwise None, and `ready` follows with the hash."""
        if asset is None:
            return None
        if asset in self._known:
            self._known.move_to_end(asset)
            return self._known[asset]
        if asset not in self._awaited:
            self._awaited.add(asset)
            self._fetch(asset, lambda content: self._decode(asset, content))
        return None

    def finish(self) -> None:
        """Wait for what is being decoded, before the window goes; what arrives later is dropped.

        A pool that still works when it is destroyed waits for its threads, and they wait for Python: nobody goes on.
        """
        self._is_over = True
        self._pool.waitForDone()

    def _decode(self, asset: AssetHash, content: bytes) -> None:
        if self._is_over:
            return
        task = _Decoding(asset, content)
        task.signals.decoded.connect(self._keep)
        self._pool.start(task)

    @Slot(str, QImage)
    def _keep(self, asset: str, image: QImage) -> None:
        key = AssetHash(asset)
        self._awaited.discard(key)
        self._known[key] = QPixmap.fromImage(image)
        while len(self._known) > MOST:
            self._known.popitem(last=False)
        self.ready.emit(asset)


class _Signals(QObject):
    decoded = Signal(str, QImage)


class _Decoding(QRunnable):
    """Decode and shrink one picture off the GUI thread."""

    def __init__(self, asset: AssetHash, content: bytes) -> None:
        super().__init__()
        self.signals = _Signals()
        self._asset = asset
        self._content = content

    def run(self) -> None:
        """Runs on a pool thread."""
        image = QImage.fromData(self._content)
        if not image.isNull():
            image = image.scaled(
                QSize(LONG_SIDE_PX, LONG_SIDE_PX),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        self.signals.decoded.emit(self._asset, image)
