"""Drawing scenes at random from a world, always the same for the same generator state."""

from __future__ import annotations

import random

from storybook.character import (
    ELDERS,
    FEMALE,
    FURS,
    GROWN,
    HUMANS,
    Accessory,
    Bottom,
    Character,
    Garment,
    HairStyle,
    Hat,
    Kind,
)
from storybook.palette import Color, HairColor
from storybook.poses import mood_of
from storybook.scene import (
    INDOORS,
    Action,
    Backdrop,
    Expression,
    Facing,
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
from storybook.world import World

_PLACEMENTS: dict[int, tuple[Placement, ...]] = {
    2: (Placement.LEFT, Placement.RIGHT),
    3: (Placement.LEFT, Placement.MIDDLE, Placement.RIGHT),
}
_FREE_MOODS = (
    Expression.HAPPY,
    Expression.LAUGHING,
    Expression.SAD,
    Expression.ANGRY,
    Expression.SURPRISED,
    Expression.CALM,
)
_HAT_COLORS = {Hat.STRAW_HAT: Color.YELLOW, Hat.CROWN: Color.YELLOW, Hat.WIZARD_HAT: Color.PURPLE}
_ALONE_ONLY = (Action.KITE, Action.KICKING_BALL)
_STAGE_FILLING = (
    Action.JUMPING,
    Action.BALLOON,
    Action.KICKING_BALL,
    Action.KITE,
    Action.UMBRELLA,
)


def sample_scene(rng: random.Random, world: World) -> Scene:
    """Draw a training scene: none of its figures is a held-out combination."""
    count = _count(rng, world)
    zoom = rng.choice(world.zooms) if count == 1 else Zoom.FULL_FIGURE
    spacing = Spacing.NEAR if count > 1 and rng.random() < world.near_share else Spacing.APART
    figures: tuple[Figure, ...] = ()
    while len(figures) < count or any(world.holds_out(f) for f in figures):
        figures = _sample_figures(rng, world, count, zoom, spacing)
    return _staged(rng, world, figures, zoom, spacing)


def sample_held_out(rng: random.Random, world: World, count: int = 1) -> Scene:
    """Draw a scene of which every figure is a combination that training never sees."""
    zoom = Zoom.FULL_FIGURE
    figures: list[Figure] = []
    while len(figures) < count:
        placement = _placements(rng, count)[len(figures)]
        figure = sample_figure(rng, world, placement, zoom, count)
        if world.holds_out(figure):
            figures.append(figure)
    return _staged(rng, world, tuple(figures), zoom, Spacing.APART)


def sample_character(rng: random.Random, world: World) -> Character:
    """Draw one character with every attribute set that its kind has."""
    kind = rng.choice(world.kinds)
    top = rng.choice([t for t in world.tops if t is not Garment.DRESS or kind in FEMALE])
    top_color = rng.choice(world.top_colors)
    bottom, bottom_color = _bottom(rng, world, kind, top, top_color)
    hat, hat_color = _hat(rng, world, kind)
    human = kind in HUMANS
    skin = rng.choice(world.skins) if human else None
    hair_style = _hair_style(rng, world, kind) if human else None
    if hair_style is HairStyle.SPIKY and hat is not Hat.NONE:
        hair_style = HairStyle.SHORT
    return Character(
        kind=kind,
        skin=skin,
        hair_style=hair_style,
        hair_color=_hair_color(rng, world, kind) if human else None,
        fur=None if human else _fur(rng, world, kind),
        top=top,
        top_color=top_color,
        bottom=bottom,
        bottom_color=bottom_color,
        hat=hat,
        hat_color=hat_color,
        accessories=_accessories(rng, world, kind),
        accessory_color=rng.choice([c for c in world.top_colors if c is not top_color]),
    )


def sample_figure(rng: random.Random, world: World, placement: Placement, zoom: Zoom, count: int) -> Figure:
    """Draw a character and what it does at its place in the picture."""
    action = rng.choice(_possible_actions(world, zoom, count))
    mood = mood_of(action)
    if mood is Expression.HAPPY and rng.random() < world.free_expression_share:
        mood = rng.choice(_FREE_MOODS)
    return Figure(
        character=sample_character(rng, world),
        action=action,
        expression=mood,
        placement=placement,
        facing=_facing(rng, placement),
        view=_view(rng, world, action, zoom),
        prop_color=rng.choice(world.top_colors) if world.free_style else Color.RED,
        shift=(rng.uniform(-8, 8), rng.uniform(-4, 4)),
    )


def _count(rng: random.Random, world: World) -> int:
    counts = range(len(world.figure_counts))
    return rng.choices(counts, world.figure_counts)[0]


def _placements(rng: random.Random, count: int) -> tuple[Placement, ...]:
    if count > 1:
        return _PLACEMENTS[count]
    return (rng.choice((Placement.LEFT, Placement.MIDDLE, Placement.MIDDLE, Placement.RIGHT)),)


def _sample_figures(rng: random.Random, world: World, count: int, zoom: Zoom, spacing: Spacing) -> tuple[Figure, ...]:
    if count == 0:
        return ()
    figures = tuple(sample_figure(rng, world, placement, zoom, count) for placement in _placements(rng, count))
    if count == 2 and spacing is Spacing.NEAR and world.pair_actions and rng.random() < 0.7:
        return _together(rng.choice(world.pair_actions), figures)
    return figures


def _together(action: Action, figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Let neighbours share one action, turned towards each other."""
    return tuple(
        Figure(
            character=figure.character,
            action=action,
            expression=mood_of(action),
            placement=figure.placement,
            facing=Facing.RIGHT if figure.placement is Placement.LEFT else Facing.LEFT,
            prop_color=figure.prop_color,
            shift=(0.0, 0.0),
        )
        for figure in figures
    )


def _possible_actions(world: World, zoom: Zoom, count: int) -> list[Action]:
    actions = list(world.actions)
    if zoom is Zoom.CLOSE_UP:
        actions = [a for a in actions if a not in _STAGE_FILLING and a is not Action.SITTING]
    if count > 1:
        actions = [a for a in actions if a not in _ALONE_ONLY]
    return actions


def _facing(rng: random.Random, placement: Placement) -> Facing:
    if placement is Placement.LEFT:
        return Facing.RIGHT
    if placement is Placement.RIGHT:
        return Facing.LEFT
    return rng.choice(list(Facing))


_SEEN_FROM_BEHIND = (
    Action.STANDING,
    Action.WAVING,
    Action.WALKING,
    Action.RUNNING,
    Action.CHEERING,
    Action.POINTING,
    Action.DANCING,
    Action.JUMPING,
    Action.BALLOON,
    Action.LANTERN,
)


def _view(rng: random.Random, world: World, action: Action, zoom: Zoom) -> View:
    behind = action in _SEEN_FROM_BEHIND and rng.random() < world.back_share * 2
    return View.BACK if behind and zoom is not Zoom.CLOSE_UP else View.FRONT


def _staged(
    rng: random.Random,
    world: World,
    figures: tuple[Figure, ...],
    zoom: Zoom,
    spacing: Spacing,
) -> Scene:
    place = rng.choice(world.places)
    time = Time.NIGHT if place is Place.MOON else rng.choice(world.times)
    return Scene(
        place=place,
        time=time,
        zoom=zoom,
        figures=figures,
        weather=_weather(rng, world, place, time),
        spacing=spacing,
        layout_seed=rng.randrange(1 << 30),
        backdrop=rng.choice((Backdrop.VARIED, Backdrop.MIRRORED)) if world.free_style else Backdrop.PLAIN,
    )


def _weather(rng: random.Random, world: World, place: Place, time: Time) -> Weather:
    weather = rng.choice(world.weathers)
    if place in (*INDOORS, Place.MOON, Place.DESERT) or time is Time.SUNSET:
        return Weather.CLEAR
    if place is Place.MOUNTAINS and weather is Weather.RAIN:
        return Weather.SNOWFALL
    if weather is Weather.SNOWFALL and place in (Place.BEACH, Place.MEADOW, Place.GARDEN):
        return Weather.CLEAR
    return weather


def _hair_style(rng: random.Random, world: World, kind: Kind) -> HairStyle:
    if kind is Kind.GRANDFATHER:
        return rng.choice((HairStyle.BALD, HairStyle.SHORT))
    if kind is Kind.GRANDMOTHER:
        return rng.choice((HairStyle.BUN, HairStyle.BOB, HairStyle.CURLY))
    return rng.choice(world.girl_hair if kind in FEMALE else world.boy_hair)


def _hair_color(rng: random.Random, world: World, kind: Kind) -> HairColor:
    if kind in ELDERS:
        return rng.choice((HairColor.GRAY, HairColor.WHITE))
    young = [c for c in world.hair_colors if c not in (HairColor.GRAY, HairColor.WHITE)]
    natural = [c for c in young if c not in (HairColor.PINK, HairColor.BLUE)]
    return rng.choice(young if rng.random() < 0.3 else natural)


def _fur(rng: random.Random, world: World, kind: Kind) -> str:
    names = list(FURS[kind])
    return rng.choice(names) if world.free_style else names[0]


_VILLAGE_BOTTOMS = {
    Garment.SHIRT: (Bottom.SHORTS, Color.BROWN),
    Garment.SWEATER: (Bottom.PANTS, Color.GRAY),
    Garment.DRESS: (Bottom.BARE, Color.BROWN),
}
_FREE_BOTTOM_COLORS = (
    Color.BLUE,
    Color.BLACK,
    Color.BROWN,
    Color.GREEN,
    Color.RED,
    Color.GRAY,
    Color.PURPLE,
    Color.WHITE,
)


def _bottom(rng: random.Random, world: World, kind: Kind, top: Garment, top_color: Color) -> tuple[Bottom, Color]:
    if not world.free_style:
        return _VILLAGE_BOTTOMS[top]
    color = rng.choice([c for c in _FREE_BOTTOM_COLORS if c is not top_color])
    if top is Garment.DRESS:
        return Bottom.BARE, color
    if top in (Garment.OVERALLS, Garment.COAT) or kind in ELDERS:
        return Bottom.PANTS, color
    skirts = [Bottom.SKIRT] if kind in FEMALE else []
    grown = [Bottom.PANTS] if kind in GROWN else [Bottom.SHORTS]
    return rng.choice([Bottom.PANTS, *grown, *skirts]), color


def _hat(rng: random.Random, world: World, kind: Kind) -> tuple[Hat, Color]:
    hat = rng.choice(world.hats)
    if hat is Hat.BOW and kind in HUMANS and kind not in FEMALE:
        hat = Hat.CAP
    if world.free_style and hat not in (Hat.STRAW_HAT, Hat.CROWN):
        return hat, rng.choice(world.top_colors[:7])
    return hat, _HAT_COLORS.get(hat, Color.PURPLE)


def _accessories(rng: random.Random, world: World, kind: Kind) -> tuple[Accessory, ...]:
    if not world.accessories:
        return ()
    worn: list[Accessory] = []
    if rng.random() < (0.5 if kind in ELDERS else 0.12):
        worn.append(Accessory.GLASSES)
    if kind in (Kind.MAN, Kind.GRANDFATHER) and rng.random() < 0.5:
        worn.append(Accessory.BEARD)
    if rng.random() < 0.35:
        worn.append(rng.choice(world.accessories))
    return tuple(worn)
