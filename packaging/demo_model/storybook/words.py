"""What a world can show, in the words of its captions: for completion and for lists in the documentation."""

from __future__ import annotations

from dataclasses import dataclass

from storybook import vocabulary
from storybook.character import HUMANS, HairStyle, Hat
from storybook.palette import Color
from storybook.scene import Time, Weather
from storybook.world import World

Wordings = dict[str, tuple[str, ...]]
"""The usual words of a thing, and the other words that captions use for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownWords:
    """Everything that captions of a world can say, in the order of the world."""

    places: Wordings
    times: tuple[str, ...]
    weathers: tuple[str, ...]
    kinds: Wordings
    skins: tuple[str, ...]
    hair: tuple[str, ...]
    garments: tuple[str, ...]
    colors: tuple[str, ...]
    hats: tuple[str, ...]
    accessories: tuple[str, ...]
    actions: Wordings
    placements: Wordings
    zooms: tuple[str, ...]


def known_words(world: World) -> KnownWords:
    """List the words of `world`; human looks are empty where it has no people."""
    people = any(kind in HUMANS for kind in world.kinds)
    return KnownWords(
        places={p.value: vocabulary.PLACES[p] for p in dict.fromkeys(world.places)},
        times=tuple(t.value for t in Time if t in world.times),
        weathers=tuple(w.value for w in Weather if w in world.weathers),
        kinds={k.value: vocabulary.KINDS.get(k, (k.value,)) for k in dict.fromkeys(world.kinds)},
        skins=tuple(f"{skin.value} skin" for skin in world.skins) if people else (),
        hair=_hair(world) if people else (),
        garments=tuple(top.value for top in world.tops),
        colors=tuple(color.value for color in world.top_colors),
        hats=tuple(hat.value for hat in Hat if hat in world.hats and hat is not Hat.NONE),
        accessories=tuple(accessory.value for accessory in world.accessories),
        actions={
            a.value: tuple(_filled(words) for words in vocabulary.ACTIONS[a])
            for a in (*world.actions, *world.pair_actions)
        },
        placements={p.value: words for p, words in vocabulary.PLACEMENTS.items()},
        zooms=tuple(zoom.value for zoom in dict.fromkeys(world.zooms)),
    )


def _hair(world: World) -> tuple[str, ...]:
    styles = dict.fromkeys((*world.girl_hair, *world.boy_hair))
    return tuple(
        vocabulary.HAIR[style].format(color=color.value)
        for style in styles
        for color in world.hair_colors
        if style is not HairStyle.BALD
    )


def _filled(words: str) -> str:
    """Fill an action's blanks with the usual choice."""
    return words.format(a_color=f"a {Color.RED.value}", side="left")
