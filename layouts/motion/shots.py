"""The camera in one panel: where it must stand for the words and faces, and how it moves from stand to stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from layouts.motion.direction import PanelDirection, PanelKey
from layouts.motion.easing import Easing
from layouts.motion.framing import closer, covering, fitted, kept_on, moved_to_see, united
from layouts.motion.timeline import Camera, Keyframe, Move
from layouts.page import Binding
from layouts.shapes import Point, Rect

_MARGIN = 0.03  # of the box, kept free round panels
_WORDS_MARGIN = 0.07  # of the view's smaller side, kept free round words
_LIKE = 1.4  # a panel may fill so little of the frame before the camera rather travels over it
_FOR_A_FACE = 2.1  # how far the camera goes back so as not to cut through the faces beside the words
_FOR_EVERYBODY = 1.25  # and how much farther if then all faces are seen
_BUST = 1.8  # heights of the head
_DRIFT = 0.955  # how near the camera comes while it stands
_PUSH = 0.72
_SLOWEST_TRAVEL_S, _TRAVEL_S, _TRAVEL_PER_VIEW_S = 1.9, 0.75, 0.7
_WORDLESS_S = 3.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is read in one go: the box of a balloon or text, and the seconds that it takes."""

    source_id: str
    box: Rect
    read_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A panel as the camera sees it: its box, the heads in it, its words in reading order, and the page about it."""

    box: Rect
    page: Rect
    aspect: float
    binding: Binding
    heads: tuple[Rect, ...] = ()
    words: tuple[Words, ...] = ()

    @property
    def area(self) -> Rect:
        """The panel with its words, which may stand out of it."""
        return united([self.box, *(one.box for one in self.words)])

    @property
    def interest(self) -> Point:
        """The middle of the heads, or of the panel."""
        return united(list(self.heads)).centre if self.heads else self.box.centre

    def bust_beside(self, words: Words) -> Rect:
        """The head nearest to some words, with what is beneath it; the words themselves where nobody is."""
        middle = words.box.centre
        head = min(self.heads, key=lambda head: head.centre.distance(middle), default=None)
        return words.box if head is None else Rect(head.x, head.y, head.width, head.height * _BUST)

    @property
    def words_margin(self) -> float:
        """How much room words have to the edge of the view, mm."""
        near = covering(self.box, self.aspect).view(self.aspect)
        return _WORDS_MARGIN * min(near.width, near.height)

    def on_page(self, camera: Camera) -> Camera:
        """The camera so that it does not leave the page."""
        return kept_on(camera, self.page, self.aspect)

    def whole(self) -> Camera:
        """All of the panel."""
        margin = _MARGIN * max(self.area.width, self.area.height)
        return self.on_page(fitted(self.area.grown(margin), self.aspect))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A place of the camera: from where it comes to rest to where it has drifted, and the words read meanwhile."""

    start: Camera
    end: Camera
    words: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """A panel filmed: keyframes and cues, in seconds since the camera began to come from the place before."""

    keys: tuple[Keyframe, ...]
    cues: tuple[tuple[Words, float], ...]
    length_s: float
    arrival_s: float


def filmed(subject: Subject, wish: PanelDirection, before: Camera, pace: float) -> Take:
    """Film a panel as its author wishes, coming from the camera `before`."""
    if wish.move is Move.KEYFRAMES:
        return _by_hand(subject, wish, before, pace)
    stands = _stands(subject, wish.move)
    # Where the panel says nothing the picture speaks: the time is shared among the stands.
    wordless_s = max(_WORDLESS_S / pace, wish.seconds) / len(stands)
    return _walked(stands, before, wordless_s, wish.seconds)


def _stands(subject: Subject, move: Move) -> list[Stand]:
    match move:
        case Move.FIT:
            return [Stand(start=subject.whole(), end=subject.whole(), words=subject.words)]
        case Move.PUSH_IN:
            return [Stand(start=subject.whole(), end=_pushed(subject), words=subject.words)]
        case Move.PAN:
            return _pan(subject)
        case _:
            return _automatic(subject)


