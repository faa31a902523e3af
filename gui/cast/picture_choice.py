"""An identity out of the book: every take that shows a look, cropped to it; one click makes it the identity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from charabook.engine.requests import Box
from charabook.studio.mask_boxes import mask_box
from gui.book_view import BookView
from gui.cast.continuity_sheet import CELL_PX, cropped
from gui.desk import Desk
from gui.dialogs import Foot, dialog_column
from gui.facts import SeenMask, seen_masks
from gui.invitation import Invitation
from projects.records import LookId, Take, TakeId

if TYPE_CHECKING:
    from charabook.studio import Studio

MOST = 60
"""The newest takes that are offered."""
WHOLE = Box(left=0.0, top=0.0, width=1.0, height=1.0)


class PictureChoice(QDialog):
    """Hands over the id of a take."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, look: LookId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._look = look
        self.setWindowTitle(self.tr("Identity from a picture of the book"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        about = QLabel(self.tr("Choose the picture in which the character looks right."))
        about.setProperty("muted", True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Pictures that show this look"))
        self.list.setViewMode(QListWidget.ViewMode.IconMode)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setMovement(QListWidget.Movement.Static)
        self.list.setIconSize(QSize(CELL_PX, CELL_PX))
        self.list.setGridSize(QSize(CELL_PX + 22, CELL_PX + 34))
        self.list.setProperty("framed", True)
        self.list.itemActivated.connect(lambda _: self._finish())
        self.nothing = Invitation("identity")
        self.nothing.say(self.tr("No picture shows this look yet. Draw a panel with it first."))
        foot = Foot(self, self._finish, self.tr("Make it the identity"), self.tr("Cancel"))
        self.use_button = foot.go
        column = dialog_column(self)
        column.addWidget(about)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1)
        column.addWidget(foot)
        self.resize(680, 480)
        if desk.view is not None:
            self._fill(desk.view)

    def _fill(self, view: BookView) -> None:
        found = takes_with(view, self._look)
        for take, seen in found:
            item = QListWidgetItem(self.tr("Seed {seed}").format(seed=take.seed))
            item.setData(Qt.ItemDataRole.UserRole, take.id)
            self.list.addItem(item)
            self._fetch(item, take, seen)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self.use_button.setEnabled(bool(found))

    def _fetch(self, item: QListWidgetItem, take: Take, seen: SeenMask) -> None:
        asset = take.asset
        if asset is None:
            return

        def read(studio: Studio) -> QImage:
            box = mask_box(studio.asset(seen.mask))
            where = Box(left=box[0], top=box[1], width=box[2], height=box[3]) if box is not None else WHOLE
            return cropped(QImage.fromData(studio.asset(asset)), where)

        self._desk.ask(read, lambda cell: self._show(item, cell), lambda _: None)

    @staticmethod
    def _show(item: QListWidgetItem, cell: QImage) -> None:
        picture = QPixmap.fromImage(cell)
        icon = QIcon(picture)
        icon.addPixmap(picture, QIcon.Mode.Selected)  # Qt would tint it, and what is judged here are its colours
        item.setIcon(icon)

    def _finish(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.chosen.emit(str(item.data(Qt.ItemDataRole.UserRole)))
            self.accept()


def takes_with(view: BookView, look: LookId) -> tuple[tuple[Take, SeenMask], ...]:
    """The takes in which the engine saw a look, the newest first."""
    masks = ((take, next((one for one in seen_masks(take) if one.look == look), None)) for take in _panel_takes(view))
    found = [(take, seen) for take, seen in masks if seen is not None and take.asset is not None]
    return tuple(sorted(found, key=lambda pair: pair[0].created_s, reverse=True)[:MOST])


def _panel_takes(view: BookView) -> tuple[Take, ...]:
    return tuple(take for takes in view.takes_of_panel.values() for take in takes)


def take_of(view: BookView, take: str) -> Take | None:
    """A take by the id that a dialog has handed over."""
    return view.takes_by_id.get(TakeId(take))
