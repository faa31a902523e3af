"""Left: the book as a tree. Chapter, page, panel, each panel with a thumbnail and a dot that says how far it is."""

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDockWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from gui.attention import Attention
from gui.book_view import BookView, PanelState
from gui.desk import Desk
from gui.docks.book_model import ID_ROLE, KIND_ROLE, BookModel, Place, places_of
from gui.places import page_name
from gui.takes.picture_drops import PictureDrops
from gui.theme import shades
from gui.thumbnails import Thumbnails
from projects.records import PageId, Panel, PanelId

THUMB_PX = 40
ROW_PX = 48
LEAST_PX = 216
"""A narrower tree would show pictures without their words."""

DOTS = {
    PanelState.EMPTY: "",
    PanelState.QUEUED: "#2e86ab",
    PanelState.DRAFT: "#d99a00",
    PanelState.APPROVED: "#5b8e3e",
    PanelState.STALE: "#c2512f",
    PanelState.LOCKED: "#6d6875",
}
"""An empty panel has an empty ring."""


class BookDock(QDockWidget):
    """Shows where everything is, and follows and leads the selection."""

    panel_chosen = Signal(str)
    page_chosen = Signal(str)

    def __init__(self, desk: Desk, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("book")
        self._desk = desk
        self._model = BookModel(self._name, self._say_state, self)
        self._attention = Attention(self, self._refresh)
        self.tree = BookTree()
        self.tree.setObjectName("chapters")
        self.tree.setModel(self._model)
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(14)
        self.tree.setItemDelegate(BookDelegate(desk, thumbnails, self.tree))
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.tree.selectionModel().currentChanged.connect(self._tell)
        PictureDrops(desk, self.tree, self.tree.panel_at).aimed.connect(self.tree.aim)
        thumbnails.ready.connect(self._show_thumb)
        for changed in (desk.states_changed, desk.jobs_changed):  # dots are painted from the desk
            changed.connect(self.tree.viewport().update)
        desk.book_changed.connect(self._attention.call)
        self.setWidget(self.tree)
        self.setMinimumWidth(LEAST_PX)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setWindowTitle(self.tr("Book"))
        self.tree.setAccessibleName(self.tr("Chapters, pages and panels"))
        self.tree.viewport().update()

    def chosen(self) -> str:
        """The id of the selected page or panel."""
        index = self.tree.currentIndex()
        return str(index.data(ID_ROLE) or "") if index.isValid() else ""

    def select(self, record: str) -> None:
        """Select a page or panel by id."""
        self._attention.catch_up()
        index = self._model.index_of(record)
        if index.isValid() and self.tree.currentIndex() != index:
            self.tree.setCurrentIndex(index)

    def _refresh(self) -> None:
        """Show the book; what was selected and folded stays so."""
        view = self._desk.view
        places = places_of(view) if view is not None else ()
        if places != self._model.places():
            self._fill(places)
        self.tree.viewport().update()

    def _fill(self, places: tuple[Place, ...]) -> None:
        chosen = self.chosen()
        folded = [place.id for place in self._model.places() if self._is_folded(place)]
        blocked = self.tree.selectionModel().blockSignals(True)
        self._model.show_places(places)
        self.tree.expandAll()
        for record in folded:
            self.tree.collapse(self._model.index_of(record))
        self.select(chosen)
        self.tree.selectionModel().blockSignals(blocked)

    def _is_folded(self, place: Place) -> bool:
        index = self._model.index_of(place.id)
        return self._model.hasChildren(index) and not self.tree.isExpanded(index)

    def _show_thumb(self, asset: str) -> None:
        """A thumbnail has come: the row that waited for it is painted anew, and no other."""
        view = self._desk.view
        for index in self.tree.seen():
            panel = view.panels_by_id.get(PanelId(str(index.data(ID_ROLE)))) if view is not None else None
            if view is not None and panel is not None and view.picture(panel) == asset:
                self.tree.update(index)

    def _name(self, place: Place) -> str:
        view = self._desk.view
        if view is None:
            return ""
        if place.kind == "panel":
            panel = view.panels_by_id.get(PanelId(place.id))
            return (panel_words(view, panel) if panel is not None else "") or self.tr("Panel")
        if place.kind == "page":
            page = view.pages_by_id.get(PageId(place.id))
            return page_name(view, page) if page is not None else ""
        return self._chapter_name(view, place.id)

    def _chapter_name(self, view: BookView, record: str) -> str:
        for number, chapter in enumerate(view.chapters, start=1):
            if chapter.id == record:
                return chapter.title or self.tr("Chapter {number}").format(number=number)
        return ""

    def _say_state(self, panel: PanelId) -> str:
        view = self._desk.view
        record = view.panels_by_id.get(panel) if view is not None else None
        return self.state_names()[self._desk.state(record)] if record is not None else ""

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

    def _tell(self, current: QModelIndex) -> None:
        record = str(current.data(ID_ROLE) or "")
        if current.data(KIND_ROLE) == "panel":
            self.panel_chosen.emit(PanelId(record))
        elif current.data(KIND_ROLE) == "page":
            self.page_chosen.emit(PageId(record))


class BookTree(QTreeView):
    """Marks the whole of a row, and not its parts."""

    def __init__(self) -> None:
        super().__init__()
        self._aim = ""
        # Under a style sheet Qt takes the ground for see-through, and paints every row anew for each step of scrolling.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, then the rows; when the tree is scrolled, of those only that come into sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().window())
        painter.end()
        super().paintEvent(event)

    def seen(self) -> Iterator[QModelIndex]:
        """The rows in sight, from the top."""
        index, height = self.indexAt(QPoint(0, 0)), self.viewport().height()
        while index.isValid() and self.visualRect(index).top() < height:
            yield index
            index = self.indexBelow(index)

    def panel_at(self, place: QPoint) -> PanelId | None:
        """The panel at a place of the viewport."""
        index = self.indexAt(place)
        return PanelId(str(index.data(ID_ROLE))) if index.data(KIND_ROLE) == "panel" else None

    def aim(self, panel: str) -> None:
        """Mark the panel over which something is carried, or none."""
        self._aim = panel
        self.viewport().update()

    def drawRow(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One row: its mark first, then branch and words without marks of their own."""
        is_at_hand = self.currentIndex() == index
        is_hovered = self.viewport().underMouse() and bool(option.state & QStyle.StateFlag.State_MouseOver)
        is_aim = bool(self._aim) and index.data(ID_ROLE) == self._aim
        if is_at_hand or is_hovered or is_aim:
            tones = shades()
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            is_framed = is_aim or (is_at_hand and self.hasFocus())
            painter.setPen(QPen(QColor(tones.accent), 1) if is_framed else Qt.PenStyle.NoPen)
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
