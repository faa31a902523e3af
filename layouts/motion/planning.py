"""From pages and wishes to the timeline of their film: the reading path, what the camera does, when words appear."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from charabook.errors import BadInput
from layouts.motion.asides import with_asides
from layouts.motion.direction import FilmStyle, PanelDirection
from layouts.motion.framing import closer, fitted, united
from layouts.motion.pacing import entrance_of, glance_s, hearing_s, reading_s
from layouts.motion.shots import Subject, Take, Words, filmed, panel_key, travel_s
from layouts.motion.sources import FilmPage
from layouts.motion.timeline import (
    Camera,
    Cue,
    Entrance,
    Keyframe,
    Move,
    Scene,
    Shot,
    Timeline,
    Transition,
    TransitionKind,
    Tremor,
)
from layouts.page import BlockRole, LetteringKind, PanelId, Sheet, TextBlock, plain_text
from layouts.shapes import Rect

TRANSITION_S = {TransitionKind.TURN: 1.1, TransitionKind.FADE: 0.7, TransitionKind.CUT: 0.0}
_LOOK_S, _CLOSE_S, _BLANK_S = 0.7, 0.5, 1.5
_MOSTLY = 0.5
_ADMIRED_S, _TITLE_DRIFT = 0.6, 0.93
_BURST_TREMOR = (0.55, 0.011)
_SHAKE_TREMOR = (0.9, 0.014)
_FACE_AIR = 0.06  # of its width, about a face: masks know it to some pixels only
_LONGEST_SCENE_S = 1800.0
_SLOWEST_PACE = 0.25


def plan(pages: Iterable[FilmPage], style: FilmStyle) -> Timeline:
    """The film of some pages, in their order. Raises BadInput without any."""
    scenes: list[Scene] = []
    before: FilmPage | None = None
    for page in pages:
        scenes.append(plan_scene(page, style, _opening(before, page, style)))
        before = page
    if not scenes:
        raise BadInput("There are no pages to film.", "Choose other pages.")
    return Timeline(width=style.width, height=style.height, rate=style.rate, scenes=tuple(scenes))


def _opening(before: FilmPage | None, page: FilmPage, style: FilmStyle) -> TransitionKind:
    """As the author wishes; cards are no leaves of the book, and single pages lie unlike spreads: there it fades."""
    if before is None:
        return TransitionKind.CUT
    is_leaf = before.air >= 0 and page.air >= 0 and _is_spread(before) is _is_spread(page)
    return style.transition if is_leaf or style.transition is TransitionKind.CUT else TransitionKind.FADE


def _is_spread(page: FilmPage) -> bool:
    return page.page.sheet is Sheet.SPREAD


def plan_scene(page: FilmPage, style: FilmStyle, opening: TransitionKind) -> Scene:
    """The scene of one page: all of it, then panel by panel, then all of it again."""
    transition = Transition(kind=opening, length_s=TRANSITION_S[opening])
    scene = _ScenePlanner(replace(page, shortest_s=0.0), style, transition).planned()
    if scene.frames >= page.shortest_s * style.rate:
        return scene
    return _ScenePlanner(page, _unhurried(page, style, transition, scene), transition).planned()


def _unhurried(page: FilmPage, style: FilmStyle, transition: Transition, scene: Scene) -> FilmStyle:
    """The style at the pace at which the page is read aloud, so that everything takes its share of the time.

    A scene lasts a + b / pace: travelling takes its time at any pace. Two scenes tell a and b.
    """
    slow = replace(style, pace=max(style.pace / 2, _SLOWEST_PACE))
    twice = _ScenePlanner(replace(page, shortest_s=0.0), slow, transition).planned()
    reading = (twice.frames - scene.frames) / style.rate / (1 / slow.pace - 1 / style.pace + 1e-9)
    travelling = scene.frames / style.rate - reading / style.pace
    pace = reading / max(page.shortest_s - travelling, 1e-6)
    return replace(style, pace=min(max(pace, _SLOWEST_PACE), style.pace))


def editable_keys(page: FilmPage, panel_id: PanelId, style: FilmStyle) -> PanelDirection:
    """The camera's present way through a panel as keyframes by hand, to go on from."""
    return _ScenePlanner(page, style, Transition()).as_keyframes(panel_id)


def page_camera(page: FilmPage, aspect: float) -> Camera:
    """All of a page, with its air about it."""
    sheet = page.page.trim_box
    return fitted(_grown(sheet, sheet.height * page.air), aspect)


