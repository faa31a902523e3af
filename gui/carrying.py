"""What is carried from one part of the window to another, by mouse or clipboard, or into it from other programs."""

from collections.abc import Container
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from projects.records import LookId, TakeId

LOOK_MIME = "application/x-charabook-look"
"""The id of a look: a cast member on the way to a panel."""
TAKE_MIME = "application/x-charabook-take"
"""The id of a take: a picture on the way to another panel."""
PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")
"""Of files that look as if they were pictures; whether they are is found out when they are read."""

CarriedPicture = TakeId | Path | QImage
"""A take of this book, a file, or what another program holds in its hands."""


def carrying_look(look: LookId) -> QMimeData:
    """A cast member on the way."""
    return _carrying(LOOK_MIME, look)


def carrying_take(take: TakeId) -> QMimeData:
    """A take on the way."""
    return _carrying(TAKE_MIME, take)


def carried_look(mime: QMimeData) -> LookId | None:
    """Who is carried, if it is somebody."""
    return LookId(_text(mime, LOOK_MIME)) if mime.hasFormat(LOOK_MIME) else None


def carries_picture(mime: QMimeData | None) -> bool:
    """Whether there is a picture, without asking another program to hand it over yet; an empty clipboard is None."""
    return mime is not None and (mime.hasFormat(TAKE_MIME) or _picture_file(mime) is not None or mime.hasImage())


def carried_picture(mime: QMimeData, known: Container[TakeId]) -> CarriedPicture | None:
    """Which of the `known` takes is carried, which file that looks like a picture, or which picture."""
    take = TakeId(_text(mime, TAKE_MIME))
    if take in known:
        return take
    file = _picture_file(mime)
    if file is not None:
        return file
    picture = QImage(mime.imageData()) if mime.hasImage() else QImage()
    return None if picture.isNull() else picture


def _picture_file(mime: QMimeData) -> Path | None:
    files = (Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    return next((file for file in files if file.suffix.lower() in PICTURE_SUFFIXES), None)


def _carrying(kind: str, record: str) -> QMimeData:
    mime = QMimeData()
    mime.setData(kind, record.encode())
    return mime


def _text(mime: QMimeData, kind: str) -> str:
    return bytes(mime.data(kind).data()).decode(errors="replace")
