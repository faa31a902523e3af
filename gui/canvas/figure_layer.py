"""The figures on the canvas: one item each, which lives as long as its figure; who is selected, and who is carried."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, Qt
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QGraphicsScene

from charabook.engine.requests import Region
from gui.canvas.choosing import Choice, stepped, with_next
from gui.canvas.figure_drag import FigureDrag
from gui.canvas.figure_item import CanvasFigure, FigureItem
from gui.canvas.guides import Guides
from gui.canvas.shapes import Point


class FigureLayer:
    """Shows figures over a picture.

    changed   hears of regions that were dragged, by figure
    chosen    hears that others may be selected than before
    """

    def __init__(
        self, scene: QGraphicsScene, changed: Callable[[Mapping[str, Region]], None], chosen: Callable[[], None]
    ) -> None:
        self._scene = scene
        self._changed = changed
        self._chosen = chosen
        self._items: dict[str, FigureItem] = {}
        self._wanted: tuple[str, ...] = ()
        self._buttons = Qt.MouseButton.LeftButton
        self._drag: FigureDrag | None = None
        self._pressed, self._choice = "", Choice.ANEW
        self._before: tuple[str, ...] = ()
        """Who was selected when the mouse was pressed."""

    def show(self, figures: Sequence[CanvasFigure], size: QRectF) -> None:
        """Show these figures on a picture of `size` scene units; the selection survives."""
        wanted = {figure.id: figure for figure in figures}
        if self._items.keys() - wanted.keys():
            self.drop()  # somebody who is carried may be gone
        for gone in self._items.keys() - wanted.keys():
            self._scene.removeItem(self._items.pop(gone))
        for figure in figures:
            self._item(figure, size).show_figure(figure, size)
        self._items = {figure_id: self._items[figure_id] for figure_id in wanted}
        if self._wanted and self._items.keys() >= set(self._wanted):
            self.select(*self._wanted)

    def figures(self) -> tuple[CanvasFigure, ...]:
        """What is shown, in the order given."""
        return tuple(item.figure for item in self._items.values())

    def lead(self, regions: Mapping[str, Region]) -> None:
        """Show figures somewhere else."""
        for figure, region in regions.items():
            if figure in self._items:
                self._items[figure].show_region(region)

    # ------------------------------------------------------------------ who is selected

    def select(self, *figures: str) -> None:
        """Select these figures and no others, as soon as all of them are shown; until then none is."""
        self._wanted = () if self._items.keys() >= set(figures) else figures
        chosen = () if self._wanted else figures
        # One selection is told once, however many figures come and go by it.
        with QSignalBlocker(self._scene):
            for figure, item in self._items.items():
                item.setSelected(figure in chosen)
                item.update()
        self._chosen()

    def select_all(self) -> None:
        """Select everybody."""
        self.select(*self._items)

    def touched(self, band: QRectF) -> tuple[str, ...]:
        """Whom a rectangle of the scene touches."""
        path = QPainterPath()
        path.addRect(band)
        return tuple(figure for figure, item in self._items.items() if item.collidesWithPath(path))

    def at(self, place: QPointF) -> str:
        """Who is on top at a place of the scene; empty for nobody."""
        found = (item for item in self._scene.items(place) if isinstance(item, FigureItem))
        return next((item.figure.id for item in found), "")

    def pick_at(self, place: QPointF) -> None:
        """Select who is on top at a place of the scene, unless they are among those who are selected."""
        figure = self.at(place)
        if figure not in self.selected_ids():
            self.select(*((figure,) if figure else ()))

    def step(self, by: int) -> None:
        """Select the next or previous figure, round and round."""
        self.select(*stepped(list(self._items), self.selected_ids(), by))

    def add_next(self) -> None:
        """Select the next figure too."""
        self.select(*with_next(list(self._items), self.selected_ids()))

    def selected(self) -> tuple[CanvasFigure, ...]:
        """The figures at hand, in the order in which they are shown."""
        return tuple(item.figure for item in self._items.values() if item.isSelected())

    def selected_ids(self) -> tuple[str, ...]:
        """Their ids."""
        return tuple(figure.id for figure in self.selected())

    def is_alone(self) -> bool:
        """Whether one figure is selected and no other."""
        return len(self.selected_ids()) == 1

    def guides(self, *figures: str) -> Guides:
        """Where these figures line up with the picture and the others."""
        return Guides.among(item.around for other, item in self._items.items() if other not in figures)

    # ------------------------------------------------------------------ the mouse

    def take_up(self, figure: str, choice: Choice, place: Point) -> None:
        """Whoever is selected with this figure hangs on the mouse now."""
        self._pressed, self._choice, self._before = figure, choice, self.selected_ids()
        if figure not in self._before:
            self.select(*(self._before if choice is Choice.ALSO else ()), figure)
        ids = self.selected_ids()
        carried = sorted((self._items[one] for one in ids), key=lambda item: item.figure.id != figure)
        self._drag = FigureDrag(carried, self.guides(*ids), place)

    def carry(self, place: Point, held: Qt.KeyboardModifier) -> None:
        """Show them where they would stand: on the guides that are near, unless Ctrl is held."""
        if self._drag is None:
            return
        if held & Qt.KeyboardModifier.ControlModifier:
            self._drag.freely_to(place)
        else:
            self._drag.to(place)

    def put_down(self) -> None:
        """Let them stand there; without a movement it was a click."""
        drag, self._drag = self._drag, None
        if drag is None:
            return
        regions = {figure: region for figure, region in drag.drop().items() if figure in self._items}
        if regions:
            self._changed(regions)
        else:
            self._click()

    def is_carrying(self) -> bool:
        """Whether somebody hangs on the mouse."""
        return self._drag is not None

    def drop(self) -> None:
        """Whoever hangs on the mouse stays where they were."""
        if self._drag is not None:
            self._drag.drop()
            self._drag = None

    def reshape(self, figure: str, region: Region) -> None:
        """A handle was pulled."""
        self._changed({figure: region})

    def take_mouse(self) -> None:
        """Let the mouse take hold of figures."""
        self._accept(Qt.MouseButton.LeftButton)

    def leave_mouse(self) -> None:
        """Leave the mouse to a drawing tool, which may draw right across figures."""
        self._accept(Qt.MouseButton.NoButton)

    def _click(self) -> None:
        """With Shift a click takes a figure out of the selection; without, it leaves it alone in there."""
        if self._choice is Choice.ANEW:
            self.select(self._pressed)
        elif self._pressed in self._before:
            self.select(*(one for one in self._before if one != self._pressed))

    def _item(self, figure: CanvasFigure, size: QRectF) -> FigureItem:
        # An item that is being dragged lives on: deleting it inside its own mouse event would crash.
        if figure.id not in self._items:
            item = FigureItem(figure, size, self)
            item.setAcceptedMouseButtons(self._buttons)
            self._items[figure.id] = item
            self._scene.addItem(item)
        return self._items[figure.id]

    def _accept(self, buttons: Qt.MouseButton) -> None:
        self._buttons = buttons
        for item in self._items.values():
            item.setAcceptedMouseButtons(buttons)
