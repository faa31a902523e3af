"""Scenes in words: "[background], [character], [action]" with the place of every part."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace

from storybook import vocabulary
from storybook.character import FURS, Accessory, Bottom, Character, Garment, Hat
from storybook.palette import Color
from storybook.poses import mood_of
from storybook.scene import (
    Action,
    Figure,
    Place,
    Placement,
    Scene,
    Spacing,
    Time,
    View,
    Weather,
    Zoom,
)
from storybook.world import VILLAGE, Wording, World

Span = tuple[int, int]
"""Start and end of a part of a text, in characters, end exclusive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """A caption, the spans of its parts, and one self-contained phrase per figure."""

    text: str
    background: str
    background_span: Span
    character_spans: tuple[Span, ...]
    action_spans: tuple[Span, ...]
    region_prompts: tuple[str, ...]


def caption(scene: Scene, rng: random.Random, world: World = VILLAGE) -> Caption:
    """Word a scene as its world does: mostly plain, now and then another word or less said."""
    wording = world.wording
    if len(scene.figures) > _MANY:
        wording = replace(wording, dropped_attributes=max(wording.dropped_attributes, _DROPPED_IN_A_CROWD))
    return _assemble(scene, _Words(rng=rng, wording=wording))


_MANY = 2
_DROPPED_IN_A_CROWD = 0.45


def plain_caption(scene: Scene) -> Caption:
    """Word a scene in the canonical words with nothing left out."""
    return _assemble(scene, _Words(rng=random.Random(0), wording=_PLAIN))


_PLAIN = Wording(synonyms=0.0, dropped_attributes=0.0, shuffled_clauses=0.0, middle_stated=1.0, rewordings=0.0)


def _assemble(scene: Scene, words: _Words) -> Caption:
    background = words.background(scene)
    background_last = bool(scene.figures) and words.happens(words.wording.shuffled_clauses)
    people = [words.person(f.character) for f in scene.figures]
    deeds = [words.deed(f) for f in scene.figures]
    page = _Page()
    background_span = (0, 0) if background_last else page.clause(background)
    characters: list[Span] = []
    actions: list[Span] = []
    for figure, person, deed in zip(scene.figures, people, deeds, strict=True):
        characters.append(page.clause(person, words.placement(figure, len(people))))
        actions.append(page.clause(deed))
    if background_last:
        background_span = page.clause(background)
    if _merely_near(scene):
        page.clause(words.one_of(vocabulary.NEARNESS))
    if scene.zoom is not Zoom.FULL_FIGURE:
        page.clause(scene.zoom.value)
    return Caption(
        text=page.text,
        background=background,
        background_span=background_span,
        character_spans=tuple(characters),
        action_spans=tuple(actions),
        region_prompts=tuple(f"{p}, {d}" for p, d in zip(people, deeds, strict=True)),
    )


def _merely_near(scene: Scene) -> bool:
    """Tell whether figures stand close without doing something together."""
    together = any(f.action in (Action.HOLDING_HANDS, Action.HUGGING) for f in scene.figures)
    return scene.spacing is Spacing.NEAR and not together


