"""Pictures are right at every size, and masks and key points tell exactly what is where."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from storybook import FULL, VILLAGE, Rendering, Scene, World, render, sample_character, sample_scene
from storybook.character import Accessory, Bottom, Garment, HairStyle, Hat, Kind
from storybook.poses import mood_of
from storybook.scene import Action, Backdrop, Expression, Facing, Figure, Place, Placement, Time, View, Weather, Zoom

WORLDS = pytest.mark.parametrize("world", [VILLAGE, FULL], ids=lambda world: world.name)
SIZES = [(256, 256), (320, 192), (192, 320), (384, 256), (96, 96)]


def scenes(world: World, count: int, seed: int = 3) -> list[Scene]:
    rng = random.Random(seed)
    return [sample_scene(rng, world) for _ in range(count)]


def single(kind: Kind = Kind.FOX, **changes: object) -> Scene:
    """Make a scene of one figure at noon in a meadow."""
    character = sample_character(random.Random(1), replace(FULL, kinds=(kind,)))
    figure = Figure(
        character=character,
        action=Action.STANDING,
        expression=Expression.HAPPY,
        placement=Placement.MIDDLE,
        facing=Facing.RIGHT,
    )
    figure = replace(figure, **changes)  # type: ignore[arg-type]
    return Scene(place=Place.MEADOW, time=Time.DAY, zoom=Zoom.FULL_FIGURE, figures=(figure,))


def box(mask: npt.NDArray[np.bool_]) -> tuple[int, int]:
    """Return width and height of the mask's bounding box, in pixels."""
    rows, columns = np.nonzero(mask)
    return int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1


def points(picture: Rendering) -> Iterator[tuple[int, str, int, int, bool]]:
    for index, body in enumerate(picture.keypoints):
        for name in ("head", "hand_left", "hand_right", "foot_left", "foot_right"):
            point = getattr(body, name)
            yield index, name, int(point.x_px), int(point.y_px), point.visible


@WORLDS
def test_same_scene_same_pixels(world: World) -> None:
    for scene in scenes(world, 6):
        first, again = render(scene, 160, 160), render(scene, 160, 160)
        assert np.array_equal(first.image, again.image)
        assert all(np.array_equal(a, b) for a, b in zip(first.masks, again.masks, strict=True))


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_pictures_have_the_size_asked_for(width: int, height: int) -> None:
    for scene in scenes(FULL, 12):
        picture = render(scene, width, height)
        assert picture.image.shape == (height, width, 3)
        assert picture.image.dtype == np.uint8
        assert all(mask.shape == (height, width) for mask in picture.masks)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_head_is_in_the_picture(width: int, height: int) -> None:
    for scene in scenes(FULL, 60, seed=8):
        for _, name, x, y, _ in points(render(scene, width, height)):
            assert name != "head" or (0 <= x < width and 0 <= y < height)


@pytest.mark.parametrize(("width", "height"), [(384, 256), (320, 192), (192, 320), (256, 512)])
def test_no_shape_of_picture_stretches_a_figure(width: int, height: int) -> None:
    square = box(render(single(), 256, 256).masks[0])
    other = box(render(single(), width, height).masks[0])
    assert other[0] / other[1] == pytest.approx(square[0] / square[1], rel=0.05)


def test_a_full_figure_takes_most_of_the_height() -> None:
    for kind in (Kind.GIRL, Kind.BOY, Kind.FOX, Kind.FROG):
        scene = single(kind)
        figure = scene.figures[0]
        bare = replace(figure, character=replace(figure.character, hat=Hat.NONE))
        _, height = box(render(replace(scene, figures=(bare,)), 256, 256).masks[0])
        assert 0.55 <= height / 256 <= 0.80


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    width=st.integers(16, 400),
    height=st.integers(16, 400),
    world=st.sampled_from([VILLAGE, FULL]),
)
def test_any_scene_at_any_size_keeps_its_promises(seed: int, width: int, height: int, world: World) -> None:
    scene = sample_scene(random.Random(seed), world)
    picture = render(scene, width, height)
    assert picture.image.shape == (height, width, 3)
    claimed = sum((mask.astype(int) for mask in picture.masks), np.zeros((height, width), int))
    assert claimed.max() <= 1
    for index, _, x, y, visible in points(picture):
        assert not visible or picture.masks[index][y, x]


@WORLDS
def test_masks_are_disjoint(world: World) -> None:
    for scene in scenes(world, 60):
        masks = render(scene, 128, 128).masks
        assert len(masks) == len(scene.figures)
        for a, b in itertools.combinations(masks, 2):
            assert not np.any(a & b)


def test_mask_covers_exactly_the_pixels_that_the_figure_changes() -> None:
    for action in (Action.STANDING, Action.JUMPING, Action.CRYING):
        scene = single(action=action)
        picture = render(scene, 256, 256)
        empty = render(replace(scene, figures=()), 256, 256).image
        changed = np.any(picture.image != empty, axis=2)
        mask = picture.masks[0]
        assert np.mean(changed[mask]) > 0.98
        above_the_shadow = changed & ~mask
        above_the_shadow[int(picture.keypoints[0].foot_left.y_px) - 8 :] = False
        edge = np.zeros_like(mask)
        edge[1:-1, 1:-1] = (
            mask[:-2, 1:-1]
            | mask[2:, 1:-1]
            | mask[1:-1, :-2]
            | mask[1:-1, 2:]
            | mask[:-2, :-2]
            | mask[2:, 2:]
            | mask[:-2, 2:]
            | mask[2:, :-2]
        )
        assert not np.any(above_the_shadow & ~edge)


