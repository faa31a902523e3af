"""The Tab key goes through fields as eyes do: in the order in which the layouts hold them, whenever they were made.

Qt's own order is that of making: cards that come later, and a dialog's lines that wait for an answer, would stand
behind the last button.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def follow(first: QWidget, fields: Sequence[QWidget]) -> None:
    """Let the Tab key go from `first` through these fields."""
    for before, field in pairwise((first, *fields)):
        QWidget.setTabOrder(before, field)


def fields_of(widget: QWidget) -> tuple[QWidget, ...]:
    """All that the Tab key can reach in a widget, in the order in which its layouts hold it."""
    inside = widget.widget() if isinstance(widget, QScrollArea) else widget
    return tuple(_fields_in(inside.layout() if inside is not None else None))


def _fields_in(layout: QLayout | None) -> Iterator[QWidget]:
    for place in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(place) if layout is not None else None
        widget = item.widget() if item is not None else None
        if widget is not None:
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                yield widget
            yield from fields_of(widget)
        elif item is not None:
            yield from _fields_in(item.layout())
