"""What goes into a prompt and what comes out. Each image model reads its own dialect."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from charabook.engine.requests import PromptSpans, Span
from charabook.story.script import Depth, Shot, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureWords:
    """One figure of a panel in the author's words. `side` is settled: use `settled_sides` first."""

    look: str
    action: str = ""
    expression: str = ""
    side: Side = Side.CENTRE
    depth: Depth = Depth.MIDDLE


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneWords:
    """One panel in the author's words."""

    setting: str = ""
    variation: str = ""
    picture: str = ""
    style: str = ""
    shot: Shot = Shot.FULL
    figures: tuple[FigureWords, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposedPrompt:
    """A panel in the model's words: the whole, one text per figure's region, the bare place, and remarks.

    `notes` say in plain sentences what the model does not know and what is drawn instead.
    """

    prompt: PromptSpans
    regions: tuple[str, ...] = ()
    location: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LookWords:
    """The three parts of an identity prompt in the model's words, and remarks."""

    background: str
    character: str
    action: str
    notes: tuple[str, ...] = ()


class Dialect(Protocol):
    """How one kind of image model wants to be spoken to."""

    def scene(self, words: SceneWords) -> ComposedPrompt:
        """The prompt of a panel."""

    def look(self, description: str, style: str) -> LookWords:
        """The prompt of an identity picture."""


@dataclass(slots=True)
class PromptWriter:
    """A growing prompt that knows where each part landed."""

    text: str = ""
    separator: str = ", "
    _spans: list[Span] = field(default_factory=list)

    def write(self, part: str) -> Span:
        """Append a part; an empty one leaves an empty span."""
        if part and self.text:
            self.text += self.separator
        start = len(self.text)
        self.text += part
        return Span(start=start, end=len(self.text))


def settled_sides(sides: Sequence[Side]) -> tuple[Side, ...]:
    """Where each figure stands when those that may stand anywhere take the places that are left.

    A figure alone stands in the centre, two stand left and right, three left, centre and right; beyond that
    they share.
    """
    wanted = {1: (Side.CENTRE,), 2: (Side.LEFT, Side.RIGHT)}.get(len(sides), (Side.LEFT, Side.CENTRE, Side.RIGHT))
    free = [side for side in wanted if side not in sides] or list(wanted)
    settled: list[Side] = []
    for side in sides:
        if side is not Side.ANY:
            settled.append(side)
            continue
        settled.append(free.pop(0))
        free = free or list(wanted)
    return tuple(settled)


def listed(words: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
