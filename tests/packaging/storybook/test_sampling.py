"""Scenes are drawn from their world, the same again for the same seed."""

import random
from collections import Counter

import pytest
from storybook import FULL, VILLAGE, Scene, World, attributes, sample_held_out, sample_scene
from storybook.character import FEMALE, Garment
from storybook.scene import INDOORS, Action, Placement, Spacing, View, Weather, Zoom

WORLDS = pytest.mark.parametrize("world", [VILLAGE, FULL], ids=lambda world: world.name)


def scenes(world: World, count: int, seed: int = 5) -> list[Scene]:
    rng = random.Random(seed)
    return [sample_scene(rng, world) for _ in range(count)]


@WORLDS
def test_same_seed_same_scenes(world: World) -> None:
    assert scenes(world, 20) == scenes(world, 20)
    assert scenes(world, 20) != scenes(world, 20, seed=6)


@WORLDS
def test_training_never_sees_a_held_out_combination(world: World) -> None:
    drawn = [figure for scene in scenes(world, 800) for figure in scene.figures]
    assert not any(world.holds_out(figure) for figure in drawn)


@WORLDS
@pytest.mark.parametrize("count", [1, 2])
def test_held_out_scenes_hold_only_held_out_figures(world: World, count: int) -> None:
    rng = random.Random(2)
    for _ in range(20):
        scene = sample_held_out(rng, world, count)
        assert len(scene.figures) == count
        assert all(world.holds_out(figure) for figure in scene.figures)


def test_held_out_combinations_leave_every_kind_colour_and_action_in_training() -> None:
    drawn = [figure for scene in scenes(VILLAGE, 1500) for figure in scene.figures]
    assert {(f.character.kind, f.action) for f in drawn} == {(k, a) for k in VILLAGE.kinds for a in VILLAGE.actions}
    assert {(f.character.kind, f.character.top_color) for f in drawn} == {
        (k, c) for k in VILLAGE.kinds for c in VILLAGE.top_colors
    }


def test_village_shares_are_as_stated() -> None:
    drawn = scenes(VILLAGE, 2000)
    counts = Counter(len(scene.figures) for scene in drawn)
    assert counts[0] / 2000 == pytest.approx(0.10, abs=0.03)
    assert counts[1] / 2000 == pytest.approx(0.55, abs=0.05)
    assert counts[2] / 2000 == pytest.approx(0.35, abs=0.05)
    assert {scene.place for scene in drawn} == set(VILLAGE.places)
    assert {scene.time for scene in drawn} == set(VILLAGE.times)


def test_village_is_always_seen_from_the_front_in_plain_weather() -> None:
    for scene in scenes(VILLAGE, 300):
        assert scene.weather is Weather.CLEAR
        assert all(figure.view is View.FRONT for figure in scene.figures)


@WORLDS
def test_only_girls_and_women_wear_dresses(world: World) -> None:
    for scene in scenes(world, 400):
        for figure in scene.figures:
            assert figure.character.top is not Garment.DRESS or figure.character.kind in FEMALE


def test_figures_stand_from_left_to_right() -> None:
    order = list(Placement)
    for scene in scenes(FULL, 400):
        ranks = [order.index(figure.placement) for figure in scene.figures]
        assert ranks == sorted(set(ranks))


def test_full_world_has_crowds_touch_backs_and_weather() -> None:
    drawn = scenes(FULL, 1500)
    figures = [figure for scene in drawn for figure in scene.figures]
    assert max(len(scene.figures) for scene in drawn) == 3
    assert {Action.HOLDING_HANDS, Action.HUGGING} <= {figure.action for figure in figures}
    assert View.BACK in {figure.view for figure in figures}
    assert {scene.weather for scene in drawn} == set(Weather)
    assert {scene.place for scene in drawn} == set(FULL.places)
    assert not any(scene.weather is not Weather.CLEAR for scene in drawn if scene.place in INDOORS)


def test_touching_pairs_stand_near() -> None:
    for scene in scenes(FULL, 600):
        if any(figure.action is Action.HUGGING for figure in scene.figures):
            assert scene.spacing is Spacing.NEAR
            assert len(scene.figures) == 2


def test_nobody_turns_the_back_to_a_close_up() -> None:
    for scene in scenes(FULL, 600):
        if scene.zoom is Zoom.CLOSE_UP:
            assert all(figure.view is View.FRONT for figure in scene.figures)


def test_labels_name_what_the_scene_holds() -> None:
    scene = next(s for s in scenes(VILLAGE, 50) if len(s.figures) == 2)
    labels = attributes(scene)
    assert labels.environment == scene.place.value
    assert [label.kind for label in labels.figures] == [f.character.kind.value for f in scene.figures]
    assert [label.action for label in labels.figures] == [f.action.value for f in scene.figures]


def test_labels_of_an_animal_have_no_hair() -> None:
    scene = next(s for s in scenes(VILLAGE, 50) if s.figures and not s.figures[0].character.is_human)
    label = attributes(scene).figures[0]
    assert (label.hair_color, label.skin) == ("none", "none")
    assert label.fur != "none"
