"""Form fields that hand over a value once, when the user is done with it, and never while the window fills them."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)


@contextmanager
def quiet(*objects: QObject) -> Iterator[None]:
    """Fill fields without their signals being heard."""
    blocked = [(thing, thing.blockSignals(True)) for thing in objects]
    try:
        yield
    finally:
        for thing, before in blocked:
            thing.blockSignals(before)


def add_rows(form: QFormLayout, rows: Iterable[tuple[str, QWidget]]) -> None:
    """Add fields to a form; what stands before a field is its name for screen readers as well."""
    for name, field in rows:
        field.setAccessibleName(name)
        form.addRow(name, field)


class FieldNames:
    """The names of a room's fields: labels beside or above them, which say another language when they are told to."""

    def __init__(self) -> None:
        self._labels: dict[str, QLabel] = {}

    def label(self, key: str, field: QWidget | None = None) -> QLabel:
        """The label of a field, or of several that share a name."""
        label = self._labels[key] = QLabel()
        label.setProperty("muted", True)
        if field is not None:
            label.setBuddy(field)
        return label

    def say(self, names: Mapping[str, str]) -> None:
        """Name all of them, to eyes and to screen readers."""
        for key, label in self._labels.items():
            label.setText(names[key])
            if (field := label.buddy()) is not None:
                field.setAccessibleName(names[key])


AIR_PX = 6
MOST_LINES = 8
"""A text field grows with its text up to so many lines."""


class LineField(QLineEdit):
    """One line; `committed` follows when it was changed and Enter is pressed or the focus leaves."""

    committed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.editingFinished.connect(self.hand_over)

    def show_value(self, value: str) -> None:
        """Show a stored value; what the user is typing is not overwritten."""
        if self.hasFocus() and self.text() != self._shown:
            return
        self._shown = value
        if self.text() != value:
            self.setText(value)

    def hand_over(self) -> None:
        """Tell what stands here now, if it is not told yet."""
        if self.text() != self._shown:
            self._shown = self.text()
            self.committed.emit(self._shown)


class TextField(QPlainTextEdit):
    """Several lines; `committed` follows when it was changed and the focus leaves or Ctrl+Enter is pressed."""

    committed = Signal(str)

    def __init__(self, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self._lines = lines
        self.setTabChangesFocus(True)
        by_letters = self.document().defaultTextOption()
        by_letters.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # Arabic reads from the right
        self.document().setDefaultTextOption(by_letters)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._grow)
        self._grow()

    def show_value(self, value: str) -> None:
        """Show a stored value; what the user is typing is not overwritten."""
        if self.hasFocus() and self.toPlainText() != self._shown:
            return
        self._shown = value
        if self.toPlainText() != value:
            self.setPlainText(value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower fields wrap into more lines."""
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        """As high as the text, within reason: a form reads better without scroll bars in it."""
        lines = min(MOST_LINES, max(self._lines, round(self.document().size().height())))
        height = self.fontMetrics().lineSpacing() * lines + 18
        if height != self.height():
            self.setFixedHeight(height)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hand over."""
        super().focusOutEvent(event)
        self.hand_over()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter hands over and lets the window's own Ctrl+Enter follow."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers():
            self.hand_over()
            event.ignore()
            return
        super().keyPressEvent(event)

    def hand_over(self) -> None:
        """Tell what stands here now, if it is not told yet."""
        if self.toPlainText() != self._shown:
            self._shown = self.toPlainText()
            self.committed.emit(self._shown)


class ChoiceField(QComboBox):
    """One of several values, each with a name; `committed` follows when the user picks another."""

    committed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.activated.connect(lambda _: self.committed.emit(self.currentData()))

    def offer(self, choices: Iterable[tuple[str, object]]) -> None:
        """Offer these (name, value) pairs; the value at hand stays if it is among them."""
        value = self.currentData()
        with quiet(self):
            self.clear()
            for name, choice in choices:
                self.addItem(name, choice)
            self.show_value(value)

    def show_value(self, value: object) -> None:
        """Show a stored value; one that is not offered shows nothing."""
        rows = [row for row in range(self.count()) if self.itemData(row) == value]
        self.setCurrentIndex(rows[0] if rows else -1)


class NarrowChoice(ChoiceField):
    """One that never asks for more room than a short word takes, however long the names are that people give.

    A name that is longer than its room ends in dots.
    """

    LETTERS = 5

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(self.LETTERS)

    def said(self) -> str:
        """The name that is chosen, as far as there is room for it."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        style, kind = self.style(), QStyle.ComplexControl.CC_ComboBox
        room = style.subControlRect(kind, option, QStyle.SubControl.SC_ComboBoxEditField, self).width()
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room - AIR_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A style sheet would cut the name off in the middle of a letter."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self.said()
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def showPopup(self) -> None:
        """The list is as wide as its names."""
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0))
        super().showPopup()


class NumberField(QSpinBox):
    """A whole number, with air at its left: style sheets do not reach the line inside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lineEdit().setTextMargins(AIR_PX, 0, 0, 0)


class DecimalField(QDoubleSpinBox):
    """The same for a number with decimals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lineEdit().setTextMargins(AIR_PX, 0, 0, 0)


def hand_over_typed() -> None:
    """Let the field in which somebody types hand over: a command works with what is seen, not with what was there."""
    field = QApplication.focusWidget()
    if isinstance(field, LineField | TextField):
        field.hand_over()
    elif isinstance(field, QAbstractSpinBox):
        field.interpretText()
        field.editingFinished.emit()
