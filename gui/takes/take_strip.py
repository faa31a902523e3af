"""The strip of takes: one row as high as there is room, a grid where there is room for two."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

TAKE_PX = 118
LEAST_PX, MOST_PX = 64, 200
SCROLL_BAR_PX = 12


class TakeStrip(QListView):
    """Says in `side_px` how large a picture may be."""

    def __init__(self) -> None:
        super().__init__()
        self.side_px = TAKE_PX
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setSpacing(2)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)  # onto a panel, in which it will stand
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setMouseTracking(True)  # a take that moves plays under the mouse

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse any more."""
        super().leaveEvent(event)
        self.viewportEntered.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find out how large a picture may be."""
        room = self.height() - SCROLL_BAR_PX
        is_grid = room >= 2 * TAKE_PX
        self.setWrapping(is_grid)
        never, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(needed if is_grid else never)
        self.setHorizontalScrollBarPolicy(never if is_grid else needed)
        side = TAKE_PX if is_grid else min(MOST_PX, max(LEAST_PX, room - 6))
        if side != self.side_px:
            self.side_px = side
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel moves the only row there is."""
        if self.isWrapping() or event.angleDelta().x():
            super().wheelEvent(event)
            return
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - event.angleDelta().y())
