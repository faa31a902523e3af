"""A film as a value: scenes of pages, where the camera is, when a balloon appears, how one page gives way to the next.

Times are seconds from the beginning of their scene; places are millimetres on the page. A scene lasts a whole number
of frames. Nothing here paints: `layouts.motion.projector` does.
"""

import bisect
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import Enum
from functools import cached_property
from itertools import accumulate
from typing import Any

from charabook.errors import BadInput
from layouts.motion.easing import Easing, decaying_tremor, eased, ramp
from layouts.shapes import Rect
from layouts.tables import record

FOCUS_RAMP_S = 0.6  # how long the light takes to go from one panel to the next


@dataclass(frozen=True, slots=True)
class Camera:
    """What the camera sees: the middle of its view and the width of it, mm on the page."""

    x: float
    y: float
    width: float

    def view(self, aspect: float) -> Rect:
        """The part of the page that fills a frame of this aspect (width by height)."""
        height = self.width / aspect
        return Rect(self.x - self.width / 2, self.y - height / 2, self.width, height)

    def towards(self, other: "Camera", part: float) -> "Camera":
        """The camera on its way to `other`: it zooms evenly to the eye, and a place that both see alike stays put."""
        width = self.width ** (1 - part) * other.width**part
        change = other.width - self.width
        way = part if abs(change) < 1e-3 * self.width else (width - self.width) / change
        return Camera(self.x + (other.x - self.x) * way, self.y + (other.y - self.y) * way, width)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyframe:
    """Where the camera is at a time, and how it came there from the keyframe before."""

    at_s: float
    camera: Camera
    easing: Easing = Easing.SMOOTH


class Move(Enum):
    """What the camera does in a panel. AUTO looks at the shape of the panel and at where its words are."""

    AUTO = "auto"
    FIT = "fit"
    PAN = "pan"
    PUSH_IN = "push-in"
    SHAKE = "shake"
    KEYFRAMES = "keyframes"  # by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A stretch of a scene in which one panel is read; `panel_id` is empty where the whole page is looked at."""

    panel_id: str
    move: Move
    at_s: float
    length_s: float

    @property
    def end_s(self) -> float:
        """When the camera leaves."""
        return self.at_s + self.length_s


class Entrance(Enum):
    """How words come into the picture."""

    POP = "pop"  # balloons
    BURST = "burst"  # shouts and sounds
    FADE = "fade"  # captions and story text


ASIDE_RAMP_S = 0.4  # how long words take to step aside, and to come back
ENTRANCE_S = {Entrance.POP: 0.3, Entrance.BURST: 0.35, Entrance.FADE: 0.6}


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A stretch of a scene in which words that have been read are away."""

    at_s: float = 0.0
    length_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """The moment at which a lettering or text block appears, and how long it takes to read it.

    aside  when it is away again, if its length is not nothing
    """

    source_id: str
    panel_id: str
    at_s: float
    read_s: float
    text: str
    entrance: Entrance = Entrance.POP
    aside: Aside = Aside()

    @property
    def end_s(self) -> float:
        """When it has been read."""
        return self.at_s + self.read_s

    def presence_at(self, at_s: float) -> float:
        """How much of it is there once it has appeared, 0 to 1."""
        away = self.aside
        if not away.length_s:
            return 1.0
        return 1.0 - ramp(at_s, away.at_s, ASIDE_RAMP_S) + ramp(at_s, away.at_s + away.length_s, ASIDE_RAMP_S)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tremor:
    """The camera is shaken: by up to `reach` of the frame's height, dying out."""

    at_s: float
    length_s: float
    reach: float


