"""A section of the inspector: a heading that folds what is under it, and fields under their names."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLayout, QToolButton, QVBoxLayout, QWidget

from gui.book_view import BookView
from gui.desk import Desk
from gui.reading_order import fields_of, follow
from projects.records import Panel


class Section(QWidget):
    """Shows the panel at hand; every field writes one gesture when it is left."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._panel: Panel | None = None
        self._fields: tuple[QWidget, ...] = ()
        self.title = QToolButton()
        self.title.setCheckable(True)
        self.title.setChecked(True)
        self.title.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.title.setStyleSheet(
            "QToolButton, QToolButton:checked { background: none; color: palette(text);"
            " font-weight: 600; padding: 3px 0; }"
        )
        self.body = QWidget()
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(0, 2, 0, 4)
        self.column.setSpacing(6)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addWidget(self.title)
        whole.addWidget(self.body)
        self.title.toggled.connect(self._show_body)
        self._show_body(is_open=True)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        raise NotImplementedError

    def show_panel(self, view: BookView, panel: Panel) -> None:
        """Show this panel, or the same one changed."""
        self._panel = panel

    def put_in_order(self) -> None:
        """Cards have come or gone: the Tab key goes through them in their order, from the heading on."""
        fields = fields_of(self.body)
        if fields != self._fields:
            self._fields = fields
            follow(self.title, fields)

    def rename(self, name: str) -> None:
        """Say what is under the heading."""
        self.title.setText(name)
        self.title.setAccessibleName(name)

    def fold(self) -> None:
        """Show the heading alone."""
        self.title.setChecked(False)

    def unfold(self) -> None:
        """Show what is under the heading."""
        self.title.setChecked(True)

    def change(self, label: str, **fields: object) -> None:
        """One gesture on the panel at hand."""
        panel = self._panel
        if panel is not None:
            self._desk.edit(label, lambda edit: edit.update(Panel, panel.id, **fields))

    def _show_body(self, is_open: bool) -> None:  # noqa: FBT001  a Qt signal's argument
        self.body.setVisible(is_open)
        self.title.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)


class LabelledField(QVBoxLayout):
    """A field under its name."""

    def __init__(self, field: QWidget) -> None:
        super().__init__()
        self._label = QLabel()
        self._label.setProperty("muted", True)
        self._label.setBuddy(field)
        self._field = field
        self.setSpacing(3)
        self.addWidget(self._label)
        self.addWidget(field)

    def rename(self, name: str) -> None:
        """Name the field, to eyes and to screen readers."""
        self._label.setText(name)
        self._field.setAccessibleName(name)


def stacked(column: QVBoxLayout, *parts: QLayout) -> None:
    """Put fields below each other."""
    for part in parts:
        column.addLayout(part)
