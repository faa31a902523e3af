"""The figures on the canvas: one item each, which lives as long as its figure."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QGraphicsScene

from charabook.engine.requests import Region
from gui.canvas.figure_item import CanvasFigure, FigureItem
from gui.canvas.guides import Guides


class FigureLayer:
    """Shows figures over a picture; `changed` hears of a region that was dragged."""

    def __init__(self, scene: QGraphicsScene, changed: Callable[[str, Region], None]) -> None:
        self._scene = scene
        self._changed = changed
        self._items: dict[str, FigureItem] = {}
        self._wanted = ""
        self._buttons = Qt.MouseButton.LeftButton

    def show(self, figures: Sequence[CanvasFigure], size: QRectF) -> None:
        """Show these figures on a picture of `size` scene units; the selection survives."""
        wanted = {figure.id: figure for figure in figures}
        for gone in self._items.keys() - wanted.keys():
            self._scene.removeItem(self._items.pop(gone))
        for figure in figures:
            self._item(figure, size).show_figure(figure, size)
        self._items = {figure_id: self._items[figure_id] for figure_id in wanted}
        if self._wanted in self._items:
            self.select(self._wanted)

    def figures(self) -> tuple[CanvasFigure, ...]:
        """What is shown, in the order given."""
        return tuple(item.figure for item in self._items.values())

    def select(self, figure_id: str) -> None:
        """Select one figure, as soon as it is shown; until then none is."""
        self._scene.clearSelection()
        self._wanted = "" if figure_id in self._items else figure_id
        if figure_id in self._items:
            self._items[figure_id].setSelected(True)

    def pick_at(self, place: QPointF) -> None:
        """Select what is on top at a place of the scene, if it is a figure."""
        found = (item for item in self._scene.items(place) if isinstance(item, FigureItem))
        self.select(next((item.figure.id for item in found), ""))

    def step(self, by: int) -> None:
        """Select the next or previous figure, round and round."""
        ids, selected = list(self._items), self.selected()
        if ids:
            at = ids.index(selected.id) + by if selected is not None else min(0, by)
            self.select(ids[at % len(ids)])

    def selected(self) -> CanvasFigure | None:
        """The figure at hand."""
        return next((item.figure for item in self._items.values() if item.isSelected()), None)

    def guides(self, figure_id: str) -> Guides:
        """Where this figure lines up with the picture and the others."""
        return Guides.among(item.around for other, item in self._items.items() if other != figure_id)

    def take_mouse(self) -> None:
        """Let the mouse take hold of figures."""
        self._accept(Qt.MouseButton.LeftButton)

    def leave_mouse(self) -> None:
        """Leave the mouse to a drawing tool, which may draw right across figures."""
        self._accept(Qt.MouseButton.NoButton)

    def _item(self, figure: CanvasFigure, size: QRectF) -> FigureItem:
        # An item that is being dragged lives on: deleting it inside its own mouse event would crash.
        if figure.id not in self._items:
            item = FigureItem(figure, size, self._changed, self.guides)
            item.setAcceptedMouseButtons(self._buttons)
            self._items[figure.id] = item
            self._scene.addItem(item)
        return self._items[figure.id]

    def _accept(self, buttons: Qt.MouseButton) -> None:
        self._buttons = buttons
        for item in self._items.values():
            item.setAcceptedMouseButtons(buttons)
