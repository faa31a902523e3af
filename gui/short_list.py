"""A list of a few findings below the work: as high as its rows, so that the work keeps the rest of the room."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QListWidget, QSizePolicy, QWidget


class ShortList(QListWidget):
    """Grows with its rows up to a height; beyond that it scrolls."""

    def __init__(self, most_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most_px = most_px
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for changed in (self.model().rowsInserted, self.model().rowsRemoved, self.model().modelReset):
            changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """As high as the rows, with a bar below them where they are too wide."""
        rows = sum(self.sizeHintForRow(row) for row in range(self.count()))
        margins, bar = self.contentsMargins(), self.horizontalScrollBar().sizeHint().height()
        height = rows + margins.top() + margins.bottom() + bar
        return QSize(super().sizeHint().width(), min(self._most_px, height))

    def minimumSizeHint(self) -> QSize:
        """It needs what it wants."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())