def _pushed(subject: Subject) -> Camera:
    """Near the heads, but with all the words still in sight."""
    near = closer(subject.whole(), _PUSH, subject.interest)
    for one in subject.words:
        near = moved_to_see(near, one.box.grown(subject.words_margin), subject.aspect)
    return subject.on_page(near)


def _pan(subject: Subject) -> list[Stand]:
    """From the side where reading begins (or from the top) to the other."""
    near = covering(subject.box, subject.aspect)
    first, last = _ends(subject, near)
    return [Stand(start=first, end=last, words=subject.words)]


def _ends(subject: Subject, near: Camera) -> tuple[Camera, Camera]:
    """The two ends of the way over a panel that is wider or taller than the view."""
    box, far = subject.box, 1e6
    start = Point(box.x - far, box.y - far)
    if subject.binding is Binding.RIGHT:
        start = Point(box.right + far, start.y)
    end = Point(2 * box.centre.x - start.x, 2 * box.centre.y - start.y)
    return (
        kept_on(Camera(*start, near.width), box, subject.aspect),
        kept_on(Camera(*end, near.width), box, subject.aspect),
    )


def _automatic(subject: Subject) -> list[Stand]:
    """All of the panel where its shape is like the frame's; else from words to words."""
    whole, near = subject.whole(), covering(subject.box, subject.aspect)
    if whole.width <= near.width * _LIKE:
        return [Stand(start=whole, end=_drifted(whole, subject, subject.words), words=subject.words)]
    if not subject.words:
        first, last = _ends(subject, near)
        return [Stand(start=first, end=last)]
    return [_stand_for(group, near, subject) for group in _groups(subject, near)]


def _groups(subject: Subject, near: Camera) -> list[tuple[Words, ...]]:
    """Words that one stand can show, one group after the other."""
    groups: list[tuple[Words, ...]] = []
    for one in subject.words:
        together = (*groups[-1], one) if groups else (one,)
        if groups and fitted(_needed(together, subject), subject.aspect).width <= near.width * 1.08:
            groups[-1] = together
        else:
            groups.append((one,))
    return groups


def _needed(words: Sequence[Words], subject: Subject) -> Rect:
    """The box of words with some room; none beyond the page, where there is nothing to be seen."""
    return united([one.box for one in words]).grown(subject.words_margin).kept_within(subject.page)


def _stand_for(words: tuple[Words, ...], near: Camera, subject: Subject) -> Stand:
    """As near the faces as the words allow."""
    seen = _seen_with(words, near, subject)
    width = max(near.width, min(fitted(seen, subject.aspect).width / _DRIFT, subject.whole().width))
    on_panel = kept_on(Camera(*subject.interest, width), subject.area, subject.aspect)
    camera = subject.on_page(moved_to_see(on_panel, seen, subject.aspect))
    return Stand(start=camera, end=_drifted(camera, subject, words, seen), words=words)


def _seen_with(words: tuple[Words, ...], near: Camera, subject: Subject) -> Rect:
    """The words with the faces that must not be cut through: all of them, or those beside the words, or none."""
    needed = _needed(words, subject)
    beside = united([needed, *(subject.bust_beside(one).kept_within(subject.page) for one in words)])
    with_faces = fitted(beside, subject.aspect).width
    if with_faces > near.width * _FOR_A_FACE:
        return needed
    everybody = united([beside, *(head.kept_within(subject.page) for head in subject.heads)])
    is_near = fitted(everybody, subject.aspect).width <= max(near.width, with_faces) * _FOR_EVERYBODY
    return everybody if is_near else beside


