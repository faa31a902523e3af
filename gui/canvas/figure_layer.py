"""The figures on the canvas: one item each, which lives as long as its figure."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QGraphicsScene

from charabook.engine.requests import Region
from gui.canvas.figure_item import CanvasFigure, FigureItem


class FigureLayer:
    """Shows figures over a picture; `changed` hears of a region that was dragged."""

    def __init__(self, scene: QGraphicsScene, changed: Callable[[str, Region], None]) -> None:
        self._scene = scene
        self._changed = changed
        self._items: dict[str, FigureItem] = {}
        self._buttons = Qt.MouseButton.LeftButton

    def show(self, figures: Sequence[CanvasFigure], size: QRectF) -> None:
        """Show these figures on a picture of `size` scene units; the selection survives."""
        wanted = {figure.id: figure for figure in figures}
        for gone in self._items.keys() - wanted.keys():
            self._scene.removeItem(self._items.pop(gone))
        for figure in figures:
            self._item(figure, size).show_figure(figure, size)
        self._items = {figure_id: self._items[figure_id] for figure_id in wanted}

    def figures(self) -> tuple[CanvasFigure, ...]:
        """What is shown, in the order given."""
        return tuple(item.figure for item in self._items.values())

    def select(self, figure_id: str) -> None:
        """Select one figure; an unknown id clears the selection."""
        self._scene.clearSelection()
        if figure_id in self._items:
            self._items[figure_id].setSelected(True)

    def selected(self) -> CanvasFigure | None:
        """The figure at hand."""
        return next((item.figure for item in self._items.values() if item.isSelected()), None)

    def take_mouse(self) -> None:
        """Let the mouse take hold of figures."""
        self._accept(Qt.MouseButton.LeftButton)

    def leave_mouse(self) -> None:
        """Leave the mouse to a drawing tool, which may draw right across figures."""
        self._accept(Qt.MouseButton.NoButton)

    def _item(self, figure: CanvasFigure, size: QRectF) -> FigureItem:
        # An item that is being dragged lives on: deleting it inside its own mouse event would crash.
        if figure.id not in self._items:
            item = FigureItem(figure, size, self._changed)
            item.setAcceptedMouseButtons(self._buttons)
            self._items[figure.id] = item
            self._scene.addItem(item)
        return self._items[figure.id]

    def _accept(self, buttons: Qt.MouseButton) -> None:
        self._buttons = buttons
        for item in self._items.values():
            item.setAcceptedMouseButtons(buttons)
