"""The page canvas: a composed page as the printer will see it, and a hand or a knife that works on it."""

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from gui.canvas.alignment import Arrangement
from gui.canvas.choosing import RubberBand, choice_of
from gui.canvas.page_hands import Hand, Knife, PageHand
from gui.canvas.page_sheet import Guides, PageSheet
from gui.canvas.paper_view import PaperView
from gui.canvas.picking_hand import Middles, PickingHand
from layouts.problems import Composition, PlacedLettering, PlacedPanel
from projects.records import PanelId

NUDGE_MM = 1.0
EDGE_PX = 6.0
"""How near the mouse must be to an edge to take hold of it."""
AIR_MM, DESK_MM = 6, 20
"""Around the sheet: what fitting leaves, and how far it may be moved."""
NUDGES = {
    Qt.Key.Key_Left: QPointF(-NUDGE_MM, 0.0),
    Qt.Key.Key_Right: QPointF(NUDGE_MM, 0.0),
    Qt.Key.Key_Up: QPointF(0.0, -NUDGE_MM),
    Qt.Key.Key_Down: QPointF(0.0, NUDGE_MM),
}
SIDES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
HELD = ~Qt.KeyboardModifier.KeypadModifier
"""Keys that change what an arrow means. On a Mac every arrow counts as one of the keypad."""


class PageCanvas(PaperView):
    """One page or spread. Picking and moving is told by signals; the page is composed anew by whoever hears them."""

    panel_picked = Signal(str)
    lettering_picked = Signal(str)
    """One piece was clicked."""
    selection_changed = Signal()
    """Other pieces of lettering are at hand than before."""
    letterings_moved = Signal(object)
    """The new `Middles` of what was moved."""
    panel_opened = Signal(str)
    panel_cut = Signal(str, object, object)
    """Panel id and the two ends of the knife's line, mm."""
    edge_moved = Signal(str, int, float)
    """Panel id, the corner at which the edge begins, and how far outwards it goes, mm."""
    side_asked = Signal(int)
    """The page at the left (-1) or at the right (1) is asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(least_scale=0.5, most_scale=60.0, parent=parent)
        self.setAccessibleName(self.tr("Page"))
        self._sheet = PageSheet(self.scene())
        band = RubberBand(self.scene())
        self._picking = PickingHand(self._sheet, band, lambda: EDGE_PX / max(0.01, self.transform().m11()), self)
        self._knife = Knife(self._sheet, self)
        self._hand = Hand.PICK
        for told, signal in (
            (self._picking.panel_picked, self.panel_picked),
            (self._picking.lettering_picked, self.lettering_picked),
            (self._picking.selection_changed, self.selection_changed),
            (self._picking.letterings_moved, self.letterings_moved),
            (self._picking.edge_moved, self.edge_moved),
            (self._knife.panel_cut, self.panel_cut),
        ):
            told.connect(signal)

    # ------------------------------------------------------------------ what is shown

    def show_page(self, composition: Composition | None, moves: int = 0) -> None:
        """Show a page that knows of so many movements; what was picked stays picked while it is still there."""
        self._sheet.show_page(composition)
        if composition is not None:
            desk = self._sheet.rect().adjusted(-DESK_MM, -DESK_MM, DESK_MM, DESK_MM)
            self.scene().setSceneRect(desk)
            self.refit()
        self._picking.see_page(moves)

    def composition(self) -> Composition | None:
        """What is shown."""
        return self._sheet.places.composition

    def sheet(self) -> QRectF:
        """The page with some air around it."""
        rect = self._sheet.rect()
        return rect if rect.isEmpty() else rect.adjusted(-AIR_MM, -AIR_MM, AIR_MM, AIR_MM)

    def picked(self) -> str:
        """The id of the panel or lettering at hand; nothing while several are."""
        return self._picking.picked()

    def selected(self) -> tuple[PlacedLettering, ...]:
        """The lettering at hand."""
        return self._picking.letterings()

    def pick(self, *subjects: str) -> None:
        """Take a panel, or any number of pieces of lettering, at hand by id."""
        self._picking.pick(*subjects)

    def pick_all(self) -> None:
        """Take all lettering of the page at hand."""
        self._picking.pick_all()

    def moves(self) -> int:
        """How often lettering was asked to lie elsewhere; a page composed from now on knows of all that."""
        return self._picking.moves()

    def lead(self, middles: Middles) -> None:
        """Lettering was asked to lie there, and will as soon as the page is composed anew."""
        self._picking.lead(middles)

    def step(self, by: int) -> None:
        """Take the next or previous piece of lettering at hand."""
        self._picking.step(by)

    def pick_next_too(self) -> None:
        """Take the next piece of lettering at hand too."""
        self._picking.pick_next_too()

    def let_go(self) -> None:
        """Drop what the mouse has begun; if it has begun nothing, nothing is at hand any more."""
        if self._at_work().has_begun():
            self._at_work().drop()
        else:
            self._picking.pick()

    def arranged(self, way: Arrangement) -> Middles:
        """Where the lettering at hand would lie in line or evenly spread."""
        return self._picking.arranged(way)

    def panel_at(self, place: QPoint) -> PanelId | None:
        """The panel at a place of the viewport."""
        panel = self._sheet.places.panel_at(self.mapToScene(place))
        return PanelId(panel) if panel is not None else None

    def aim(self, panel: str) -> None:
        """Mark a panel over which something is carried; with none, what is at hand again."""
        self._picking.show_mark((panel,) if panel else ())

    def show_guides(self, guides: Guides) -> None:
        """Draw or hide the safe area."""
        self._sheet.show_guides(guides)

    # ------------------------------------------------------------------ hands

    def take(self, hand: Hand) -> None:
        """Take the knife, or put it away."""
        self._at_work().drop()
        self._hand = hand
        is_knife = hand is Hand.KNIFE
        self.setCursor(Qt.CursorShape.CrossCursor if is_knife else Qt.CursorShape.ArrowCursor)

    def _at_work(self) -> PageHand:
        return self._knife if self._hand is Hand.KNIFE else self._picking

    def pick_under(self, place: QPointF) -> None:
        """Take the lettering there at hand, unless it is among what is at hand."""
        self._picking.pick_under(place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Set the knife, take hold of an edge, or pick what is on top."""
        if self.is_panning() or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
        else:
            self._at_work().press(self.mapToScene(event.position().toPoint()), choice_of(event.modifiers()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what could be done here, or what would come of it."""
        super().mouseMoveEvent(event)  # zooming needs to know where the mouse is, whatever it holds
        if self.is_panning():
            return
        place = self.mapToScene(event.position().toPoint())
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._at_work().move(place)
        else:
            self.setCursor(self._at_work().cursor_at(place))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Cut there, or move the edge or the lettering there."""
        if self.is_panning() or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
        else:
            self._at_work().release(self.mapToScene(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the panel under the mouse, or write in the lettering there."""
        hit = self._sheet.places.hit(self.mapToScene(event.position().toPoint()))
        if isinstance(hit, PlacedPanel):
            self.panel_opened.emit(hit.panel_id)
        elif hit is not None and hit.lettering_id == self.picked():
            self.lettering_picked.emit(hit.lettering_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys nudge the lettering at hand; without any, they go to the page at that side."""
        step = NUDGES.get(Qt.Key(event.key()))
        if step is not None and self._picking.nudge(step):
            return
        side = SIDES.get(Qt.Key(event.key()))
        if side is not None and self.is_fitted() and not event.modifiers() & HELD:
            self.side_asked.emit(side)
        else:
            super().keyPressEvent(event)
