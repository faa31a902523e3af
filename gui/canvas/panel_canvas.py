"""The panel canvas: a picture with figures on it, and one tool in the hand that draws where they stand."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from charabook.engine.requests import Region
from gui.canvas.choosing import RubberBand, choice_of
from gui.canvas.figure_band import FigureBand
from gui.canvas.figure_item import CanvasFigure
from gui.canvas.figure_layer import FigureLayer
from gui.canvas.paint_tool import PaintTool
from gui.canvas.painting import Stroke
from gui.canvas.paper_view import PaperView
from gui.canvas.picture_layer import PictureLayer
from gui.canvas.regions import bounds_of, remapped
from gui.canvas.sketchpad import Sketchpad
from gui.canvas.strides import Direction, Stride, all_strode, stride_of
from gui.canvas.tools import BoxTool, DrawingTool, PolygonTool, Tool
from gui.carrying import carried_look
from gui.invitation import paint_invitation

AIR, DESK = 16, 60
"""Around the sheet, scene units: what fitting leaves, and how far it may be moved."""


class PanelCanvas(PaperView):
    """All regions that leave and enter are fractions of the picture."""

    region_drawn = Signal(object)
    """A new region that belongs to no figure yet."""
    region_changed = Signal(str, object)
    """Figure id and its new region."""
    regions_changed = Signal(object)
    """New regions of several figures, by their ids."""
    selection_changed = Signal()
    """Other figures are selected than before."""
    look_dropped = Signal(str, object)
    """The id of a look that was carried here, and the `Point` where it was let go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(least_scale=0.05, most_scale=20.0, parent=parent)
        self.setAccessibleName(self.tr("Panel canvas"))
        self.setAcceptDrops(True)
        self._picture = PictureLayer(self.scene())
        self._told: tuple[str, ...] = ()
        self._figures = FigureLayer(self.scene(), self._tell_regions, self._tell_selection)
        self._band = FigureBand(RubberBand(self.scene()), self._figures)
        self.pad = Sketchpad(self.scene())
        self._tool = Tool.SELECT
        self._drawing = self._make_tools()
        self._invitation = ""
        self._spread()
        self.scene().selectionChanged.connect(self._tell_selection)

    def _make_tools(self) -> dict[Tool, DrawingTool]:
        """Every tool that draws; without one in hand the mouse takes hold of figures."""
        pad, drawn = self.pad, self._hand_over
        return {
            Tool.BOX: BoxTool(pad, drawn),
            Tool.POLYGON: PolygonTool(pad, drawn),
            Tool.BRUSH: PaintTool(pad, drawn, Stroke.PAINT, self._selected_region),
            Tool.ERASER: PaintTool(pad, drawn, Stroke.ERASE, self._selected_region),
        }

    # ------------------------------------------------------------------ what is shown

    def show_picture(self, picture: QPixmap) -> None:
        """Show a take."""
        self._picture.show_picture(picture)
        self._spread()

    def show_blank(self, aspect: float) -> None:
        """Show an empty sheet of the given aspect (width / height)."""
        self._picture.show_blank(aspect)
        self._spread()

    def _spread(self) -> None:
        """The picture has its size: everything else follows."""
        size = self._picture.size
        self.pad.size = size
        self.scene().setSceneRect(size.adjusted(-DESK, -DESK, DESK, DESK))
        self.refit()

    def sheet(self) -> QRectF:
        """The picture with some air around it."""
        return self._picture.size.adjusted(-AIR, -AIR, AIR, AIR)

    def picture(self) -> QPixmap:
        """The picture that is shown."""
        return self._picture.picture()

    def invite(self, words: str) -> None:
        """What stands on the sheet while there is no picture; an empty text leaves it blank."""
        if words != self._invitation:
            self._invitation = words
            self.viewport().update()

    def show_masks(self, masks: Sequence[tuple[bytes, str]]) -> None:
        """Lay the engine's own masks, each in a colour, over the picture; none takes them away."""
        self._picture.show_masks(masks)

    def show_onion(self, picture: QPixmap) -> None:
        """Lay another panel's picture faintly over this one; a null one takes it away."""
        self._picture.show_onion(picture)

    def set_onion_opacity(self, opacity: float) -> None:
        """How much of it is seen, 0 to 1."""
        self._picture.set_onion_opacity(opacity)

    def show_figures(self, figures: Sequence[CanvasFigure]) -> None:
        """Show these figures; the selection survives."""
        self._figures.show(figures, self._picture.size)

    def lead(self, regions: Mapping[str, Region]) -> None:
        """Show figures somewhere else at once: that they were moved is written by whoever asks for this."""
        self._figures.lead(regions)

    def figures(self) -> tuple[CanvasFigure, ...]:
        """What is shown, in the order given."""
        return self._figures.figures()

    def select_figures(self, *figures: str) -> None:
        """Select these figures, as soon as all of them are shown; until then none is."""
        self._figures.select(*figures)

    def select_all(self) -> None:
        """Select everybody."""
        self._figures.select_all()

    def let_go(self) -> None:
        """Put back what the mouse carries; if it carries nobody, nobody is selected any more."""
        if self._figures.is_carrying():
            self._figures.drop()
        else:
            self._figures.select()

    def step_figure(self, by: int) -> None:
        """Select the next or previous figure."""
        self._figures.step(by)

    def add_next(self) -> None:
        """Select the next figure too."""
        self._figures.add_next()

    def selected(self) -> tuple[CanvasFigure, ...]:
        """The selected figures as they are shown."""
        return self._figures.selected()

    def selected_figure(self) -> str:
        """The id of the one figure that is selected; an empty string for nobody, and for several."""
        return self._told[0] if len(self._told) == 1 else ""

    def _tell_selection(self) -> None:
        ids = self._figures.selected_ids()
        if ids != self._told:
            self._told = ids
            self.selection_changed.emit()

    def _tell_regions(self, regions: Mapping[str, Region]) -> None:
        self._figures.lead(regions)
        if len(regions) == 1:
            self.region_changed.emit(*next(iter(regions.items())))
        elif regions:
            self.regions_changed.emit(regions)

    def _selected_region(self) -> Region | None:
        selected = self._figures.selected()
        return selected[0].region if len(selected) == 1 else None

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:  # type: ignore[override]
        """What to do first, on a sheet that has nothing on it."""
        if not self._picture.is_blank or not self._invitation or self.figures():
            return
        painter.save()
        painter.resetTransform()
        painter.translate(self.mapFromScene(self._picture.size.center()))
        paint_invitation(painter, "panels", self._invitation, width=320)
        painter.restore()

    # ------------------------------------------------------------------ carrying cast members here

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome cast members."""
        if carried_look(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """They may be let go anywhere on the picture."""
        if carried_look(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Somebody steps into the panel."""
        look = carried_look(event.mimeData())
        if look is not None:
            event.acceptProposedAction()
            self.look_dropped.emit(look, self.pad.fraction(self.mapToScene(event.position().toPoint())))

    # ------------------------------------------------------------------ tools

    def take_tool(self, tool: Tool) -> None:
        """Take another tool; a sketch that was not finished is dropped."""
        self._drop_sketch()
        self.pad.hide_ring()
        self._tool = tool
        if tool is Tool.SELECT:
            self._figures.take_mouse()
            self.setCursor(Qt.CursorShape.ArrowCursor)
        else:
            self._figures.leave_mouse()
            self.setCursor(Qt.CursorShape.CrossCursor)

    def _in_hand(self) -> DrawingTool | None:
        """What the mouse draws with now; nothing while it takes hold of figures or moves the paper."""
        if self.is_panning():
            return None
        return self._band if self._band.has_begun() else self._drawing.get(self._tool)

    def _drop_sketch(self) -> None:
        for tool in (*self._drawing.values(), self._band):
            tool.drop()

    def _hand_over(self, region: Region) -> None:
        """A region drawn while a figure is selected is that figure's new region; otherwise it is a new figure's."""
        selected = self.selected_figure()
        if selected:
            self.region_changed.emit(selected, region)
        else:
            self.region_drawn.emit(region)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin what the tool does."""
        drawing, place = self._in_hand(), self.mapToScene(event.position().toPoint())
        if self.is_panning() or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
        elif drawing is not None:
            drawing.press(place)
        elif self._figures.at(place):
            super().mousePressEvent(event)
        else:
            self._band.begin(place, choice_of(event.modifiers()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what the tool would make."""
        super().mouseMoveEvent(event)  # zooming needs to know where the mouse is, whatever it holds
        drawing = self._in_hand()
        if drawing is not None:
            drawing.move(self.mapToScene(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Finish a box or a stroke; whoever has begun to move the paper meanwhile has finished it too."""
        drawing = self._band if self._band.has_begun() else self._drawing.get(self._tool)
        if self._in_hand() is None:
            super().mouseReleaseEvent(event)
        if drawing is not None and event.button() == Qt.MouseButton.LeftButton:
            drawing.release(self.mapToScene(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Close a polygon."""
        drawing = self._in_hand()
        if drawing is None:
            super().mouseDoubleClickEvent(event)
        else:
            drawing.close()

    def pick_under(self, place: QPointF) -> None:
        """Select the figure there, unless it is among those that are selected."""
        self._figures.pick_at(place)

    def leaveEvent(self, event: QEvent) -> None:
        """The brush's ring goes with the mouse."""
        super().leaveEvent(event)
        self.pad.hide_ring()

    # ------------------------------------------------------------------ keys

    def event(self, event: QEvent) -> bool:
        """Enter and Escape belong to what is being drawn before they mean anything else."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_for_sketch(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move and size, Enter closes a polygon, Escape drops a sketch."""
        stride = stride_of(event)
        if self._is_for_sketch(event):
            self._settle_sketch(Qt.Key(event.key()))
        elif stride is not None and self._told:
            self._tell_regions(self._strode(*stride))
        else:
            super().keyPressEvent(event)

    def _is_for_sketch(self, event: QKeyEvent) -> bool:
        drawing = self._in_hand()
        ends = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        return drawing is not None and drawing.has_begun() and Qt.Key(event.key()) in ends

    def _settle_sketch(self, key: Qt.Key) -> None:
        drawing = self._in_hand()
        if key == Qt.Key.Key_Escape:
            self._drop_sketch()
        elif drawing is not None:
            drawing.close()

    def _strode(self, stride: Stride, direction: Direction) -> dict[str, Region]:
        """The regions of those who have moved after a key."""
        regions = {one.id: one.region for one in self._figures.selected()}
        boxes = {figure: bounds_of(region) for figure, region in regions.items()}
        after = all_strode(boxes, stride, direction, self._figures.guides(*boxes))
        moved = {figure: remapped(region, after[figure]) for figure, region in regions.items()}
        return {figure: region for figure, region in moved.items() if region != regions[figure]}
