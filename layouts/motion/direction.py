"""What an author wishes of a film: how the camera treats a panel, the pace, the cards before and after the story."""

import json
import math
import re
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from charabook.errors import BadInput
from layouts.motion.easing import Easing
from layouts.motion.timeline import Move, TransitionKind
from layouts.tables import record

SHAPES = {"16:9": (1280, 720), "9:16": (720, 1280), "1:1": (1080, 1080)}
RATES = (24, 30, 48)
_SIZE = re.compile(r"(\d{2,5})\s*[x×]\s*(\d{2,5})")
_SMALLEST_PX, _LARGEST_PX, _MOST_PIXELS = 32, 4096, 4096 * 2304


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelKey:
    """A keyframe by hand, told so that it outlives another page layout or shape of frame.

    at    part of the shot, 0 to 1
    x, y  the middle of the view, in fractions of the panel's box
    zoom  1 shows the whole panel, 2 half of it
    """

    at: float
    x: float = 0.5
    y: float = 0.5
    zoom: float = 1.0
    easing: Easing = Easing.SMOOTH


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelDirection:
    """What happens while a panel is read.

    keys       for KEYFRAMES: at least one
    seconds    the shot lasts so long if its words leave it the choice; 0 lets the words decide
    parallax   how deep the picture looks: 0 is flat, 1 as usual
    """

    move: Move = Move.AUTO
    keys: tuple[PanelKey, ...] = ()
    seconds: float = 0.0
    parallax: float = 1.0

    def as_json(self) -> dict[str, Any]:
        """The direction as a tree of plain values, defaults left out."""
        tree = asdict(self, dict_factory=lambda fields: {n: v.value if isinstance(v, Enum) else v for n, v in fields})
        plain = PanelDirection()
        return {name: value for name, value in tree.items() if getattr(self, name) != getattr(plain, name)}

    @classmethod
    def from_json(cls, tree: object) -> "PanelDirection":
        """Read what `as_json` wrote. Raises BadInput for what nobody can film."""
        found = record(cls, json.loads(json.dumps(tree)), "direction")
        found.refuse_nonsense()
        return found

    def refuse_nonsense(self) -> None:
        """Raise BadInput for a direction that nobody can film."""
        numbers = [self.seconds, self.parallax, *(n for key in self.keys for n in (key.at, key.x, key.y, key.zoom))]
        if not all(math.isfinite(number) for number in numbers):
            raise BadInput("A keyframe holds no number.", "Set it anew.")
        if not 0 <= self.seconds <= 600 or not 0 <= self.parallax <= 4:
            raise BadInput("A panel lasts 0 to 600 seconds, with a depth of 0 to 4.", "Choose other numbers.")
        if any(not 0 <= key.at <= 1 or not 0.1 <= key.zoom <= 20 for key in self.keys):
            raise BadInput("A keyframe lies outside its shot or zooms out of reach.", "Zoom between 0.1 and 20.")
        if self.move is Move.KEYFRAMES and not self.keys:
            raise BadInput("Keyframes by hand need at least one keyframe.", "Set one, or choose another move.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmStyle:
    """How a whole film is made.

    width, height  of the frame, even numbers of pixels
    pace           1 reads as a calm adult does; 2 twice as fast
    title          words on a card before the story; none without
    credits        lines on a card after it
    parallax       how deep pictures look: 0 is flat
    """

    width: int = 1280
    height: int = 720
    rate: int = 24
    pace: float = 1.0
    transition: TransitionKind = TransitionKind.TURN
    title: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    parallax: float = 1.0

    def __post_init__(self) -> None:
        """Raise BadInput for a frame that no film has."""
        refuse_odd_frame(self.width, self.height)
        if self.rate not in RATES:
            raise BadInput(f"A film of {self.rate} frames a second cannot be made.", "Choose 24, 30 or 48.")
        if not (math.isfinite(self.pace) and 0.2 <= self.pace <= 5):
            raise BadInput(f"A pace of {self.pace:g} is out of reach.", "Choose 0.2 (slow) to 5 (fast).")
        if not (math.isfinite(self.parallax) and 0 <= self.parallax <= 4):
            raise BadInput(f"A depth of {self.parallax:g} is out of reach.", "Choose 0 (flat) to 4.")

    @property
    def aspect(self) -> float:
        """Width by height."""
        return self.width / self.height


def frame_size(wish: str) -> tuple[int, int]:
    """Width and height in pixels of a shape such as "9:16" or a size such as "1920x1080"."""
    if wish in SHAPES:
        return SHAPES[wish]
    match = _SIZE.fullmatch(wish.strip())
    if match is None:
        known = ", ".join(SHAPES)
        raise BadInput(f"“{wish}” is not a size of a film.", f"Use {known}, or pixels such as 1920x1080.")
    size = int(match[1]), int(match[2])
    refuse_odd_frame(*size)
    return size


def refuse_odd_frame(width: int, height: int) -> None:
    """Raise BadInput for a frame that video formats cannot hold."""
    if width % 2 or height % 2:
        even = f"{width + width % 2}x{height + height % 2}"
        raise BadInput(f"A film of {width} x {height} pixels cannot be made: both must be even.", f"Use {even}.")
    if min(width, height) < _SMALLEST_PX or max(width, height) > _LARGEST_PX or width * height > _MOST_PIXELS:
        raise BadInput(
            f"A film of {width} x {height} pixels cannot be made.",
            f"Choose sides of {_SMALLEST_PX} to {_LARGEST_PX} pixels.",
        )