@WORLDS
def test_visible_key_points_lie_in_their_own_mask(world: World) -> None:
    for scene in scenes(world, 80):
        picture = render(scene, 160, 160)
        for index, _, x, y, visible in points(picture):
            assert not visible or picture.masks[index][y, x]


def test_head_and_feet_of_a_lone_standing_figure_are_visible() -> None:
    for kind in Kind:
        body = render(single(kind), 128, 128).keypoints[0]
        assert body.head.visible
        assert body.foot_left.visible
        assert body.foot_right.visible
        assert body.head.y_px < body.hand_left.y_px < body.foot_left.y_px
        assert body.hand_left.x_px < body.hand_right.x_px


def test_left_and_right_figures_are_where_they_are_said_to_be() -> None:
    for scene in scenes(VILLAGE, 80):
        heads = [body.head.x_px for body in render(scene, 128, 128).keypoints]
        if len(heads) == 2:
            assert heads[0] < 64 < heads[1]


def test_facing_left_mirrors_the_gesture() -> None:
    right = render(single(action=Action.WAVING), 128, 128).keypoints[0]
    left = render(single(action=Action.WAVING, facing=Facing.LEFT), 128, 128).keypoints[0]
    assert right.hand_right.y_px < right.hand_left.y_px
    assert left.hand_left.y_px < left.hand_right.y_px


def pair_of(action: Action) -> list[Scene]:
    world = replace(FULL, figure_counts=(0.0, 0.0, 1.0), near_share=1.0, pair_actions=(action,))
    drawn = scenes(world, 60)
    return [scene for scene in drawn if scene.figures[0].action is action]


def test_held_hands_meet() -> None:
    for scene in pair_of(Action.HOLDING_HANDS):
        left, right = render(scene, 256, 256).keypoints
        assert left.hand_right.x_px == pytest.approx(right.hand_left.x_px, abs=8)
        assert left.hand_right.y_px == pytest.approx(right.hand_left.y_px, abs=8)


def test_a_hug_touches() -> None:
    for scene in pair_of(Action.HUGGING):
        left, right = render(scene, 256, 256).masks
        beside = left[:, :-1] & right[:, 1:]
        assert beside.sum() > 20


def test_every_kind_can_do_everything() -> None:
    for kind, action, facing in itertools.product(Kind, Action, Facing):
        scene = single(kind, action=action, expression=mood_of(action), facing=facing)
        assert render(scene, 32, 32).masks[0].any()


@pytest.mark.parametrize("view", list(View))
def test_every_look_can_be_drawn(view: View) -> None:
    girl = single(Kind.GRANDMOTHER, view=view)
    figure = girl.figures[0]
    looks = [
        *({"hair_style": style} for style in HairStyle),
        *({"top": top, "bottom": bottom} for top, bottom in itertools.product(Garment, Bottom)),
        *({"hat": hat} for hat in Hat),
        *({"accessories": (accessory,)} for accessory in Accessory),
    ]
    for look in looks:
        worn = replace(figure, character=replace(figure.character, **look))  # type: ignore[arg-type]
        assert render(replace(girl, figures=(worn,)), 64, 64).masks[0].any()


def test_every_mood_changes_the_face() -> None:
    faces = [render(single(Kind.GIRL, expression=mood), 128, 128).image.tobytes() for mood in Expression]
    assert len(set(faces)) == len(Expression)


def test_every_place_hour_and_weather_differs() -> None:
    skies = [
        render(replace(single(), place=place, time=time, weather=weather, figures=()), 64, 64).image.tobytes()
        for place, time, weather in itertools.product(Place, Time, Weather)
        if not (place is Place.MOON and time is not Time.NIGHT)
    ]
    assert len(set(skies)) == len(skies)


@pytest.mark.parametrize(("width", "height"), [(256, 256), (320, 192), (192, 320)])
def test_every_place_is_painted_to_the_last_pixel(width: int, height: int) -> None:
    for place, time, backdrop in itertools.product(Place, Time, Backdrop):
        empty = Scene(place=place, time=time, zoom=Zoom.FULL_FIGURE, figures=(), backdrop=backdrop, layout_seed=3)
        unpainted = np.all(render(empty, width, height).image == 0, axis=2)
        assert not unpainted.any(), (place, time, backdrop)


def test_an_empty_place_has_no_masks() -> None:
    picture = render(replace(single(), figures=()), 64, 64)
    assert picture.masks == ()
    assert picture.keypoints == ()


@pytest.mark.parametrize(("width", "height"), [(0, 64), (64, -1), (8, 9000)])
def test_impossible_sizes_are_refused(width: int, height: int) -> None:
    with pytest.raises(ValueError, match="pixels"):
        render(single(), width, height)
