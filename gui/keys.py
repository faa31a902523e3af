"""Every key of the window on one sheet, by menu, as the actions themselves say it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTreeWidget, QTreeWidgetItem, QWidget

from gui.canvas.strides import HELD_NAMES, Stride
from gui.command_palette import plain_name
from gui.dialogs import dialog_column


class Keys(QDialog):
    """Read from the actions, so that it never says anything that is not so."""

    def __init__(
        self,
        menus: Sequence[tuple[str, Sequence[QAction]]],
        tools: Sequence[QAction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = QTreeWidget()
        self.list.setProperty("framed", True)
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setUniformRowHeights(True)
        self.list.setRootIsDecorated(False)
        self.list.setItemsExpandable(False)
        self.list.setAccessibleName(self.tr("Every key of the window"))
        self._rows: list[tuple[str, str]] = []
        listed: set[QAction] = set()
        for title, actions in (*menus, (self.tr("On the canvas"), tools)):
            self._add(title, [_row_of(one) for one in actions if one not in listed and not one.shortcut().isEmpty()])
            listed.update(actions)
        self._add(self.tr("In the hand"), self._hands())
        self.list.expandAll()
        self.list.setCurrentIndex(self.list.model().index(0, 0, self.list.model().index(0, 0)))
        self.list.setColumnWidth(0, 330)
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = dialog_column(self)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        self.resize(540, 620)

    def rows(self) -> list[tuple[str, str]]:
        """What is listed: names and keys."""
        return list(self._rows)

    def _hands(self) -> list[tuple[str, str]]:
        """What the canvases do with keys that are no commands."""
        arrows = self.tr("arrow keys")
        strides = {
            Stride.STEP: self.tr("Move the figure a little"),
            Stride.LEAP: self.tr("Move the figure further"),
            Stride.GUIDE: self.tr("Move the figure to the next guide or figure"),
            Stride.SIZE: self.tr("Make the figure larger or smaller"),
        }
        return [
            *((name, HELD_NAMES[stride] + arrows) for stride, name in strides.items()),
            (self.tr("Add to what is selected, or take away"), self.tr("Shift+click")),
            (self.tr("Select what a band touches"), self.tr("Drag on empty paper")),
            (self.tr("Close a polygon"), self.tr("Enter, double click")),
            (self.tr("Drop what is being drawn"), "Esc"),
            (self.tr("Drag without guides"), "Ctrl"),
            (self.tr("Move the paper"), self.tr("Space")),
        ]

    def _add(self, title: str, rows: Sequence[tuple[str, str]]) -> None:
        if rows:
            top = QTreeWidgetItem([title])
            top.setFlags(Qt.ItemFlag.ItemIsEnabled)
            bold = self.list.font()
            bold.setBold(True)
            top.setFont(0, bold)
            top.addChildren([QTreeWidgetItem(list(row)) for row in rows])
            self.list.addTopLevelItem(top)
            self._rows.extend(rows)


def _row_of(action: QAction) -> tuple[str, str]:
    return plain_name(action), action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
