"""What every dialog that asks has in common: its margins, and one thing to do beside a way out."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout


def dialog_column(dialog: QDialog) -> QVBoxLayout:
    """The column in which everything of a dialog stands, the foot last."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(22, 20, 22, 16)
    column.setSpacing(14)
    return column


class Foot(QDialogButtonBox):
    """`go` does what the dialog is for; the other button leaves without doing it. Both names come translated."""

    def __init__(self, dialog: QDialog, act: Callable[[], object], go: str, leave: str) -> None:
        super().__init__(dialog)
        self.go = self.addButton(go, QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setProperty("primary", True)
        self.addButton(leave, QDialogButtonBox.ButtonRole.RejectRole)
        self.accepted.connect(act)
        self.rejected.connect(dialog.reject)
