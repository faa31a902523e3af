"""What a book can become: each kind with its sign and one sentence."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui import signs
from gui.theme import shades

ROW_PX = 52
ABOUT_ROLE = Qt.ItemDataRole.UserRole + 1
SIGNS = {
    "pdf": "print",
    "png": "picture",
    "cbz": "archive",
    "epub": "book",
    "webtoon": "strip",
    "ora": "layers",
    "contact-sheet": "grid",
}


class OutputList(QListWidget):
    """One of them is always chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("framed", True)
        self.setItemDelegate(OutputDelegate(self))
        self.setMouseTracking(True)
        self.setMinimumHeight(3 * ROW_PX)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def offer(self, kinds: tuple[tuple[str, str, str], ...]) -> None:
        """Offer (key, name, sentence); what was chosen stays chosen."""
        chosen = self.chosen()
        self.clear()
        for key, name, about in kinds:
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setData(ABOUT_ROLE, about)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}. {about}")
            item.setIcon(QIcon(signs.drawn(SIGNS.get(key, "export"), shades().text, 48)))
            self.addItem(item)
        self.choose(chosen)
        self.setMaximumHeight(len(kinds) * ROW_PX + 14)

    def chosen(self) -> str:
        """The key of the chosen kind."""
        return str(self.currentIndex().data(Qt.ItemDataRole.UserRole) or "")

    def choose(self, key: str) -> None:
        """Choose a kind; the first for one that is not offered."""
        rows = [row for row in range(self.count()) if self.item(row).data(Qt.ItemDataRole.UserRole) == key]
        self.setCurrentRow(rows[0] if rows else 0)


class OutputDelegate(QStyledItemDelegate):
    """Sign, name, and the sentence below it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One row."""
        return QSize(200, ROW_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One kind."""
        tones, rect = shades(), option.rect.adjusted(2, 1, -2, -1)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_chosen or is_hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tones.selected if is_chosen else tones.hover))
            painter.drawRoundedRect(rect, 6, 6)
        ink = tones.chosen if is_chosen else tones.text
        key = str(index.data(Qt.ItemDataRole.UserRole))
        sign = signs.drawn(SIGNS.get(key, "export"), ink, 48)
        painter.drawPixmap(rect.left() + 12, rect.center().y() - 12, 24, 24, sign)
        font = QFont(painter.font())
        font.setBold(is_chosen)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        metrics, left = painter.fontMetrics(), rect.left() + 50
        painter.drawText(left, rect.center().y() - 4, str(index.data()))
        font.setBold(False)
        font.setPointSizeF(font.pointSizeF() * 0.9)
        painter.setFont(font)
        painter.setPen(QColor(tones.muted))
        about = painter.fontMetrics().elidedText(
            str(index.data(ABOUT_ROLE)),
            Qt.TextElideMode.ElideRight,
            rect.right() - left - 8,
        )
        painter.drawText(left, rect.center().y() + metrics.ascent() + 2, about)
        painter.restore()
