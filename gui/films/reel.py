"""The film at hand: its plan, the playhead, the pictures painted so far. Preview, timeline and panels all show this."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QThread, QTimer, Signal
from PySide6.QtGui import QImage

from charabook.errors import BugError, KnownError
from charabook.studio import Studio
from charabook.studio.film_pages import direction_of
from gui.book_view import BookView
from gui.desk import Desk
from gui.films.blocks import Blocks, PageBlock, ShotBlock, blocks_of
from gui.films.camera_work import key_of, panel_box, with_key
from gui.films.choices import FilmChoices, choices_of, preview_wish, with_choices
from gui.films.heard import FilmSound
from gui.films.kept_frames import KeptFrames
from gui.films.projection import Projecting, ProjectionThread
from gui.films.stills import Stills
from layouts.motion.direction import PanelDirection
from layouts.motion.timeline import Camera, Move, Timeline
from projects.changes import NOTHING, Changes
from projects.records import BOOK, Book, PageId, PanelId

if TYPE_CHECKING:
    from layouts.motion.soundtrack import Soundtrack

PREVIEW_PX, STILL_PX = 1120, 256
"""Long sides of the preview's frames and of the small pictures on blocks."""
AHEAD_S = 1.25
"""While playing, frames are painted so far ahead: a new page takes longer than a frame lasts."""
REPLAN_AFTER_MS = 120
LEAST_TICK_MS = 15


