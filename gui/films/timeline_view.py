"""The timeline: pages, shots, words and music as blocks along time, and the playhead over them."""

from enum import Enum, auto

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from gui.desk import Desk
from gui.films.blocks import ShotBlock, clock
from gui.films.camera_work import SAME_PART, key_at, with_key_moved, without_key
from gui.films.reel import Reel, direction_of_panel
from gui.films.screen import steer
from gui.films.timeline_paint import Lanes, TimelinePainter
from layouts.motion.direction import PanelKey
from layouts.motion.timeline import Move

LEAST_PX_PER_S, MOST_PX_PER_S = 3.0, 240.0
EDGE_PX = 6
SIDE_PX = 14
"""Free before the beginning and behind the end."""
SHORTEST_S = 0.4
LAST_S = 0.05
"""At its very end a shot is over; so much before it is still at hand."""
KEY_PX = 18


class _Hand(Enum):
    NONE = auto()
    SCRUB = auto()
    LENGTH = auto()
    KEY = auto()


class TimelineView(QAbstractScrollArea):
    """Click or drag anywhere to go there; drag the end of a shot to make it longer or shorter."""

    music_asked = Signal()
    zoomed = Signal(float)
    """Pixels for a second."""
    shot_picked = Signal()

    def __init__(self, desk: Desk, reel: Reel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reel = reel
        self.px_per_s = 24.0
        self._shows_all = True
        self._hand = _Hand.NONE
        self._pulled: tuple[ShotBlock, float] | None = None
        self._key = 0
        self._painter = TimelinePainter(desk, reel)
        self.say_shot = self._painter.say_shot
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        reel.planned.connect(self._lay_out)
        reel.moved.connect(self._follow)
        for signal in (reel.stills.changed, reel.shot_changed, reel.choices_changed):
            signal.connect(self.viewport().update)
        reel.shot_changed.connect(self._describe)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setAccessibleName(self.tr("Timeline of the film"))
        self._describe()
        self.viewport().update()

    def minimumSizeHint(self) -> QSize:
        """All lanes with low blocks."""
        return QSize(200, Lanes.LEAST_PX)

    def sizeHint(self) -> QSize:
        """Blocks in which pictures can be told apart."""
        return QSize(600, 200)

    # ------------------------------------------------------------------ time and place

    def x_of(self, at_s: float) -> float:
        """Where a time stands in the viewport."""
        return SIDE_PX + at_s * self.px_per_s - self.horizontalScrollBar().value()

    def time_at(self, x: float) -> float:
        """The time at a place in the viewport."""
        return (x - SIDE_PX + self.horizontalScrollBar().value()) / self.px_per_s

    def zoom_to(self, px_per_s: float, about_x: float | None = None) -> None:
        """Show time wider or narrower; what lies at `about_x` (else the playhead) stays there."""
        x = about_x if about_x is not None else self.x_of(self._reel.at_s)
        at_s = self.time_at(x) if about_x is not None else self._reel.at_s
        self._shows_all = False
        self.px_per_s = min(max(px_per_s, LEAST_PX_PER_S), MOST_PX_PER_S)
        self._lay_out()
        self.horizontalScrollBar().setValue(round(SIDE_PX + at_s * self.px_per_s - x))
        self.zoomed.emit(self.px_per_s)

    def show_all(self) -> None:
        """The whole film at a glance."""
        self._shows_all = True
        self._lay_out()

    def _lay_out(self) -> None:
        length_s, room = self._reel.blocks.length_s, self.viewport().width()
        if self._shows_all and length_s > 0:
            self.px_per_s = max((room - 2 * SIDE_PX) / length_s, LEAST_PX_PER_S)
            self.zoomed.emit(self.px_per_s)
        bar = self.horizontalScrollBar()
        bar.setRange(0, max(0, round(length_s * self.px_per_s + 2 * SIDE_PX) - room))
        bar.setPageStep(room)
        bar.setSingleStep(40)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show all again where all is shown."""
        super().resizeEvent(event)
        self._lay_out()

    def _follow(self) -> None:
        """Keep the playhead in sight: page by page while playing, so that the eye can rest."""
        x, room, bar = self.x_of(self._reel.at_s), self.viewport().width(), self.horizontalScrollBar()
        if self._hand is _Hand.NONE and not 0 <= x <= room:
            bar.setValue(bar.value() + round(x - (room * 0.08 if self._reel.is_playing else room / 2)))
        self.viewport().update()

    # ------------------------------------------------------------------ hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to scrub, to pull the end of a shot, or to move a keyframe."""
        if event.button() != Qt.MouseButton.LeftButton or self._reel.timeline is None:
            return
        place, lanes = event.position(), self._lanes()
        if self._take_key(place) or self._take_edge(place):
            return
        if lanes.music.contains(place) and not self._reel.choices.music:
            self.music_asked.emit()
            return
        self._hand = _Hand.SCRUB
        self._reel.seek(self.time_at(place.x()))
        if lanes.shots.contains(place):
            self.shot_picked.emit()

    def _take_key(self, place: QPointF) -> bool:
        """Take hold of a keyframe; whether there is one."""
        held = self._key_near(place)
        if held is not None:
            shot, self._key = held
            self._reel.pause()
            self._hand = _Hand.KEY
            self._reel.seek(min(shot.time(self._keys_of(shot)[self._key].at), shot.end_s - LAST_S))
        return held is not None

    def _take_edge(self, place: QPointF) -> bool:
        """Take hold of the end of a shot; whether there is one."""
        shot = self._edge_at(place)
        if shot is not None:
            self._reel.pause()
            self._hand, self._pulled = _Hand.LENGTH, (shot, shot.end_s)
            self._go_into(shot)
        return shot is not None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scrub, pull, or show what a press would do."""
        if self._hand is _Hand.SCRUB:
            self._scroll_at_edges(event.position().x())
            self._reel.seek(self.time_at(event.position().x()))
        elif self._hand is _Hand.KEY:
            self._follow_key(event.position().x())
        elif self._hand is _Hand.LENGTH and self._pulled is not None:
            shot = self._pulled[0]
            self._pulled = shot, max(self.time_at(event.position().x()), shot.arrival_s + SHORTEST_S)
            self.viewport().update()
        else:
            is_held = self._edge_at(event.position()) or self._key_near(event.position())
            self.viewport().setCursor(Qt.CursorShape.SizeHorCursor if is_held else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if self._hand is _Hand.LENGTH and self._pulled is not None:
            shot, end_s = self._pulled
            if abs(end_s - shot.end_s) > 0.05:
                self._reel.director.set_seconds(round(end_s - shot.arrival_s, 1))
        if self._hand is _Hand.KEY:
            self._put_key_down()
        self._hand, self._pulled = _Hand.NONE, None
        self.viewport().update()

    def _put_key_down(self) -> None:
        shot, direction = self._reel.shot(), self._reel.direction()
        if shot is None or self._key >= len(direction.keys):
            return
        part = shot.part(self._reel.at_s)
        if abs(part - direction.keys[self._key].at) >= SAME_PART:
            self._reel.director.direct(with_key_moved(direction, self._key, part))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on the end of a shot gives its length back to the words."""
        if self._edge_at(event.position()) is not None:
            self._reel.director.set_seconds(0.0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel moves along time; with Ctrl it zooms."""
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_to(self.px_per_s * 1.2 ** (turn.y() / 120), event.position().x())
            return
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (turn.x() or turn.y()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along time; plus and minus zoom; Alt with the arrows changes how long a shot lasts."""
        key, shot = Qt.Key(event.key()), self._reel.shot()
        is_longer = {Qt.Key.Key_Right: 0.5, Qt.Key.Key_Left: -0.5}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in is_longer and shot is not None:
            self._reel.director.set_seconds(max(SHORTEST_S, round(shot.end_s - shot.arrival_s + is_longer[key], 1)))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and shot is not None:
            self._remove_key(shot)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_to(self.px_per_s * 1.25)
        elif key is Qt.Key.Key_Minus:
            self.zoom_to(self.px_per_s / 1.25)
        elif not steer(self._reel, event):
            super().keyPressEvent(event)

    def _go_into(self, shot: ShotBlock) -> None:
        if self._reel.shot() != shot:
            self._reel.seek(shot.arrival_s)

    def _follow_key(self, x: float) -> None:
        """The playhead goes along with the keyframe in the hand, within its shot."""
        shot = self._reel.shot()
        if shot is not None:
            self._reel.seek(min(max(self.time_at(x), shot.arrival_s), shot.end_s - LAST_S))

    def _remove_key(self, shot: ShotBlock) -> None:
        index = key_at(self._reel.direction(), shot.part(self._reel.at_s))
        if index is not None:
            self._reel.director.direct(without_key(self._reel.direction(), index))

    def _keys_of(self, shot: ShotBlock) -> tuple[PanelKey, ...]:
        """The keyframes by hand that the timeline shows in a shot."""
        direction = direction_of_panel(self._desk.view, shot.key.panel_id)
        return direction.keys if shot.shot.move is Move.KEYFRAMES else ()

    def _key_near(self, place: QPointF) -> tuple[ShotBlock, int] | None:
        """The shot and the number of the keyframe that can be taken hold of here."""
        lane = self._lanes().shots
        shot = self._reel.blocks.shot_at(self.time_at(place.x()))
        if shot is None or not lane.top() <= place.y() <= lane.top() + KEY_PX:
            return None
        places = [self.x_of(shot.time(key.at)) for key in self._keys_of(shot)]
        near = min(range(len(places)), key=lambda index: abs(places[index] - place.x()), default=None)
        return (shot, near) if near is not None and abs(places[near] - place.x()) <= KEY_PX / 2 else None

    def _edge_at(self, place: QPointF) -> ShotBlock | None:
        """The shot whose end can be taken hold of here."""
        if not self._lanes().shots.contains(place):
            return None
        shots = (one for one in self._reel.blocks.shots if one.key.panel_id)
        return next((one for one in shots if abs(self.x_of(one.end_s) - place.x()) <= EDGE_PX), None)

    def _scroll_at_edges(self, x: float) -> None:
        room, bar = self.viewport().width(), self.horizontalScrollBar()
        if x < 0 or x > room:
            bar.setValue(bar.value() + round(x if x < 0 else x - room))

    # ------------------------------------------------------------------ showing

    def _lanes(self) -> Lanes:
        return Lanes(self.viewport().width(), self.viewport().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """All lanes."""
        painter = QPainter(self.viewport())
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._painter.paint(painter, self._lanes(), self.x_of, self.px_per_s, self._pulled)
        if self.hasFocus():
            self._painter.paint_focus(painter, QRectF(self.viewport().rect()))

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what lies under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._said_at(QPointF(event.pos())), self.viewport())
            return True
        return super().viewportEvent(event)

    def _said_at(self, place: QPointF) -> str:
        at_s, lanes, blocks = self.time_at(place.x()), self._lanes(), self._reel.blocks
        if lanes.shots.contains(place):
            shot = blocks.shot_at(at_s)
            return self._painter.say_shot(shot) if shot is not None else ""
        if lanes.words.contains(place):
            return next((one.cue.text for one in blocks.words if one.start_s <= at_s < one.end_s), "")
        if lanes.music.contains(place):
            return self._reel.choices.music
        return clock(at_s) if 0 <= at_s <= blocks.length_s else ""

    def _describe(self) -> None:
        """What a screen reader says of the place of the playhead."""
        shot, direction = self._reel.shot(), self._reel.direction()
        told = self._painter.say_shot(shot) if shot is not None else self.tr("Between two shots")
        if direction.move is Move.KEYFRAMES:
            told += ", " + self.tr("%n keyframe(s)", "", len(direction.keys))
        self.setAccessibleDescription(told)
