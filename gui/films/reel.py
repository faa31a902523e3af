"""The film at hand: its plan, the playhead, the pictures painted so far. Preview, timeline and panels all show this."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, QTimer, Signal
from PySide6.QtGui import QImage

from charabook.errors import BugError, KnownError
from charabook.studio import Studio
from charabook.studio.film_pages import direction_of
from gui.book_view import BookView
from gui.desk import Desk
from gui.films.blocks import Blocks, PageBlock, ShotBlock, blocks_of
from gui.films.choices import PREVIEW_PX, FilmChoices, choices_of, preview_wish
from gui.films.clock import FilmClock
from gui.films.director import Director
from gui.films.heard import FilmSound
from gui.films.kept_frames import KeptFrames
from gui.films.projection import Projecting, ProjectionThread
from gui.films.stills import Stills
from layouts.motion.direction import PanelDirection
from layouts.motion.timeline import Camera, Timeline
from projects.records import PanelId

if TYPE_CHECKING:
    from layouts.motion.soundtrack import Soundtrack

STILL_PX = 256
"""The long side of the small pictures on blocks."""
AHEAD_S = 1.25
"""While playing, frames are painted so far ahead: a new page takes longer than a frame lasts."""
REPLAN_AFTER_MS = 120
HAIR_S = 0.02
"""A frame stands up to half its length before the time that was sought."""


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
        self._watchers: set[QObject] = set()
        """The parts of the window in which the film is seen now."""
        self._is_stale = True
        self._plan = 0
        self._wants_ground = False
        self._second_try = 0
        self._kept = KeptFrames()
        self._shot: tuple[object, ...] = ()
        self.thread_ = ProjectionThread(self)
        self.thread_.planned.connect(self._show_plan)
        self.thread_.painted.connect(self._keep)
        self.thread_.failed.connect(self._fail)
        self.stills = Stills(self.thread_, self)
        self.sound = FilmSound(self)
        self._clock = FilmClock(self.sound, self)
        self._clock.due.connect(self._come_to)
        self._soundtrack: Soundtrack | None = None
        self._replan_timer = QTimer(self)
        self._replan_timer.setSingleShot(True)
        self._replan_timer.setInterval(REPLAN_AFTER_MS)
        self._replan_timer.timeout.connect(self._replan)
        self.director = Director(desk, self)
        desk.follow(self._hear)

    # ------------------------------------------------------------------ being seen

    def wake(self, watcher: QObject) -> None:
        """Somebody sees the film there: plan what has changed meanwhile, and go on with the small pictures."""
        self._watchers.add(watcher)
        self.thread_.go_on()
        if self._is_stale:
            self._replan_timer.start()

    def rest(self, watcher: QObject) -> None:
        """It is not seen there any more; where nobody sees it at all, nothing is done for it."""
        self._watchers.discard(watcher)
        self.pause()
        if not self._watchers:
            self._replan_timer.stop()
            self.thread_.rest()

    def finish(self) -> None:
        """Before the book is closed: nothing may still read it."""
        self.pause()
        self._watchers.clear()
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
                self._clock.play_from(self.frame, self.timeline.rate)

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
        self._clock.play_from(self.frame, self.timeline.rate)
        self.playing_changed.emit()

    def pause(self) -> None:
        """Stand still."""
        if self.is_playing:
            self._clock.stop()
            self.is_playing = False
            self.playing_changed.emit()

    def _come_to(self, frame: int) -> None:
        """The clock asks for a frame."""
        if self.timeline is None:
            return
        if frame >= self.timeline.frames - 1:
            self.pause()
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
        if self.timeline is None or not self._watchers:
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
        if self._watchers:
            self._replan_timer.start()

    def _replan(self) -> None:
        self._is_stale = False
        self._plan += 1  # what the plan before still brings, pictures or a failure, is of a book that has changed
        plan, choices = self._plan, self.choices
        self._desk.ask(
            lambda studio: studio,
            lambda studio: self._plan_with(
                plan,
                lambda: self._preview(studio, choices),
                lambda: studio.films.projector(preview_wish(choices, STILL_PX)),
            ),
        )

    def _preview(self, studio: Studio, choices: FilmChoices) -> Projecting:
        """On the painter's thread: the plan that follows takes the soundtrack up."""
        made = studio.films.preview(preview_wish(choices, PREVIEW_PX))
        self._soundtrack = made.soundtrack
        return made.projector

    def _plan_with(self, plan: int, make: Callable[[], Projecting], make_small: Callable[[], Projecting]) -> None:
        if not self.thread_.isRunning() and not self.thread_.isFinished():
            self.thread_.start(QThread.Priority.LowPriority)
        self.thread_.plan(plan, make, make_small)

    def _show_plan(self, plan: int, timeline: Timeline) -> None:
        if plan != self._plan:
            return
        before, was_s = self.shot(), self.at_s
        part = before.part(was_s) if before is not None else 0.0
        has_come = before is not None and was_s > before.arrival_s - HAIR_S
        self.timeline, self.blocks = timeline, blocks_of(timeline)
        self.sound.load(self._soundtrack)
        self._kept.clear()
        again = self.blocks.find(before.key) if before is not None else None
        # What was looked at stays in sight although the shots before it may have become longer or shorter.
        place_s = again.time(part) if again is not None and has_come else was_s
        self.frame = min(round(place_s * timeline.rate), timeline.frames - 1)
        self.failed.emit(None)
        self.planned.emit()
        self.seek(place_s)
        if self._desk.view is not None:
            self.stills.plan(plan, timeline, self.blocks, self._desk.view)

    def _fail(self, plan: int, problem: KnownError | BugError) -> None:
        if plan != self._plan or self._is_stale:
            return
        if plan != self._second_try:
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


def direction_of_panel(view: BookView | None, panel_id: str) -> PanelDirection:
    """What is wished for a panel; nothing for none."""
    record = view.panels_by_id.get(PanelId(panel_id)) if view is not None else None
    return direction_of(record) if record is not None else PanelDirection()