@dataclass(slots=True)
class _Page:
    """A growing text that knows where each part landed."""

    text: str = ""

    def clause(self, part: str, lead_in: str = "") -> Span:
        """Append `part` after a comma and an optional `lead_in`; the span is that of `part`."""
        self.text += (", " if self.text else "") + (lead_in + " " if lead_in else "")
        start = len(self.text)
        self.text += part
        return start, len(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The words for each part of a scene, chosen by a wording's rates."""

    rng: random.Random
    wording: Wording

    def happens(self, rate: float) -> bool:
        return self.rng.random() < rate

    def one_of(self, usual_first: tuple[str, ...]) -> str:
        """Return the usual word, or at the synonym rate one of the others."""
        if len(usual_first) > 1 and self.happens(self.wording.synonyms):
            return self.rng.choice(usual_first[1:])
        return usual_first[0]

    def kept(self, parts: list[str]) -> list[str]:
        """Leave out each part at the dropping rate."""
        kept = [p for p in parts if not self.happens(self.wording.dropped_attributes)]
        return kept if self.wording.rewordings == 0 else [self.reworded(p) for p in kept]

    def reworded(self, part: str) -> str:
        """Say a look or a garment in another word, at the rewording rate."""
        for usual, others in vocabulary.REWORDINGS.items():
            if re.search(rf"\b{usual}\b", part) and self.happens(self.wording.rewordings):
                return part.replace(usual, self.rng.choice(others))
        return part

    def background(self, scene: Scene) -> str:
        parts = [self.one_of(vocabulary.PLACES[scene.place]), *_light(scene)]
        if scene.time is Time.DAY and self.happens(self.wording.synonyms):
            parts.append("on a sunny day" if scene.weather is Weather.CLEAR else "by day")
        return " ".join(parts)

    def placement(self, figure: Figure, count: int) -> str:
        alone_in_the_middle = count == 1 and figure.placement is Placement.MIDDLE
        if alone_in_the_middle and not self.happens(self.wording.middle_stated):
            return ""
        return self.one_of(vocabulary.PLACEMENTS[figure.placement])

    def person(self, character: Character) -> str:
        looks = _listed(self.kept(_looks(character)))
        clothes = _listed(self.kept(_clothes(character)))
        kind = self.one_of(vocabulary.KINDS.get(character.kind, (character.kind.value,)))
        phrase = " ".join([*_fur_word(character), kind])
        phrase = f"{_article(phrase)} {phrase}"
        phrase += f" with {looks}" if looks else ""
        return phrase + (f" in {clothes}" if clothes else "")

    def deed(self, figure: Figure) -> str:
        color = figure.prop_color.value
        phrase = self.one_of(vocabulary.ACTIONS[figure.action]).format(
            a_color=f"{_article(color)} {color}", side=figure.facing.value
        )
        if figure.view is View.BACK:
            return phrase + ", seen from behind"
        if figure.expression is mood_of(figure.action) or figure.expression not in vocabulary.MOODS:
            return phrase
        return f"{phrase}, {vocabulary.MOODS[figure.expression]}"


def _light(scene: Scene) -> list[str]:
    words: list[str] = []
    if scene.time is Time.SUNSET:
        words.append("at sunset")
    if scene.time is Time.NIGHT and scene.place is not Place.MOON:
        words.append("at night")
    if scene.weather is Weather.RAIN:
        words.append("in the rain")
    if scene.weather is Weather.SNOWFALL:
        words.append("in falling snow")
    return words


def _fur_word(character: Character) -> list[str]:
    """Name a fur colour that is not the usual one of the animal."""
    if character.fur is None or character.fur == next(iter(FURS[character.kind])):
        return []
    return [character.fur]


def _looks(character: Character) -> list[str]:
    looks: list[str] = []
    if character.skin is not None:
        looks.append(f"{character.skin.value} skin")
    if character.hair_style is not None and character.hair_color is not None:
        looks.append(vocabulary.HAIR[character.hair_style].format(color=character.hair_color.value))
    if Accessory.BEARD in character.accessories and character.hair_color is not None:
        looks.append(f"a {character.hair_color.value} beard")
    return looks


def _clothes(character: Character) -> list[str]:
    clothes = [_top(character)]
    if _bottom_is_free(character):
        clothes.append(_bottom(character))
    if character.hat is not Hat.NONE:
        clothes.append(_hat(character))
    if Accessory.GLASSES in character.accessories:
        clothes.append("round glasses")
    for accessory in character.accessories:
        if accessory not in (Accessory.GLASSES, Accessory.BEARD):
            color = character.accessory_color.value
            clothes.append(f"{_article(color)} {color} {accessory.value}")
    return clothes


def _top(character: Character) -> str:
    color = character.top_color.value
    if character.top is Garment.OVERALLS:
        return f"{character.bottom_color.value} overalls over {_article(color)} {color} shirt"
    return f"{_article(color)} {color} {character.top.value}"


def _bottom_is_free(character: Character) -> bool:
    """Tell whether the bottom is worth a word: not fixed by the garment, not hidden by it."""
    fixed = (Color.BROWN, Color.GRAY)
    hidden = (Garment.DRESS, Garment.OVERALLS, Garment.COAT)
    return character.top not in hidden and character.bottom_color not in fixed


def _bottom(character: Character) -> str:
    color = character.bottom_color.value
    if character.bottom is Bottom.SKIRT:
        return f"{_article(color)} {color} skirt"
    return f"{color} {character.bottom.value}"


def _hat(character: Character) -> str:
    color = character.hat_color.value
    if character.hat in (Hat.STRAW_HAT, Hat.CROWN) or _plain_wizard(character):
        return f"a {character.hat.value}"
    name = "hair bow" if character.hat is Hat.BOW else character.hat.value
    return f"{_article(color)} {color} {name}"


def _plain_wizard(character: Character) -> bool:
    """Tell whether the hat is the purple wizard hat, whose colour goes without saying."""
    return character.hat is Hat.WIZARD_HAT and character.hat_color is Color.PURPLE


def _listed(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + " and " + parts[-1]


def _article(phrase: str) -> str:
    return "an" if phrase[0] in "aeiou" else "a"
