"""Stories to measure on: held-out characters, described once and then only named, in changing places and deeds."""

from __future__ import annotations

import random
from dataclasses import dataclass

from storybook import VILLAGE, plain_caption, sample_character
from storybook.scene import Action, Backdrop, Expression, Facing, Figure, Placement, Scene, Time, Zoom

PANELS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One panel of a story, in words."""

    background: str
    place: str
    short: str
    """The character only named, and its deed: "a girl, waving"."""
    deed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A character and what happens to it."""

    number: int
    background: str
    character: str
    """Every attribute said: kind, hair, clothes, hat."""
    moments: tuple[Moment, ...]


def stories(count: int, seed: int = 90_000) -> list[Story]:
    """Stories 0..count, the same for the same seed."""
    return [_story(number, random.Random(seed + number)) for number in range(count)]


def _story(number: int, chance: random.Random) -> Story:
    character = sample_character(chance, VILLAGE)
    places = chance.sample(VILLAGE.places, PANELS + 1)
    deeds = chance.sample([a for a in VILLAGE.actions if a is not Action.SLEEPING], PANELS)
    scenes = [_scene(character, place, deed) for place, deed in zip(places, [deeds[0], *deeds], strict=True)]
    first = plain_caption(scenes[0])
    person = first.text[slice(*first.character_spans[0])]
    return Story(
        number=number,
        background=first.background,
        character=person,
        moments=tuple(_moment(scene) for scene in scenes[1:]),
    )


def _scene(character: object, place: object, deed: object) -> Scene:
    figure = Figure(
        character=character,
        action=deed,
        expression=Expression.HAPPY,
        placement=Placement.MIDDLE,
        facing=Facing.RIGHT,
    )
    return Scene(place=place, time=Time.DAY, zoom=Zoom.FULL_FIGURE, figures=(figure,), backdrop=Backdrop.PLAIN)


def _moment(scene: Scene) -> Moment:
    words, figure = plain_caption(scene), scene.figures[0]
    deed = words.text[slice(*words.action_spans[0])]
    return Moment(
        background=words.background,
        place=scene.place.value,
        short=f"a {figure.character.kind.value}, {deed}",
        deed=figure.action.value,
    )
