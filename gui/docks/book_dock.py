"""Left: the book as a tree. Chapter, page, panel, each panel with a thumbnail and a dot that says how far it is."""

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QDockWidget, QTreeView, QWidget

from gui.book_view import BookView, PanelState
from gui.theme import shades
from gui.thumbnails import Thumbnails
from projects.records import Page, PageId, PageKind, Panel, PanelId

KIND_ROLE = Qt.ItemDataRole.UserRole + 1
ID_ROLE = Qt.ItemDataRole.UserRole + 2
ICON_PX = 48

DOTS = {
    PanelState.EMPTY: "#a0a0a6",
    PanelState.DRAFT: "#d99a00",
    PanelState.APPROVED: "#5b8e3e",
    PanelState.LOCKED: "#2e86ab",
}


class BookDock(QDockWidget):
    """Shows where everything is, and follows and leads the selection."""

    panel_chosen = Signal(str)
    page_chosen = Signal(str)

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("book")
        self._thumbnails = thumbnails
        self._view: BookView | None = None
        self._model = QStandardItemModel(self)
        self.tree = QTreeView()
        self.tree.setModel(self._model)
        self.tree.setHeaderHidden(True)
        self.tree.setIconSize(QSize(ICON_PX, ICON_PX))
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setUniformRowHeights(False)
        self.tree.selectionModel().currentChanged.connect(self._tell)
        thumbnails.ready.connect(self._picture_arrived)
        self.setWidget(self.tree)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setWindowTitle(self.tr("Book"))
        self.tree.setAccessibleName(self.tr("Chapters, pages and panels"))
        if self._view is not None:
            self.show_book(self._view)

    def show_book(self, view: BookView) -> None:
        """Show the book; what was selected and folded stays so."""
        chosen = self.chosen()
        folded = {_id(item) for item in self._every_item() if not self.tree.isExpanded(item.index())}
        self._view = view
        blocker = self.tree.selectionModel().blockSignals(True)
        self._model.clear()
        for page in view.pages:
            self._model.appendRow(self._page_item(view, page))
        for item in self._every_item():
            self.tree.setExpanded(item.index(), _id(item) not in folded)
        self.select(chosen)
        self.tree.selectionModel().blockSignals(blocker)

    def chosen(self) -> str:
        """The id of the selected page or panel."""
        index = self.tree.currentIndex()
        return str(index.data(ID_ROLE) or "") if index.isValid() else ""

    def select(self, record: str) -> None:
        """Select a page or panel by id."""
        item = self._item(record)
        if item is not None and self.tree.currentIndex() != item.index():
            self.tree.setCurrentIndex(item.index())

    def _page_item(self, view: BookView, page: Page) -> QStandardItem:
        item = _item(self._page_name(view, page), "page", page.id)
        for number, panel in enumerate(view.panels_of_page.get(page.id, ()), start=1):
            child = _item(self._panel_name(panel, number), "panel", panel.id)
            child.setIcon(self._panel_icon(panel))
            child.setToolTip(self._state_name(view.state(panel)))
            item.appendRow(child)
        return item

    def _page_name(self, view: BookView, page: Page) -> str:
        if page.kind is PageKind.TITLE:
            return self.tr("Title page")
        number = view.page_number(page)
        if page.spread:
            return self.tr("Pages {first} and {second}").format(first=number, second=number + 1)
        return self.tr("Page {number}").format(number=number)

    def _panel_name(self, panel: Panel, number: int) -> str:
        words = panel.action or panel.alt_text or self.tr("Panel")
        return f"{number}  {words if len(words) <= 40 else words[:39] + '…'}"

    def _state_name(self, state: PanelState) -> str:
        return {
            PanelState.EMPTY: self.tr("No picture yet"),
            PanelState.DRAFT: self.tr("Has takes, none chosen"),
            PanelState.APPROVED: self.tr("Take chosen"),
            PanelState.LOCKED: self.tr("Locked"),
        }[state]

    def _panel_icon(self, panel: Panel) -> QIcon:
        if self._view is None:
            return QIcon()
        picture = self._thumbnails.get(self._view.picture(panel))
        return QIcon(dotted(picture, DOTS[self._view.state(panel)]))

    def _picture_arrived(self, asset: str) -> None:
        if self._view is None:
            return
        for item in self._every_item():
            panel = self._view.panels_by_id.get(PanelId(_id(item)))
            if panel is not None and self._view.picture(panel) == asset:
                item.setIcon(self._panel_icon(panel))

    def _tell(self, current: QModelIndex) -> None:
        record = str(current.data(ID_ROLE) or "")
        if current.data(KIND_ROLE) == "panel":
            self.panel_chosen.emit(PanelId(record))
        elif current.data(KIND_ROLE) == "page":
            self.page_chosen.emit(PageId(record))

    def _every_item(self) -> Iterator[QStandardItem]:
        for row in range(self._model.rowCount()):
            page = self._model.item(row)
            yield page
            yield from (page.child(child) for child in range(page.rowCount()))

    def _item(self, record: str) -> QStandardItem | None:
        return next((item for item in self._every_item() if _id(item) == record), None)


def dotted(picture: QPixmap | None, colour: str) -> QPixmap:
    """A square icon of a picture (or an empty frame) with a state dot in its corner."""
    icon = QPixmap(ICON_PX * 2, ICON_PX * 2)
    icon.fill(Qt.GlobalColor.transparent)
    painter = QPainter(icon)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    side = ICON_PX * 2
    if picture is None or picture.isNull():
        painter.setPen(QColor(shades().line))
        painter.setBrush(QColor(shades().raised))
        painter.drawRoundedRect(2, 2, side - 4, side - 4, 6, 6)
    else:
        shown = picture.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawPixmap((side - shown.width()) // 2, (side - shown.height()) // 2, shown)
    painter.setPen(QColor(shades().base))
    painter.setBrush(QColor(colour))
    painter.drawEllipse(side - 26, side - 26, 22, 22)
    painter.end()
    icon.setDevicePixelRatio(2.0)
    return icon


def _item(text: str, kind: str, record: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setData(kind, KIND_ROLE)
    item.setData(record, ID_ROLE)
    return item


def _id(item: QStandardItem) -> str:
    return str(item.data(ID_ROLE))
