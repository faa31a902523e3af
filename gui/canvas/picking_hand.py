"""The hand that picks on a page: one panel, or any number of pieces of lettering, which it then moves together."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainterPath

from gui.canvas.alignment import Arrangement, Extent, Shift, Span, arranged
from gui.canvas.choosing import Choice, RubberBand, stepped, with_next
from gui.canvas.page_hands import is_click
from gui.canvas.page_places import FrameEdge, Placed, id_of, path_of
from gui.canvas.page_sheet import PageSheet
from layouts.problems import PlacedLettering, PlacedPanel
from layouts.shapes import Point, Rect

Middles = Mapping[str, Point]
"""Lettering ids and the middles of their texts, mm."""
STILL_MM = 0.01


class PickingHand(QObject):
    """Picks panels and lettering, drags lettering, draws a band round it, and pulls the edges of the panel at hand.

    Pictures lie in their frames and are not dragged, so a band may begin anywhere but on lettering or an edge.
    """

    panel_picked = Signal(str)
    lettering_picked = Signal(str)
    """One piece was clicked: somebody may want to write in it."""
    selection_changed = Signal()
    letterings_moved = Signal(object)
    """The new `Middles` of what was moved."""
    edge_moved = Signal(str, int, float)
    """Panel id, the corner at which the edge begins, and how far outwards it goes, mm."""

    def __init__(self, sheet: PageSheet, band: RubberBand, reach_mm: Callable[[], float], parent: QObject) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._band = band
        self._reach_mm = reach_mm
        self._picked: tuple[str, ...] = ()
        self._told: tuple[str, ...] = ()
        self._led: dict[str, Point] = {}
        """Where lettering was asked to lie, until a page is shown on which it was moved."""
        self._moves = 0
        self._start: QPointF | None = None
        self._edge: FrameEdge | None = None
        self._held = ""
        """The lettering under the button, if there is any."""
        self._before: tuple[str, ...] = ()
        """What was selected before and joins what is chosen now."""
        self._choice = Choice.ANEW

    # ------------------------------------------------------------------ what is at hand

    def picked(self) -> str:
        """The one panel or piece of lettering at hand; nothing while there are several."""
        return self._picked[0] if len(self._picked) == 1 else ""

    def letterings(self) -> tuple[PlacedLettering, ...]:
        """The lettering at hand that lies on this page."""
        found = (self._sheet.places.find(subject) for subject in self._picked)
        return tuple(one for one in found if isinstance(one, PlacedLettering))

    def pick(self, *subjects: str) -> None:
        """Take one panel, or any number of pieces of lettering, at hand by their ids, as soon as they lie there."""
        self._picked = tuple(subject for subject in subjects if subject)
        self.look_again()

    def pick_all(self) -> None:
        """Take all lettering of the page at hand."""
        self.pick(*self._every())

    def step(self, by: int) -> None:
        """Take the next or previous piece of lettering at hand, in reading order, round and round."""
        self.pick(*stepped(self._every(), self._told, by))

    def pick_next_too(self) -> None:
        """Take the next piece of lettering at hand too."""
        self.pick(*with_next(self._every(), self._told))

    def moves(self) -> int:
        """How often lettering was asked to lie elsewhere; a page composed from now on knows of all that."""
        return self._moves

    def lead(self, middles: Middles) -> None:
        """Lettering was asked to lie there: the next movement goes on from there, whatever is shown until then."""
        self._led |= middles
        self._moves += 1
        self.show_mark()

    def see_page(self, moves: int) -> None:
        """Another page lies on the sheet, which knows of so many movements."""
        if moves == self._moves:
            self._led.clear()
        self.look_again()

    def look_again(self) -> None:
        """What is at hand has changed."""
        self.show_mark()
        ids = tuple(one.lettering_id for one in self.letterings())
        if ids != self._told:
            self._told = ids
            self.selection_changed.emit()

    def show_mark(self, subjects: tuple[str, ...] = (), moved: QPointF | None = None) -> None:
        """Mark what is at hand, or other panels and pieces of lettering."""
        outline = QPainterPath()
        for subject in subjects or self._picked:
            placed = self._sheet.places.find(subject)
            if placed is not None:
                outline.addPath(path_of(placed.outline).translated(self._led_by(placed)))
        self._sheet.show_mark(outline, moved or QPointF())

    # ------------------------------------------------------------------ the mouse

    def press(self, place: QPointF, choice: Choice) -> None:
        """Take hold of an edge or of lettering, or pick the panel and begin a band."""
        self._start, self._edge, self._choice = place, self._edge_at(place), choice
        if self._edge is not None:
            return
        hit = self._sheet.places.hit(place)
        self._before = self._told if choice is Choice.ALSO else ()
        if isinstance(hit, PlacedLettering):
            self._take_hold(hit.lettering_id)
        elif choice is Choice.ANEW:
            self._pick_ground(hit)

    def pick_under(self, place: QPointF) -> None:
        """Take the lettering under the mouse at hand, unless it is among what is at hand already."""
        hit = self._sheet.places.hit(place)
        if isinstance(hit, PlacedLettering) and hit.lettering_id not in self._picked:
            self.pick(hit.lettering_id)

    def move(self, place: QPointF) -> None:
        """Where the edge or the lettering would go, or what the band would catch."""
        edge = self._edge
        if self._start is None:
            return
        if edge is not None:
            shift = edge.normal * edge.outwards(place - self._start)
            self._sheet.show_line(edge.start + shift, edge.end + shift)
        elif self._held:
            self.show_mark(moved=place - self._start)
        elif self._band.is_drawn() or not is_click(place - self._start):
            self._stretch_band(self._start, place)

    def release(self, place: QPointF) -> None:
        """Move the edge or the lettering there, or take what the band has caught at hand."""
        start, edge, held = self._start, self._edge, self._held
        if start is None:
            return
        caught = self._caught(QRectF(start, place).normalized()) if not (edge or held) else ()
        self.drop()
        moved = place - start
        if is_click(moved):
            self._click(held)
        elif edge is not None:
            self.edge_moved.emit(edge.panel, edge.index, edge.outwards(moved))
        elif held:
            self.nudge(moved)
        elif caught:
            self.pick(*dict.fromkeys((*self._before, *caught)))

    def has_begun(self) -> bool:
        """Whether something is being dragged or drawn."""
        return self._start is not None

    def drop(self) -> None:
        """Let go."""
        self._start, self._edge, self._held = None, None, ""
        self._sheet.hide_line()
        self._band.drop()
        self.show_mark()

    def cursor_at(self, place: QPointF) -> Qt.CursorShape:
        """Arrows across an edge that can be pulled."""
        edge = self._edge_at(place)
        if edge is None:
            return Qt.CursorShape.ArrowCursor
        return Qt.CursorShape.SizeVerCursor if edge.is_flat() else Qt.CursorShape.SizeHorCursor

    # ------------------------------------------------------------------ moving

    def nudge(self, moved: QPointF) -> bool:
        """Move the lettering at hand, if there is any."""
        middles = self._moved({one: Shift(moved.x(), moved.y()) for one in self._told})
        if middles:
            self.letterings_moved.emit(middles)
        return bool(middles)

    def arranged(self, way: Arrangement) -> Middles:
        """Where the lettering at hand would lie in line or evenly spread; only what would be moved."""
        extents = {one.lettering_id: extent_of(one.body, self._led_by(one)) for one in self.letterings()}
        return self._moved({key: shift for key, shift in arranged(extents, way).items() if not is_still(shift)})

    def _moved(self, shifts: Mapping[str, Shift]) -> Middles:
        texts = {one.lettering_id: one.text.centre for one in self.letterings()} | self._led
        return {key: texts[key].moved(*shift) for key, shift in shifts.items()}

    def _led_by(self, placed: Placed) -> QPointF:
        """How far something was asked to go and does not lie yet."""
        aim = self._led.get(id_of(placed))
        if aim is None or not isinstance(placed, PlacedLettering):
            return QPointF()
        return QPointF(aim.x - placed.text.centre.x, aim.y - placed.text.centre.y)

    def _take_hold(self, lettering: str) -> None:
        self._held = lettering
        if lettering not in self._told:
            self.pick(*self._before, lettering)

    def _pick_ground(self, hit: PlacedPanel | None) -> None:
        self.pick(hit.panel_id if hit is not None else "")
        if hit is not None:
            self.panel_picked.emit(hit.panel_id)

    def _click(self, held: str) -> None:
        """The button was let go where it was pressed."""
        if held and self._choice is Choice.ANEW:
            self.pick(held)
            self.lettering_picked.emit(held)
        elif held in self._before:
            self.pick(*(one for one in self._before if one != held))

    def _every(self) -> list[str]:
        return [one.lettering_id for one in self._sheet.places.letterings()]

    def _stretch_band(self, start: QPointF, place: QPointF) -> None:
        if not self._band.is_drawn():
            self._band.begin(start)
        self.show_mark((*self._before, *self._caught(self._band.stretch(place))))

    def _caught(self, band: QRectF) -> tuple[str, ...]:
        """What the band touches."""
        every = self._sheet.places.letterings()
        return tuple(one.lettering_id for one in every if path_of(one.outline).intersects(band))

    def _edge_at(self, place: QPointF) -> FrameEdge | None:
        return self._sheet.places.edge_at(self.picked(), place, self._reach_mm())


def extent_of(rect: Rect, led_by: QPointF) -> Extent:
    """What a box takes up on the page when it has gone so far, mm."""
    return Extent(Span(rect.x + led_by.x(), rect.width), Span(rect.y + led_by.y(), rect.height))


def is_still(shift: Shift) -> bool:
    """Whether nobody would see that something was moved so far (mm)."""
    return max(abs(shift.dx), abs(shift.dy)) < STILL_MM
