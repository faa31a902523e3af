"""Right, lower: the cast with identity badges; drag a member onto the panel, or press Enter to place them."""

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QDockWidget, QListWidget, QListWidgetItem, QWidget

from gui.attention import Attention
from gui.carrying import LOOK_MIME, carrying_look
from gui.cast.portraits import PORTRAIT_PX, portrait_sign, standing_name
from gui.desk import Desk
from gui.thumbnails import Thumbnails
from projects.records import LookId


class CastList(QListWidget):
    """A list whose items can be carried to the canvas."""

    def mimeTypes(self) -> list[str]:
        """What a carried item is."""
        return [LOOK_MIME]

    def mimeData(self, items: list[QListWidgetItem]) -> QMimeData:  # type: ignore[override]
        """Who is carried."""
        return carrying_look(LookId(str(items[0].data(Qt.ItemDataRole.UserRole)))) if items else QMimeData()


class CastShelf(QDockWidget):
    """Portraits of all looks."""

    look_chosen = Signal(str)
    place_asked = Signal(str)
    """Put this look into the panel at hand."""

    def __init__(self, desk: Desk, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shelf")
        self._desk = desk
        self._thumbnails = thumbnails
        self.list = CastList()
        self.list.setViewMode(QListWidget.ViewMode.IconMode)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setMovement(QListWidget.Movement.Static)
        self.list.setIconSize(QSize(PORTRAIT_PX, PORTRAIT_PX))
        self.list.setGridSize(QSize(PORTRAIT_PX + 30, PORTRAIT_PX + 34))
        self.list.setDragEnabled(True)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.list.itemActivated.connect(lambda item: self.place_asked.emit(item.data(Qt.ItemDataRole.UserRole)))
        self.list.currentItemChanged.connect(self._tell)
        self._attention = Attention(self, self._refresh)
        self._attention.follow_theme()
        for changed in (desk.book_changed, desk.states_changed):
            changed.connect(self._attention.call)
        thumbnails.ready.connect(self._portrait_arrived)
        self.setWidget(self.list)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setWindowTitle(self.tr("Cast"))
        self.list.setAccessibleName(self.tr("Cast members"))
        self.list.setToolTip(self.tr("Drag somebody onto the panel, or press Enter"))
        self._refresh()

    def _tell(self, current: QListWidgetItem | None) -> None:
        if current is not None:
            self.look_chosen.emit(str(current.data(Qt.ItemDataRole.UserRole)))

    def _portrait_arrived(self, asset: str) -> None:
        view = self._desk.view
        if view is not None and view.is_portrait(asset):
            self._attention.call()

    def _refresh(self) -> None:
        view = self._desk.view
        if view is None:
            return
        chosen = self.list.currentIndex().data(Qt.ItemDataRole.UserRole)
        blocked = self.list.blockSignals(True)
        self.list.clear()
        for look in view.looks.values():
            state = self._desk.states.identities.get(look.id)
            picture = self._thumbnails.get(view.portrait(look))
            item = QListWidgetItem(portrait_sign(picture, view.colour(look.id), state), view.look_name(look.id))
            item.setData(Qt.ItemDataRole.UserRole, look.id)
            said = f"{view.look_name(look.id)}: {standing_name(state)}" if state else view.look_name(look.id)
            item.setToolTip(said)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            self.list.addItem(item)
            if look.id == chosen:
                self.list.setCurrentItem(item)
        self.list.blockSignals(blocked)
