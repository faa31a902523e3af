"""Stories to measure on: held-out characters, described once and then only named, in changing places and deeds."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image
from storybook import VILLAGE, plain_caption, render, sample_character
from storybook.character import Character
from storybook.scene import Action, Backdrop, Expression, Facing, Figure, Place, Placement, Scene, Time, Zoom

from charabook.engine.requests import Drawing, Identity

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
    portrait: Scene
    """The character by itself, standing, as the storybook's own renderer draws it."""
    moments: tuple[Moment, ...]


def stories(count: int, seed: int = 90_000) -> list[Story]:
    """Stories 0..count, the same for the same seed."""
    return [_story(number, random.Random(seed + number)) for number in range(count)]


def _story(number: int, chance: random.Random) -> Story:
    character = sample_character(chance, VILLAGE)
    places = chance.sample(VILLAGE.places, PANELS + 1)
    deeds = chance.sample(VILLAGE.actions, PANELS)
    scenes = [_scene(character, place, deed) for place, deed in zip(places, [deeds[0], *deeds], strict=True)]
    first = plain_caption(scenes[0])
    person = first.text[slice(*first.character_spans[0])]
    return Story(
        number=number,
        background=first.background,
        character=person,
        portrait=_scene(character, places[0], Action.STANDING),
        moments=tuple(_moment(scene) for scene in scenes[1:]),
    )


def _scene(character: Character, place: Place, deed: Action) -> Scene:
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


def identity_of(story: Story) -> Identity:
    """The story's character, fully described."""
    return Identity(
        look_id=f"story-{story.number}",
        background=story.background,
        character=story.character,
        action="standing",
        seed=story.number,
    )


def drawn_identity_of(story: Story) -> Identity:
    """The same from a drawing: no word says more than its kind."""
    kind = f"a {story.portrait.figures[0].character.kind.value}"
    return replace(identity_of(story), look_id=f"drawing-{story.number}", character=kind, drawing=drawing_of(story))


def drawing_of(story: Story, side_px: int = 256) -> Drawing:
    """The character as somebody drew it, with the exact mask: for identities from drawings."""
    rendering = render(story.portrait, side_px, side_px)
    return Drawing(image=_png(rendering.image), mask_png=_png(rendering.masks[0]))


def _png(pixels: np.ndarray) -> bytes:
    shown = pixels.astype(np.uint8) * 255 if pixels.dtype == np.bool_ else pixels
    out = io.BytesIO()
    Image.fromarray(shown[..., :3] if shown.ndim == 3 else shown).save(out, "PNG")
    return out.getvalue()
