"""Painted frames of the film, as many as memory is set aside for; those not seen for longest go first."""

from collections import OrderedDict

from PySide6.QtGui import QImage

KEPT_BYTES = 160_000_000


class KeptFrames:
    """Pictures by the number of their frame."""

    def __init__(self) -> None:
        self._pictures: OrderedDict[int, QImage] = OrderedDict()
        self._bytes = 0

    def __contains__(self, frame: object) -> bool:
        """Whether a frame is painted."""
        return frame in self._pictures

    def get(self, frame: int) -> QImage | None:
        """A frame that is now seen; None if it is not painted."""
        picture = self._pictures.get(frame)
        if picture is not None:
            self._pictures.move_to_end(frame)
        return picture

    def keep(self, frame: int, picture: QImage) -> None:
        """Take up a frame."""
        if frame not in self._pictures:
            self._pictures[frame] = picture
            self._bytes += picture.sizeInBytes()
        while self._bytes > KEPT_BYTES:
            self._bytes -= self._pictures.popitem(last=False)[1].sizeInBytes()

    def clear(self) -> None:
        """Forget all."""
        self._pictures.clear()
        self._bytes = 0
