"""What every dialog that asks has in common: its margins, and one thing to do beside a way out."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout

from gui.reading_order import open_fields


def dialog_column(dialog: QDialog) -> QVBoxLayout:
    """The column in which everything of a dialog stands, the foot last."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(22, 20, 22, 16)
    column.setSpacing(14)
    return column


class Foot(QDialogButtonBox):
    """`go` does what the dialog is for; the other button leaves without doing it. Both names come translated.

    It belongs to nobody until it stands in the dialog's column: so the Tab key reaches it after all that stands above.
    """

    def __init__(self, dialog: QDialog, act: Callable[[], object], go: str, leave: str) -> None:
        super().__init__()
        self._dialog = dialog
        self.go = QPushButton(go)
        self.go.setProperty("primary", True)
        self.leave = QPushButton(leave)
        self.leave.setAutoDefault(False)
        self.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        self.addButton(self.leave, QDialogButtonBox.ButtonRole.RejectRole)
        self.accepted.connect(act)
        self.rejected.connect(dialog.reject)

    def showEvent(self, event: QShowEvent) -> None:
        """Enter goes, and what is asked first has the focus."""
        super().showEvent(event)
        self.go.setDefault(True)
        if self._dialog.focusWidget() is None:
            open_fields(self._dialog)[0].setFocus(Qt.FocusReason.TabFocusReason)