def _grown(box: Rect, by: float) -> Rect:
    return Rect(box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A lettering or block that is read: where it belongs and how it appears."""

    words: Words
    panel_id: str
    text: str
    entrance: Entrance


class _ScenePlanner:
    """Walks the camera through one page."""

    def __init__(self, page: FilmPage, style: FilmStyle, opening: Transition) -> None:
        self._page = page
        self._style = style
        self._opening = opening
        self._sheet = page.page.trim_box
        self._all = page_camera(page, style.aspect)
        self._panels = {panel.panel_id: panel for panel in page.composition.panels}  # in reading order
        self._said = self._in_order([*self._letterings(), *self._blocks()])
        self._clock = 0.0
        self._keys = [Keyframe(at_s=0.0, camera=self._all)]
        self._shots: list[Shot] = []
        self._cues: list[Cue] = []
        self._tremors: list[Tremor] = []

    def planned(self) -> Scene:
        """The scene."""
        self._wait(self._opening.length_s + _LOOK_S / self._style.pace)
        self._read_page(before_panels=True)
        for panel_id in self._panels:
            self._read_panel(panel_id)
        self._read_page(before_panels=False)
        self._finish()
        frames = max(1, math.ceil(self._clock * self._style.rate))
        boxes = {one.words.source_id: one.words.box for one in self._said}
        return Scene(
            page_id=self._page.id,
            frames=frames,
            keys=tuple(self._keys),
            opening=self._opening,
            shots=tuple(self._shots),
            cues=with_asides(self._cues, self._shots, self._keys, boxes, self._style.aspect),
            tremors=tuple(self._tremors),
        )

    def as_keyframes(self, panel_id: PanelId) -> PanelDirection:
        """See `editable_keys`."""
        subject, wish = self._subject(panel_id), self._wish(panel_id)
        take = filmed(subject, wish, subject.whole(), self._style.pace)
        length_s = max(take.length_s - take.arrival_s, 1e-6)
        keys = tuple(panel_key(key, (key.at_s - take.arrival_s) / length_s, subject) for key in take.keys)
        return replace(wish, move=Move.KEYFRAMES, keys=keys)

    # ------------------------------------------------------------------------------------------ what is said

    def _letterings(self) -> list[_Said]:
        kinds = {one.id: one for one in self._page.page.letterings}
        found = []
        for placed in self._page.composition.letterings:
            one = kinds[placed.lettering_id]  # type: ignore[index]  # the composition is of this page
            text = plain_text(one.runs)
            is_sound = one.kind is LetteringKind.SOUND
            read_s = hearing_s(self._style.pace) if is_sound else reading_s(text, self._style.pace)
            words = Words(source_id=one.id, box=united([placed.outline.bounds(), placed.text]), read_s=read_s)
            panel_id = one.panel_id if one.panel_id in self._panels else ""
            found.append(_Said(words=words, panel_id=panel_id or "", text=text, entrance=entrance_of(one.kind)))
        return found

    def _blocks(self) -> list[_Said]:
        bounds = {one.source_id: one.bounds for one in self._page.composition.display_list.structure}
        found = []
        for block in self._page.page.blocks:
            text, box = plain_text(block.runs), bounds.get(block.id)
            if box is None or not text.strip():
                continue
            words = Words(source_id=block.id, box=box, read_s=glance_s(block.role, text, self._style.pace))
            said = _Said(words=words, panel_id=self._panel_under(block, box), text=text, entrance=Entrance.FADE)
            found.append(said)
        return found

    def _panel_under(self, block: TextBlock, box: Rect) -> str:
        """The panel that a story text belongs to: the one it lies on, or the only one of the page."""
        if block.role is not BlockRole.BODY:
            return ""
        if len(self._panels) == 1:
            return next(iter(self._panels))
        area = box.width * box.height
        shares = {name: panel.outline.bounds().overlap_area(box) / area for name, panel in self._panels.items()}
        best = max(shares, key=lambda name: shares[name], default="")
        return best if best and shares[best] > _MOSTLY else ""

    def _in_order(self, said: list[_Said]) -> list[_Said]:
        places = {source_id: place for place, source_id in enumerate(self._page.order)}
        return sorted(said, key=lambda one: places.get(one.words.source_id, len(places)))

    # ------------------------------------------------------------------------------------------ the way of the camera

    def _read_page(self, *, before_panels: bool) -> None:
        """Words of the page itself: titles and what is read before the first panel, or what is left at the end."""
        free = [one for one in self._said if not one.panel_id]
        places = {one.words.source_id: place for place, one in enumerate(self._said)}
        first = min((places[one.words.source_id] for one in self._said if one.panel_id), default=len(places))
        chosen = [one for one in free if (places[one.words.source_id] < first) is before_panels]
        if not chosen:
            return
        if all(self._is_heading(one) for one in chosen):
            self._look_on(chosen)
            return
        words = tuple(one.words for one in chosen)
        self._follow("", PanelDirection(), self._page_subject(words))

    def _is_heading(self, one: _Said) -> bool:
        roles = {str(block.id): block.role for block in self._page.page.blocks}
        return roles.get(one.words.source_id, BlockRole.BODY) is not BlockRole.BODY

    def _look_on(self, said: list[_Said]) -> None:
        """Titles are read while all of the page is seen."""
        start = self._clock
        for one in said:
            self._cues.append(self._cue(one, self._clock))
            self._clock += one.words.read_s
        self._clock += _ADMIRED_S / self._style.pace
        self._shots.append(Shot(panel_id="", move=Move.PUSH_IN, at_s=start, length_s=self._clock - start))
        here = self._keys[-1].camera
        self._keys.append(Keyframe(at_s=self._clock, camera=closer(here, _TITLE_DRIFT, self._sheet.centre)))

    def _read_panel(self, panel_id: str) -> None:
        if self._is_ornament(panel_id):
            return
        self._follow(panel_id, self._wish(panel_id), self._subject(panel_id))

    def _is_ornament(self, panel_id: str) -> bool:
        """The picture on a title page: it is seen with the title, nothing is to be read in it."""
        has_heading = any(self._is_heading(one) for one in self._said)
        is_alone = len(self._panels) == 1 and not any(one.panel_id == panel_id for one in self._said)
        return has_heading and is_alone and self._wish(panel_id) == PanelDirection()

    def _follow(self, panel_id: str, wish: PanelDirection, subject: Subject) -> None:
        take = filmed(subject, wish, self._keys[-1].camera, self._style.pace)
        start = self._clock
        self._keys.extend(replace(key, at_s=start + key.at_s) for key in take.keys)
        self._add_cues(take, start)
        if wish.move is Move.SHAKE:
            length_s, reach = _SHAKE_TREMOR
            self._tremors.append(Tremor(at_s=start + take.arrival_s, length_s=length_s, reach=reach))
        self._clock = start + take.length_s
        shot = Shot(panel_id=panel_id, move=wish.move, at_s=start + take.arrival_s * 0.5, length_s=0.0)
        self._shots.append(replace(shot, length_s=self._clock - shot.at_s))

    def _add_cues(self, take: Take, start: float) -> None:
        by_id = {one.words.source_id: one for one in self._said}
        for words, at_s in take.cues:
            said = by_id[words.source_id]
            self._cues.append(self._cue(said, start + at_s))
            if said.entrance is Entrance.BURST:
                length_s, reach = _BURST_TREMOR
                self._tremors.append(Tremor(at_s=start + at_s, length_s=length_s, reach=reach))

    def _cue(self, said: _Said, at_s: float) -> Cue:
        return Cue(
            source_id=said.words.source_id,
            panel_id=said.panel_id,
            at_s=at_s,
            read_s=said.words.read_s,
            text=said.text,
            entrance=said.entrance,
        )

    def _finish(self) -> None:
        """Back to all of the page, so that it can be turned; and the time that the page must stay."""
        if not self._shots:
            self._wait(_BLANK_S / self._style.pace)
        back_s = travel_s(self._keys[-1].camera, self._all)
        rest_s = max(0.0, self._page.shortest_s - self._clock - back_s - _CLOSE_S)
        self._wait(rest_s)
        self._clock += back_s
        self._keys.append(Keyframe(at_s=self._clock, camera=self._all))
        self._wait(_CLOSE_S)
        if self._clock > _LONGEST_SCENE_S:
            raise BadInput("A page would be filmed for more than half an hour.", "Choose a faster pace.")

    def _wait(self, seconds: float) -> None:
        self._clock += seconds
        if self._keys[-1].at_s < self._clock:
            self._keys.append(Keyframe(at_s=self._clock, camera=self._keys[-1].camera))

    # ------------------------------------------------------------------------------------------ subjects

    def _wish(self, panel_id: str) -> PanelDirection:
        """What the author wishes; a clip is shown to its end."""
        wish = self._page.directions.get(PanelId(panel_id), PanelDirection())
        clip = self._page.clips.get(PanelId(panel_id))
        return wish if clip is None else replace(wish, seconds=max(wish.seconds, clip.length_s))

    def _subject(self, panel_id: str) -> Subject:
        panel = self._panels.get(panel_id)
        if panel is None:
            raise BadInput("This panel is not on the page.", "Reload the view.")
        visible = panel.outline.bounds().kept_within(self._sheet)
        return Subject(
            box=visible,
            page=self._sheet,
            aspect=self._style.aspect,
            binding=self._page.page.format.binding,
            heads=tuple(
                head.grown(_FACE_AIR * head.width) for _, head in panel.heads if visible.overlap_area(head) > 0
            ),
            words=tuple(one.words for one in self._said if one.panel_id == panel_id),
        )

    def _page_subject(self, words: tuple[Words, ...]) -> Subject:
        binding = self._page.page.format.binding
        return Subject(box=self._sheet, page=self._sheet, aspect=self._style.aspect, binding=binding, words=words)