class Reel(QObject):
    """One film of one book. Nothing here waits: plans and pictures come from a thread of their own."""

    planned = Signal()
    """`blocks` and `timeline` are new."""
    moved = Signal()
    """The playhead went somewhere."""
    shown = Signal(QImage)
    """The picture at the playhead, or as near to it as the painter has come."""
    ground_shown = Signal(QImage)
    """All of the page at the playhead, with all its words."""
    playing_changed = Signal()
    shot_changed = Signal()
    """Another shot is at hand, or it is directed otherwise."""
    choices_changed = Signal()
    failed = Signal(object)
    """The film cannot be shown: a `KnownError` or `BugError`; None when it can again."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.choices = FilmChoices()
        self.timeline: Timeline | None = None
        self.blocks = Blocks()
        self.frame = 0
        self.is_playing = False
        self._is_seen = False
        self._is_stale = True
        self._plan = 0
        self._wants_ground = False
        self._second_try = 0
        self._kept = KeptFrames()
        self._shot: tuple[object, ...] = ()
        self._begun_frame = 0
        self._since = QElapsedTimer()
        self.thread_ = ProjectionThread(self)
        self.thread_.planned.connect(self._show_plan)
        self.thread_.painted.connect(self._keep)
        self.thread_.failed.connect(self._fail)
        self.stills = Stills(self.thread_, self)
        self.sound = FilmSound(self)
        self.sound.began.connect(self._begin_clock)
        self._soundtrack: Soundtrack | None = None
        self._replan_timer = self._timer(REPLAN_AFTER_MS, self._replan)
        self._replan_timer.setSingleShot(True)
        self._tick_timer = self._timer(LEAST_TICK_MS, self._tick)
        self._tick_timer.setTimerType(Qt.TimerType.PreciseTimer)
        desk.follow(self._hear)

    def _timer(self, interval_ms: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval_ms)
        timer.timeout.connect(act)
        return timer

    # ------------------------------------------------------------------ being seen

    def wake(self) -> None:
        """Somebody sees the film: plan what has changed meanwhile."""
        self._is_seen = True
        if self._is_stale:
            self._replan_timer.start()

    def rest(self) -> None:
        """Nobody sees it any more."""
        self._is_seen = False
        self.pause()

    def finish(self) -> None:
        """Before the book is closed: nothing may still read it."""
        self.pause()
        self._is_seen = False
        self._replan_timer.stop()
        self.sound.finish()
        self.thread_.finish()

    # ------------------------------------------------------------------ where we are

    @property
    def at_s(self) -> float:
        """The time at the playhead."""
        return self.frame / self.timeline.rate if self.timeline is not None else 0.0

    def shot(self) -> ShotBlock | None:
        """The shot under the playhead."""
        return self.blocks.shot_at(self.at_s + 1e-6)

    def page(self) -> PageBlock | None:
        """The page under the playhead."""
        return self.blocks.page_at(self.at_s + 1e-6)

    def panel(self) -> PanelId | None:
        """The panel of the shot under the playhead."""
        shot = self.shot()
        return PanelId(shot.key.panel_id) if shot is not None and shot.key.panel_id else None

    def camera(self) -> Camera | None:
        """Where the camera is, tremors left out."""
        if self.timeline is None or not self.timeline.scenes:
            return None
        moment = self.timeline.moment(self.at_s)
        return self.timeline.scenes[moment.index].camera_at(moment.at_s)

    def ground_camera(self) -> Camera | None:
        """Where the camera is in the picture that `ground_shown` brings."""
        if self.timeline is None or not self.timeline.scenes:
            return None
        return self.timeline.scenes[self.timeline.moment(self.at_s).index].keys[-1].camera

    def direction(self) -> PanelDirection:
        """What is wished for the panel at hand."""
        return direction_of_panel(self._desk.view, self.panel() or "")

    # ------------------------------------------------------------------ going places

    def seek(self, at_s: float) -> None:
        """Go to a time of the film."""
        if self.timeline is not None:
            self.seek_frame(round(at_s * self.timeline.rate))
            if self.is_playing:
                self._go_on()

    def seek_frame(self, frame: int) -> None:
        """Go to a frame; outside there is nothing."""
        if self.timeline is None:
            return
        self.frame = min(max(frame, 0), self.timeline.frames - 1)
        self.moved.emit()
        self._tell_shot()
        self._paint()

    def step(self, frames: int) -> None:
        """Some frames forth or back."""
        self.pause()
        self.seek_frame(self.frame + frames)

    def jump(self, by: int) -> None:
        """To the next stop, or the one before."""
        stops, here = self.blocks.stops(), self.at_s
        ahead = [stop for stop in stops if stop > here + 0.04]
        behind = [stop for stop in stops if stop < here - 0.2]
        found = ahead[:1] if by > 0 else behind[-1:]
        self.seek(found[0] if found else (self.blocks.length_s if by > 0 else 0.0))

    def toggle_play(self) -> None:
        """Play, or pause."""
        if self.is_playing:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """From the playhead; from the beginning if it stands at the end."""
        if self.timeline is None or self.is_playing:
            return
        if self.frame >= self.timeline.frames - 1:
            self.seek_frame(0)
        self.is_playing = True
        self._paint()
        self._go_on()
        self._tick_timer.setInterval(max(LEAST_TICK_MS, round(500 / self.timeline.rate)))
        self._tick_timer.start()
        self.playing_changed.emit()

    def pause(self) -> None:
        """Stand still."""
        if self.is_playing:
            self._tick_timer.stop()
            self.sound.stop()
            self.is_playing = False
            self.playing_changed.emit()

    def _go_on(self) -> None:
        """Play from the playhead: the clock begins with the sound, so that both stay in step."""
        self._since.invalidate()
        self.sound.play_from(self.at_s)

    def _begin_clock(self) -> None:
        self._begun_frame = self.frame
        self._since.start()

    def _tick(self) -> None:
        """The frame that the clock asks for: a slow machine leaves frames out, the film keeps its time."""
        if self.timeline is None or not self._since.isValid():
            return
        frame = self._begun_frame + int(self._since.elapsed() * self.timeline.rate / 1000)
        if frame >= self.timeline.frames - 1:
            self.pause()
        if frame != self.frame:
            self.seek_frame(frame)

    # ------------------------------------------------------------------ pictures

    def want_ground(self) -> None:
        """From now on bring all of the page too, for the camera to be placed on it."""
        self._wants_ground = True
        self._paint()

    def forget_ground(self) -> None:
        """No longer."""
        self._wants_ground = False

    def _ground_frame(self) -> int | None:
        if not self._wants_ground or self.timeline is None:
            return None
        index = self.timeline.moment(self.at_s).index
        return self.timeline.starts[index] + self.timeline.scenes[index].frames - 1

    def _paint(self) -> None:
        if self.timeline is None or not self._is_seen:
            return
        wanted = [self.frame, self._ground_frame()]
        for frame in wanted:
            if frame is not None and frame in self._kept:
                self._show(frame)
        missing = [frame for frame in wanted if frame is not None and frame not in self._kept]
        self.thread_.ask(*missing, *self._ahead())

    def _ahead(self) -> list[int]:
        if self.timeline is None or not self.is_playing:
            return []
        last = min(self.frame + round(AHEAD_S * self.timeline.rate), self.timeline.frames - 1)
        return [frame for frame in range(self.frame + 1, last + 1) if frame not in self._kept]

    def _keep(self, plan: int, frame: int, picture: QImage) -> None:
        if plan != self._plan:
            return
        self._kept.keep(frame, picture)
        is_early = self.is_playing and frame > self.frame
        if not is_early:
            self._show(frame)

    def _show(self, frame: int) -> None:
        picture = self._kept.get(frame)
        if picture is None:
            return
        if frame == self._ground_frame():
            self.ground_shown.emit(picture)
            if frame != self.frame:
                return
        self.shown.emit(picture)

    # ------------------------------------------------------------------ planning

    def _hear(self, view: BookView) -> None:
        choices = choices_of(view.book)
        if choices != self.choices:
            self.choices = choices
            self.choices_changed.emit()
        self._is_stale = True
        self._tell_shot()
        if self._is_seen:
            self._replan_timer.start()

    def _replan(self) -> None:
        self._is_stale = False
        choices = self.choices
        self._desk.ask(
            lambda studio: studio,
            lambda studio: self._plan_with(
                lambda: self._preview(studio, choices),
                lambda: studio.films.projector(preview_wish(choices, STILL_PX)),
            ),
        )

    def _preview(self, studio: Studio, choices: FilmChoices) -> Projecting:
        """On the painter's thread: the plan that follows takes the soundtrack up."""
        made = studio.films.preview(preview_wish(choices, PREVIEW_PX))
        self._soundtrack = made.soundtrack
        return made.projector

    def _plan_with(self, make: Callable[[], Projecting], make_small: Callable[[], Projecting]) -> None:
        self._plan += 1
        if not self.thread_.isRunning() and not self.thread_.isFinished():
            self.thread_.start(QThread.Priority.LowPriority)
        self.thread_.plan(self._plan, make, make_small)

    def _show_plan(self, plan: int, timeline: Timeline) -> None:
        if plan != self._plan:
            return
        before, part = self.shot(), 0.0
        if before is not None:
            part = before.part(self.at_s)
        was_s = self.at_s
        self.timeline, self.blocks = timeline, blocks_of(timeline)
        self.sound.load(self._soundtrack)
        self._kept.clear()
        again = self.blocks.find(before.key) if before is not None else None
        self.failed.emit(None)
        self.planned.emit()
        # What was looked at stays in sight although the shots before it may have become longer or shorter.
        keeps_place = again is not None and before is not None and before.part(was_s) > 0
        self.seek(again.time(part) if again is not None and keeps_place else was_s)
        if self._desk.view is not None:
            self.stills.plan(plan, timeline, self.blocks, self._desk.view)

    def _fail(self, plan: int, problem: KnownError | BugError) -> None:
        if plan != self._plan:
            return
        if isinstance(problem, BugError) and plan != self._second_try:
            # Most likely the book changed while pictures of it were painted: a new plan knows.
            self._second_try = plan + 1
            self._replan_timer.start()
            return
        self.pause()
        self.failed.emit(problem)

    def _tell_shot(self) -> None:
        shot = self.shot()
        told = (shot.key if shot is not None else None, self.direction())
        if told != self._shot:
            self._shot = told
            self.shot_changed.emit()

    # ------------------------------------------------------------------ changing

    def choose(self, label: str, **fields: object) -> None:
        """Choose something for the whole film."""
        view = self._desk.view
        if view is None:
            return
        chosen = replace(choices_of(view.book), **fields)  # type: ignore[arg-type]
        stored = with_choices(view.book, chosen)
        if chosen != self.choices:
            self._desk.edit(label, lambda edit: edit.update(Book, BOOK, settings_json=stored))

    def direct(self, direction: PanelDirection) -> None:
        """Direct the panel at hand."""
        panel = self.panel()
        if panel is not None and direction != self.direction():
            self._desk.change(lambda studio: studio.films.direct(panel, direction))

    def direct_by_hand(self) -> None:
        """The way that the camera goes now, as keyframes."""
        panel, wish = self.panel(), preview_wish(self.choices, PREVIEW_PX)
        if panel is not None:
            self._desk.change(lambda studio: studio.films.direct(panel, studio.films.as_keyframes(panel, wish)))

    def place_camera(self, camera: Camera) -> None:
        """Set a keyframe at the playhead; a shot that moved by itself is directed by hand from now on."""
        panel, shot, page = self.panel(), self.shot(), self.page()
        if panel is None or shot is None or page is None or self.timeline is None:
            return
        wish, part, aspect = preview_wish(self.choices, PREVIEW_PX), shot.part(self.at_s), self.timeline.aspect
        page_id, language = PageId(page.page_id), self.choices.language

        def place(studio: Studio) -> Changes:
            composition = studio.page(page_id, language).composition
            box = panel_box(composition, panel)
            if box is None:
                return NOTHING
            direction = studio.films.direction(panel)
            if direction.move is not Move.KEYFRAMES:
                direction = studio.films.as_keyframes(panel, wish)
            key = key_of(camera, part, box, composition.display_list.trim_box, aspect)
            return studio.films.direct(panel, with_key(direction, key))

        self._desk.change(place)

    def set_seconds(self, seconds: float) -> None:
        """Let the shot at hand last so long, or as long as its words take (0)."""
        self.direct(replace(self.direction(), seconds=seconds))


def direction_of_panel(view: BookView | None, panel_id: str) -> PanelDirection:
    """What is wished for a panel; nothing for none."""
    record = view.panels_by_id.get(PanelId(panel_id)) if view is not None else None
    return direction_of(record) if record is not None else PanelDirection()
