"""The cast as a list: portraits with their identity's badge, and the way to more of them."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QPushButton, QVBoxLayout, QWidget

from charabook.studio.identities import IdentityState
from gui.book_view import BookView
from gui.cast.portraits import PORTRAIT_PX, portrait_sign, standing_name
from gui.thumbnails import Thumbnails
from projects.records import LookId

MOST_PX = 340
ROW_PX = 50
ID_ROLE = Qt.ItemDataRole.UserRole + 1


class CastList(QWidget):
    """One row for each look."""

    look_chosen = Signal(str)
    character_asked = Signal()
    look_asked = Signal()

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._rows = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self._rows)
        self.list.setIconSize(QSize(PORTRAIT_PX - 14, PORTRAIT_PX - 14))
        self.list.setSpacing(2)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.add_character, self.add_look = QPushButton(), QPushButton()
        self.add_character.clicked.connect(self.character_asked)
        self.add_look.clicked.connect(self.look_asked)
        self._lay_out()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.list.setAccessibleName(self.tr("Cast"))
        self.add_character.setText(self.tr("Add character"))
        self.add_look.setText(self.tr("Add look"))

    def show_cast(self, view: BookView, states: Mapping[LookId, IdentityState], chosen: LookId | None) -> None:
        """Show all looks, one of them chosen."""
        blocked = self.list.selectionModel().blockSignals(True)
        self._rows.clear()
        for look in view.looks.values():
            state = states.get(look.id)
            item = QStandardItem(f"{view.look_name(look.id)}\n{standing_name(state) if state is not None else ''}")
            item.setData(look.id, ID_ROLE)
            item.setSizeHint(QSize(0, ROW_PX))  # as wide as the list: long names end in dots
            item.setToolTip(item.text())
            item.setIcon(portrait_sign(self._thumbnails.get(view.portrait(look)), view.colour(look.id), state))
            self._rows.appendRow(item)
            if look.id == chosen:
                self.list.setCurrentIndex(item.index())
        self.list.selectionModel().blockSignals(blocked)
        self.add_look.setEnabled(chosen is not None)

    def _lay_out(self) -> None:
        self.setMaximumWidth(MOST_PX)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_character)
        buttons.addWidget(self.add_look)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)

    def _choose(self, current: QModelIndex) -> None:
        self.look_chosen.emit(str(current.data(ID_ROLE) or ""))