def _drifted(camera: Camera, subject: Subject, words: Sequence[Words], seen: Rect | None = None) -> Camera:
    """A little nearer; words, and what was `seen` with them, are kept in sight."""
    about = _needed(words, subject).centre if words else subject.interest
    near = closer(camera, _DRIFT, about)
    kept = [one.box for one in words] + ([seen] if seen is not None else [])
    if kept:
        near = moved_to_see(near, united(kept), subject.aspect)
    return subject.on_page(near)


def _walked(stands: list[Stand], before: Camera, wordless_s: float, at_least_s: float) -> Take:
    """From stand to stand; at each the words appear one after the other."""
    keys: list[Keyframe] = []
    cues: list[tuple[Words, float]] = []
    clock, here, arrival_s = 0.0, before, 0.0
    for number, stand in enumerate(stands):
        clock += travel_s(here, stand.start)
        arrival_s = clock if number == 0 else arrival_s
        keys.append(Keyframe(at_s=clock, camera=stand.start))
        if not stand.words:
            clock += wordless_s
        for one in stand.words:
            cues.append((one, clock + 0.15))
            clock += one.read_s
        if number == len(stands) - 1:
            clock = max(clock, arrival_s + at_least_s)
        keys.append(Keyframe(at_s=clock, camera=stand.end))
        here = stand.end
    return Take(keys=tuple(keys), cues=tuple(cues), length_s=clock, arrival_s=arrival_s)


def travel_s(start: Camera, end: Camera) -> float:
    """How long the camera takes from place to place; no time if it is there."""
    view = max(start.width, end.width)
    way = Point(start.x, start.y).distance(Point(end.x, end.y)) / view
    zoom = abs(start.width - end.width) / view
    if way + zoom < 0.02:
        return 0.0
    return min(_SLOWEST_TRAVEL_S, _TRAVEL_S + _TRAVEL_PER_VIEW_S * (way + zoom))


# ---------------------------------------------------------------- by hand


def _by_hand(subject: Subject, wish: PanelDirection, before: Camera, pace: float) -> Take:
    """The author's keyframes stretched over the time that the words take."""
    cameras = [placed_key(key, subject) for key in wish.keys]
    arrival_s = travel_s(before, cameras[0])
    length_s = max(sum(one.read_s for one in subject.words), wish.seconds) or _WORDLESS_S / pace
    clock, cues = arrival_s, []
    for one in subject.words:
        cues.append((one, clock + 0.15))
        clock += one.read_s
    timed = sorted(zip(wish.keys, cameras, strict=True), key=lambda pair: pair[0].at)
    keys = [Keyframe(at_s=arrival_s + key.at * length_s, camera=one, easing=key.easing) for key, one in timed]
    if keys[0].at_s > arrival_s:
        keys.insert(0, Keyframe(at_s=arrival_s, camera=keys[0].camera))
    return Take(keys=_apart(keys), cues=tuple(cues), length_s=arrival_s + length_s, arrival_s=arrival_s)


def _apart(keys: list[Keyframe]) -> tuple[Keyframe, ...]:
    """Of keyframes at one time only the last."""
    kept = [key for key, after in pairwise(keys) if after.at_s - key.at_s > 1e-6]
    return (*kept, keys[-1])


def placed_key(key: PanelKey, subject: Subject) -> Camera:
    """A keyframe by hand as a place on the page."""
    width = fitted(subject.box, subject.aspect).width / key.zoom
    return Camera(subject.box.x + key.x * subject.box.width, subject.box.y + key.y * subject.box.height, width)


def panel_key(keyframe: Keyframe, at: float, subject: Subject) -> PanelKey:
    """A place on the page as a keyframe by hand: how an automatic move becomes one that can be edited."""
    camera, box = keyframe.camera, subject.box
    return PanelKey(
        at=min(max(at, 0.0), 1.0),
        x=(camera.x - box.x) / box.width,
        y=(camera.y - box.y) / box.height,
        zoom=min(max(fitted(box, subject.aspect).width / camera.width, 0.1), 20.0),
        easing=Easing(keyframe.easing),
    )
