"""Left: the book as a tree. Chapter, page, panel, each panel with a thumbnail and a dot that says how far it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap, QPolygonF, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDockWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from gui.book_view import BookView, PanelState
from gui.desk import Desk
from gui.theme import shades
from gui.thumbnails import Thumbnails
from projects.records import Page, PageId, PageKind, Panel, PanelId

KIND_ROLE = Qt.ItemDataRole.UserRole + 1
ID_ROLE = Qt.ItemDataRole.UserRole + 2
THUMB_PX = 40
ROW_PX = 48

DOTS = {
    PanelState.EMPTY: "",
    PanelState.QUEUED: "#2e86ab",
    PanelState.DRAFT: "#d99a00",
    PanelState.APPROVED: "#5b8e3e",
    PanelState.STALE: "#c2512f",
    PanelState.LOCKED: "#6d6875",
}
"""An empty panel has an empty ring."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the tree, before it is one."""

    kind: str
    id: str
    name: str
    children: "tuple[Row, ...]" = ()


class BookDock(QDockWidget):
    """Shows where everything is, and follows and leads the selection."""

    panel_chosen = Signal(str)
    page_chosen = Signal(str)

    def __init__(self, desk: Desk, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("book")
        self._desk = desk
        self._view: BookView | None = None
        self._rows: tuple[Row, ...] = ()
        self._items: dict[str, QStandardItem] = {}
        self._model = QStandardItemModel(self)
        self.tree = BookTree()
        self.tree.setObjectName("chapters")
        self.tree.setModel(self._model)
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(14)
        self.tree.setItemDelegate(BookDelegate(desk, thumbnails, self.tree))
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.tree.selectionModel().currentChanged.connect(self._tell)
        thumbnails.ready.connect(lambda _: self.tree.viewport().update())
        desk.states_changed.connect(self._show_states)
        desk.jobs_changed.connect(self._show_states)
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
        self._view = view
        rows = self._tree_of(view)
        if rows != self._rows:
            self._fill(rows)
        self._show_states()

    def chosen(self) -> str:
        """The id of the selected page or panel."""
        index = self.tree.currentIndex()
        return str(index.data(ID_ROLE) or "") if index.isValid() else ""

    def select(self, record: str) -> None:
        """Select a page or panel by id."""
        item = self._items.get(record)
        if item is not None and self.tree.currentIndex() != item.index():
            self.tree.setCurrentIndex(item.index())

    def _fill(self, rows: tuple[Row, ...]) -> None:
        chosen = self.chosen()
        folded = {
            _id(item) for item in self._every_item() if item.hasChildren() and not self.tree.isExpanded(item.index())
        }
        self._rows = rows
        blocked = self.tree.selectionModel().blockSignals(True)
        self._model.clear()
        for row in rows:
            self._model.appendRow(_item(row))
        self._items = {_id(item): item for item in self._every_item()}
        self.tree.expandAll()
        for item in self._every_item() if folded else ():
            if _id(item) in folded:
                self.tree.collapse(item.index())
        self.select(chosen)
        self.tree.selectionModel().blockSignals(blocked)

    def _tree_of(self, view: BookView) -> tuple[Row, ...]:
        loose = [page for page in view.pages if page.chapter is None or page.chapter not in self._chapter_ids(view)]
        rows = [self._page_row(view, page) for page in loose]
        for number, chapter in enumerate(view.chapters, start=1):
            pages = tuple(self._page_row(view, page) for page in view.pages if page.chapter == chapter.id)
            name = chapter.title or self.tr("Chapter {number}").format(number=number)
            rows.append(Row("chapter", chapter.id, name, pages))
        return tuple(rows)

    @staticmethod
    def _chapter_ids(view: BookView) -> set[str]:
        return {chapter.id for chapter in view.chapters}

    def _page_row(self, view: BookView, page: Page) -> Row:
        panels = view.panels_of_page.get(page.id, ())
        return Row("page", page.id, self._page_name(view, page), self._panel_rows(view, panels))

    def _panel_rows(self, view: BookView, panels: Sequence[Panel]) -> tuple[Row, ...]:
        return tuple(Row("panel", panel.id, self._panel_name(view, panel)) for panel in panels)

    def _page_name(self, view: BookView, page: Page) -> str:
        if page.kind is PageKind.TITLE:
            return self.tr("Title page")
        number = view.page_number(page)
        if page.spread:
            return self.tr("Pages {first} and {second}").format(first=number, second=number + 1)
        return self.tr("Page {number}").format(number=number)

    def _panel_name(self, view: BookView, panel: Panel) -> str:
        return panel_words(view, panel) or self.tr("Panel")

    def state_names(self) -> dict[PanelState, str]:
        """Every state in words."""
        return {
            PanelState.EMPTY: self.tr("No picture yet"),
            PanelState.QUEUED: self.tr("Waits to be drawn"),
            PanelState.DRAFT: self.tr("Has takes, none chosen"),
            PanelState.APPROVED: self.tr("Take chosen"),
            PanelState.STALE: self.tr("Stale: the story has changed since it was drawn"),
            PanelState.LOCKED: self.tr("Locked"),
        }

    def _show_states(self) -> None:
        """Dots are painted from the desk; words for screen readers are written here."""
        view = self._view
        if view is None:
            return
        names = self.state_names()
        for item in self._every_item():
            panel = view.panels_by_id.get(PanelId(_id(item)))
            if panel is not None:
                said = names[self._desk.state(panel)]
                if item.toolTip() != said:
                    item.setToolTip(said)
                    item.setData(f"{item.text()}, {said}", Qt.ItemDataRole.AccessibleTextRole)
        self.tree.viewport().update()

    def _tell(self, current: QModelIndex) -> None:
        record = str(current.data(ID_ROLE) or "")
        if current.data(KIND_ROLE) == "panel":
            self.panel_chosen.emit(PanelId(record))
        elif current.data(KIND_ROLE) == "page":
            self.page_chosen.emit(PageId(record))

    def _every_item(self) -> Iterator[QStandardItem]:
        waiting = [self._model.item(row) for row in range(self._model.rowCount())]
        while waiting:
            item = waiting.pop(0)
            yield item
            waiting[:0] = [item.child(row) for row in range(item.rowCount())]


class BookTree(QTreeView):
    """Marks the whole of a row, and not its parts."""

    def drawRow(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One row: its mark first, then branch and words without marks of their own."""
        is_at_hand = self.currentIndex() == index
        is_hovered = self.viewport().underMouse() and bool(option.state & QStyle.StateFlag.State_MouseOver)
        if is_at_hand or is_hovered:
            tones = shades()
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tones.accent), 1) if is_at_hand and self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tones.selected if is_at_hand else tones.hover))
            painter.drawRoundedRect(QRect(option.rect).adjusted(4, 1, -5, -1), 6, 6)
            painter.restore()
        bare = QStyleOptionViewItem(option)
        bare.state &= ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver)
        super().drawRow(painter, bare, index)

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """A quiet arrow, and nothing behind it."""
        if not self.model().hasChildren(index):
            return
        middle = QPointF(rect.right() - 6, rect.center().y() + 1)
        arrow = QPolygonF([QPointF(-2, -4), QPointF(2.5, 0), QPointF(-2, 4)])
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(middle)
        if self.isExpanded(index):
            painter.rotate(90)
        painter.setPen(QPen(QColor(shades().muted), 1.4))
        painter.drawPolyline(arrow)
        painter.restore()


class BookDelegate(QStyledItemDelegate):
    """Paints what is seen and nothing else, so that a long book scrolls smoothly."""

    def __init__(self, desk: Desk, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._thumbnails = thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Panels are tall enough for their thumbnail."""
        return QSize(120, ROW_PX if index.data(KIND_ROLE) == "panel" else 28)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One line of the tree."""
        tones = shades()
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        view = self._desk.view
        panel = view.panels_by_id.get(PanelId(str(index.data(ID_ROLE)))) if view else None
        if panel is None or view is None:
            font = painter.font()
            font.setBold(index.data(KIND_ROLE) == "chapter")
            painter.setFont(font)
            self._paint_text(painter, rect.adjusted(4, 0, -8, 0), str(index.data()), tones.text)
        else:
            thumb = QRect(rect.left() + 4, rect.top() + (ROW_PX - THUMB_PX) // 2, THUMB_PX, THUMB_PX)
            paint_thumb(painter, thumb, self._thumbnails.get(view.picture(panel)))
            paint_dot(painter, rect.right() - 16, rect.center().y(), self._desk.state(panel))
            self._paint_text(painter, rect.adjusted(THUMB_PX + 12, 0, -28, 0), str(index.data()), tones.muted)
        painter.restore()

    @staticmethod
    def _paint_text(painter: QPainter, place: QRect, text: str, colour: str) -> None:
        painter.setPen(QColor(colour))
        metrics = painter.fontMetrics()
        first, rest = _first_line(text, metrics, place.width()) if place.height() > 2 * metrics.height() else ("", text)
        last = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, place.width())
        said = f"{first}\n{last}" if first else last
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, said)


def _first_line(text: str, metrics: QFontMetrics, width: int) -> tuple[str, str]:
    """What fits into one line, and the rest; nothing and all of it when one line is enough."""
    if metrics.horizontalAdvance(text) <= width:
        return "", text
    fitting = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width).rstrip("…")
    at = fitting.rfind(" ")
    return (text[:at], text[at + 1 :]) if at > 0 else (fitting, text[len(fitting) :])


def paint_thumb(painter: QPainter, place: QRect, picture: QPixmap | None) -> None:
    """A picture cropped to a square, or an empty frame."""
    if picture is None or picture.isNull():
        painter.setPen(QPen(QColor(shades().line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place.adjusted(0, 0, -1, -1), 3, 3)
        return
    side = min(picture.width(), picture.height())
    source = QRect((picture.width() - side) // 2, (picture.height() - side) // 2, side, side)
    painter.drawPixmap(place, picture, source)


def paint_dot(painter: QPainter, x: int, y: int, state: PanelState) -> None:
    """How far a panel is."""
    colour = DOTS[state]
    painter.setPen(QPen(QColor(colour or shades().muted), 1.5))
    painter.setBrush(QColor(colour) if colour else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(x, y - 4, 8, 8)


def panel_words(view: BookView, panel: Panel) -> str:
    """What a panel is about, in a few words: what is seen, or who does what, or what is said."""
    if panel.action:
        return panel.action
    figures = view.figures_of_panel.get(panel.id, ())
    doing = [f"{view.look_name(figure.look)} {figure.action}".strip() for figure in figures]
    return ", ".join(doing) or panel.alt_text


def _item(row: Row) -> QStandardItem:
    item = QStandardItem(row.name)
    item.setData(row.kind, KIND_ROLE)
    item.setData(row.id, ID_ROLE)
    for child in row.children:
        item.appendRow(_item(child))
    return item


def _id(item: QStandardItem) -> str:
    return str(item.data(ID_ROLE))
