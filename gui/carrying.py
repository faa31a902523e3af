"""What is carried from one part of the window to another with the mouse, or into it from the desktop."""

from pathlib import Path

from PySide6.QtCore import QMimeData

from projects.records import LookId, TakeId

LOOK_MIME = "application/x-charabook-look"
"""The id of a look: a cast member on the way to a panel."""
TAKE_MIME = "application/x-charabook-take"
"""The id of a take: a picture on the way to another panel."""
PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")
"""Of files that look as if they were pictures; whether they are is found out when they are read."""

CarriedPicture = TakeId | Path


def carrying_look(look: LookId) -> QMimeData:
    """A cast member on the way."""
    return _carrying(LOOK_MIME, look)


def carrying_take(take: TakeId) -> QMimeData:
    """A take on the way."""
    return _carrying(TAKE_MIME, take)


def carried_look(mime: QMimeData) -> LookId | None:
    """Who is carried, if it is somebody."""
    return LookId(_text(mime, LOOK_MIME)) if mime.hasFormat(LOOK_MIME) else None


def carried_picture(mime: QMimeData) -> CarriedPicture | None:
    """Which take is carried, or which file that looks like a picture."""
    if mime.hasFormat(TAKE_MIME):
        return TakeId(_text(mime, TAKE_MIME))
    files = (Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    return next((file for file in files if file.suffix.lower() in PICTURE_SUFFIXES), None)


def _carrying(kind: str, record: str) -> QMimeData:
    mime = QMimeData()
    mime.setData(kind, record.encode())
    return mime


def _text(mime: QMimeData, kind: str) -> str:
    return bytes(mime.data(kind).data()).decode(errors="replace")
