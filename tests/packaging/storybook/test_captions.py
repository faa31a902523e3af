"""Captions say what is drawn, and know where each part of the text stands."""

import hashlib
import itertools
import random
import re

import pytest
from storybook import FULL, VILLAGE, Caption, Scene, World, caption, known_words, plain_caption, sample_scene
from storybook.scene import Action, Placement, Time

WORLDS = pytest.mark.parametrize("world", [VILLAGE, FULL], ids=lambda world: world.name)


def captioned(world: World, count: int, seed: int = 9) -> list[tuple[Scene, Caption]]:
    rng = random.Random(seed)
    scenes = [sample_scene(rng, world) for _ in range(count)]
    return [(scene, caption(scene, rng, world)) for scene in scenes]


@WORLDS
def test_spans_cut_out_the_background_and_every_figure(world: World) -> None:
    for scene, words in captioned(world, 300):
        assert words.text[slice(*words.background_span)] == words.background
        assert len(words.character_spans) == len(words.action_spans) == len(scene.figures)
        parts = zip(words.character_spans, words.action_spans, words.region_prompts, strict=True)
        for person, deed, region in parts:
            assert region == f"{words.text[slice(*person)]}, {words.text[slice(*deed)]}"


@WORLDS
def test_spans_do_not_overlap(world: World) -> None:
    for _, words in captioned(world, 200):
        spans = sorted([words.background_span, *words.character_spans, *words.action_spans])
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_village_captions_are_short() -> None:
    lengths = sorted(len(words.text.split()) for _, words in captioned(VILLAGE, 1500))
    assert lengths[len(lengths) // 2] <= 24
    assert lengths[-1] <= 52


@WORLDS
def test_every_figure_of_several_is_placed(world: World) -> None:
    sides = {Placement.LEFT: r"left", Placement.MIDDLE: r"middle|center", Placement.RIGHT: r"right"}
    for scene, words in captioned(world, 300):
        if len(scene.figures) < 2:
            continue
        for figure, span in zip(scene.figures, words.character_spans, strict=True):
            lead_in = words.text[max(0, span[0] - 20) : span[0]]
            assert re.search(sides[figure.placement], lead_in)


def test_plain_caption_says_everything() -> None:
    rng = random.Random(4)
    for _ in range(200):
        scene = sample_scene(rng, VILLAGE)
        text = plain_caption(scene).text
        assert ("at night" in text) == (scene.time is Time.NIGHT)
        for figure in scene.figures:
            assert figure.character.kind.value in text
            assert f"{figure.character.top_color.value} {figure.character.top.value}" in text
            assert figure.action is Action.BALLOON or figure.action.value in text


def test_articles_fit_their_words() -> None:
    for _, words in captioned(FULL, 500):
        assert not re.search(r"\ba [aeiou]|\ban [^aeiou]", words.text), words.text


def test_full_captions_vary_for_the_same_scene() -> None:
    scene = next(s for s, _ in captioned(FULL, 50) if len(s.figures) == 2)
    rng = random.Random(0)
    texts = {caption(scene, rng, FULL).text for _ in range(40)}
    assert len(texts) > 20
    background_last = [text for text in texts if not text.startswith(("in ", "on a", "at ", "by ", "among "))]
    assert background_last


@WORLDS
def test_known_words_are_those_that_captions_use(world: World) -> None:
    known = known_words(world)
    said = "\n".join(words.text for _, words in captioned(world, 2500))
    phrases = [*known.kinds.values(), *known.places.values(), *known.actions.values()]
    unsaid = {word for group in phrases for word in group if word not in said and " red " not in word}
    assert not unsaid


def test_village_wording_is_what_the_demo_model_was_trained_on() -> None:
    texts = "\n".join(words.text for _, words in captioned(VILLAGE, 500, seed=2024))
    assert hashlib.sha256(texts.encode()).hexdigest()[:16] == "42bf4f3ac1fa05f8"