class TransitionKind(Enum):
    """How a scene takes the place of the one before."""

    CUT = "cut"
    FADE = "fade"
    TURN = "turn"  # the page is turned over


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """The beginning of a scene, while the end of the one before is still to be seen."""

    kind: TransitionKind = TransitionKind.CUT
    length_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One page, spread or card. There is at least one keyframe; keyframes are in order of time."""

    page_id: str
    frames: int
    keys: tuple[Keyframe, ...]
    opening: Transition = Transition()
    shots: tuple[Shot, ...] = ()
    cues: tuple[Cue, ...] = ()
    tremors: tuple[Tremor, ...] = ()

    def camera_at(self, at_s: float) -> Camera:
        """Where the camera is, tremors left out."""
        index = bisect.bisect_right(self.keys, at_s, key=lambda key: key.at_s)
        if index == 0:
            return self.keys[0].camera
        if index == len(self.keys):
            return self.keys[-1].camera
        before, after = self.keys[index - 1], self.keys[index]
        part = eased(after.easing, (at_s - before.at_s) / (after.at_s - before.at_s))
        return before.camera.towards(after.camera, part)

    def shaken(self, at_s: float) -> tuple[float, float]:
        """How far tremors move the picture, right and down, in heights of the frame."""
        across = down = 0.0
        for tremor in self.tremors:
            x, y = decaying_tremor(at_s - tremor.at_s, tremor.length_s)
            across, down = across + x * tremor.reach, down + y * tremor.reach
        return across, down

    def focus_at(self, at_s: float) -> dict[str, float]:
        """How much each panel is looked at, 0 to 1; panels that are not are left out."""
        found: dict[str, float] = {}
        for shot in self.shots:
            weight = ramp(at_s, shot.at_s, FOCUS_RAMP_S) - ramp(at_s, shot.end_s, FOCUS_RAMP_S)
            if shot.panel_id and weight > 1e-3:
                found[shot.panel_id] = min(1.0, found.get(shot.panel_id, 0.0) + weight)
        return found


@dataclass(frozen=True, slots=True)
class Moment:
    """What a time of the film means: the scene, and the seconds since it began."""

    index: int
    at_s: float


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """The whole film. `width` and `height` are of the frame, in pixels; `rate` is frames a second."""

    width: int
    height: int
    rate: int
    scenes: tuple[Scene, ...]

    @property
    def aspect(self) -> float:
        """Width by height."""
        return self.width / self.height

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The frame with which each scene begins."""
        return tuple(accumulate((scene.frames for scene in self.scenes), initial=0))[:-1]

    @cached_property
    def frames(self) -> int:
        """How many frames the film has."""
        return sum(scene.frames for scene in self.scenes)

    @property
    def length_s(self) -> float:
        """How long it lasts."""
        return self.frames / self.rate

    def start_s(self, index: int) -> float:
        """When a scene begins."""
        return self.starts[index] / self.rate

    def moment(self, at_s: float) -> Moment:
        """The scene at a time of the film; times outside are brought to the nearest end."""
        frame = min(max(at_s * self.rate, 0.0), max(0.0, self.frames - 1.0))
        index = max(0, bisect.bisect_right(self.starts, frame + 1e-6) - 1)
        return Moment(index, (frame - self.starts[index]) / self.rate)

    def cues(self) -> Iterator[tuple[float, Scene, Cue]]:
        """Every cue with the time of the film at which it appears."""
        for index, scene in enumerate(self.scenes):
            for cue in scene.cues:
                yield self.start_s(index) + cue.at_s, scene, cue

    # ------------------------------------------------------------------------------------------ as text

    def as_json(self) -> str:
        """The film as JSON, for other programs and for later."""
        tree = {name: getattr(self, name) for name in ("width", "height", "rate")}
        tree["scenes"] = [asdict(scene, dict_factory=_plain) for scene in self.scenes]
        return json.dumps(tree, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Timeline":
        """Read what `as_json` wrote. Raises BadInput for anything else."""
        try:
            tree = json.loads(text)
            scenes = [record(Scene, scene, f"scene {number}") for number, scene in enumerate(tree["scenes"], start=1)]
            made = cls(width=tree["width"], height=tree["height"], rate=tree["rate"], scenes=tuple(scenes))
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise BadInput("This is not a timeline of a film.", "Make it anew from the book.") from error
        if not _is_sound(made):
            raise BadInput("This timeline of a film makes no sense.", "Make it anew from the book.")
        return made


def _plain(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value.value if isinstance(value, Enum) else value for name, value in fields}


def _is_sound(made: Timeline) -> bool:
    numbers: tuple[object, ...] = (made.width, made.height, made.rate)
    is_whole = all(isinstance(number, int) and number > 0 for number in numbers)
    return is_whole and all(scene.frames > 0 and _in_order(scene.keys) for scene in made.scenes)


def _in_order(keys: Sequence[Keyframe]) -> bool:
    times = [key.at_s for key in keys]
    return bool(times) and times == sorted(times) and all(key.camera.width > 0 for key in keys)
