"""The Tab key goes through fields as eyes do: in the order in which the layouts hold them, whenever they were made.

Qt's own order is that of making: cards that come later, and a dialog's lines that wait for an answer, would stand
behind the last button.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QLayout, QScrollArea, QSplitter, QWidget


def follow(first: QWidget, fields: Sequence[QWidget]) -> None:
    """Let the Tab key go from `first` through these fields."""
    for before, field in pairwise((first, *fields)):
        QWidget.setTabOrder(before, field)


def open_fields(widget: QWidget) -> tuple[QWidget, ...]:
    """Those of its fields that can be used now."""
    return tuple(field for field in fields_of(widget) if field.isVisibleTo(widget) and field.isEnabled())


def fields_of(widget: QWidget) -> tuple[QWidget, ...]:
    """All that the Tab key can reach in a widget, in the order in which its layouts hold it.

    Qt knows its own order too (`nextInFocusChain`), but must not be asked for it: PySide then takes every widget for
    a part of the one before, and forgets it together with that one. What is used later ends the process.
    """
    return tuple(_fields_in(widget))


def _fields_in(widget: QWidget) -> Iterator[QWidget]:
    for part in _parts(widget):
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield part
        yield from _fields_in(part)


def _parts(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QScrollArea | QDockWidget):
        return filter(None, (widget.widget(),))
    if isinstance(widget, QSplitter):
        return filter(None, map(widget.widget, range(widget.count())))
    return _laid_out(widget.layout())


def _laid_out(layout: QLayout | None) -> Iterator[QWidget]:
    for place in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(place) if layout is not None else None
        widget = item.widget() if item is not None else None
        if widget is not None:
            yield widget
        elif item is not None:
            yield from _laid_out(item.layout())
