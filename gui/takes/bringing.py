"""Brings a picture into a panel: a take of the book, a file from the disk, or what another program hands over."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData
from PySide6.QtGui import QImage

from gui.carrying import carried_picture
from gui.desk import Desk
from projects.records import PanelId

MOST_SIDE_PX = 4096
"""A page of 13 inches at 300 dots per inch; what is larger is made smaller."""


def bring(desk: Desk, mime: QMimeData, panel: PanelId) -> None:
    """Let what is carried stand for a panel; what comes from outside is checked before it enters the book."""
    picture = carried_picture(mime, desk.view.takes_by_id if desk.view is not None else ())
    if picture is None:
        return
    if isinstance(picture, Path):
        desk.change(lambda studio: studio.bringing.bring_picture(panel, _read(picture), picture.name))
    elif isinstance(picture, QImage):
        name = QCoreApplication.translate("Bringing", "Pasted picture")
        desk.change(lambda studio: studio.bringing.bring_picture(panel, _written(picture), name))
    else:
        desk.change(lambda studio: studio.bringing.bring_take(picture, panel))


def _read(file: Path) -> bytes:
    from gui.pictures import read_picture  # noqa: PLC0415  not when the window opens

    return read_picture(file, MOST_SIDE_PX)


def _written(image: QImage) -> bytes:
    from gui.pictures import written_picture  # noqa: PLC0415

    return written_picture(image, MOST_SIDE_PX)
